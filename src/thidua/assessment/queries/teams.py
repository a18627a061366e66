"""Cross-check teams and the records of their visits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from thidua.assessment import policies
from thidua.assessment.models import CheckTeam, CheckTeamMember, PaperState, RoundScore, ScoreSheet, VisitRecord
from thidua.assessment.queries.editing import typed
from thidua.assessment.queries.roundfacts import plan_of
from thidua.assessment.queries.rounds import EnteredLine, entered_lines, round_is_open, round_of
from thidua.assessment.queries.scoring import sheet_of_year
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.ledger.queries import Line, entries_of, lines
from thidua.rulebook.rounds import Round


def visible_teams(actor: Actor) -> QuerySet[CheckTeam]:
    """The teams of the years the actor sees: who visits whom is no secret."""
    rows = CheckTeam.objects.filter(emulation_year__in=visible_years(actor))
    return rows.select_related("lead", "emulation_year__bloc", "emulation_year__scoring_table")


def team_to_change(actor: Actor, team_id: int) -> CheckTeam:
    """The team, locked, or 404."""
    return get_object_or_404(visible_teams(actor).select_for_update(of=("self",)), pk=team_id)


def team_for(actor: Actor, year_id: int, team_id: int, needs: str) -> CheckTeam:
    """A team on which the actor holds a permission; 404 out of sight, Denied without it."""
    team = get_object_or_404(visible_teams(actor), pk=team_id, emulation_year_id=year_id)
    gate.require(actor, needs, team)
    return team


def visible_visits(actor: Actor) -> QuerySet[VisitRecord]:
    """Records: drafts for the leading unit, signed ones for the visited unit and those who answer for the bloc."""
    rows = VisitRecord.objects.filter(emulation_year__in=visible_years(actor))
    if actor.office in policies.UNIT:
        leads = Q(emulation_year__leader_id=actor.body_id) | Q(emulation_year__deputy_id=actor.body_id)
        signed = Q(team_signed_at__isnull=False) & (Q(sheet__unit_id=actor.body_id) | leads)
        rows = rows.filter(Q(team__lead_id=actor.body_id) | signed)
    else:
        rows = rows.filter(team_signed_at__isnull=False)
    return rows.select_related("team__lead", "sheet__unit", "emulation_year__bloc", "emulation_year__scoring_table")


def visit_to_change(actor: Actor, visit_id: int) -> VisitRecord:
    """The record with its sheet, locked, or 404."""
    visit = get_object_or_404(visible_visits(actor).select_for_update(of=("self",)), pk=visit_id)
    visit.sheet.emulation_year = visit.emulation_year
    return visit


def visit_for(actor: Actor, year_id: int, visit_id: int) -> VisitRecord:
    """The record, or 404."""
    return get_object_or_404(visible_visits(actor), pk=visit_id, emulation_year_id=year_id)


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    """A team with its units, its visits, and the units it may still visit."""

    team: CheckTeam
    members: list[CheckTeamMember]
    visits: list[VisitRecord]
    to_visit: list[ScoreSheet]
    may_write: bool
    may_dissolve: bool


@dataclass(frozen=True, kw_only=True)
class TeamsPage:
    """The cross-check teams of a year."""

    year: EmulationYear
    rows: list[TeamRow]
    planned: bool
    may_run: bool


def teams_page(actor: Actor, year_id: int, *, at: datetime) -> TeamsPage:
    """The teams, for everybody in the bloc. Five queries, whatever their number."""
    year = year_for(actor, year_id)
    window = round_of(plan_of(year), Round.TEAM)
    teams = list(visible_teams(actor).filter(emulation_year=year).order_by("name"))
    units = list(CheckTeamMember.objects.filter(emulation_year=year).select_related("unit").order_by("pk"))
    shown = list(visible_visits(actor).filter(emulation_year=year).order_by("sheet__unit__folded"))
    begun = set(VisitRecord.objects.filter(emulation_year=year).values_list("sheet_id", flat=True))
    sheets = ScoreSheet.objects.filter(emulation_year=year, state=PaperState.APPROVED).exclude(pk__in=begun)
    free = list(sheets.select_related("unit").order_by("unit__folded"))
    may_run = year.running and window is not None and gate.may(actor, policies.RUN_ROUNDS, year)
    open_now = year.running and round_is_open(window, at)
    rows = []
    for team in teams:
        own = [one for one in units if one.team_id == team.pk]
        ids = {one.unit_id for one in own}
        rows.append(
            TeamRow(
                team=team, members=own, visits=[one for one in shown if one.team_id == team.pk],
                to_visit=[one for one in free if one.unit_id not in ids],
                may_write=open_now and gate.may(actor, policies.WRITE_VISIT, team), may_dissolve=may_run,
            )
        )  # fmt: skip
    return TeamsPage(year=year, rows=rows, planned=window is not None, may_run=may_run)


def year_to_set_up_teams(actor: Actor, year_id: int) -> EmulationYear:
    """The year for somebody who runs its rounds; Denied for anybody else."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.RUN_ROUNDS, year)
    return year


