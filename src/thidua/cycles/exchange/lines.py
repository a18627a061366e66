"""Lines: rows of a file that became sections and criteria, put together to a sheet, with errors by their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from thidua.cycles.exchange.cells import BadCell, Cell
from thidua.cycles.exchange.columns import letters
from thidua.cycles.exchange.imported import Imported, Row, RowError, quoted, row_of
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import plain
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import Judged
from thidua.rulebook.sheet import MOST_CRITERIA, MOST_SECTION_DEPTH, Criterion, Entry, Section, Sheet

Value = TypeVar("Value")

PLACED = Text(
    "Trang “{worksheet}”, dòng {row}{column}{found}: {what}.",
    "Worksheet “{worksheet}”, row {row}{column}{found}: {what}.",
)
IN_COLUMN = Text(", cột {column}", ", column {column}")
IS_FOUND = Text(", đang ghi “{found}”", ", which holds “{found}”")
MISSING = Text("còn trống; hãy điền", "this is blank; fill it in")
REPEATED = Text(
    "mã này đã dùng ở dòng {row}; hãy đặt mã khác, và định dạng cột mã là văn bản để 1.10 không thành 1.1",
    "this code already stands in row {row}; choose another, and format the column as text so that 1.10 stays 1.10",
)
INSIDE_LINE = Text(
    "dòng này nằm trong một tiêu chí; hãy đổi dòng phía trên thành phần hoặc sửa cấp",
    "this row lies inside a criterion; make the row above a section or correct the level",
)
TOO_DEEP = Text(
    "các phần lồng nhau quá {most} cấp; hãy gộp bớt", "sections are nested more than {most} deep; merge some of them"
)
TOO_MANY = Text("Bảng điểm có quá {most} tiêu chí; hãy tách bớt.", "The sheet has more than {most} criteria; split it.")
CHOOSE = Text(
    "chưa có cách chấm, tạm chấm theo đánh giá từ {least} đến {most}; hãy chọn cách chấm cho tiêu chí này",
    "there is no way of scoring yet; judged from {least} to {most} for now. Choose the way of scoring",
)
NOT_KEPT = Text(
    "phần không có chỗ cho nội dung này nên không được lấy; hãy chuyển sang một tiêu chí nếu cần",
    "a section has no place for this and it is left out; move it to a criterion if it is needed",
)
IN_TABLE = Text("Bảng điểm, dòng {row}", "Bảng điểm, dòng {row}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row that became a section (without what is in it) or a criterion."""

    number: int
    depth: int
    entry: Entry


@dataclass(slots=True, kw_only=True)
class Notes:
    """What is gathered while the rows of one worksheet are read; `columns` are its headings by name and place."""

    worksheet: str
    columns: dict[str, int] = field(default_factory=dict)
    heads: Sequence[str] = ()
    rows: list[Row] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    notices: list[RowError] = field(default_factory=list)

    def placed(self, code: str, what: Text, *, row: int, name: str = "", found: str = "") -> RowError:
        """Something about one row, with worksheet, column and what was found said in the sentence."""
        position = self.columns.get(name)
        column, found = "", quoted(found)
        if position is not None:
            heading = quoted(self.heads[position]) if position < len(self.heads) else ""
            column = f"{letters(position)} ({heading})" if heading else letters(position)
        what = Text(what.vi.rstrip("."), what.en.rstrip("."))
        text = PLACED.filled(
            worksheet=quoted(self.worksheet), row=str(row), what=what,
            column=IN_COLUMN.filled(column=column) if column else "",
            found=IS_FOUND.filled(found=found) if found else "",
        )  # fmt: skip
        return RowError(code=code, text=text, worksheet=self.worksheet, row=row, column=column, found=found)

    def refuse(self, code: str, what: Text, *, row: int, name: str = "", found: str = "") -> None:
        """Add an error."""
        self.errors.append(self.placed(code, what, row=row, name=name, found=found))

    def notice(self, code: str, what: Text, *, row: int, name: str = "", found: str = "") -> None:
        """Add a notice."""
        self.notices.append(self.placed(code, what, row=row, name=name, found=found))

    def leave_out(self, texts: Mapping[str, str], *, row: int) -> None:
        """Say of each text, by the name of its column, that a section cannot hold it."""
        for name, text in texts.items():
            if text:
                self.notice("not_kept", NOT_KEPT, row=row, name=name, found=text)

    def cell(self, read: Callable[[Cell], Value], cell: Cell, *, row: int, name: str, otherwise: Value) -> Value:
        """What a cell holds; an error is added and `otherwise` given when it cannot be read."""
        try:
            return read(cell)
        except BadCell as error:
            self.refuse(error.code, error.text, row=row, name=name, found=error.found)
            return otherwise

    def show(self, line: Line) -> None:
        """Add a row to the preview."""
        self.rows.append(row_of(line.entry, worksheet=self.worksheet, number=line.number, depth=line.depth))

    def imported(self, sheet: Sheet | None = None) -> Imported:
        """The result; without the sheet when there are errors."""
        for gathered in (self.errors, self.notices):
            gathered.sort(key=lambda one: (one.worksheet, one.row or 0))
        return Imported(
            sheet=None if self.errors else sheet, rows=tuple(self.rows), errors=tuple(self.errors),
            notices=tuple(self.notices),
        )  # fmt: skip


