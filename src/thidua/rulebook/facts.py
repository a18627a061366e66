"""Facts: what a unit planned, did and was judged, as frozen values.

None means "not reported yet" and is never read as zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thidua.rulebook.measures import plain
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidFacts, InvalidSheet
from thidua.rulebook.sheet import Criterion, CriterionKind, Sheet

__all__ = [
    "Criterion",
    "CriterionKind",
    "Direction",
    "InvalidFacts",
    "InvalidSheet",
    "LineFact",
    "Review",
    "Sheet",
    "TargetFact",
    "UnitFacts",
]

_PEOPLE = {"entered_by", "approved_by"}
_UNIT_NAMES = frozenset({"unit", "lines", "reviews"})
_LINE_NAMES = frozenset({"code", "targets", "judged", "occurrences"} | _PEOPLE)
_TARGET_NAMES = frozenset({"key", "label", "direction", "planned", "actual", "unit_of_measure"} | _PEOPLE)
_REVIEW_NAMES = frozenset({"code", "points", "reason", "reviewed_by"})


class Direction(StrEnum):
    """Which way a target is good."""

    MORE = "more"
    """The more the better: gifts given, cooperatives founded."""
    LESS = "less"
    """The plan is a ceiling: late reports, complaints."""
    REACH = "reach"
    """Reached or not, nothing in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFact:
    """One target of a unit: planned and actual in the same `unit_of_measure`; actual None = not reported."""

    key: str
    label: str
    direction: Direction
    planned: Decimal
    actual: Decimal | None
    unit_of_measure: str = ""
    entered_by: str = ""
    approved_by: str = ""

    def to_json(self) -> dict[str, object]:
        """The target as JSON values; numbers are text in plain notation."""
        return {
            "key": self.key,
            "label": self.label,
            "direction": self.direction.value,
            "planned": plain(self.planned),
            "actual": _plain_or_none(self.actual),
            "unit_of_measure": self.unit_of_measure,
            "entered_by": self.entered_by,
            "approved_by": self.approved_by,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFact:
    """What is known for one criterion: targets, judged points or occurrences, according to its kind.

    Raises InvalidFacts when a target's key is used twice.
    """

    code: str
    targets: tuple[TargetFact, ...] = ()
    judged: Decimal | None = None
    occurrences: int | None = None
    entered_by: str = ""
    approved_by: str = ""

    def __post_init__(self) -> None:
        key = _first_repeated(target.key for target in self.targets)
        if key is not None:
            raise InvalidFacts("duplicate_target", {"code": self.code, "key": key})

    def to_json(self) -> dict[str, object]:
        """The line as JSON values; numbers are text in plain notation."""
        return {
            "code": self.code,
            "targets": [target.to_json() for target in self.targets],
            "judged": _plain_or_none(self.judged),
            "occurrences": self.occurrences,
            "entered_by": self.entered_by,
            "approved_by": self.approved_by,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The bloc's review of one line: the points confirmed, or changed for a reason."""

    code: str
    points: Decimal
    reason: str
    reviewed_by: str

    def to_json(self) -> dict[str, object]:
        """The review as JSON values; the points are text in plain notation."""
        return {
            "code": self.code,
            "points": plain(self.points),
            "reason": self.reason,
            "reviewed_by": self.reviewed_by,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """Everything needed to score one unit. Raises InvalidFacts for a second line or review of a criterion."""

    unit: str
    lines: tuple[LineFact, ...]
    reviews: tuple[Review, ...] = ()

    def __post_init__(self) -> None:
        for name, entries in (("lines", self.lines), ("reviews", self.reviews)):
            code = _first_repeated(entry.code for entry in entries)
            if code is not None:
                raise InvalidFacts("duplicate_line", {"field": name, "code": code})

    def to_json(self) -> dict[str, object]:
        """The facts as JSON values; `UnitFacts.from_json` gives the same facts back."""
        return {
            "unit": self.unit,
            "lines": [line.to_json() for line in self.lines],
            "reviews": [review.to_json() for review in self.reviews],
        }

    @classmethod
    def from_json(cls, data: object) -> UnitFacts:
        """Read facts strictly. Raises InvalidFacts naming the field and the remedy."""
        record = Record.opened(data, at="", refusal=InvalidFacts, names=_UNIT_NAMES)
        return cls(
            unit=record.text("unit"),
            lines=tuple(_line(entry) for entry in record.entries("lines", names=_LINE_NAMES)),
            reviews=tuple(_review(entry) for entry in record.entries("reviews", names=_REVIEW_NAMES)),
        )


def _line(entry: Record) -> LineFact:
    return LineFact(
        code=entry.text("code"),
        targets=tuple(_target(target) for target in entry.entries("targets", names=_TARGET_NAMES)),
        judged=entry.number_or_none("judged"),
        occurrences=entry.whole_or_none("occurrences"),
        entered_by=entry.text("entered_by", default=""),
        approved_by=entry.text("approved_by", default=""),
    )


def _target(entry: Record) -> TargetFact:
    return TargetFact(
        key=entry.text("key"),
        label=entry.text("label"),
        direction=entry.choice("direction", Direction),
        planned=entry.number("planned"),
        actual=entry.number_or_none("actual"),
        unit_of_measure=entry.text("unit_of_measure", default=""),
        entered_by=entry.text("entered_by", default=""),
        approved_by=entry.text("approved_by", default=""),
    )


def _review(entry: Record) -> Review:
    return Review(
        code=entry.text("code"),
        points=entry.number("points"),
        reason=entry.text("reason", default=""),
        reviewed_by=entry.text("reviewed_by"),
    )


def _plain_or_none(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _first_repeated(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
