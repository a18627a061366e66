"""Finding pledges, reports and score sheets: drafts by their own unit, approved ones by the whole bloc."""

from typing import TypeVar, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import (
    YEARLY,
    PaperState,
    Pledge,
    Report,
    Result,
    ScoreLine,
    ScoreSheet,
    Target,
    UnitPaper,
)
from thidua.assessment.policies import UNIT
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import is_member, memberships_now, visible_years, year_for, years_read_beside
from thidua.kernel.actor import Actor, Office
from thidua.kernel.refusals import Refusal

Paper = TypeVar("Paper", bound=UnitPaper)


def visible(actor: Actor, kind: type[Paper]) -> QuerySet[Paper]:
    """The papers of one kind that the actor may see, with their unit and year."""
    rows = kind._default_manager.filter(emulation_year__in=visible_years(actor))
    own = Q(unit_id=actor.body_id) if actor.office in UNIT else Q(pk__in=())
    approved = Q(state=PaperState.APPROVED)
    if kind is ScoreSheet and actor.office in UNIT:
        # Before the ranking is final a unit sees its own points; the head and the deputy see everybody's.
        leads = Q(emulation_year__leader_id=actor.body_id) | Q(emulation_year__deputy_id=actor.body_id)
        beside = Q(emulation_year_id__in=years_read_beside(actor))
        approved &= Q(emulation_year__ranking__state="final") | (leads & Q(pk__isnull=not _is_head(actor))) | beside
    also = ("period__emulation_year",) if kind is Report else ()
    return rows.filter(own | approved).select_related(
        "unit", "emulation_year__bloc", "emulation_year__scoring_table", *also
    )


def _is_head(actor: Actor) -> bool:
    return actor.office is Office.UNIT_HEAD


def paper_for(actor: Actor, kind: type[Paper], year_id: int, paper_id: int) -> Paper:
    """The paper, or 404 when it is not of this year or out of the actor's sight."""
    return get_object_or_404(visible(actor, kind), pk=paper_id, emulation_year_id=year_id)


def of_the_year(kind: type[Paper]) -> QuerySet[Paper]:
    """The papers of one kind that answer for the whole year: of the reports those of other periods are left out."""
    rows = kind._default_manager.all()
    return rows.filter(YEARLY) if kind is Report else rows


def papers_of_unit(actor: Actor, year: EmulationYear) -> dict[str, UnitPaper | None]:
    """The own unit's pledge, report and score sheet in a year, by kind; None for what is not begun."""
    found: dict[str, UnitPaper | None] = {}
    for name, kind in (("pledge", Pledge), ("report", Report), ("scores", ScoreSheet)):
        found[name] = of_the_year(kind).filter(emulation_year=year, unit_id=actor.body_id).first()
    return found


def year_to_write_in(actor: Actor, year_id: int) -> EmulationYear:
    """A year in which the actor's unit is a member, or 404."""
    year = year_for(actor, year_id)
    if actor.body_id is None or not is_member(year, actor.body_id):
        raise Http404
    return year


class UnitLeft(Refusal):
    code = "unit_left"
    sentence = _("%(unit)s đã thôi tham gia khối trong năm này, nên hồ sơ chỉ còn để đọc.")


def _locked(actor: Actor, kind: type[Paper], paper_id: int) -> Paper:
    """The paper, locked, or 404. Raises UnitLeft for a unit that no longer belongs to the year."""
    belongs = Exists(
        memberships_now().filter(emulation_year_id=OuterRef("emulation_year_id"), unit_id=OuterRef("unit_id"))
    )
    rows = visible(actor, kind).annotate(unit_belongs=belongs).select_for_update(of=("self",))
    paper = cast(Paper, get_object_or_404(rows, pk=paper_id))
    if not getattr(paper, "unit_belongs", False):
        raise UnitLeft(unit=paper.unit.name)
    return paper


def pledge_to_change(actor: Actor, pledge_id: int) -> Pledge:
    """The pledge, locked, or 404."""
    return _locked(actor, Pledge, pledge_id)


def report_to_change(actor: Actor, report_id: int) -> Report:
    """The report, locked, or 404."""
    return _locked(actor, Report, report_id)


def sheet_to_change(actor: Actor, sheet_id: int) -> ScoreSheet:
    """The score sheet, locked, or 404."""
    return _locked(actor, ScoreSheet, sheet_id)


def result_to_change(actor: Actor, result_id: int) -> Result:
    """The result with its report locked, or 404. The report is locked so that it cannot be sent meanwhile.

    The result is read again under the lock: what was read before may have been written over while waiting for it.
    """
    report = _locked(actor, Report, result_for(actor, result_id).report_id)
    result = result_for(actor, result_id)
    result.report = report
    return result


def result_for(actor: Actor, result_id: int, year_id: int | None = None) -> Result:
    """The result of a report the actor may see, with its target, or 404."""
    rows = Result.objects.filter(report__in=visible(actor, Report)).select_related(
        "target__criterion", "report__unit", "report__emulation_year__bloc", "report__period__emulation_year"
    )
    if year_id is not None:
        rows = rows.filter(emulation_year_id=year_id)
    return get_object_or_404(rows, pk=result_id)


def line_to_change(actor: Actor, line_id: int) -> ScoreLine:
    """The line with its sheet locked, or 404. The line is read again under the lock, as a result is."""
    rows = ScoreLine.objects.filter(sheet__in=visible(actor, ScoreSheet)).select_related("criterion")
    sheet = _locked(actor, ScoreSheet, get_object_or_404(rows, pk=line_id).sheet_id)
    line = get_object_or_404(rows, pk=line_id)
    line.sheet = sheet
    return line


def lines_of(sheet: ScoreSheet) -> QuerySet[ScoreLine]:
    """The lines of a score sheet that stand on the year's present criteria sheet, in its order."""
    rows = sheet.lines.filter(criterion__table_id=sheet.emulation_year.scoring_table_id)
    return rows.select_related("criterion").order_by("criterion__position")


def target_of(pledge: Pledge, target_id: int) -> Target:
    """A target of this pledge, or 404."""
    return get_object_or_404(Target.objects.select_related("criterion"), pledge=pledge, pk=target_id)


def results_to_fill(report: Report) -> list[Result]:
    """Every result of a report with its target, in the order of the pledge."""
    return list(report.results.select_related("target__criterion").order_by("target__position"))
