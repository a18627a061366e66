"""What the conference's pages and tasks are told."""

from decimal import Decimal

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tests.assessment.factories import make_running_bloc, outsider, reviewed_bloc
from tests.conferences.factories import (
    AFTER,
    DURING,
    HELD_AT,
    PREPARING,
    attended,
    by,
    closed,
    opened,
    prepared,
    ranked_bloc,
    ready,
)
from tests.factories import make_actor, moment
from thidua.conferences import actions, queries
from thidua.conferences.models import Attendance
from thidua.conferences.queries.stages import ConferenceOver, YearNotRunning
from thidua.cycles.models import EmulationYear, YearState
from thidua.kernel.actor import Office
from thidua.kernel.gate import Denied

pytestmark = pytest.mark.django_db


def test_conference_is_seen_by_members_and_authority_and_nobody_else() -> None:
    bloc, conference = prepared()
    auditor = make_actor(Office.AUDITOR, bloc.year.bloc.authority)

    for actor in (bloc.member.officer, bloc.member.head, bloc.authority, auditor):
        assert actor is not None
        assert queries.conference_for(actor, bloc.year.pk) == conference
    with pytest.raises(Http404):
        queries.conference_for(outsider(), bloc.year.pk)
    with pytest.raises(Http404):
        queries.conference_to_change(outsider(), conference.pk)


def test_conference_is_none_until_prepared() -> None:
    bloc = make_running_bloc()

    assert queries.conference_for(bloc.member.head, bloc.year.pk) is None
    assert queries.may_prepare(bloc.leader.head, bloc.year)
    assert not queries.may_prepare(bloc.member.head, bloc.year)


def test_running_pages_are_for_those_who_run_it_until_it_is_closed() -> None:
    bloc, conference = ready()
    assert queries.conference_to_run(bloc.leader.head, bloc.year.pk) == conference
    with pytest.raises(Denied):
        queries.conference_to_run(bloc.member.head, bloc.year.pk)

    actions.close_conference(conference.pk, **by(bloc, AFTER))

    with pytest.raises(ConferenceOver):
        queries.conference_to_close(bloc.leader.head, bloc.year.pk)
    assert queries.conference_to_hand_over(bloc.leader.head, bloc.year.pk) == conference


def test_running_pages_are_refused_when_the_year_does_not_run() -> None:
    bloc, _conference = prepared()
    EmulationYear.objects.filter(pk=bloc.year.pk).update(state=YearState.CLOSED)

    with pytest.raises(YearNotRunning):
        queries.conference_to_run(bloc.leader.head, bloc.year.pk)


def test_items_and_tasks_of_another_year_are_not_found() -> None:
    bloc, conference = prepared()
    other, _conference = prepared()
    item = conference.agenda.get(position=1)
    task = actions.add_task(conference.pk, **by(bloc), text="Việc").object

    assert queries.item_of_year(bloc.leader.head, bloc.year.pk, item.pk) == item
    assert queries.task_of_year(bloc.leader.head, bloc.year.pk, task.pk) == task
    for find, pk in ((queries.item_of_year, item.pk), (queries.task_of_year, task.pk)):
        with pytest.raises(Http404):
            find(bloc.leader.head, other.year.pk, pk)
        with pytest.raises(Http404):
            find(other.leader.head, other.year.pk, pk)


def test_verdict_is_exact_at_one_half() -> None:
    bloc, conference = attended(make_running_bloc(4))
    rows = queries.attendance_rows(conference)
    units = {"leader": bloc.member.body, "deputy": bloc.deputy.body}

    held = {agreed: queries.verdict_on(rows, **units, agreed=agreed, base=4, year=2025).holds for agreed in range(5)}

    assert held == {0: False, 1: False, 2: False, 3: True, 4: True}
    verdict = queries.verdict_on(rows, **units, agreed=3, base=4, year=2025)
    assert [part.rule for part in verdict.parts] == ["quorum.share", "tally.open_agreement"]
    assert all("pháp luật không quy định" in part.reference for part in verdict.parts)
    assert "năm 2025" in verdict.because.vi


def test_missing_before_closing_is_empty_when_all_is_done() -> None:
    _bloc, conference = ready()

    assert queries.missing_before_closing(conference, queries.attendance_rows(conference)) == []


def test_conference_page_counts_and_points_at_the_current_item() -> None:
    bloc, conference = ready(absent=1)
    actions.mark_item_done(conference.agenda.get(position=1).pk, **by(bloc))

    page = queries.conference_page(bloc.leader.head, conference)

    assert (page.present, page.silent, page.signed, page.next_year) == (2, 0, 2, 2025)
    assert page.current == conference.agenda.get(position=2)
    assert page.verdict is not None
    assert (page.verdict.holds, page.may_run, page.may_hand_over) == (True, True, False)


