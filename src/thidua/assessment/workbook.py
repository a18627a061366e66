"""The standings as a workbook, for people who go on working in a spreadsheet."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from thidua.assessment.queries.standings import Matrix

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_of(matrix: Matrix, *, title: str) -> bytes:
    """One sheet: rank, unit, self-score, points, then the points of every criterion. Missing points stay empty.

    Cells hold numbers, and texts are written as texts, so that a name beginning with "=" is not a formula.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("Xếp hạng"))
        bold, points = book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})
        sheet.write_string(0, 0, title, bold)
        heads = [_("Hạng"), _("Đơn vị"), _("Tự chấm"), _("Điểm"), *(line.code for line in matrix.criteria)]
        for column, head in enumerate(heads):
            sheet.write_string(2, column, head, bold)
        for number, row in enumerate(matrix.rows, start=3):
            if row.rank is not None:
                sheet.write_number(number, 0, row.rank)
            sheet.write_string(number, 1, row.unit.name)
            figures = [row.self_points, row.points, *(cell.final for cell in row.cells)]
            for column, figure in enumerate(figures, start=2):
                if figure is not None:
                    sheet.write_number(number, column, figure, points)
        sheet.set_column(1, 1, 60)
        sheet.freeze_panes(3, 2)
    return stream.getvalue()
