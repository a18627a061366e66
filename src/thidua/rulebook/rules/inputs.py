"""Inputs: what a rule asks people for, and how what they gave is read.

A rule declares its inputs with a key, so that a form can ask for them and a fact can answer. Numbers of a unit's
targets are not inputs: they come from its report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from thidua.rulebook.measures import read_plain
from thidua.rulebook.refusals import InvalidFacts, InvalidSheet, Refused

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
Raw = str | tuple[str, ...]
"""What a fact holds for a key: a number in plain notation, the code of a level, or the points of several judges."""

# What nobody types: the program that keeps the papers knows it and answers under these keys.
HOUSE_DAYS, HOUSE_PAPERS = "house_late_days", "house_late_papers"
HOUSE = frozenset({HOUSE_DAYS, HOUSE_PAPERS})

Value = Fraction | str | tuple[Fraction, ...]


def period_key(key: str, period: int) -> str:
    """The key under which an input of one period is kept; periods count from 0."""
    return f"{key}_p{period + 1}"


class InputKind(StrEnum):
    """What kind of thing is asked for."""

    COUNT = "count"
    """How often or how many: a whole number, 0 or more."""
    NUMBER = "number"
    """Any number, with its unit of measure; may be negative (days early)."""
    LEVEL = "level"
    """One of the named levels."""
    JUDGED = "judged"
    """Points given by one judge or by several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing asked for. `levels` are (code, label) pairs; `least`, `most` and `step` bind judged points."""

    key: str
    kind: InputKind
    label: str
    unit: str = ""
    levels: tuple[tuple[str, str], ...] = ()
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    step: Decimal | None = None
    several: bool = False
    codes: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", frozenset(code for code, _label in self.levels))
        if KEY.fullmatch(self.key) is None:
            raise InvalidSheet("bad_key", {"key": self.key[:60]})
        if not self.label.strip():
            raise InvalidSheet("missing_field", {"field": f"{self.key}.label"})

    @property
    def of_house(self) -> bool:
        """Whether it is answered by the program and not by people."""
        return self.key in HOUSE

    def in_period(self, period: int, name: str) -> Input:
        """The same input asked for one period of several, which its label names; periods count from 0."""
        return replace(self, key=period_key(self.key, period), label=f"{self.label} ({name})")

    def read(self, raw: Raw, *, code: str, places: int) -> Value:
        """What was given for criterion `code`, read strictly. Raises InvalidFacts naming criterion, key and remedy."""
        if self.kind == InputKind.LEVEL:
            if raw not in self.codes:
                choices = ", ".join(level for level, _label in self.levels)
                raise InvalidFacts("unknown_level", {**self._about(code), "value": str(raw)[:60], "choices": choices})
            return str(raw)
        if self.kind == InputKind.JUDGED:
            given = raw if isinstance(raw, tuple) else (raw,)
            if not given:
                raise InvalidFacts("no_points_given", self._about(code))
            if len(given) > 1 and not self.several:
                raise InvalidFacts("one_judge", self._about(code))
            return tuple(self._judged(one, code, places) for one in given)
        number, exact = self._number(raw, code)
        if self.kind == InputKind.COUNT and (number < 0 or exact.denominator != 1):
            raise InvalidFacts("not_a_count", {**self._about(code), "value": number})
        return exact

    def _judged(self, raw: str, code: str, places: int) -> Fraction:
        number, exact = self._number(raw, code)
        if not self.least <= number <= self.most:
            bounds: Refused = {"least": self.least, "most": self.most}
            raise InvalidFacts("out_of_range", {**self._about(code), "value": number, **bounds})
        if self.step is not None and (number - self.least) % self.step:
            raise InvalidFacts("not_in_steps", {**self._about(code), "value": number, "step": self.step})
        if 10**places % exact.denominator:
            raise InvalidFacts("too_precise", {**self._about(code), "value": number, "places": places})
        return exact

    def _number(self, raw: Raw, code: str) -> tuple[Decimal, Fraction]:
        try:
            if isinstance(raw, str):
                return _read_number(raw)
        except ValueError:
            pass
        raise InvalidFacts("not_a_number", {"field": f"{code}.{self.key}"})

    def _about(self, code: str) -> Refused:
        return {"code": code, "field": self.key}


@lru_cache(maxsize=4096)
def _read_number(text: str) -> tuple[Decimal, Fraction]:
    """A number in plain notation, and the same exactly; the figures of a sheet are few and come again and again."""
    number = read_plain(text)
    return number, Fraction(number)


def read_all(inputs: tuple[Input, ...], raw: Mapping[str, Raw], *, code: str, places: int) -> dict[str, Value]:
    """Everything given for a criterion, by key. Raises InvalidFacts for a key that no rule asks for."""
    values = {one.key: one.read(raw[one.key], code=code, places=places) for one in inputs if one.key in raw}
    if len(values) < len(raw):
        foreign = next(key for key in raw if key not in values)
        raise InvalidFacts("foreign_input", {"code": code, "field": foreign[:60]})
    return values
