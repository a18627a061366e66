"""Rounds of scoring: who says what a line is worth after the unit itself, what several scorers come to, and where
two of them differ so much that somebody should explain it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.rulebook.findings import Text
from thidua.rulebook.measures import Rounding, fraction, points


class Round(StrEnum):
    """The rounds after the self-score, in their order: of several that gave points, the last one counts."""

    CROSS = "cross"
    """Other units of the bloc score the unit; what counts is their mean."""
    TEAM = "team"
    """A cross-check team visits the unit."""
    BLOC = "bloc"
    """The bloc's head reviews."""
    AUTHORITY = "authority"
    """The authority that organises the bloc appraises."""

    @property
    def words(self) -> Text:
        """Who speaks in this round."""
        return _WORDS[self]


ORDER = {one: position for position, one in enumerate(Round)}
_WORDS = {
    Round.CROSS: Text("bình quân chấm chéo", "the mean of cross-scoring"),
    Round.TEAM: Text("tổ kiểm tra chéo chấm", "the cross-check team"),
    Round.BLOC: Text("khối thẩm định", "the bloc's review"),
    Round.AUTHORITY: Text("cơ quan tổ chức khối thẩm định", "the authority's appraisal"),
}


def mean(given: Iterable[Decimal]) -> Fraction | None:
    """The exact mean of what was given; None when nothing was. A scorer who gave nothing is not counted as zero."""
    values = [fraction(one) for one in given]
    return sum(values, Fraction(0)) / len(values) if values else None


def mean_points(given: Iterable[Decimal], *, places: int, rounding: Rounding) -> Decimal | None:
    """The mean as points of a sheet: worked out exactly, rounded once, in the manner that the sheet names."""
    exact = mean(given)
    return None if exact is None else points(exact, places=places, rounding=rounding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Beyond which difference somebody must explain: so many points, or such a share of the line's maximum.

    Either may be missing; with both, going beyond one is enough.
    """

    points: Decimal | None = None
    percent: Decimal | None = None

    @property
    def asks(self) -> bool:
        """Whether there is anything to go beyond."""
        return self.points is not None or self.percent is not None

    def beyond(self, difference: Decimal, *, most: Decimal | None) -> bool:
        """Whether a difference on a line of at most so many points asks for an explanation.

        Compared exactly, and strictly: a difference of just the threshold is still allowed. A share of a maximum of
        nothing cannot be gone beyond.
        """
        size = fraction(abs(difference))
        if self.points is not None and size > fraction(self.points):
            return True
        if self.percent is None or not most:
            return False
        return size * 100 > fraction(self.percent) * abs(fraction(most))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far the points given to one line lie apart: the lowest and the highest with their places in what was given."""

    low: int
    high: int
    difference: Decimal


def spread(given: Sequence[Decimal | None]) -> Spread | None:
    """Where what was given lies furthest apart; None for fewer than two figures. Of equal ones the first is named."""
    known = [(value, place) for place, value in enumerate(given) if value is not None]
    if len(known) < 2:
        return None
    lowest = min(known, key=lambda pair: (pair[0], pair[1]))
    highest = min(known, key=lambda pair: (-pair[0], pair[1]))
    return Spread(low=lowest[1], high=highest[1], difference=highest[0] - lowest[0])


def furthest_from_mean(given: Sequence[Decimal]) -> int:
    """The place of the figure furthest from the mean of all, the first of equal ones. ValueError for no figures."""
    middle = mean(given)
    if middle is None:
        raise ValueError("no figures")
    return max(range(len(given)), key=lambda place: (abs(fraction(given[place]) - middle), -place))
