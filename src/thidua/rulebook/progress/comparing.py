"""A figure beside another one: the plan, the same period last year, last year, the mean of the peers.

The base is named in every sentence. Between two shares the difference is in percentage points: from 92% to 94% is
two points, not two percent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.rulebook.findings import Text
from thidua.rulebook.measures import fraction, percent, points
from thidua.rulebook.progress.base import Measured
from thidua.rulebook.targets import Direction


class Base(StrEnum):
    """What a figure is compared with."""

    PLAN = "plan"
    SAME_PERIOD = "same_period"
    LAST_YEAR = "last_year"
    PEERS = "peers"


_NAMES = {
    Base.PLAN: Text("kế hoạch năm", "the plan of the year"),
    Base.SAME_PERIOD: Text("cùng kỳ năm trước", "the same period last year"),
    Base.LAST_YEAR: Text("cả năm trước", "the whole of last year"),
    Base.PEERS: Text("bình quân các đơn vị khác", "the mean of the other units"),
}
_MISSING = Text("so với {base}: chưa có số liệu để so", "against {base}: there is no figure to compare with")
_SHARE = Text(
    "bằng {percent}% {base} ({value} trên {other})",
    "{percent}% of {base} ({value} of {other})",
)
_RISES = Text("tăng {percent}% so với {base} ({other} lên {value})", "up {percent}% on {base} ({other} to {value})")
_DROPS = Text("giảm {percent}% so với {base} ({other} xuống {value})", "down {percent}% on {base} ({other} to {value})")
_EQUAL = Text("bằng {base} ({value})", "equal to {base} ({value})")
_FROM_NOTHING = Text(
    "{base} là 0 nên không tính được phần trăm; nay là {value}",
    "{base} was 0, so there is no percentage; now {value}",
)
_POINTS_UP = Text(
    "cao hơn {base} {points} điểm phần trăm ({other}% lên {value}%)",
    "{points} percentage points above {base} ({other}% to {value}%)",
)
_POINTS_DOWN = Text(
    "thấp hơn {base} {points} điểm phần trăm ({other}% xuống {value}%)",
    "{points} percentage points below {base} ({other}% to {value}%)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A figure against one base. `share` is value ÷ base; `points_apart` only between shares, in percentage points.

    `better` follows the direction of the indicator; None when equal, or with nothing to compare.
    """

    base: Base
    other: Decimal | None
    share: Fraction | None
    points_apart: Decimal | None
    better: bool | None
    because: Text


def compare(
    *, value: Decimal, other: Decimal | None, base: Base, measured: Measured, direction: Direction
) -> Comparison:
    """Hold a figure against one base, and say how they stand."""
    name = _NAMES[base]
    if other is None:
        said = _MISSING.filled(base=name)
        return Comparison(base=base, other=None, share=None, points_apart=None, better=None, because=said)
    better = None if value == other else (value < other) == (direction == Direction.LESS)
    share = fraction(value) / fraction(other) if other else None
    if measured == Measured.SHARE:
        return Comparison(
            base=base, other=other, share=share, points_apart=value - other, better=better,
            because=_points(value, other, name),
        )  # fmt: skip
    said = _of_plan(value, other, share, name) if base == Base.PLAN else _change(value, other, share, name)
    return Comparison(base=base, other=other, share=share, points_apart=None, better=better, because=said)


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """The mean of the peers' figures to two decimals; None when there is none."""
    known = [fraction(one) for one in values]
    return points(sum(known, Fraction(0)) / len(known)) if known else None


def _points(value: Decimal, other: Decimal, name: Text) -> Text:
    if value == other:
        return _EQUAL.filled(base=name, value=value)
    sentence = _POINTS_UP if value > other else _POINTS_DOWN
    return sentence.filled(base=name, points=abs(value - other), value=value, other=other)


def _of_plan(value: Decimal, other: Decimal, share: Fraction | None, name: Text) -> Text:
    if share is None:
        return _FROM_NOTHING.filled(base=name, value=value)
    return _SHARE.filled(base=name, percent=percent(share), value=value, other=other)


def _change(value: Decimal, other: Decimal, share: Fraction | None, name: Text) -> Text:
    if value == other:
        return _EQUAL.filled(base=name, value=value)
    if share is None:
        return _FROM_NOTHING.filled(base=name, value=value)
    if share > 1:
        return _RISES.filled(base=name, percent=percent(share - 1), value=value, other=other)
    return _DROPS.filled(base=name, percent=percent(1 - share), value=value, other=other)
