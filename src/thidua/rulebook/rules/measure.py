"""Measures: the figure that a rule looks at, from targets, from inputs, or held against the rest of the bloc."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from thidua.rulebook.achievement import exact_percent, kept_under
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import plain
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules.base import NOT_KNOWN, shown
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.targets import Direction, TargetFact

_FULL = Fraction(100)
_NONE = Fraction(0)
_LABELLED = Text("{label}: {value} {unit}", "{label}: {value} {unit}")
_PLAINLY = Text("{label}: {value}", "{label}: {value}")


class Take(StrEnum):
    """What is taken from the unit's targets for the criterion; of several targets, the mean."""

    REACHED = "reached"
    """Percent of the plan that was reached."""
    OVER = "over"
    """Percent by which the plan was exceeded; 0 when it was not."""
    SHORT = "short"
    """Percent by which the plan was missed; 0 when it was reached."""
    ACTUAL = "actual"
    """The result itself, in the target's unit of measure."""
    BEYOND = "beyond"
    """How many units over the plan, in the target's unit of measure; 0 when not over."""
    GROWTH = "growth"
    """Percent of last year's own result that was reached."""


class Against(StrEnum):
    """With what in the bloc a figure is compared."""

    BEST = "best"
    """As a percentage of the highest figure in the bloc."""
    MEAN = "mean"
    """As a percentage of the bloc's mean."""
    MEDIAN = "median"
    """As a percentage of the bloc's median."""
    RANK = "rank"
    """The place in the bloc, the highest figure first; equal figures share the better place."""
    RANK_LOW = "rank_low"
    """The place in the bloc, the lowest figure first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure. `unit` is what it is counted in; "%" for every percentage."""

    name: ClassVar[str] = ""

    @property
    def unit(self) -> str:
        raise NotImplementedError(self.name)

    def value(self, given: Given) -> Fraction | None:
        """The figure, exactly; None while it is not known."""
        raise NotImplementedError(self.name)

    def describe(self, given: Given) -> Text:
        """The figure in words: "báo cáo nộp muộn: 3 báo cáo"."""
        raise NotImplementedError(self.name)

    def inputs(self) -> tuple[Input, ...]:
        """What people are asked for."""
        return ()

    @property
    def compared(self) -> Measure | None:
        """The figure that must be known of every unit of the bloc; None when the unit stands alone."""
        return None

    @property
    def takes_targets(self) -> bool:
        """Whether the figure comes from the unit's targets."""
        return False

    def to_json(self) -> dict[str, object]:
        """The measure as JSON values."""
        raise NotImplementedError(self.name)


