"""Evidence: what stands behind each claim, who may see its files, and where the same file was used before."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from thidua.assessment import policies
from thidua.assessment.models import (
    ActivityPhoto,
    Evidence,
    EvidenceFile,
    FileState,
    Report,
    Result,
    ScoreLine,
    ScoreSheet,
)
from thidua.assessment.policies import UNIT
from thidua.assessment.queries.behind import Claim, Shown, evidence_rows, is_open, name_of_claim, shown
from thidua.assessment.queries.papers import line_to_change, result_for, result_to_change, visible, year_to_write_in
from thidua.assessment.queries.reportpage import period_open
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import times_of, visible_years
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.kernel.refusals import Refusal
from thidua.rulebook.calendar import Phase


class FileHeld(Refusal):
    code = "file_held"
    sentence = _(
        "Tệp “%(name)s” chưa được quét mã độc xong nên chưa tải về được. Bấm “Quét lại”, hoặc thử lại sau ít phút."
    )


class FileInfected(Refusal):
    code = "file_infected"
    sentence = _(
        "Máy quét thấy mã độc trong tệp “%(name)s” (%(note)s) nên không ai tải về được. Bỏ tệp này và tải lên bản sạch."
    )


def claim_for(actor: Actor, year_id: int, *, result_id: int | None = None, line_id: int | None = None) -> Claim:
    """A result or a line that the actor may see, with its paper, or 404."""
    if result_id is not None:
        return result_for(actor, result_id, year_id)
    sheets = visible(actor, ScoreSheet)
    rows = ScoreLine.objects.filter(sheet__in=sheets, emulation_year_id=year_id).select_related("criterion")
    line = get_object_or_404(rows, pk=line_id)
    line.sheet = sheets.get(pk=line.sheet_id)
    return line


def claim_to_edit(actor: Actor, year_id: int, *, result_id: int | None = None, line_id: int | None = None) -> Claim:
    """A claim of the own unit; Denied for anybody else."""
    claim = claim_for(actor, year_id, result_id=result_id, line_id=line_id)
    gate.require(actor, policies.ADD_EVIDENCE, claim)
    return claim


def evidence_to_remove(actor: Actor, evidence_id: int) -> Evidence:
    """One piece of evidence with the paper of its claim locked, or 404."""
    row = get_object_or_404(Evidence.objects.select_related("file", "unit"), pk=evidence_id)
    if row.result_id is not None:
        row.result = result_to_change(actor, row.result_id)
    elif row.line_id is not None:
        row.line = line_to_change(actor, row.line_id)
    return row


def evidence_to_edit(actor: Actor, year_id: int, evidence_id: int) -> Evidence:
    """A piece of evidence of the own unit in this year, or 404; Denied for anybody else."""
    row = get_object_or_404(evidence_rows(), pk=evidence_id, emulation_year_id=year_id)
    claim = claim_for(actor, year_id, result_id=row.result_id, line_id=row.line_id)
    row.result, row.line = (claim, None) if isinstance(claim, Result) else (None, claim)
    gate.require(actor, policies.ADD_EVIDENCE, row)
    return row


def visible_files(actor: Actor) -> QuerySet[EvidenceFile]:
    """The files of the own unit, those behind claims that the actor may see, and pictures of activities."""
    seen = Evidence.objects.filter(
        Q(result__report__in=visible(actor, Report).values("pk"))
        | Q(line__sheet__in=visible(actor, ScoreSheet).values("pk"))
    )
    own = Q(unit_id=actor.body_id) if actor.office in UNIT else Q(pk__in=())
    rows = EvidenceFile.objects.filter(emulation_year__in=visible_years(actor))
    photos = Q(pk__in=ActivityPhoto.objects.values("file_id"))
    return rows.filter(own | photos | Q(pk__in=seen.filter(file__isnull=False).values("file_id"))).select_related(
        "unit", "emulation_year__bloc"
    )


def file_for(actor: Actor, file_id: int, year_id: int | None = None) -> EvidenceFile:
    """A file that the actor may see, or 404."""
    rows = visible_files(actor) if year_id is None else visible_files(actor).filter(emulation_year_id=year_id)
    return get_object_or_404(rows, pk=file_id)


def file_to_scan(actor: Actor, file_id: int) -> EvidenceFile:
    """A file, locked, for somebody who may see it or for the system."""
    rows = EvidenceFile.objects.all() if actor.office is Office.SYSTEM else visible_files(actor)
    return get_object_or_404(rows.select_related(None).select_for_update(of=("self",)), pk=file_id)


def file_to_download(actor: Actor, year_id: int, file_id: int) -> EvidenceFile:
    """A file that may be downloaded. Raises FileHeld or FileInfected, which say why it may not be."""
    file = file_for(actor, file_id, year_id)
    if file.state == FileState.INFECTED:
        raise FileInfected(name=file.name, note=file.scan_note)
    if not is_open(file):
        raise FileHeld(name=file.name)
    return file


def picture_to_show(actor: Actor, year_id: int, file_id: int) -> EvidenceFile:
    """A picture that has a preview of our own making, or 404."""
    file = file_to_download(actor, year_id, file_id)
    if not file.is_picture:
        raise Http404
    return file


def files_waiting() -> QuerySet[EvidenceFile]:
    """The files nobody has scanned, or whose scan failed."""
    return EvidenceFile.objects.filter(state__in=(FileState.QUARANTINE, FileState.SCAN_ERROR)).order_by("pk")


def space_used(year: EmulationYear, unit_id: int | None) -> int:
    """The bytes a unit keeps in a year."""
    used = EvidenceFile.objects.filter(emulation_year=year, unit_id=unit_id).aggregate(used=Sum("size"))["used"]
    return used or 0


@dataclass(frozen=True, kw_only=True)
class EvidencePage:
    """The evidence of one claim."""

    claim: Claim
    year: EmulationYear
    unit: Body
    rows: list[Shown]
    may_edit: bool

    @property
    def name(self) -> str:
        return name_of_claim(self.claim)

    @property
    def of_result(self) -> bool:
        return isinstance(self.claim, Result)


def evidence_page(
    actor: Actor, year_id: int, *, at: datetime, result_id: int | None = None, line_id: int | None = None
) -> EvidencePage:
    """The page of the evidence of one claim, or 404."""
    claim = claim_for(actor, year_id, result_id=result_id, line_id=line_id)
    paper = policies.paper_of(claim)
    rows = list(evidence_rows().filter(**{"result": claim} if isinstance(claim, Result) else {"line": claim}))
    return EvidencePage(
        claim=claim,
        year=paper.emulation_year,
        unit=paper.unit,
        rows=shown(actor, paper.emulation_year, rows),
        may_edit=paper.draft and claim_open(claim, at=at) and gate.may(actor, policies.ADD_EVIDENCE, claim),
    )


def claim_open(claim: Claim, *, at: datetime) -> bool:
    """Whether it is time to work on a claim."""
    if isinstance(claim, Result):
        return period_open(claim.report.period, at=at)
    year = claim.sheet.emulation_year
    return year.running and times_of(year, claim.sheet.unit_id).is_open(Phase.SCORE, at)


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A file of the unit with the claims that rest on it."""

    file: EvidenceFile
    claims: list[str]


@dataclass(frozen=True, kw_only=True)
class UnitEvidence:
    """Everything a unit puts forward in a year."""

    year: EmulationYear
    unit: Body
    files: list[FileRow]
    links: list[Evidence]
    used: int
    most: int

    @property
    def percent(self) -> int:
        return self.used * 100 // self.most


def unit_evidence(actor: Actor, year_id: int, *, most: int) -> UnitEvidence:
    """All evidence of the actor's own unit in a year, or 404; `most` is the room it has."""
    year = year_to_write_in(actor, year_id)
    rows = Evidence.objects.filter(emulation_year=year, unit_id=actor.body_id)
    rows = rows.select_related("file", "result__target", "line__criterion").order_by("pk")
    claims: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        if row.file_id is not None:
            claims[row.file_id].append(name_of_claim(row.claim))
    files = EvidenceFile.objects.filter(emulation_year=year, unit_id=actor.body_id).order_by("-added_at", "-pk")
    listed = [FileRow(file=file, claims=claims[file.pk]) for file in files]
    return UnitEvidence(
        year=year, unit=get_object_or_404(Body, pk=actor.body_id), files=listed,
        links=[row for row in rows if row.file_id is None], used=sum(one.file.size for one in listed), most=most,
    )  # fmt: skip
