"""The pages of the conference as people meet them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.assessment.factories import Bloc, make_running_bloc, outsider
from tests.conferences.factories import (
    DURING,
    PREPARING,
    as_actor,
    attended,
    by,
    closed,
    opened,
    prepared,
    ranked_bloc,
    ready,
)
from thidua.conferences import actions
from thidua.conferences.models import Agreement, Attendance, Conference
from thidua.cycles.models import EmulationYear

pytestmark = pytest.mark.django_db

FORM = {
    "held_on": "21/1/2025", "held_time": "14 giờ 00", "place": "Hội trường tỉnh", "locality": "Đồng Tháp",
    "chair": "Nguyễn Thị A, Chủ tịch", "secretary": "Trần Văn B, Chánh Văn phòng", "kinds": ["review", "signing"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock says that the conference is on."""
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)


def about_then(moment: datetime | None) -> bool:
    """Whether it is the moment of the request, moved on by the little that the request took."""
    return moment is not None and timedelta() <= moment - DURING < timedelta(minutes=1)


# The pages of one conference; the others belong to the year, whose review is one.
OF_ONE = {"held", "change_details", "open", "agenda_add", "attendance", "review", "task_add", "close"}


def url(name: str, bloc: Bloc, *more: int) -> str:
    if name in OF_ONE:
        more = (Conference.objects.get(emulation_year=bloc.year).pk, *more)
    return reverse(f"conferences:{name}", args=[bloc.year.pk, *more])


def head(bloc: Bloc) -> Client:
    return as_actor(bloc.leader.head)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_year_without_conference_says_how_to_begin() -> None:
    bloc = make_running_bloc()

    assert "Chuẩn bị hội nghị</a>" in text_of(head(bloc).get(url("conference", bloc)))
    reader = text_of(as_actor(bloc.member.officer).get(url("conference", bloc)))
    assert "Chưa có hội nghị" in reader
    assert "Chuẩn bị hội nghị</a>" not in reader


def test_conference_leads_to_its_contests_and_only_its_runners_prepare_one() -> None:
    bloc = make_running_bloc()
    contests = reverse("ballots:contests", args=[bloc.year.pk])
    prepare = reverse("ballots:prepare", args=[bloc.year.pk])
    assert prepare not in text_of(head(bloc).get(contests))

    prepared(bloc)

    assert f'href="{contests}"' in text_of(head(bloc).get(url("conference", bloc)))
    assert f'href="{prepare}"' in text_of(head(bloc).get(contests))
    assert prepare not in text_of(as_actor(bloc.member.head).get(contests))


def test_prepare_reads_day_and_hour_as_people_write_them() -> None:
    bloc = make_running_bloc()
    client = head(bloc)
    assert bloc.leader.head.name in text_of(client.get(url("prepare", bloc)))

    response = client.post(url("prepare", bloc), FORM)

    assert response.headers["Location"] == url("held", bloc)
    assert Conference.objects.get().held_at.isoformat() == "2025-01-21T07:00:00+00:00"
    again = client.post(url("prepare", bloc), FORM)
    assert "đã có hội nghị" in text_of(again)


@pytest.mark.parametrize("hour", ["25:00", "14:75", "chiều", "2 giờ chiều"])
def test_prepare_says_how_to_write_the_hour(hour: str) -> None:
    bloc = make_running_bloc()

    response = head(bloc).post(url("prepare", bloc), FORM | {"held_time": hour})

    assert "không đọc được thành giờ" in text_of(response)
    assert Conference.objects.count() == 0


@pytest.mark.parametrize("day", ["21/1/2001", "21/1/2027"])
def test_conference_far_from_its_year_is_answered_and_kept_as_typed(day: str) -> None:
    bloc = make_running_bloc()

    response = head(bloc).post(url("prepare", bloc), FORM | {"held_on": day})

    assert "họp trong năm 2024 hoặc năm 2025" in text_of(response)
    assert f'value="{day}"' in text_of(response)
    assert Conference.objects.count() == 0


