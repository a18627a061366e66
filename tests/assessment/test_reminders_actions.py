"""The bloc reminds the late: who is late, who is told, once an hour, and what the ledger keeps."""

from datetime import datetime, timedelta

import pytest
from django.http import Http404

from tests.assessment.factories import Bloc, make_running_bloc, outsider, signed_pledge, submitted_report
from tests.bodies.factories import signed_in
from tests.factories import moment
from thidua.assessment.actions import flow
from thidua.assessment.actions.reminders import NobodyLate, NobodyToTell, RemindedAlready, remind_late
from thidua.assessment.queries import reminding
from thidua.bodies.models import Account
from thidua.cycles.models import EmulationYear, Extension, Reopening
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.ledger.queries import lines
from thidua.notices.models import Notice

pytestmark = pytest.mark.django_db

# The pledge is due at midnight before 1/3/2024.
DUE = moment(2024, 3, 1, 0)
NEAR = DUE - timedelta(days=2)
LATE = DUE + timedelta(days=3, hours=1)


@pytest.fixture
def bloc() -> Bloc:
    """The deputy's unit has signed its pledge, the leader's and the member's have not."""
    bloc = make_running_bloc()
    signed_pledge(bloc, bloc.deputy)
    return bloc


def late(bloc: Bloc, what: str, *, at) -> list[tuple[str, bool, int]]:  # type: ignore[no-untyped-def]
    (paper,) = [one for one in reminding.late_papers(bloc.year, at=at) if one.what == what]
    return [(one.unit.name, one.late, one.days) for one in paper.units]


def test_unit_is_late_from_seven_days_before_until_it_hands_in(bloc: Bloc) -> None:
    names = [bloc.leader.body.name, bloc.member.body.name]

    assert late(bloc, "pledge", at=DUE - timedelta(days=7, seconds=1)) == []
    assert late(bloc, "pledge", at=DUE - timedelta(days=7)) == [(name, False, 7) for name in names]
    assert late(bloc, "pledge", at=LATE) == [(name, True, 3) for name in names]
    signed_pledge(bloc, bloc.member)
    assert late(bloc, "pledge", at=LATE) == [(names[0], True, 3)]


def test_report_is_late_by_its_own_deadline(bloc: Bloc) -> None:
    submitted_report(bloc, bloc.leader)

    assert [name for name, _late, _days in late(bloc, "report", at=moment(2024, 12, 20))] == [
        bloc.deputy.body.name,
        bloc.member.body.name,
    ]


def test_unit_with_more_time_is_late_by_its_own_deadline(bloc: Bloc) -> None:
    given = {"emulation_year": bloc.year, "unit": bloc.member.body, "phase": "pledge", "reason": "Bão"}
    answered = {"answered_by": "Sở Nội vụ", "answered_at": NEAR}
    for days, state in ((10, "granted"), (12, "granted"), (40, "refused")):
        Extension.objects.create(
            **given, **answered, deadline_at=DUE + timedelta(days=days), state=state, answer="Không"
        )

    def names(at: datetime) -> list[str]:
        return [name for name, _late, _days in late(bloc, "pledge", at=at)]

    assert names(LATE) == [bloc.leader.body.name]
    assert names(DUE + timedelta(days=6)) == [bloc.leader.body.name, bloc.member.body.name]
    assert late(bloc, "pledge", at=DUE + timedelta(days=13))[1] == (bloc.member.body.name, True, 1)


def test_unit_opened_again_is_late_when_that_time_is_over(bloc: Bloc) -> None:
    Reopening.objects.create(
        emulation_year=bloc.year, unit=bloc.member.body, phase="pledge", until=LATE + timedelta(days=30), reason="Sửa",
        proposed_by="A", proposed_by_id=1, proposed_at=NEAR, opened_by="A", opened_by_id=1, opened_at=NEAR,
    )  # fmt: skip

    assert [name for name, _late, _days in late(bloc, "pledge", at=LATE)] == [bloc.leader.body.name]
    assert [task.key for task in reminding.overdue_for(bloc.member.head, at=LATE, known=set())] == []


def test_everyone_late_is_told_but_the_one_who_reminds(bloc: Bloc) -> None:
    done = remind_late(bloc.year.pk, actor=bloc.leader.head, at=LATE, what="pledge", note="Trước thứ Sáu")

    rows = Notice.objects.order_by("person_id")
    assert {row.person_id for row in rows} == {bloc.leader.officer.id, bloc.member.head.id, bloc.member.officer.id}
    assert len(done.object) == 3
    assert {(row.kind, row.year_id, row.deadline, row.data["note"]) for row in rows} == {
        ("bloc", bloc.year.pk, DUE, "Trước thứ Sáu")
    }
    assert rows[0].data["task"] == {
        "vi": "ký giao ước thi đua năm 2024", "en": "sign the emulation pledge of 2024",
    }  # fmt: skip


