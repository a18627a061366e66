"""Quiet hours: from an hour of the evening to an hour of the morning, at the authority's clock."""

from datetime import datetime, time, timedelta

from django.utils import timezone


def is_quiet(at: datetime, *, start: time, end: time) -> bool:
    """Whether the moment lies in the quiet hours. The same hour twice means that there are none."""
    clock = timezone.localtime(at).time()
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def after_quiet(at: datetime, *, start: time, end: time) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in."""
    if not is_quiet(at, start=start, end=end):
        return at
    local = timezone.localtime(at)
    day = local.date() if local.time() < end else local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, end))
