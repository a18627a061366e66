"""Levers: the figures of a unit that can still rise, and the marks at which its points would.

Only what may yet be done is a lever. A count already made is not taken back, so figures only rise; a target whose
plan is a ceiling, a line already reviewed, and a line that does not apply have no lever.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.rulebook.facts import LineFact
from thidua.rulebook.rules import Bands, Choice, Judged, PeriodMean, PerUnit, Proportion, Relative, Rule
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.inputs import Input, InputKind, period_key
from thidua.rulebook.rules.measure import Against, Compared, Measure, OfInput, OfRatio, OfTargets, Take, Term, statistic
from thidua.rulebook.rules.relative import Yardstick
from thidua.rulebook.sheet import Criterion
from thidua.rulebook.targets import Direction, TargetFact

_NOTHING, _FULL = Fraction(0), Fraction(100)
# Of the marks ahead the nearest are worth a try; whoever is past them asks again.
NEAREST = 4
_MOST_FIGURE = 10**15


class By(StrEnum):
    """Through what a figure rises."""

    TARGET = "target"
    """More of a target's result."""
    INPUT = "input"
    """A count or a number that goes up."""
    LEVEL = "level"
    """A better level."""
    JUDGES = "judges"
    """More points from the judges: not in the unit's own hands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One figure that can rise: `now` (None: not given yet) and `marks`, the values worth reaching, in `grain`s.

    `whole` is what effort is a part of: the plan, or the full range. `judges` is how many gave points. Of a level,
    the values are places in `levels`, the least points first.
    """

    code: str
    title: str
    key: str
    label: str
    by: By
    now: Fraction | None
    marks: tuple[Fraction, ...]
    grain: Fraction
    whole: Fraction | None = None
    unit_of_measure: str = ""
    levels: tuple[tuple[str, str], ...] = ()
    judges: int = 1

    def effort(self, value: Fraction) -> Fraction:
        """Which part of the whole is still to do to come to `value`."""
        start = _NOTHING if self.now is None else self.now
        whole = self.whole or abs(value) or Fraction(1)
        return max(_NOTHING, value - start) / whole


def levers_of(criterion: Criterion, fact: LineFact, given: Given, *, places: int) -> Iterator[Lever]:
    """Every lever of one line; `given` is what its rule looks at. A line that only takes away has none."""
    if fact.not_applicable or criterion.only_deducts:
        return
    found: dict[tuple[By, str], Lever] = {}
    for rule, seen in _looked_at(criterion.rule, given):
        for lever in _of_rule(criterion, rule, seen, places):
            before = found.get((lever.by, lever.key))
            found[lever.by, lever.key] = lever if before is None else _joined(before, lever)
    yield from found.values()


def _looked_at(rule: Rule, given: Given) -> Iterator[tuple[Rule, Given]]:
    """Every rule of the tree with what it looks at: once for each period below a mean of periods."""
    if isinstance(rule, PeriodMean):
        for period in range(len(rule.periods)):
            yield from _looked_at(rule.rule, given.in_period(period))
        return
    yield rule, given
    for part in rule.parts():
        yield from _looked_at(part, given)


def _of_rule(criterion: Criterion, rule: Rule, given: Given, places: int) -> Iterator[Lever]:
    if isinstance(rule, Judged):
        yield from _of_judges(criterion, rule, given, places)
    elif isinstance(rule, Choice):
        yield from _of_levels(criterion, rule, given)
    elif isinstance(rule, Relative):
        growth = rule.against == Yardstick.LAST_YEAR
        best = given.bloc(rule.excess)[-1:]
        yield from _of_targets(criterion, OfTargets(take=Take.REACHED), given, [_FULL])
        past = OfTargets(take=Take.GROWTH if growth else Take.OVER)
        yield from _of_targets(criterion, past, given, [one + _FULL if growth else one for one in best])
    elif isinstance(rule, Proportion | Bands | PerUnit):
        yield from _of_figure(criterion, rule, given)


def _of_figure(criterion: Criterion, rule: Proportion | Bands | PerUnit, given: Given) -> Iterator[Lever]:
    figure, marks = _figure_and_marks(rule, given)
    if isinstance(figure, OfTargets):
        yield from _of_targets(criterion, figure, given, [*marks, *_plan(figure)])
    elif isinstance(figure, OfInput):
        yield from _of_input(criterion, figure.asked, given, marks)
    else:
        assert isinstance(figure, OfRatio)
        yield from _of_ratio(criterion, figure, given, marks)


