"""Delegates: registered, replaced, received by list and by code; quorum; what is said."""

from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.assessment.factories import Bloc, make_running_bloc, outsider
from tests.conferences.factories import DURING, as_actor, by, closed, everyone, opened, prepared
from tests.conferences.test_actions import refused
from tests.conferences.test_policies import CONFERENCE, actor
from thidua.bodies.models import Body
from thidua.conferences import actions, policies, queries
from thidua.conferences.models import AgendaItem, Attendance, Conference, Delegate, Remark
from thidua.kernel.actor import Office
from thidua.kernel.gate import Denied, may

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock says that the conference is on."""
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)


def registered(bloc: Bloc, conference: Conference, **changes: Any) -> Delegate:
    """A delegate of the member unit, registered by its officer."""
    values: dict[str, Any] = {"unit_id": bloc.member.body.pk, "name": "Bà A", "post": "Phó Chủ tịch"} | changes
    return actions.register_delegate(conference.pk, actor=bloc.member.officer, at=DURING, **values).object


def test_unit_registers_its_own_delegates_and_the_first_speaks() -> None:
    bloc, conference = prepared()

    first, second = registered(bloc, conference), registered(bloc, conference, name="Ông B")

    assert (first.speaks, second.speaks) == (True, False)
    with pytest.raises(Denied):
        registered(bloc, conference, unit_id=bloc.deputy.body.pk)
    with pytest.raises(Denied):
        registered(bloc, conference, unit_id=None, role="guest")
    with pytest.raises(Http404):
        actions.register_delegate(conference.pk, actor=outsider(), at=DURING, unit_id=None, name="X")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"unit_id": None}, "unit_needed"),
        ({"unit_id": 0}, "not_a_member"),
        ({"name": " "}, "name_needed"),
        ({"name": "Bà A", "post": "Phó Chủ tịch"}, "registered_already"),
    ],
)
def test_delegate_is_refused(values: dict[str, Any], code: str) -> None:
    bloc, conference = prepared()
    registered(bloc, conference)
    typed = {"unit_id": bloc.member.body.pk, "name": "Ông C"} | values

    assert refused(actions.register_delegate, conference.pk, **by(bloc), **typed) == code


def test_substitute_takes_place_and_word_and_gives_both_back() -> None:
    bloc, conference = prepared()
    delegate = registered(bloc, conference)
    given = {"actor": bloc.member.head, "at": DURING}

    made = actions.replace_delegate(delegate.pk, **given, name="Ông D", reason="Đi công tác").object

    assert (made.role, made.speaks, made.reason) == ("substitute", True, "Đi công tác")
    assert refused(actions.record_arrival, delegate.pk, **by(bloc)) == "replaced_already"
    assert refused(actions.replace_delegate, delegate.pk, **given, name="E", reason="F") == "replaced_already"
    actions.remove_delegate(made.pk, **given)
    delegate.refresh_from_db()
    assert delegate.speaks


def test_arrival_makes_the_unit_present_and_its_undoing_unsays_it() -> None:
    bloc, conference = opened()
    delegate = registered(bloc, conference)

    actions.record_arrival(delegate.pk, **by(bloc))
    row = Attendance.objects.get(conference=conference, unit=bloc.member.body)
    assert (row.present, row.delegates) == (True, "Bà A, Phó Chủ tịch")
    assert refused(actions.remove_delegate, delegate.pk, **by(bloc)) == "has_arrived"
    actions.record_leaving(delegate.pk, **by(bloc))
    delegate.refresh_from_db()
    assert delegate.left_at == DURING
    actions.undo_arrival(delegate.pk, **by(bloc))
    row.refresh_from_db()
    assert (row.present, row.delegates) == (None, "")
    assert refused(actions.undo_arrival, delegate.pk, **by(bloc)) == "not_here"
    assert refused(actions.record_leaving, delegate.pk, **by(bloc)) == "not_here"


def test_guest_who_arrives_makes_no_unit_present() -> None:
    bloc, conference = opened()
    guest = actions.register_delegate(conference.pk, **by(bloc), unit_id=None, name="Khách", role="guest").object

    actions.record_arrival(guest.pk, **by(bloc))
    actions.undo_arrival(guest.pk, **by(bloc))

    assert not Attendance.objects.filter(conference=conference, present=True).exists()
    assert refused(actions.choose_speaker, guest.pk, **by(bloc)) == "not_an_official"
    assert refused(actions.replace_delegate, guest.pk, **by(bloc), name="E", reason="F") == "not_an_official"


def test_one_delegate_of_a_unit_speaks() -> None:
    bloc, conference = prepared()
    registered(bloc, conference)
    second = registered(bloc, conference, name="Ông B")

    actions.choose_speaker(second.pk, actor=bloc.member.head, at=DURING)

    assert list(Delegate.objects.filter(speaks=True)) == [second]


def test_delegate_from_afar_records_only_themselves() -> None:
    bloc, conference = opened()
    far = registered(bloc, conference, remote=True, person_id=bloc.member.head.id)
    near = registered(bloc, conference, name="Ông B")

    actions.record_arrival(far.pk, actor=bloc.member.head, at=DURING, by="code")

    with pytest.raises(Denied):
        actions.record_arrival(near.pk, actor=bloc.member.head, at=DURING)
    far.refresh_from_db()
    assert (far.arrived_at, far.arrived_by) == (DURING, "code")


def test_scanned_code_shows_name_and_one_button_until_it_is_renewed() -> None:
    bloc, conference = opened()
    delegate = registered(bloc, conference)
    code = queries.code_of(delegate)
    here = reverse("conferences:arrive", args=[code])
    assert code not in (delegate.seed, delegate.code_hash)
    own, door = as_actor(bloc.member.officer), as_actor(bloc.leader.officer)
    assert "Xuất trình mã này" in own.get(here).content.decode()
    assert own.post(here).status_code == 403
    assert "Ghi nhận có mặt" in door.get(here).content.decode()

    assert door.post(here).status_code == 302
    assert "Đã ghi nhận có mặt lúc" in door.get(here).content.decode()
    actions.renew_invitation(delegate.pk, **by(bloc))
    assert door.get(here).status_code == 404
    assert as_actor(outsider()).get(here).status_code == 404


def test_code_ends_with_the_conference() -> None:
    bloc, conference = prepared()
    registered(bloc, conference)
    Conference.objects.filter(pk=conference.pk).update(state="closed", closed_at=DURING)
    here = reverse("conferences:arrive", args=[queries.code_of(Delegate.objects.get())])
    client = as_actor(bloc.leader.head)

    assert "mã này hết hiệu lực" in client.get(here).content.decode()
    assert client.post(here).status_code == 409


def test_quorum_is_the_blocs_own_exact_share() -> None:
    bloc, conference = prepared(make_running_bloc(11))
    actions.set_quorum(conference.pk, **by(bloc), part=2, whole=3, basis="Quy chế khối, Điều 6")
    conference.refresh_from_db()

    assert queries.needed_for_quorum(conference, 11) == 8
    assert refused(actions.set_quorum, conference.pk, **by(bloc), part=4, whole=3) == "bad_share"
    actions.record_attendance(conference.pk, **by(bloc), rows=everyone(bloc, absent=4))
    assert refused(actions.open_conference, conference.pk, **by(bloc)) == "no_quorum_yet"

    held = actions.open_conference(conference.pk, **by(bloc), reason="Đường ngập").object

    assert held.opened_without_quorum == "Đường ngập"
    page = as_actor(bloc.leader.head).get(reverse("conferences:held", args=[bloc.year.pk, conference.pk]))
    shown = " ".join(page.content.decode().split())
    assert "7/11, cần ≥ 8" in shown
    assert "Quy chế khối, Điều 6" in shown


def test_minutes_of_an_item_and_remarks_are_written_and_dropped() -> None:
    bloc, conference = opened()
    item = conference.agenda.get(position=3)
    client = as_actor(bloc.leader.head)
    here = reverse("conferences:agenda_minutes", args=[bloc.year.pk, item.pk])
    remark = reverse("conferences:agenda_remark", args=[bloc.year.pk, item.pk])

    client.post(reverse("conferences:agenda_start", args=[bloc.year.pk, item.pk]))
    assert client.post(here, {"speaker": "Bà A", "notes": "Ba tham luận."}).status_code == 302
    assert client.get(remark).status_code == 200
    said = {"speaker": "Ông B", "text": "Nội dung tham luận", "unit": bloc.member.body.pk}
    assert client.post(remark, said).status_code == 302
    shown = client.get(here).content.decode()
    assert "Nội dung tham luận" in shown
    item.refresh_from_db()
    assert (item.notes, item.started_at is None) == ("Ba tham luận.", False)
    assert refused(actions.record_remark, item.pk, **by(bloc), speaker="X", text="Y", unit_id=0) == "not_a_member"
    client.post(remark, {"drop": Remark.objects.get().pk})
    assert not Remark.objects.exists()


@pytest.mark.parametrize("units", [3, 43])
def test_list_of_delegates_asks_the_same_number_of_queries(units: int) -> None:
    bloc, conference = prepared(make_running_bloc(units))
    for unit in bloc.units:
        actions.register_delegate(conference.pk, **by(bloc), unit_id=unit.body.pk, name=f"Đại biểu {unit.body.pk}")
    found = queries.conference_to_see(bloc.leader.head, bloc.year.pk)

    with CaptureQueriesContext(connection) as caught:
        page = queries.delegates_page(bloc.leader.head, found)

    assert (len(page["lines"]), page["expected"]) == (units, units)
    assert len(caught) == LIST_QUERIES


LIST_QUERIES = 3


def test_pages_of_delegates_open_register_and_print() -> None:
    bloc, conference = prepared()
    client = as_actor(bloc.leader.head)

    def address(name: str, *more: int) -> str:
        return reverse(f"conferences:{name}", args=[bloc.year.pk, conference.pk, *more])

    assert "Chưa có đại biểu nào" in client.get(address("delegates")).content.decode()
    typed = {"unit": bloc.member.body.pk, "person": "", "name": "<b>Bà A</b>", "post": "", "role": "official"}
    assert client.post(address("delegates"), typed).status_code == 302
    delegate = Delegate.objects.get()
    assert "&lt;b&gt;Bà A" in client.get(address("delegates")).content.decode()
    assert "<svg" in client.get(address("invitation", delegate.pk)).content.decode()
    assert "<svg" in client.get(address("badges")).content.decode()
    assert "Khai mạc hội nghị" in client.get(address("programme")).content.decode()
    assert client.post(address("quorum"), {"part": "1", "whole": "2", "basis": ""}).status_code == 302
    assert client.get(address("delegate_replace", delegate.pk)).status_code == 200
    assert client.post(address("delegate_mark", delegate.pk), {"what": "arrived"}).status_code == 302
    delegate.refresh_from_db()
    assert delegate.arrived_by == "list"
    assert client.post(address("delegate_mark", delegate.pk), {"what": "undo"}).status_code == 302
    assert client.post(address("delegate_remove", delegate.pk)).status_code == 302
    assert not Delegate.objects.exists()


def test_closed_conference_takes_no_delegate() -> None:
    bloc, conference = closed()

    assert refused(actions.register_delegate, conference.pk, **by(bloc), unit_id=None, name="X", role="guest") == (
        "conference_over"
    )


UNIT = Body(pk=3)


@pytest.mark.parametrize(
    ("office", "body_id", "registers", "own", "receives"),
    [
        (Office.UNIT_HEAD, 1, True, True, True),
        (Office.UNIT_OFFICER, 1, True, False, True),
        (Office.UNIT_OFFICER, 2, True, False, True),
        (Office.UNIT_OFFICER, 3, True, True, False),
        (Office.AUTHORITY_OFFICER, 9, True, True, True),
        (Office.AUTHORITY_OFFICER, 8, False, False, False),
        (Office.AUDITOR, 9, False, False, False),
    ],
)
def test_delegates_are_registered_by_their_unit_and_received_at_the_door(
    office: Office, body_id: int, registers: bool, own: bool, receives: bool
) -> None:
    who, delegate = actor(office, body_id), Delegate(conference=CONFERENCE, unit=UNIT)

    assert may(who, policies.REGISTER, CONFERENCE) == registers
    assert may(who, policies.REGISTER, delegate) == own
    assert may(who, policies.RECEIVE_DELEGATES, CONFERENCE) == receives
    assert may(who, policies.ARRIVE, delegate) == receives
    assert may(who, policies.ARRIVE, Delegate(conference=CONFERENCE, remote=True, person_id=1)) == (
        receives or office in policies.READERS
    )
    remark = Remark(item=AgendaItem(conference=CONFERENCE))
    assert may(who, policies.RUN, remark) == may(who, policies.RUN, CONFERENCE)


def test_person_of_another_unit_is_not_registered() -> None:
    bloc, conference = prepared()

    with pytest.raises(actions.delegates.ActsElsewhere):
        registered(bloc, conference, person_id=bloc.leader.head.id)
    assert not Delegate.objects.exists()


def test_officer_of_the_leading_unit_takes_the_minutes_of_an_item() -> None:
    bloc, conference = opened()
    item = conference.agenda.order_by("position")[0]
    url = reverse("conferences:agenda_minutes", args=[bloc.year.pk, item.pk])

    as_actor(bloc.leader.officer).post(url, {"speaker": "Lê A", "notes": "Khai mạc đúng giờ."})

    item.refresh_from_db()
    assert item.notes == "Khai mạc đúng giờ."
    page = as_actor(bloc.leader.officer).get(reverse("conferences:held", args=[bloc.year.pk, conference.pk]))
    assert url in page.content.decode()
    assert as_actor(bloc.member.officer).get(url).status_code == 403
