"""The rounds of a year: which there are, who scores whom, and what each said, as far as the actor may know it."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from thidua.assessment import policies
from thidua.assessment.models import (
    CrossAssignment,
    PaperState,
    RoundScore,
    ScoreLine,
    ScoreSheet,
    ScoringPlan,
    ScoringRound,
)
from thidua.assessment.queries.papers import lines_of
from thidua.assessment.queries.roundfacts import plan_of
from thidua.assessment.queries.scoring import score_of, sheet_of_year
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.rulebook.assigning import Pair, Unassignable, assign
from thidua.rulebook.facts import Criterion, Sheet
from thidua.rulebook.rounds import ORDER, Round


def round_of(plan: ScoringPlan | None, wanted: Round) -> ScoringRound | None:
    """The round as the plan has it, or None."""
    return next((one for one in plan.rounds.all() if one.round == wanted), None) if plan else None


def round_is_open(found: ScoringRound | None, at: datetime) -> bool:
    """Whether a planned round is open: from its first moment, if it has one, until just before its deadline."""
    if found is None or (found.first_at is not None and at < found.first_at):
        return False
    return found.deadline_at is None or at < found.deadline_at


# The plan.


def appeals_open(plan: ScoringPlan | None, at: datetime) -> bool:
    """Whether appeals are taken: in `[first, deadline)` of the plan's window."""
    if plan is None or plan.appeals_first_at is None or plan.appeals_deadline_at is None:
        return False
    return plan.appeals_first_at <= at < plan.appeals_deadline_at


def appeals_begun(plan: ScoringPlan | None, at: datetime) -> bool:
    """Whether the provisional ranking is shown to the bloc so that it can be appealed against."""
    return plan is not None and plan.appeals_first_at is not None and plan.appeals_first_at <= at


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """A round on the page of the plan, and where it stands."""

    kind: str
    first: datetime | None
    deadline: datetime | None
    open: bool


@dataclass(frozen=True, kw_only=True)
class RoundsPage:
    """How a year is scored, and what can be done about it."""

    year: EmulationYear
    plan: ScoringPlan | None
    rows: list[RoundRow]
    assigned: int
    submitted: int
    waiting: int
    may_plan: bool
    may_run: bool
    may_see_assignment: bool
    may_reveal: bool

    @property
    def cross(self) -> bool:
        return any(row.kind == Round.CROSS for row in self.rows)

    @property
    def team(self) -> bool:
        return any(row.kind == Round.TEAM for row in self.rows)


def rounds_page(actor: Actor, year_id: int, *, at: datetime) -> RoundsPage:
    """The rounds of a year, for everybody in the bloc; 404 out of sight."""
    year = year_for(actor, year_id)
    plan = plan_of(year)
    planned = sorted(plan.rounds.all(), key=lambda one: ORDER[Round(one.round)]) if plan else []
    rows = [
        RoundRow(kind=one.round, first=one.first_at, deadline=one.deadline_at, open=round_is_open(one, at))
        for one in planned
    ]
    found = list(CrossAssignment.objects.filter(emulation_year=year))
    waiting = sum(one.waiting for one in found)
    may_run = year.running and gate.may(actor, policies.RUN_ROUNDS, year)
    return RoundsPage(
        year=year, plan=plan, rows=rows, assigned=len(found), submitted=sum(one.submitted for one in found),
        waiting=waiting, may_plan=year.running and gate.may(actor, policies.PLAN_SCORING, year), may_run=may_run,
        may_see_assignment=policies.previews(actor, year),
        may_reveal=may_run and bool(found) and plan is not None and not plan.revealed
        and (not waiting or _over(round_of(plan, Round.CROSS), at)),
    )  # fmt: skip


def rounds_to_run(actor: Actor, year_id: int, *, at: datetime) -> RoundsPage:
    """The page for somebody who runs the rounds; Denied for anybody else, 404 without cross-scoring."""
    page = rounds_page(actor, year_id, at=at)
    gate.require(actor, policies.RUN_ROUNDS, page.year)
    if not page.cross:
        raise Http404
    return page


def _over(found: ScoringRound | None, at: datetime) -> bool:
    return found is not None and found.deadline_at is not None and at >= found.deadline_at


