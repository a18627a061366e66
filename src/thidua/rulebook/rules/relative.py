"""Points relative to what the rest of the bloc achieved over its own plans."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import plain
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules.base import (
    NOT_KNOWN,
    Bound,
    Rule,
    exact,
    exceeds,
    found,
    held,
    keep,
    require_points,
    shown,
)
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.measure import Against, Measure, OfTargets, Take, statistic
from thidua.rulebook.targets import Direction

_FULL = Fraction(100)


class Yardstick(StrEnum):
    """What a unit's excess over its plan is held against."""

    BEST = "best"
    """The greatest excess in the bloc: one low plan lowers everybody else."""
    MEDIAN = "median"
    """The median excess of the units over plan: one low plan moves nothing."""
    LAST_YEAR = "last_year"
    """The unit's own result of last year: growth counts, not the plan."""


_UNDER = Text(
    "{figure}, chưa đạt kế hoạch: {half} × {reached}% = {worth}",
    "{figure}, below the plan: {half} × {reached}% = {worth}",
)
_AT = Text("{figure}, vừa đạt kế hoạch: {half}", "{figure}, exactly at the plan: {half}")
_NOT_GROWN = Text(
    "{figure}, đạt kế hoạch nhưng không hơn năm trước: {half}", "{figure}, at the plan but not above last year: {half}"
)
_OVER = Text(
    "{figure}: {half} + {rest} × {excess}/{yardstick} = {worth}",
    "{figure}: {half} + {rest} × {excess}/{yardstick} = {worth}",
)
_OWN_GROUP = Text(
    "không giao kế hoạch: kết quả {own}, cao nhất nhóm không giao kế hoạch {best}; {points} × {own}/{best} = {worth}",
    "no plan was set: result {own}, the best without a plan {best}; {points} × {own}/{best} = {worth}",
)
_OWN_GROUP_FEWEST = Text(
    "không giao kế hoạch: kết quả {own}, thấp nhất nhóm không giao kế hoạch {best}; {points} × {best}/{own} = {worth}",
    "no plan was set: result {own}, the lowest without a plan {best}; {points} × {best}/{own} = {worth}",
)
_OWN_GROUP_ZERO = Text(
    "không giao kế hoạch: kết quả bằng 0, được {worth} điểm", "no plan was set: the result is 0, {worth} points"
)
_EXCESS = OfTargets(take=Take.OVER)
_REACHED = OfTargets(take=Take.REACHED)
_GROWTH = OfTargets(take=Take.GROWTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPlan(Measure):
    """The result of a unit that was given no plan; such units are compared with one another only.

    With `fewest` the targets for which less is better, otherwise the others; a mixture cannot be compared.
    """

    name: ClassVar[str] = "no_plan"
    fewest: bool

    @property
    def unit(self) -> str:
        return ""

    def value(self, given: Given) -> Fraction | None:
        if any(
            target.planned is not None or (target.direction == Direction.LESS) != self.fewest
            for target in given.targets
        ):
            return None
        return OfTargets(take=Take.ACTUAL).value(given)


_NO_PLANS = (NoPlan(fewest=False), NoPlan(fewest=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held(Measure):
    """The excess held to a cap, before it is compared: what a low plan could push up."""

    name: ClassVar[str] = "excess"
    of: OfTargets
    cap: Decimal | None
    most: Fraction | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        keep(self, most=exact(self.cap))

    @property
    def unit(self) -> str:
        return "%"

    @property
    def compared(self) -> Measure | None:
        return self

    def value(self, given: Given) -> Fraction | None:
        figure = self.of.value(given)
        if figure is None:
            return None
        excess = max(Fraction(0), figure - _FULL) if self.of.take == Take.GROWTH else figure
        return held(excess, None, self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unplanned(Measure):
    """Marks that the results of units without a plan must be known of the whole bloc."""

    name: ClassVar[str] = "unplanned"
    of: NoPlan

    @property
    def compared(self) -> Measure | None:
        return self.of


def _best(group: NoPlan, own: Fraction, given: Given) -> Fraction | None:
    """The best result of the units without a plan, the own one among them; None while the bloc's are not known."""
    results = given.bloc(group)
    if not results:
        return None
    return min(own, results[0]) if group.fewest else max(own, results[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative(Rule):
    """Below plan, `at_plan` of the points × the share reached; at plan, `at_plan` of them; above, that and the rest in
    proportion to the unit's excess against the yardstick.

    `cap` holds every excess to so many percent first. With the median, whoever exceeds by as much or more has all the
    points. When nobody exceeds there is nothing to divide by and nobody is above half. A unit without a plan has
    points × its result ÷ the best result of the units without a plan, the other way round where less is better.
    """

    kind: ClassVar[str] = "relative"
    points: Decimal
    against: Yardstick = Yardstick.BEST
    at_plan: Decimal = Decimal(50)
    cap: Decimal | None = None
    excess: Measure = field(init=False, compare=False, repr=False)
    half: Fraction = field(init=False, compare=False, repr=False)
    rest: Fraction = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        require_points("points", self.points, least=Decimal(0))
        if not 0 <= self.at_plan <= 100:
            raise InvalidSheet("share_out_of_range", {"field": "at_plan", "value": self.at_plan})
        if self.cap is not None and self.cap <= 0:
            raise InvalidSheet("not_above_zero", {"field": "cap", "value": self.cap})
        half = Fraction(self.points) * Fraction(self.at_plan) / 100
        excess = _Held(of=_GROWTH if self.against == Yardstick.LAST_YEAR else _EXCESS, cap=self.cap)
        keep(self, excess=excess, half=half, rest=Fraction(self.points) - half)

    @property
    def least(self) -> Bound:
        return Decimal(0)

    @property
    def most(self) -> Bound:
        return self.points

    def measures(self) -> tuple[Measure, ...]:
        return (self.excess, *(_Unplanned(of=one) for one in _NO_PLANS))

    def worth(self, given: Given) -> Fraction | None:
        for group in _NO_PLANS:
            own = group.value(given)
            if own is not None:
                return self._without_plan(own, group, given)
        reached, excess = _REACHED.value(given), self.excess.value(given)
        if reached is None or excess is None:
            return None
        short = exceeds(_FULL, reached)
        if short and (not excess or self.against != Yardstick.LAST_YEAR):
            return self.half * reached / 100
        if not excess:
            return self.half
        yardstick = self._yardstick(given)
        if yardstick is None:
            return None
        return self.half + self.rest * min(Fraction(1), excess / yardstick)

    def _yardstick(self, given: Given) -> Fraction | None:
        """The excess that earns everything; None while the bloc's figures are not known."""
        bloc = given.bloc(self.excess)
        over = bloc[bisect_right(bloc, Fraction(0)) :]
        if not over:
            return None
        return statistic(Against.MEDIAN if self.against == Yardstick.MEDIAN else Against.BEST, over)

    def _without_plan(self, own: Fraction, group: NoPlan, given: Given) -> Fraction | None:
        best = _best(group, own, given)
        if best is None:
            return None
        above, below = (best, own) if group.fewest else (own, best)
        if not below:
            return Fraction(self.points) if group.fewest else Fraction(0)
        return Fraction(self.points) * above / below

    def explain(self, given: Given) -> Finding:
        worth = self.worth(given)
        if worth is None:
            return found(self, None, NOT_KNOWN)
        for group in _NO_PLANS:
            own = group.value(given)
            best = None if own is None else _best(group, own, given)
            if own is not None and best is not None:
                sentence = _OWN_GROUP_FEWEST if group.fewest else _OWN_GROUP
                if not (own if group.fewest else best):
                    sentence = _OWN_GROUP_ZERO
                because = sentence.filled(points=self.points, own=shown(own), best=shown(best), worth=shown(worth))
                return found(self, worth, because)
        return found(self, worth, self._sentence(given, worth))

    def _sentence(self, given: Given, worth: Fraction) -> Text:
        half = self.half
        reached, excess = _REACHED.value(given) or Fraction(0), self.excess.value(given) or Fraction(0)
        figure = (_GROWTH if self.against == Yardstick.LAST_YEAR else _REACHED).describe(given)
        if worth < half or (reached < _FULL and not excess):
            return _UNDER.filled(figure=figure, half=shown(half), reached=shown(reached), worth=shown(worth))
        if not excess:
            sentence = _NOT_GROWN if self.against == Yardstick.LAST_YEAR else _AT
            return sentence.filled(figure=figure, half=shown(half))
        return _OVER.filled(
            figure=figure, half=shown(half), rest=shown(self.rest), excess=shown(excess),
            yardstick=shown(self._yardstick(given) or excess), worth=shown(worth),
        )  # fmt: skip

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "points": plain(self.points),
            "against": self.against.value,
            "at_plan": plain(self.at_plan),
            "cap": None if self.cap is None else plain(self.cap),
        }
