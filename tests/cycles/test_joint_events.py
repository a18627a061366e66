"""The calendar of joint events: who keeps it, what is refused, and the file for other calendars."""

from datetime import date, time
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from tests.assessment.factories import PLEDGING, Bloc, make_running_bloc, outsider
from tests.assessment.factories_movements import planned
from tests.factories import make_unit
from thidua.bodies.models import Account
from thidua.cycles import queries
from thidua.cycles.actions import jointevents as actions
from thidua.cycles.models import JointEvent
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.kernel.versions import Stale
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def change(bloc: Bloc, event: JointEvent, *, by: Actor | None = None, **changes: Any) -> JointEvent:
    values: dict[str, Any] = {"kind": "visit", "title": "Về nguồn", "first_on": date(2024, 8, 1)}
    return actions.change_event(event.pk, actor=by or bloc.authority, at=PLEDGING, **values | changes).object


def test_head_plans_and_authority_moves_a_joint_event() -> None:
    bloc = make_running_bloc()

    moved = change(bloc, planned(bloc, host_id=bloc.member.body.pk), last_on=date(2024, 8, 2), version=1)

    assert (moved.title, moved.first_on, moved.last_on, moved.version) == (
        "Về nguồn", date(2024, 8, 1), date(2024, 8, 2), 2,
    )  # fmt: skip
    assert list(Entry.objects.order_by("sequence").values_list("event", flat=True)) == [
        "cycles.event_planned",
        "cycles.event_changed",
    ]


def test_others_do_not_keep_the_calendar() -> None:
    bloc = make_running_bloc()
    event = planned(bloc)

    for actor in (bloc.leader.officer, bloc.deputy.head, bloc.member.head):
        with pytest.raises(Denied):
            change(bloc, event, by=actor)
    with pytest.raises(Http404):
        change(bloc, event, by=outsider())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_on": date(2024, 7, 1)}, "ends_before_it_begins"),
        ({}, "joint_event_known"),
    ],
)
def test_event_that_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    bloc = make_running_bloc()
    planned(bloc)

    with pytest.raises(actions.Refusal) as refused:
        planned(bloc, **changes)
    assert refused.value.code == code


def test_host_must_be_a_member() -> None:
    bloc = make_running_bloc()

    with pytest.raises(actions.HostIsNoMember):
        planned(bloc, host_id=make_unit().pk)


def test_change_over_another_change_is_refused() -> None:
    bloc = make_running_bloc()
    event = planned(bloc)
    change(bloc, event, version=1)

    with pytest.raises(Stale):
        change(bloc, event, version=1)


def test_form_opened_before_another_change_shows_both() -> None:
    bloc = make_running_bloc()
    event = planned(bloc)
    address = reverse("cycles:change_event", args=[bloc.year.pk, event.pk])
    typed = {"title": "Tên tôi sửa", "kind": "other", "first_on": "5/3/2024", "version": "1"}
    change(bloc, event, title="Tên người khác sửa", version=1)

    answer = as_actor(bloc.leader.head).post(address, typed)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tên tôi sửa" in page
    assert "Tên người khác sửa" in page
    event.refresh_from_db()
    assert event.title == "Tên người khác sửa"


def test_event_is_cancelled_and_a_closed_year_keeps_its_calendar() -> None:
    bloc = make_running_bloc()
    first, second = planned(bloc), planned(bloc, title="Khác")
    actions.cancel_event(first.pk, actor=bloc.leader.head, at=PLEDGING)
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])

    with pytest.raises(actions.YearIsOver):
        actions.cancel_event(second.pk, actor=bloc.authority, at=PLEDGING)
    with pytest.raises(actions.YearIsOver):
        change(bloc, second)
    assert JointEvent.objects.get() == second


