"""The calendar and the pages behind it as people meet them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.assessment.factories import (
    PLEDGING,
    REPORTING,
    REVIEWING,
    Bloc,
    draft_pledge,
    make_running_bloc,
    reviewed_bloc,
    submitted_report,
)
from tests.conferences.factories import rank
from tests.factories import moment
from thidua.assessment.actions import reopening
from thidua.assessment.models import Pledge, Ranking, SupersededRanking
from thidua.bodies.models import Account, Appointment
from thidua.cycles.actions import ask_extension
from thidua.cycles.models import Extension, PeriodLock, Reopening
from thidua.kernel.actor import Actor
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db

LATER = {"last": "28/12/2024", "hour": "17:00"}
UNTIL = {"last": "20/1/2025", "hour": "17 giờ"}


def as_actor(actor: Actor | None) -> Client:
    assert actor is not None
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, bloc: Bloc, *more: Any) -> str:
    return reverse(name, args=[bloc.year.pk, *more])


def asked(bloc: Bloc) -> Extension:
    return ask_extension(
        bloc.year.pk, actor=bloc.member.officer, at=REPORTING, phase="report", deadline_at=moment(2024, 12, 28, 17),
        reason="Thiếu số liệu",
    ).object  # fmt: skip


def test_unit_asks_and_the_authority_grants_another_deadline(at_day: Any) -> None:
    bloc = make_running_bloc()
    at_day(REPORTING)
    as_actor(bloc.member.officer).post(
        url("cycles:ask_extension", bloc), LATER | {"phase": "report", "reason": "Thiếu số liệu"}
    )
    extension = Extension.objects.get()
    authority = as_actor(bloc.authority)
    answer = url("cycles:answer_extension", bloc, extension.pk)
    shown = authority.get(answer).content.decode()

    response = authority.post(answer, {"grant-last": "25/12/2024", "grant-hour": "17h", "grant-answer": "Cố gắng"})

    assert "Thiếu số liệu" in shown
    assert 'value="28/12/2024"' in shown
    assert response.status_code == 302
    extension.refresh_from_db()
    assert (extension.state, extension.deadline_at) == ("granted", moment(2024, 12, 25, 17))
    calendar = as_actor(bloc.member.officer).get(url("cycles:calendar", bloc)).content.decode()
    assert "Đơn vị bạn: đến 17:00 ngày 25/12/2024" in calendar


def test_refusal_of_a_request_needs_its_reason_and_is_shown(at_day: Any) -> None:
    bloc = make_running_bloc()
    extension = asked(bloc)
    at_day(REPORTING)
    authority = as_actor(bloc.authority)
    answer = url("cycles:answer_extension", bloc, extension.pk)

    empty = authority.post(answer, {"refuse": "1", "refuse-answer": ""}).content.decode()
    authority.post(answer, {"refuse": "1", "refuse-answer": "Đã đủ thời gian"})

    assert "Mục này bắt buộc" in empty
    assert "Đã đủ thời gian" in as_actor(bloc.member.head).get(url("cycles:calendar", bloc)).content.decode()
    assert "Đã đủ thời gian" not in as_actor(bloc.deputy.head).get(url("cycles:calendar", bloc)).content.decode()
    again = authority.post(answer, {"refuse": "1", "refuse-answer": "Lần nữa"})
    assert "đã trả lời lúc" in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ({"last": "20/12/2024"}, "Hạn mới phải sau hạn đang có"),
        ({"last": "31/12/2025"}, "Gia hạn giai đoạn đó trước"),
        ({"hour": "25:00"}, "Viết như 17:00"),
        ({"reason": ""}, "Mục này bắt buộc"),
        ({"phase": "commend"}, "Tải lại trang"),
    ],
)
def test_extension_typed_wrongly_is_answered_and_kept(at_day: Any, typed: dict[str, str], remedy: str) -> None:
    bloc = make_running_bloc()
    at_day(REPORTING)
    form = LATER | {"unit_id": str(bloc.member.body.pk), "phase": "report", "reason": "Lũ lụt"} | typed

    response = as_actor(bloc.authority).post(url("cycles:extend_unit", bloc), form)

    assert (response.status_code, remedy in response.content.decode()) == (200, True)
    assert Extension.objects.count() == 0


def test_unit_takes_its_request_back(at_day: Any) -> None:
    bloc = make_running_bloc()
    extension = asked(bloc)
    at_day(REPORTING)
    officer = as_actor(bloc.member.officer)
    page = url("cycles:take_extension_back", bloc, extension.pk)

    shown, done = officer.get(page), officer.post(page)

    assert (shown.status_code, done.status_code, Extension.objects.count()) == (200, 302, 0)


def test_lock_asks_first_and_says_what_follows(at_day: Any) -> None:
    bloc = make_running_bloc()
    at_day(REVIEWING)
    leader = as_actor(bloc.leader.head)
    page = url("cycles:lock_period", bloc, "report")

    shown = leader.get(page).content.decode()
    before = PeriodLock.objects.count()
    leader.post(page)
    again = leader.post(page)

    assert "chỉ mở lại được cho từng đơn vị" in shown
    assert (before, PeriodLock.objects.count()) == (0, 1)
    assert "Không khoá lần thứ hai" in again.content.decode()
    assert leader.get(url("cycles:lock_period", bloc, "commend")).status_code == 404


def test_reopening_by_two_people_leads_to_the_old_ranking(at_day: Any) -> None:
    bloc = reviewed_bloc()
    rank(bloc)
    at_day(moment(2025, 1, 15))
    leader, authority = as_actor(bloc.leader.head), as_actor(bloc.authority)
    membership = bloc.year.memberships.get(unit=bloc.member.body)
    warned = leader.get(url("assessment:reopen", bloc)).content.decode()
    leader.post(
        url("assessment:reopen", bloc),
        UNTIL | {"membership_id": str(membership.pk), "phase": "report", "reason": "Sai số liệu"},
    )
    confirm = url("assessment:confirm_reopening", bloc, Reopening.objects.get().pk)
    alone = leader.post(confirm).content.decode()
    waiting = authority.get(reverse("web:home")).content.decode()

    done = authority.post(confirm)

    assert "Mở lại cần hai người" in warned
    assert "người thứ hai phải là người khác" in alone
    assert "cần người thứ hai" in waiting
    assert (done.status_code, Ranking.objects.get().state) == (302, "provisional")
    standings = authority.get(url("assessment:standings", bloc)).content.decode()
    assert "Xếp hạng trước đây không còn giá trị" in standings
    kept = as_actor(bloc.member.officer).get(url("assessment:superseded", bloc, SupersededRanking.objects.get().pk))
    assert "Điểm và thứ hạng như đã chốt" in kept.content.decode()


def test_reopening_is_closed_after_a_question(at_day: Any) -> None:
    bloc = make_running_bloc()
    submitted_report(bloc, bloc.member)
    membership = bloc.year.memberships.get(unit=bloc.member.body)
    opened = reopening.reopen(
        membership.pk, actor=bloc.leader.head, at=REVIEWING, phase="report", until=moment(2025, 1, 20), reason="Sai"
    ).object
    at_day(REVIEWING)
    leader = as_actor(bloc.leader.head)
    page = url("assessment:close_reopening", bloc, opened.pk)

    shown, done = leader.get(page), leader.post(page)

    assert (shown.status_code, done.status_code, leader.get(page).status_code) == (200, 302, 404)


def test_action_of_a_request_is_entered_at_the_moment_it_was_done(at_day: Any) -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    at_day(PLEDGING)

    as_actor(bloc.member.head).post(url("assessment:sign_pledge", bloc, pledge.pk))

    signed = Pledge.objects.get(pk=pledge.pk)
    assert signed.approved_at is not None
    assert timedelta() < signed.approved_at - PLEDGING < timedelta(minutes=1)
    assert Entry.objects.order_by("-sequence")[0].at == signed.approved_at


def test_action_of_a_request_asks_one_query_more(at_day: Any) -> None:
    """Beside the same action outside a request: the office read again with the database's clock."""
    from thidua.assessment.actions.pledges import sign_pledge
    from thidua.bodies.middleware import Request
    from thidua.kernel import clock

    bloc = make_running_bloc()
    first, second = (draft_pledge(bloc, unit) for unit in (bloc.member, bloc.deputy))
    with CaptureQueriesContext(connection) as outside:
        sign_pledge(first.pk, actor=bloc.member.head, at=PLEDGING)
    token = clock.request.set(Request(at=PLEDGING, begun=clock.now()))
    try:
        with CaptureQueriesContext(connection) as inside:
            sign_pledge(second.pk, actor=bloc.deputy.head, at=PLEDGING)
    finally:
        clock.request.reset(token)

    assert len(inside) - len(outside) == 1


def test_office_that_ended_before_the_day_writes_nothing(at_day: Any) -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    at_day(PLEDGING)
    client = as_actor(bloc.member.head)
    assert bloc.member.head.acting is not None
    Appointment.objects.filter(pk=bloc.member.head.acting.id).update(
        last_on=timezone.localdate(PLEDGING) - timedelta(days=1)
    )

    response = client.post(url("assessment:sign_pledge", bloc, pledge.pk))

    assert (response.status_code, Pledge.objects.get(pk=pledge.pk).state) == (403, "draft")


@pytest.mark.parametrize("name", ["cycles:answer_extension", "cycles:take_extension_back"])
def test_request_of_another_bloc_is_not_found(at_day: Any, name: str) -> None:
    bloc, other = make_running_bloc(), make_running_bloc()
    extension = asked(other)
    at_day(REPORTING)

    for actor in (bloc.authority, bloc.member.head):
        for place in (bloc, other):
            answers = {as_actor(actor).get(url(name, place, extension.pk)).status_code}
            assert answers <= {403, 404}
