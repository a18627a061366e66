"""Movements as far as they reach the years the actor sees, in their tree, with what was done in each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from thidua.assessment import policies
from thidua.assessment.models import Activity, Launcher, Movement, MovementWave, Participation
from thidua.assessment.policies import AboutMovement
from thidua.assessment.queries.days import days_of, touching
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.listing import Listing, listed
from thidua.ledger.queries import Line, entries_of, lines


def movements_of(year: EmulationYear) -> QuerySet[Movement]:
    """The movements that touch a year of a bloc: its own, its units', and those launched above it."""
    first, last = days_of(year)
    reach = Q(bloc__isnull=True, authority_id=year.bloc.authority_id) | Q(bloc_id=year.bloc_id)
    return Movement.objects.filter(reach & touching(first, last)).select_related("unit", "parent")


def movement_for(actor: Actor, year_id: int, movement_id: int) -> tuple[EmulationYear, Movement]:
    """The year and a movement that touches it, or 404."""
    year = year_for(actor, year_id)
    return year, get_object_or_404(movements_of(year), pk=movement_id)


def about_movement(movement: Movement) -> AboutMovement:
    """Who leads the movement's bloc now, and whether a year it touched is closed already."""
    years = EmulationYear.objects.filter(bloc__authority_id=movement.authority_id).select_related("bloc")
    if movement.bloc_id:
        years = years.filter(bloc_id=movement.bloc_id)
    touched = [year for year in years.order_by("-year") if _touches(movement, year)]
    running = next((year for year in touched if year.running), None)
    closed = [days_of(year)[1] for year in touched if year.closed]
    return AboutMovement(movement=movement, year=running, closed_until=max(closed, default=None))


def _touches(movement: Movement, year: EmulationYear) -> bool:
    first, last = days_of(year)
    return movement.first_on <= last and (movement.last_on is None or movement.last_on >= first)


def movement_to_change(actor: Actor, movement_id: int) -> AboutMovement:
    """A movement the actor may see somewhere, locked, or 404."""
    years = visible_years(actor)
    seen = (
        Q(authority_id=actor.body_id)
        | Q(bloc_id__in=years.values("bloc_id"))
        | Q(bloc__isnull=True, authority_id__in=years.values("bloc__authority_id"))
    )
    rows = Movement.objects.filter(seen).select_for_update(of=("self",)).select_related("unit", "parent", "bloc")
    return about_movement(get_object_or_404(rows, pk=movement_id))


def movement_to_edit(actor: Actor, year_id: int, movement_id: int) -> tuple[EmulationYear, Movement]:
    """A movement the actor may write; 404 out of sight, Denied for others."""
    year, movement = movement_for(actor, year_id, movement_id)
    gate.require(actor, policies.WRITE_MOVEMENT, about_movement(movement))
    return year, movement


def year_to_launch_in(actor: Actor, year_id: int) -> EmulationYear:
    """The year, for somebody who may launch a movement in it."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.LAUNCH_MOVEMENT, year)
    return year


def wave_of(movement: Movement, wave_id: int) -> MovementWave:
    """A wave of this movement, or 404."""
    return get_object_or_404(movement.waves.all(), pk=wave_id)


def possible_parents(actor: Actor, year: EmulationYear, *, besides: Movement | None = None) -> QuerySet[Movement]:
    """The movements of the year that can stand above one the actor writes: wider ones, and the actor's own."""
    reach = Q(bloc__isnull=True) | Q(level=Launcher.BLOC) | Q(unit_id=actor.body_id)
    rows = movements_of(year).filter(reach).order_by("folded")
    return rows.exclude(pk=besides.pk) if besides else rows


def ancestors(movement: Movement) -> list[Movement]:
    """The movements above, nearest first. A circle, which actions refuse, would end the walk."""
    found: list[Movement] = []
    above = movement.parent
    while above is not None and above not in found:
        found.append(above)
        above = above.parent
    return found


# The list.


@dataclass(frozen=True, kw_only=True)
class MovementRow:
    """A movement in the list: how deep in the tree, and what came of it in this year."""

    movement: Movement
    depth: int
    state: str
    units: int
    activities: int

    @property
    def indent(self) -> str:
        """The class that sets the row in; deeper than four looks like four."""
        return f"depth-{min(self.depth, 4)}"


