"""Plain tables: the scoring table as people already have it, in a workbook or a document.

Only number, content and points are needed. Sections show in the numbering, or in rows without points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.cycles.exchange.cells import Cell, folded, number_of, shown, text_of
from thidua.cycles.exchange.columns import PLAIN, headings, positions
from thidua.cycles.exchange.imported import Imported, RowError
from thidua.cycles.exchange.lines import MISSING, Line, Notes, judged_line, nested, places_for, refuse_sheet
from thidua.cycles.exchange.numbering import Mark, Outline, split_title
from thidua.cycles.exchange.own import Grid
from thidua.rulebook.findings import Text
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.sheet import Criterion, Section, Sheet

_KNOWN = headings(PLAIN)
_SEARCHED = 60
_LONGEST_TITLE = 300
_TITLE_WORDS = ("bang diem", "bang cham", "thang diem", "bang tieu chi", "tieu chi")
_TOTALS = frozenset({"tong cong", "tong", "tong diem", "tong so", "cong", "tong so diem", "total", "tong cong diem"})
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Z])\s*\)?")

NO_TABLE = Text(
    "Không tìm thấy bảng điểm. Bảng cần một dòng tiêu đề có cột “Nội dung” hoặc “Tiêu chí” và cột “Điểm tối đa” hoặc "
    "“Điểm chuẩn”.",
    "No scoring table was found. It needs a header row with a column “Nội dung” or “Tiêu chí” (content) and a column "
    "“Điểm tối đa” or “Điểm chuẩn” (maximum points).",
)
NO_ROWS = Text(
    "Bảng điểm không có dòng nào có điểm; hãy kiểm tra lại cột điểm.",
    "The table has no row with points; check that column.",
)
NO_POINTS = Text(
    "dòng có số thứ tự nhưng chưa có điểm và không có dòng nào bên trong; hãy điền điểm tối đa",
    "this row is numbered but has neither points nor rows inside; fill in its maximum points",
)
TOTAL = Text("dòng tổng cộng được lấy làm thang điểm", "the row of the total is taken as the scale")
TO_NOTE = Text(
    "dòng không có số thứ tự và điểm, được đưa vào ghi chú của dòng trên",
    "the row has neither number nor points and went into the note of the row above",
)
DEFAULT_TITLE = "Bảng điểm"


@dataclass(slots=True, kw_only=True)
class _Found:
    """A row before it is known whether it is a section; `points` None where there are none."""

    number: int
    mark: Mark
    depth: int
    title: str
    points: Decimal | None
    clause: str
    appraiser: str
    note: str
    code: str = ""


def read_table(grids: Sequence[Grid], *, before: Sequence[str] = ()) -> Imported:
    """The sheet of the first worksheet or table with a header row that is understood.

    `before` are paragraphs outside the tables, in which the title may stand.
    """
    for grid in grids:
        head = header_of(grid)
        if head is not None:
            return _Table(grid, head, before).imported()
    return Imported(errors=(RowError(code="no_table", text=NO_TABLE),))


def header_of(grid: Grid) -> int | None:
    """The place of the header row, counted from 0; None when there is none."""
    for place, cells in enumerate(grid.rows[:_SEARCHED]):
        if {"title", "max_points"} <= positions(cells, _KNOWN).keys():
            return place
    return None


class _Table:
    """One table while it is read."""

    def __init__(self, grid: Grid, head: int, before: Sequence[str]) -> None:
        self.grid = grid
        self.head = head
        cells = grid.rows[head]
        self.columns = positions(cells, _KNOWN)
        self.notes = Notes(worksheet=grid.name, columns=self.columns, heads=[text_of(cell) for cell in cells])
        above = [text_of(cell) for row in grid.rows[:head] for cell in row]
        self.title = next((one for one in (*above, *before) if _is_title(one)), DEFAULT_TITLE)
        self.scale: Decimal | None = None
        self.found: list[_Found] = []
        self.outline = Outline()

    def imported(self) -> Imported:
        first = self.head + 1
        for number, cells in enumerate(self.grid.rows[first:], start=first + 1):
            if not self._is_passed_over(cells, number):
                self._read(number, cells)
        self._to_notes()
        self._give_codes()
        failed = {one.row for one in self.notes.errors}
        whole = [place for place, row in enumerate(self.found) if row.number not in failed]
        lines = [line for line in map(self._line, whole) if line is not None]
        if not any(one.points is not None for one in self.found) and not self.notes.errors:
            self.notes.errors.append(RowError(code="no_rows", text=NO_ROWS, worksheet=self.grid.name))
        entries = nested(lines, self.notes)
        if self.notes.errors:
            return self.notes.imported()
        try:
            places = places_for(lines)
            return self.notes.imported(Sheet(title=shown(self.title), entries=entries, scale=self.scale, places=places))
        except InvalidSheet as error:
            refuse_sheet(self.notes, error)
            return self.notes.imported()

    def _named(self, cells: Sequence[Cell]) -> dict[str, Cell]:
        return {name: cells[place] if place < len(cells) else None for name, place in self.columns.items()}

    def _is_passed_over(self, cells: Sequence[Cell], number: int) -> bool:
        """Blank rows, the header again, and the row that numbers the columns."""
        texts = [text_of(cell) for cell in cells]
        if not any(texts[place : place + 1] != [""] for place in self.columns.values() if place < len(texts)):
            return True
        if [folded(one) for one in texts if one] == [folded(one) for one in self.notes.heads if one]:
            return True
        if {"title", "max_points"} <= positions(cells, _KNOWN).keys():
            return True
        filled = [one for one in texts if one]
        is_first = number == self.head + 2
        return is_first and len(filled) > 1 and all(_COLUMN_NUMBER.fullmatch(one) for one in filled)

    def _read(self, number: int, cells: Sequence[Cell]) -> None:
        named = self._named(cells)
        title = text_of(named["title"])
        written = text_of(named.get("code"))
        points = self.notes.cell(number_of, named["max_points"], row=number, name="max_points", otherwise=None)
        if folded(title or written) in _TOTALS:
            self.scale = points if points is not None and points >= 0 else None
            self.notes.notice("total", TOTAL, row=number, name="title", found=title or written)
            return
        if not title and written and len(written) > 6:
            # A heading across the whole row stands in its first cell.
            written, title = split_title(written)
        if not written:
            written, title = split_title(title)
        if not title:
            self.notes.refuse("missing", MISSING, row=number, name="title")
            return
        mark = self.outline.mark(written)
        texts = {name: text_of(named.get(name)) for name in ("clause", "appraiser", "note")}
        row = _Found(number=number, mark=mark, depth=0, title=title, points=points, **texts)
        if not self._is_note(row):
            row.depth = self.outline.place(Mark("heading", "") if mark.kind == "line" and points is None else mark)
        self.found.append(row)

    def _is_note(self, row: _Found) -> bool:
        """A dash without points explains the row above."""
        return row.mark.is_bullet and row.points is None

    def _to_notes(self) -> None:
        """Rows with neither number nor points, and nothing inside, go into the note of the row above."""
        kept: list[_Found] = []
        failed = {one.row for one in self.notes.errors}
        for place, row in enumerate(self.found):
            after = self.found[place + 1] if place + 1 < len(self.found) else None
            holds = after is not None and not self._is_note(after) and after.depth > row.depth
            plain = row.points is None and row.mark.kind in ("line", "bullet") and not holds
            if plain and kept and row.number not in failed:
                kept[-1].note = "\n".join(one for one in (kept[-1].note, row.title) if one)
                self.notes.notice("to_note", TO_NOTE, row=row.number, name="title", found=row.title)
            else:
                kept.append(row)
        self.found = kept

    def _give_codes(self) -> None:
        """The number alone where it stands once; otherwise with those of the sections around it."""
        texts = Counter(one.mark.text for one in self.found)
        repeated = {one.mark.kind for one in self.found if not one.mark.text or texts[one.mark.text] > 1}
        parents: list[_Found] = []
        given: dict[str, int] = {}
        for row in self.found:
            while parents and parents[-1].depth >= row.depth:
                parents.pop()
            above = parents[-1].code if parents else ""
            given[above] = given.get(above, 0) + 1
            own = row.mark.text or str(given[above])
            joined = f"{above}.{own}" if above and not own.startswith(f"{above}.") else own
            row.code = joined if row.mark.kind in repeated else own
            parents.append(row)

    def _line(self, place: int) -> Line | None:
        row = self.found[place]
        after = self.found[place + 1] if place + 1 < len(self.found) else None
        holds = after is not None and after.depth > row.depth
        if row.points is None and not holds:
            self.notes.refuse("no_points", NO_POINTS, row=row.number, name="max_points")
            return None
        code, title = shown(row.code), shown(row.title)
        try:
            if holds:
                said = {"clause": row.clause, "appraiser": row.appraiser, "note": row.note}
                self.notes.leave_out(said, row=row.number)
                line = Line(number=row.number, depth=row.depth, entry=_section(code, title, row.points))
            else:
                line = Line(number=row.number, depth=row.depth, entry=self._criterion(row, code, title))
        except InvalidSheet as error:
            self.notes.refuse(error.code, error.text, row=row.number, name="max_points", found=row.title)
            return None
        self.notes.show(line)
        return line

    def _criterion(self, row: _Found, code: str, title: str) -> Criterion:
        assert row.points is not None
        return judged_line(
            self.notes, row=row.number, code=code, title=title, points=row.points, clause=shown(row.clause),
            appraiser=shown(row.appraiser), note=shown(row.note),
        )  # fmt: skip


def _section(code: str, title: str, points: Decimal | None) -> Section:
    return Section(code=code, title=title, max_points=points)


def _is_title(text: str) -> bool:
    words = folded(text)
    return len(text) < _LONGEST_TITLE and any(one in words for one in _TITLE_WORDS)
