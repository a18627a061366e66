"""Workbooks in which every cell is a text: one that begins with "=" is no formula, an address no link."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

TEXTS_ONLY = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def list_as_workbook(
    name: str, *, headings: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]
) -> bytes:
    """The bytes of an XLSX with one landscape worksheet: a frozen row of headings, then the rows. Widths in characters."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, TEXTS_ONLY) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "font_name": "Times New Roman"})
        plain = book.add_format({"text_wrap": True, "border": 1, "valign": "top", "font_name": "Times New Roman"})
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, bold)
        for number, texts in enumerate(rows, start=1):
            for place, text in enumerate(texts):
                sheet.write_string(number, place, text, plain)
    return stream.getvalue()
