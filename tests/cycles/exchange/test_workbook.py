"""Our own workbook: what people change in it counts, and what they break is named."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from tests.files import changed, parts_of, workbook
from tests.rulebook.everything import everything
from tests.rulebook.lines import fixed, line, sheet
from thidua.cycles.exchange.cells import LONGEST_TEXT
from thidua.cycles.exchange.reading import read_workbook
from thidua.cycles.exchange.workbook import workbook_of
from thidua.rulebook.guards import ClassBand
from thidua.rulebook.rules import Judged

HEAD = (
    "Mã", "Phần, tiêu chí", "Điểm tối đa", "Cách chấm", "Điều, mục", "Minh chứng", "Đơn vị chấm", "Ghi chú",
    "Thấp nhất", "Vượt tối đa", "Cấp", "Quy tắc (JSON)",
)  # fmt: skip
RULE = '{"kind": "fixed", "points": "5"}'
SHEETS = "xl/worksheets/sheet1.xml"


def row(**cells: object) -> list[object]:
    usual = {
        "Mã": "1",
        "Phần, tiêu chí": "A",
        "Điểm tối đa": 5,
        "Điều, mục": "Điều 1",
        "Cấp": 0,
        "Quy tắc (JSON)": RULE,
    }
    named = {"code": HEAD[0], "most": HEAD[2], "clause": HEAD[4], "evidence": HEAD[5], "least": HEAD[8], "over": HEAD[9],
             "depth": HEAD[10], "rule": HEAD[11]}  # fmt: skip
    usual |= {named[name]: cell for name, cell in cells.items()}
    return [usual.get(name) for name in HEAD]


def test_workbook_keeps_texts_that_look_like_formulas_as_texts() -> None:
    drawn = replace(sheet(line(fixed("5"), code="=1+1")), title='=HYPERLINK("http://x")')
    data = workbook_of(drawn, language="vi")

    assert [name for name, part in parts_of(data).items() if re.search(rb"<f[ >]", part)] == []
    assert read_workbook(data).sheet == drawn


def test_workbook_has_rules_in_words_and_is_set_up_for_print() -> None:
    data = workbook_of(everything(), language="en")
    rows = CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    page = parts_of(data)[SHEETS]

    assert rows[0][:4] == ["Code", "Section, criterion", "Maximum points", "Way of scoring"]
    assert [one[3] for one in rows if one[0] == "fixed"] == ["10 points for every unit"]
    assert re.findall(rb'paperSize="9" [^>]*orientation="landscape"', page) != []
    assert re.findall(rb'<pane [^>]*ySplit="1"', page) != []


def test_workbook_gives_texts_back_that_no_cell_can_hold() -> None:
    long = replace(line(fixed("5")), title=" \r\n\x01_x0041_\ufffe" + "dài " * LONGEST_TEXT)
    drawn = replace(sheet(long), source="\u200b")

    assert read_workbook(workbook_of(drawn, language="vi")).sheet == drawn


def test_workbook_gives_a_scale_with_many_digits_back() -> None:
    drawn = replace(sheet(line(fixed("5"))), scale=Decimal("999999.123456789"))

    assert read_workbook(workbook_of(drawn, language="vi")).sheet == drawn


def test_workbook_title_that_was_changed_counts() -> None:
    drawn = replace(everything(), title="Tên cũ")
    data = changed(
        workbook_of(drawn, language="vi"), "xl/sharedStrings.xml", lambda part: part.replace("Tên cũ".encode(), b"New")
    )

    assert read_workbook(data).sheet == replace(drawn, title="New")


def test_workbook_row_added_without_a_rule_is_judged() -> None:
    read = read_workbook(workbook(HEAD, row(), row(code="2", rule=None, most=7.5)))

    assert read.sheet is not None
    assert [one.rule for one in read.sheet.criteria] == [fixed("5"), Judged(points=Decimal("7.5"))]
    assert [(one.code, one.row) for one in read.notices] == [("no_settings", None), ("choose_rule", 3)]


def test_workbook_row_added_without_a_rule_keeps_its_bounds() -> None:
    read = read_workbook(workbook(HEAD, row(rule=None, least=-2, over="Không giới hạn")))

    assert read.sheet is not None
    assert [(one.least, one.over) for one in read.sheet.criteria] == [(Decimal(-2), None)]


def test_workbook_section_says_what_it_cannot_keep() -> None:
    read = read_workbook(workbook(HEAD, row(rule=None, most=None)))

    assert [(one.code, one.column, one.found) for one in read.notices] == [
        ("no_settings", "", ""),
        ("not_kept", "E (Điều, mục)", "Điều 1"),
    ]


CHANGES: dict[str, tuple[Callable[[], list[object]], str, str]] = {
    "no_code": (lambda: row(code=None), "missing", "A (Mã)"),
    "no_clause": (lambda: row(clause=None), "missing", "E (Điều, mục)"),
    "no_maximum": (lambda: row(most=None), "missing", "C (Điểm tối đa)"),
    "fine_maximum": (lambda: row(most=5.12345), "too_precise", "C (Điểm tối đa)"),
    "flag": (lambda: row(evidence="có thể"), "not_a_flag", "F (Minh chứng)"),
    "bound": (lambda: row(least="thấp"), "not_a_number", "I (Thấp nhất)"),
    "level": (lambda: row(depth=2), "level", "K (Cấp)"),
    "half_level": (lambda: row(depth=0.5), "not_whole", "K (Cấp)"),
    "json": (lambda: row(rule="{"), "not_json", "L (Quy tắc (JSON))"),
    "json_list": (lambda: row(rule="[]"), "not_an_object", "L (Quy tắc (JSON))"),
    "json_twice": (lambda: row(rule='{"kind": "fixed", "kind": "sum"}'), "not_json", "L (Quy tắc (JSON))"),
    "kind": (lambda: row(rule='{"kind": "guess"}'), "unknown_choice", "L (Quy tắc (JSON))"),
    "field": (lambda: row(rule='{"weigth": "2"}'), "unknown_field", "L (Quy tắc (JSON))"),
    "repeated": (lambda: row(code="0"), "duplicate_code", "A (Mã)"),
    "inside": (lambda: row(depth=1), "inside_line", "B (Phần, tiêu chí)"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_workbook_row_that_was_broken_is_named(name: str) -> None:
    make, code, column = CHANGES[name]
    read = read_workbook(workbook(HEAD, row(code="0"), make(), name="Bảng điểm"))  # type: ignore[arg-type]

    assert read.sheet is None
    assert [(one.code, one.worksheet, one.row, one.column) for one in read.errors] == [(code, "Bảng điểm", 3, column)]
    assert read.rows[0].code == "0"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("nửa thì tăng", "lên", "unknown_choice"),
        ("Thang điểm", "Thang", "unknown_setting"),
        ('"label":"Tốt"', '"label":""', "missing_field"),
    ],
)
def test_workbook_setting_that_was_broken_is_named(old: str, new: str, code: str) -> None:
    drawn = replace(sheet(line(fixed("5"))), classes=(ClassBand(label="Tốt", start=Decimal(5)),))
    data = changed(
        workbook_of(drawn, language="vi"),
        "xl/sharedStrings.xml",
        lambda part: part.replace(old.replace('"', "&quot;").encode(), new.encode()).replace(
            old.encode(), new.encode()
        ),
    )
    read = read_workbook(data)

    assert (read.sheet, [(one.code, one.worksheet) for one in read.errors]) == (None, [(code, "Cài đặt")])
