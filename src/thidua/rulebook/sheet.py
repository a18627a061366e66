"""The criteria sheet: the bloc's yearly yardstick, from a small closed set of criterion kinds.

On adoption the sheet is frozen and its `digest` recorded, so that a past year is always scored by the
sheet of that year.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thidua.rulebook.measures import plain, points
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet, Refused

MOST_PLACES = 4
# Far above any real sheet (the largest one found has 1,000), small enough for every sum to stay exact.
MOST_POINTS = Decimal(1_000_000)

_SHEET_NAMES = frozenset({"title", "places", "criteria"})
_CRITERION_NAMES = frozenset({"code", "title", "kind", "max_points", "clause", "section", "per_occurrence"})


class CriterionKind(StrEnum):
    """How the points of a line come about."""

    PROPORTION = "proportion"
    """Points in proportion to the targets reached."""
    JUDGED = "judged"
    """Points given by judgement, from 0 to the line's maximum."""
    DEDUCTION = "deduction"
    """Points taken away per occurrence, down to the line's cap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of the sheet.

    `max_points` is the most the line gives; on a deduction it is the cap, the most it takes away, a
    positive number. `clause` names where the bloc's rules say so. Raises InvalidSheet when the line
    contradicts itself.
    """

    code: str
    title: str
    kind: CriterionKind
    max_points: Decimal
    clause: str
    section: str = ""
    per_occurrence: Decimal | None = None

    def __post_init__(self) -> None:
        for name, value in (("code", self.code), ("title", self.title), ("clause", self.clause)):
            if not value.strip():
                raise InvalidSheet("missing_field", {"field": f"{self.code}.{name}"})
        self._refuse_outside("max_points", self.max_points, MOST_POINTS)
        if self.kind != CriterionKind.DEDUCTION and self.per_occurrence is not None:
            raise InvalidSheet("per_occurrence_foreign", {"code": self.code})
        if self.kind == CriterionKind.DEDUCTION:
            if self.per_occurrence is None:
                raise InvalidSheet("per_occurrence_missing", {"code": self.code})
            self._refuse_outside("per_occurrence", self.per_occurrence, self.max_points)

    @property
    def least(self) -> Decimal:
        """The fewest points the line can contribute: minus the cap on a deduction, otherwise 0."""
        return -self.max_points if self.kind == CriterionKind.DEDUCTION else Decimal(0)

    @property
    def most(self) -> Decimal:
        """The most points the line can contribute: 0 on a deduction."""
        return Decimal(0) if self.kind == CriterionKind.DEDUCTION else self.max_points

    def to_json(self) -> dict[str, object]:
        """The line as JSON values; numbers are text in plain notation."""
        return {
            "code": self.code,
            "title": self.title,
            "kind": self.kind.value,
            "max_points": plain(self.max_points),
            "clause": self.clause,
            "section": self.section,
            "per_occurrence": None if self.per_occurrence is None else plain(self.per_occurrence),
        }

    def _refuse_outside(self, name: str, value: Decimal, most: Decimal) -> None:
        if not value.is_finite():
            raise InvalidSheet("not_a_number", {"field": f"{self.code}.{name}"})
        if not 0 < value <= most:
            data: Refused = {"code": self.code, "field": name, "value": value, "most": most}
            raise InvalidSheet("points_out_of_range", data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A criteria sheet; `places` is the number of decimals to which each line is rounded, once.

    Raises InvalidSheet for no criteria, a code used twice, or points finer than `places`.
    """

    title: str
    criteria: tuple[Criterion, ...]
    places: int = 2

    def __post_init__(self) -> None:
        if not self.criteria:
            raise InvalidSheet("empty_sheet", {})
        if not 0 <= self.places <= MOST_PLACES:
            raise InvalidSheet("places_out_of_range", {"value": self.places, "most": MOST_PLACES})
        seen: set[str] = set()
        for criterion in self.criteria:
            if criterion.code in seen:
                raise InvalidSheet("duplicate_code", {"code": criterion.code})
            seen.add(criterion.code)
            self._refuse_too_precise(criterion)

    @property
    def attainable(self) -> Decimal:
        """The most a unit can reach: the sum of the maxima of all lines except deductions."""
        return sum((criterion.most for criterion in self.criteria), Decimal(0))

    def digest(self) -> str:
        """SHA-256 in hexadecimal of the canonical JSON; equal sheets have equal digests."""
        canonical = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

    def to_json(self) -> dict[str, object]:
        """The sheet as JSON values; `Sheet.from_json` gives the same sheet back."""
        return {
            "title": self.title,
            "places": self.places,
            "criteria": [criterion.to_json() for criterion in self.criteria],
        }

    @classmethod
    def from_json(cls, data: object) -> Sheet:
        """Read a sheet strictly. Raises InvalidSheet naming the field and the remedy."""
        record = Record.opened(data, at="", refusal=InvalidSheet, names=_SHEET_NAMES)
        places = record.whole_or_none("places")
        return cls(
            title=record.text("title"),
            criteria=tuple(_criterion(entry) for entry in record.entries("criteria", names=_CRITERION_NAMES)),
            places=2 if places is None else places,
        )

    def _refuse_too_precise(self, criterion: Criterion) -> None:
        for name in ("max_points", "per_occurrence"):
            value: Decimal | None = getattr(criterion, name)
            if value is not None and points(value, places=self.places) != value:
                data: Refused = {"code": criterion.code, "field": name, "value": value, "places": self.places}
                raise InvalidSheet("too_precise", data)


def _criterion(entry: Record) -> Criterion:
    return Criterion(
        code=entry.text("code"),
        title=entry.text("title"),
        kind=entry.choice("kind", CriterionKind),
        max_points=entry.number("max_points"),
        clause=entry.text("clause"),
        section=entry.text("section", default=""),
        per_occurrence=entry.number_or_none("per_occurrence"),
    )
