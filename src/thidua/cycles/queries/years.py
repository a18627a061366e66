"""Blocs and years, as far as the actor may see them; their members and their calendar."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from thidua.bodies.models import Body
from thidua.bodies.queries import units_under, visible_bodies
from thidua.cycles import models
from thidua.cycles.models import BlocMembership, BlocRole, EmulationBloc, EmulationYear, RoleKind, YearState
from thidua.cycles.phases import phase_label
from thidua.cycles.policies import CHANGE_BLOC
from thidua.cycles.states import require_running
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.rulebook import calendar
from thidua.rulebook.calendar import Calendar, Phase

OF_AUTHORITY = (Office.AUTHORITY_OFFICER, Office.COUNCIL_MEMBER, Office.AUDITOR)
READS_AS_HEAD = (RoleKind.SUPERVISOR, RoleKind.SECRETARIAT)
OF_UNIT = (Office.UNIT_HEAD, Office.UNIT_OFFICER)


def visible_years(actor: Actor) -> QuerySet[EmulationYear]:
    """The years of the blocs that the actor's authority organises, or those the actor's unit belongs to or belonged to;
    and those in which the actor or the actor's body stands beside the bloc.

    A draft is the authority's, and of the unit that is to lead it.
    """
    rows = EmulationYear.objects.select_related("bloc__authority", "leader", "deputy", "scoring_table")
    if actor.office in OF_AUTHORITY:
        seen = Q(bloc__authority_id=actor.body_id)
    elif actor.office in OF_UNIT:
        member = BlocMembership.objects.filter(unit_id=actor.body_id).values("emulation_year_id")
        seen = Q(pk__in=member) & (~Q(state=YearState.DRAFT) | Q(leader_id=actor.body_id))
    else:
        return rows.none()
    beside = roles_held(actor)
    reads = beside.filter(kind__in=READS_AS_HEAD, emulation_year_id=OuterRef("pk"))
    open_to_guests = Q(pk__in=beside.values("emulation_year_id")) & ~Q(state=YearState.DRAFT)
    return rows.filter(seen | open_to_guests).annotate(read_beside=Exists(reads))


def years_read_beside(actor: Actor) -> QuerySet[BlocRole, Any]:
    """The ids of the years in which the actor reads what the bloc's head reads."""
    return roles_held(actor).filter(kind__in=READS_AS_HEAD).values("emulation_year_id")


def memberships_now() -> QuerySet[BlocMembership]:
    """The memberships that have not ended."""
    return BlocMembership.objects.filter(last_on__isnull=True)


def roles_held(actor: Actor) -> QuerySet[BlocRole]:
    """The roles beside blocs that the actor holds now, in person or through the body of the office acted in."""
    holds = Q(person_id=actor.id) | Q(body_id=actor.body_id, body__isnull=False)
    return BlocRole.objects.filter(holds, last_on__isnull=True)


def year_for(actor: Actor, year_id: int) -> EmulationYear:
    """The year, or 404 when the actor may not see it."""
    return get_object_or_404(visible_years(actor), pk=year_id)


def year_to_change(actor: Actor, year_id: int) -> EmulationYear:
    """The year, locked for a change, or 404."""
    return get_object_or_404(visible_years(actor).select_for_update(of=("self",)), pk=year_id)


def current_year(actor: Actor, at: datetime) -> EmulationYear | None:
    """The latest running year the actor sees, or else the latest closed one."""
    rows = list(visible_years(actor).exclude(state=YearState.DRAFT).order_by("-year", "bloc__number"))
    return next((row for row in rows if row.running), rows[0] if rows else None)


def authority_to_change(actor: Actor, body_id: int) -> Body:
    """The authority under which a bloc is registered, locked so that a number is given out once; or 404."""
    return get_object_or_404(visible_bodies(actor).select_for_update(of=("self",)), pk=body_id)


def blocs(actor: Actor) -> QuerySet[EmulationBloc]:
    """The blocs that the actor's authority organises, or in which the actor sees a year; by number."""
    rows = EmulationBloc.objects.select_related("authority", "parent").order_by("number", "name", "pk")
    if actor.office in OF_AUTHORITY:
        return rows.filter(authority_id=actor.body_id)
    return rows.filter(pk__in=visible_years(actor).values("bloc_id"))


def bloc_for(actor: Actor, bloc_id: int) -> EmulationBloc:
    """The bloc, or 404 when the actor may not see it."""
    return get_object_or_404(blocs(actor), pk=bloc_id)


def bloc_to_change(actor: Actor, bloc_id: int) -> EmulationBloc:
    """The bloc, locked for a change, or 404."""
    return get_object_or_404(blocs(actor).select_for_update(of=("self",)), pk=bloc_id)


