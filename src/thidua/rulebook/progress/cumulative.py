"""From the figures of periods to what has come since the first day of the year, and where that leads by its last."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.findings import Text
from thidua.rulebook.measures import fraction, points
from thidua.rulebook.progress.base import ADDS_UP, Basis, Measured

# Before a month has passed a pace says nothing.
SHORTEST = 28

_NOT_WRITTEN = Text("chưa có số liệu", "no figure yet")
_GAP = Text(
    "số chỉ tính trong kỳ, mà trước đó chưa biết kết quả đến hết ngày {before}",
    "the figure covers the period alone, and what had come by {before} is not known",
)
_DOES_NOT_ADD = Text(
    "số chỉ tính trong kỳ thuộc loại không cộng được qua các kỳ",
    "a figure of the period alone is of a kind that does not add up over periods",
)
_FALLS = Text(
    "Số lũy kế {now} thấp hơn số lũy kế kỳ trước ({before}, {title}). Kiểm tra lại; nếu đúng, ghi lý do ở ghi chú.",
    "The cumulative figure {now} is below that of the period before ({before}, {title}). Check it; if it is right, "
    "say why in the note.",
)
_PACE = Text(
    "Theo nhịp này, cuối năm đạt khoảng {value} {unit}, bằng khoảng {percent}% kế hoạch.",
    "At this pace about {value} {unit} by the end of the year, about {percent}% of the plan.",
)
_PACE_NO_PLAN = Text(
    "Theo nhịp này, cuối năm đạt khoảng {value} {unit}; chỉ tiêu chưa có kế hoạch để so.",
    "At this pace about {value} {unit} by the end of the year; there is no plan to compare it with.",
)
_ESTIMATED = Text(" Nhịp tính trên số có phần ước.", " The pace rests on a figure that is partly estimated.")
_NO_FIGURE = Text("Chưa dự báo được: chưa có số liệu lũy kế.", "No forecast: there is no cumulative figure yet.")
_OVER = Text("Năm đã hết nên không dự báo.", "The year is over, so there is no forecast.")
_TOO_EARLY = Text(
    "Chưa dự báo được: mới qua {days} ngày, nhịp chưa nói lên điều gì.",
    "No forecast: only {days} days have passed, and the pace says nothing yet.",
)
_NO_PACE = Text(
    "Không dự báo theo nhịp: tỷ lệ, bình quân và số người không tăng đều theo ngày.",
    "No forecast by pace: shares, means and counts of people do not grow by the day.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigure:
    """What was reported on one period; `value` None: not reported."""

    title: str
    first: datetime.date
    last: datetime.date
    value: Decimal | None
    basis: Basis = Basis.CUMULATIVE
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What had come by the last day of a period, from the first day of the year; None with the reason."""

    title: str
    last: datetime.date
    value: Decimal | None
    estimated: bool
    because: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Where the pace so far leads by the last day of the year: exact, or None, and the sentence that says it."""

    value: Fraction | None
    because: Text


def cumulative(
    figures: Iterable[PeriodFigure], *, year_first: datetime.date, measured: Measured
) -> tuple[Reached, ...]:
    """The cumulative figure of each period, in the order of their last days.

    A figure of the period alone is added to what is known up to the day before the period; where that is not known,
    or where the figures are of a kind that does not add up, the cumulative figure is not known either.
    """
    known: dict[datetime.date, Reached] = {}
    found = []
    for figure in sorted(figures, key=lambda one: (one.last, one.first)):
        reached = _reached(figure, known, year_first=year_first, measured=measured)
        if reached.value is not None:
            known[figure.last] = reached
        found.append(reached)
    return tuple(found)


def _reached(
    figure: PeriodFigure, known: dict[datetime.date, Reached], *, year_first: datetime.date, measured: Measured
) -> Reached:
    if figure.value is None:
        return Reached(title=figure.title, last=figure.last, value=None, estimated=False, because=_NOT_WRITTEN)
    if figure.basis == Basis.CUMULATIVE or figure.first <= year_first:
        return Reached(title=figure.title, last=figure.last, value=figure.value, estimated=figure.estimated)
    if measured not in ADDS_UP:
        return Reached(title=figure.title, last=figure.last, value=None, estimated=False, because=_DOES_NOT_ADD)
    day_before = figure.first - datetime.timedelta(days=1)
    before = known.get(day_before)
    if before is None or before.value is None:
        gap = _GAP.filled(before=day_before.strftime("%d/%m/%Y"))
        return Reached(title=figure.title, last=figure.last, value=None, estimated=False, because=gap)
    return Reached(
        title=figure.title,
        last=figure.last,
        value=before.value + figure.value,
        estimated=figure.estimated or before.estimated,
    )


def falls_below(reached: Iterable[Reached]) -> Text | None:
    """The warning when the last cumulative figure is below the one before it; such a figure is not refused."""
    known = [one for one in reached if one.value is not None]
    if len(known) < 2:
        return None
    before, now = known[-2], known[-1]
    if before.value is None or now.value is None or now.value >= before.value:
        return None
    return _FALLS.filled(now=now.value, before=before.value, title=before.title)


def forecast(
    reached: Reached | None, *, year_first: datetime.date, year_last: datetime.date, planned: Decimal | None,
    measured: Measured, unit_of_measure: str,
) -> Forecast:  # fmt: skip
    """The year's figure if the rest of the year goes on as its days so far did: value ÷ share of days elapsed."""
    if measured not in ADDS_UP:
        return Forecast(value=None, because=_NO_PACE)
    if reached is None or reached.value is None:
        return Forecast(value=None, because=_NO_FIGURE)
    if reached.last >= year_last:
        return Forecast(value=None, because=_OVER)
    elapsed = (reached.last - year_first).days + 1
    if elapsed < SHORTEST:
        return Forecast(value=None, because=_TOO_EARLY.filled(days=max(elapsed, 0)))
    expected = fraction(reached.value) * ((year_last - year_first).days + 1) / elapsed
    shown = points(expected, places=0 if reached.value == reached.value.to_integral_value() else 1)
    if planned:
        share = points(expected * 100 / fraction(planned), places=1)
        said = _PACE.filled(value=shown, unit=unit_of_measure, percent=share)
    else:
        said = _PACE_NO_PLAN.filled(value=shown, unit=unit_of_measure)
    return Forecast(value=expected, because=_also(said, _ESTIMATED) if reached.estimated else said)


def _also(one: Text, other: Text) -> Text:
    return Text(one.vi + other.vi, one.en + other.en)
