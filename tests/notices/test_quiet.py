"""Quiet hours, over midnight and within a day."""

from datetime import time

import pytest

from tests.factories import moment
from thidua.notices.quiet import after_quiet, is_quiet

EVENING, MORNING = time(20), time(7)


@pytest.mark.parametrize(
    ("hour", "start", "end", "quiet"),
    [
        (19, EVENING, MORNING, False),
        (20, EVENING, MORNING, True),
        (23, EVENING, MORNING, True),
        (6, EVENING, MORNING, True),
        (7, EVENING, MORNING, False),
        (12, time(11), time(13), True),
        (13, time(11), time(13), False),
        (3, time(7), time(7), False),
    ],
)
def test_is_quiet_at_the_edges(hour: int, start: time, end: time, quiet: bool) -> None:
    assert is_quiet(moment(2024, 12, 10, hour), start=start, end=end) is quiet


@pytest.mark.parametrize(
    ("day", "hour", "day_after", "hour_after"), [(10, 23, 11, 7), (11, 3, 11, 7), (11, 9, 11, 9), (11, 20, 12, 7)]
)
def test_after_quiet_is_the_next_morning(day: int, hour: int, day_after: int, hour_after: int) -> None:
    found = after_quiet(moment(2024, 12, day, hour), start=EVENING, end=MORNING)

    assert found == moment(2024, 12, day_after, hour_after)
