"""Questions that wait for an explanation; requests and appeals, and who decides on them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from thidua.assessment import policies
from thidua.assessment.models import Appeal, AppealKind, AppealState, Explanation, RoundScore, ScoreLine, ScoringPlan
from thidua.assessment.queries.editing import typed
from thidua.assessment.queries.pages import LinePage, line_page
from thidua.assessment.queries.roundfacts import plan_of
from thidua.assessment.queries.rounds import appeals_open, round_of
from thidua.assessment.queries.standings import ranking_is_final
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import is_member, visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.rulebook.rounds import Round


def visible_explanations(actor: Actor) -> QuerySet[Explanation]:
    """Those asked of the own unit; for those who answer for the bloc all but what others are asked about their own unit.

    So nobody learns here who scored the own unit.
    """
    rows = Explanation.objects.filter(emulation_year__in=visible_years(actor))
    if actor.office in policies.UNIT:
        leads = Q(emulation_year__leader_id=actor.body_id) | Q(emulation_year__deputy_id=actor.body_id)
        mine = Q(asked_of_id=actor.body_id)
        others = leads & ~Q(line__sheet__unit_id=actor.body_id)
        rows = rows.filter(mine | others if actor.office is Office.UNIT_HEAD else mine)
    elif actor.office is Office.COUNCIL_MEMBER:
        rows = rows.filter(asked_of_id=F("line__sheet__unit_id"))
    return rows.select_related("asked_of", "line__criterion", "line__sheet__unit", "emulation_year__bloc")


def explanation_to_change(actor: Actor, explanation_id: int) -> Explanation:
    """The question, locked, or 404."""
    return get_object_or_404(visible_explanations(actor).select_for_update(of=("self",)), pk=explanation_id)


def explanation_for(actor: Actor, year_id: int, explanation_id: int) -> Explanation:
    """The question, or 404."""
    return get_object_or_404(visible_explanations(actor), pk=explanation_id, emulation_year_id=year_id)


def explanation_to_give(actor: Actor, year_id: int, explanation_id: int) -> Explanation:
    """The question for the unit that was asked; Denied for anybody else."""
    explanation = explanation_for(actor, year_id, explanation_id)
    gate.require(actor, policies.EXPLAIN, explanation)
    return explanation


@dataclass(frozen=True, kw_only=True)
class AskedRow:
    """A question, and whether the actor is the one to answer it."""

    explanation: Explanation
    may_answer: bool


def explanations_page(actor: Actor, year_id: int) -> tuple[EmulationYear, list[AskedRow]]:
    """The questions of a year as far as the actor may see them, open ones first."""
    year = year_for(actor, year_id)
    rows = (
        visible_explanations(actor).filter(emulation_year=year).order_by(F("answered_at").asc(nulls_first=True), "pk")
    )
    return year, [
        AskedRow(explanation=one, may_answer=year.running and one.open and gate.may(actor, policies.EXPLAIN, one))
        for one in rows
    ]


def units_to_ask(actor: Actor, line: ScoreLine) -> list[Body]:
    """Who can be asked about a line: the unit, and those whose cross scores are open to the actor."""
    found = [line.sheet.unit]
    plan = plan_of(line.sheet.emulation_year)
    if plan is None or not plan.revealed:
        return found
    if plan.anonymous and not policies.names_scorers(actor, line.sheet):
        return found
    rows = RoundScore.objects.filter(
        sheet=line.sheet, criterion=line.criterion, round=Round.CROSS, confirmed_at__isnull=False
    ).select_related("scorer")
    return [*found, *(row.scorer for row in rows.order_by("scorer__folded"))]


def line_to_ask_about(actor: Actor, year_id: int, line_id: int, *, at: datetime) -> LinePage:
    """A line for somebody who may ask about it; Denied for anybody else."""
    page = line_page(actor, year_id, line_id, at=at)
    gate.require(actor, policies.ASK, page.line)
    return page


def line_to_appraise(actor: Actor, year_id: int, line_id: int, *, at: datetime) -> LinePage:
    """A line for the authority; 404 out of sight, Denied for anybody else."""
    page = line_page(actor, year_id, line_id, at=at)
    gate.require(actor, policies.APPRAISE, page.line)
    return page


def appraisal_as_typed(page: LinePage) -> dict[str, str]:
    """What the authority gave the line so far, or what the bloc gave."""
    given = RoundScore.objects.filter(
        sheet_id=page.line.sheet_id, criterion=page.line.criterion, round=Round.AUTHORITY
    ).first()
    if given is None:
        return {"points": typed(page.line.review_points), "reason": ""}
    return {"points": typed(given.points), "reason": given.reason}


def visible_appeals(actor: Actor) -> QuerySet[Appeal]:
    """The own unit's; all of a year for its head, its deputy and the authority."""
    rows = Appeal.objects.filter(emulation_year__in=visible_years(actor))
    if actor.office in policies.UNIT:
        leads = Q(emulation_year__leader_id=actor.body_id) | Q(emulation_year__deputy_id=actor.body_id)
        mine = Q(unit_id=actor.body_id)
        rows = rows.filter(mine | leads if actor.office is Office.UNIT_HEAD else mine)
    return rows.select_related(
        "unit", "line__criterion", "line__sheet__unit", "line__sheet__emulation_year__bloc", "emulation_year__bloc"
    )