def test_conference_page_offers_nothing_to_readers() -> None:
    bloc, conference = ready()

    page = queries.conference_page(bloc.member.officer, conference)

    assert (page.may_run, page.may_hand_over, page.missing) == (False, False, [])


def test_conference_page_offers_the_handover_after_closing() -> None:
    bloc, conference = closed()
    found = queries.conference_to_see(bloc.leader.head, bloc.year.pk)

    assert queries.conference_page(bloc.leader.head, found).may_hand_over
    assert not queries.conference_page(bloc.deputy.head, found).may_hand_over
    assert queries.conference_page(bloc.leader.head, found).current is None
    assert len(queries.handover_consequences(conference)) == 5
    assert len(queries.closing_consequences(conference)) == 3


@pytest.mark.parametrize("units", [3, 9])
def test_conference_page_asks_the_same_number_of_queries(units: int) -> None:
    bloc, _conference = attended(make_running_bloc(units))
    conference = queries.conference_to_see(bloc.leader.head, bloc.year.pk)

    with CaptureQueriesContext(connection) as caught:
        queries.conference_page(bloc.leader.head, conference)

    assert len(caught) == 10


def test_draft_review_is_drawn_from_the_facts() -> None:
    bloc = ranked_bloc()

    text = queries.draft_review(queries.facts_of_year(bloc.year))

    assert text.startswith(
        "Năm 2024, 3/3 đơn vị trong khối đã ký giao ước thi đua, 3/3 đơn vị đã nộp báo cáo kết quả và 3/3 đơn vị"
    )
    assert f"Dẫn đầu bảng xếp hạng của khối: {bloc.leader.body.name} (hạng 1, " in text


def test_draft_review_tells_highlights_and_marks_what_is_illustrative() -> None:
    bloc = reviewed_bloc(("120", "90", "80"))
    bloc.year.refresh_from_db()
    facts = queries.facts_of_year(bloc.year)

    assert [(one.unit, one.value) for one in facts.highlights] == [(bloc.leader.body, Decimal("120"))]
    text = queries.draft_review(facts)
    assert f"- {bloc.leader.body.name}: Số phần quà: 120 phần quà, đạt 120% kế hoạch, vượt 20%." in text
    assert "xếp hạng" not in text


def headings(actor, at) -> list[str]:  # type: ignore[no-untyped-def]
    return [task.heading for task in queries.tasks_for(actor, at=at)]


def test_tasks_follow_the_conference() -> None:
    bloc = ranked_bloc()
    head = bloc.leader.head
    assert headings(head, PREPARING) == ["Chuẩn bị hội nghị tổng kết năm 2024"]
    _bloc, conference = prepared(bloc)
    assert headings(head, PREPARING) == ["Khai mạc: Hội nghị tổng kết, ký giao ước năm 2024"]
    assert [task.late for task in queries.tasks_for(head, at=HELD_AT)] == [True]
    actions.open_conference(conference.pk, **by(bloc))
    assert headings(head, DURING) == ["Hoàn thành và bế mạc: Hội nghị tổng kết, ký giao ước năm 2024"]


def test_tasks_end_with_the_handover() -> None:
    bloc, _conference = closed()

    assert headings(bloc.leader.head, AFTER) == ["Bàn giao sang năm 2025"]
    assert headings(bloc.deputy.head, AFTER) == ["Trả lời việc nhận làm Khối phó năm 2025"]
    assert headings(bloc.member.head, AFTER) == ["Trả lời việc nhận làm Khối trưởng năm 2025"]
    assert headings(bloc.member.officer, AFTER) == []


def test_task_to_prepare_waits_for_its_time() -> None:
    bloc = make_running_bloc()

    assert headings(bloc.leader.head, moment(2024, 6, 1)) == []
    assert headings(bloc.leader.head, moment(2025, 1, 11, 0)) == ["Chuẩn bị hội nghị tổng kết năm 2024"]
    assert [task.late for task in queries.tasks_for(bloc.leader.head, at=moment(2025, 2, 1, 0))] == [True]
    assert headings(bloc.member.head, moment(2025, 1, 15)) == []


def test_details_begin_with_what_is_known() -> None:
    bloc = make_running_bloc()
    assert bloc.authority is not None

    assert queries.details_to_begin_with(bloc.leader.head, bloc.year) == {
        "locality": "Đồng Tháp", "chair": bloc.leader.head.describe(),
    }  # fmt: skip
    assert queries.details_to_begin_with(bloc.authority, bloc.year)["chair"] == ""


def test_attendance_rows_follow_the_order_of_membership() -> None:
    bloc, conference = opened()
    Attendance.objects.filter(conference=conference, unit=bloc.leader.body).update(delegates="Trưởng đoàn")

    rows = queries.attendance_rows(conference)

    assert [row.unit for row in rows] == [unit.body for unit in bloc.units]
