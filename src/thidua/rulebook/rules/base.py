"""The base of every rule: a closed set of kinds that compose into a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import points, write_number
from thidua.rulebook.refusals import InvalidSheet

if TYPE_CHECKING:
    from thidua.rulebook.rules.given import Given
    from thidua.rulebook.rules.inputs import Input
    from thidua.rulebook.rules.measure import Measure

# Far above any real sheet (the largest one found has 1,000), small enough for every sum to stay exact.
MOST_POINTS = Decimal(1_000_000)
# A tree deeper or wider than this is no scoring table; it is a slip or an attack.
MOST_DEPTH = 8

Bound = Decimal | None
"""A bound on points; None says that there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way to come to points. Subclasses are frozen, know their `kind` and read themselves from JSON."""

    kind: ClassVar[str] = ""

    @property
    def least(self) -> Bound:
        """The fewest points the rule can give; None without a limit."""
        raise NotImplementedError(self.kind)

    @property
    def most(self) -> Bound:
        """The most points the rule can give; None without a limit."""
        raise NotImplementedError(self.kind)

    def inputs(self) -> tuple[Input, ...]:
        """What people are asked for."""
        return ()

    def measures(self) -> tuple[Measure, ...]:
        """The figures this rule itself looks at, without those of its parts."""
        return ()

    def parts(self) -> tuple[Rule, ...]:
        """The rules this one is made of."""
        return ()

    def worth(self, given: Given) -> Fraction | None:
        """The exact points, not rounded; None while something is missing."""
        raise NotImplementedError(self.kind)

    def explain(self, given: Given) -> Finding:
        """The same as a sentence with its figures, resting on the findings of the parts."""
        raise NotImplementedError(self.kind)

    def to_json(self) -> dict[str, object]:
        """The rule as JSON values; numbers are text in plain notation."""
        raise NotImplementedError(self.kind)

    def every(self) -> Iterator[Rule]:
        """This rule and all below it."""
        yield self
        for part in self.parts():
            yield from part.every()


NOT_KNOWN = Text("chưa đủ số liệu", "figures are missing")


def found(rule: Rule, worth: Fraction | None, because: Text, *parts: Finding) -> Finding:
    """The finding of a rule that came to `worth`."""
    data = {} if worth is None else {"points": str(worth)}
    return Finding(f"scoring.{rule.kind}", worth is not None, because, parts=parts, data=data)


def shown(value: Fraction) -> Text:
    """A number for people: exactly when it can be written with six decimals, otherwise cut and marked with ≈."""
    rounded = points(value, places=6)
    if Fraction(rounded) == value:
        return Text(write_number(rounded, language="vi"), write_number(rounded, language="en"))
    nearly = points(value, places=4)
    return Text(f"≈ {write_number(nearly, language='vi')}", f"≈ {write_number(nearly, language='en')}")


def within(value: Fraction, least: Bound, most: Bound) -> Fraction:
    """The value held between two bounds."""
    return held(value, exact(least), exact(most))


def held(value: Fraction, least: Fraction | None, most: Fraction | None) -> Fraction:
    """The value held between two exact bounds, as rules keep them; None where there is none."""
    if most is not None and exceeds(value, most):
        return most
    if least is not None and exceeds(least, value):
        return least
    return value


def exceeds(one: Fraction, other: Fraction) -> bool:
    """Whether `one` is more than `other`. Python's own `>` first asks what kind of number it was given: slower."""
    return one.numerator * other.denominator > other.numerator * one.denominator


def exact(bound: Bound) -> Fraction | None:
    """A bound as an exact fraction."""
    return None if bound is None else Fraction(bound)


def keep(frozen: object, **derived: object) -> None:
    """Set what follows from the fields of a frozen value, once, while it is made: scoring reads it for every unit."""
    for name, value in derived.items():
        object.__setattr__(frozen, name, value)


def require_points(name: str, value: Decimal | None, *, least: Decimal = -MOST_POINTS) -> None:
    """Refuse a number of points that no sheet can mean. Raises InvalidSheet."""
    if value is not None and not (value.is_finite() and least <= value <= MOST_POINTS):
        raise InvalidSheet("points_out_of_bounds", {"field": name, "least": least, "most": MOST_POINTS})


def require_order(least: Bound, most: Bound) -> None:
    """Refuse bounds the wrong way round. Raises InvalidSheet."""
    if least is not None and most is not None and least > most:
        raise InvalidSheet("bounds_crossed", {"least": least, "most": most})