@pytest.mark.parametrize("hour", ["14", "14h", "14h00", "14:00", "14 giờ", "14 giờ 00 phút", "14g00"])
def test_prepare_reads_every_usual_hour(hour: str) -> None:
    bloc = make_running_bloc()

    head(bloc).post(url("prepare", bloc), FORM | {"held_time": hour})

    assert Conference.objects.get().held_at.hour == 7


def test_conference_page_at_every_stage() -> None:
    bloc, conference = prepared(ranked_bloc())
    client, reader = head(bloc), as_actor(bloc.member.officer)
    assert "Đã chuẩn bị, chưa khai mạc" in text_of(client.get(url("conference", bloc)))
    actions.open_conference(conference.pk, **by(bloc))
    page = text_of(client.get(url("conference", bloc)))
    assert "Đang họp, khai mạc lúc" in page
    assert "Còn phải làm trước khi bế mạc" in page
    assert page.count('aria-current="step"') == 1 + page.count("phase-current")
    shown = text_of(reader.get(url("conference", bloc)))
    assert "Xong mục này" not in shown
    assert "Sửa thông tin hội nghị" not in shown


def test_conference_page_after_closing_leads_to_minutes_and_handover() -> None:
    bloc, _conference = closed()

    page = text_of(head(bloc).get(url("conference", bloc)))

    assert "Đã bế mạc lúc" in page
    assert "Bàn giao sang năm 2025" in page
    assert reverse("papers:papers", args=[bloc.year.pk]) in page
    assert "Điểm danh</a>" not in page


def test_details_are_changed_and_a_stale_form_keeps_what_was_typed() -> None:
    bloc, conference = prepared()
    client = head(bloc)
    assert "Hội trường tỉnh, thành phố Cao Lãnh" in text_of(client.get(url("change_details", bloc)))

    assert client.post(url("change_details", bloc), FORM | {"version": "1"}).status_code == 302
    stale = text_of(client.post(url("change_details", bloc), FORM | {"version": "1", "place": "Nhà văn hoá"}))

    assert "người khác đã lưu trong lúc bạn nhập" in stale
    assert "Nhà văn hoá" in stale
    assert Conference.objects.get(pk=conference.pk).place == "Hội trường tỉnh"


def test_agenda_is_changed_and_gone_through() -> None:
    bloc, conference = opened()
    client = head(bloc)
    client.get(url("agenda_add", bloc))
    client.post(url("agenda_add", bloc), {"title": "Tặng hoa", "speaker": ""})
    item = conference.agenda.get(title="Tặng hoa")

    client.post(url("agenda_move", bloc, item.pk), {"direction": "up"})
    item.refresh_from_db()
    assert item.position == 6
    client.post(url("agenda_move", bloc, item.pk), {"direction": "down"})
    client.post(url("agenda_done", bloc, item.pk))
    item.refresh_from_db()
    assert (item.position, about_then(item.done_at)) == (7, True)
    client.post(url("agenda_done", bloc, item.pk), {"undo": "1"})
    assert "Tặng hoa" in text_of(client.get(url("agenda_remove", bloc, item.pk)))
    client.post(url("agenda_remove", bloc, item.pk))
    assert not conference.agenda.filter(title="Tặng hoa").exists()


def test_pages_of_one_button_do_nothing_when_only_looked_at() -> None:
    bloc, conference = opened()
    item = conference.agenda.get(position=2)

    for name in ("agenda_move", "agenda_done"):
        assert head(bloc).get(url(name, bloc, item.pk)).status_code == 302
    item.refresh_from_db()
    assert (item.position, item.done_at) == (2, None)


def test_open_asks_first() -> None:
    bloc, conference = prepared()
    client = head(bloc)

    assert "Có hoàn tác được không" in text_of(client.get(url("open", bloc)))
    assert Conference.objects.get(pk=conference.pk).opened_at is None
    client.post(url("open", bloc))
    assert about_then(Conference.objects.get(pk=conference.pk).opened_at)
    assert "đã khai mạc lúc" in text_of(client.post(url("open", bloc)))


