"""Putting evidence forward and taking it back while the paper is a draft; what a scan found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow, reports
from thidua.assessment.models import Evidence, EvidenceFile, EvidenceKind, FileState, Result, ScoreLine, UnitPaper
from thidua.kernel.actor import SYSTEM, Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.uploads import scanning, storing
from thidua.kernel.uploads.checking import Checked
from thidua.kernel.uploads.scanning import Verdict
from thidua.ledger.actions import Recorded, action
from thidua.reading.dates import write_date
from thidua.rulebook.calendar import Phase

Claim = Result | ScoreLine


class TooManyFiles(Refusal):
    code = "too_many_files"
    field = "files"
    sentence = _(
        "Mỗi kết quả có nhiều nhất %(most)s minh chứng; hiện có %(count)s. Bỏ bớt, hoặc gộp ảnh vào một tệp PDF."
    )


class YearFull(Refusal):
    code = "year_full"
    field = "files"
    sentence = _(
        "Đơn vị đã dùng %(used)s MB trong %(most)s MB của năm, không đủ chỗ cho tệp này. Bỏ tệp không cần ở trang "
        "“Minh chứng của đơn vị”, hoặc giảm cỡ tệp rồi tải lên lại."
    )


class AlreadyThere(Refusal):
    code = "already_there"
    sentence = _("“%(name)s” đã có trong minh chứng của mục này, nên không ghi lần thứ hai.")


class InfectedBefore(Refusal):
    code = "infected_before"
    field = "files"
    sentence = _("Tệp “%(name)s” đã bị máy quét thấy có mã độc. Làm sạch máy tính, rồi tải lên bản khác.")


class NotIssuedYet(Refusal):
    code = "not_issued_yet"
    field = "issued_on"
    sentence = _("Văn bản đề ngày %(day)s, chưa tới. Kiểm tra lại ngày ban hành; văn bản chưa ban hành thì ghi sau.")


@dataclass(frozen=True, kw_only=True)
class Files:
    """Checked files, in the order they were chosen, with one caption for all."""

    files: Sequence[Checked]
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    """An address on the web, shown and never fetched."""

    url: str
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document kept elsewhere, by its number, day and issuer."""

    number: str
    issued_on: date
    issuer: str
    caption: str = ""


Given = Files | Link | Document


@action(needs=policies.ADD_EVIDENCE, loads=queries.result_to_change)
def add_to_result(
    result: Result, *, actor: Actor, at: datetime, given: Given, illustrative: bool = False
) -> Recorded[list[Evidence]]:
    """The unit puts evidence forward for a result of its draft report.

    Raises TooManyFiles, YearFull, AlreadyThere, InfectedBefore, NotIssuedYet.
    """
    _require_open(result, at=at)
    return _put_forward(result, given, by=actor.describe(), at=at, illustrative=illustrative)


@action(needs=policies.ADD_EVIDENCE, loads=queries.line_to_change)
def add_to_line(
    line: ScoreLine, *, actor: Actor, at: datetime, given: Given, illustrative: bool = False
) -> Recorded[list[Evidence]]:
    """The unit puts evidence forward for a line of its draft score sheet. Raises what `add_to_result` raises."""
    _require_open(line, at=at)
    return _put_forward(line, given, by=actor.describe(), at=at, illustrative=illustrative)


@action(needs=policies.ADD_EVIDENCE, loads=queries.evidence_to_remove)
def remove_evidence(evidence: Evidence, *, actor: Actor, at: datetime) -> Recorded[EvidenceFile | None]:
    """The unit takes evidence back from a draft; a file that nothing rests on any more is deleted."""
    claim = evidence.claim
    _require_open(claim, at=at)
    said, file = _in_words(evidence), evidence.file
    evidence.delete()
    if file is not None:
        drop_unless_used(file)
    event = events.EvidenceRemoved(**_about(claim), claim=queries.name_of_claim(claim), removed=said)
    return Recorded(file, event)


@action(needs=policies.SCAN_FILE, loads=queries.file_to_scan)
def record_scan(file: EvidenceFile, *, actor: Actor, at: datetime, verdict: Verdict) -> Recorded[EvidenceFile]:
    """Keep what the scanner said of a file. Everything else of the row stays as it is, also in a closed year."""
    file.state, file.scan_note, file.scanned_at = FileState(verdict.found), verdict.note, at
    file.save(update_fields=["state", "scan_note", "scanned_at"])
    event = events.FileScanned(
        subject=f"evidence_file:{file.pk}", emulation_year_id=file.emulation_year_id, unit_id=file.unit_id,
        unit=file.unit.name, file=file.name, found=str(verdict.found), note=verdict.note,
    )  # fmt: skip
    return Recorded(file, event)


def scan(files: Iterable[EvidenceFile], *, at: datetime) -> list[EvidenceFile]:
    """Have the scanner look at each file and keep what it said. Outside any transaction, since scanners take time."""
    return [
        record_scan(file.pk, actor=SYSTEM, at=at, verdict=scanning.scanned_in_store(file.key)).object
        for file in files
        if scanning.is_set()
    ]


def _require_open(claim: Claim, *, at: datetime) -> None:
    if isinstance(claim, Result):
        reports.require_period(claim.report.period, at=at, unit_id=claim.report.unit_id)
    else:
        flow.require_phase(claim.sheet.emulation_year, Phase.SCORE, at=at, unit_id=claim.sheet.unit_id)
    flow.require_draft(policies.paper_of(claim))


def _about(claim: Claim) -> dict[str, Any]:
    """The columns of an event about the evidence of a claim: it stands in the history of the claim's paper."""
    paper: UnitPaper = policies.paper_of(claim)
    kind = "report" if isinstance(claim, Result) else "scores"
    return {
        "subject": f"{kind}:{paper.pk}",
        "emulation_year_id": paper.emulation_year_id,
        "unit_id": paper.unit_id,
        "unit": paper.unit.name,
    }


