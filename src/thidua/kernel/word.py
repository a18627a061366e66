"""Tables in Word as public bodies print them: the page, centred headings, rows, a header row on every page."""

from collections.abc import Collection, Sequence
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import _Row as Row

FONT = "Times New Roman"


def set_up_page(document: Document, *, landscape: bool, size: int) -> None:
    """A4 with the margins of a binder, and the body text in so many points."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(3)


def add_centred(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> None:
    """A centred line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def add_table(document: Document, widths: Sequence[Length]) -> Any:
    """A ruled table of one row. Its grid has the widths too, since LibreOffice goes by the grid and not by the cells."""
    table = document.add_table(rows=1, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def fill_row(
    row: Row, texts: Sequence[str], *, widths: Sequence[Length], right: Collection[int], size: int, bold: bool = False
) -> None:
    """One text in every cell, in so many points; the columns in `right` are set flush right."""
    for number, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = width
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        if number in right:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def repeat_row(row: Row) -> None:
    """Print the row again at the top of every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
