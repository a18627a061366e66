"""Columns: the headings of the workbook in both languages, and the other words people use for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thidua.cycles.exchange.cells import Cell, folded, text_of
from thidua.rulebook.findings import Text

_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name for programs, its heading, its width in characters, other headings people give it."""

    name: str
    heading: Text
    width: int = 10
    others: tuple[str, ...] = ()


def _column(name: str, vi: str, en: str, width: int, *others: str) -> Column:
    return Column(name=name, heading=Text(vi, en), width=width, others=others)


LINES: tuple[Column, ...] = (
    _column("code", "Mã", "Code", 9),
    _column("title", "Phần, tiêu chí", "Section, criterion", 40),
    _column("max_points", "Điểm tối đa", "Maximum points", 9),
    _column("words", "Cách chấm", "Way of scoring", 45),
    _column("clause", "Điều, mục", "Clause", 16),
    _column("evidence", "Minh chứng", "Evidence", 8),
    _column("appraiser", "Đơn vị chấm", "Scored by", 14),
    _column("note", "Ghi chú", "Note", 18),
    _column("least", "Thấp nhất", "Fewest points", 9),
    _column("over", "Vượt tối đa", "Above the maximum", 9),
    _column("depth", "Cấp", "Level", 6),
    _column("rule", "Quy tắc (JSON)", "Rule (JSON)", 30),
)
EXACT = _column("exact", "Nguyên văn (JSON)", "Exact texts (JSON)", 20)
LINES_SHEET = Text("Bảng điểm", "Criteria")
SETTINGS_SHEET = Text("Cài đặt", "Settings")
SETTING_HEADS = (Text("Mục", "Setting"), Text("Giá trị", "Value"), Text("Diễn giải", "In words"))
SETTINGS: dict[str, Text] = {
    "title": Text("Tên bảng điểm", "Title"),
    "source": Text("Nguồn", "Source"),
    "places": Text("Số chữ số thập phân", "Decimals"),
    "rounding": Text("Cách làm tròn", "Rounding"),
    "scale": Text("Thang điểm", "Scale"),
    "most": Text("Tổng điểm cao nhất", "Highest total"),
    "not_applicable": Text("Khi tiêu chí không áp dụng", "When a criterion does not apply"),
    "classes": Text("Xếp loại (JSON)", "Class (JSON)"),
    "guards": Text("Điều kiện (JSON)", "Condition (JSON)"),
    "ties": Text("Khi bằng điểm (JSON)", "Tie-break (JSON)"),
    "exact": EXACT.heading,
}
PLAIN: tuple[Column, ...] = (
    _column("code", "STT", "No.", 6, "Số TT", "TT", "Mã", "Số thứ tự", "Mã tiêu chí", "Mã số", "Code"),
    _column(
        "title", "Nội dung", "Content", 50, "Tiêu chí", "Tiêu chuẩn", "Phần, tiêu chí", "Nội dung tiêu chí",
        "Nội dung thi đua", "Nội dung chấm điểm", "Tiêu chí thi đua", "Tiêu chí chấm điểm", "Nội dung, tiêu chí",
        "Tên tiêu chí", "Criterion", "Criteria", "Section, criterion", "Tiêu chí đánh giá", "Nội dung đánh giá",
        "Nội dung và tiêu chí", "Các tiêu chí", "Nội dung công việc", "Chỉ tiêu", "Nội dung các tiêu chí",
    ),
    _column(
        "max_points", "Điểm tối đa", "Maximum", 9, "Điểm chuẩn", "Chuẩn", "Điểm", "Thang điểm", "Số điểm", "Tối đa",
        "Mức điểm", "Max points", "Maximum points", "Points", "Điểm chấm tối đa", "Khung điểm", "Số điểm tối đa",
    ),
    _column("clause", "Căn cứ", "Clause", 18, "Điều, mục", "Điều khoản", "Căn cứ pháp lý", "Basis"),
    _column("appraiser", "Đơn vị chấm", "Scored by", 20, "Đơn vị thẩm định", "Cơ quan thẩm định", "Cơ quan chấm"),
    _column("note", "Ghi chú", "Note", 24, "Cách chấm", "Cách tính điểm", "Phương pháp chấm", "Way of scoring"),
)  # fmt: skip


def letters(position: int) -> str:
    """The letters of a column, counted from 0: 0 → A, 26 → AA."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def headings(columns: Sequence[Column]) -> dict[str, str]:
    """Every folded heading, with the name of its column."""
    return {
        folded(word): column.name
        for column in columns
        for word in (*column.others, column.heading.vi, column.heading.en)
    }


def positions(cells: Sequence[Cell], known: Mapping[str, str]) -> dict[str, int]:
    """Where each column stands, by name, from the cells of a header row; the first of two with one name counts."""
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        word = text_of(cell)
        name = known.get(folded(word)) or known.get(folded(_IN_BRACKETS.sub(" ", word)))
        if name is not None:
            found.setdefault(name, position)
    return found


def continued(cells: Sequence[Cell], name: str, known: Mapping[str, str]) -> list[int]:
    """Where a column stands and goes on: the columns headed like it, in order, with a number behind or without."""
    found = []
    for position, cell in enumerate(cells):
        word = folded(text_of(cell))
        if known.get(word) == name or known.get(re.sub(r" \d{1,3}$", "", word)) == name:
            found.append(position)
    return found
