"""The report as a workbook to be filled: what is asked stands open, everything else is locked."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from django import forms
from django.utils.translation import gettext as _

from thidua.assessment import queries
from thidua.assessment.forms import ResultForm
from thidua.assessment.models import Report, Result
from thidua.assessment.reportbook import columns
from thidua.kernel.templatetags.thidua import number

_WIDTHS = {"value": 22, "note": 46, "evidence": 40}
_USUAL_WIDTH = 20
# Excel refuses a longer list, and shows a longer hint cut off.
_LONGEST_LIST, _LONGEST_HINT = 255, 250


def report_workbook(report: Report, results: Sequence[Result]) -> bytes:
    """One worksheet: a row for each target with its plan, and open cells for what came of it.

    A hidden column remembers, sealed, which result a row is about, its version, and what stood there; texts are
    written as texts, so that one beginning with "=" is no formula.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(_("Kết quả"))
        formats = _formats(book)
        _write_head(sheet, formats, report)
        for place, result in enumerate(results):
            _write_row(sheet, formats, columns.FIRST_ROW + place, result)
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_column(1, 1, 6)
        sheet.set_column(2, 2, 50)
        sheet.set_column(3, 4, 16)
        for column, name in enumerate(columns.known_columns(), start=columns.FIRST_COLUMN):
            sheet.set_column(column, column, _WIDTHS.get(name, _USUAL_WIDTH))
        sheet.set_row(columns.MARK_ROW, None, None, {"hidden": True})
        sheet.freeze_panes(columns.FIRST_ROW, 3)
        sheet.protect("", {"format_columns": True, "format_rows": True, "sort": False})
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(columns.HEAD_ROW)
    return stream.getvalue()


def _formats(book: Any) -> Mapping[str, Any]:
    edge = {"border": 1, "border_color": "#9aa5a8", "valign": "top", "text_wrap": True}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({**edge, "bold": True, "bg_color": "#e4ebec"}),
        "fixed": book.add_format(edge),
        "right": book.add_format({**edge, "align": "right"}),
        # Text, so that 74.958 stays as it is typed whatever language the office program speaks.
        "open": book.add_format({**edge, "locked": False, "num_format": "@", "bg_color": "#fffbe6"}),
    }


def _write_head(sheet: Any, formats: Mapping[str, Any], report: Report) -> None:
    year = report.emulation_year
    title = _("Báo cáo kết quả năm %(year)s: %(unit)s") % {"year": year.year, "unit": report.unit.name}
    sheet.write_string(0, 1, title, formats["title"])
    period = "" if report.period.yearly else f" · {report.period.title}"
    sheet.write_string(1, 1, f"{year.bloc.name}{period}")
    sheet.merge_range(2, 1, 2, 7, "", formats["plain"])
    told = _(
        "Chỉ ghi vào các ô nền vàng. Số viết như trên giấy: 74.958 hoặc 12,5 hoặc 1,2 tỷ. Chưa có số liệu thì để trống; "
        "trống không phải là 0. Không thêm, xoá hay đổi chỗ dòng. Xong thì lưu và tải tệp lên ở trang báo cáo: hệ thống "
        "cho xem trước từng dòng rồi mới ghi."
    )
    sheet.write_string(2, 1, told, formats["plain"])
    sheet.set_row(2, 66)
    sheet.write_string(columns.MARK_ROW, 0, columns.MARK)
    sheet.write_string(columns.MARK_ROW, 1, columns.sealed({"report": report.pk}, what="file"))
    for column, name in enumerate(columns.known_columns(), start=columns.FIRST_COLUMN):
        sheet.write_string(columns.MARK_ROW, column, name)
    heads = ["", _("TT"), _("Chỉ tiêu"), _("Kế hoạch"), _("Đơn vị tính"), *columns.known_columns().values()]
    for column, head in enumerate(heads):
        sheet.write_string(columns.HEAD_ROW, column, head, formats["head"])


def _write_row(sheet: Any, formats: Mapping[str, Any], row: int, result: Result) -> None:
    target, typed = result.target, queries.result_as_typed(result)
    form = ResultForm(unit_of_measure=target.unit_of_measure, initial=typed)
    asked = columns.fields(form)
    cells = {name: columns.as_cell(field, typed.get(name, field.initial)) for name, field in asked.items()}
    kept = {"result": result.pk, "version": result.version, "cells": cells}
    sheet.write_string(row, 0, columns.sealed(kept, what="row"))
    sheet.write_number(row, 1, row - columns.FIRST_ROW + 1, formats["fixed"])
    sheet.write_string(row, 2, target.indicator, formats["fixed"])
    sheet.write_string(row, 3, number(target.planned), formats["right"])
    sheet.write_string(row, 4, target.unit_of_measure, formats["fixed"])
    for column, (name, field) in enumerate(asked.items(), start=columns.FIRST_COLUMN):
        sheet.write_string(row, column, cells[name], formats["open"])
        sheet.data_validation(row, column, row, column, _validation(field))


def _validation(field: forms.Field) -> dict[str, Any]:
    """What the office program says at a cell, and what it refuses there already."""
    labels = [label for _value, label in columns.choices_of(field)]
    hint = str(field.help_text)[:_LONGEST_HINT]
    told = {"input_title": str(field.label)[:32], "input_message": hint} if hint else {}
    if labels and len(",".join(labels)) <= _LONGEST_LIST and not any("," in label for label in labels):
        return {"validate": "list", "source": labels, **told}
    longest = getattr(field, "max_length", None) or 2000
    refused = _("Ghi nhiều nhất %(most)d ký tự.") % {"most": longest}
    return {"validate": "length", "criteria": "<=", "value": longest, "error_message": refused, **told}