def _plan(figure: OfTargets) -> list[Fraction]:
    """The plan itself as a mark, in the figure's own terms."""
    marks = {Take.REACHED: [_FULL], Take.OVER: [_NOTHING], Take.SHORT: [_NOTHING], Take.BEYOND: [_NOTHING]}
    return marks.get(figure.take, [])


def _figure_and_marks(rule: Proportion | Bands | PerUnit, given: Given) -> tuple[Measure, list[Fraction]]:
    """The figure behind a rule's measure, and where it must come to for the rule's edges."""
    measure = rule.of
    edges = list(_edges(rule, measure.value(given)))
    if not isinstance(measure, Compared):
        return measure, edges
    bloc = given.bloc(measure.figure)
    if not bloc:
        return measure.figure, []
    if measure.against in (Against.RANK, Against.RANK_LOW):
        own = measure.figure.value(given)
        return measure.figure, list(bloc if own is None else bloc[bisect_right(bloc, own) :])
    yardstick = statistic(measure.against, bloc)
    return measure.figure, [edge * yardstick / 100 for edge in edges]


def _edges(rule: Proportion | Bands | PerUnit, figure: Fraction | None) -> Iterator[Fraction]:
    """The figures at which a rule's points change: its cap and floor, the ends of its bands, its next steps."""
    if isinstance(rule, Proportion):
        yield from (edge for edge in rule.bounds if edge is not None)
    elif isinstance(rule, Bands):
        yield from (edge for band in rule.bands for edge in band.ends if edge is not None)
    else:
        start, step = Fraction(rule.beyond), Fraction(rule.step) * (-1 if rule.below else 1)
        done = 0 if figure is None else rule.steps(figure).__floor__()
        yield from (start + step * count for count in (0, max(0, done - 1), done, done + 1))
        if rule.points > 0 and rule.cap is not None:
            yield start + step * -(-Fraction(rule.cap) // rule.each)


def _of_targets(criterion: Criterion, figure: OfTargets, given: Given, marks: Iterable[Fraction]) -> Iterator[Lever]:
    """A lever for every target that is better the more is done; several targets count by their mean."""
    each, whole = figure.each(given.targets), figure.value(given)
    for target, own in zip(given.targets, each, strict=True):
        if target.direction == Direction.LESS or (target.planned is None and target.actual is None):
            continue
        # So much the one target must rise for the mean of all to come to the mark.
        lift = _NOTHING if own is None or whole is None else own - whole * len(each)
        factor = 1 if own is None or whole is None else len(each)
        wanted = [lift + mark * factor for mark in marks]
        actuals = [_actual_for(figure.take, mark, target) for mark in wanted]
        now = None if target.actual is None else Fraction(target.actual)
        grain = _grain(target.planned, target.actual)
        yield Lever(
            code=criterion.code, title=criterion.title, key=target.key, label=target.label, by=By.TARGET, now=now,
            marks=_ahead(now, (one for one in actuals if one is not None), grain), grain=grain,
            whole=Fraction(target.planned) if target.planned else None, unit_of_measure=target.unit_of_measure,
        )  # fmt: skip


def _actual_for(take: Take, figure: Fraction, target: TargetFact) -> Fraction | None:
    """The result that brings a target to a figure; None when a plan or last year's result is missing."""
    if take == Take.ACTUAL:
        return figure
    base = target.previous if take == Take.GROWTH else target.planned
    if base is None:
        return None
    if take == Take.BEYOND:
        return Fraction(base) + figure
    percent = {Take.OVER: _FULL + figure, Take.SHORT: _FULL - figure}.get(take, figure)
    return Fraction(base) * percent / 100


def _of_input(criterion: Criterion, asked: Input, given: Given, marks: Iterable[Fraction]) -> Iterator[Lever]:
    now = given.number(asked.key)
    grain = Fraction(1) if asked.kind == InputKind.COUNT or now is None else Fraction(1, _scale(now))
    start = [_NOTHING] if now is None else []
    yield _input_lever(criterion, asked, given, now, _ahead(now, [*start, *marks], grain), grain)


def _of_ratio(criterion: Criterion, ratio: OfRatio, given: Given, marks: Iterable[Fraction]) -> Iterator[Lever]:
    """A lever for every count above the line; what stands below is given from outside."""
    value = ratio.value(given)
    below = Fraction(ratio.base) if ratio.base is not None else _total(ratio.below, given)
    if value is None or below is None:
        return
    for term in ratio.above:
        now, weight = given.number(term.asked.key), Fraction(term.weight)
        if now is None or weight <= 0:
            continue
        counts = [now + (mark - value) * below / 100 / weight for mark in (*marks, _FULL)]
        ahead = _ahead(now, counts, Fraction(1))
        yield _input_lever(criterion, term.asked, given, now, ahead, Fraction(1))


def _total(terms: tuple[Term, ...], given: Given) -> Fraction | None:
    known = [(given.number(term.asked.key), Fraction(term.weight)) for term in terms]
    return sum((value * weight for value, weight in known if value is not None), _NOTHING)


def _input_lever(
    criterion: Criterion, asked: Input, given: Given, now: Fraction | None, marks: tuple[Fraction, ...], grain: Fraction
) -> Lever:
    return Lever(
        code=criterion.code, title=criterion.title, key=_key(asked, given), label=asked.label, by=By.INPUT, now=now,
        marks=marks, grain=grain, unit_of_measure=asked.unit,
    )  # fmt: skip


def _of_judges(criterion: Criterion, rule: Judged, given: Given, places: int) -> Iterator[Lever]:
    """Up to the most points that judges may give, in their steps."""
    points = given.judged(rule.key)
    low, grain = Fraction(rule.fewest), Fraction(1, 10**places) if rule.step is None else Fraction(rule.step)
    most = low + (Fraction(rule.points) - low) // grain * grain
    now = rule.worth(given)
    if now is None or now < most:
        yield Lever(
            code=criterion.code, title=criterion.title, key=_key(rule.asked, given), label=rule.label, by=By.JUDGES,
            now=now, marks=(most,), grain=grain, whole=Fraction(rule.points) - low, judges=max(1, len(points)),
            unit_of_measure="",
        )  # fmt: skip


def _of_levels(criterion: Criterion, rule: Choice, given: Given) -> Iterator[Lever]:
    """The next better level and the best one. From a level that takes points away there is no way back."""
    worth = {level.code: level.rule.worth(given) for level in rule.levels}
    ladder = sorted(
        (level for level in rule.levels if worth[level.code] is not None), key=lambda one: worth[one.code] or _NOTHING
    )
    codes, chosen = [level.code for level in ladder], given.level(rule.key)
    if chosen is not None and (chosen not in codes or (worth[chosen] or _NOTHING) < 0):
        return
    now = None if chosen is None else Fraction(codes.index(chosen))
    ahead = range(0 if now is None else int(now) + 1, len(codes))
    marks = dict.fromkeys(Fraction(place) for place in (*ahead[:1], *ahead[-1:]))
    yield Lever(
        code=criterion.code, title=criterion.title, key=_key(rule.asked, given), label=rule.label, by=By.LEVEL,
        now=now, marks=tuple(marks), grain=Fraction(1), whole=Fraction(max(1, len(codes) - 1)),
        levels=tuple((level.code, level.label) for level in ladder),
    )  # fmt: skip


def _joined(one: Lever, other: Lever) -> Lever:
    """The same figure looked at by two rules of a line: the marks of both."""
    marks = tuple(sorted({*one.marks, *other.marks})[: 2 * NEAREST])
    return replace(one, marks=marks)


def _ahead(now: Fraction | None, values: Iterable[Fraction], grain: Fraction) -> tuple[Fraction, ...]:
    """The nearest values above `now` on the grain. An edge may belong to the band below it, so the next grain too."""
    found: set[Fraction] = set()
    for value in values:
        edge = -(-value // grain) * grain
        found.update((edge, edge + grain))
    ahead = sorted(one for one in found if one >= 0 and one < _MOST_FIGURE and (now is None or one > now))
    return tuple(ahead[: 2 * NEAREST])


def _grain(*figures: Decimal | None) -> Fraction:
    """The last place that a target's figures are written with."""
    return min(Fraction(1, _scale(Fraction(one))) for one in (Decimal(1), *figures) if one is not None)


def _scale(value: Fraction) -> int:
    """The power of ten that makes a decimal number whole."""
    return next((10**places for places in range(10) if 10**places % value.denominator == 0), 10**9)


def _key(asked: Input, given: Given) -> str:
    return asked.key if given.period is None else period_key(asked.key, given.period)
