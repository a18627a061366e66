"""The first and the last day of a year."""

from datetime import date

from django.db.models import Q

from thidua.cycles.models import EmulationYear


def days_of(year: EmulationYear) -> tuple[date, date]:
    """The days the year covers, both included."""
    return year.first_on, year.last_on


def touching(first: date, last: date) -> Q:
    """What begins before these days are over and does not end before they begin."""
    return Q(first_on__lte=last) & (Q(last_on__isnull=True) | Q(last_on__gte=first))
