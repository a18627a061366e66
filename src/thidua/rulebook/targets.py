"""Targets: what a unit promised in figures, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thidua.rulebook.measures import plain


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
    """One target of a unit; `planned`, `actual` and `previous` (last year's result) in the same `unit_of_measure`.

    `planned` None: no plan was set. `actual` None: not reported yet. `previous` None: not known.
    """

    key: str
    label: str
    direction: Direction
    planned: Decimal | None
    actual: Decimal | None
    previous: Decimal | None = None
    unit_of_measure: str = ""
    entered_by: str = ""
    approved_by: str = ""

    def to_json(self) -> dict[str, object]:
        """The target as JSON values; numbers are text in plain notation."""
        return {
            "key": self.key,
            "label": self.label,
            "direction": self.direction.value,
            "planned": plain_or_none(self.planned),
            "actual": plain_or_none(self.actual),
            "previous": plain_or_none(self.previous),
            "unit_of_measure": self.unit_of_measure,
            "entered_by": self.entered_by,
            "approved_by": self.approved_by,
        }


def plain_or_none(value: Decimal | None) -> str | None:
    """A number in plain notation, or None."""
    return None if value is None else plain(value)
