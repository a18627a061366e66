"""Reading blocs, years and sheets, as far as the actor may see them."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from thidua.bodies.models import Body
from thidua.cycles import models
from thidua.cycles.models import BlocMembership, EmulationBloc, EmulationYear, ScoringTable, YearState
from thidua.kernel.actor import Actor, Office
from thidua.kernel.tasks import Task
from thidua.rulebook import calendar, facts
from thidua.rulebook.calendar import Calendar, Phase

OF_AUTHORITY = (Office.AUTHORITY_OFFICER, Office.COUNCIL_MEMBER, Office.AUDITOR)


def visible_years(actor: Actor) -> QuerySet[EmulationYear]:
    rows = EmulationYear.objects.select_related("bloc__authority", "leader", "deputy", "scoring_table")
    if actor.office in OF_AUTHORITY:
        return rows.filter(bloc__authority_id=actor.body_id)
    if actor.office in (Office.UNIT_HEAD, Office.UNIT_OFFICER):
        member = BlocMembership.objects.filter(unit_id=actor.body_id).values("emulation_year_id")
        return rows.filter(pk__in=member).exclude(Q(state=YearState.DRAFT) & ~Q(leader_id=actor.body_id))
    return rows.none()


def year_for(actor: Actor, year_id: int) -> EmulationYear:
    return get_object_or_404(visible_years(actor), pk=year_id)


def year_to_change(actor: Actor, year_id: int) -> EmulationYear:
    return get_object_or_404(visible_years(actor).select_for_update(of=("self",)), pk=year_id)


def blocs(actor: Actor) -> QuerySet[EmulationBloc]:
    return EmulationBloc.objects.filter(authority_id=actor.body_id)


def members(year: EmulationYear) -> list[Body]:
    rows = BlocMembership.objects.filter(emulation_year=year).select_related("unit").order_by("position", "pk")
    return [row.unit for row in rows]


def is_member(year: EmulationYear, body_id: int) -> bool:
    return BlocMembership.objects.filter(emulation_year=year, unit_id=body_id).exists()


def phase_windows(year: EmulationYear) -> list[calendar.PhaseWindow]:
    rows = models.PhaseWindow.objects.filter(emulation_year=year)
    return [calendar.PhaseWindow(Phase(row.phase), row.first_at, row.deadline_at) for row in rows]


def calendar_of(year: EmulationYear) -> Calendar:
    return Calendar(windows=tuple(phase_windows(year)))


def criteria(table: ScoringTable) -> list[models.Criterion]:
    return list(models.Criterion.objects.filter(table=table).order_by("position"))


def sheet_of(table: ScoringTable) -> facts.Sheet:
    return facts.Sheet(title=table.title, criteria=tuple(
        facts.Criterion(code=row.code, title=row.title, kind=facts.CriterionKind(row.kind), max_points=row.max_points,
                        clause=row.clause, section=row.section, per_occurrence=row.per_occurrence)
        for row in criteria(table)))


def current_year(actor: Actor, at: datetime) -> EmulationYear | None:
    rows = visible_years(actor).exclude(state=YearState.DRAFT).order_by("-year")
    return next((row for row in rows if row.running), rows[0] if rows else None)


def tasks_for(actor: Actor, *, at: datetime) -> list[Task]:
    return []