def _put_forward(claim: Claim, given: Given, *, by: str, at: datetime, illustrative: bool) -> Recorded[list[Evidence]]:
    paper = policies.paper_of(claim)
    standing = claim.evidence_rows.aggregate(last=Max("position"))["last"] or 0
    common = {
        "emulation_year_id": paper.emulation_year_id, "unit_id": paper.unit_id, "caption": given.caption, "added_by": by,
        "added_at": at, "illustrative": illustrative,
        "result": claim if isinstance(claim, Result) else None, "line": claim if isinstance(claim, ScoreLine) else None,
    }  # fmt: skip
    fields = _fields_of(claim, given, by=by, at=at, illustrative=illustrative)
    count = claim.evidence_rows.count() + len(fields)
    if count > settings.UPLOAD_MOST_FILES_A_CLAIM:
        raise TooManyFiles(most=settings.UPLOAD_MOST_FILES_A_CLAIM, count=count - len(fields))
    rows = [
        Evidence.objects.create(**common, **one, position=position)
        for position, one in enumerate(fields, start=standing + 1)
    ]
    added = tuple(_in_words(row) for row in rows)
    event = events.EvidenceAdded(**_about(claim), claim=queries.name_of_claim(claim), added=added)
    return Recorded(rows, event)


def _fields_of(claim: Claim, given: Given, *, by: str, at: datetime, illustrative: bool) -> list[dict[str, Any]]:
    """The columns of each piece of evidence that are of its kind.

    Raises AlreadyThere when there is nothing to add, NotIssuedYet.
    """
    if isinstance(given, Link):
        if claim.evidence_rows.filter(url=given.url).exists():
            raise AlreadyThere(name=given.url)
        return [{"kind": EvidenceKind.LINK, "url": given.url}]
    if isinstance(given, Document):
        if given.issued_on > timezone.localdate(at):
            raise NotIssuedYet(day=write_date(given.issued_on))
        same = {"document_number": given.number, "document_on": given.issued_on, "issuer": given.issuer}
        if claim.evidence_rows.filter(**same).exists():
            raise AlreadyThere(name=given.number)
        return [{"kind": EvidenceKind.DOCUMENT, **same}]
    standing = set(claim.evidence_rows.filter(file__isnull=False).values_list("file__sha256", flat=True))
    fresh = list({one.sha256: one for one in given.files if one.sha256 not in standing}.values())
    if not fresh:
        raise AlreadyThere(name="”, “".join(one.name for one in given.files))
    if claim.evidence_rows.count() + len(fresh) > settings.UPLOAD_MOST_FILES_A_CLAIM:
        raise TooManyFiles(most=settings.UPLOAD_MOST_FILES_A_CLAIM, count=claim.evidence_rows.count())
    files = keep_files(policies.paper_of(claim), fresh, by=by, at=at, illustrative=illustrative)
    return [{"kind": EvidenceKind.FILE, "file": file} for file in files]


def keep_files(
    paper: Any, files: Sequence[Checked], *, by: str, at: datetime, illustrative: bool = False
) -> list[EvidenceFile]:
    """Store checked files for the unit and year of `paper`, inside the transaction of an action.

    A file that the unit keeps already this year is not stored twice. Raises YearFull, InfectedBefore.
    """
    known = {
        file.sha256: file
        for file in EvidenceFile.objects.filter(
            emulation_year_id=paper.emulation_year_id, unit_id=paper.unit_id, sha256__in=[one.sha256 for one in files]
        )
    }
    for file in known.values():
        if file.state == FileState.INFECTED:
            raise InfectedBefore(name=file.name)
    _require_room(paper, [one for one in files if one.sha256 not in known])
    stored: list[str] = []
    try:
        return [
            known.get(one.sha256) or _stored(paper, one, stored, by=by, at=at, illustrative=illustrative)
            for one in files
        ]
    except BaseException:
        storing.discard(*stored)
        raise


def _require_room(paper: Any, files: Sequence[Checked]) -> None:
    used = queries.space_used(paper.emulation_year, paper.unit_id)
    if used + sum(one.size for one in files) > settings.UPLOAD_MOST_BYTES_A_YEAR:
        raise YearFull(used=used // 2**20, most=settings.UPLOAD_MOST_BYTES_A_YEAR // 2**20)


def _stored(paper: Any, one: Checked, stored: list[str], *, by: str, at: datetime, illustrative: bool) -> EvidenceFile:
    stored.append(storing.keep(one.content))
    key, preview_key = stored[-1], ""
    if one.preview is not None:
        preview_key = storing.keep_bytes(one.preview)
        stored.append(preview_key)
    return EvidenceFile.objects.create(
        emulation_year_id=paper.emulation_year_id, unit_id=paper.unit_id, name=one.name, kind=one.kind, size=one.size,
        sha256=one.sha256, kept_sha256=one.kept_sha256, key=key, preview_key=preview_key, added_by=by, added_at=at,
        illustrative=illustrative,
    )  # fmt: skip


def drop_unless_used(file: EvidenceFile) -> None:
    """Delete the row of a file that nothing rests on, and its bytes once that is certain."""
    keys = (file.key, file.preview_key)
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return
    transaction.on_commit(lambda: storing.discard(*keys))


def _in_words(row: Evidence) -> str:
    """A piece of evidence in one line, for the ledger."""
    if row.file is not None:
        return row.file.name
    if row.document_on is None:
        return row.url
    return f"{row.document_number}, {row.document_on:%d/%m/%Y}, {row.issuer}"
