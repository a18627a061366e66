"""Plain tables: what people already have becomes a sheet, and what cannot be read is said cell by cell."""

import io
from decimal import Decimal

import pytest
from docx import Document

from tests.files import Value, document, workbook
from thidua.cycles.exchange.imported import Imported, in_order
from thidua.cycles.exchange.reading import read_workbook
from thidua.cycles.exchange.word_reading import read_document
from thidua.rulebook.rules import Judged
from thidua.rulebook.sheet import Criterion

HEAD = ("STT", "Nội dung", "Điểm tối đa")


def outline(read: Imported) -> list[tuple[int, str, str, Decimal | None]]:
    assert (read.errors, read.sheet is None) == ((), False)
    assert read.sheet is not None
    return [(depth, one.code, one.title, one.max_points) for depth, one in in_order(read.sheet.entries)]


def test_table_of_a_workbook_is_read_with_its_sections() -> None:
    read = read_workbook(
        workbook(
            ["BẢNG ĐIỂM THI ĐUA NĂM 2026"],
            ["TT", "Nội dung", "Điểm chuẩn", "Căn cứ"],
            ["(1)", "(2)", "(3)", "(4)"],
            ["I", "Phần một", None, ""],
            ["1", "Việc A", 10, ""],
            ["a)", "Ý a", 4, ""],
            ["b)", "Ý b", "6 điểm", "Điều 3"],
            ["2", "Việc B", 5.5, ""],
            ["-", "Nộp muộn trừ 1 điểm", None, ""],
            ["II", "Phần hai", 20, ""],
            ["1", "Việc C", "12,5", ""],
            ["", "Tổng cộng", 35.5, ""],
        )
    )

    assert outline(read) == [
        (0, "I", "Phần một", None),
        (1, "I.1", "Việc A", Decimal(10)),
        (2, "a", "Ý a", Decimal(4)),
        (2, "b", "Ý b", Decimal(6)),
        (1, "I.2", "Việc B", Decimal("5.5")),
        (0, "II", "Phần hai", Decimal(20)),
        (1, "II.1", "Việc C", Decimal("12.5")),
    ]
    assert read.sheet is not None
    assert (read.sheet.title, read.sheet.scale) == ("BẢNG ĐIỂM THI ĐUA NĂM 2026", Decimal("35.5"))
    assert [one.clause for one in read.sheet.criteria] == [
        "Bảng điểm, dòng 6", "Điều 3", "Bảng điểm, dòng 8", "Bảng điểm, dòng 11",
    ]  # fmt: skip
    assert read.sheet.criterion("I.2").note == "Nộp muộn trừ 1 điểm"
    assert [(one.code, one.row) for one in read.notices] == [
        ("choose_rule", 6), ("choose_rule", 7), ("choose_rule", 8), ("to_note", 9), ("choose_rule", 11), ("total", 12),
    ]  # fmt: skip


def test_table_without_numbers_and_accents_takes_sections_from_rows_without_points() -> None:
    read = read_workbook(workbook(["TIEU CHI", "Diem"], ["Kinh tế"], ["Thu", 10], ["Chi", 5], ["Văn hóa"], ["Học", 5]))

    assert outline(read) == [
        (0, "1", "Kinh tế", None),
        (1, "1.1", "Thu", Decimal(10)),
        (1, "1.2", "Chi", Decimal(5)),
        (0, "2", "Văn hóa", None),
        (1, "2.1", "Học", Decimal(5)),
    ]


def test_table_with_numbers_in_the_titles_is_read() -> None:
    read = read_workbook(
        workbook(["Nội dung", "Điểm"], ["I. Kinh tế", 15], ["1.1. Thu", 10], ["1.2. Chi", 5], ["II. Học", 5])
    )

    assert outline(read) == [
        (0, "I", "Kinh tế", Decimal(15)),
        (1, "1.1", "Thu", Decimal(10)),
        (1, "1.2", "Chi", Decimal(5)),
        (0, "II", "Học", Decimal(5)),
    ]


def test_table_line_is_judged_up_to_its_maximum_and_says_so() -> None:
    read = read_workbook(workbook(HEAD, ["1", "Việc A", 10], ["2", "Vi phạm", -2]))

    assert read.sheet is not None
    assert [one.rule for one in read.sheet.criteria] == [
        Judged(points=Decimal(10)), Judged(points=Decimal(0), fewest=Decimal(-2)),
    ]  # fmt: skip
    assert read.notices[0].text.vi == (
        "Trang “Sheet1”, dòng 2, cột B (Nội dung): chưa có cách chấm, tạm chấm theo đánh giá từ 0 đến 10; hãy chọn cách "
        "chấm cho tiêu chí này."
    )