def test_ledger_says_how_many_were_reminded_by_whom(bloc: Bloc) -> None:
    remind_late(bloc.year.pk, actor=bloc.leader.head, at=LATE, what="pledge", note="Sớm nhé")

    entry = Entry.objects.order_by("-sequence")[0]
    (line,) = lines([entry], reader=bloc.deputy.head)
    assert line.sentence == ("Nhắc 2 đơn vị chưa hoàn thành giao ước thi đua; 3 người nhận. Lời nhắn: Sớm nhé")
    assert (entry.emulation_year_id, entry.payload["units"]) == (
        bloc.year.pk, [bloc.leader.body.name, bloc.member.body.name],
    )  # fmt: skip


def test_second_press_within_the_hour_is_refused_with_the_time_of_the_first(bloc: Bloc) -> None:
    remind_late(bloc.year.pk, actor=bloc.leader.head, at=LATE, what="pledge")

    with pytest.raises(RemindedAlready) as refused:
        remind_late(bloc.year.pk, actor=bloc.deputy.head, at=LATE + timedelta(minutes=59), what="pledge")

    assert "01:00 ngày 04/03/2024" in str(refused.value)
    assert Notice.objects.count() == 3


def test_after_an_hour_and_about_another_paper_it_may_be_said_again(bloc: Bloc) -> None:
    at = moment(2024, 12, 20)
    remind_late(bloc.year.pk, actor=bloc.leader.head, at=at, what="pledge")

    remind_late(bloc.year.pk, actor=bloc.leader.head, at=at, what="report")
    remind_late(bloc.year.pk, actor=bloc.leader.head, at=at + timedelta(hours=1), what="pledge")

    assert Notice.objects.filter(person_id=bloc.member.head.id).count() == 3


def test_authority_reminds_and_the_heads_are_told_too(bloc: Bloc) -> None:
    assert bloc.authority is not None

    remind_late(bloc.year.pk, actor=bloc.authority, at=NEAR, what="pledge")

    assert Notice.objects.filter(person_id=bloc.leader.head.id).count() == 1


def test_nobody_late_is_refused(bloc: Bloc) -> None:
    with pytest.raises(NobodyLate):
        remind_late(bloc.year.pk, actor=bloc.leader.head, at=DUE - timedelta(days=9), what="pledge")


def test_units_without_accounts_are_refused(bloc: Bloc) -> None:
    Account.objects.exclude(person_id=bloc.leader.head.id).update(is_active=False)

    with pytest.raises(NobodyToTell):
        remind_late(bloc.year.pk, actor=bloc.leader.head, at=LATE, what="pledge")


def test_member_officer_and_outsider_are_refused(bloc: Bloc) -> None:
    found = []
    for actor in (bloc.member.head, bloc.leader.officer, outsider()):
        with pytest.raises((Denied, Http404)) as refused:
            remind_late(bloc.year.pk, actor=actor, at=LATE, what="pledge")
        found.append(refused.type)

    assert (found, Notice.objects.count()) == ([Denied, Denied, Http404], 0)


def test_closed_year_reminds_nobody(bloc: Bloc) -> None:
    EmulationYear.objects.filter(pk=bloc.year.pk).update(state="closed")

    with pytest.raises(flow.YearNotRunning):
        remind_late(bloc.year.pk, actor=bloc.leader.head, at=LATE, what="pledge")


def test_overdue_paper_is_brought_up_once_it_is_no_task_any_more(bloc: Bloc) -> None:
    def keys(actor: Actor, *, known: set[str]) -> list[str]:
        return [task.key for task in reminding.overdue_for(actor, at=LATE, known=known)]

    pledge = f"pledge:{bloc.year.pk}"
    assert keys(bloc.member.officer, known=set()) == [pledge]
    assert keys(bloc.member.officer, known={pledge}) == []
    assert keys(bloc.deputy.officer, known=set()) == []
    assert bloc.authority is not None
    assert keys(bloc.authority, known=set()) == []


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: LATE)


def test_pages_name_the_late_and_remind_them(bloc: Bloc, today: None) -> None:
    client = signed_in(bloc.leader.head)
    page, address = f"/years/{bloc.year.pk}/late/", f"/years/{bloc.year.pk}/late/pledge/"

    listed = client.get(page).content.decode()
    before = client.get(address).content.decode()
    pressed = client.post(address, {"note": ""})
    again = client.post(address, {"note": ""})

    assert (bloc.member.body.name in listed, bloc.deputy.body.name in listed) == (True, False)
    assert (bloc.member.head.name in before, bloc.leader.head.name in before.split("<main")[1]) == (True, False)
    assert (pressed.status_code, pressed.headers["Location"], again.status_code) == (302, page, 200)
    assert "Đã nhắc lúc 01:00 ngày 04/03/2024" in again.content.decode()


def test_paper_there_is_not_is_not_found(bloc: Bloc, today: None) -> None:
    address = f"/years/{bloc.year.pk}/late/nonsense/"
    client = signed_in(bloc.leader.head)

    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


@pytest.mark.parametrize(("who", "shown"), [("leader", True), ("deputy", True), ("member", False)])
def test_bloc_page_leads_there_for_those_who_may(bloc: Bloc, today: None, who: str, shown: bool) -> None:
    actor = getattr(bloc, who).head

    html = signed_in(actor).get(f"/years/{bloc.year.pk}/").content.decode()

    assert (f"/years/{bloc.year.pk}/late/" in html) is shown
