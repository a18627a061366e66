"""Both templates with the least and the most there can be, read back."""

import re
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from jinja2 import UndefinedError
from pypdf import PdfReader

from tests.papers.factories import LEDGER_HASH, ROOT, maximal_facts, minimal_facts, other_facts
from tests.papers.reading import docx_words, embedded_fonts, opened, pdf_words, squeezed
from thidua.papers import docx, pdf
from thidua.papers.facts import MinutesFacts
from thidua.papers.phrases import name_of, part_of_day
from thidua.papers.wording import printed

AT = datetime(2025, 1, 21, 10, 30, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden"
RENDER = {"docx": (docx.render_docx, docx_words), "pdf": (pdf.render_pdf, pdf_words)}
FACTS = {"minimal": minimal_facts(), "maximal": maximal_facts(), "other": other_facts()}
HOSTILE = " #panic(1) *đậm* $x^2$ {{ x }} {% if %} <a> & @nhãn \\ `mã` // _gạch_ [ngoặc] ~ \"kép\" 'đơn'"


def words(format: str, facts: MinutesFacts) -> str:
    render, read = RENDER[format]
    return read(render(printed(facts), at=AT))


@pytest.mark.parametrize("format", RENDER)
@pytest.mark.parametrize("name", FACTS)
def test_template_says_what_it_has_said_before(format: str, name: str) -> None:
    golden = squeezed((GOLDEN / f"minutes-{name}.txt").read_text(encoding="utf-8"))

    assert words(format, FACTS[name]) == golden


def test_hostile_text_is_printed_as_it_stands() -> None:
    facts = maximal_facts(text=HOSTILE)
    wanted = squeezed(HOSTILE)
    for kind in RENDER:
        found = words(kind, facts)
        # A comma ends the name under a signature, so hostile text without one is found in every place.
        assert found.replace(" ", "").count(wanted.replace(" ", "")) >= 25, kind


def test_control_characters_are_left_out() -> None:
    facts = maximal_facts(text="\x00\x0b\x1b\u202e\n{{ 7*7 }}")

    for kind in RENDER:
        assert "{{ 7*7 }}" in words(kind, facts)


@pytest.mark.parametrize("format", RENDER)
def test_thirty_units_fit(format: str) -> None:
    assert "Đơn vị thành viên số 30" in words(format, maximal_facts(units=30))


def test_docx_page_is_as_the_decree_asks() -> None:
    section = opened(docx.render_docx(printed(maximal_facts()), at=AT)).sections[0]

    size = [round(one.mm) for one in (section.page_width, section.page_height)]  # type: ignore[union-attr]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert size == [210, 297]
    assert [round(one.mm) for one in margins] == [20, 20, 30, 15]  # type: ignore[union-attr]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" not in section.first_page_header._element.xml


def test_docx_is_set_in_times_new_roman() -> None:
    made = docx.render_docx(printed(maximal_facts()), at=AT)
    paper = opened(made)
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    paragraphs = [*paper.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    runs = [run for one in paragraphs for run in one.runs if run.text.strip()]

    assert {run.font.name for run in runs} == {"Times New Roman"}
    assert {run.font.size.pt for run in runs if run.font.size} == {11, 12, 13, 14}
    motto = next(run for run in runs if run.text == "Độc lập - Tự do - Hạnh phúc")
    assert (motto.font.bold, motto.font.size.pt) == (True, 14)
    styles = zipfile.ZipFile(BytesIO(made)).read("word/styles.xml").decode()
    assert 'w:val="vi-VN"' in styles


def test_docx_tells_its_title_language_and_moment() -> None:
    properties = opened(docx.render_docx(printed(maximal_facts()), at=AT)).core_properties

    assert properties.title == "Biên bản hội nghị tổng kết Khối thi đua số 12 năm 2024"
    assert (properties.language, properties.author) == ("vi-VN", "KHỐI THI ĐUA SỐ 12")
    assert properties.created == AT


def test_pdf_is_a4_in_tinos_with_title_and_language() -> None:
    made = pdf.render_pdf(printed(maximal_facts()), at=AT)
    reader = PdfReader(BytesIO(made))

    assert embedded_fonts(made) == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    assert reader.metadata is not None
    assert reader.metadata.title == "Biên bản hội nghị tổng kết Khối thi đua số 12 năm 2024"
    assert reader.trailer["/Root"]["/Lang"] == "vi"  # type: ignore[index]


def test_pdf_keeps_its_margins_and_numbers_pages_from_the_second() -> None:
    reader = PdfReader(BytesIO(pdf.render_pdf(printed(maximal_facts(units=30)), at=AT)))
    places: list[Any] = []

    def note(text: str, page: list[Any], line: list[Any], _font: Any, _size: Any) -> None:
        if text.strip():
            places.append(line[4] * page[0] + line[5] * page[2] + page[4])

    reader.pages[0].extract_text(visitor_text=note)
    millimetre = 72 / 25.4

    assert min(places) >= 30 * millimetre - 0.5
    assert reader.pages[0].extract_text().startswith("HỘI CHỮ THẬP ĐỎ TỈNH")
    assert [page.extract_text().split("\n")[0] for page in reader.pages[1:]] == [
        str(number) for number in range(2, len(reader.pages) + 1)
    ]


def test_same_facts_at_the_same_moment_give_the_same_pdf() -> None:
    texts = printed(maximal_facts())

    assert pdf.render_pdf(texts, at=AT) == pdf.render_pdf(texts, at=AT)


@pytest.mark.parametrize("format", RENDER)
def test_ledger_hash_is_printed(format: str) -> None:
    assert LEDGER_HASH in words(format, minimal_facts()).replace(" ", "")


@pytest.mark.parametrize("key", printed(minimal_facts()))
def test_docx_template_asks_only_for_what_there_is(key: str) -> None:
    texts = printed(maximal_facts())
    del texts[key]
    if key == "title":
        with pytest.raises(KeyError):
            docx.render_docx(texts, at=AT)
    else:
        with pytest.raises(UndefinedError):
            docx.render_docx(texts, at=AT)


@pytest.mark.parametrize("key", printed(minimal_facts()))
def test_pdf_template_asks_only_for_what_there_is(key: str) -> None:
    texts = printed(maximal_facts())
    del texts[key]

    with pytest.raises(typst.TypstError):
        pdf.render_pdf(texts, at=AT)


def test_pdf_is_not_made_without_its_font(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="unknown font family"):
        pdf.render_pdf(printed(minimal_facts()), at=AT, fonts=tmp_path)


def test_docx_template_may_be_changed_by_a_clerk(tmp_path: Path) -> None:
    changed = tmp_path / "minutes.docx"
    shutil.copy(docx.TEMPLATE, changed)
    paper = opened(changed.read_bytes())
    paper.add_paragraph("Người soạn: {{ secretary_name }}")
    paper.save(str(changed))

    made = docx.render_docx(printed(maximal_facts()), at=AT, template=changed)

    assert docx_words(made).endswith("Người soạn: Trần Quốc Bảo")


@pytest.mark.parametrize(
    ("hour", "name"), [(8, "buổi sáng"), (11, "buổi trưa"), (14, "buổi chiều"), (17, "buổi chiều"), (19, "buổi tối")]
)
def test_part_of_day(hour: int, name: str) -> None:
    assert part_of_day(datetime(2025, 1, 21, hour, tzinfo=UTC)) == name


def test_name_under_a_signature_has_no_office() -> None:
    assert name_of("Nguyễn Thị Thu Hà, Chủ tịch, Bí thư") == "Nguyễn Thị Thu Hà"


def test_minutes_closed_on_another_day_do_not_guess_the_hour() -> None:
    facts = maximal_facts()
    facts = replace(facts, corrections=())
    later = MinutesFacts(**(vars(facts) | {"closed_at": "2025-01-22T08:00+07:00"}))

    assert printed(facts)["closing"] == "Hội nghị bế mạc lúc 17 giờ 05 cùng ngày."
    assert printed(later)["closing"] == "Hội nghị bế mạc sau khi hoàn thành chương trình."


def test_content_hash_leaves_the_ledger_out() -> None:
    facts = maximal_facts()
    other_ledger = MinutesFacts(**(vars(facts) | {"ledger_hash": "0" * 64}))
    other_place = MinutesFacts(**(vars(facts) | {"place": "Nhà văn hoá"}))

    assert facts.content_hash() == other_ledger.content_hash()
    assert facts.content_hash() != other_place.content_hash()
    assert re.fullmatch(r"[0-9a-f]{64}", facts.content_hash())
    assert "ledger_hash" not in facts.canonical()


def test_docx_prints_each_code_as_text_beside_its_picture() -> None:
    paper = opened(docx.render_docx(printed(maximal_facts()), at=AT))
    codes = paper.tables[-1].rows

    assert [row.cells[1].text.splitlines()[-1] for row in codes] == [LEDGER_HASH, ROOT, "cd" * 32]
    assert [len(row.cells[0]._tc.findall(f".//{qn('w:drawing')}")) for row in codes] == [1, 1, 1]


def test_pdf_prints_each_code_as_a_drawing() -> None:
    one, two, _other = (
        PdfReader(BytesIO(pdf.render_pdf(printed(facts), at=AT))).pages[-1].get_contents() for facts in FACTS.values()
    )

    assert one is not None
    assert two is not None
    # Every module of a code is part of a path; the second paper has a code more.
    assert len(two.get_data()) > len(one.get_data())


def test_docx_leaves_little_room_under_a_table() -> None:
    paper = opened(docx.render_docx(printed(maximal_facts()), at=AT))
    after_tables = [table._tbl.getnext() for table in paper.tables[1:-2]]

    heights = [one.pPr.find(qn("w:spacing")).get(qn("w:line")) for one in after_tables]
    assert heights == ["120"] * 4
