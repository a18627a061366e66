"""The sheet as a Word document: the annex that goes to the conference and into the file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docx import Document
from docx.document import Document as Paper
from docx.shared import Mm
from docx.table import _Row as Row

from thidua.cycles.exchange.cells import shown
from thidua.cycles.exchange.imported import in_order
from thidua.kernel.word import add_centred, add_table, fill_row, repeat_row, set_up_page
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import write_number
from thidua.rulebook.sheet import Criterion, Entry, Sheet
from thidua.rulebook.wording import describe
from thidua.rulebook.wording.settings import NOT_APPLICABLE, ROUNDING, class_words, guard, tie

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
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
    add_centred(document, ANNEX.in_language(language), bold=True)
    add_centred(document, shown(sheet.title), bold=True)
    if sheet.source.strip():
        add_centred(document, SOURCE.filled(source=shown(sheet.source)).in_language(language), italic=True)
    table = add_table(document, WIDTHS)
    _fill(table.rows[0], [one.in_language(language) for one in HEADS], bold=True)
    repeat_row(table.rows[0])
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


def _fill(row: Row, texts: Sequence[str], *, bold: bool = False) -> None:
    fill_row(row, texts, widths=WIDTHS, right={2}, size=12, bold=bold)


def _set_up(document: Paper, sheet: Sheet, language: str) -> None:
    set_up_page(document, landscape=False, size=13)
    properties = document.core_properties
    properties.title = shown(sheet.title)[:255]
    properties.author = ""
    properties.language = "vi-VN" if language == "vi" else "en"