def test_table_number_of_a_cell_is_exact() -> None:
    read = read_workbook(workbook(HEAD, ["1", "A", 0.1], ["2", "B", 2.0625], ["3", "C", 100]))

    assert read.sheet is not None
    assert ([one.max_points for one in read.sheet.criteria], read.sheet.places) == (
        [Decimal("0.1"), Decimal("2.0625"), Decimal(100)],
        4,
    )


ROWS: dict[str, tuple[list[Value], str, str]] = {
    "range": (["1", "A", "5-10"], "range", "C (Điểm tối đa)"),
    "word": (["1", "A", "nhiều"], "not_a_number", "C (Điểm tối đa)"),
    "point": (["1", "A", "1.5"], "ambiguous_point", "C (Điểm tối đa)"),
    "two_meanings": (["1", "A", "1,234"], "two_meanings", "C (Điểm tối đa)"),
    "percent": (["1", "A", "10%"], "not_points", "C (Điểm tối đa)"),
    "other_unit": (["1", "A", "10 cây"], "not_points", "C (Điểm tối đa)"),
    "too_fine": (["1", "A", 0.30000001], "too_precise", "C (Điểm tối đa)"),
    "too_large": (["1", "A", 2_000_000], "too_large", "C (Điểm tối đa)"),
    "flag": (["1", "A", True], "not_a_number", "C (Điểm tối đa)"),
    "no_title": (["1", None, 5], "missing", "B (Nội dung)"),
    "no_points": (["1", "A", None], "no_points", "C (Điểm tối đa)"),
    "same_code": (["9", "A", 5], "duplicate_code", "A (STT)"),
}


@pytest.mark.parametrize("name", ROWS)
def test_table_row_that_is_wrong_is_named(name: str) -> None:
    row, code, column = ROWS[name]
    read = read_workbook(workbook(HEAD, ["9", "Đúng", 5], row))

    assert read.sheet is None
    assert [(one.code, one.worksheet, one.row, one.column) for one in read.errors] == [(code, "Sheet1", 3, column)]
    assert read.rows[0].title == "Đúng"


def test_table_error_says_place_content_and_remedy() -> None:
    [error] = read_workbook(workbook(HEAD, ["1", "A", 1.23456])).errors

    assert error.text.vi == (
        "Trang “Sheet1”, dòng 2, cột C (Điểm tối đa), đang ghi “1.23456”: số có quá 4 chữ số thập phân; hãy làm tròn."
    )
    assert error.text.en == (
        "Worksheet “Sheet1”, row 2, column C (Điểm tối đa), which holds “1.23456”: the number has more than 4 decimals; "
        "round it."
    )


def test_workbook_without_a_table_says_what_is_looked_for() -> None:
    assert [one.code for one in read_workbook(workbook(["a", "b"], [1, 2])).errors] == ["no_table"]


def test_table_with_a_header_alone_has_no_rows() -> None:
    assert [one.code for one in read_workbook(workbook(HEAD)).errors] == ["no_rows"]


def test_table_nested_too_deep_is_refused() -> None:
    rows = [["1" + ".1" * depth, f"Mức {depth}", 10] for depth in range(6)]

    assert [(one.code, one.row) for one in read_workbook(workbook(HEAD, *rows)).errors] == [("too_deep", 6)]


def test_table_of_a_document_is_read() -> None:
    rows = [HEAD, ("I", "Kinh tế", ""), ("1", "Thu", "10"), HEAD, ("2", "Chi", "2,5"), ("", "Tổng cộng", "12,5")]
    read = read_document(document(*rows, before="Bảng điểm thi đua"))

    assert outline(read) == [
        (0, "I", "Kinh tế", None), (1, "1", "Thu", Decimal(10)), (1, "2", "Chi", Decimal("2.5")),
    ]  # fmt: skip
    assert read.sheet is not None
    assert (read.sheet.title, read.sheet.scale) == ("Bảng điểm thi đua", Decimal("12.5"))
    assert all(isinstance(one, Criterion) for one in read.sheet.criteria)


def test_table_of_a_document_with_merged_cells_is_read_once() -> None:
    paper = Document(io.BytesIO(document(HEAD, ("Phần I. Kinh tế", "", ""), ("1", "Thu", "10"), ("", "", ""))))
    table = paper.tables[0]
    table.cell(1, 0).merge(table.cell(1, 2))
    for column in range(3):
        table.cell(2, column).merge(table.cell(3, column))
    stream = io.BytesIO()
    paper.save(stream)

    assert outline(read_document(stream.getvalue())) == [(0, "I", "Kinh tế", None), (1, "1", "Thu", Decimal(10))]
