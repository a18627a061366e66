"""What is handed over as files: the year's papers, its ledger, the list as a workbook and the record in Word."""

import csv
import io
import json
import zipfile
from collections import Counter
from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from docx import Document
from docx.shared import Mm

from thidua.conferences.models import Handover, HandoverItem
from thidua.conferences.queries.leadership import standing_choices
from thidua.conferences.vocabulary import item_kind_label
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import visible_years
from thidua.honours.queries import list_of
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.templatetags.thidua import moment
from thidua.kernel.uploads import storing
from thidua.kernel.workbook import list_as_workbook
from thidua.ledger.queries import entries_of_year, head_hash, lines
from thidua.papers import policies, queries
from thidua.papers.models import MinutesScan, Paper

KINDS = {
    queries.MINUTES: "Biên bản hội nghị", queries.SUPPLEMENT: "Biên bản bổ sung", queries.PLEDGE: "Giao ước của đơn vị",
    queries.COMMON_PLEDGE: "Giao ước chung của khối",
}  # fmt: skip
HEADINGS = ("Số thứ tự", "Loại", "Nội dung", "Chi tiết", "Bên giao", "Giao lúc", "Ghi chú giao", "Bên nhận", "Nhận lúc",
            "Ghi chú nhận")  # fmt: skip
WIDTHS = (8, 18, 50, 60, 30, 20, 30, 30, 20, 30)


def files_of(year: EmulationYear) -> list[tuple[str, str]]:
    """The papers of the year, counted by kind, as titles and details of the list."""
    counted = Counter(Paper.objects.filter(emulation_year=year, format="docx").values_list("kind", flat=True))
    found = [
        (f"{KINDS.get(kind, kind)}: {count} văn bản", "Bản Word và bản PDF") for kind, count in sorted(counted.items())
    ]
    found += _nominations(year)
    return found or [("Hồ sơ, văn bản của năm", "Chưa lập văn bản nào trong hệ thống.")]


def _nominations(year: EmulationYear) -> list[tuple[str, str]]:
    """Whether the list of who is proposed for an award is settled: once the year is closed nobody can settle it."""
    drafted = list_of(year)
    if drafted is None:
        return []
    if drafted.settled:
        return [("Danh sách đề nghị khen thưởng", f"{drafted.settled_by} chốt lúc {moment(drafted.settled_at)}")]
    return [
        ("Danh sách đề nghị khen thưởng chưa chốt", "Chốt trước khi bàn giao; năm đã khép lại thì không chốt được.")
    ]


def handover_to_package(actor: Actor, year_id: int) -> Handover:
    """The handover of a year, for who gives and who receives it; 404 before the list is drawn up."""
    rows = Handover.objects.filter(emulation_year__in=visible_years(actor).values("pk"))
    rows = rows.select_related("emulation_year__bloc", "emulation_year__leader")
    found = get_object_or_404(rows, emulation_year_id=year_id)
    gate.require(actor, policies.TAKE_HANDOVER, found)
    return found


def package_of(handover: Handover, *, reader: Actor, at: datetime) -> bytes:
    """The bytes of a ZIP. Its texts are Vietnamese whatever the language of the page. Raises BytesChanged."""
    year, stream = handover.emulation_year, io.BytesIO()
    with translation.override("vi"), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("danh-muc-ban-giao.xlsx", workbook_of(handover))
        whole.writestr("bien-ban-ban-giao.docx", record_of(handover, at=at))
        whole.writestr("nhat-ky.csv", _ledger(year, reader))
        whole.writestr("nhat-ky-ma-cuoi.json", json.dumps({"hash": head_hash(), "at": at.isoformat()}, indent=1))
        for paper in (
            Paper.objects.filter(emulation_year=year).select_related("emulation_year__bloc", "unit").order_by("pk")
        ):
            whole.writestr(f"van-ban/{paper.pk:04d}-{queries.filename_of(paper)}", queries.bytes_of(paper))
        for scan in MinutesScan.objects.filter(conference__emulation_year=year).order_by("pk"):
            with storing.opened(scan.key) as stored:
                whole.writestr(f"ban-ky-tay/{scan.pk:04d}.{scan.kind}", stored.read())
    return stream.getvalue()


def _ledger(year: EmulationYear, reader: Actor) -> str:
    """The entries of the year that the reader may read, as CSV that a spreadsheet opens; a formula is no formula."""
    stream = io.StringIO()
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(("Lúc", "Ai", "Việc"))
    for line in lines(entries_of_year(year.pk, reader=reader).order_by("sequence"), reader=reader):
        writer.writerow(_harmless(text) for text in (moment(line.at), line.who, line.sentence))
    return stream.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\0") else text


def _row(number: int, item: HandoverItem) -> tuple[str, ...]:
    return (
        str(number), item_kind_label(item.kind), item.title, item.detail, item.given_by, _at(item.given_at),
        item.given_note, item.received_by, _at(item.received_at), item.received_note,
    )  # fmt: skip


def _at(when: datetime | None) -> str:
    return moment(when) if when else ""


def _items(handover: Handover) -> list[HandoverItem]:
    return list(handover.items.order_by("position"))


def workbook_of(handover: Handover) -> bytes:
    """The list as a workbook."""
    rows = (_row(number, item) for number, item in enumerate(_items(handover), start=1))
    return list_as_workbook("Bàn giao", headings=HEADINGS, widths=WIDTHS, rows=rows)


def record_of(handover: Handover, *, at: datetime) -> bytes:
    """The record of the handover as a Word document with room for both signatures."""
    year = handover.emulation_year
    leader = standing_choices(year).get("leader")
    taker = leader.unit.name if leader and leader.unit else "…………"
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.core_properties.title = f"Biên bản bàn giao năm {year.year}"
    document.core_properties.created = document.core_properties.modified = at
    document.add_heading("BIÊN BẢN BÀN GIAO", level=1)
    document.add_paragraph(f"{year.bloc.name}, năm {year.label}")
    document.add_paragraph(f"Ngày lập: {timezone.localdate(at).strftime('%d/%m/%Y')}")
    document.add_paragraph(f"Bên giao: {year.leader.name if year.leader else '…………'}")
    document.add_paragraph(
        f"Bên nhận: {taker}"
        + (f" ({leader.person_name}, {leader.person_title})" if leader and leader.person_name else "")
    )
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, ("TT", "Nội dung", "Giao", "Nhận"), strict=True):
        cell.text = text
    for number, item in enumerate(_items(handover), start=1):
        texts = (
            str(number), "\n".join(part for part in (item.title, item.detail) if part),
            _ticked(item.given_by, item.given_at, item.given_note),
            _ticked(item.received_by, item.received_at, item.received_note),
        )  # fmt: skip
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    for column, width in zip(table.columns, (Mm(11), Mm(74), Mm(37), Mm(37)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    if handover.accepted:
        document.add_paragraph(f"{handover.accepted_by} nhận bàn giao lúc {_at(handover.accepted_at)}. {handover.note}")
    signatures = document.add_table(rows=1, cols=2)
    signatures.rows[0].cells[0].text = "BÊN GIAO\n(Ký, ghi rõ họ tên)\n\n\n"
    signatures.rows[0].cells[1].text = "BÊN NHẬN\n(Ký, ghi rõ họ tên)\n\n\n"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _ticked(who: str, when: datetime | None, note: str) -> str:
    return "\n".join(part for part in (who, _at(when), note) if part) if when else "Chưa"
