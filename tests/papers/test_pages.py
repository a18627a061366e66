"""The documents of a year as people meet them."""

import hashlib

import pytest
from django.urls import reverse

from tests.assessment.factories import Bloc, make_running_bloc, outsider
from tests.conferences.factories import AFTER, as_actor, by, closed, ready
from tests.conferences.test_pages import text_of
from thidua.papers import actions
from thidua.papers.models import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_conference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: AFTER)


def url(name: str, bloc: Bloc, *more: int) -> str:
    return reverse(f"papers:{name}", args=[bloc.year.pk, *more])


def test_year_without_papers_says_what_comes_first() -> None:
    bloc = make_running_bloc()

    assert "Chưa có văn bản nào" in text_of(as_actor(bloc.member.officer).get(url("papers", bloc)))


def test_minutes_are_made_from_a_page_that_asks_first() -> None:
    bloc, conference = closed()
    client = as_actor(bloc.leader.head)
    make = url("make_minutes", bloc, conference.pk, 0)
    assert url("minutes", bloc, conference.pk) in text_of(client.get(url("papers", bloc)))
    assert make in text_of(client.get(url("minutes", bloc, conference.pk)))
    assert "Có hoàn tác được không" in text_of(client.get(make))
    assert Paper.objects.count() == 0

    response = client.post(make)

    assert response.headers["Location"] == url("minutes", bloc, conference.pk)
    page = text_of(client.get(url("papers", bloc)))
    for paper in Paper.objects.all():
        assert paper.sha256 in page
        assert url("download", bloc, paper.pk) in page
    assert "Đã có biên bản" in text_of(client.get(make))
    again = client.post(make)
    assert again.status_code == 409
    assert "đã được lập lúc" in text_of(again)


def test_making_before_the_closing_says_what_comes_first() -> None:
    bloc, conference = ready()
    client = as_actor(bloc.leader.head)
    make = url("make_minutes", bloc, conference.pk, 0)

    assert "Hội nghị chưa bế mạc" in text_of(client.get(make))
    assert client.post(make).status_code == 409


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", "application/pdf"),
    ],
)
def test_download_gives_the_stored_bytes(kind: str, content_type: str) -> None:
    bloc, conference = closed()
    papers = actions.make_minutes(conference.pk, **by(bloc, AFTER)).object
    paper = next(one for one in papers if one.format == kind)

    response = as_actor(bloc.member.officer).get(url("download", bloc, paper.pk))

    assert response.headers["Content-Type"] == content_type
    name = f"bien-ban-hoi-nghi-khoi-{bloc.year.bloc.number}-nam-2024.{kind}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert hashlib.sha256(response.content).hexdigest() == paper.sha256


def test_download_is_not_found_by_others_or_under_another_year() -> None:
    bloc, conference = closed()
    paper = actions.make_minutes(conference.pk, **by(bloc, AFTER)).object[0]
    other = make_running_bloc()

    assert as_actor(outsider()).get(url("download", bloc, paper.pk)).status_code == 404
    assert as_actor(bloc.leader.head).get(url("download", other, paper.pk)).status_code == 404
    assert as_actor(other.leader.head).get(url("download", other, paper.pk)).status_code == 404


def test_making_is_closed_to_those_who_only_read() -> None:
    bloc, conference = closed()
    make = url("make_minutes", bloc, conference.pk, 0)

    assert as_actor(bloc.member.head).get(make).status_code == 403
    assert as_actor(bloc.member.officer).get(make).status_code == 403
    assert make not in text_of(as_actor(bloc.member.head).get(url("minutes", bloc, conference.pk)))
