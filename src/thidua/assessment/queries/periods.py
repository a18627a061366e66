"""The periods on which units report: finding them, their days, and whether reports may be written in them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from thidua.assessment.models import PeriodKind, ReportingPeriod
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import calendar_of, visible_years, year_for
from thidua.kernel.actor import Actor
from thidua.rulebook.calendar import Phase

# Where the period of the year stands among the others: after all of them.
LAST = 100


@dataclass(frozen=True, kw_only=True)
class Span:
    """The first and the last day that a period is about, and the days of the year it belongs to."""

    first: date
    last: date
    year_first: date
    year_last: date


def days_of_year(year: EmulationYear) -> tuple[date, date]:
    """The first and the last day of the year: those that were decided, or those of the calendar."""
    first: date | None = getattr(year, "first_on", None)
    last: date | None = getattr(year, "last_on", None)
    return first or date(year.year, 1, 1), last or date(year.year, 12, 31)


def span_of(period: ReportingPeriod) -> Span:
    """The days of a period; the period of the year has those of the year."""
    first, last = days_of_year(period.emulation_year)
    return Span(first=period.first_on or first, last=period.last_on or last, year_first=first, year_last=last)


def periods_of(year: EmulationYear) -> list[ReportingPeriod]:
    """The periods of the year in order, that of the whole year last even where no report has called for it yet."""
    found = list(year.reporting_periods.order_by("position", "pk"))
    if not any(one.yearly for one in found):
        found.append(ReportingPeriod(emulation_year=year, kind=PeriodKind.YEAR, title=title_of(year), position=LAST))
    for one in found:
        one.emulation_year = year
    return found


def title_of(year: EmulationYear) -> str:
    """What the period of the whole year is called."""
    return _("Cả năm %(year)s") % {"year": year.year}


def period_for(actor: Actor, year_id: int, period_id: int | None) -> ReportingPeriod:
    """A period of a year the actor may see, or 404; without an id the period of the whole year."""
    year = year_for(actor, year_id)
    if period_id is None:
        return next(one for one in periods_of(year) if one.yearly)
    period = get_object_or_404(ReportingPeriod, emulation_year=year, pk=period_id)
    period.emulation_year = year
    return period


def period_to_change(actor: Actor, period_id: int) -> ReportingPeriod:
    """A period of a year the actor may see, locked for a change, or 404."""
    rows = ReportingPeriod.objects.filter(emulation_year__in=visible_years(actor)).select_related(
        "emulation_year__bloc", "emulation_year__scoring_table"
    )
    return get_object_or_404(rows.select_for_update(of=("self",)), pk=period_id)


def deadline_of(period: ReportingPeriod) -> datetime | None:
    """When reports on the period are due; for the year the deadline of the calendar. None while none is planned."""
    if not period.yearly:
        return period.deadline_at
    windows = calendar_of(period.emulation_year).windows
    return next((window.deadline for window in windows if window.phase == Phase.REPORT), None)
