"""Figures worth showing: for each measure of a rule, the ones where its points begin, change and end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from thidua.rulebook.lint.bands import domain_of
from thidua.rulebook.lint.stretches import Stretch
from thidua.rulebook.rules import Bands, PerUnit, Proportion, Relative, Rule
from thidua.rulebook.rules.inputs import InputKind
from thidua.rulebook.rules.measure import Compared, Measure, OfInput, OfRatio, OfTargets, Take

Figures = dict[Measure, list[Decimal]]

_SHARES = (Decimal(75), Decimal(100), Decimal(130))
_PARTS = (Decimal(60), Decimal(90), Decimal(100))
_COUNTS = (Decimal(2), Decimal(3), Decimal(5))
_NUMBERS = (Decimal(5), Decimal(7), Decimal(9))
_STEPS = (0, 1, 3)
_REACHED = OfTargets(take=Take.REACHED)


def figures(rule: Rule) -> Figures:
    """For each measure, some figures in ascending order; a comparison is shown by the figure that is compared."""
    found: dict[Measure, set[Decimal]] = defaultdict(set)
    for one in rule.every():
        for measure, value in _of(one):
            found[measure].add(value)
    return {measure: sorted(values) for measure, values in found.items()}


def _of(rule: Rule) -> Iterator[tuple[Measure, Decimal]]:
    if isinstance(rule, Relative):
        yield from ((_REACHED, value) for value in _SHARES)
        return
    for measure in rule.measures():
        if isinstance(measure, Compared):
            yield from ((measure.figure, value) for value in usual(measure.figure))
        else:
            # A threshold below every possible figure leaves no turning point to show.
            yield from ((measure, value) for value in tuple(_turning(rule, measure)) or usual(measure))


def _turning(rule: Rule, measure: Measure) -> Iterator[Decimal]:
    """Where the points of a rule change with its figure."""
    if isinstance(rule, PerUnit):
        sign = -1 if rule.below else 1
        values = (rule.beyond + sign * steps * rule.step for steps in _STEPS)
        yield from (value for value in values if value >= 0)
    elif isinstance(rule, Bands):
        domain = domain_of(measure, rule.bands)
        yield from (_inside(one, whole=domain.whole) for one in map(domain.of, rule.bands) if not one.empty)
    else:
        yield from usual(measure)
        if isinstance(rule, Proportion) and rule.floor is not None:
            yield max(Decimal(0), rule.floor - 10)


def _inside(one: Stretch, *, whole: bool) -> Decimal:
    """A figure in a band: its own end where that belongs to it, otherwise a round one inside."""
    (start, side), (end, _end_side) = one.start, one.end
    if start.is_finite() and side == 0 and (start or whole or not end.is_finite()):
        return start
    if start.is_finite() and end.is_finite():
        return (start + end) / 2
    if start.is_finite():
        return start + 1
    return end - 5 if end.is_finite() else Decimal(0)


def usual(measure: Measure) -> tuple[Decimal, ...]:
    """Plain figures of a measure: below the plan, at it, over it; a few, some, many."""
    if isinstance(measure, OfTargets):
        return _COUNTS if measure.unit != "%" else _SHARES
    if isinstance(measure, OfRatio):
        return _PARTS
    if isinstance(measure, OfInput) and measure.asked.kind == InputKind.NUMBER:
        return _PARTS if measure.unit == "%" else _NUMBERS
    return _COUNTS
