"""The bloc's synthesis as a workbook: what adds up, every unit's figures, and what the units say in words."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.assessment.queries.synthesis import SynthesisPage
from thidua.assessment.vocabulary import measured_label
from thidua.assessment.workbook import CONTENT_TYPE, set_up_print
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import percent
from thidua.rulebook.progress import SynthesisRow

__all__ = ["CONTENT_TYPE", "workbook_of"]

# The number by which a workbook knows the size of its paper.
A4 = 9

Cell = str | Decimal | int | None


def workbook_of(page: SynthesisPage) -> bytes:
    """Three sheets. Missing figures stay empty; texts are written as texts, so that "=" begins no formula."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        title = f"{page.year.bloc.name}, {page.period.title}"
        _sheet(book, _("Tổng hợp"), title, *_totals(page), widths=(50, 16, 18, 18, 18, 10, 10, 40, 60))
        _sheet(book, _("Từng đơn vị"), title, *_figures(page), widths=(45, 50, 16, 18, 12, 18, 30))
        _sheet(book, _("Đánh giá"), title, *_words(page), widths=(45, 60, 60, 60, 20))
    return stream.getvalue()


def _sheet(
    book: Any, name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, widths: Sequence[int]
) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    figures = book.add_format({"num_format": "#,##0.######", "valign": "top"})
    sheet.write_string(0, 0, title, bold)
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(2, column, head, heading)
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=3):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell, wrapped)
            elif cell is not None:
                sheet.write_number(number, column, cell, figures)
    sheet.freeze_panes(3, 1)
    set_up_print(sheet, heads=2)


def _said(text: Text | None) -> str:
    return "" if text is None else text.in_language(get_language() or "vi")


def _totals(page: SynthesisPage) -> tuple[list[str], list[list[Cell]]]:
    heads = [
        _("Chỉ tiêu"), _("Đơn vị tính"), _("Tổng cộng"), _("Trong đó có phần ước"), _("Kế hoạch năm"), _("% kế hoạch"),
        _("Số đơn vị"), _("Chưa có số liệu"), _("Vì sao không cộng, lưu ý"),
    ]  # fmt: skip
    return heads, [_total(row) for row in page.rows]


def _total(row: SynthesisRow) -> list[Cell]:
    notes = [_said(row.why), *(_said(one) for one in row.remarks)]
    missing = "; ".join(f"{one.unit} ({_said(one.because)})" for one in row.missing)
    return [
        row.indicator, row.unit_of_measure, row.total, row.estimated if row.added else None, row.planned,
        None if row.share is None else percent(row.share), len(row.counted), missing,
        "\n".join(note for note in notes if note),
    ]  # fmt: skip


def _figures(page: SynthesisPage) -> tuple[list[str], list[list[Cell]]]:
    heads = [
        _("Đơn vị"), _("Chỉ tiêu"), _("Đơn vị tính"), _("Lũy kế"), _("Có phần ước"), _("Kế hoạch năm"), _("Cách đếm, lưu ý"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            one.unit, one.indicator, one.unit_of_measure, one.value, _("có") if one.estimated else "", one.planned,
            _said(one.because) or measured_label(one.measured),
        ]
        for one in page.contributions
    ]  # fmt: skip
    return heads, rows


def _words(page: SynthesisPage) -> tuple[list[str], list[list[Cell]]]:
    heads = [_("Đơn vị"), _("Đánh giá chung"), _("Khó khăn, vướng mắc"), _("Đề xuất, kiến nghị"), _("Nộp")]
    rows: list[list[Cell]] = []
    for one in page.units:
        report = one.report if one.reported else None
        if report is None:
            rows.append([one.unit.name, "", "", "", _("chưa nộp")])
            continue
        state = _("đã nộp, muộn") if report.days_late else _("đã nộp")
        rows.append([one.unit.name, report.summary, report.difficulties, report.proposals, state])
    return heads, rows