def test_attendance_is_one_table() -> None:
    bloc, conference = opened()
    client = head(bloc)
    first, second, third = (unit.body.pk for unit in bloc.units)
    assert text_of(client.get(url("attendance", bloc))).count('value="yes" selected') == 0
    assert text_of(client.get(url("attendance", bloc) + "?everyone=1")).count('value="yes" selected') == 3

    client.post(
        url("attendance", bloc),
        {
            "version": "2", f"present_{first}": "yes", f"delegates_{first}": "Bà A", f"present_{second}": "no",
            f"present_{third}": "",
        },
    )  # fmt: skip

    rows = Attendance.objects.filter(conference=conference).order_by("pk")
    assert [(row.present, row.delegates) for row in rows] == [(True, "Bà A"), (False, ""), (None, "")]
    page = text_of(client.get(url("conference", bloc)))
    assert "1/3" in page
    assert "(1 đơn vị chưa ghi)" in page


def test_attendance_refuses_an_answer_nobody_offered() -> None:
    bloc, _conference = opened()

    response = head(bloc).post(url("attendance", bloc), {f"present_{bloc.leader.body.pk}": "maybe"})

    assert response.status_code == 200
    assert "error-summary" in text_of(response)


def test_review_is_drafted_from_the_facts_and_saved() -> None:
    bloc, conference = prepared(ranked_bloc())
    client = head(bloc)
    assert "Soạn nháp từ số liệu" in text_of(client.get(url("review", bloc)))

    drafted = text_of(client.get(url("review", bloc) + "?draft=1"))
    assert "3/3 đơn vị trong khối đã ký giao ước" in drafted
    assert Conference.objects.get(pk=conference.pk).review == ""
    client.post(url("review", bloc), {"text": "Tổng kết năm.", "version": "1"})

    assert Conference.objects.get(pk=conference.pk).review == "Tổng kết năm."
    assert "Tổng kết năm." in text_of(client.get(url("review", bloc)))


def test_review_without_ranking_says_where_to_finalise_it() -> None:
    bloc, _conference = prepared()

    page = text_of(head(bloc).get(url("review", bloc)))

    assert "Xếp hạng chưa chốt" in page
    assert "Chưa có kết quả nào đạt kế hoạch" in page


def test_task_is_added_once_and_removed() -> None:
    bloc, conference = prepared()
    client = head(bloc)
    client.get(url("task_add", bloc))
    client.post(url("task_add", bloc), {"text": "Việc thứ nhất"})
    assert "đã có trong danh sách" in text_of(client.post(url("task_add", bloc), {"text": "Việc thứ nhất"}))
    task = conference.tasks.get()

    assert "Việc thứ nhất" in text_of(client.get(url("task_remove", bloc, task.pk)))
    client.post(url("task_remove", bloc, task.pk))
    assert conference.tasks.count() == 0


def test_agreement_shows_the_verdict_and_refuses_what_cannot_be() -> None:
    bloc, _conference = attended()
    client = head(bloc)
    assert "đủ điều kiện tiến hành" in text_of(client.get(url("agreement", bloc)))
    data = {"leader": bloc.member.body.pk, "deputy": bloc.deputy.body.pk, "agreed": "4"}

    assert "không thể có 4 đơn vị nhất trí" in text_of(client.post(url("agreement", bloc), data))
    assert client.post(url("agreement", bloc), data | {"agreed": "2"}).status_code == 302

    page = text_of(client.get(url("agreement", bloc)))
    assert "nhất trí 2/3" in page
    assert "Kết quả đã ghi" in page
    assert Agreement.objects.get().agreed == 2


def test_agreement_page_says_what_is_missing_first() -> None:
    bloc, conference = prepared()
    client = head(bloc)
    assert "Hội nghị chưa khai mạc" in text_of(client.get(url("agreement", bloc)))
    actions.open_conference(conference.pk, **by(bloc))

    page = text_of(client.get(url("agreement", bloc)))

    assert "Còn 3 đơn vị chưa điểm danh" in page


def test_signing_is_recorded_unit_by_unit() -> None:
    bloc, _conference = attended(absent=1)
    client = head(bloc)
    page = text_of(client.get(url("signing", bloc)))
    assert page.count("Ghi đã ký") == 2
    unit = bloc.deputy.body

    client.post(url("signing", bloc), {"unit": unit.pk})
    assert about_then(Attendance.objects.get(unit=unit).next_pledge_signed_at)
    assert "1/3" in text_of(client.get(url("signing", bloc)))
    client.post(url("signing", bloc), {"unit": unit.pk, "undo": "1"})
    assert Attendance.objects.get(unit=unit).next_pledge_signed_at is None
    absent = text_of(client.post(url("signing", bloc), {"unit": bloc.member.body.pk}))
    assert "chưa được ghi có mặt" in absent