def appeal_to_change(actor: Actor, appeal_id: int) -> Appeal:
    """The appeal, locked, or 404."""
    return get_object_or_404(visible_appeals(actor).select_for_update(of=("self",)), pk=appeal_id)


@dataclass(frozen=True, kw_only=True)
class AppealRow:
    """An appeal with what the actor may do about it."""

    appeal: Appeal
    may_decide: bool
    may_withdraw: bool


@dataclass(frozen=True, kw_only=True)
class AppealsPage:
    """The requests and appeals of a year, open ones first."""

    year: EmulationYear
    plan: ScoringPlan | None
    rows: list[AppealRow]
    window_open: bool
    may_appeal_ranking: bool


def appeals_page(actor: Actor, year_id: int, *, at: datetime) -> AppealsPage:
    """The page of requests and appeals, as far as the actor may see them."""
    year = year_for(actor, year_id)
    plan = plan_of(year)
    final = ranking_is_final(year)
    rows = [
        _appeal_row(actor, one, open_now=year.running) for one in visible_appeals(actor).filter(emulation_year=year)
    ]
    open_now = year.running and not final and appeals_open(plan, at)
    member = actor.office is Office.UNIT_HEAD and actor.body_id is not None and is_member(year, actor.body_id)
    return AppealsPage(
        year=year, plan=plan, rows=sorted(rows, key=lambda row: (not row.appeal.open, row.appeal.pk)),
        window_open=open_now, may_appeal_ranking=open_now and member,
    )  # fmt: skip


def _appeal_row(actor: Actor, appeal: Appeal, *, open_now: bool) -> AppealRow:
    waits = appeal.open and open_now
    return AppealRow(
        appeal=appeal, may_decide=waits and gate.may(actor, policies.DECIDE_APPEAL, appeal),
        may_withdraw=waits and gate.may(actor, policies.APPEAL, appeal),
    )  # fmt: skip


def open_appeals(year: EmulationYear) -> list[Appeal]:
    """What is still to be decided before the ranking can be final."""
    rows = Appeal.objects.filter(emulation_year=year, state=AppealState.OPEN)
    return list(rows.select_related("unit", "line__criterion").order_by("filed_at"))


def appeal_to_see(actor: Actor, year_id: int, appeal_id: int, needs: str) -> Appeal:
    """An appeal on which the actor holds a permission; 404 out of sight, Denied without it."""
    appeal = get_object_or_404(visible_appeals(actor), pk=appeal_id, emulation_year_id=year_id)
    gate.require(actor, needs, appeal)
    return appeal


@dataclass(frozen=True, kw_only=True)
class Appealable:
    """A line of the own unit, and which ways are open to have it looked at again."""

    page: LinePage
    review: bool
    appeal: bool
    open: list[Appeal]
    plan: ScoringPlan | None


def line_to_appeal(actor: Actor, year_id: int, line_id: int, *, at: datetime) -> Appealable:
    """A line for the head of its unit; Denied for anybody else."""
    page = line_page(actor, year_id, line_id, at=at)
    gate.require(actor, policies.APPEAL, page.line)
    year = page.line.sheet.emulation_year
    plan = plan_of(year)
    possible = year.running and not ranking_is_final(year) and page.line.review_points is not None
    waiting = list(Appeal.objects.filter(line=page.line, state=AppealState.OPEN))
    kinds = {one.kind for one in waiting}
    window = round_of(plan, Round.BLOC)
    in_time = window is None or window.deadline_at is None or at < window.deadline_at
    return Appealable(
        page=page, review=possible and in_time and AppealKind.REVIEW not in kinds,
        appeal=possible and appeals_open(plan, at) and AppealKind.LINE not in kinds, open=waiting, plan=plan,
    )  # fmt: skip


def lines_of_appeals(year: EmulationYear) -> set[int]:
    """The ids of lines under an open request or appeal."""
    rows = Appeal.objects.filter(emulation_year=year, state=AppealState.OPEN, line__isnull=False)
    return {one for one in rows.values_list("line_id", flat=True) if one is not None}
