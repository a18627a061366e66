"""The sheet as a Word document: the annex that goes to the conference and into the file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Row as Row

from thidua.cycles.exchange.cells import shown
from thidua.cycles.exchange.imported import in_order
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import write_number
from thidua.rulebook.sheet import Criterion, Entry, Sheet
from thidua.rulebook.wording import describe
from thidua.rulebook.wording.settings import NOT_APPLICABLE, ROUNDING, class_words, guard, tie

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
WIDTHS = (Mm(16), Mm(60), Mm(18), Mm(46), Mm(25))

ANNEX = Text("PHỤ LỤC", "ANNEX")
SOURCE = Text("(Nguồn: {source})", "(Source: {source})")
HEADS = (
    Text("Mã", "Code"),
    Text("Nội dung", "Content"),
    Text("Điểm tối đa", "Maximum points"),
    Text("Cách chấm", "Way of scoring"),
    Text("Căn cứ", "Clause"),
)
TOTAL = Text("Tổng điểm", "Total points")
CLASSES = Text("Xếp loại", "Classes")
GUARDS = Text("Điều kiện xếp loại, xếp hạng", "Conditions of class and rank")
TIES = Text("Khi bằng điểm, xét lần lượt", "Equal totals are told apart, in this order, by")
COUNTING = Text("Cách tính điểm", "How points are counted")
ROUNDED = Text(
    "Điểm từng tiêu chí lấy {places} chữ số thập phân, {rounding}.",
    "The points of each criterion have {places} decimals, {rounding}.",
)
NOT_APPLIED = Text(
    "Tiêu chí không áp dụng với đơn vị: {policy}.", "A criterion that does not apply to a unit: {policy}."
)
MOST = Text("Tổng điểm, kể cả điểm thưởng, tối đa {most} điểm.", "The total, bonuses included, is at most {most}.")


def document_of(sheet: Sheet, *, language: str) -> bytes:
    """The bytes of a DOCX, A4 portrait, in "vi" or "en": the table, then classes, conditions, ties and rounding."""
    document = Document()
    _set_up(document, sheet, language)
    _centred(document, ANNEX.in_language(language), bold=True)
    _centred(document, shown(sheet.title), bold=True)
    if sheet.source.strip():
        _centred(document, SOURCE.filled(source=shown(sheet.source)).in_language(language), italic=True)
    table = document.add_table(rows=1, cols=len(WIDTHS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    _fill(table.rows[0], [one.in_language(language) for one in HEADS], bold=True)
    _repeat(table.rows[0])
    for _depth, entry in in_order(sheet.entries):
        _fill(table.add_row(), _cells(entry, language), bold=not isinstance(entry, Criterion))
    scale = sheet.attainable if sheet.scale is None else sheet.scale
    _fill(table.add_row(), ("", TOTAL.in_language(language), _points(scale, language), "", ""), bold=True)
    for heading, lines in _after(sheet):
        document.add_paragraph().add_run(heading.in_language(language)).bold = True
        for line in lines:
            document.add_paragraph(f"- {shown(line.in_language(language))}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _cells(entry: Entry, language: str) -> tuple[str, ...]:
    code, title = shown(entry.code), shown(entry.title)
    if not isinstance(entry, Criterion):
        most = "" if entry.max_points is None else _points(entry.max_points, language)
        return (code, title, most, "", "")
    printed = entry.least if entry.only_deducts and entry.least is not None else entry.max_points
    words = shown(describe(entry.rule).in_language(language))
    return (code, title, _points(printed, language), words, shown(entry.clause))


def _points(value: Decimal, language: str) -> str:
    return write_number(value, language=language)


def _after(sheet: Sheet) -> Iterator[tuple[Text, Sequence[Text]]]:
    """What follows the table: each heading with its lines."""
    if sheet.classes:
        words = [(one.label, class_words(one)) for one in sheet.classes]
        yield CLASSES, [Text(f"{label}: {said.vi}", f"{label}: {said.en}") for label, said in words]
    if sheet.guards:
        yield (
            GUARDS,
            [Text(f"{guard(one).vi} ({one.clause})", f"{guard(one).en} ({one.clause})") for one in sheet.guards],
        )
    if sheet.ties:
        yield TIES, [tie(one) for one in sheet.ties]
    lines = [ROUNDED.filled(places=sheet.places, rounding=ROUNDING[sheet.rounding])]
    lines.append(NOT_APPLIED.filled(policy=NOT_APPLICABLE[sheet.not_applicable]))
    if sheet.most is not None:
        lines.append(MOST.filled(most=sheet.most))
    yield COUNTING, lines


def _set_up(document: Paper, sheet: Sheet, language: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(3)
    properties = document.core_properties
    properties.title = shown(sheet.title)[:255]
    properties.author = ""
    properties.language = "vi-VN" if language == "vi" else "en"


def _centred(document: Paper, text: str, *, bold: bool = False, italic: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def _fill(row: Row, texts: Sequence[str], *, bold: bool = False) -> None:
    for number, (cell, text, width) in enumerate(zip(row.cells, texts, WIDTHS, strict=True)):
        cell.width = width
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = bold, Pt(12)
        if number == 2:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: Row) -> None:
    """Print the row again at the top of every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
