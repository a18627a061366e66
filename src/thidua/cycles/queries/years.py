"""Blocs and years, as far as the actor may see them; their members and their calendar."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from thidua.bodies.models import Body
from thidua.bodies.queries import units_under, visible_bodies
from thidua.cycles import models
from thidua.cycles.models import BlocMembership, EmulationBloc, EmulationYear, YearState
from thidua.cycles.phases import phase_label
from thidua.cycles.states import require_running
from thidua.kernel.actor import Actor, Office
from thidua.kernel.folding import fold_matches
from thidua.rulebook import calendar
from thidua.rulebook.calendar import Calendar, Phase

OF_AUTHORITY = (Office.AUTHORITY_OFFICER, Office.COUNCIL_MEMBER, Office.AUDITOR)
OF_UNIT = (Office.UNIT_HEAD, Office.UNIT_OFFICER)


def visible_years(actor: Actor) -> QuerySet[EmulationYear]:
    """The years of the blocs that the actor's authority organises, or those the actor's unit belongs to.

    A draft is the authority's, and of the unit that is to lead it.
    """
    rows = EmulationYear.objects.select_related("bloc__authority", "leader", "deputy", "scoring_table")
    if actor.office in OF_AUTHORITY:
        return rows.filter(bloc__authority_id=actor.body_id)
    if actor.office in OF_UNIT:
        member = BlocMembership.objects.filter(unit_id=actor.body_id).values("emulation_year_id")
        return rows.filter(pk__in=member).filter(~Q(state=YearState.DRAFT) | Q(leader_id=actor.body_id))
    return rows.none()


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
    rows = EmulationBloc.objects.select_related("authority").order_by("number", "pk")
    if actor.office in OF_AUTHORITY:
        return rows.filter(authority_id=actor.body_id)
    return rows.filter(pk__in=visible_years(actor).values("bloc_id"))


def bloc_for(actor: Actor, bloc_id: int) -> EmulationBloc:
    """The bloc, or 404 when the actor may not see it."""
    return get_object_or_404(blocs(actor), pk=bloc_id)


def bloc_to_change(actor: Actor, bloc_id: int) -> EmulationBloc:
    """The bloc, locked for a change, or 404."""
    return get_object_or_404(blocs(actor).select_for_update(of=("self",)), pk=bloc_id)


@dataclass(frozen=True, kw_only=True)
class BlocRow:
    """A bloc in the list, with the years the actor sees in it, latest first."""

    bloc: EmulationBloc
    years: tuple[EmulationYear, ...]

    @property
    def latest(self) -> EmulationYear | None:
        return self.years[0] if self.years else None


def bloc_rows(actor: Actor, *, words: str = "") -> list[BlocRow]:
    """The blocs the actor sees, narrowed to the words typed. Two queries."""
    found: dict[int, list[EmulationYear]] = {}
    for year in visible_years(actor).order_by("-year"):
        found.setdefault(year.bloc_id, []).append(year)
    return [
        BlocRow(bloc=bloc, years=tuple(found.get(bloc.pk, ())))
        for bloc in blocs(actor)
        if fold_matches(words, bloc.name, str(bloc.number))
    ]


def years_of(actor: Actor, bloc: EmulationBloc) -> list[EmulationYear]:
    """The years of the bloc that the actor sees, latest first."""
    return list(visible_years(actor).filter(bloc=bloc).order_by("-year"))


def units_to_choose(actor: Actor) -> list[Body]:
    """The bodies that the actor's authority may put into a bloc, by name."""
    return list(units_under(actor))


def members(year: EmulationYear) -> list[Body]:
    """The member units in the order of the decision."""
    rows = BlocMembership.objects.filter(emulation_year=year).select_related("unit")
    return [row.unit for row in rows.order_by("position", "pk")]


def is_member(year: EmulationYear, body_id: int) -> bool:
    """Whether the body belongs to the bloc in this year."""
    return BlocMembership.objects.filter(emulation_year=year, unit_id=body_id).exists()


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
