"""Rules made of rules: their sum, the best of them, the mean over periods."""

from __future__ import annotations

from collections.abc import Iterator
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
    found,
    held,
    keep,
    require_order,
    require_points,
    shown,
)
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.inputs import Input
from thidua.rulebook.rules.measure import Measure, mean
from thidua.rulebook.rules.plain import highest, lowest

_SUM = Text("{terms} = {total}", "{terms} = {total}")
_SUM_HELD = Text("{terms} = {total}, giới hạn ở {worth}", "{terms} = {total}, held to {worth}")
_OPEN = Text("chưa đủ số liệu của {open} trong {count} phần", "figures are missing for {open} of {count} parts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Rule):
    """The parts added up, held between `floor` and `cap`: start at a level, then deduct; several bonuses together."""

    kind: ClassVar[str] = "sum"
    of: tuple[Rule, ...]
    floor: Decimal | None = None
    cap: Decimal | None = None
    bounds: tuple[Fraction | None, Fraction | None] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.of:
            raise InvalidSheet("no_parts", {"field": "of"})
        for name in ("floor", "cap"):
            require_points(name, getattr(self, name))
        require_order(self.floor, self.cap)
        keep(self, bounds=(exact(self.floor), exact(self.cap)))

    @property
    def least(self) -> Bound:
        return _held(_added(rule.least for rule in self.of), self, at_least=True)

    @property
    def most(self) -> Bound:
        return _held(_added(rule.most for rule in self.of), self, at_least=False)

    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def worth(self, given: Given) -> Fraction | None:
        total = self._total(given)
        return None if total is None else held(total, *self.bounds)

    def _total(self, given: Given) -> Fraction | None:
        total: Fraction | None = None
        for part in self.of:
            worth = part.worth(given)
            if worth is None:
                return None
            total = worth if total is None else total + worth
        return total

    def explain(self, given: Given) -> Finding:
        parts = tuple(part.explain(given) for part in self.of)
        total = self._total(given)
        if total is None:
            return found(self, None, _open(parts), *parts)
        worth = held(total, *self.bounds)
        terms = _joined([shown(part.worth(given) or Fraction(0)) for part in self.of], " + ")
        sentence = _SUM if worth == total else _SUM_HELD
        return found(self, worth, sentence.filled(terms=terms, total=shown(total), worth=shown(worth)), *parts)

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "of": [part.to_json() for part in self.of],
            "floor": None if self.floor is None else plain(self.floor),
            "cap": None if self.cap is None else plain(self.cap),
        }