def year_to_plan(actor: Actor, year_id: int) -> EmulationYear:
    """The year whose scoring the actor plans; Denied for anybody else."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.PLAN_SCORING, year)
    return year


# Who scores whom.


def visible_assignments(actor: Actor) -> QuerySet[CrossAssignment]:
    """Those of the own unit as a scorer; all of a year for its head, its deputy and the authority."""
    rows = CrossAssignment.objects.filter(emulation_year__in=visible_years(actor))
    if actor.office in policies.UNIT:
        leads = Q(emulation_year__leader_id=actor.body_id) | Q(emulation_year__deputy_id=actor.body_id)
        mine = Q(scorer_id=actor.body_id)
        rows = rows.filter(mine | leads if actor.office is Office.UNIT_HEAD else mine)
    return rows.select_related("scorer", "scored", "emulation_year__bloc", "emulation_year__scoring_table")


def assignment_for(actor: Actor, year_id: int, assignment_id: int) -> CrossAssignment:
    """The assignment, or 404."""
    return get_object_or_404(visible_assignments(actor), pk=assignment_id, emulation_year_id=year_id)


def assignment_to_run(actor: Actor, year_id: int, assignment_id: int) -> CrossAssignment:
    """The assignment for somebody who runs the rounds; 404 out of sight, Denied for anybody else."""
    assignment = assignment_for(actor, year_id, assignment_id)
    gate.require(actor, policies.RUN_ROUNDS, assignment)
    return assignment


def assignment_to_change(actor: Actor, assignment_id: int) -> CrossAssignment:
    """The assignment, locked, or 404."""
    return get_object_or_404(visible_assignments(actor).select_for_update(of=("self",)), pk=assignment_id)


def seed_of(year: EmulationYear, plan: ScoringPlan) -> str:
    """What the assignment of a year follows from; published with it, so that anybody can work it out again."""
    return f"{year.bloc_id}/{year.year}/{plan.each}"


def planned_pairs(year: EmulationYear, plan: ScoringPlan) -> list[tuple[Body, Body]]:
    """The assignment that follows from the year's seed, scorer by scorer in the order of membership.

    Pairs recused this year, and last year's where the plan asks for it, are left out. Raises Unassignable.
    """
    units = {str(unit.pk): unit for unit in members(year)}
    chosen = assign(units, each=plan.each, seed=seed_of(year, plan), barred=_barred(year, plan))
    return [(unit, units[scored]) for key, unit in units.items() for scored in chosen[key]]


def _barred(year: EmulationYear, plan: ScoringPlan) -> set[Pair]:
    recused = Q(emulation_year=year, recused_at__isnull=False)
    before = Q(emulation_year__bloc_id=year.bloc_id, emulation_year__year=year.year - 1)
    rows = CrossAssignment.objects.filter(recused | before if plan.no_repeats else recused)
    return {(str(scorer), str(scored)) for scorer, scored in rows.values_list("scorer_id", "scored_id")}


@dataclass(frozen=True, kw_only=True)
class AssignmentPage:
    """Who scores whom: as assigned, or as it would be; `refused` says why there is no assignment."""

    year: EmulationYear
    plan: ScoringPlan
    seed: str
    assigned: list[CrossAssignment]
    planned: list[tuple[Body, Body]]
    refused: Unassignable | None
    may_run: bool

    @property
    def may_assign(self) -> bool:
        return self.may_run and not self.plan.revealed and not any(one.submitted for one in self.assigned)


def assignment_page(actor: Actor, year_id: int) -> AssignmentPage:
    """The assignment for those who answer for the bloc; Denied for others, 404 where the year has no cross-scoring."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.PREVIEW_STANDINGS, year)
    plan = plan_of(year)
    if plan is None or round_of(plan, Round.CROSS) is None:
        raise Http404
    assigned = list(visible_assignments(actor).filter(emulation_year=year).order_by("scored__folded", "scorer__folded"))
    planned: list[tuple[Body, Body]] = []
    refused = None
    try:
        planned = planned_pairs(year, plan)
    except Unassignable as error:
        refused = error
    return AssignmentPage(
        year=year, plan=plan, seed=seed_of(year, plan), assigned=assigned, planned=planned, refused=refused,
        may_run=year.running and gate.may(actor, policies.RUN_ROUNDS, year),
    )  # fmt: skip


def scorers_of(assignment: CrossAssignment) -> int:
    """How many units score the unit of an assignment, without those that stepped back."""
    rows = CrossAssignment.objects.filter(
        emulation_year_id=assignment.emulation_year_id, scored_id=assignment.scored_id, recused_at__isnull=True
    )
    return rows.count()


def units_to_take_over(assignment: CrossAssignment) -> list[Body]:
    """The members that could score instead: not the unit itself, and none that scores it already."""
    taken = CrossAssignment.objects.filter(
        emulation_year_id=assignment.emulation_year_id, scored_id=assignment.scored_id
    ).values_list("scorer_id", flat=True)
    return [
        unit for unit in members(assignment.emulation_year) if unit.pk != assignment.scored_id and unit.pk not in taken
    ]


# Scoring another unit.


@dataclass(frozen=True, kw_only=True)
class EnteredLine:
    """A line as somebody of a round sees it: what the unit itself came to, and what this scorer gave."""

    line: ScoreLine
    criterion: Criterion
    computed: Decimal | None
    mine: RoundScore | None = None

    @property
    def given(self) -> Decimal | None:
        return self.mine.points if self.mine else None

    @property
    def said(self) -> str:
        return self.mine.reason if self.mine else ""


