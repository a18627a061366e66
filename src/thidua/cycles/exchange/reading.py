"""Reading a workbook: our own, or a plain scoring table as people have it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook

from thidua.cycles.exchange.cells import Cell
from thidua.cycles.exchange.imported import Imported, refused
from thidua.cycles.exchange.own import Grid, is_own, is_settings, read_own
from thidua.cycles.exchange.tables import read_table
from thidua.kernel.uploads.archives import guarded_zip
from thidua.kernel.uploads.refusals import Refused, refusal

MOST_WORKSHEETS = 30
_MAIN = "xl/workbook.xml"


def read_workbook(data: bytes) -> Imported:
    """The sheet in an XLSX, or what is wrong with it, row by row. Never raises for what the bytes hold."""
    try:
        grids = read_grids(data)
    except Refused as error:
        return refused(error)
    own = next((grid for grid in grids if is_own(grid)), None)
    if own is None:
        return read_table(grids)
    return read_own(own, next((grid for grid in grids if is_settings(grid)), None))


def read_grids(data: bytes) -> list[Grid]:
    """The worksheets of an XLSX that is safe to parse, as rows of cells. Raises Refused."""
    return _grids(guarded_zip(data, main=_MAIN))


def _grids(data: bytes) -> list[Grid]:
    """The worksheets with their cells from A1 on. Raises Refused."""
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        return [
            Grid(name, [[_cell(one) for one in row] for row in _rows(book, name)])
            for name in book.sheet_names[:MOST_WORKSHEETS]
        ]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # The reader is written in another language and raises its breakdowns outside Exception.
    except BaseException as error:
        raise refusal("not_an_archive") from error


def _rows(book: CalamineWorkbook, name: str) -> Sequence[Sequence[object]]:
    try:
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError:
        # A chart on a sheet of its own has no cells.
        return ()


def _cell(value: object) -> Cell:
    """A value as the reader gives it, exactly: numbers by their shortest decimal notation."""
    if value is None or isinstance(value, bool | str):
        return value or None if isinstance(value, str) else value
    if isinstance(value, float | int):
        number = Decimal(str(value))
        return number if number.is_finite() else str(value)
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)
