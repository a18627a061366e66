"""Invented facts: sensible figures for a sheet that has no last year yet, so that a draft can be tried.

They follow from the seed, the unit and the line alone: the same sheet gives the same figures on every machine. Whoever
shows them must say that they are invented.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.facts import LineFact, UnitFacts
from thidua.rulebook.guards import When
from thidua.rulebook.measures import plain, points
from thidua.rulebook.rules import Bands, PeriodMean, PerUnit, Rule
from thidua.rulebook.rules.inputs import Input, InputKind, Raw, period_key
from thidua.rulebook.rules.measure import Compared, Measure, OfInput, OfRatio
from thidua.rulebook.sheet import Criterion, Sheet
from thidua.rulebook.targets import Direction, TargetFact

_PLANS = (10, 12, 20, 25, 40, 50, 100, 120, 200, 300)
_JUDGES = 3
# Counts in a ratio: so much was due, and between three fifths and all of it was done.
_DUE = (20, 40)


def invented(sheet: Sheet, units: int = 11, seed: int = 1) -> tuple[UnitFacts, ...]:
    """Complete facts of so many invented units."""
    events = {guard.key: 0 for guard in sheet.guards if guard.when == When.EVENT}
    return tuple(
        UnitFacts(
            unit=f"Đơn vị {number:02}",
            lines=tuple(_line(criterion, sheet.places, _Dice(f"{seed}/{number}")) for criterion in sheet.criteria),
            events=events,
        )
        for number in range(1, units + 1)
    )


class _Dice:
    """Whole numbers that look thrown and are the same every time."""

    def __init__(self, name: str) -> None:
        self._name = name

    def between(self, least: int, most: int, *about: object) -> int:
        """A whole number from `least` to `most`, both included, that belongs to what it is about."""
        thrown = hashlib.sha256("/".join([self._name, *map(str, about)]).encode()).digest()
        return least + int.from_bytes(thrown[:8], "big") % (most - least + 1)


def _line(criterion: Criterion, places: int, dice: _Dice) -> LineFact:
    ranges = dict(_ranges(criterion.rule))
    return LineFact(
        code=criterion.code,
        targets=(_target(criterion, dice),) if criterion.takes_targets else (),
        inputs={one.key: _given(one, criterion, ranges, places, dice) for one in criterion.inputs},
    )


def _target(criterion: Criterion, dice: _Dice) -> TargetFact:
    """A plan that is reached by two thirds to two fifths over, and was about so last year."""
    code = criterion.code
    planned = _PLANS[dice.between(0, len(_PLANS) - 1, code, "plan")]
    return TargetFact(
        key="target", label=criterion.title, direction=Direction.MORE, planned=Decimal(planned),
        actual=Decimal(planned * dice.between(65, 140, code, "actual") // 100),
        previous=Decimal(max(1, planned * dice.between(70, 115, code, "previous") // 100)),
    )  # fmt: skip


def _given(asked: Input, criterion: Criterion, ranges: dict[str, tuple[int, int]], places: int, dice: _Dice) -> Raw:
    about = (criterion.code, asked.key)
    if asked.kind == InputKind.LEVEL:
        return asked.levels[dice.between(0, len(asked.levels) - 1, *about)][0]
    if asked.kind == InputKind.JUDGED:
        judges = range(_JUDGES if asked.several else 1)
        thrown = tuple(_judged(asked, places, dice.between(60, 100, *about, judge)) for judge in judges)
        return thrown if asked.several else thrown[0]
    least, most = ranges.get(asked.key, (0, 10))
    return str(dice.between(max(0, least) if asked.kind == InputKind.COUNT else least, max(0, most), *about))


def _judged(asked: Input, places: int, percent: int) -> str:
    """Points so many percent up their range, in the steps that are allowed."""
    low, high = Fraction(asked.least), Fraction(asked.most)
    grain = Fraction(1, 10**places) if asked.step is None else Fraction(asked.step)
    steps = (high - low) * percent / 100 // grain
    return plain(points(low + steps * grain, places=places))


def _ranges(rule: Rule) -> Iterator[tuple[str, tuple[int, int]]]:
    """Between which whole numbers each count or number makes sense, by its key."""
    if isinstance(rule, PeriodMean):
        for key, span in _ranges(rule.rule):
            yield from ((period_key(key, period), span) for period in range(len(rule.periods)))
        return
    for measure in rule.measures():
        yield from _of_measure(measure, _span(rule))
    for part in rule.parts():
        yield from _ranges(part)


def _of_measure(measure: Measure, span: tuple[int, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    figure = measure.figure if isinstance(measure, Compared) else measure
    if isinstance(figure, OfInput):
        yield figure.asked.key, (0, 20) if isinstance(measure, Compared) else span
    elif isinstance(figure, OfRatio):
        # Above and below are thrown apart: at least as much must be due as could be done.
        most = _DUE[0] if figure.base is None else max(1, int(figure.base))
        yield from ((term.asked.key, (most * 3 // 5, most)) for term in figure.above)
        yield from ((term.asked.key, _DUE) for term in figure.below)


def _span(rule: Rule) -> tuple[int, int]:
    """Around a rule's own edges; a deduction happens seldom, a bonus a few times."""
    if isinstance(rule, Bands):
        edges = [int(edge) for band in rule.bands for edge in (band.start, band.end) if edge is not None]
        return (min(edges) - 1, max(edges) + 1) if edges else (0, 10)
    if isinstance(rule, PerUnit):
        start, reach = int(rule.beyond), int(rule.step) * (2 if rule.points < 0 else 4) + 1
        return (start - reach, start) if rule.below else (start, start + reach)
    return (60, 100)
