"""Given: everything a rule may look at when it is asked for the points of one unit."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from thidua.rulebook.rules.inputs import Value, period_key

if TYPE_CHECKING:
    from thidua.rulebook.targets import TargetFact

Peers = Mapping[Hashable, tuple[Fraction, ...]]
"""For each figure that is compared within the bloc: the figures of every unit that has one, ascending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The inputs of one criterion, the unit's targets for it, and the figures of the bloc.

    `period` is the period being looked at, or None. None from any reader means "not given yet", never zero.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    targets: tuple[TargetFact, ...] = ()
    peers: Peers = field(default_factory=dict)
    period: int | None = None

    def number(self, key: str) -> Fraction | None:
        """The number under a key."""
        value = self._value(key)
        return value if isinstance(value, Fraction) else None

    def level(self, key: str) -> str | None:
        """The code of the level chosen under a key."""
        value = self._value(key)
        return value if isinstance(value, str) else None

    def judged(self, key: str) -> tuple[Fraction, ...]:
        """The points of every judge under a key; empty when nobody has judged yet."""
        value = self._value(key)
        return value if isinstance(value, tuple) else ()

    def bloc(self, measure: Hashable) -> tuple[Fraction, ...]:
        """The figures of the whole bloc for a measure, ascending; empty when they are not known."""
        return self.peers.get((measure, self.period), ())

    def in_period(self, period: int) -> Given:
        """The same, looking at one period."""
        return replace(self, period=period)

    def _value(self, key: str) -> Value | None:
        return self.values.get(key if self.period is None else period_key(key, self.period))
