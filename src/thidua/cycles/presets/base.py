"""What a preset is: a plain form in the user's words that composes a rule, and knows its own rules again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from thidua.rulebook.findings import Text
from thidua.rulebook.measures import write_number
from thidua.rulebook.rules import Rule

Values = Mapping[str, Any]
"""What was typed, by name of field: Decimal or None for numbers, text for everything else, bool for ticks."""

NOTHING = Decimal(0)


class NotUnderstood(Exception):
    """What was typed makes no rule. `field` names the field, `text` says what to do."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text.en)
        self.field = field
        self.text = text


class Kind(StrEnum):
    """How something is asked for."""

    NUMBER = "number"
    WORDS = "words"
    LINES = "lines"
    CHOICE = "choice"
    TICK = "tick"
    KEPT = "kept"
    """Not shown: the key under which facts are kept, so that an edited line still finds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One field. A number is held between `least` and `most`; `above` says that `least` itself is too little."""

    name: str
    kind: Kind
    label: Text
    hint: Text | None = None
    required: bool = True
    default: Any = None
    unit: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    above: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """How a line is scored: its rule, the printed maximum, and how far it may go below 0 and over its maximum."""

    rule: Rule
    max_points: Decimal
    least: Decimal | None = NOTHING
    over: Decimal | None = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """One way to score, with a form. `read` gives the values back from a rule, or None when it has another shape."""

    code: str
    name: Text
    about: Text
    asks: tuple[Ask, ...]
    compose: Callable[[Values], Scoring]
    read: Callable[[Rule], dict[str, Any] | None]

    def values_of(self, rule: Rule) -> dict[str, Any] | None:
        """The values that compose exactly this rule; None when there are none."""
        found = self.read(rule)
        if found is None:
            return None
        values = self.defaults() | found
        try:
            return values if self.compose(values).rule == rule else None
        except NotUnderstood:
            return None

    def defaults(self) -> dict[str, Any]:
        """What a new form holds."""
        return {ask.name: ask.default for ask in self.asks}


def scoring(rule: Rule, *, max_points: Decimal | None = None) -> Scoring:
    """A rule with the bounds that follow from it; the printed maximum may be less than the most it can give."""
    most, least = rule.most, rule.least
    printed = max(NOTHING, most if most is not None else NOTHING) if max_points is None else max_points
    over = None if most is None else max(NOTHING, most - printed)
    return Scoring(rule=rule, max_points=printed, least=None if least is None else min(NOTHING, least), over=over)


POINTS = Text("điểm", "points")
PERCENT = Text("%", "%")
MOST = Decimal(1_000_000)


def number(
    name: str, label: Text, *, hint: Text | None = None, required: bool = True, default: Decimal | None = None,
    unit: Text | None = POINTS, least: Decimal = NOTHING, most: Decimal = MOST, above: bool = False,
) -> Ask:  # fmt: skip
    """A number, 0 or more unless told otherwise."""
    return Ask(
        name=name, kind=Kind.NUMBER, label=label, hint=hint, required=required, default=default, unit=unit,
        least=least, most=most, above=above,
    )  # fmt: skip


def percent(name: str, label: Text, *, default: Decimal | None = None, required: bool = True, hint: Text | None = None,
            most: Decimal = Decimal(1000)) -> Ask:  # fmt: skip
    """A percentage above 0."""
    return number(
        name, label, hint=hint, required=required, default=default, unit=PERCENT, most=most, above=True
    )  # fmt: skip


def words(name: str, label: Text, *, hint: Text | None = None, required: bool = True, default: str = "") -> Ask:
    """A short text."""
    return Ask(name=name, kind=Kind.WORDS, label=label, hint=hint, required=required, default=default)


def lines(name: str, label: Text, *, hint: Text, default: str = "") -> Ask:
    """Several lines of text."""
    return Ask(name=name, kind=Kind.LINES, label=label, hint=hint, default=default)


def choice(name: str, label: Text, choices: tuple[tuple[str, Text], ...], *, hint: Text | None = None) -> Ask:
    """One of several; the first to begin with."""
    return Ask(name=name, kind=Kind.CHOICE, label=label, hint=hint, choices=choices, default=choices[0][0])


def tick(name: str, label: Text, *, hint: Text | None = None) -> Ask:
    """Yes or no; no to begin with."""
    return Ask(name=name, kind=Kind.TICK, label=label, hint=hint, required=False, default=False)


def kept(name: str, default: str) -> Ask:
    """A key that is carried along."""
    return Ask(name=name, kind=Kind.KEPT, label=Text(name, name), required=False, default=default)


def written(value: Decimal | None) -> str:
    """A number as it is typed into a field."""
    return "" if value is None else write_number(value, language="vi")
