"""Ranking: standings on the published figures, with shared ranks (1, 1, 3)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A unit to be ranked by its published points; None = not scored completely."""

    key: str
    label: str
    points: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A unit's place. `tied` says that another unit has the same points; rank None follows points None."""

    rank: int | None
    key: str
    label: str
    points: Decimal | None
    tied: bool


def standings(entries: Iterable[Entry]) -> tuple[Standing, ...]:
    """Rank by points, most first; equal points share a rank and the next rank is skipped.

    Units without points come last, unranked. Within equal points the order is alphabetical and says
    nothing about merit; breaking a tie is a decision of the bloc, not of this function.
    """
    known: list[tuple[Decimal, Entry]] = []
    unknown: list[Entry] = []
    for entry in entries:
        if entry.points is None:
            unknown.append(entry)
        else:
            known.append((entry.points, entry))
    known.sort(key=lambda pair: (-pair[0], *_alphabetical(pair[1])))
    holders = Counter(value for value, _ in known)
    ranked: list[Standing] = []
    for position, (value, entry) in enumerate(known, start=1):
        shared = ranked[-1].rank if ranked and ranked[-1].points == value else position
        ranked.append(_standing(entry, rank=shared, tied=holders[value] > 1))
    unranked = (_standing(entry, rank=None, tied=False) for entry in sorted(unknown, key=_alphabetical))
    return (*ranked, *unranked)


def _alphabetical(entry: Entry) -> tuple[str, str, str]:
    return entry.label.casefold(), entry.label, entry.key


def _standing(entry: Entry, *, rank: int | None, tied: bool) -> Standing:
    return Standing(rank=rank, key=entry.key, label=entry.label, points=entry.points, tied=tied)