def years_of(actor: Actor, bloc: EmulationBloc) -> list[EmulationYear]:
    """The years of the bloc that the actor sees, latest first."""
    return list(visible_years(actor).filter(bloc=bloc).order_by("-year"))


def units_to_choose(actor: Actor, year: EmulationYear) -> list[Body]:
    """The bodies that the actor's authority may put into this year, by name: its own, and those invited from elsewhere."""
    own = units_under(actor).values("pk")
    invited = BlocMembership.objects.filter(emulation_year=year).values("unit_id")
    return list(Body.objects.filter(Q(pk__in=own) | Q(pk__in=invited)).order_by("folded"))


def units_to_put_into(year: EmulationYear) -> QuerySet[Body]:
    """The bodies that may stand in a list of members: of the authority, or already in it, and not dissolved."""
    authority_id = year.bloc.authority_id
    own = Q(parent_id=authority_id) | Q(parent__parent_id=authority_id)
    invited = BlocMembership.objects.filter(emulation_year=year).values("unit_id")
    return Body.objects.filter(own | Q(pk__in=invited), dissolved_on__isnull=True)


def members(year: EmulationYear) -> list[Body]:
    """The member units in the order of the decision, without those that have left."""
    rows = BlocMembership.objects.filter(emulation_year=year, last_on__isnull=True).select_related("unit")
    return [row.unit for row in rows.order_by("position", "pk")]


def units_of(year: EmulationYear) -> QuerySet[BlocMembership, Any]:
    """The ids of the units that belong to the year, to narrow rows of theirs by."""
    return BlocMembership.objects.filter(emulation_year=year, last_on__isnull=True).values("unit_id")


def members_at(year: EmulationYear, day: date) -> list[Body]:
    """The units that belonged to the bloc on a day of the year, also those that have left since."""
    rows = BlocMembership.objects.filter(
        Q(first_on__isnull=True) | Q(first_on__lte=day), Q(last_on__isnull=True) | Q(last_on__gte=day),
        emulation_year=year,
    )  # fmt: skip
    return [row.unit for row in rows.select_related("unit").order_by("position", "pk")]


def is_member(year: EmulationYear, body_id: int) -> bool:
    """Whether the body belongs to the bloc in this year and has not left it."""
    return BlocMembership.objects.filter(emulation_year=year, unit_id=body_id, last_on__isnull=True).exists()


def running_years(actor: Actor) -> QuerySet[EmulationYear]:
    """The running years the actor may see, each with its times at hand: five queries for any number of them."""
    times = ("phases", "extensions", "period_locks", "reopenings")
    return visible_years(actor).filter(state=YearState.RUNNING).prefetch_related(*times).order_by("pk")


def phase_windows(year: EmulationYear) -> list[calendar.PhaseWindow]:
    """The planned phases of the year, in no particular order."""
    return [calendar.PhaseWindow(Phase(row.phase), row.first_at, row.deadline_at) for row in year.phases.all()]


def calendar_of(year: EmulationYear) -> Calendar:
    """The year's calendar, with its phases in order; empty while none is planned."""
    return Calendar(windows=tuple(phase_windows(year)))


def phase_now(year: EmulationYear, *, at: datetime) -> str:
    """The phase that is open now, for a form that asks which is meant; empty between phases."""
    return calendar_of(year).current(at) or ""


def bloc_seen_to_change(actor: Actor, bloc_id: int) -> EmulationBloc:
    """The bloc, for a page on which it is corrected; 404 out of sight, Denied without the right."""
    found = bloc_for(actor, bloc_id)
    gate.require(actor, CHANGE_BLOC, found)
    return found


@dataclass(frozen=True, kw_only=True)
class PhaseRow:
    """One phase on the calendar page: its window and where it stands."""

    phase: Phase
    label: str
    first: datetime
    deadline: datetime
    state: str
    current: bool


def phase_rows(year: EmulationYear, *, at: datetime) -> list[PhaseRow]:
    """The planned phases of the year in order, as they stand at this moment."""
    planned = calendar_of(year)
    current = planned.current(at)
    return [
        PhaseRow(
            phase=window.phase,
            label=phase_label(window.phase),
            first=window.first,
            deadline=window.deadline,
            state=planned.state(window.phase, at),
            current=window.phase == current,
        )
        for window in planned.windows
    ]


def window_of(year: EmulationYear, phase: str) -> models.PhaseWindow:
    """The window of a phase of this year, or 404 when none is planned."""
    return get_object_or_404(models.PhaseWindow.objects.filter(emulation_year=year), phase=phase)


def year_to_extend(actor: Actor, year_id: int) -> EmulationYear:
    """The running year, to give more time in. Raises NotRunning before it opens and after it closes."""
    year = year_for(actor, year_id)
    require_running(year)
    return year
