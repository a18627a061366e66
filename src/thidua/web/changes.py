"""What changed since somebody last looked: from the ledger, by unit, as far as they may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.assessment import queries as assessment
from thidua.bodies import queries as bodies
from thidua.cycles import queries as cycles
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.ledger.models import Entry
from thidua.ledger.queries import Line, entries_since, lines

MOST = 60
MOST_OF_UNIT = 4


@dataclass(frozen=True, kw_only=True)
class Group:
    """What happened in one unit, newest first, and how much more there was."""

    name: str
    lines: list[Line]
    more: int


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What is new since a moment. `capped` when there was too much to look through."""

    since: datetime | None
    groups: list[Group]
    count: int
    capped: bool
    history_url: str


def changes_for(actor: Actor, years: Iterable[EmulationYear], *, since: datetime | None) -> Changes:
    """The entries of others that the actor may see, grouped by unit, those of the whole bloc first.

    Three queries for any number of entries; the newest are looked at, and history has the rest.
    """
    years = list(years)
    found = list(_entries(actor, years, since=since)[: MOST + 1]) if since and years else []
    shown = found[:MOST]
    told = lines(shown, reader=actor)
    by_unit: dict[int | None, list[Line]] = {}
    for entry, line in zip(shown, told, strict=True):
        by_unit.setdefault(entry.unit_id, []).append(line)
    names = bodies.names_of([pk for pk in by_unit if pk is not None])
    groups = [
        Group(name=_unit_name(unit_id, names), lines=said[:MOST_OF_UNIT], more=len(said[MOST_OF_UNIT:]))
        for unit_id, said in sorted(by_unit.items(), key=lambda pair: pair[0] is not None)
    ]
    return Changes(
        since=since,
        groups=groups,
        count=len(shown),
        capped=len(found) > MOST,
        history_url=reverse("assessment:history", args=[years[0].pk]) if years else "",
    )


def _entries(actor: Actor, years: list[EmulationYear], *, since: datetime) -> QuerySet[Entry]:
    whole = [year.pk for year in years if assessment.sees_whole_history(actor, year)]
    part = [year.pk for year in years if year.pk not in whole]
    return entries_since(since, reader=actor, years=whole, own_part_of=part)


def _unit_name(unit_id: int | None, names: dict[int, str]) -> str:
    return names.get(unit_id, "") if unit_id is not None else _("Toàn khối")


def years_to_tell_of(actor: Actor) -> list[EmulationYear]:
    """The years whose changes are told: those that run, latest first."""
    return list(cycles.running_years(actor).prefetch_related(None).order_by("-year", "bloc__number"))
