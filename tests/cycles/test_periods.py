"""More time for one unit, and locking: what is granted, what is refused, and what the database itself refuses."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tests.factories import make_actor, make_unit, make_year, moment
from thidua.bodies.models import Body
from thidua.cycles import actions, queries
from thidua.cycles.actions.periods import (
    AlreadyAnswered,
    AlreadyAsked,
    AnswerNeeded,
    LockedAlready,
    NoSuchPeriod,
    NotAMember,
    NotOverYet,
    RequestsWaiting,
    UnitsStillWriting,
)
from thidua.cycles.actions.years import NotLater, PastNextDeadline
from thidua.cycles.models import EmulationYear, Extension, PeriodLock
from thidua.cycles.states import NotRunning, PeriodIsLocked
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.rulebook.calendar import Phase

pytestmark = pytest.mark.django_db

DURING = moment(2024, 12, 10)
DUE = moment(2024, 12, 21, 0)
AFTER = moment(2024, 12, 27)
LATER = moment(2024, 12, 28, 17)


@pytest.fixture
def year() -> EmulationYear:
    return make_year(units=3)


def units(year: EmulationYear) -> list[Body]:
    return queries.members(year)


def officer(year: EmulationYear) -> Actor:
    return make_actor(Office.AUTHORITY_OFFICER, year.bloc.authority)


def extend(year: EmulationYear, unit: Body, **changed: Any) -> Extension:
    values = {"phase": "report", "deadline_at": LATER, "reason": "Lũ lụt", "at": DURING} | changed
    return actions.extend_unit(year.pk, actor=officer(year), unit_id=unit.pk, **values).object


def ask(year: EmulationYear, unit: Body, *, at: datetime = DURING, deadline_at: datetime = LATER) -> Extension:
    head = make_actor(Office.UNIT_OFFICER, unit)
    asked = {"phase": "report", "deadline_at": deadline_at, "reason": "Thiếu số liệu"}
    return actions.ask_extension(year.pk, actor=head, at=at, **asked).object


def test_extension_moves_the_deadline_of_one_unit_alone(year: EmulationYear) -> None:
    first, second = units(year)[:2]
    extend(year, first)

    assert queries.times_of(year, first.pk).deadline(Phase.REPORT) == LATER
    assert queries.times_of(year, second.pk).deadline(Phase.REPORT) == DUE
    assert queries.times_of(year, first.pk).due_at(Phase.REPORT) == DUE
    assert Entry.objects.get(event="cycles.unit_deadline_extended").payload["reason"] == "Lũ lụt"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"phase": "conference"}, NoSuchPeriod),
        ({"deadline_at": DUE}, NotLater),
        ({"deadline_at": moment(2024, 12, 22), "at": AFTER}, NotLater),
        ({"deadline_at": moment(2025, 1, 12)}, PastNextDeadline),
    ],
)
def test_extension_that_makes_no_sense_is_refused(
    year: EmulationYear, changed: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        extend(year, units(year)[0], **changed)

    assert Extension.objects.count() == 0


def test_extension_of_a_stranger_is_refused(year: EmulationYear) -> None:
    with pytest.raises(NotAMember):
        extend(year, make_unit())


def test_extension_is_the_authoritys_to_give(year: EmulationYear) -> None:
    unit = units(year)[0]
    with pytest.raises(Denied):
        actions.extend_unit(
            year.pk, actor=make_actor(Office.UNIT_HEAD, unit), at=DURING, unit_id=unit.pk, phase="report",
            deadline_at=LATER, reason="Tự cho",
        )  # fmt: skip


def test_request_waits_and_changes_nothing_until_it_is_granted(year: EmulationYear) -> None:
    unit = units(year)[2]
    asked = ask(year, unit)
    before = queries.times_of(year, unit.pk).deadline(Phase.REPORT)

    actions.grant_extension(asked.pk, actor=officer(year), at=DURING, deadline_at=moment(2024, 12, 25, 17))

    assert (before, queries.times_of(year, unit.pk).deadline(Phase.REPORT)) == (DUE, moment(2024, 12, 25, 17))


def test_request_is_made_once_and_answered_once(year: EmulationYear) -> None:
    unit = units(year)[2]
    asked = ask(year, unit)
    with pytest.raises(AlreadyAsked):
        ask(year, unit)
    with pytest.raises(AnswerNeeded):
        actions.refuse_extension(asked.pk, actor=officer(year), at=DURING, answer=" ")
    actions.refuse_extension(asked.pk, actor=officer(year), at=DURING, answer="Đã đủ thời gian")

    with pytest.raises(AlreadyAnswered):
        actions.grant_extension(asked.pk, actor=officer(year), at=DURING, deadline_at=LATER)
    assert queries.times_of(year, unit.pk).deadline(Phase.REPORT) == DUE
    assert ask(year, unit).waiting


def test_request_is_taken_back_by_its_own_unit_alone(year: EmulationYear) -> None:
    mine, other = units(year)[1:]
    asked = ask(year, mine)
    with pytest.raises(Http404):
        actions.take_extension_back(asked.pk, actor=make_actor(Office.UNIT_HEAD, other), at=DURING)

    actions.take_extension_back(asked.pk, actor=make_actor(Office.UNIT_HEAD, mine), at=DURING)

    assert Extension.objects.count() == 0


def test_request_of_a_stranger_or_an_unopened_year_is_refused(year: EmulationYear) -> None:
    with pytest.raises(Http404):
        ask(year, make_unit())
    EmulationYear.objects.filter(pk=year.pk).update(state="closed")
    with pytest.raises(NotRunning):
        ask(year, units(year)[0])


def test_requests_wait_for_the_authority_as_tasks(year: EmulationYear) -> None:
    unit = units(year)[2]
    ask(year, unit)

    tasks = queries.period_tasks_for(officer(year), at=DURING)

    assert [(unit.name in task.heading, task.late) for task in tasks] == [(True, False)]
    assert queries.period_tasks_for(make_actor(Office.UNIT_HEAD, unit), at=DURING) == []


def test_lock_needs_a_period_that_is_over_for_everyone(year: EmulationYear) -> None:
    by = {"actor": officer(year), "phase": "report"}
    first, second = units(year)[:2]
    with pytest.raises(NotOverYet):
        actions.lock_period(year.pk, at=DUE - timedelta(seconds=1), **by)
    asked = ask(year, first, at=DUE)
    with pytest.raises(RequestsWaiting):
        actions.lock_period(year.pk, at=AFTER, **by)
    actions.refuse_extension(asked.pk, actor=officer(year), at=AFTER, answer="Hết hạn")
    extend(year, second, at=AFTER)
    with pytest.raises(UnitsStillWriting):
        actions.lock_period(year.pk, at=AFTER, **by)

    actions.lock_period(year.pk, at=LATER, **by)

    with pytest.raises(LockedAlready):
        actions.lock_period(year.pk, at=LATER, **by)
    assert list(PeriodLock.objects.values_list("phase", "locked_at")) == [("report", LATER)]


def test_locked_period_gets_no_more_time(year: EmulationYear) -> None:
    actions.lock_period(year.pk, actor=officer(year), at=DUE, phase="report")

    with pytest.raises(PeriodIsLocked):
        extend(year, units(year)[0], at=AFTER)
    with pytest.raises(PeriodIsLocked):
        actions.extend_deadline(
            year.pk, actor=officer(year), at=AFTER, phase="report", deadline_at=LATER, reason="Muộn"
        )


def test_lock_is_the_authoritys_and_the_leaders(year: EmulationYear) -> None:
    leader, deputy = units(year)[:2]
    with pytest.raises(Denied):
        actions.lock_period(year.pk, actor=make_actor(Office.UNIT_HEAD, deputy), at=DUE, phase="report")
    with pytest.raises(NoSuchPeriod):
        actions.lock_period(year.pk, actor=make_actor(Office.UNIT_HEAD, leader), at=DUE, phase="commend")

    actions.lock_period(year.pk, actor=make_actor(Office.UNIT_HEAD, leader), at=DUE, phase="report")

    assert PeriodLock.objects.count() == 1


def test_lock_is_never_taken_off_again(year: EmulationYear) -> None:
    actions.lock_period(year.pk, actor=officer(year), at=DUE, phase="report")

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        PeriodLock.objects.all().delete()


@pytest.mark.parametrize("count", [1, 30])
def test_calendar_page_asks_the_same_number_of_queries(count: int) -> None:
    year = make_year(units=count + 2)
    for unit in units(year)[2:]:
        extend(year, unit)
        ask(year, unit, deadline_at=moment(2024, 12, 30))
    actor = officer(year)

    with CaptureQueriesContext(connection) as taken:
        page = queries.calendar_page(actor, year.pk, at=DURING)

    assert (len(page.granted), len(page.waiting), len(taken)) == (count, count, 8)


def test_units_see_what_was_granted_and_their_own_requests(year: EmulationYear) -> None:
    mine, other = units(year)[1:]
    extend(year, other)
    ask(year, other, deadline_at=moment(2024, 12, 30))
    ask(year, mine)

    page = queries.calendar_page(make_actor(Office.UNIT_OFFICER, mine), year.pk, at=DURING)

    assert ([one.unit for one in page.granted], [one.unit for one in page.waiting]) == ([other], [mine])
    assert (page.may_ask, page.may_extend, page.may_reopen) == (True, False, False)


def test_drawing_places_the_phases_and_today(year: EmulationYear) -> None:
    drawing = queries.calendar_page(officer(year), year.pk, at=moment(2024, 1, 1, 0)).drawing

    assert drawing is not None
    assert (drawing.today, drawing.bands[0].x, drawing.bands[-1].x + drawing.bands[-1].width) == (0, 0, 1000)
    assert queries.drawing_of([], at=DURING) is None
    after = queries.calendar_page(officer(year), year.pk, at=moment(2026, 1, 1)).drawing
    assert after is not None
    assert after.today is None
