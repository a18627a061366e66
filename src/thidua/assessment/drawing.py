"""The bars of the standings, as numbers that a template writes into SVG attributes."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from thidua.assessment.queries.standings import StandingRow

WIDTH, FIGURES, ROW = 480, 70, 46


@dataclass(frozen=True, kw_only=True)
class Bar:
    label: str
    points: Decimal
    y: int
    text_y: int
    figure_y: int
    width: int
    figure_x: int


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A horizontal bar a unit; lengths in the units of the SVG's view box."""

    caption: str
    width: int
    height: int
    bars: list[Bar]


def bars_of(rows: list[StandingRow]) -> Drawing | None:
    """The drawing of the standings, from zero, or None while nobody has points above zero."""
    known = [(row.unit.short_name, row.points) for row in rows if row.points is not None]
    most = max((points for _name, points in known), default=Decimal(0))
    if most <= 0:
        return None
    bars = [_bar(index, name, points, most) for index, (name, points) in enumerate(known)]
    first, last = known[0], known[-1]
    caption = _("Cao nhất %(first)s, thấp nhất %(last)s trong %(count)s đơn vị đã có điểm.") % {
        "first": first[0],
        "last": last[0],
        "count": len(known),
    }
    return Drawing(caption=caption, width=WIDTH, height=len(bars) * ROW, bars=bars)


def _bar(index: int, name: str, points: Decimal, most: Decimal) -> Bar:
    length = int(max(points, Decimal(0)) / most * (WIDTH - FIGURES))
    top = index * ROW
    return Bar(
        label=name, points=points, y=top + 22, text_y=top + 16, figure_y=top + 37, width=length, figure_x=length + 6
    )
