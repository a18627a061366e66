"""The dated law: what it answers, when it refuses, and what may not be loaded."""

import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from thidua.rulebook.book import RULES_VERSION, InvalidLaw, load, read_book

UNDER_98 = datetime.date(2025, 6, 30)
UNDER_152 = datetime.date(2025, 7, 1)

INSTRUMENT = """
[[instrument]]
id = "a"
number = "1/2024"
title_vi = "Nghị định"
title_en = "Decree"
first_day = 2024-01-01
read_as = "full text"
checked_on = 2024-02-01
checked_by = "Nguyễn Văn A"
"""
PARAMETER = """
[[parameter]]
name = "p"
unit = "share"
base = "all members"
title_vi = "Tỷ lệ"
title_en = "Share"
"""
VALUE = """
[[parameter.value]]
value = "2/3"
first_day = 2024-01-01
reference = { instrument = "a", article = "1", clause = "2" }
checked_on = 2024-02-01
checked_by = "Nguyễn Văn A"
"""


def folder_with(tmp_path: Path, parameters: str, instruments: str = INSTRUMENT) -> Path:
    (tmp_path / "parameters").mkdir()
    (tmp_path / "instruments.toml").write_text(instruments, encoding="utf-8")
    (tmp_path / "parameters" / "p.toml").write_text(parameters, encoding="utf-8")
    (tmp_path / "parameters" / "notes.txt").write_text("not law", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "day", "value", "decree", "article", "clause"),
    [
        ("ballot.national_emulation_fighter", UNDER_98, Fraction(9, 10), "98/2023/NĐ-CP", "30", "7"),
        ("ballot.national_emulation_fighter", UNDER_152, Fraction(9, 10), "152/2025/NĐ-CP", "33", "5"),
        ("ballot.grassroots_emulation_fighter", UNDER_98, Fraction(4, 5), "98/2023/NĐ-CP", "30", "7"),
        ("ballot.government_flag", UNDER_152, Fraction(4, 5), "152/2025/NĐ-CP", "33", "5"),
        ("flag.government.share_of_leaders", UNDER_152, Fraction(1, 5), "152/2025/NĐ-CP", "7", "1"),
        ("tie.women_share", UNDER_152, Fraction(7, 10), "152/2025/NĐ-CP", "4", "6"),
        (
            "reward.national_emulation_fighter",
            UNDER_152,
            Fraction(9, 2),
            "152/2025/NĐ-CP",
            "49–54",
            "not recorded",
        ),
    ],
)
def test_book_values_with_their_references(
    name: str, day: datetime.date, value: Fraction, decree: str, article: str, clause: str
) -> None:
    parameter = load().at(day).parameter(name)
    reference = parameter.reference
    assert parameter.value == value
    assert (reference.instrument.number, reference.article, reference.clause) == (decree, article, clause)


@pytest.mark.parametrize("day", [UNDER_152, datetime.date(2023, 12, 31), datetime.date(2027, 3, 1)])
def test_book_refuses_a_day_without_a_value(day: datetime.date) -> None:
    with pytest.raises(InvalidLaw) as refused:
        load().at(day).parameter("ballot.grassroots_emulation_fighter")
    assert refused.value.data == {"name": "ballot.grassroots_emulation_fighter", "day": day.isoformat()}


def test_book_refuses_an_unknown_name() -> None:
    with pytest.raises(InvalidLaw) as refused:
        load().at(UNDER_152).parameter("quorum.of_a_bloc")
    assert refused.value.code == "unknown_parameter"


def test_book_says_for_every_value_who_checked_it() -> None:
    values = [value for values in load().parameters.values() for value in values]
    assert {value.checked_by for value in values} == {"not checked against the official text"}
    assert all(value.title.vi and value.title.en and value.base for value in values)


def test_book_version_names_the_rules_and_the_law_and_fits_its_column() -> None:
    rules, digest = load().version.split("+")
    assert (rules, len(digest), load() is load()) == (RULES_VERSION, 16, True)


def test_book_version_ignores_comments_but_not_values(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("plain", "commented", "changed")]
    texts = [VALUE, "# why\n" + VALUE, VALUE.replace("2/3", "3/4")]
    versions = []
    for folder, text in zip(folders, texts, strict=True):
        folder.mkdir()
        versions.append(read_book(folder=folder_with(folder, PARAMETER + text)).version)
    assert versions[0] == versions[1]
    assert versions[0] != versions[2]


def test_book_value_without_a_last_day_still_holds(tmp_path: Path) -> None:
    book = read_book(folder=folder_with(tmp_path, PARAMETER + VALUE))
    assert book.at(datetime.date(2099, 1, 1)).parameter("p").last_day is None
    assert book.instruments["a"].last_day is None


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ('reference = { instrument = "a", article = "1", clause = "2" }', "", "missing_field", "reference"),
        ('clause = "2"', 'clause = ""', "missing_field", "reference.clause"),
        ('instrument = "a"', 'instrument = "b"', "unknown_instrument", "reference.instrument"),
        ('checked_by = "Nguyễn Văn A"', 'checked_by = ""', "missing_field", "checked_by"),
        ("checked_on = 2024-02-01", "", "missing_field", "checked_on"),
        ("checked_on = 2024-02-01", "checked_on = 2024-02-01T00:00:00", "not_a_day", "checked_on"),
        ("first_day = 2024-01-01", 'first_day = "2024"', "not_a_day", "first_day"),
        ('value = "2/3"', 'value = "two thirds"', "not_a_fraction", "value"),
        ('value = "2/3"', 'value = "2/0"', "not_a_fraction", "value"),
        ('value = "2/3"', "value = 0.66", "not_text", "value"),
        ('value = "2/3"', 'value = "2/3"\nlast_day = 2023-01-01', "days_reversed", "last_day"),
    ],
)
def test_book_with_an_incomplete_value_does_not_load(tmp_path: Path, old: str, new: str, code: str, field: str) -> None:
    folder = folder_with(tmp_path, PARAMETER + VALUE.replace(old, new))
    with pytest.raises(InvalidLaw) as refused:
        read_book(folder=folder)
    assert (refused.value.code, refused.value.data["field"]) == (
        code,
        f"p.toml.parameter[0].value[0].{field}",
    )


@pytest.mark.parametrize(
    ("parameters", "instruments", "code", "field"),
    [
        (PARAMETER, INSTRUMENT, "missing_field", "p.toml.parameter[0].value"),
        (PARAMETER + VALUE + VALUE, INSTRUMENT, "days_overlap", "p.toml.parameter[0].value"),
        ((PARAMETER + VALUE) * 2, INSTRUMENT, "duplicate_name", "p.toml.parameter[1].name"),
        ("", INSTRUMENT * 2, "duplicate_name", "instruments.toml.instrument[1].id"),
        (
            "",
            INSTRUMENT.replace("number", "nummer"),
            "unknown_field",
            "instruments.toml.instrument[0].nummer",
        ),
        ("= broken", INSTRUMENT, "not_toml", "p.toml"),
    ],
)
def test_book_with_broken_files_does_not_load(
    tmp_path: Path, parameters: str, instruments: str, code: str, field: str
) -> None:
    folder = folder_with(tmp_path, parameters, instruments)
    with pytest.raises(InvalidLaw) as refused:
        read_book(folder=folder)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)
