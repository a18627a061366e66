"""The shipped sheets: canonical files, an honest index, and worked examples reckoned by hand from the tables' words.

Each file in `examples` holds the facts of a few units with the points expected of every line, section and total;
`why` is the reckoning. What all units share stands once under `usual`; a key ending in `_p*` stands for every period.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from thidua.rulebook import library
from thidua.rulebook.facts import UnitFacts
from thidua.rulebook.library import InvalidLibrary, entries, load
from thidua.rulebook.records import Record
from thidua.rulebook.rules import KINDS
from thidua.rulebook.scoring import Score, rank_bloc, score_bloc

IDS = [entry.id for entry in entries()]
_EXAMPLES = Path(__file__).parent / "examples"
_DOCS = Path(__file__).parents[3] / "docs" / "criteria-sheets.md"
_PLAIN: tuple[str, ...] = ("targets", "not_applicable")
_SHEETS = files("thidua.rulebook.library")


@dataclass(frozen=True, slots=True)
class Example:
    """One unit of an example: its facts, and what the sheet must make of them."""

    facts: UnitFacts
    lines: Mapping[str, Decimal | None]
    sections: Mapping[str, Decimal]
    total: Decimal
    verdict: tuple[str | None, bool, bool, bool]
    complete: bool
    claimed: Mapping[str, Any]


@pytest.mark.parametrize("sheet_id", IDS)
def test_sheet_file_is_its_own_canonical_form(sheet_id: str) -> None:
    written = _SHEETS.joinpath(f"{sheet_id}.json").read_text(encoding="utf-8")
    assert written == json.dumps(load(sheet_id).to_json(), ensure_ascii=False, indent=1) + "\n"


def test_index_names_every_sheet_file_and_no_other() -> None:
    there = sorted(one.name for one in _SHEETS.iterdir() if one.name.endswith(".json"))
    assert sorted(f"{sheet_id}.json" for sheet_id in IDS) == there


def test_index_claims_no_check_against_the_official_text() -> None:
    assert {entry.checked_by for entry in entries()} == {""}


def test_every_sheet_has_worked_examples_of_two_units_or_more() -> None:
    assert sorted(path.stem for path in _EXAMPLES.glob("*.json")) == sorted(IDS)
    assert [sheet_id for sheet_id in IDS if len(_examples(sheet_id)) < 2] == []


def test_library_uses_every_kind_of_rule() -> None:
    used = {rule.kind for sheet_id in IDS for line in load(sheet_id).criteria for rule in line.rule.every()}
    assert used == set(KINDS)


def test_docs_list_every_sheet_and_no_other() -> None:
    assert re.findall(r"^\| `([^`]+)` \|", _DOCS.read_text(encoding="utf-8"), re.MULTILINE) == IDS


def test_docs_say_truly_where_each_shape_is_carried() -> None:
    rows = re.findall(r"^\| [^|`]+ \| `([^`]+)` \| `([^`]+)` \|$", _DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 74
    assert [(sheet_id, place) for sheet_id, place in rows if place not in _places(sheet_id)] == []


def test_index_that_names_a_sheet_twice_is_refused() -> None:
    index = tomllib.loads(files("thidua.rulebook.library").joinpath("index.toml").read_text(encoding="utf-8"))
    twice = {"sheet": [index["sheet"][0], index["sheet"][0]]}

    with pytest.raises(InvalidLibrary) as refused:
        library._read(Record.opened(twice, at="", refusal=InvalidLibrary, names=frozenset({"sheet"})))

    assert refused.value.code == "duplicate_id"


def test_sheet_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidLibrary) as refused:
        load("khong-co")
    assert refused.value.text.vi == "thư viện không có bảng điểm “khong-co”; hãy chọn một mã trong danh mục."


@pytest.mark.parametrize("sheet_id", IDS)
def test_lines_come_to_the_points_reckoned_by_hand(sheet_id: str) -> None:
    expected = {one.facts.unit: dict(one.lines) for one in _examples(sheet_id)}
    assert {one.unit: {line.code: line.final for line in one.lines} for one in _scores(sheet_id)} == expected


@pytest.mark.parametrize("sheet_id", IDS)
def test_sections_and_totals_come_to_the_points_reckoned_by_hand(sheet_id: str) -> None:
    expected = {one.facts.unit: (dict(one.sections), one.total, one.complete) for one in _examples(sheet_id)}
    scored = _scores(sheet_id)
    assert {
        one.unit: ({part.code: part.points for part in one.sections}, one.total, one.complete) for one in scored
    } == expected


@pytest.mark.parametrize("sheet_id", IDS)
def test_classes_and_guards_decide_as_the_table_says(sheet_id: str) -> None:
    expected = {one.facts.unit: one.verdict for one in _examples(sheet_id)}
    verdicts = {one.unit: one.verdict for one in _scores(sheet_id)}
    assert {unit: (one.label, one.ranked, one.deferred, one.titles) for unit, one in verdicts.items()} == expected


@pytest.mark.parametrize(
    "sheet_id",
    [
        sheet_id
        for sheet_id in IDS
        if "standings" in json.loads((_EXAMPLES / f"{sheet_id}.json").read_text(encoding="utf-8"))
    ],
)
def test_bloc_is_ranked_as_reckoned_by_hand(sheet_id: str) -> None:
    ranked = rank_bloc(_scores(sheet_id), {one.facts.unit: one.facts.unit for one in _examples(sheet_id)})
    assert {standing.label: standing.rank for standing in ranked} == _data(sheet_id)["standings"]


def test_cai_lay_claim_shrinks_to_what_the_caps_allow() -> None:
    example = next(one for one in _examples("tien-giang-stnmt-2022") if one.claimed)
    result = next(one for one in _scores("tien-giang-stnmt-2022") if one.unit == example.facts.unit)
    claimed = {code: Decimal(points) for code, points in example.claimed["lines"].items()}
    over = {line.code: claimed[line.code] - line.final for line in result.lines if line.final is not None}
    assert over == {"a7": 0, "C2": Decimal("0.2"), "C4": Decimal("0.5"), "C5": 1, "d2": 4}
    assert Decimal(example.claimed["total"]) - sum(over.values()) == Decimal(example.claimed["after_caps"])


def _places(sheet_id: str) -> set[str]:
    """What the docs may name on a sheet: its lines and sections, and the parts it really has."""
    sheet = load(sheet_id)
    codes = {line.code for line in sheet.criteria} | {section.code for section, _depth in sheet.sections()}
    parts = {"classes": sheet.classes, "guards": sheet.guards, "ties": sheet.ties, "sheet": (sheet,)}
    return codes | {name for name, there in parts.items() if there}


def _scores(sheet_id: str) -> tuple[Score, ...]:
    return score_bloc(units=[one.facts for one in _examples(sheet_id)], sheet=load(sheet_id), explain=True)


def _data(sheet_id: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_EXAMPLES / f"{sheet_id}.json").read_text(encoding="utf-8"))
    return data


def _examples(sheet_id: str) -> list[Example]:
    data = _data(sheet_id)
    return [_example(unit, data) for unit in data["units"]]


def _example(unit: dict[str, Any], data: dict[str, Any]) -> Example:
    lines = {**({} if unit.get("only") else data["usual"]), **unit["lines"]}
    facts = {
        "unit": unit["unit"],
        "lines": [_line(code, line, data.get("periods", 0)) for code, line in lines.items()],
        "events": {**data["usual_events"], **unit.get("events", {})},
        "self_scored": unit.get("self_scored", True),
    }
    expected = {
        criterion.code: lines.get(criterion.code, {}).get("points") for criterion in load(data["sheet"]).criteria
    }
    flags = unit.get("ranked", True), unit.get("deferred", False), unit.get("titles", True)
    return Example(
        facts=UnitFacts.from_json(facts),
        lines={code: None if points is None else Decimal(points) for code, points in expected.items()},
        sections={code: Decimal(points) for code, points in unit["sections"].items()},
        total=Decimal(unit["total"]),
        verdict=(unit["class"], *flags),
        complete=unit.get("complete", True),
        claimed=unit.get("claimed", {}),
    )


def _line(code: str, line: dict[str, Any], periods: int) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for key, value in line.get("inputs", {}).items():
        if key.endswith("_p*"):
            inputs |= {f"{key[:-1]}{period}": value for period in range(1, periods + 1)}
        else:
            inputs[key] = value
    return {"code": code, "inputs": inputs, **{name: line[name] for name in _PLAIN if name in line}}
