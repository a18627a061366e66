"""A unit's score sheet as a Word annex: every line with its points and why, in the words of the page."""

import io
from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.shared import Mm
from docx.table import _Row as Row

from thidua.assessment.queries.pages import ScoredRow, ScoresPage, SectionRow
from thidua.kernel.templatetags.thidua import points
from thidua.kernel.word import add_centred, add_table, fill_row, repeat_row, set_up_page
from thidua.rulebook.findings import set_out

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS = (Mm(18), Mm(62), Mm(18), Mm(18), Mm(18), Mm(18), Mm(95))


def annex_of(page: ScoresPage, *, at: datetime) -> bytes:
    """The bytes of a DOCX, A4 landscape."""
    document = Document()
    set_up_page(document, landscape=True, size=12)
    year = page.sheet.emulation_year
    title = _("BẢNG ĐIỂM THI ĐUA NĂM %(year)s") % {"year": year.year}
    add_centred(document, _("PHỤ LỤC"), bold=True)
    add_centred(document, title, bold=True)
    add_centred(document, page.sheet.unit.name)
    add_centred(document, f"({page.rules.title}; {year.bloc.name})", italic=True)
    table = add_table(document, WIDTHS)
    heads = (_("Mã"), _("Tiêu chí"), _("Tối đa"), _("Tự chấm"), _("Khối chấm"), _("Được tính"), _("Cách tính"))
    _fill(table.rows[0], heads, bold=True)
    repeat_row(table.rows[0])
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


def _fill(row: Row, texts: tuple[str, ...], *, bold: bool = False) -> None:
    fill_row(row, texts, widths=WIDTHS, right=range(2, 6), size=11, bold=bold)
