"""Several conferences in a year, each held for one thing or more."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.assessment.factories import make_running_bloc
from tests.conferences.factories import AFTER, DURING, PREPARING, as_actor, by, everyone, prepared
from tests.conferences.test_actions import refused
from thidua.conferences import actions, queries
from thidua.conferences.models import Conference, ConferenceKind, Kind
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


def test_year_has_one_review_and_as_many_others_as_it_needs() -> None:
    bloc, review = prepared()
    prepared(bloc, kinds=["half_year"])
    prepared(bloc, kinds=["thematic"], subject="Chuyển đổi số")

    with pytest.raises(Exception, match="đã có hội nghị tổng kết"):
        prepared(bloc)
    titles = [one.title for one in queries.conferences_of(bloc.member.head, bloc.year.pk)]
    assert titles == [
        "Hội nghị tổng kết, ký giao ước năm 2024",
        "Hội nghị sơ kết 6 tháng năm 2024",
        "Hội nghị chuyên đề năm 2024: Chuyển đổi số",
    ]
    assert queries.conference_for(bloc.member.head, bloc.year.pk) == review


def test_database_refuses_a_second_review_and_a_kind_twice() -> None:
    bloc, review = prepared()
    _bloc, other = prepared(bloc, kinds=["kickoff"])

    for conference, kind in ((other, Kind.REVIEW), (review, Kind.SIGNING)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ConferenceKind.objects.create(emulation_year=bloc.year, conference=conference, kind=kind)


def test_conference_without_a_kind_is_refused() -> None:
    with pytest.raises(Exception, match="ít nhất một loại"):
        prepared(kinds=[])


def test_agenda_is_the_usual_one_of_its_kinds() -> None:
    _bloc, conference = prepared(kinds=["signing", "kickoff"])

    assert list(conference.agenda.order_by("position").values_list("title", flat=True)) == [
        "Khai mạc hội nghị",
        "Phát động phong trào thi đua năm 2024",
        "Đại diện các đơn vị phát biểu hưởng ứng",
        "Ký giao ước thi đua năm 2024",
        "Bế mạc hội nghị",
    ]


def test_half_year_closes_without_ranking_or_agreement() -> None:
    bloc, conference = prepared(kinds=["half_year"])
    actions.open_conference(conference.pk, **by(bloc))
    assert refused(actions.close_conference, conference.pk, **by(bloc, AFTER)) == "not_ready_to_close"
    actions.record_attendance(conference.pk, **by(bloc), rows=everyone(bloc))
    conference = Conference.objects.get(pk=conference.pk)
    assert queries.missing_before_closing(conference, queries.attendance_rows(conference)) == ["ghi nội dung sơ kết"]
    actions.write_review(conference.pk, **by(bloc), text="Sơ kết.")

    closed = actions.close_conference(conference.pk, **by(bloc, AFTER)).object

    assert closed.closed
    assert "conferences.other_closed" in set(Entry.objects.values_list("event", flat=True))


def test_only_the_review_decides_on_next_year() -> None:
    bloc, conference = prepared(kinds=["signing"])
    actions.open_conference(conference.pk, **by(bloc))
    unit = bloc.member.body.pk

    assert refused(actions.record_pledge_signing, conference.pk, **by(bloc), unit_id=unit) == "not_the_review"
    units = {"leader_id": unit, "deputy_id": bloc.deputy.body.pk}
    assert refused(actions.record_agreement, conference.pk, **by(bloc), **units, agreed=1) == "not_the_review"


def test_tasks_name_each_conference() -> None:
    bloc, _conference = prepared(kinds=["nine_month"])

    headings = [task.heading for task in queries.tasks_for(bloc.leader.head, at=PREPARING)]

    assert headings == ["Khai mạc: Hội nghị sơ kết 9 tháng năm 2024", "Chuẩn bị hội nghị tổng kết năm 2024"]


def test_list_leads_to_each_and_to_preparing_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)
    bloc = make_running_bloc()
    here = reverse("conferences:conferences", args=[bloc.year.pk])
    assert "Chưa có hội nghị" in as_actor(bloc.member.head).get(here).content.decode()
    _bloc, conference = prepared(bloc, kinds=["thematic"], subject="Chuyển đổi số")

    page = as_actor(bloc.leader.head).get(here).content.decode()

    held = reverse("conferences:held", args=[bloc.year.pk, conference.pk])
    assert f'href="{held}"' in page
    assert reverse("conferences:prepare", args=[bloc.year.pk]) in page
    shown = as_actor(bloc.member.head).get(held).content.decode()
    assert "chuyên đề năm 2024: Chuyển đổi số" in shown
    assert "Khối phó năm 2025</h2>" not in shown
