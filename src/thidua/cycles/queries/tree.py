"""The blocs an actor sees, set out as a tree: a khối with its cụm, a cụm with its nhóm."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from thidua.cycles.models import EmulationBloc, EmulationYear
from thidua.cycles.queries.years import blocs, visible_years
from thidua.kernel.actor import Actor


@dataclass(frozen=True, kw_only=True)
class BlocRow:
    """A bloc in the list: how deep in the tree, and the years the actor sees in it, latest first."""

    bloc: EmulationBloc
    depth: int
    years: tuple[EmulationYear, ...]

    @property
    def latest(self) -> EmulationYear | None:
        return self.years[0] if self.years else None

    @property
    def level(self) -> int:
        """The step of indentation, from 1."""
        return min(self.depth, 2) + 1

    @property
    def members(self) -> int | None:
        """How many units belong to the latest year."""
        return getattr(self.latest, "size", None)

    @property
    def texts(self) -> tuple[str, ...]:
        """What the search looks at."""
        bloc = self.bloc
        return (
            bloc.name,
            bloc.word,
            str(bloc.number or ""),
            bloc.number_shown,
            bloc.parent.name if bloc.parent else "",
        )


# The columns the list can be sorted by.
BLOC_ORDERS: dict[str, Any] = {
    "number": lambda row: row.bloc.number,
    "name": lambda row: row.bloc.name.casefold(),
    "members": lambda row: row.members,
    "year": lambda row: row.latest.first_on if row.latest else None,
}


def bloc_rows(actor: Actor) -> list[BlocRow]:
    """The blocs the actor sees, each below the one it belongs to. Two queries."""
    found: dict[int, list[EmulationYear]] = defaultdict(list)
    size = Count("memberships", filter=Q(memberships__last_on__isnull=True))
    for year in visible_years(actor).annotate(size=size).order_by("-first_on", "-pk"):
        found[year.bloc_id].append(year)
    seen = list(blocs(actor))
    within: dict[int | None, list[EmulationBloc]] = defaultdict(list)
    known = {bloc.pk for bloc in seen}
    for bloc in seen:
        within[bloc.parent_id if bloc.parent_id in known else None].append(bloc)
    return [BlocRow(bloc=bloc, depth=depth, years=tuple(found[bloc.pk])) for bloc, depth in _down(within, None, 0)]


def _down(
    within: dict[int | None, list[EmulationBloc]], above: int | None, depth: int
) -> Iterator[tuple[EmulationBloc, int]]:
    for bloc in within[above]:
        yield bloc, depth
        yield from _down(within, bloc.pk, depth + 1)


def groups_of(actor: Actor, bloc: EmulationBloc) -> list[EmulationBloc]:
    """The groups directly within a bloc, as far as the actor sees them."""
    return list(blocs(actor).filter(parent=bloc))


def parents_to_choose(actor: Actor, bloc: EmulationBloc | None = None) -> list[EmulationBloc]:
    """The blocs this one could belong to: those of the authority that do not lie within it."""
    rows = list(blocs(actor))
    if bloc is None:
        return rows
    inside = {bloc.pk}
    for _step in rows:
        inside |= {one.pk for one in rows if one.parent_id in inside}
    return [one for one in rows if one.pk not in inside]