def state_on(day: date, first_on: date, last_on: date | None) -> str:
    """Whether days are still to come, running or over."""
    if day < first_on:
        return "future"
    return "past" if last_on is not None and day > last_on else "open"


@dataclass(frozen=True, kw_only=True)
class MovementsPage:
    """The movements of a year, as a tree unless something is sorted or searched for."""

    year: EmulationYear
    found: Listing[MovementRow]
    units: list[Body]
    waves: list[MovementWave]
    may_launch: bool


FILTERS = ("level", "unit", "wave", "state")


def movements_page(actor: Actor, year_id: int, *, asked: QueryDict, today: date) -> MovementsPage:
    """The list that the address asks for. A fixed number of queries."""
    year = year_for(actor, year_id)
    rows = _rows(year, list(movements_of(year)), today=today)
    found = listed(
        [row for row in rows if row.movement.pk in _wanted(year, rows, asked)],
        asked=asked,
        texts=lambda row: (row.movement.name, row.movement.launched_by, row.movement.document_number),
        orders={
            "name": lambda row: row.movement.folded,
            "launcher": lambda row: (list(Launcher).index(Launcher(row.movement.level)), row.movement.folded),
            "first": lambda row: (row.movement.first_on, row.movement.folded),
            "units": lambda row: row.units,
            "activities": lambda row: row.activities,
        },
        filters=FILTERS,
    )
    waves = MovementWave.objects.filter(movement__in=[row.movement.pk for row in rows]).select_related("movement")
    return MovementsPage(
        year=year,
        found=found,
        units=members(year),
        waves=list(waves.order_by("first_on", "pk")),
        may_launch=year.running and gate.may(actor, policies.LAUNCH_MOVEMENT, year),
    )


def _rows(year: EmulationYear, movements: list[Movement], *, today: date) -> list[MovementRow]:
    """The movements parent before child, each level by first day and name."""
    units, activities = _units_by_movement(year), _activities_by_movement(year)
    below: dict[int | None, list[Movement]] = defaultdict(list)
    here = {one.pk for one in movements}
    for one in sorted(movements, key=lambda one: (one.first_on, one.folded)):
        below[one.parent_id if one.parent_id in here else None].append(one)
    found: list[MovementRow] = []
    waiting = [(one, 0) for one in reversed(below[None])]
    while waiting:
        one, depth = waiting.pop()
        waiting += [(child, depth + 1) for child in reversed(below[one.pk])]
        found.append(
            MovementRow(
                movement=one, depth=depth, state=state_on(today, one.first_on, one.last_on),
                units=len(units[one.pk]), activities=activities[one.pk],
            )
        )  # fmt: skip
    return found


def _units_by_movement(year: EmulationYear) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Participation.objects.filter(emulation_year=year).values_list("movement_id", "unit_id")
    for movement_id, unit_id in rows:
        found[movement_id].add(unit_id)
    return found


def _activities_by_movement(year: EmulationYear) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    rows = Activity.objects.filter(emulation_year=year, movement__isnull=False)
    for movement_id in rows.values_list("movement_id", flat=True):
        found[movement_id] += 1
    return found


def _wanted(year: EmulationYear, rows: Iterable[MovementRow], asked: QueryDict) -> set[int]:
    """The movements that pass the filters of the address; a filter that means nothing keeps everything."""
    found = {row.movement.pk for row in rows}
    if asked.get("level") in Launcher.values:
        found &= {row.movement.pk for row in rows if row.movement.level == asked["level"]}
    if asked.get("state") in ("future", "open", "past"):
        found &= {row.movement.pk for row in rows if row.state == asked["state"]}
    if asked.get("unit", "").isdecimal():
        unit = int(asked["unit"])
        takes_part = {pk for pk, units in _units_by_movement(year).items() if unit in units}
        found &= takes_part | {row.movement.pk for row in rows if row.movement.unit_id == unit}
    if asked.get("wave", "").isdecimal():
        found &= set(MovementWave.objects.filter(pk=asked["wave"]).values_list("movement_id", flat=True))
    return found


# One movement.


def history_of_movement(actor: Actor, movement: Movement) -> list[Line]:
    """What happened to a movement, newest first."""
    return lines(entries_of(f"movement:{movement.pk}", reader=actor), reader=actor)
