"""The workbook to fill in: three worksheets with their headings, and a sheet that shows how."""

import io
from collections.abc import Sequence

import xlsxwriter

from thidua.cycles.province.columns import WORKSHEETS
from thidua.kernel.workbook import TEXTS_ONLY

HOW = (
    "Điền ba trang “Đơn vị”, “Khối”, “Thành viên”. Cột có dấu * là bắt buộc. Có thể bỏ trống trang không dùng.",
    "Cơ quan chủ quản để trống nghĩa là cơ quan của người nhập. Thuộc khối để trống nghĩa là khối lớn nhất.",
    "Số của khối ghi như trong quyết định: 7, VII hoặc 07; để trống nếu không có.",
    "Nhập lại cùng một tệp không tạo thêm gì. Tên đầy đủ là khoá: đổi tên đơn vị thì ghi ở trang của đơn vị.",
    "Dưới đây là ví dụ, không được nhập.",
)


def template(rows: dict[str, Sequence[Sequence[str]]] | None = None) -> bytes:
    """The bytes of an XLSX with headings and, on its last worksheet, an example; or filled with the rows given."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, TEXTS_ONLY) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "font_name": "Times New Roman"})
        plain = book.add_format({"text_wrap": True, "num_format": "@", "font_name": "Times New Roman"})
        for worksheet in WORKSHEETS:
            page = book.add_worksheet(worksheet.name)
            page.freeze_panes(1, 1)
            for place, column in enumerate(worksheet.columns):
                page.set_column(place, place, column.width, plain)
                page.write_string(0, place, column.heading + (" *" if column.required else ""), bold)
            for number, row in enumerate((rows or {}).get(worksheet.key, ()), start=1):
                for place, value in enumerate(row):
                    page.write_string(number, place, value, plain)
        if rows is None:
            _example(book, bold, plain)
    return stream.getvalue()


def _example(book: xlsxwriter.Workbook, bold: object, plain: object) -> None:
    page = book.add_worksheet("Cách điền")
    page.set_column(0, 5, 32)
    row = 0
    for sentence in HOW:
        page.write_string(row, 0, sentence)
        row += 1
    for worksheet in WORKSHEETS:
        row += 1
        page.write_string(row, 0, f"Trang “{worksheet.name}”", bold)
        row += 1
        for place, column in enumerate(worksheet.columns):
            page.write_string(row, place, column.heading, bold)
        for example in worksheet.examples:
            row += 1
            for place, value in enumerate(example):
                page.write_string(row, place, value, plain)
        row += 1