class Pick(StrEnum):
    """Which of several routes counts."""

    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Best(Rule):
    """Only one of several routes counts: the highest, or the lowest. A route without figures is left out."""

    kind: ClassVar[str] = "best"
    of: tuple[Rule, ...]
    pick: Pick = Pick.HIGHEST

    def __post_init__(self) -> None:
        if len(self.of) < 2:
            raise InvalidSheet("one_route", {"field": "of"})

    @property
    def least(self) -> Bound:
        return lowest(iter(self.of))

    @property
    def most(self) -> Bound:
        return highest(iter(self.of))

    def parts(self) -> tuple[Rule, ...]:
        return self.of

    def worth(self, given: Given) -> Fraction | None:
        known = [worth for worth in (part.worth(given) for part in self.of) if worth is not None]
        if not known:
            return None
        return max(known) if self.pick == Pick.HIGHEST else min(known)

    def explain(self, given: Given) -> Finding:
        parts = tuple(part.explain(given) for part in self.of)
        worth = self.worth(given)
        if worth is None:
            return found(self, None, NOT_KNOWN, *parts)
        known = [shown(one) for one in (part.worth(given) for part in self.of) if one is not None]
        sentence = Text("lấy mức cao nhất trong {each}: {worth}", "the highest of {each}: {worth}")
        if self.pick == Pick.LOWEST:
            sentence = Text("lấy mức thấp nhất trong {each}: {worth}", "the lowest of {each}: {worth}")
        return found(self, worth, sentence.filled(each=_joined(known, "; "), worth=shown(worth)), *parts)

    def to_json(self) -> dict[str, object]:
        return {"kind": self.kind, "of": [part.to_json() for part in self.of], "pick": self.pick.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMean(Rule):
    """The mean of one rule over named periods, each with inputs of its own: quarters, months, rounds."""

    kind: ClassVar[str] = "period_mean"
    periods: tuple[str, ...]
    rule: Rule

    def __post_init__(self) -> None:
        if len(self.periods) < 2 or not all(period.strip() for period in self.periods):
            raise InvalidSheet("periods", {"field": "periods"})
        if any(isinstance(part, PeriodMean) for part in self.rule.every()):
            raise InvalidSheet("periods_in_periods", {"field": "rule"})

    @property
    def least(self) -> Bound:
        return self.rule.least

    @property
    def most(self) -> Bound:
        return self.rule.most

    def parts(self) -> tuple[Rule, ...]:
        return (self.rule,)

    def worth(self, given: Given) -> Fraction | None:
        return mean(self.rule.worth(given.in_period(period)) for period in range(len(self.periods)))

    def explain(self, given: Given) -> Finding:
        parts = tuple(self._of_period(given, period) for period in range(len(self.periods)))
        worth = self.worth(given)
        if worth is None:
            return found(self, None, _open(parts), *parts)
        sentence = Text("bình quân {count} kỳ: {worth}", "the mean of {count} periods: {worth}")
        return found(self, worth, sentence.filled(count=len(parts), worth=shown(worth)), *parts)

    def _of_period(self, given: Given, period: int) -> Finding:
        inner = self.rule.explain(given.in_period(period))
        named = Text("{period}: {because}", "{period}: {because}")
        because = named.filled(period=self.periods[period], because=inner.because)
        return Finding(inner.rule, inner.holds, because, parts=inner.parts, data=inner.data)

    def to_json(self) -> dict[str, object]:
        return {"kind": self.kind, "periods": list(self.periods), "rule": self.rule.to_json()}


def inputs_of(rule: Rule) -> tuple[Input, ...]:
    """Everything a rule and its parts ask for, each key once. Raises InvalidSheet when a key means two things."""
    found_inputs: dict[str, Input] = {}
    for asked in _all_inputs(rule):
        if found_inputs.setdefault(asked.key, asked) != asked:
            raise InvalidSheet("key_means_two_things", {"key": asked.key})
    return tuple(found_inputs.values())


def _all_inputs(rule: Rule) -> Iterator[Input]:
    if isinstance(rule, PeriodMean):
        inner = tuple(_all_inputs(rule.rule))
        for period, name in enumerate(rule.periods):
            yield from (asked.in_period(period, name) for asked in inner)
        return
    yield from rule.inputs()
    for part in rule.parts():
        yield from _all_inputs(part)


def compared_figures(rule: Rule, periods: tuple[int | None, ...] = (None,)) -> Iterator[tuple[Measure, int | None]]:
    """The figures that must be known of the whole bloc, with the period each belongs to."""
    if isinstance(rule, PeriodMean):
        periods = tuple(range(len(rule.periods)))
    for measure in rule.measures():
        if measure.compared is not None:
            yield from ((measure.compared, period) for period in periods)
    for part in rule.parts():
        yield from compared_figures(part, periods)


def _added(bounds: Iterator[Bound]) -> Bound:
    total = Decimal(0)
    for bound in bounds:
        if bound is None:
            return None
        total += bound
    return total


def _held(bound: Bound, rule: Sum, *, at_least: bool) -> Bound:
    """The bound of a sum after its own floor and cap; an open side is closed by them."""
    limit = rule.floor if at_least else rule.cap
    if bound is None:
        return limit
    inside = held(Fraction(bound), *rule.bounds)
    return Decimal(inside.numerator) / Decimal(inside.denominator)


def _open(parts: tuple[Finding, ...]) -> Text:
    return _OPEN.filled(open=sum(not part.holds for part in parts), count=len(parts))


def _joined(texts: list[Text], mark: str) -> Text:
    return Text(mark.join(text.vi for text in texts), mark.join(text.en for text in texts))