def test_signing_page_before_the_opening_offers_no_button() -> None:
    bloc, _conference = prepared()

    assert "Ghi đã ký" not in text_of(head(bloc).get(url("signing", bloc)))


def test_close_lists_what_is_missing_then_asks() -> None:
    bloc, conference = opened()
    client = head(bloc)
    page = text_of(client.get(url("close", bloc)))
    assert "ghi ít nhất một nhiệm vụ năm sau" in page
    assert 'method="post" action="" novalidate' not in page
    refused = client.post(url("close", bloc))
    assert refused.status_code == 409
    assert Conference.objects.get(pk=conference.pk).closed_at is None


def test_close_twice_says_it_is_done() -> None:
    bloc, conference = ready()
    client = head(bloc)
    assert "Hội nghị đã bế mạc không mở lại được" in text_of(client.get(url("close", bloc)))

    assert client.post(url("close", bloc)).status_code == 302
    assert about_then(Conference.objects.get(pk=conference.pk).closed_at)
    again = client.post(url("close", bloc))
    assert again.status_code == 409
    assert "đã bế mạc lúc" in text_of(again)


def test_hand_over_asks_for_the_decision_and_closes_the_year() -> None:
    bloc, _conference = closed()
    assert bloc.authority is not None
    client = as_actor(bloc.authority)
    page = text_of(client.get(url("hand_over", bloc)))
    assert f"{bloc.member.body.name} làm Khối trưởng" in page
    assert "3 đơn vị đã ký tại hội nghị" in page
    assert "khép lại vĩnh viễn" in page

    assert "bắt buộc" in text_of(client.post(url("hand_over", bloc), {"decision_number": "09/QĐ-SNV"}))
    data = {"decision_number": "09/QĐ-SNV", "decision_on": "22/1/2025"}
    assert "chưa lập danh mục bàn giao" in text_of(client.post(url("hand_over", bloc), data))
    data["reason"] = "Danh mục bàn giao lập trên giấy"
    assert client.post(url("hand_over", bloc), data).status_code == 302

    assert EmulationYear.objects.get(bloc=bloc.year.bloc, year=2025).running
    assert "đã được bàn giao" in text_of(client.get(url("hand_over", bloc)))
    assert "đã được bàn giao" in text_of(client.post(url("hand_over", bloc), data))
    assert client.get(url("conference", bloc)).status_code == 200


def test_hand_over_before_closing_says_what_comes_first() -> None:
    bloc, _conference = ready()

    assert "chưa bế mạc" in text_of(head(bloc).get(url("hand_over", bloc)))


@pytest.mark.parametrize(
    "name", ["prepare", "change_details", "open", "agenda_add", "attendance", "review", "task_add", "agreement",
             "signing", "close", "hand_over"],
)  # fmt: skip
def test_pages_of_those_who_run_it_are_closed_to_others(name: str) -> None:
    bloc, _conference = prepared()

    assert as_actor(bloc.member.head).get(url(name, bloc)).status_code == 403
    assert as_actor(bloc.leader.officer).get(url(name, bloc)).status_code == 403
    assert as_actor(outsider()).get(url(name, bloc)).status_code == 404


def test_conference_page_asks_the_same_number_of_queries_for_any_number_of_units() -> None:
    counts = []
    for units in (3, 8):
        bloc, _conference = attended(make_running_bloc(units))
        client = head(bloc)
        client.get(url("conference", bloc))
        with CaptureQueriesContext(connection) as caught:
            client.get(url("conference", bloc))
        counts.append(len(caught))

    assert counts[0] == counts[1]


def test_names_are_written_out_and_not_read_as_markup() -> None:
    bloc, conference = prepared(place="<script>alert(1)</script> {{ x }}")
    actions.add_task(conference.pk, **by(bloc, PREPARING), text="<b>đậm</b>")

    page = head(bloc).get(url("conference", bloc)).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;đậm" in page