def team_units(team: CheckTeam) -> set[int]:
    """The ids of the units in a team."""
    return set(team.members.values_list("unit_id", flat=True))


def unit_to_visit(team: CheckTeam, unit_id: int) -> Body:
    """A member of the bloc that the team may visit, or 404."""
    found = next((unit for unit in members(team.emulation_year) if unit.pk == unit_id), None)
    if found is None:
        raise Http404
    return found


def units_for_teams(year: EmulationYear) -> list[tuple[int, str]]:
    """The members of the bloc to choose from."""
    return [(unit.pk, unit.name) for unit in members(year)]


@dataclass(frozen=True, kw_only=True)
class VisitPage:
    """The record of a visit with its lines, and what the actor may do with it."""

    visit: VisitRecord
    rows: list[EnteredLine]
    may_write: bool
    may_sign: bool
    may_agree: bool
    history: list[Line]

    @property
    def noted(self) -> list[EnteredLine]:
        """The lines of which the team said something."""
        return [row for row in self.rows if row.mine]


def visit_page(actor: Actor, year_id: int, visit_id: int, *, at: datetime) -> VisitPage:
    """The page of a visit, or 404."""
    visit = visit_for(actor, year_id, visit_id)
    year = visit.emulation_year
    visit.sheet.emulation_year = year
    given = RoundScore.objects.filter(sheet=visit.sheet, round=Round.TEAM)
    open_now = year.running and round_is_open(round_of(plan_of(year), Round.TEAM), at)
    return VisitPage(
        visit=visit,
        rows=entered_lines(visit.sheet, sheet_of_year(year), given),
        may_write=open_now and visit.draft and gate.may(actor, policies.WRITE_VISIT, visit),
        may_sign=open_now and visit.draft and gate.may(actor, policies.SIGN_VISIT, visit),
        may_agree=year.running and visit.awaiting_unit and gate.may(actor, policies.RECEIVE_VISIT, visit),
        history=lines(entries_of(f"visit:{visit.pk}", reader=actor), reader=actor),
    )


def visit_to_write(actor: Actor, year_id: int, visit_id: int, needs: str, *, at: datetime) -> VisitPage:
    """The record for somebody who holds a permission on it; Denied for anybody else."""
    page = visit_page(actor, year_id, visit_id, at=at)
    gate.require(actor, needs, page.visit)
    return page


def entries_as_typed(rows: list[EnteredLine]) -> dict[str, Any]:
    """What stands in a form of many lines, by field."""
    found: dict[str, Any] = {}
    for row in rows:
        if row.mine:
            found[f"points_{row.line.pk}"] = typed(row.mine.points)
            found[f"reason_{row.line.pk}"] = row.mine.reason
    return found


def visit_as_typed(page: VisitPage) -> dict[str, Any]:
    visit = page.visit
    return {
        "visited_on": visit.visited_on, "place": visit.place, "present": visit.present, "findings": visit.findings,
        "version": visit.version, **entries_as_typed(page.rows),
    }  # fmt: skip
