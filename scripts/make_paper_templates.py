"""Make the Word templates of the minutes and their supplements as Nghị định 30/2020/NĐ-CP asks. Run once; afterwards it is changed in Word.

Usage: make_paper_templates.py. Writes minutes.docx and supplement.docx into src/thidua/papers/templates/papers.
"""

from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TARGET = Path(__file__).resolve().parent.parent / "src" / "thidua" / "papers" / "templates" / "papers" / "minutes.docx"
FONT = "Times New Roman"
LEFT, RIGHT = Mm(66), Mm(99)
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
# "Độc lập - Tự do - Hạnh phúc" in 14 point bold, so that the rule under it is exactly as long.
MOTTO = Mm(60.5)


def element(name: str, **attributes: str) -> OxmlElement:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def dress(run: Run, *, size: float = 14, bold: bool = False, italic: bool = False) -> Run:
    run.font.name, run.font.size, run.bold, run.italic = FONT, Pt(size), bold, italic
    return run


def write(
    paragraph: Paragraph, text: str, *, size: float = 14, bold: bool = False, italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None, after: float = 0, indent: bool = False,
) -> Paragraph:  # fmt: skip
    """A paragraph of one run, so that a placeholder in it is never torn apart."""
    dress(paragraph.add_run(text), size=size, bold=bold, italic=italic)
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(after), 1.1
    form.first_line_indent = Mm(10) if indent else None
    if align is not None:
        paragraph.alignment = align
    return paragraph


