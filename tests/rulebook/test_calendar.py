"""Phases and deadlines."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.rulebook.calendar import Calendar, InvalidCalendar, Phase, PhaseWindow

VIETNAM = datetime.timezone(datetime.timedelta(hours=7))


def day(month: int, number: int, year: int = 2024) -> datetime.datetime:
    return datetime.datetime(year, month, number, tzinfo=VIETNAM)


PLEDGE = PhaseWindow(Phase.PLEDGE, day(1, 21), day(2, 1))
REPORT = PhaseWindow(Phase.REPORT, day(11, 15), day(12, 10))
SCORE = PhaseWindow(Phase.SCORE, day(12, 1), day(12, 20))
YEAR = Calendar((SCORE, PLEDGE, REPORT))


def test_calendar_keeps_windows_in_the_order_of_phases() -> None:
    assert YEAR.windows == (PLEDGE, REPORT, SCORE)


@pytest.mark.parametrize(
    ("at", "state", "is_open"),
    [
        (day(1, 20), "future", False),
        (day(1, 21), "open", True),
        (day(2, 1) - datetime.timedelta(microseconds=1), "open", True),
        (day(2, 1), "past", False),
    ],
)
def test_calendar_window_is_half_open(at: datetime.datetime, state: str, is_open: bool) -> None:
    assert YEAR.state(Phase.PLEDGE, at) == state
    assert YEAR.is_open(Phase.PLEDGE, at) is is_open


def test_calendar_current_of_two_open_phases_is_the_one_due_first() -> None:
    assert YEAR.current(day(12, 5)) == Phase.REPORT
    assert YEAR.current(day(12, 10)) == Phase.SCORE


def test_calendar_current_between_phases_is_none() -> None:
    assert YEAR.current(day(6, 1)) is None


def test_calendar_next_deadline_counts_phases_not_open_yet() -> None:
    assert YEAR.next_deadline(day(2, 1)) == REPORT
    assert YEAR.next_deadline(day(12, 20)) is None


def test_calendar_reads_the_same_moment_in_any_time_zone() -> None:
    assert YEAR.is_open(Phase.PLEDGE, datetime.datetime(2024, 1, 20, 17, tzinfo=datetime.UTC))


def test_calendar_phase_not_planned_is_not_open_and_has_no_state() -> None:
    assert YEAR.is_open(Phase.COMMEND, day(12, 5)) is False
    with pytest.raises(InvalidCalendar) as refused:
        YEAR.state(Phase.COMMEND, day(12, 5))
    assert (refused.value.code, refused.value.data) == ("phase_not_planned", {"phase": "commend"})


@pytest.mark.parametrize("question", [YEAR.current, YEAR.next_deadline, lambda at: YEAR.state(Phase.SCORE, at)])
def test_calendar_asked_without_a_time_zone_refuses(question: object) -> None:
    assert callable(question)
    with pytest.raises(InvalidCalendar) as refused:
        question(datetime.datetime(2024, 1, 1))  # noqa: DTZ001 - the naive time is the case
    assert refused.value.code == "naive_time"


def test_calendar_with_a_phase_twice_is_refused() -> None:
    with pytest.raises(InvalidCalendar) as refused:
        Calendar((PLEDGE, PhaseWindow(Phase.PLEDGE, day(3, 1), day(4, 1))))
    assert refused.value.code == "duplicate_phase"


def test_calendar_with_deadlines_out_of_order_is_refused() -> None:
    with pytest.raises(InvalidCalendar) as refused:
        Calendar((REPORT, PhaseWindow(Phase.CARRY_OUT, day(1, 1), day(12, 31))))
    assert refused.value.data == {"phase": "report", "earlier": "carry_out"}


@pytest.mark.parametrize("deadline", [day(1, 21), day(1, 20)])
def test_window_with_the_deadline_not_after_the_beginning_is_refused(deadline: datetime.datetime) -> None:
    with pytest.raises(InvalidCalendar) as refused:
        PhaseWindow(Phase.PLEDGE, day(1, 21), deadline)
    assert refused.value.code == "deadline_before_first"


def test_window_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InvalidCalendar) as refused:
        PhaseWindow(Phase.PLEDGE, day(1, 21), datetime.datetime(2024, 2, 1))  # noqa: DTZ001 - the case
    assert refused.value.data == {"field": "pledge.deadline"}


@given(st.datetimes(day(1, 1).replace(tzinfo=None), day(12, 31).replace(tzinfo=None), timezones=st.just(VIETNAM)))
def test_calendar_current_phase_is_open_and_due_next(at: datetime.datetime) -> None:
    current, due = YEAR.current(at), YEAR.next_deadline(at)
    for window in YEAR.windows:
        assert YEAR.is_open(window.phase, at) is (YEAR.state(window.phase, at) == "open")
    assert current is None or (due is not None and due.phase == current)
