"""A year with a plan of scoring: cross-scored, visited, appraised, through the actions people use."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.assessment.factories import REVIEWING, Bloc, Unit, line_of, make_running_bloc, submitted_scores
from tests.factories import moment
from thidua.assessment.actions import appeals, rounds, scores, teams
from thidua.assessment.models import (
    Appeal,
    AppealKind,
    CheckTeam,
    CrossAssignment,
    ScoreLine,
    ScoreSheet,
    ScoringPlan,
    VisitRecord,
)
from thidua.assessment.planning import PlanSettings
from thidua.kernel.actor import Actor
from thidua.rulebook.rounds import Round

CROSSING = moment(2025, 1, 6)
CROSS_OVER = moment(2025, 1, 10)
APPEALING = moment(2025, 1, 14)
APPEALS_FIRST, APPEALS_OVER = moment(2025, 1, 13), moment(2025, 1, 16)
ALL_ROUNDS: dict[Round, tuple[datetime | None, datetime | None]] = {
    Round.CROSS: (moment(2025, 1, 5), CROSS_OVER),
    Round.TEAM: (None, None),
    Round.BLOC: (None, None),
    Round.AUTHORITY: (None, None),
}
NO_AUTHORITY = {one: window for one, window in ALL_ROUNDS.items() if one != Round.AUTHORITY}


def plan(bloc: Bloc, *, used: dict[Round, Any] | None = None, **settings: Any) -> ScoringPlan:
    """A plan with every round, cross-scoring by two others, and a window of appeals."""
    usual: dict[str, Any] = {
        "each": 2, "threshold_points": Decimal(5), "appeals_first_at": APPEALS_FIRST,
        "appeals_deadline_at": APPEALS_OVER,
    }  # fmt: skip
    assert bloc.authority is not None
    return rounds.plan_scoring(
        bloc.year.pk, actor=bloc.authority, at=CROSSING, rounds=ALL_ROUNDS if used is None else used,
        settings=PlanSettings(**(usual | settings)),
    ).object  # fmt: skip


def planned_bloc(units: int = 4, **settings: Any) -> Bloc:
    """Every unit has handed in: 48 + 30 − 2 = 76 points. The plan is made, nobody is assigned."""
    bloc = make_running_bloc(units)
    for unit in bloc.units:
        submitted_scores(bloc, unit)
    plan(bloc, **settings)
    return bloc


def assigned_bloc(units: int = 4, **settings: Any) -> Bloc:
    bloc = planned_bloc(units, **settings)
    rounds.assign_cross_scoring(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)
    return bloc


def sheet_of(bloc: Bloc, unit: Unit) -> ScoreSheet:
    return ScoreSheet.objects.get(emulation_year=bloc.year, unit=unit.body)


def unit_of(bloc: Bloc, body_id: int) -> Unit:
    return next(unit for unit in bloc.units if unit.body.pk == body_id)


def assignments(bloc: Bloc) -> list[CrossAssignment]:
    return list(CrossAssignment.objects.filter(emulation_year=bloc.year).order_by("pk"))


def entries_for(sheet: ScoreSheet, judged: str = "30", reason: str = "") -> dict[int, tuple[Decimal | None, str]]:
    """Points for each line: as computed, but for the judged one."""
    given = {"I.1": ("48", ""), "II.1": (judged, reason), "III.1": ("-2", "")}
    return {line_of(sheet, code): (Decimal(points), why) for code, (points, why) in given.items()}


def cross_score(
    bloc: Bloc,
    one: CrossAssignment,
    judged: str = "30",
    reason: str = "",
    *,
    submit: bool = True,
    at: datetime = CROSSING,
) -> None:
    """The assigned unit's officer writes, its head submits."""
    scorer = unit_of(bloc, one.scorer_id)
    sheet = sheet_of(bloc, unit_of(bloc, one.scored_id))
    rounds.enter_cross_scores(one.pk, actor=scorer.officer, at=at, entries=entries_for(sheet, judged, reason))
    if submit:
        rounds.submit_cross_scores(one.pk, actor=scorer.head, at=at)


def crossed_bloc(units: int = 4, judged: str = "20", reason: str = "Thiếu minh chứng", **settings: Any) -> Bloc:
    """Everybody has cross-scored, nothing is revealed."""
    bloc = assigned_bloc(units, **settings)
    for one in assignments(bloc):
        cross_score(bloc, one, judged, reason)
    return bloc


def revealed_bloc(units: int = 4, **settings: Any) -> Bloc:
    bloc = crossed_bloc(units, **settings)
    rounds.reveal_cross_scores(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)
    return bloc


def reviewer_of(bloc: Bloc, unit: Unit) -> Actor:
    return bloc.deputy.head if unit is bloc.leader else bloc.leader.head


def confirmed(bloc: Bloc) -> None:
    """The bloc confirms every line of every unit."""
    for unit in bloc.units:
        scores.confirm_lines(sheet_of(bloc, unit).pk, actor=reviewer_of(bloc, unit), at=REVIEWING)


def team_of(bloc: Bloc, *units: Unit, name: str = "Tổ 1") -> CheckTeam:
    """A team of these units; the first one leads it."""
    people = {unit.body.pk: f"Người của {unit.body.name}" for unit in units}
    return teams.set_up_team(
        bloc.year.pk, actor=bloc.leader.head, at=CROSSING, name=name, lead_id=units[0].body.pk, people=people
    ).object


def written_visit(bloc: Bloc, lead: Unit, visited: Unit, judged: str = "25", reason: str = "Xem hồ sơ") -> VisitRecord:
    """A record written but not signed."""
    team = team_of(bloc, lead)
    by: dict[str, Any] = {"actor": lead.officer, "at": CROSSING}
    visit = teams.start_visit(team.pk, **by, unit_id=visited.body.pk).object
    line = line_of(sheet_of(bloc, visited), "II.1")
    return teams.write_visit(
        visit.pk, **by, visited_on=CROSSING.date(), place="Trụ sở", present="Ông A, bà B", findings="Tốt",
        entries={line: (Decimal(judged), reason)},
    ).object  # fmt: skip


def rounds_at_work(bloc: Bloc, line: ScoreLine) -> dict[str, int]:
    """Something of every kind about the member's unit, for those who go from address to address: ids by placeholder.

    The member scores another unit, was visited by the deputy's team, is asked about a line, and asked for a review.
    """
    plan(bloc, appeals_first_at=APPEALS_OVER, appeals_deadline_at=APPEALS_OVER + timedelta(days=1))
    rounds.assign_cross_scoring(bloc.year.pk, actor=bloc.leader.head, at=CROSSING)
    visit = written_visit(bloc, bloc.deputy, bloc.member)
    teams.sign_visit(visit.pk, actor=bloc.deputy.head, at=CROSSING)
    asked = appeals.ask_explanation(
        line.pk, actor=bloc.leader.head, at=CROSSING, asked_of_id=bloc.member.body.pk, question="Vì sao?"
    ).object
    appeal = Appeal.objects.create(
        emulation_year=bloc.year, unit=bloc.member.body, kind=AppealKind.REVIEW, line=line, reason="Xem lại",
        filed_by="A", filed_at=CROSSING,
    )  # fmt: skip
    mine = CrossAssignment.objects.filter(emulation_year=bloc.year, scorer=bloc.member.body).order_by("pk")[0]
    return {
        "assignment_id": mine.pk, "team_id": visit.team_id, "visit_id": visit.pk, "explanation_id": asked.pk,
        "appeal_id": appeal.pk,
    }  # fmt: skip
