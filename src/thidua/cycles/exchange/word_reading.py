"""Reading the scoring table in a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from thidua.cycles.exchange.cells import Cell
from thidua.cycles.exchange.imported import Imported, refused
from thidua.cycles.exchange.own import Grid
from thidua.cycles.exchange.tables import header_of, read_table
from thidua.kernel.uploads.archives import MOST_COLUMNS, MOST_ROWS, guarded_zip
from thidua.kernel.uploads.refusals import Refused, refusal
from thidua.rulebook.findings import Text

MOST_TABLES = 200
_MAIN = "word/document.xml"
_TABLE = Text("Bảng {number}", "Table {number}")


def read_document(data: bytes) -> Imported:
    """The sheet in the tables of a DOCX, or what is wrong with it, row by row. Never raises for what the bytes hold.

    A table cut in pieces, each with as many columns as the first, is read as one.
    """
    try:
        grids, paragraphs = _content(guarded_zip(data, main=_MAIN))
        return read_table(_continued(grids), before=paragraphs)
    except Refused as error:
        return refused(error)


def _content(data: bytes) -> tuple[list[Grid], list[str]]:
    """The tables, and the paragraphs outside them. Raises Refused."""
    try:
        body = Document(io.BytesIO(data)).element.body
        paragraphs = [_text(one) for one in body.iterchildren(qn("w:p"))]
        tables = list(body.iterchildren(qn("w:tbl")))[:MOST_TABLES]
        grids = [Grid(_TABLE.filled(number=number).vi, _rows(one)) for number, one in enumerate(tables, start=1)]
    except (KeyboardInterrupt, SystemExit, MemoryError, Refused):
        raise
    # A damaged document breaks the reader in many ways; all of them mean the same to people.
    except Exception as error:
        raise refusal("not_an_archive") from error
    return grids, paragraphs


def _rows(table: Any) -> list[list[Cell]]:
    rows = [_cells(row) for row in table.iterchildren(qn("w:tr"))]
    if len(rows) > MOST_ROWS:
        raise refusal("too_many_rows", _MAIN)
    return rows


def _cells(row: Any) -> list[Cell]:
    """The texts of a row by column: a cell merged across columns or down rows holds its text only once."""
    cells: list[Cell] = [None] * _skipped(row)
    for cell in row.iterchildren(qn("w:tc")):
        is_continued = cell.vMerge == "continue"
        cells.append(None if is_continued else "\n".join(_text(one) for one in cell.iterchildren(qn("w:p"))).strip())
        cells += [None] * (int(cell.grid_span) - 1 if int(cell.grid_span) <= MOST_COLUMNS else 0)
        if len(cells) > MOST_COLUMNS:
            raise refusal("too_many_rows", _MAIN)
    return cells


def _skipped(row: Any) -> int:
    before = int(row.grid_before)
    return before if 0 < before <= MOST_COLUMNS else 0


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(paragraph: Any) -> Iterator[str]:
    """Texts of the paragraph as it stands now: what was deleted under revision is not there."""
    for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if piece.tag == qn("w:t"):
            yield piece.text or ""
        elif piece.getparent().tag == qn("w:r"):
            yield " "


def _continued(grids: list[Grid]) -> list[Grid]:
    """The tables, with the pieces of one that was cut joined to its first."""
    first = next((place for place, grid in enumerate(grids) if header_of(grid) is not None), None)
    if first is None:
        return grids
    head = grids[first]
    width = max(len(row) for row in head.rows)
    rows = list(head.rows)
    for grid in grids[first + 1 :]:
        if not grid.rows or max(len(row) for row in grid.rows) != width or len(rows) + len(grid.rows) > MOST_ROWS:
            break
        rows += grid.rows
    return [Grid(head.name, rows)]
