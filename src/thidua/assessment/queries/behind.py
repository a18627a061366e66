"""What stands behind claims: their evidence, where else its files are used, and what lacks any."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet

from thidua.assessment import policies
from thidua.assessment.models import Evidence, EvidenceFile, FileState, PaperState, Result, ScoreLine, ScoreSheet
from thidua.assessment.models.periods import PeriodKind
from thidua.assessment.policies import UNIT
from thidua.assessment.queries.scoring import sheet_of_year
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.uploads import scanning
from thidua.rulebook.facts import Sheet

Claim = Result | ScoreLine
APPROVED = Q(result__report__state=PaperState.APPROVED) | Q(line__sheet__state=PaperState.APPROVED)


def name_of_claim(claim: Claim) -> str:
    """What a claim is called: the indicator of a result, or the code and title of a line."""
    if isinstance(claim, Result):
        return claim.target.indicator
    return f"{claim.criterion.code}. {claim.criterion.title}"


def name_of_evidence(row: Evidence) -> str:
    """What a piece of evidence is called in a list: its caption, or the name, number or address it has."""
    return row.caption or (row.file.name if row.file else row.document_number or row.url)


def is_open(file: EvidenceFile) -> bool:
    """Whether the file may be downloaded: once found clean, or at any time where there is no scanner."""
    return may_be_read(file.state)


def may_be_read(state: str) -> bool:
    """Whether a file in this state may be downloaded."""
    return state == FileState.CLEAN or (state != FileState.INFECTED and not scanning.is_set())


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One piece of evidence as a page shows it, with where else its file stands."""

    row: Evidence
    elsewhere: list[str] = field(default_factory=list)


def shown(actor: Actor, year: EmulationYear, rows: Iterable[Evidence]) -> list[Shown]:
    """Evidence with the other claims that rest on the same file; one query, whatever the number of rows.

    A unit is told of its own claims, those who answer for the bloc also of other units' handed-in claims in any year.
    """
    rows = list(rows)
    hashes = {row.file.sha256 for row in rows if row.file is not None}
    others: dict[str, list[Evidence]] = defaultdict(list)
    for other in _others(actor, year, hashes, {row.unit_id for row in rows}):
        assert other.file is not None
        others[other.file.sha256].append(other)
    return [
        Shown(
            row=row,
            elsewhere=[_told(other, row) for other in others[row.file.sha256] if other.pk != row.pk]
            if row.file
            else [],
        )
        for row in rows
    ]


def _others(actor: Actor, year: EmulationYear, hashes: set[str], units: set[int]) -> Iterable[Evidence]:
    if not hashes:
        return ()
    seen = Q(unit_id__in=units) & (Q(unit_id=actor.body_id) if actor.office in UNIT else Q(pk__in=()))
    seen |= APPROVED & (Q() if policies.previews(actor, year) else Q(unit_id__in=units))
    found = Evidence.objects.filter(seen, file__sha256__in=hashes, emulation_year__bloc_id=year.bloc_id)
    return found.select_related("file", "unit", "emulation_year", "result__target", "line__criterion").order_by("pk")


def _told(other: Evidence, row: Evidence) -> str:
    """Where the same file stands: the claim, and the unit or the year where they differ."""
    said = name_of_claim(other.claim)
    if other.unit_id != row.unit_id:
        said = f"{said} ({other.unit.short_name})"
    return said if other.emulation_year_id == row.emulation_year_id else f"{said}, {other.emulation_year.year}"


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """A claim without evidence; `demanded` when the criteria sheet asks for some."""

    claim: Result | ScoreLine
    demanded: bool


def evidence_rows() -> QuerySet[Evidence]:
    """Evidence with its file, in its order."""
    return Evidence.objects.select_related("file").order_by("position", "pk")


def with_evidence() -> "Prefetch[str, QuerySet[Evidence], str]":
    """The evidence of many results or lines in one query: for `prefetch_related`."""
    return Prefetch("evidence_rows", queryset=evidence_rows())


def lacking_of_results(year: EmulationYear, results: Iterable[Result]) -> list[Lacking]:
    """The results with a figure and nothing behind it, those that the sheet asks evidence of first.

    The results come with their evidence and the criterion of their target.
    """
    demanding = {one.code for one in sheet_of_year(year).criteria if one.evidence} if year.scoring_table else set()
    found = [
        Lacking(claim=one, demanded=one.target.criterion is not None and one.target.criterion.code in demanding)
        for one in results
        if one.value is not None and not one.evidence and not one.evidence_rows.all()
    ]
    return sorted(found, key=lambda one: not one.demanded)


def lacking_of_lines(sheet: ScoreSheet, lines: Iterable[ScoreLine], rules: Sheet) -> list[Lacking]:
    """The lines that the sheet asks evidence of and that have none, neither their own nor of the results they count."""
    demanding = {one.code for one in rules.criteria if one.evidence}
    asked = [line for line in lines if line.criterion.code in demanding and not line.not_applicable]
    behind = Evidence.objects.filter(emulation_year_id=sheet.emulation_year_id, unit_id=sheet.unit_id)
    on_results = set(behind.filter(result__isnull=False).values_list("result__target__criterion_id", flat=True))
    on_lines = set(behind.filter(line__isnull=False).values_list("line_id", flat=True))
    return [
        Lacking(claim=line, demanded=True)
        for line in asked
        if line.pk not in on_lines and line.criterion_id not in on_results
    ]


def behind_line(line: ScoreLine) -> list[Evidence]:
    """The evidence of a line, and that of the results which its rule counts."""
    own = Q(line=line) | Q(
        result__target__criterion_id=line.criterion_id, emulation_year_id=line.emulation_year_id,
        unit_id=line.sheet.unit_id, result__report__period__kind=PeriodKind.YEAR,
    )  # fmt: skip
    rows = evidence_rows().filter(own).select_related("file", "result__target", "line__criterion")
    return list(rows.order_by("-line_id", "position", "pk"))
