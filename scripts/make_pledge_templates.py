"""Make the Word templates of pledges, the unit's and the bloc's. Run once; afterwards they are changed in Word.

Usage: make_pledge_templates.py. Writes pledge.docx and common_pledge.docx in src/thidua/papers/templates/papers/.
"""

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from make_paper_templates import (
    CENTER,
    LEFT,
    MOTTO,
    RIGHT,
    TARGET,
    each,
    end,
    foot,
    heading,
    page,
    plain_table,
    rows,
    rule,
    sentence,
    short_rule,
    styles,
    when,
    write,
)

START = WD_ALIGN_PARAGRAPH.LEFT
NUMBER = ("TT", "{{ one.number }}", Mm(12), CENTER)
TARGETS = [
    NUMBER,
    ("Chỉ tiêu", "{{ one.indicator }}", Mm(75), START),
    ("Đơn vị tính", "{{ one.unit }}", Mm(28), CENTER),
    ("Mức giao ước", "{{ one.plan }}", Mm(50), START),
]


def national_head(paper: Paper) -> None:
    """The bloc and the organ on the left, the national title and motto on the right, place and date under them."""
    table = plain_table(paper, LEFT, RIGHT)
    left, right = table.rows[0].cells
    write(left.paragraphs[0], "{{ bloc }}", size=12, align=CENTER)
    write(left.add_paragraph(), "{{ organ }}", size=12, bold=True, align=CENTER)
    short_rule(left, width=Mm(25), within=LEFT)
    write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=13, bold=True, align=CENTER)
    motto = write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True, align=CENTER)
    rule(motto, width=MOTTO, within=RIGHT)
    below = table.add_row().cells
    dated = write(below[1].paragraphs[0], "{{ place_and_date }}", italic=True, align=CENTER)
    dated.paragraph_format.space_before = Pt(10)


def title(paper: Paper, *lines: str) -> None:
    write(paper.add_paragraph(), "GIAO ƯỚC THI ĐUA", bold=True, align=CENTER).paragraph_format.space_before = Pt(18)
    for text in lines:
        write(paper.add_paragraph(), text, bold=True, align=CENTER)
    short_rule(paper, width=Mm(45), within=Mm(165))
    when(paper, "note")
    note = write(paper.add_paragraph(), "{{ note }}", size=13, italic=True, align=CENTER, after=4)
    note.paragraph_format.space_before = Pt(6)
    end(paper, "if")


def signatures(paper: Paper, *columns: tuple[str, str]) -> None:
    """Who signs: an office over each name, with the room for a signature between them."""
    table = plain_table(paper, *(Mm(165 / len(columns)) for _column in columns))
    for cell, (office, _name) in zip(table.rows[0].cells, columns, strict=True):
        write(cell.paragraphs[0], office, bold=True, align=CENTER).paragraph_format.space_before = Pt(10)
        under = "(Ký, ghi rõ họ tên, đóng dấu)" if office else ""
        write(cell.add_paragraph(), under, size=13, italic=True, align=CENTER, after=62)
    for cell, (_office, name) in zip(table.add_row().cells, columns, strict=True):
        write(cell.paragraphs[0], name, bold=True, align=CENTER, after=12)
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def unit_pledge(paper: Paper) -> None:
    """One unit's pledge."""
    title(paper, "Năm {{ year }}")
    sentence(paper, "{{ unit }} giao ước thi đua năm {{ year }} với các đơn vị thành viên {{ bloc_name }} như sau:")
    heading(paper, "I. Chỉ tiêu", 1)
    rows(paper, "targets", TARGETS)
    heading(paper, "II. Nội dung cam kết", 1)
    when(paper, "commitments")
    each(paper, "commitments", "{{ one }}")
    paper.add_paragraph("{%p else %}")
    sentence(paper, "Không ghi nội dung khác.")
    end(paper, "if")
    heading(paper, "III. Danh hiệu thi đua, hình thức khen thưởng đăng ký", 1)
    when(paper, "titles")
    each(paper, "titles", "{{ one.number }}. {{ one.text }}")
    paper.add_paragraph("{%p else %}")
    sentence(paper, "Không đăng ký.")
    end(paper, "if")
    heading(paper, "IV. Việc ký giao ước", 1)
    each(paper, "signings", "{{ one.way }} ngày {{ one.day }}: {{ one.signer }}.")
    signatures(paper, ("KHỐI TRƯỞNG", ""), ("THỦ TRƯỞNG ĐƠN VỊ", "{{ signer_name }}"))


def common_pledge(paper: Paper) -> None:
    """The bloc's pledge: every unit's targets, the joint events, and the page of signatures."""
    title(paper, "{{ bloc_name }}, năm {{ year }}")
    sentence(
        paper, "Các đơn vị thành viên {{ bloc_name }} cùng giao ước thi đua năm {{ year }} như sau. {{ completeness }}"
    )
    heading(paper, "I. Chỉ tiêu của từng đơn vị", 1)
    paper.add_paragraph("{%p for unit in units %}")
    heading(paper, "{{ unit.number }}. {{ unit.unit }}")
    when(paper, "unit.targets")
    rows(paper, "unit.targets", TARGETS)
    paper.add_paragraph("{%p else %}")
    sentence(paper, "Chưa ký giao ước.")
    end(paper, "if")
    end(paper, "for")
    heading(paper, "II. Lịch hoạt động chung", 1)
    when(paper, "events")
    columns = [
        ("Ngày", "{{ one.days }}", Mm(45), CENTER),
        ("Hoạt động", "{{ one.text }}", Mm(75), START),
        ("Địa điểm", "{{ one.place }}", Mm(45), START),
    ]
    rows(paper, "events", columns)
    paper.add_paragraph("{%p else %}")
    sentence(paper, "Chưa có hoạt động chung nào trong lịch.")
    end(paper, "if")
    heading(paper, "III. Chữ ký của các đơn vị", 1)
    signed = [
        NUMBER,
        ("Đơn vị", "{{ one.unit }}", Mm(50), START),
        ("Người ký", "{{ one.signer }}", Mm(42), START),
        ("Cách ký, ngày ký", "{{ one.signed }}", Mm(33), START),
        ("Chữ ký, dấu", "", Mm(28), CENTER),
    ]
    rows(paper, "signatures", signed)
    signatures(paper, ("", ""), ("KHỐI TRƯỞNG", "{{ leader }}"))


def main() -> None:
    for name, body in (("pledge", unit_pledge), ("common_pledge", common_pledge)):
        paper = Document()
        paper._body.clear_content()
        for part in (page, styles, national_head, body):
            part(paper)
        foot(paper, what="văn bản")
        properties = paper.core_properties
        properties.author, properties.comments, properties.language = "", "", "vi-VN"
        properties.title = "Giao ước thi đua"
        paper.save(str(TARGET.with_name(f"{name}.docx")))


if __name__ == "__main__":
    main()