def test_page_lists_by_month_and_names_the_next(django_assert_num_queries: Any) -> None:
    bloc = make_running_bloc()
    for number in range(1, 13):
        planned(bloc, title=f"Việc {number}", first_on=date(2024, number, 5))

    with django_assert_num_queries(2):
        page = queries.events_page(bloc.member.officer, bloc.year.pk, today=date(2024, 6, 6))

    assert [month.first.month for month in page.months] == list(range(1, 13))
    assert page.following is not None
    assert (page.following.title, page.may_plan) == ("Việc 7", False)


def unfolded(content: bytes) -> list[str]:
    """The lines of a calendar file as a reader puts them together again."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_calendar_file_says_what_when_and_where() -> None:
    bloc = make_running_bloc()
    planned(bloc, begins=time(14), place="Hội trường; tầng 2, nhà A", note="Mang giao ước\nvà báo cáo")
    planned(bloc, title="Về nguồn", first_on=date(2024, 8, 1), last_on=date(2024, 8, 2))

    lines = unfolded(queries.calendar_file(bloc.year, at=PLEDGING))

    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART:20240712T070000Z", "DTEND:20240712T090000Z", "SUMMARY:Sơ kết 6 tháng"} <= set(lines)
    assert "LOCATION:Hội trường\\; tầng 2\\, nhà A" in lines
    assert f"DESCRIPTION:{bloc.year.bloc.name}\\nMang giao ước\\nvà báo cáo" in lines
    assert {"DTSTART;VALUE=DATE:20240801", "DTEND;VALUE=DATE:20240803"} <= set(lines)


def test_lines_of_a_calendar_file_are_at_most_75_octets_and_whole_characters() -> None:
    bloc = make_running_bloc()
    title = "Hội nghị tổng kết công tác thi đua, khen thưởng và triển khai phương hướng, nhiệm vụ năm sau" * 2
    planned(bloc, title=title)

    content = queries.calendar_file(bloc.year, at=PLEDGING)

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert f"SUMMARY:{title.replace(',', chr(92) + ',')}" in unfolded(content)


def test_text_cannot_add_a_line_to_the_calendar_file() -> None:
    bloc = make_running_bloc()
    planned(bloc, title="Việc\r\nATTENDEE:mailto:x@example.org\x0b")

    lines = unfolded(queries.calendar_file(bloc.year, at=PLEDGING))

    assert [line for line in lines if line.startswith("ATTENDEE")] == []


def test_form_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    bloc = make_running_bloc()
    typed = {"title": "Sơ kết", "kind": "conference", "first_on": "31/2/2024", "begins": "25 giờ", "host": "0"}

    answer = as_actor(bloc.leader.head).post(reverse("cycles:plan_event", args=[bloc.year.pk]), typed)

    assert set(answer.context["form"].errors) == {"first_on", "begins", "host"}
    assert 'value="Sơ kết"' in answer.content.decode()
    assert not JointEvent.objects.exists()


def test_pages_plan_move_and_cancel() -> None:
    bloc = make_running_bloc()
    client, year = as_actor(bloc.leader.head), bloc.year.pk
    typed = {"title": "Sơ kết", "kind": "conference", "first_on": "12/7/2024", "begins": "14 giờ", "host": ""}
    client.post(reverse("cycles:plan_event", args=[year]), typed)
    event = JointEvent.objects.get()
    client.post(reverse("cycles:change_event", args=[year, event.pk]), typed | {"place": "Cao Lãnh", "version": "1"})
    shown = client.get(reverse("cycles:joint_events", args=[year])).content.decode()
    client.post(reverse("cycles:cancel_event", args=[year, event.pk]))

    assert (event.begins, event.host) == (time(14), None)
    assert "Cao Lãnh" in shown
    assert not JointEvent.objects.exists()


def test_file_is_a_download() -> None:
    bloc = make_running_bloc()
    planned(bloc)

    answer = as_actor(bloc.member.officer).get(reverse("cycles:calendar_file", args=[bloc.year.pk]))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="lich-hoat-dong-chung-2024.ics"'
