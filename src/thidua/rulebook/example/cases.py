"""Cases: three invented units of a bloc, with everything that one criterion asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from thidua.rulebook.example.figures import Figures, figures, usual
from thidua.rulebook.facts import LineFact
from thidua.rulebook.measures import plain, points
from thidua.rulebook.rules import Relative, Yardstick
from thidua.rulebook.rules.inputs import Input, InputKind, Raw
from thidua.rulebook.rules.measure import OfInput, OfRatio, OfTargets, Take
from thidua.rulebook.sheet import Criterion
from thidua.rulebook.targets import Direction, TargetFact

CASES = 3
_PLANS = (Decimal(20), Decimal(200))
_BELOW = (20, 200)
PERIOD = re.compile(r"_p(\d+)$", re.ASCII)
_SHARES_OF_RANGE = (Decimal("0.5"), Decimal("0.8"), Decimal(1))
One = TypeVar("One")


def cases(criterion: Criterion, *, places: int) -> tuple[LineFact, ...]:
    """Three units from weak to strong, or from few to many, as facts that are read like any others."""
    known = figures(criterion.rule)
    inputs = [_inputs(criterion, known, case, places) for case in range(CASES)]
    targets = _targets(criterion, known)
    return tuple(LineFact(code=criterion.code, targets=targets[case], inputs=inputs[case]) for case in range(CASES))


def _picked(values: Sequence[One], case: int) -> One:
    """The first, the middle or the last of the values."""
    return values[case * (len(values) - 1) // (CASES - 1)]


def _inputs(criterion: Criterion, known: Figures, case: int, places: int) -> dict[str, Raw]:
    """What is given for every input; in the second of two periods the unit does a little better."""
    entered = {measure.asked.key: values for measure, values in known.items() if isinstance(measure, OfInput)}
    counted: dict[str, list[Decimal]] = {}
    for measure in known:
        if isinstance(measure, OfRatio):
            counted |= _of_ratio(measure, known[measure])
    given: dict[str, Raw] = {}
    for asked in criterion.inputs:
        period = PERIOD.search(asked.key)
        key = asked.key[: period.start()] if period else asked.key
        place = case if period is None else min(CASES - 1, case + (int(period[1]) - 1) % 2)
        values = entered.get(key) or counted.get(key)
        given[asked.key] = _given(asked, values, place, places)
    return given


def _given(asked: Input, values: list[Decimal] | None, case: int, places: int) -> Raw:
    if asked.kind == InputKind.LEVEL:
        return _picked([code for code, _label in reversed(asked.levels)], case)
    if asked.kind == InputKind.JUDGED:
        judged = [_judged(asked, share, places) for share in _SHARES_OF_RANGE]
        if not asked.several:
            return plain(judged[case])
        return tuple(plain(judged[one]) for one in (case, max(0, case - 1), case))
    chosen = _picked(values or usual(OfInput(asked=asked)), case)
    return plain(chosen.to_integral_value()) if asked.kind == InputKind.COUNT else plain(points(chosen, places=2))


def _judged(asked: Input, share: Decimal, places: int) -> Decimal:
    """A part of the range, cut down to a step that a judge may give."""
    step = asked.step or Decimal(1).scaleb(-min(places, 1))
    wanted = (asked.most - asked.least) * share
    judged = asked.least + wanted // step * step
    return judged if points(judged, places=places) == judged else asked.least


def _of_ratio(ratio: OfRatio, shares: list[Decimal]) -> dict[str, list[Decimal]]:
    """Counts that come to the shares: the same to be done in every case, and of it what the first count did."""
    first = ratio.above[0]
    for due in _BELOW:
        below = ratio.base or sum((term.weight * due for term in ratio.below), Decimal(0))
        done = [share * below / 100 / (first.weight or 1) for share in shares]
        if all(one == one.to_integral_value() for one in done):
            break
    counts = {term.asked.key: [Decimal(due)] for term in ratio.below}
    counts |= {term.asked.key: [Decimal(0)] for term in ratio.above}
    counts[first.asked.key] = [one.to_integral_value() for one in done]
    return counts


def _targets(criterion: Criterion, known: Figures) -> tuple[tuple[TargetFact, ...], ...]:
    """One target in every case, with the same plan and a result below, at or over it."""
    if not criterion.takes_targets:
        return ((),) * CASES
    taken = {measure.take: values for measure, values in known.items() if isinstance(measure, OfTargets)}
    for plan in _PLANS:
        previous = plan * 4 / 5
        found = {_actual(take, one, plan, previous) for take, values in taken.items() for one in values}
        actuals = sorted(points(max(Decimal(0), one)) for one in found)
        if all(one == one.to_integral_value() for one in actuals):
            break
    planned = None if set(taken) == {Take.ACTUAL} else plan
    growing = Take.GROWTH in taken or any(
        isinstance(rule, Relative) and rule.against == Yardstick.LAST_YEAR for rule in criterion.rule.every()
    )
    return tuple(
        (
            TargetFact(
                key="target", label="Chỉ tiêu", direction=Direction.MORE, planned=planned,
                actual=_picked(actuals, case), previous=previous if growing else None,
            ),
        )
        for case in range(CASES)
    )  # fmt: skip


def _actual(take: Take, figure: Decimal, plan: Decimal, previous: Decimal) -> Decimal:
    """The result that makes a figure of the targets so large."""
    if take == Take.OVER:
        return plan + plan * figure / 100
    if take == Take.SHORT:
        return plan - plan * figure / 100
    if take == Take.GROWTH:
        return previous * figure / 100
    if take == Take.ACTUAL:
        return figure
    return plan + figure if take == Take.BEYOND else plan * figure / 100
