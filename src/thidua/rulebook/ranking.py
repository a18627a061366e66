"""Ranking: standings on the published figures, with shared ranks (1, 1, 3)."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thidua.rulebook.findings import Text
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet

TIE_NAMES = frozenset({"by", "code"})


class TieBy(StrEnum):
    """By what equal totals are told apart; more is better, except for deductions."""

    SECTION = "section"
    """The points of a section."""
    LINE = "line"
    """The points of a line."""
    FULL_LINES = "full_lines"
    """How many lines have their maximum."""
    FEWER_DEDUCTIONS = "fewer_deductions"
    """How few points were taken away."""
    BONUS = "bonus"
    """The bonus points."""
    BASE = "base"
    """The points without bonus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieKey:
    """One step of the order in which ties are broken; `code` names the section or the line."""

    by: TieBy
    code: str = ""

    def require_known(self, at: str, *, sections: set[str], lines: set[str]) -> None:
        """Refuse a key that names what is not on the sheet. Raises InvalidSheet."""
        known = {TieBy.SECTION: sections, TieBy.LINE: lines}.get(self.by)
        if known is not None and self.code not in known:
            raise InvalidSheet("unknown_reference", {"field": f"{at}.code", "code": self.code})

    def words(self) -> Text:
        """What told two units with the same points apart."""
        return _PARTED[self.by].filled(code=self.code)

    def to_json(self) -> dict[str, object]:
        """The key as JSON values."""
        return {"by": self.by.value, "code": self.code}


_PARTED = {
    TieBy.SECTION: Text("cùng điểm, phân định theo điểm phần {code}", "same points, told apart by section {code}"),
    TieBy.LINE: Text("cùng điểm, phân định theo điểm dòng {code}", "same points, told apart by line {code}"),
    TieBy.FULL_LINES: Text(
        "cùng điểm, phân định theo số dòng đạt điểm tối đa", "same points, told apart by how many lines are full"
    ),
    TieBy.FEWER_DEDUCTIONS: Text("cùng điểm, phân định theo điểm trừ", "same points, told apart by deductions"),
    TieBy.BONUS: Text("cùng điểm, phân định theo điểm thưởng", "same points, told apart by bonus points"),
    TieBy.BASE: Text(
        "cùng điểm, phân định theo điểm không kể thưởng", "same points, told apart by points without bonus"
    ),
}


def read_tie_key(record: Record) -> TieKey:
    """Read a key strictly."""
    return TieKey(by=record.choice("by", TieBy), code=record.text("code", default=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A unit to be ranked by its published points; None = not scored completely.

    `ties` are the figures that tell equal points apart, the first first, more is better. `ranked` is false for a
    unit that the sheet's guards keep out of the ranking: its points are shown, its rank is not.
    """

    key: str
    label: str
    points: Decimal | None
    ties: tuple[Decimal, ...] = ()
    ranked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A unit's place. `tied` says that another unit has the same place; rank None follows points None.

    `parted_by` is the position of the tie-break that put the unit below or above one with the same points, or None.
    """

    rank: int | None
    key: str
    label: str
    points: Decimal | None
    tied: bool
    parted_by: int | None = None


def standings(entries: Iterable[Entry]) -> tuple[Standing, ...]:
    """Rank by points and then by the tie-breaks, most first; units still equal share a rank and the next is skipped.

    Units without points, or kept out of the ranking, come last, unranked. Within equal places the order is
    alphabetical and says nothing about merit; breaking such a tie is a decision of the bloc, not of this function.
    """
    known: list[tuple[Decimal, Entry]] = []
    unknown: list[Entry] = []
    for entry in entries:
        if entry.points is None or not entry.ranked:
            unknown.append(entry)
        else:
            known.append((entry.points, entry))
    known.sort(key=lambda pair: (-pair[0], tuple(-tie for tie in pair[1].ties), *_alphabetical(pair[1])))
    places = Counter((value, entry.ties) for value, entry in known)
    parted = _parted(known)
    ranked: list[Standing] = []
    before: tuple[Decimal, tuple[Decimal, ...]] | None = None
    for position, (value, entry) in enumerate(known, start=1):
        here = (value, entry.ties)
        shared = ranked[-1].rank if here == before else position
        tied = places[here] > 1
        ranked.append(_standing(entry, rank=shared, tied=tied, parted_by=parted.get(entry.key)))
        before = here
    unranked = (_standing(entry, rank=None, tied=False) for entry in sorted(unknown, key=_alphabetical))
    return (*ranked, *unranked)


def _parted(known: list[tuple[Decimal, Entry]]) -> dict[str, int]:
    """Which tie-break parted each unit from a neighbour with the same points; the first that did."""
    found: dict[str, int] = {}
    for (above_points, above), (below_points, below) in itertools.pairwise(known):
        if above_points != below_points or above.ties == below.ties:
            continue
        position = next(
            number for number, (one, other) in enumerate(zip(above.ties, below.ties, strict=True)) if one != other
        )
        for key in (above.key, below.key):
            found[key] = min(position, found.get(key, position))
    return found


def _alphabetical(entry: Entry) -> tuple[str, str, str]:
    return entry.label.casefold(), entry.label, entry.key


def _standing(entry: Entry, *, rank: int | None, tied: bool, parted_by: int | None = None) -> Standing:
    return Standing(rank=rank, key=entry.key, label=entry.label, points=entry.points, tied=tied, parted_by=parted_by)
