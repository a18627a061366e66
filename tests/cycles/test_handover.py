"""Closing a year and carrying it over: what stays, what moves by a year, what is refused."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.cycles.factories import BEFORE, Draft, make_draft
from tests.factories import make_unit, make_year, moment
from thidua.cycles import queries
from thidua.cycles.actions.years import NotMembers, SameUnit
from thidua.cycles.handover import NextYearExists, a_year_later, calendar_a_year_later, carry_over, close_year
from thidua.cycles.models import EmulationYear
from thidua.rulebook.calendar import Calendar, Phase, PhaseWindow

AT = moment(2026, 2, 1)


def carried(draft: Draft, *, leader: int = 1, deputy: int = 2) -> EmulationYear:
    return carry_over(
        draft.year, at=AT, leader_id=draft.units[leader].pk, deputy_id=draft.units[deputy].pk,
        decision_number="02/QĐ-SNV", decision_on=date(2026, 1, 30),
    )  # fmt: skip


def running() -> Draft:
    draft = make_draft(ready=True)
    draft.year = draft.open()
    return draft


@pytest.mark.django_db
def test_carry_over_keeps_members_sheet_and_rulebook_and_takes_the_new_head() -> None:
    draft = running()
    following = carried(draft)

    assert (following.year, following.running, following.opened_at) == (2026, True, AT)
    assert (following.leader, following.deputy) == (draft.units[1], draft.units[2])
    assert queries.members(following) == draft.units
    assert following.scoring_table == draft.table
    assert following.rulebook_version == draft.year.rulebook_version
    assert (following.decision_number, following.decision_on) == ("02/QĐ-SNV", date(2026, 1, 30))


@pytest.mark.django_db
def test_carry_over_moves_every_window_by_one_year() -> None:
    windows = {window.phase: window for window in queries.phase_windows(carried(running()))}

    assert len(windows) == len(Phase)
    assert windows[Phase.REPORT].first == moment(2026, 12, 1, 0)
    assert windows[Phase.REPORT].deadline == moment(2026, 12, 20, 17)


@pytest.mark.django_db
def test_carry_over_into_a_year_there_is_refused() -> None:
    draft = running()
    make_year(draft.bloc, units=draft.units, year=2026, state="draft")

    with pytest.raises(NextYearExists):
        carried(draft)


@pytest.mark.django_db
def test_carry_over_to_one_unit_twice_is_refused() -> None:
    with pytest.raises(SameUnit):
        carried(running(), leader=1, deputy=1)


@pytest.mark.django_db
def test_carry_over_to_a_unit_outside_the_bloc_is_refused() -> None:
    draft = running()
    draft.units.append(make_unit(authority=draft.bloc.authority))

    with pytest.raises(NotMembers):
        carried(draft, leader=3)


@pytest.mark.django_db
def test_close_year_closes_it_for_good() -> None:
    year = running().year
    close_year(year, at=AT)

    assert (year.closed, year.closed_at) == (True, AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        close_year(year, at=BEFORE)


def test_29_february_becomes_28_february_at_the_same_hour() -> None:
    assert a_year_later(moment(2028, 2, 29, 17)) == moment(2029, 2, 28, 17)
    assert a_year_later(moment(2027, 2, 28, 17)) == moment(2028, 2, 28, 17)


def test_new_years_midnight_stays_on_its_local_day() -> None:
    assert a_year_later(moment(2025, 1, 1, 0)) == moment(2026, 1, 1, 0)


def test_window_that_would_vanish_on_28_february_keeps_its_length() -> None:
    night = PhaseWindow(Phase.PLEDGE, moment(2028, 2, 28, 20), moment(2028, 2, 29, 8))
    shifted = calendar_a_year_later(Calendar(windows=(night,))).windows[0]

    assert (shifted.first, shifted.deadline) == (moment(2029, 2, 27, 20), moment(2029, 2, 28, 8))


HOURS = st.integers(0, 24 * 40)


def hour(count: int) -> datetime:
    """An hour between 10 February and 21 March 2028."""
    return moment(2028, 2, 10, 0) + timedelta(hours=count)


@given(st.lists(st.tuples(HOURS, HOURS.map(lambda length: length + 1)), min_size=1, max_size=6))
def test_a_sound_calendar_is_sound_a_year_later(drawn: list[tuple[int, int]]) -> None:
    ends = sorted(start + length for start, length in drawn)
    planned = Calendar(
        windows=tuple(
            PhaseWindow(phase, min(hour(start), hour(end - 1)), hour(end))
            for phase, end, (start, _length) in zip(Phase, ends, drawn, strict=False)
        )
    )

    shifted = calendar_a_year_later(planned)

    assert [window.phase for window in shifted.windows] == [window.phase for window in planned.windows]
