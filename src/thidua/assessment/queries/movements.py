"""Movements as far as they reach the years the actor sees, in their tree, with what was done in each."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from thidua.assessment import policies
from thidua.assessment.models import Activity, Launcher, Movement, MovementWave, Participation
from thidua.assessment.policies import AboutMovement
from thidua.assessment.queries.days import days_of, touching
from thidua.assessment.queries.papers import year_to_write_in
from thidua.assessment.queries.sums import Sums, sums_of
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
    if (wanted := asked.get("unit", "")).isdecimal():
        unit = int(wanted)
        takes_part = {pk for pk, units in _units_by_movement(year).items() if unit in units}
        found &= takes_part | {row.movement.pk for row in rows if row.movement.unit_id == unit}
    if (wave := asked.get("wave", "")).isdecimal():
        found &= set(MovementWave.objects.filter(pk=wave).values_list("movement_id", flat=True))
    return found


# One movement.


def history_of_movement(actor: Actor, movement: Movement) -> list[Line]:
    """What happened to a movement, newest first."""
    return lines(entries_of(f"movement:{movement.pk}", reader=actor), reader=actor)


# The drawing is so many units wide; a row holds a bar and the name under it.
WIDTH, ROW, BAR, TOP = 1000, 56, 20, 34
# More months than these would not be told apart: then only years are marked.
MONTHS = 14


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A wave, or the whole movement, as a bar of the drawing: whole numbers in its own units."""

    name: str
    first_on: date
    last_on: date | None
    x: int
    width: int
    y: int
    state: str

    @property
    def end(self) -> int:
        return self.x + self.width

    @property
    def label_y(self) -> int:
        """Where the name stands: under the bar."""
        return self.y + BAR + 19


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """The waves on the days of the movement. `months` are where months begin, `today` where this day is, if inside."""

    bars: list[Bar]
    months: list[tuple[int, int]]
    height: int
    today: int | None


def drawing_of(movement: Movement, waves: list[MovementWave], year: EmulationYear, *, today: date) -> Drawing | None:
    """The waves drawn to scale, one below the other; nothing to draw without waves."""
    if not waves:
        return None
    first = min(movement.first_on, *(wave.first_on for wave in waves))
    ends = [wave.last_on for wave in waves]
    last = max(*ends, movement.last_on or max(days_of(year)[1], *ends))
    days = (last - first).days + 1

    def place(day: date) -> int:
        return WIDTH * (day - first).days // days

    bars = [
        Bar(
            name=wave.name, first_on=wave.first_on, last_on=wave.last_on, x=place(wave.first_on),
            width=max(6, place(wave.last_on) - place(wave.first_on) + WIDTH // days), y=TOP + ROW * index,
            state=state_on(today, wave.first_on, wave.last_on),
        )
        for index, wave in enumerate(waves)
    ]  # fmt: skip
    return Drawing(
        bars=bars,
        months=_months(first, last, place),
        height=TOP + ROW * len(bars),
        today=place(today) if first <= today <= last else None,
    )


def _months(first: date, last: date, place: Callable[[date], int]) -> list[tuple[int, int]]:
    """Where months begin, with their number; in long stretches only the Januaries."""
    begins, day = [], first.replace(day=1)
    while day <= last:
        if day >= first:
            begins.append(day)
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
    if len(begins) > MONTHS:
        begins = [one for one in begins if one.month == 1]
    return [(place(one), one.month) for one in begins]


@dataclass(frozen=True, kw_only=True)
class MovementPage:
    """A movement in a year of the bloc: what stands above and below it, waves, who takes part, what was done."""

    year: EmulationYear
    movement: Movement
    above: list[Movement]
    children: list[Movement]
    waves: list[MovementWave]
    drawing: Drawing | None
    participations: list[Participation]
    own: Participation | None
    activities: list[Activity]
    sums: Sums
    may_write: bool
    may_take_part: bool
    history: list[Line]
    state: str


def movement_page(actor: Actor, year_id: int, movement_id: int, *, today: date) -> MovementPage:
    """The page of a movement, or 404."""
    year, movement = movement_for(actor, year_id, movement_id)
    waves = list(movement.waves.order_by("first_on", "pk"))
    parts = list(
        Participation.objects.filter(emulation_year=year, movement=movement)
        .select_related("unit")
        .order_by("since_on", "unit__folded")
    )
    activities = Activity.objects.filter(emulation_year=year, movement=movement).select_related("unit", "wave")
    done = list(activities.order_by("first_on", "pk"))
    return MovementPage(
        year=year,
        movement=movement,
        above=ancestors(movement),
        children=list(movements_of(year).filter(parent=movement).order_by("first_on", "folded")),
        waves=waves,
        drawing=drawing_of(movement, waves, year, today=today),
        participations=parts,
        own=next((one for one in parts if one.unit_id == actor.body_id), None),
        activities=done,
        sums=sums_of(done),
        may_write=year.running and gate.may(actor, policies.WRITE_MOVEMENT, about_movement(movement)),
        may_take_part=year.running and gate.may(actor, policies.TAKE_PART, year),
        history=history_of_movement(actor, movement),
        state=state_on(today, movement.first_on, movement.last_on),
    )


def part_to_write(actor: Actor, year_id: int, movement_id: int) -> tuple[EmulationYear, Movement, Participation | None]:
    """A movement of the year in which the actor's unit takes or may take part, with what it said so far."""
    year = year_to_write_in(actor, year_id)
    _year, movement = movement_for(actor, year_id, movement_id)
    part = Participation.objects.filter(emulation_year=year, movement=movement, unit_id=actor.body_id).first()
    return year, movement, part


def movement_as_typed(movement: Movement) -> dict[str, Any]:
    """What stands in a movement, as people type it."""
    names = ("launched_by", "name", "document_number", "document_on", "aim", "first_on", "last_on", "version")
    return {name: getattr(movement, name) for name in names} | {"parent": movement.parent_id or ""}


def wave_as_typed(wave: MovementWave) -> dict[str, Any]:
    """What stands in a wave, as people type it."""
    return {name: getattr(wave, name) for name in ("name", "first_on", "last_on", "aim")}


def part_as_typed(part: Participation | None, movement: Movement) -> dict[str, Any]:
    """What a unit said of its part; the movement's first day before it said anything."""
    if part is None:
        return {"since_on": movement.first_on}
    return {"since_on": part.since_on, "figures": part.figures, "version": part.version}
