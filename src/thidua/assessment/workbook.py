"""The standings as a workbook, for people who go on working in a spreadsheet."""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from thidua.assessment.queries.matrixfacts import RoundsOfBloc
from thidua.assessment.queries.standings import Matrix

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel shows a longer comment cut off.
LONGEST_COMMENT = 1500


def workbook_of(
    matrix: Matrix, *, title: str, explained: Mapping[tuple[int, str], str], rounds: RoundsOfBloc | None = None
) -> bytes:
    """A sheet of standings, and with `rounds` two more: every line with the points of each round, and every comment.

    The first one: rank, unit, class, self-score, points, then the points of every criterion. Missing points stay empty.

    Each point carries its explanation as a comment, by id of unit and code of line. Cells hold numbers, and texts are
    written as texts, so that a name beginning with "=" is not a formula.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Xếp hạng"))
        bold, points = book.add_format({"bold": True}), book.add_format({"num_format": "0.00##"})
        sheet.write_string(0, 0, title, bold)
        first = [_("Hạng"), _("Đơn vị"), _("Xếp loại"), _("Tự chấm"), _("Điểm")]
        for column, head in enumerate([*first, *(line.code for line in matrix.criteria)]):
            sheet.write_string(2, column, head, bold)
        for column, line in enumerate(matrix.criteria, start=len(first)):
            sheet.write_comment(2, column, line.title, {"x_scale": 2})
        for number, row in enumerate(matrix.rows, start=3):
            if row.rank is not None:
                sheet.write_number(number, 0, row.rank)
            sheet.write_string(number, 1, row.unit.name)
            sheet.write_string(number, 2, row.label)
            figures = [row.self_points, row.points, *(cell.final for cell in row.cells)]
            for column, figure in enumerate(figures, start=3):
                if figure is not None:
                    sheet.write_number(number, column, figure, points)
            for column, cell in enumerate(row.cells, start=len(first)):
                text = explained.get((row.unit.pk, cell.code), "")[:LONGEST_COMMENT]
                if text:
                    sheet.write_comment(number, column, text, {"x_scale": 3, "y_scale": 2})
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 2, 20)
        sheet.freeze_panes(3, 2)
        set_up_print(sheet, heads=2)
        if rounds is not None:
            _add_lines(book, rounds)
            _add_comments(book, rounds)
    return stream.getvalue()


def _add_lines(book: xlsxwriter.Workbook, rounds: RoundsOfBloc) -> None:
    """Every line of every unit with the points of every round; what a round did not give stays empty."""
    sheet = book.add_worksheet(_("Điểm theo vòng"))
    bold, points = book.add_format({"bold": True}), book.add_format({"num_format": "0.00##"})
    heads = (
        _("Đơn vị"), _("Mã"), _("Tiêu chí"), _("Tối đa"), _("Tự chấm"), _("Bình quân chấm chéo"), _("Tổ kiểm tra chéo"),
        _("Khối chấm"), _("Cơ quan thẩm định"), _("Được tính"), _("Căn cứ của đơn vị"),
    )  # fmt: skip
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for number, line in enumerate(rounds.lines, start=1):
        for column, text in enumerate((line.unit, line.code, line.title)):
            sheet.write_string(number, column, text)
        figures = (line.most, line.computed, line.cross, line.team, line.bloc, line.authority, line.final)
        for column, figure in enumerate(figures, start=3):
            if figure is not None:
                sheet.write_number(number, column, figure, points)
        sheet.write_string(number, len(heads) - 1, line.note)
    sheet.set_column(0, 0, 45)
    sheet.set_column(2, 2, 60)
    sheet.set_column(len(heads) - 1, len(heads) - 1, 60)
    sheet.freeze_panes(1, 2)
    set_up_print(sheet, heads=0)


def _add_comments(book: xlsxwriter.Workbook, rounds: RoundsOfBloc) -> None:
    """Every score that somebody gave, with the reason, one a row."""
    sheet = book.add_worksheet(_("Nhận xét"))
    bold, points = book.add_format({"bold": True}), book.add_format({"num_format": "0.00##"})
    heads = (_("Đơn vị"), _("Mã"), _("Vòng"), _("Người chấm"), _("Điểm"), _("Lý do"))
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for number, one in enumerate(rounds.comments, start=1):
        for column, text in enumerate((one.unit, one.code, one.round, one.scorer)):
            sheet.write_string(number, column, text)
        if one.points is not None:
            sheet.write_number(number, 4, one.points, points)
        sheet.write_string(number, 5, one.reason)
    sheet.set_column(0, 0, 45)
    sheet.set_column(3, 3, 45)
    sheet.set_column(5, 5, 80)
    sheet.freeze_panes(1, 2)
    set_up_print(sheet, heads=0)


def set_up_print(sheet: Any, *, heads: int) -> None:
    """A4 landscape, as wide as one page, the row of heads on every page, and the page's number below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heads)
    sheet.set_footer("&C&P/&N")
