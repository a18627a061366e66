"""A unit's score sheet as a Word annex: every line with its points and why, in the words of the page."""

import io
from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Row as Row

from thidua.assessment.queries.pages import ScoredRow, ScoresPage, SectionRow
from thidua.kernel.templatetags.thidua import points
from thidua.rulebook.findings import set_out

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS = (Mm(18), Mm(62), Mm(18), Mm(18), Mm(18), Mm(18), Mm(95))
FONT = "Times New Roman"


def annex_of(page: ScoresPage, *, at: datetime) -> bytes:
    """The bytes of a DOCX, A4 landscape."""
    document = Document()
    _set_up(document)
    year = page.sheet.emulation_year
    title = _("BẢNG ĐIỂM THI ĐUA NĂM %(year)s") % {"year": year.year}
    _centred(document, _("PHỤ LỤC"), bold=True)
    _centred(document, title, bold=True)
    _centred(document, page.sheet.unit.name)
    _centred(document, f"({page.rules.title}; {year.bloc.name})", italic=True)
    table = document.add_table(rows=1, cols=len(WIDTHS), style="Table Grid")
    heads = (_("Mã"), _("Tiêu chí"), _("Tối đa"), _("Tự chấm"), _("Khối chấm"), _("Được tính"), _("Cách tính"))
    _fill(table.rows[0], heads, bold=True)
    _repeat(table.rows[0])
    for group in page.sections:
        if group.section is not None:
            _fill(table.add_row(), _section_cells(group), bold=True)
        for row in group.lines:
            _fill(table.add_row(), _line_cells(row))
    total = ("", _("Tổng cộng"), points(page.rules.attainable), points(page.score.self_total), "",
             points(page.score.total), page.score.verdict.label or "")  # fmt: skip
    _fill(table.add_row(), total, bold=True)
    properties = document.core_properties
    properties.title, properties.author = title, page.sheet.unit.name
    properties.created, properties.modified, properties.language = at, at, "vi-VN"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _section_cells(group: SectionRow) -> tuple[str, ...]:
    section = group.section
    assert section is not None
    most = "" if section.max_points is None else points(section.max_points)
    why = section.finding.because.in_language(get_language() or "vi") if section.adjustment else ""
    return ("", section.heading, most, "", "", points(section.points), why)


def _line_cells(row: ScoredRow) -> tuple[str, ...]:
    most = points(row.criterion.least if row.criterion.only_deducts else row.criterion.max_points)
    why = "\n".join(set_out(row.score.finding, language=get_language() or "vi"))
    figures: tuple[Decimal | None, ...] = (row.score.computed, row.line.review_points, row.score.final)
    return (row.criterion.code, row.criterion.title, most, *(points(figure) for figure in figures), why)


def _set_up(document: Paper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(3)


def _centred(document: Paper, text: str, *, bold: bool = False, italic: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def _fill(row: Row, texts: tuple[str, ...], *, bold: bool = False) -> None:
    for number, (cell, text, width) in enumerate(zip(row.cells, texts, WIDTHS, strict=True)):
        cell.width = width
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = bold, Pt(11)
        if 2 <= number <= 5:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: Row) -> None:
    """Print the row again at the top of every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