def rule(paragraph: Paragraph, *, width: Mm, within: Mm, size: float = 1) -> None:
    """A line of this width under a paragraph that stands in the middle of a column."""
    border = element("w:pBdr")
    border.append(element("w:bottom", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    side = Mm((within.mm - width.mm) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.alignment = CENTER


def short_rule(cell_or_paper: _Cell | Paper, *, width: Mm, within: Mm) -> Paragraph:
    """A line of its own, for under a name whose length the template does not know."""
    paragraph = write(cell_or_paper.add_paragraph(), "", size=2, align=CENTER)
    paragraph.paragraph_format.line_spacing = Pt(3)
    rule(paragraph, width=width, within=within)
    return paragraph


def plain_table(paper: Paper, *widths: Mm) -> Table:
    """A table without lines that sets two columns side by side."""
    table = paper.add_table(rows=1, cols=len(widths))
    size_columns(table, *widths)
    return table


def size_columns(table: Table, *widths: Mm) -> None:
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(
            element(f"w:{side}", w="80" if table.style and table.style.name == "Table Grid" else "0", type="dxa")
        )
    table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def page(paper: Paper) -> None:
    """A4 upright, margins of the decree, the page number centred on top from the second page on."""
    section = paper.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    run = dress(number.add_run(), size=13)
    for part in (
        element("w:fldChar", fldCharType="begin"),
        element("w:instrText"),
        element("w:fldChar", fldCharType="end"),
    ):
        run._r.append(part)
    run._r.findall(qn("w:instrText"))[0].text = "PAGE"


def styles(paper: Paper) -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for key in ("eastAsia", "cs", "ascii", "hAnsi"):
        fonts.set(qn(f"w:{key}"), FONT)
    normal.element.rPr.append(element("w:lang", val="vi-VN", eastAsia="vi-VN"))
    for level in (1, 2):
        heading = paper.styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.bold = FONT, Pt(14), True
        heading.font.color.rgb = None
        for found in heading.element.rPr.findall(qn("w:color")):
            heading.element.rPr.remove(found)
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            heading.element.rPr.rFonts.attrib.pop(qn(f"w:{key}"), None)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(8), Pt(4)
        heading.paragraph_format.keep_with_next = True


def national_head(paper: Paper) -> None:
    """Organ and bloc on the left, the national title and motto on the right, number and date under them."""
    table = plain_table(paper, LEFT, RIGHT)
    left, right = table.rows[0].cells
    write(left.paragraphs[0], "{{ organ }}", size=12, align=CENTER)
    write(left.add_paragraph(), "{{ bloc }}", size=12, bold=True, align=CENTER)
    short_rule(left, width=Mm(25), within=LEFT)
    write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=13, bold=True, align=CENTER)
    rule(
        write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True, align=CENTER), width=MOTTO, within=RIGHT
    )
    below = table.add_row().cells
    write(below[0].paragraphs[0], "Số:             /BB-KTĐ", size=13, align=CENTER).paragraph_format.space_before = Pt(
        10
    )
    write(below[1].paragraphs[0], "{{ place_and_date }}", italic=True, align=CENTER).paragraph_format.space_before = Pt(
        10
    )


def title(paper: Paper, name: str = "BIÊN BẢN") -> None:
    write(paper.add_paragraph(), name, bold=True, align=CENTER).paragraph_format.space_before = Pt(18)
    paper.add_paragraph("{%p for one in heading %}")
    write(paper.add_paragraph(), "{{ one }}", bold=True, align=CENTER)
    end(paper, "for")
    short_rule(paper, width=Mm(45), within=Mm(165))
    when(paper, "note")
    write(
        paper.add_paragraph(), "{{ note }}", size=13, italic=True, align=CENTER, after=4
    ).paragraph_format.space_before = Pt(6)
    end(paper, "if")


def when(paper: Paper, condition: str) -> None:
    paper.add_paragraph(f"{{%p if {condition} %}}")


def end(paper: Paper, kind: str) -> None:
    paper.add_paragraph(f"{{%p end{kind} %}}")


def heading(paper: Paper, text: str, level: int = 2) -> None:
    dress(paper.add_heading(level=level).add_run(text), bold=True)


def sentence(paper: Paper, text: str) -> None:
    write(paper.add_paragraph(), text, align=JUSTIFY, after=6, indent=True)


def each(paper: Paper, name: str, text: str) -> None:
    """One paragraph for each of a list."""
    paper.add_paragraph(f"{{%p for one in {name} %}}")
    sentence(paper, text)
    end(paper, "for")


def rows(paper: Paper, name: str, columns: list[tuple[str, str, Mm, WD_ALIGN_PARAGRAPH]]) -> None:
    """A table with a head that repeats on each page and a row for each of a list."""
    table = paper.add_table(rows=4, cols=len(columns), style="Table Grid")
    size_columns(table, *(width for _head, _text, width, _align in columns))
    for cell, (head, _text, _width, _align) in zip(table.rows[0].cells, columns, strict=True):
        write(cell.paragraphs[0], head, size=13, bold=True, align=CENTER)
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for cell, (_head, text, _width, align) in zip(table.rows[2].cells, columns, strict=True):
        write(cell.paragraphs[0], text, size=13, align=align)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    write(table.rows[1].cells[0].paragraphs[0], f"{{%tr for one in {name} %}}")
    write(table.rows[3].cells[0].paragraphs[0], "{%tr endfor %}")
    # An empty line is as high as the mark that ends it, whatever its run says: the height is set outright.
    write(paper.add_paragraph(), "").paragraph_format.line_spacing = Pt(6)


def part(paper: Paper, name: str) -> None:
    """The heading of a part; what stands in it until `end_part` is only there when the conference has it."""
    when(paper, f"heads.{name}")
    heading(paper, f"{{{{ heads.{name} }}}}")


def end_part(paper: Paper, name: str) -> None:
    written_in(paper, name)
    end(paper, "if")


def written_in(paper: Paper, name: str) -> None:
    """What the secretary wrote into a part."""
    each(paper, f"notes.{name}", "{{ one }}")


def body(paper: Paper) -> None:
    left = WD_ALIGN_PARAGRAPH.LEFT
    heading(paper, "I. Thời gian, địa điểm", 1)
    sentence(paper, "1. Thời gian bắt đầu: {{ time }}.")
    sentence(paper, "2. Địa điểm: {{ place }}.")
    written_in(paper, "place")
    heading(paper, "II. Thành phần", 1)
    sentence(paper, "1. Chủ trì: {{ chair }}.")
    sentence(paper, "2. Thư ký: {{ secretary }}.")
    sentence(paper, "3. Đơn vị tham dự: {{ attendance }}")
    presence = ("Điểm danh", "{{ one.presence }}", Mm(27), CENTER)
    delegates = ("Đại biểu", "{{ one.delegates }}", Mm(53), left)
    rows(paper, "members", [NUMBER, ("Đơn vị", "{{ one.unit }}", Mm(73), left), delegates, presence])
    each(paper, "delegates", "{{ one }}")
    written_in(paper, "members")
    heading(paper, "III. Nội dung", 1)
    part(paper, "agenda")
    paper.add_paragraph("{%p for item in agenda %}")
    sentence(paper, "{{ item.number }}. {{ item.text }}")
    each(paper, "item.lines", "{{ one }}")
    end(paper, "for")
    end_part(paper, "agenda")
    of_the_year(paper)
    voices(paper, "resolutions")
    voices(paper, "opinions")
    secret_votes(paper)
    written_in(paper, "closing")
    sentence(paper, "{{ closing }} Biên bản này ghi lại diễn biến và kết quả của hội nghị./.")


NUMBER = ("TT", "{{ one.number }}", Mm(12), CENTER)


def of_the_year(paper: Paper) -> None:
    """What sums work up and looks ahead; places, posts and pledges only where the year is reviewed."""
    left, right = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
    unit = "{{ one.unit }}"
    part(paper, "review")
    each(paper, "review", "{{ one }}")
    end_part(paper, "review")
    part(paper, "ranking")
    when(paper, "ranking")
    points = ("Điểm", "{{ one.points }}", Mm(28), right)
    rows(paper, "ranking", [("Hạng", "{{ one.rank }}", Mm(36), CENTER), ("Đơn vị", unit, Mm(101), left), points])
    paper.add_paragraph("{%p else %}")
    sentence(paper, "Xếp hạng chưa được chốt.")
    end(paper, "if")
    end_part(paper, "ranking")
    part(paper, "tasks")
    each(paper, "tasks", "{{ one.number }}. {{ one.text }}")
    end_part(paper, "tasks")
    part(paper, "agreement")
    each(paper, "agreement", "{{ one }}")
    end_part(paper, "agreement")
    part(paper, "signing")
    sentence(paper, "{{ signing }}")
    rows(paper, "members", [NUMBER, ("Đơn vị", unit, Mm(119), left), ("Giao ước", "{{ one.signing }}", Mm(34), CENTER)])
    end_part(paper, "signing")


def voices(paper: Paper, name: str) -> None:
    """What was said openly, matter by matter."""
    part(paper, name)
    paper.add_paragraph(f"{{%p for vote in {name} %}}")
    write(paper.add_paragraph(), "{{ vote.heading }}", bold=True, after=4).paragraph_format.keep_with_next = True
    each(paper, "vote.sentences", "{{ one }}")
    end(paper, "for")
    end_part(paper, name)


def secret_votes(paper: Paper) -> None:
    left = WD_ALIGN_PARAGRAPH.LEFT
    part(paper, "contests")
    paper.add_paragraph("{%p for vote in contests %}")
    write(paper.add_paragraph(), "{{ vote.heading }}", bold=True, after=4).paragraph_format.keep_with_next = True
    each(paper, "vote.sentences", "{{ one }}")
    when(paper, "vote.candidates")
    rows(
        paper,
        "vote.candidates",
        [
            ("Ứng viên", "{{ one.name }}", Mm(58), left), ("Số phiếu", "{{ one.votes }}", Mm(27), CENTER),
            ("So với thể lệ", "{{ one.because }}", Mm(50), left), ("Kết luận", "{{ one.outcome }}", Mm(30), left),
        ],
    )  # fmt: skip
    end(paper, "if")
    end(paper, "for")
    end_part(paper, "contests")


def supplement_body(paper: Paper) -> None:
    """What is added to minutes that were signed, and why."""
    sentence(paper, "1. Biên bản được bổ sung: {{ supplements }}")
    sentence(paper, "2. Lý do bổ sung: {{ reason }}")
    sentence(paper, "3. Nội dung bổ sung:")
    each(paper, "text", "{{ one }}")
    sentence(
        paper, "Biên bản này là một phần của biên bản đã ký; những nội dung khác của biên bản đó không thay đổi./."
    )


def signatures(paper: Paper) -> None:
    table = plain_table(paper, Mm(82.5), Mm(82.5))
    for cell, office in zip(table.rows[0].cells, ("THƯ KÝ", "CHỦ TRÌ"), strict=True):
        write(cell.paragraphs[0], office, bold=True, align=CENTER).paragraph_format.space_before = Pt(10)
        write(cell.add_paragraph(), "(Ký, ghi rõ họ tên)", size=13, italic=True, align=CENTER, after=62)
    for cell, who in zip(table.add_row().cells, ("secretary", "chair"), strict=True):
        write(cell.paragraphs[0], f"{{{{ {who}_name }}}}", bold=True, align=CENTER)
        write(cell.add_paragraph(), f"{{{{ {who}_signed }}}}", size=11, italic=True, align=CENTER, after=12)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def recipients(paper: Paper) -> None:
    write(paper.add_paragraph(), "Nơi nhận:", size=12, bold=True, italic=True)
    paper.add_paragraph("{%p for one in recipients %}")
    write(paper.add_paragraph(), "- {{ one }}", size=11)
    end(paper, "for")
    write(paper.add_paragraph(), "- Lưu: {{ archive }}.", size=11, after=4)


ANCHORED = (
    "Mã này chốt mọi việc đã ghi trước đó: nếu ai sửa nhật ký về sau, mã tính lại không còn khớp với mã in ở đây."
)


def foot(paper: Paper, *, what: str = "biên bản") -> None:
    """To whom it goes, and the hash that ties the paper to the ledger."""
    recipients(paper)
    line = short_rule(paper, width=Mm(165), within=Mm(165))
    intro = write(paper.add_paragraph(), f"Mã của dòng cuối trong nhật ký điện tử khi lập {what}:", size=11)
    intro.paragraph_format.space_before = Pt(6)
    for paragraph in (line, intro, write(paper.add_paragraph(), "{{ ledger_hash }}", size=11)):
        paragraph.paragraph_format.keep_with_next = True
    write(paper.add_paragraph(), ANCHORED, size=11)


def foot_with_codes(
    paper: Paper, *, others: str = ", mã gốc của từng hòm phiếu điện tử và mã của từng bản quét"
) -> None:
    """To whom it goes, and as text and QR code what ties the paper to the ledger and to the ballot boxes."""
    recipients(paper)
    line = short_rule(paper, width=Mm(165), within=Mm(165))
    told = f"Mã của dòng cuối trong nhật ký điện tử khi lập biên bản{others}:"
    intro = write(paper.add_paragraph(), told, size=11, after=4)
    intro.paragraph_format.space_before = Pt(6)
    for paragraph in (line, intro):
        paragraph.paragraph_format.keep_with_next = True
    table = paper.add_table(rows=3, cols=2)
    size_columns(table, Mm(26), Mm(139))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    write(table.rows[0].cells[0].paragraphs[0], "{%tr for one in codes %}")
    write(table.rows[1].cells[0].paragraphs[0], "{{ one.picture }}", size=11)
    write(table.rows[1].cells[1].paragraphs[0], "{{ one.label }}:", size=11).paragraph_format.space_before = Pt(14)
    write(table.rows[1].cells[1].add_paragraph(), "{{ one.text }}", size=11)
    write(table.rows[2].cells[0].paragraphs[0], "{%tr endfor %}")
    write(paper.add_paragraph(), ANCHORED, size=11)


def supplement_title(paper: Paper) -> None:
    title(paper, "BIÊN BẢN BỔ SUNG")


def supplement_foot(paper: Paper) -> None:
    foot_with_codes(paper, others=", và mã của biên bản được bổ sung")


def set_paper(name: str, called: str, *parts: Callable[[Paper], None]) -> None:
    """Write one template from its parts."""
    paper = Document()
    paper._body.clear_content()
    page(paper)
    styles(paper)
    for one in parts:
        one(paper)
    properties = paper.core_properties
    properties.author, properties.comments, properties.language = "", "", "vi-VN"
    properties.title = called
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    paper.save(str(TARGET.with_name(f"{name}.docx")))


def main() -> None:
    set_paper("minutes", "Biên bản hội nghị", national_head, title, body, signatures, foot_with_codes)
    set_paper(
        "supplement", "Biên bản bổ sung", national_head, supplement_title, supplement_body, signatures, supplement_foot
    )


if __name__ == "__main__":
    main()
