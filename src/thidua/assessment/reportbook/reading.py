"""What a filled workbook says, row by row, as text; what it says is judged by `matching`."""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from thidua.assessment.reportbook import columns
from thidua.kernel.uploads.archives import guarded_zip
from thidua.kernel.uploads.refusals import Refused, refusal
from thidua.reading.writing import write_number
from thidua.rulebook.findings import Text

_MAIN = "xl/workbook.xml"
_YES, _NO = "Có", "Không"
MOST_ROWS = 1000

NOT_OURS = Text(
    "Đây không phải tệp tải từ trang báo cáo, hoặc dòng ẩn của tệp đã bị xoá. Tải lại tệp từ báo cáo rồi chép số liệu vào.",
    "This is not the file of a report, or its hidden row was deleted. Download it again and copy the figures into it.",
)
OTHER_REPORT = Text(
    "Tệp này là của một báo cáo khác (đơn vị, năm hoặc kỳ khác). Mở đúng báo cáo rồi tải lên.",
    "This file belongs to another report (another unit, year or period). Open the right report and upload it there.",
)
TOO_LONG = Text(
    "Tệp có quá 1.000 dòng. Tải lại tệp từ báo cáo rồi chép số liệu vào.",
    "The file has more than 1,000 rows. Download it again and copy the figures into it.",
)
FORMULA = Text(
    "Ô {place} có công thức. Chép lại thành giá trị (dán đặc biệt, chỉ giá trị) rồi tải lên.",
    "Cell {place} holds a formula. Paste its value instead and upload again.",
)
NO_SEAL = Text(
    "Dòng {row} không có trong báo cáo, hoặc ô ẩn ở cột A đã bị sửa. Bỏ dòng này; chỉ tiêu mới thì thêm ở giao ước.",
    "Row {row} is not in the report, or its hidden cell in column A was changed. Remove it.",
)
TWICE = Text(
    "Dòng {row} trùng với một dòng ở trên. Bỏ một trong hai.", "Row {row} repeats a row above. Remove one of them."
)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """One row: where it stands, the result it is about, what its cells held when downloaded and what they hold now."""

    number: int
    result: int
    was: Mapping[str, str]
    cells: Mapping[str, str]
    columns: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook that was read: its rows, and what is wrong with it as a whole or with a row."""

    rows: tuple[Filled, ...] = ()
    errors: tuple[Text, ...] = field(default=())


def read_report(data: bytes, *, report_id: int) -> Book:
    """The rows of a workbook made for this report. Never raises for what the bytes hold."""
    try:
        safe = guarded_zip(data, main=_MAIN)
        formulas = _formulas(safe)
        grid = _grid(safe)
    except Refused as error:
        return Book(errors=(error.text,))
    if formulas:
        return Book(errors=tuple(FORMULA.filled(place=place) for place in formulas[:50]))
    names, wrong = _named_columns(grid, report_id)
    if wrong is not None:
        return Book(errors=(wrong,))
    return _rows(grid, names)


def _named_columns(grid: list[list[str]], report_id: int) -> tuple[dict[str, int], Text | None]:
    """Which column holds which field; or why the file is none of this report."""
    if len(grid) > MOST_ROWS:
        return {}, TOO_LONG
    mark = grid[columns.MARK_ROW] if len(grid) > columns.MARK_ROW else []
    seal = columns.unsealed(mark[1], what="file") if len(mark) > 1 and mark[0] == columns.MARK else None
    if seal is None:
        return {}, NOT_OURS
    if seal["report"] != report_id:
        return {}, OTHER_REPORT
    known = columns.known_columns()
    return {name: place for place, name in enumerate(mark) if name in known}, None


def _rows(grid: list[list[str]], names: Mapping[str, int]) -> Book:
    rows: list[Filled] = []
    errors: list[Text] = []
    for number, row in enumerate(grid[columns.FIRST_ROW :], start=columns.FIRST_ROW + 1):
        cells = {name: row[place] if place < len(row) else "" for name, place in names.items()}
        if not row or not (row[0] or any(cells.values())):
            continue
        kept = columns.unsealed(row[0], what="row")
        if kept is None:
            errors.append(NO_SEAL.filled(row=number))
        elif any(one.result == kept["result"] for one in rows):
            errors.append(TWICE.filled(row=number))
        else:
            rows.append(Filled(number=number, result=kept["result"], was=kept["cells"], cells=cells, columns=names))
    return Book(rows=tuple(rows), errors=tuple(errors))


def _grid(data: bytes) -> list[list[str]]:
    """The cells of the first worksheet as text, from A1 on. Raises Refused."""
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        return [[_text(one) for one in row] for row in rows]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # The reader is written in another language and raises its breakdowns outside Exception.
    except BaseException as error:
        raise refusal("not_an_archive") from error


def _text(value: Any) -> str:
    """A cell as somebody would have typed it; a number of the office program in the Vietnamese manner."""
    if value is None or isinstance(value, str):
        return (value or "").replace("\r\n", "\n").strip()
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, date | time):
        return value.isoformat()
    number = Decimal(str(value))
    return write_number(number, language="vi") if number.is_finite() else str(value)


def _formulas(data: bytes) -> list[str]:
    """The cells of worksheets that hold a formula, by place. The archive has been looked at before."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if posixpath.dirname(name).casefold() == "xl/worksheets" and name.casefold().endswith(".xml"):
                _look_for_formulas(archive.read(name), found)
    return found


def _look_for_formulas(content: bytes, found: list[str]) -> None:
    place = ""

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal place
        element = element.rpartition(":")[2]
        if element == "c":
            place = attributes.get("r", "?")
        elif element == "f" and (not found or found[-1] != place):
            found.append(place)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise refusal("not_an_archive") from error