def judged_line(
    notes: Notes, *, row: int, code: str, title: str, points: Decimal, clause: str = "", appraiser: str = "",
    note: str = "", evidence: bool = False,
) -> Criterion:  # fmt: skip
    """A criterion of which only the points are known: judged up to them, with a notice. Raises InvalidSheet."""
    least, most = min(points, Decimal(0)), max(points, Decimal(0))
    notes.notice("choose_rule", CHOOSE.filled(least=least, most=most), row=row, name="title")
    return Criterion(
        code=code, title=title, rule=Judged(points=most, fewest=least), max_points=most, least=least,
        clause=clause or IN_TABLE.filled(row=str(row)).vi, appraiser=appraiser, note=note, evidence=evidence,
    )  # fmt: skip


def nested(lines: Sequence[Line], notes: Notes) -> tuple[Entry, ...]:
    """The lines as a tree by their depth; what cannot stand where it is becomes an error."""
    _refuse_repeats(lines, notes)
    if sum(isinstance(one.entry, Criterion) for one in lines) > MOST_CRITERIA:
        notes.errors.append(RowError(code="too_many", text=TOO_MANY.filled(most=MOST_CRITERIA)))
    parents: list[tuple[Line, list[Entry]]] = []
    top: list[Entry] = []
    for line in lines:
        while parents and parents[-1][0].depth >= line.depth:
            _close(parents, top)
        if parents and isinstance(parents[-1][0].entry, Criterion):
            notes.refuse("inside_line", INSIDE_LINE, row=line.number, name="title", found=line.entry.title)
            continue
        if len(parents) > MOST_SECTION_DEPTH or (
            len(parents) == MOST_SECTION_DEPTH and isinstance(line.entry, Section)
        ):
            notes.refuse("too_deep", TOO_DEEP.filled(most=MOST_SECTION_DEPTH), row=line.number, name="title")
            continue
        parents.append((line, []))
    while parents:
        _close(parents, top)
    return tuple(top)


def _close(parents: list[tuple[Line, list[Entry]]], top: list[Entry]) -> None:
    line, inside = parents.pop()
    entry = line.entry
    if isinstance(entry, Section):
        entry = replace(entry, entries=tuple(inside))
    (parents[-1][1] if parents else top).append(entry)


def _refuse_repeats(lines: Iterable[Line], notes: Notes) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        code = line.entry.code
        if code in seen:
            notes.refuse(
                "duplicate_code", REPEATED.filled(row=str(seen[code])), row=line.number, name="code", found=code
            )
        seen.setdefault(code, line.number)


def refuse_sheet(notes: Notes, error: InvalidSheet) -> None:
    """A refusal of the sheet as a whole, at the row of the line it names where that can be told."""
    code = str(error.data.get("code", ""))
    row = next((one.number for one in notes.rows if code and one.code == code), None)
    if row is None:
        notes.errors.append(RowError(code=error.code, text=error.text, worksheet=notes.worksheet))
    else:
        notes.refuse(error.code, error.text, row=row, found=code)


def places_for(lines: Iterable[Line]) -> int:
    """How many decimals a sheet needs for its printed points; two unless they are finer."""
    values = [value for one in lines for value in (one.entry.max_points, one.entry.least) if value is not None]
    return max(2, *(len(plain(value).partition(".")[2]) for value in values)) if values else 2
