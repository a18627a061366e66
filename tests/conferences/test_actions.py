"""The conference from preparation to handover: each step once, and each refusal."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404

from tests.assessment.factories import make_running_bloc, outsider
from tests.conferences.factories import (
    AFTER,
    DETAILS,
    DURING,
    HELD_AT,
    PREPARING,
    attended,
    by,
    closed,
    everyone,
    opened,
    prepared,
    ranked_bloc,
    ready,
)
from tests.factories import make_actor, make_unit, make_year
from thidua.assessment.models import Pledge
from thidua.conferences import actions
from thidua.conferences.models import AgendaItem, Agreement, Attendance, Conference, ConferenceState, Task
from thidua.conferences.queries import recorded_agreement
from thidua.cycles.models import EmulationYear, YearState
from thidua.kernel.actor import Office
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import Refusal
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db

DECISION: dict[str, Any] = {
    "decision_number": "09/QĐ-SNV", "decision_on": date(2025, 1, 22), "reason": "Danh mục bàn giao lập trên giấy",
}  # fmt: skip


def refused(act: Any, *arguments: Any, **values: Any) -> str:
    """The code of the refusal that the action raises."""
    with pytest.raises(Refusal) as caught:
        act(*arguments, **values)
    assert str(caught.value)
    return caught.value.code


def titles(conference: Conference) -> list[str]:
    return list(conference.agenda.order_by("position").values_list("title", flat=True))


def last_event() -> str:
    return Entry.objects.order_by("-sequence").values_list("event", flat=True)[0]


# Preparing.


def test_prepare_lists_every_member_and_the_usual_agenda() -> None:
    _bloc, conference = prepared()

    assert conference.state == ConferenceState.PREPARED
    assert [row.present for row in Attendance.objects.filter(conference=conference)] == [None] * 3
    assert titles(conference) == [
        "Khai mạc hội nghị",
        "Báo cáo tổng kết phong trào thi đua năm 2024 và phương hướng năm 2025",
        "Tham luận",
        "Công bố điểm, xếp hạng",
        "Thống nhất Khối trưởng, Khối phó năm 2025",
        "Ký giao ước thi đua năm 2025",
        "Bế mạc hội nghị",
    ]
    assert last_event() == "conferences.prepared"


def test_prepare_is_open_to_deputy_and_authority() -> None:
    for who in ("deputy", "authority"):
        bloc = make_running_bloc()
        actor = bloc.deputy.head if who == "deputy" else bloc.authority
        assert actor is not None
        assert actions.prepare(bloc.year.pk, actor=actor, at=PREPARING, **DETAILS).object.emulation_year == bloc.year


def test_prepare_is_refused_to_others() -> None:
    bloc = make_running_bloc()
    with pytest.raises(Denied):
        actions.prepare(bloc.year.pk, actor=bloc.member.head, at=PREPARING, **DETAILS)
    with pytest.raises(Http404):
        actions.prepare(bloc.year.pk, actor=outsider(), at=PREPARING, **DETAILS)


def test_prepare_is_refused_a_second_time_for_no_members_and_when_the_year_does_not_run() -> None:
    bloc, _conference = prepared()
    assert refused(actions.prepare, bloc.year.pk, **by(bloc), **DETAILS) == "already_prepared"
    EmulationYear.objects.filter(pk=bloc.year.pk).update(state=YearState.CLOSED)
    assert refused(actions.prepare, bloc.year.pk, **by(bloc), **DETAILS) == "year_not_running"


def test_prepare_is_refused_without_members() -> None:
    year = make_year(units=0)
    officer = make_actor(Office.AUTHORITY_OFFICER, year.bloc.authority)

    assert refused(actions.prepare, year.pk, actor=officer, at=PREPARING, **DETAILS) == "no_members"


def test_change_details_bumps_the_version_and_refuses_a_stale_form() -> None:
    bloc, conference = prepared()
    changed = DETAILS | {"place": "Hội trường B", "held_at": HELD_AT + timedelta(hours=1)}

    actions.change_details(conference.pk, **by(bloc), **changed, version=1)

    found = Conference.objects.get(pk=conference.pk)
    assert (found.place, found.held_at, found.version) == ("Hội trường B", changed["held_at"], 2)
    assert refused(actions.change_details, conference.pk, **by(bloc), **changed, version=1) == "stale"


def test_agenda_item_is_added_before_the_closing() -> None:
    bloc, conference = prepared()

    actions.add_agenda_item(conference.pk, **by(bloc), title="Tặng hoa", speaker="Khối trưởng")

    assert titles(conference)[-2:] == ["Tặng hoa", "Bế mạc hội nghị"]


def test_agenda_item_is_added_last_when_the_closing_is_done_or_nothing_is_there() -> None:
    bloc, conference = opened()
    actions.mark_item_done(conference.agenda.get(position=7).pk, **by(bloc))
    actions.add_agenda_item(conference.pk, **by(bloc), title="Chụp ảnh")
    assert titles(conference)[-1] == "Chụp ảnh"

    AgendaItem.objects.filter(conference=conference).delete()
    assert actions.add_agenda_item(conference.pk, **by(bloc), title="Khai mạc").object.position == 1


def test_agenda_item_moves_up_and_down_and_stays_at_the_ends() -> None:
    bloc, conference = prepared()
    item = conference.agenda.get(position=2)
    before = titles(conference)

    actions.move_agenda_item(item.pk, **by(bloc), up=True)
    assert titles(conference)[:2] == [before[1], before[0]]
    actions.move_agenda_item(item.pk, **by(bloc), up=True)
    assert titles(conference)[0] == before[1]
    actions.move_agenda_item(item.pk, **by(bloc), up=False)
    assert titles(conference) == before


def test_agenda_item_is_removed_unless_done() -> None:
    bloc, conference = opened()
    first, third = conference.agenda.get(position=1), conference.agenda.get(position=3)
    actions.mark_item_done(first.pk, **by(bloc))

    actions.remove_agenda_item(third.pk, **by(bloc))

    assert "Tham luận" not in titles(conference)
    assert refused(actions.remove_agenda_item, first.pk, **by(bloc)) == "item_done"


# Running.


def test_open_conference_once() -> None:
    bloc, conference = opened()

    assert (conference.state, conference.opened_at) == (ConferenceState.OPEN, DURING)
    assert refused(actions.open_conference, conference.pk, **by(bloc)) == "already_open"


def test_item_is_done_and_taken_up_again() -> None:
    bloc, conference = opened()
    item = conference.agenda.get(position=1)

    assert actions.mark_item_done(item.pk, **by(bloc)).object.done_at == DURING
    assert actions.mark_item_done(item.pk, **by(bloc, AFTER)).object.done_at == DURING
    assert actions.take_item_up_again(item.pk, **by(bloc)).object.done_at is None


def test_item_is_not_done_before_the_opening() -> None:
    bloc, conference = prepared()

    assert refused(actions.mark_item_done, conference.agenda.get(position=1).pk, **by(bloc)) == "not_open_yet"


def test_attendance_is_recorded_for_the_whole_table() -> None:
    bloc, conference = attended(absent=1)

    rows = Attendance.objects.filter(conference=conference).order_by("pk")
    assert [(row.present, row.delegates) for row in rows] == [
        (True, "Đại biểu 1"), (True, "Đại biểu 2"), (False, "Đại biểu 3"),
    ]  # fmt: skip
    entry = Entry.objects.order_by("-sequence")[0]
    assert (entry.payload["present"], entry.payload["absent"]) == (2, [bloc.member.body.name])


def test_attendance_is_refused_for_strangers_stale_forms_and_units_that_signed() -> None:
    bloc, conference = attended()
    by_head = by(bloc)
    record = actions.record_attendance

    assert refused(record, conference.pk, **by_head, rows={make_unit().pk: (True, "")}) == "not_a_member"
    assert refused(record, conference.pk, **by_head, rows=everyone(bloc), version=1) == "stale"
    actions.record_pledge_signing(conference.pk, **by_head, unit_id=bloc.member.body.pk)
    assert refused(record, conference.pk, **by_head, rows=everyone(bloc, absent=1)) == "unit_has_signed"


def test_review_is_written_and_a_stale_form_refused() -> None:
    bloc, conference = prepared()

    actions.write_review(conference.pk, **by(bloc), text="  Tổng kết.  ", version=1)

    assert Conference.objects.get(pk=conference.pk).review == "Tổng kết."
    assert refused(actions.write_review, conference.pk, **by(bloc), text="Khác", version=1) == "stale"


def test_task_is_added_once_and_removed() -> None:
    bloc, conference = prepared()

    task = actions.add_task(conference.pk, **by(bloc), text="Việc thứ nhất").object
    assert refused(actions.add_task, conference.pk, **by(bloc), text="Việc thứ nhất ") == "task_known"
    second = actions.add_task(conference.pk, **by(bloc), text="Việc thứ hai").object
    actions.remove_task(task.pk, **by(bloc))

    assert [one.text for one in Task.objects.filter(conference=conference)] == ["Việc thứ hai"]
    assert second.position == 2


# Deciding.


def agree(bloc: Any, conference: Conference, *, agreed: int = 3, **changes: Any) -> Any:
    values = {"leader_id": bloc.member.body.pk, "deputy_id": bloc.deputy.body.pk, "agreed": agreed} | changes
    return actions.record_agreement(conference.pk, **by(bloc), **values)


def test_agreement_is_recorded_with_its_base_and_replaced_while_open() -> None:
    bloc, conference = attended()

    agree(bloc, conference, agreed=2)
    agree(bloc, conference, agreed=3)

    found = recorded_agreement(conference)
    assert found is not None
    assert (found.leader, found.deputy, found.agreed, found.base) == (bloc.member.body, bloc.deputy.body, 3, 3)
    assert Agreement.objects.count() == 1
    assert Entry.objects.filter(event="conferences.agreement_recorded").count() == 2


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"agreed": 4}, "more_than_present", "agreed"),
        ({"agreed": -1}, "more_than_present", "agreed"),
        ({"leader_id": "deputy"}, "same_unit", "deputy"),
        ({"leader_id": 0}, "not_a_member", "leader"),
        ({"deputy_id": 0}, "not_a_member", "deputy"),
    ],
)
def test_agreement_is_refused_when_it_cannot_be_true(changes: dict[str, Any], code: str, field: str) -> None:
    bloc, conference = attended()
    if changes.get("leader_id") == "deputy":
        changes = {"leader_id": bloc.deputy.body.pk}

    with pytest.raises(Refusal) as caught:
        agree(bloc, conference, **changes)

    assert (caught.value.code, caught.value.field) == (code, field)


def test_agreement_is_refused_before_attendance_is_complete() -> None:
    bloc, conference = opened()
    actions.record_attendance(conference.pk, **by(bloc), rows={bloc.leader.body.pk: (True, "")})

    assert refused(agree, bloc, conference) == "attendance_incomplete"


def test_agreement_needs_two_thirds_present() -> None:
    bloc, conference = attended(absent=2)
    assert refused(agree, bloc, conference, agreed=1) == "no_quorum"

    actions.record_attendance(conference.pk, **by(bloc), rows=everyone(bloc, absent=1))
    assert agree(bloc, conference, agreed=2).object.base == 2


def test_agreement_is_refused_before_the_opening() -> None:
    bloc, conference = prepared()

    assert refused(agree, bloc, conference) == "not_open_yet"


def test_signing_is_recorded_once_and_can_be_undone() -> None:
    bloc, conference = attended()
    unit_id = bloc.member.body.pk

    sign = actions.record_pledge_signing
    assert sign(conference.pk, **by(bloc), unit_id=unit_id).object.next_pledge_signed_at == DURING
    assert sign(conference.pk, **by(bloc, AFTER), unit_id=unit_id).object.next_pledge_signed_at == DURING
    undone = actions.undo_pledge_signing(conference.pk, **by(bloc), unit_id=unit_id)

    assert undone.object.next_pledge_signed_at is None
    assert Entry.objects.order_by("-sequence")[0].unit_id == unit_id


def test_signing_is_refused_to_absent_and_unknown_units() -> None:
    bloc, conference = attended(absent=1)

    sign = actions.record_pledge_signing
    assert refused(sign, conference.pk, **by(bloc), unit_id=bloc.member.body.pk) == "unit_absent"
    assert refused(sign, conference.pk, **by(bloc), unit_id=0) == "unknown_unit"


# Closing.


def test_close_conference_for_good() -> None:
    bloc, conference = closed()

    assert (conference.state, conference.closed_at) == (ConferenceState.CLOSED, AFTER)
    item = conference.agenda.get(position=1)
    task = conference.tasks.get()
    again: list[tuple[Any, int, dict[str, Any]]] = [
        (actions.close_conference, conference.pk, {}),
        (actions.open_conference, conference.pk, {}),
        (actions.change_details, conference.pk, DETAILS),
        (actions.add_agenda_item, conference.pk, {"title": "Thêm"}),
        (actions.move_agenda_item, item.pk, {"up": False}),
        (actions.remove_agenda_item, item.pk, {}),
        (actions.mark_item_done, item.pk, {}),
        (actions.take_item_up_again, item.pk, {}),
        (actions.record_attendance, conference.pk, {"rows": {}}),
        (actions.write_review, conference.pk, {"text": "Khác"}),
        (actions.add_task, conference.pk, {"text": "Khác"}),
        (actions.remove_task, task.pk, {}),
        (actions.record_pledge_signing, conference.pk, {"unit_id": bloc.member.body.pk}),
        (actions.undo_pledge_signing, conference.pk, {"unit_id": bloc.member.body.pk}),
    ]
    codes = {act.__name__: refused(act, pk, **by(bloc, AFTER), **values) for act, pk, values in again}
    assert set(codes.values()) == {"conference_over"}
    assert refused(agree, bloc, conference) == "conference_over"


def test_close_conference_lists_everything_missing() -> None:
    bloc, conference = opened()

    with pytest.raises(Refusal) as caught:
        actions.close_conference(conference.pk, **by(bloc))

    assert str(caught.value) == (
        "Chưa bế mạc được. Còn phải: điểm danh 3 đơn vị còn lại; ghi nội dung tổng kết năm; ghi ít nhất một nhiệm vụ "
        "năm sau; ghi kết quả thống nhất Khối trưởng, Khối phó năm sau; chốt xếp hạng của khối."
    )


def test_close_conference_is_refused_on_an_agreement_that_does_not_carry_or_is_out_of_date() -> None:
    bloc, conference = ready(absent=1)
    agree(bloc, conference, agreed=1)
    with pytest.raises(Refusal, match="Chưa bế mạc được") as caught:
        actions.close_conference(conference.pk, **by(bloc))
    assert "chưa đạt" in str(caught.value)

    actions.record_attendance(conference.pk, **by(bloc), rows=everyone(bloc))
    with pytest.raises(Refusal) as caught:
        actions.close_conference(conference.pk, **by(bloc))
    assert "số đơn vị có mặt đã đổi" in str(caught.value)


# Handing over.


def test_hand_over_begins_the_next_year_with_what_was_agreed_and_signed() -> None:
    bloc, conference = closed(absent=0)
    at = AFTER + timedelta(days=1)
    assert bloc.authority is not None

    following = actions.hand_over(conference.pk, actor=bloc.authority, at=at, **DECISION).object

    assert (following.year, following.state, following.decision_number) == (2025, YearState.RUNNING, "09/QĐ-SNV")
    assert (following.leader, following.deputy) == (bloc.member.body, bloc.deputy.body)
    pledges = Pledge.objects.filter(emulation_year=following).order_by("pk")
    assert [one.unit for one in pledges] == [unit.body for unit in bloc.units]
    assert {one.signed_on_paper_on for one in pledges} == {date(2025, 1, 21)}
    assert {one.paper_signing_recorded_by for one in pledges} == {bloc.authority.describe()}
    assert EmulationYear.objects.get(pk=bloc.year.pk).state == YearState.CLOSED
    assert last_event() == "conferences.year_handed_over"


def test_hand_over_leaves_out_units_that_did_not_sign() -> None:
    bloc, conference = closed(ranked_bloc(4), absent=1)

    following = actions.hand_over(conference.pk, **by(bloc, AFTER), **DECISION).object

    assert Pledge.objects.filter(emulation_year=following).count() == 3


def test_hand_over_is_refused_before_the_closing_a_second_time_and_to_the_deputy() -> None:
    bloc, conference = ready()
    assert refused(actions.hand_over, conference.pk, **by(bloc), **DECISION) == "not_closed_yet"
    actions.close_conference(conference.pk, **by(bloc, AFTER))
    with pytest.raises(Denied):
        actions.hand_over(conference.pk, actor=bloc.deputy.head, at=AFTER, **DECISION)

    actions.hand_over(conference.pk, **by(bloc, AFTER), **DECISION)
    assert refused(actions.hand_over, conference.pk, **by(bloc, AFTER), **DECISION) == "already_handed_over"


def test_handed_over_year_refuses_every_change_in_the_database() -> None:
    bloc, conference = closed()
    actions.hand_over(conference.pk, **by(bloc, AFTER), **DECISION)

    with pytest.raises(DatabaseError), transaction.atomic():
        Conference.objects.filter(pk=conference.pk).update(review="Khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Attendance.objects.filter(conference=conference).update(present=False)
    for model in (AgendaItem, Task, Agreement):
        with pytest.raises(DatabaseError), transaction.atomic():
            model._default_manager.filter(conference=conference).delete()
