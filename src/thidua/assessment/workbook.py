"""The standings as a workbook, for people who go on working in a spreadsheet."""

import io
from collections.abc import Mapping

import xlsxwriter
from django.utils.translation import gettext as _

from thidua.assessment.queries.standings import Matrix

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel shows a longer comment cut off.
LONGEST_COMMENT = 1500


def workbook_of(matrix: Matrix, *, title: str, explained: Mapping[tuple[int, str], str]) -> bytes:
    """One sheet: rank, unit, class, self-score, points, then the points of every criterion. Missing points stay empty.

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
    return stream.getvalue()
