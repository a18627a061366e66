"""The list of nominations as a workbook."""

import io

import xlsxwriter

from thidua.honours.queries import NominationsPage
from thidua.honours.vocabulary import kind_label, nominee_label, state_label

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = ("Hình thức", "Loại", "Cơ quan tặng", "Hạng, mức", "Người, đơn vị", "Đề nghị cho", "Trạng thái", "Vì sao",
            "Lý do ghi tay", "Xung đột lợi ích", "Căn cứ")  # fmt: skip
WIDTHS = (40, 18, 36, 14, 40, 20, 20, 60, 40, 40, 40)
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def workbook_of(page: NominationsPage) -> bytes:
    """The bytes of an XLSX; texts are always texts, so that one beginning with "=" is no formula."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "font_name": "Times New Roman"})
        plain = book.add_format({"text_wrap": True, "border": 1, "valign": "top", "font_name": "Times New Roman"})
        sheet = book.add_worksheet("Đề nghị khen thưởng")
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        for place, heading in enumerate(HEADINGS):
            sheet.set_column(place, place, WIDTHS[place])
            sheet.write_string(0, place, heading, bold)
        number = 0
        for rule in page.rules:
            for one in rule.nominations.all():
                number += 1
                why = "; ".join(pair[0] for pair in one.why)
                texts = (
                    rule.name, kind_label(rule.kind), rule.grantor, rule.grade, one.name, nominee_label(one.nominee),
                    state_label(one.state), why, one.reason, one.conflict, rule.source,
                )  # fmt: skip
                for place, text in enumerate(texts):
                    sheet.write_string(number, place, text, plain)
    return stream.getvalue()
