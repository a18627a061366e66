"""Files for tests: workbooks and documents as people hand them in, and archives with something wrong inside."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import xlsxwriter
from docx import Document

Value = str | int | float | bool | None


def workbook(*rows: Sequence[Value], name: str = "Sheet1") -> bytes:
    """A workbook with one worksheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(number, column, value)
    return stream.getvalue()


def document(*rows: Sequence[str], before: str = "") -> bytes:
    """A document with one paragraph and one table."""
    paper = Document()
    paper.add_paragraph(before)
    table = paper.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part changed; a part that is not there begins empty."""
    parts = parts_of(data)
    return archive(parts | {name: change(parts.get(name, b""))})