_TAKEN = {
    Take.REACHED: Text("đạt {value}% kế hoạch", "{value}% of the plan reached"),
    Take.OVER: Text("vượt {value}% kế hoạch", "{value}% over the plan"),
    Take.SHORT: Text("thiếu {value}% so với kế hoạch", "{value}% short of the plan"),
    Take.ACTUAL: Text("kết quả {value}", "result {value}"),
    Take.BEYOND: Text("vượt kế hoạch {value} đơn vị tính", "{value} units over the plan"),
    Take.GROWTH: Text("bằng {value}% kết quả năm trước", "{value}% of last year's result"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTargets(Measure):
    """A figure from the unit's targets."""

    name = "targets"
    take: Take = Take.REACHED

    @property
    def unit(self) -> str:
        return "" if self.take in (Take.ACTUAL, Take.BEYOND) else "%"

    @property
    def takes_targets(self) -> bool:
        return True

    def value(self, given: Given) -> Fraction | None:
        targets = given.targets
        return _taken(self.take, targets[0]) if len(targets) == 1 else mean(self.each(targets))

    def each(self, targets: tuple[TargetFact, ...]) -> list[Fraction | None]:
        """The figure of every target."""
        return [_taken(self.take, target) for target in targets]

    def describe(self, given: Given) -> Text:
        value = self.value(given)
        return NOT_KNOWN if value is None else _TAKEN[self.take].filled(value=shown(value))

    def to_json(self) -> dict[str, object]:
        return {"of": self.name, "take": self.take.value}


def _taken(take: Take, target: TargetFact) -> Fraction | None:
    if take == Take.ACTUAL:
        return None if target.actual is None else Fraction(target.actual)
    if take == Take.GROWTH:
        return _growth(target)
    if take == Take.BEYOND:
        return _beyond(target)
    reached = exact_percent(target)
    if reached is None or take == Take.REACHED:
        return reached
    return max(_NONE, reached - _FULL if take == Take.OVER else _FULL - reached)


def _growth(target: TargetFact) -> Fraction | None:
    """Against the unit's own last year; where less is better, a fall counts as growth."""
    if target.actual is None or target.previous is None:
        return None
    if target.direction == Direction.LESS:
        return kept_under(ceiling=target.previous, actual=target.actual) * 100
    if not target.previous:
        return None if target.actual else _FULL
    return Fraction(target.actual) / Fraction(target.previous) * 100


def _beyond(target: TargetFact) -> Fraction | None:
    if target.actual is None or target.planned is None:
        return None
    over = Fraction(target.actual) - Fraction(target.planned)
    return max(_NONE, -over if target.direction == Direction.LESS else over)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfInput(Measure):
    """A figure that people enter: a count or a number."""

    asked: Input

    @property
    def name(self) -> str:  # type: ignore[override]
        return self.asked.kind.value

    @property
    def unit(self) -> str:
        return self.asked.unit

    def inputs(self) -> tuple[Input, ...]:
        return (self.asked,)

    def value(self, given: Given) -> Fraction | None:
        return given.number(self.asked.key)

    def describe(self, given: Given) -> Text:
        value = self.value(given)
        shown_value = NOT_KNOWN if value is None else shown(value)
        sentence = _LABELLED if self.unit and value is not None else _PLAINLY
        return sentence.filled(label=self.asked.label, value=shown_value, unit=self.unit)

    def to_json(self) -> dict[str, object]:
        asked = self.asked
        return {"of": asked.kind.value, "key": asked.key, "label": asked.label, "unit": asked.unit}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A count that enters a ratio with a weight: three of the one are worth one of the other."""

    asked: Input
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRatio(Measure):
    """What was done of what was to be done, in percent; either side may be a weighted sum of counts.

    `base` stands in place of `below` where the number to be reached is fixed. 0 of 0 is not known: nothing was
    assigned, which is "not applicable" and not a result.
    """

    name = "ratio"
    above: tuple[Term, ...]
    below: tuple[Term, ...] = ()
    base: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.above or bool(self.below) == (self.base is not None):
            raise InvalidSheet("ratio_sides", {"field": "ratio"})
        if self.base is not None and self.base <= 0:
            raise InvalidSheet("not_above_zero", {"field": "ratio.base", "value": self.base})

    @property
    def unit(self) -> str:
        return "%"

    def inputs(self) -> tuple[Input, ...]:
        return tuple(term.asked for term in (*self.above, *self.below))

    def value(self, given: Given) -> Fraction | None:
        above = _weighted(self.above, given)
        below = Fraction(self.base) if self.base is not None else _weighted(self.below, given)
        return None if above is None or not below else above / below * 100

    def describe(self, given: Given) -> Text:
        value, above = self.value(given), _weighted(self.above, given)
        below = Fraction(self.base) if self.base is not None else _weighted(self.below, given)
        if value is None or above is None or below is None:
            return NOT_KNOWN
        sentence = Text("{labels}: {above}/{below} = {value}%", "{labels}: {above}/{below} = {value}%")
        labels = ", ".join(term.asked.label for term in (*self.above, *self.below))
        return sentence.filled(labels=labels, above=shown(above), below=shown(below), value=shown(value))

    def to_json(self) -> dict[str, object]:
        return {
            "of": self.name,
            "above": [_term_json(term) for term in self.above],
            "below": [_term_json(term) for term in self.below],
            "base": None if self.base is None else plain(self.base),
        }


def _weighted(terms: tuple[Term, ...], given: Given) -> Fraction | None:
    total = _NONE
    for term in terms:
        value = given.number(term.asked.key)
        if value is None:
            return None
        total += value * Fraction(term.weight)
    return total


def _term_json(term: Term) -> dict[str, object]:
    asked = term.asked
    return {"key": asked.key, "label": asked.label, "unit": asked.unit, "weight": plain(term.weight)}


_COMPARED = {
    Against.BEST: Text("{own}, bằng {value}% mức cao nhất khối", "{own}, {value}% of the bloc's highest"),
    Against.MEAN: Text("{own}, bằng {value}% mức bình quân khối", "{own}, {value}% of the bloc's mean"),
    Against.MEDIAN: Text("{own}, bằng {value}% mức trung vị khối", "{own}, {value}% of the bloc's median"),
    Against.RANK: Text("{own}, thứ {value} trong khối", "{own}, place {value} in the bloc"),
    Against.RANK_LOW: Text("{own}, thứ {value} trong khối (thấp xếp trước)", "{own}, place {value}, lowest first"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Measure):
    """A figure held against the rest of the bloc.

    Where the bloc's figure is 0 or below, nobody has anything to show: a share of the best is then 0, and whoever is
    not below the mean or the median is at 100.
    """

    name = "compared"
    figure: Measure
    against: Against

    def __post_init__(self) -> None:
        if self.figure.compared is not None:
            raise InvalidSheet("compared_twice", {"field": "against"})

    @property
    def unit(self) -> str:
        return "" if self.against in (Against.RANK, Against.RANK_LOW) else "%"

    @property
    def compared(self) -> Measure | None:
        return self.figure

    @property
    def takes_targets(self) -> bool:
        return self.figure.takes_targets

    def inputs(self) -> tuple[Input, ...]:
        return self.figure.inputs()

    def value(self, given: Given) -> Fraction | None:
        own, bloc = self.figure.value(given), given.bloc(self.figure)
        if own is None or not bloc:
            return None
        if self.against == Against.RANK:
            return Fraction(len(bloc) - bisect_right(bloc, own) + 1)
        if self.against == Against.RANK_LOW:
            return Fraction(bisect_left(bloc, own) + 1)
        yardstick = statistic(self.against, bloc)
        if yardstick <= 0:
            return _NONE if self.against == Against.BEST or own < yardstick else _FULL
        return own / yardstick * 100

    def describe(self, given: Given) -> Text:
        value = self.value(given)
        if value is None:
            return NOT_KNOWN
        return _COMPARED[self.against].filled(own=self.figure.describe(given), value=shown(value))

    def to_json(self) -> dict[str, object]:
        return {**self.figure.to_json(), "against": self.against.value}


def statistic(against: Against, bloc: tuple[Fraction, ...]) -> Fraction:
    """The bloc's best, mean or median of figures in ascending order; there is at least one."""
    if against == Against.BEST:
        return bloc[-1]
    if against == Against.MEAN:
        return sum(bloc, _NONE) / len(bloc)
    middle = len(bloc) // 2
    return bloc[middle] if len(bloc) % 2 else (bloc[middle - 1] + bloc[middle]) / 2


def mean(figures: Iterable[Fraction | None]) -> Fraction | None:
    """The mean; None when there is no figure or one is not known."""
    known: list[Fraction] = []
    for figure in figures:
        if figure is None:
            return None
        known.append(figure)
    if not known:
        return None
    return known[0] if len(known) == 1 else sum(known, _NONE) / len(known)


class Source(StrEnum):
    """Where a figure comes from."""

    TARGETS = "targets"
    COUNT = "count"
    NUMBER = "number"
    RATIO = "ratio"


MEASURE_NAMES = frozenset({"of", "take", "key", "label", "unit", "above", "below", "base", "against"})
TERM_NAMES = frozenset({"key", "label", "unit", "weight"})
FIELDS_OF = {
    Source.TARGETS: {"take"},
    Source.COUNT: {"key", "label", "unit"},
    Source.NUMBER: {"key", "label", "unit"},
    Source.RATIO: {"above", "below", "base"},
}


def read_measure(record: Record) -> Measure:
    """Read a measure strictly. Raises InvalidSheet naming the field and the remedy."""
    source = record.choice("of", Source)
    record.require_only(FIELDS_OF[source] | {"of", "against"})
    figure = _read_figure(record, source)
    if record.fields.get("against") is None:
        return figure
    return Compared(figure=figure, against=record.choice("against", Against))


def _read_figure(record: Record, source: Source) -> Measure:
    if source == Source.TARGETS:
        return OfTargets(take=record.choice("take", Take))
    if source == Source.RATIO:
        return OfRatio(
            above=tuple(_read_term(entry) for entry in record.entries("above", names=TERM_NAMES)),
            below=tuple(_read_term(entry) for entry in record.entries("below", names=TERM_NAMES)),
            base=record.number_or_none("base"),
        )
    return OfInput(asked=_asked(record, InputKind(source.value)))


def _read_term(record: Record) -> Term:
    weight = record.number_or_none("weight")
    return Term(asked=_asked(record, InputKind.COUNT), weight=Decimal(1) if weight is None else weight)


def _asked(record: Record, kind: InputKind) -> Input:
    return Input(key=record.text("key"), kind=kind, label=record.text("label"), unit=record.text("unit", default=""))