def handed_in_sheet(year: EmulationYear, unit_id: int) -> ScoreSheet | None:
    """The score sheet that a unit has handed in; None before."""
    rows = ScoreSheet.objects.filter(emulation_year=year, unit_id=unit_id, state=PaperState.APPROVED)
    return rows.select_related("unit", "emulation_year__scoring_table").first()


def lines_to_enter(sheet: ScoreSheet, round_: Round, scorer_id: int) -> list[EnteredLine]:
    """The lines of a sheet that apply to the unit, with what one scorer gave in one round."""
    rules = sheet_of_year(sheet.emulation_year)
    return entered_lines(sheet, rules, RoundScore.objects.filter(sheet=sheet, round=round_, scorer_id=scorer_id))


def entered_lines(sheet: ScoreSheet, rules: Sheet, given: QuerySet[RoundScore]) -> list[EnteredLine]:
    """The lines that apply, in the order of the sheet, beside the scores given."""
    computed = {line.code: line.computed for line in score_of(sheet, explain=False, rules=rules).lines}
    mine = {row.criterion_id: row for row in given}
    return [
        EnteredLine(
            line=line, criterion=rules.criterion(line.criterion.code), computed=computed[line.criterion.code],
            mine=mine.get(line.criterion_id),
        )
        for line in lines_of(sheet)
        if not line.not_applicable
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CrossPage:
    """The sheet on which one unit scores another. `sheet` None: the other has not handed in yet."""

    assignment: CrossAssignment
    plan: ScoringPlan
    window: ScoringRound | None
    sheet: ScoreSheet | None
    report_id: int | None
    rows: list[EnteredLine]
    open: bool
    may_enter: bool
    may_submit: bool

    @property
    def missing(self) -> list[EnteredLine]:
        return [row for row in self.rows if row.mine is None or row.mine.points is None]


def cross_page(actor: Actor, year_id: int, assignment_id: int, *, at: datetime) -> CrossPage:
    """The page of one's own cross-scoring; Denied for everybody else, whoever they are."""
    assignment = assignment_for(actor, year_id, assignment_id)
    gate.require(actor, policies.CROSS_SCORE, assignment)
    year = assignment.emulation_year
    plan = plan_of(year)
    if plan is None:
        raise Http404
    window = round_of(plan, Round.CROSS)
    sheet = None if assignment.recused else handed_in_sheet(year, assignment.scored_id)
    can = year.running and not plan.revealed and round_is_open(window, at) and assignment.waiting
    report = year.reports.filter(unit_id=assignment.scored_id, state=PaperState.APPROVED).first()
    return CrossPage(
        assignment=assignment, plan=plan, window=window, sheet=sheet, report_id=report.pk if report else None,
        rows=lines_to_enter(sheet, Round.CROSS, assignment.scorer_id) if sheet else [],
        open=can, may_enter=can and sheet is not None,
        may_submit=can and sheet is not None and gate.may(actor, policies.SUBMIT_CROSS, assignment),
    )  # fmt: skip


def cross_to_submit(actor: Actor, year_id: int, assignment_id: int, *, at: datetime) -> CrossPage:
    """The page for the head of the scoring unit; Denied for anybody else."""
    page = cross_page(actor, year_id, assignment_id, at=at)
    gate.require(actor, policies.SUBMIT_CROSS, page.assignment)
    return page


def cross_tasks_of(actor: Actor, year_id: int) -> tuple[EmulationYear, list[CrossAssignment]]:
    """What the own unit was assigned to cross-score."""
    year = year_for(actor, year_id)
    rows = visible_assignments(actor).filter(emulation_year=year, scorer_id=actor.body_id)
    return year, list(rows.order_by("scored__folded"))


# What the rounds said, beside the sheet.


@dataclass(frozen=True, kw_only=True)
class SaidOfLine:
    """What the rounds besides the bloc's gave one line, as far as the actor may know it."""

    cross: Decimal | None = None
    scorers: int = 0
    named: tuple[RoundScore, ...] = ()
    team: RoundScore | None = None
    authority: RoundScore | None = None
    pending: RoundScore | None = None

    @property
    def team_points(self) -> Decimal | None:
        return self.team.points if self.team else None


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the rounds gave every line of a sheet, and which columns a page needs for it."""

    cross: bool = False
    team: bool = False
    authority: bool = False
    by_code: dict[str, SaidOfLine] = field(default_factory=dict)

    def of(self, code: str) -> SaidOfLine:
        return self.by_code.get(code) or SaidOfLine()

    @property
    def columns(self) -> int:
        return self.cross + self.team + self.authority
