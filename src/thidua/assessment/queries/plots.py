"""Where the lines of a plot run: whole coordinates of a drawing 360 wide, computed here and set out by a template."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from thidua.assessment.models import Target
from thidua.assessment.queries.periods import Span
from thidua.rulebook.measures import fraction
from thidua.rulebook.progress import Forecast, Reached
from thidua.rulebook.targets import Direction

LEFT, RIGHT, TOP, BOTTOM = 12, 348, 22, 128


@dataclass(frozen=True)
class Point:
    """A figure in the drawing. `anchor` says on which side of it its label stands."""

    x: int
    y: int
    last: date
    value: Decimal
    estimated: bool = False

    @property
    def anchor(self) -> str:
        return "end" if self.x > (LEFT + RIGHT) // 2 else "start"

    @property
    def label_y(self) -> int:
        return self.y - 8


@dataclass(frozen=True, kw_only=True)
class Plot:
    """One target over the year: the line of the plan, what has come, and where its pace leads."""

    points: tuple[Point, ...]
    plan: Decimal | None
    plan_from: int
    plan_to: int
    ahead_to: int | None
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM

    @property
    def line(self) -> str:
        """The corners of what has come; it begins at nothing on the first day."""
        return " ".join([f"{LEFT},{BOTTOM}", *(f"{point.x},{point.y}" for point in self.points)])

    @property
    def last(self) -> Point:
        return self.points[-1]

    @property
    def plan_label_y(self) -> int:
        return max(self.plan_to - 6, 12)


def plot_of(target: Target, reached: tuple[Reached, ...], ahead: Forecast, span: Span) -> Plot | None:
    """The plot of a target, or None while nothing is known of it."""
    known = [(one, one.value) for one in reached if one.value is not None]
    if not known:
        return None
    planned = target.planned
    ceiling = max(
        [fraction(value) for _one, value in known] + [fraction(planned or Decimal(0)), ahead.value or Fraction(0)]
    )

    def height(value: Fraction) -> int:
        return BOTTOM - int((BOTTOM - TOP) * value / ceiling) if ceiling else BOTTOM

    days = (span.year_last - span.year_first).days + 1
    points = tuple(
        Point(
            x=LEFT + (RIGHT - LEFT) * min((one.last - span.year_first).days + 1, days) // days,
            y=height(fraction(value)), last=one.last, value=value, estimated=one.estimated,
        )
        for one, value in known
    )  # fmt: skip
    level = height(fraction(planned)) if planned is not None else BOTTOM
    return Plot(
        points=points,
        plan=planned,
        plan_from=BOTTOM if target.direction == Direction.MORE else level,
        plan_to=level,
        ahead_to=None if ahead.value is None else height(ahead.value),
    )
