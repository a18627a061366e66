"""The Word annex: opened again, it holds what it promises."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.rulebook.everything import everything
from thidua.cycles.exchange.word import document_of
from thidua.cycles.exchange.word_reading import read_document
from thidua.rulebook import library


def test_document_has_the_table_and_what_follows_it() -> None:
    paper = Document(io.BytesIO(document_of(everything(), language="vi")))
    [table] = paper.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    bold = [one.text for one in paper.paragraphs if one.runs and one.runs[0].bold]

    assert rows[0] == ["Mã", "Nội dung", "Điểm tối đa", "Cách chấm", "Căn cứ"]
    assert [one[2:4] for one in rows if one[0] == "fixed"] == [["10", "10 điểm với mọi đơn vị"]]
    assert bold[2:] == ["Xếp loại", "Điều kiện xếp loại, xếp hạng", "Khi bằng điểm, xét lần lượt", "Cách tính điểm"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1].cells[1].paragraphs[0].runs[0].bold


def test_document_is_a4_upright_with_office_margins() -> None:
    paper = Document(io.BytesIO(document_of(everything(), language="en")))
    page = paper.sections[0]
    lengths = (
        page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin, page.right_margin,
    )  # fmt: skip

    assert [round(one.mm) for one in lengths if one is not None] == [210, 297, 20, 20, 30, 15]
    assert paper.styles["Normal"].font.name == "Times New Roman"


@pytest.mark.parametrize("id", ["quy-dinh-366-2025-pl4", "hcmc-ban-tdkt-2008"])
def test_document_of_a_numbered_sheet_is_read_again_as_a_plain_table(id: str) -> None:
    drawn = library.load(id)
    read = read_document(document_of(drawn, language="vi"))

    assert read.errors == ()
    assert read.sheet is not None
    assert [(one.code, one.title, one.max_points) for one in read.sheet.criteria] == [
        (one.code, one.title, one.max_points) for one in drawn.criteria
    ]
