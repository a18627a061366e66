"""Stretches of the number line: what a row of bands leaves out, and where two of them overlap.

A stretch runs from one cut to another. The cut `(80, 0)` lies just before 80 and `(80, 1)` just after it, so that
"from 80" and "more than 80" differ, and exactly 98 can be a hole of its own. Whole numbers are cut only before a
number: 0–0 and 1–2 then touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from thidua.rulebook.findings import Text

Cut = tuple[Decimal, int]
LOWEST: Cut = (Decimal("-Infinity"), 0)
HIGHEST: Cut = (Decimal("Infinity"), 0)
ZERO: Cut = (Decimal(0), 0)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """All numbers between two cuts."""

    start: Cut
    end: Cut

    @property
    def empty(self) -> bool:
        """Whether there is no number in it."""
        return self.start >= self.end

    def within(self, other: Stretch) -> Stretch:
        """The part that also lies in the other; may be empty."""
        return Stretch(max(self.start, other.start), min(self.end, other.end))

    def covers(self, other: Stretch) -> bool:
        """Whether all of the other lies in it."""
        return self.start <= other.start and other.end <= self.end


def stretch(start: Decimal | None, end: Decimal | None, *, with_start: bool, with_end: bool, whole: bool) -> Stretch:
    """The numbers from `start` to `end`; None is open. With `whole`, only whole numbers count."""
    first = LOWEST if start is None else (start, 0 if with_start else 1)
    last = HIGHEST if end is None else (end, 1 if with_end else 0)
    return Stretch(_before_whole(first), _before_whole(last)) if whole else Stretch(first, last)


def _before_whole(cut: Cut) -> Cut:
    """The cut moved up to just before the next whole number."""
    value, side = cut
    if not value.is_finite():
        return cut
    floor = value.to_integral_value(rounding=ROUND_FLOOR)
    return (floor if floor == value and side == 0 else floor + 1), 0


def holes(stretches: Iterable[Stretch], domain: Stretch) -> Iterator[Stretch]:
    """What of the domain is in none of the stretches, in ascending order."""
    reached = domain.start
    for one in sorted(stretches):
        if one.start > reached and not (hole := Stretch(reached, one.start).within(domain)).empty:
            yield hole
        reached = max(reached, one.end)
    if reached < domain.end:
        yield Stretch(reached, domain.end)


def example(one: Stretch) -> Decimal:
    """A number in the stretch that a reader would think of: its middle, or a little beyond its only end."""
    (start, _side), (end, _end_side) = one.start, one.end
    if start.is_finite() and end.is_finite():
        return (start + end) / 2
    if start.is_finite():
        return start + 1
    return end - 1 if end.is_finite() else Decimal(0)


_EXACTLY = Text("đúng {start}", "exactly {start}")
_FROM = Text("từ {start}", "{start} or more")
_ABOVE = Text("trên {start}", "more than {start}")
_BELOW = Text("dưới {end}", "less than {end}")
_UP_TO = Text("từ {end} trở xuống", "{end} or less")
_BETWEEN = {
    (0, 0): Text("từ {start} đến dưới {end}", "{start} to less than {end}"),
    (0, 1): Text("từ {start} đến {end}", "{start} to {end}"),
    (1, 0): Text("trên {start} và dưới {end}", "more than {start} and less than {end}"),
    (1, 1): Text("trên {start} đến {end}", "more than {start}, up to {end}"),
}


_ANY = Text("bất kỳ", "any figure")


def words(one: Stretch, *, domain: Stretch, whole: bool, unit: str) -> Text:
    """The stretch in words: "đúng 98%", "dưới 96%", "trên 80% và dưới 81%"."""
    (start, side), (end, end_side) = one.start, one.end
    if whole and end.is_finite():
        end, end_side = end - 1, 1
    open_start = not start.is_finite() or (one.start <= domain.start and start != end)
    if open_start:
        sentence = (_UP_TO if end_side else _BELOW) if end.is_finite() else _ANY
    elif start == end:
        sentence = _EXACTLY
    elif end.is_finite():
        sentence = _BETWEEN[side, end_side]
    else:
        sentence = _ABOVE if side else _FROM
    return sentence.filled(start=_edge(start, unit), end=_edge(end, unit))


def _edge(value: Decimal, unit: str) -> Text:
    if not value.is_finite():
        return Text("", "")
    mark = "%" if unit == "%" else ""
    return Text("{value}{mark}", "{value}{mark}").filled(value=value, mark=mark)
