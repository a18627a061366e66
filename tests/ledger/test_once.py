"""Requests act once: the second press, the retry, the press on "back"; and what is a new act all the same."""

import uuid
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.assessment.factories import PLEDGING, Bloc, draft_pledge, make_running_bloc
from thidua.assessment.models import Pledge, Target
from thidua.bodies.models import Account
from thidua.kernel.actor import Actor
from thidua.ledger import once
from thidua.ledger.models import Entry, RequestSeen

pytestmark = pytest.mark.django_db
TARGET = {"planned": "7", "unit_of_measure": "hợp tác xã", "direction": "more"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, PLEDGING)


def at(monkeypatch: pytest.MonkeyPatch, moment) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: moment)


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def key() -> str:
    return uuid.uuid4().hex


def commitments(bloc: Bloc, pledge: Pledge) -> str:
    return reverse("assessment:commitments", args=[bloc.year.pk, pledge.pk])


def bloc_with_pledge() -> tuple[Bloc, Pledge]:
    bloc = make_running_bloc()
    return bloc, draft_pledge(bloc, bloc.member)


def said(response: HttpResponse, client: Client) -> str:
    return client.get(response["Location"]).content.decode()


def edits() -> int:
    return Entry.objects.filter(event="assessment.commitments_written").count()


def test_form_carries_a_key_of_its_own_each_time_it_is_shown() -> None:
    bloc, pledge = bloc_with_pledge()
    client = as_actor(bloc.member.officer)

    pages = [client.get(commitments(bloc, pledge)).content.decode() for _ in range(2)]

    keys = {page.split('name="once" value="')[1][:32] for page in pages}
    assert len(keys) == 2


def test_same_request_again_acts_once_and_gets_the_same_answer() -> None:
    bloc, pledge = bloc_with_pledge()
    client, form = as_actor(bloc.member.officer), {"commitments": "Một", "once": key()}

    first = client.post(commitments(bloc, pledge), form)
    told = said(first, client)
    second = client.post(commitments(bloc, pledge), form)

    assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])
    assert "Đã lưu nội dung cam kết." in told
    assert "Đã lưu nội dung cam kết." in said(second, client)
    assert edits() == 1
    assert first.cookies["done"].value == second.cookies["done"].value == form["once"]


def test_without_a_key_both_act() -> None:
    bloc, pledge = bloc_with_pledge()
    client = as_actor(bloc.member.officer)

    for _ in range(2):
        client.post(commitments(bloc, pledge), {"commitments": "Một"})

    assert (edits(), RequestSeen.objects.count()) == (2, 0)


def test_other_content_under_the_same_key_is_a_new_act() -> None:
    """Somebody presses "back", writes something else and saves again; and then goes back to what it was at first."""
    bloc, pledge = bloc_with_pledge()
    client, form = as_actor(bloc.member.officer), {"once": key()}

    for text in ("Một", "Hai", "Một"):
        client.post(commitments(bloc, pledge), form | {"commitments": text})

    pledge.refresh_from_db()
    assert (edits(), pledge.commitments) == (3, "Một")


def test_key_of_somebody_else_opens_nothing() -> None:
    bloc, pledge = bloc_with_pledge()
    form = {"commitments": "Một", "once": key()}
    as_actor(bloc.member.officer).post(commitments(bloc, pledge), form)

    other = as_actor(bloc.leader.officer).post(commitments(bloc, pledge), form)
    head = as_actor(bloc.member.head).post(commitments(bloc, pledge), form)

    assert (other.status_code, head.status_code, edits()) == (404, 302, 2)


def test_key_at_another_address_is_another_key() -> None:
    bloc, pledge = bloc_with_pledge()
    client, form = as_actor(bloc.member.officer), {"once": key(), "indicator": "Chỉ tiêu mới", **TARGET}
    client.post(commitments(bloc, pledge), form)

    client.post(reverse("assessment:add_target", args=[bloc.year.pk, pledge.pk]), form)

    assert (edits(), Target.objects.filter(indicator="Chỉ tiêu mới").count()) == (1, 1)


def test_refused_request_does_not_use_its_key_up() -> None:
    bloc, pledge = bloc_with_pledge()
    client, form = as_actor(bloc.member.officer), {"once": key(), "indicator": "Số phần quà", **TARGET}
    address = reverse("assessment:add_target", args=[bloc.year.pk, pledge.pk])

    refused = client.post(address, form)
    Target.objects.filter(pledge=pledge).delete()
    accepted = client.post(address, form)

    assert "done" not in refused.cookies
    assert (refused.status_code, accepted.status_code) == (200, 302)
    assert Target.objects.get(pledge=pledge).planned == 7


def test_look_that_writes_nothing_uses_no_key() -> None:
    bloc, pledge = bloc_with_pledge()

    as_actor(bloc.member.officer).post(commitments(bloc, pledge), {"commitments": "x" * 5001, "once": key()})

    assert RequestSeen.objects.count() == 0


def test_key_is_forgotten_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    bloc, pledge = bloc_with_pledge()
    client, form = as_actor(bloc.member.officer), {"commitments": "Một", "once": key()}
    client.post(commitments(bloc, pledge), form)

    assert once.forget(at=PLEDGING + timedelta(hours=23)) == 0
    at(monkeypatch, PLEDGING + timedelta(hours=25))
    client.post(commitments(bloc, pledge), form)

    assert edits() == 2
    assert once.forget(at=PLEDGING + timedelta(hours=49)) == 1


def test_request_that_acted_and_was_never_answered_is_not_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker died between the effect and its answer."""
    bloc, pledge = bloc_with_pledge()
    client, form = as_actor(bloc.member.officer), {"commitments": "Một", "once": key()}
    client.post(commitments(bloc, pledge), form)
    RequestSeen.objects.update(status=None, location="", said=[])
    monkeypatch.setattr(once, "LOOKS", 2)

    again = client.post(commitments(bloc, pledge), form)

    assert (again.status_code, edits()) == (200, 1)
    assert "ghi từ lần gửi trước" in again.content.decode()


@pytest.mark.parametrize("typed", ["", "x", "G" * 32, "a" * 33, "' OR 1=1 --"])
def test_key_that_is_none_is_left_aside(typed: str) -> None:
    bloc, pledge = bloc_with_pledge()

    answer = as_actor(bloc.member.officer).post(commitments(bloc, pledge), {"commitments": "Một", "once": typed})

    assert (answer.status_code, edits(), RequestSeen.objects.count()) == (302, 1, 0)


def test_signing_in_keeps_no_key() -> None:
    bloc, _pledge = bloc_with_pledge()
    account = Account.objects.get(person_id=bloc.member.officer.id)
    account.set_password("mật khẩu rất dài")
    account.save()

    answer = Client().post(
        reverse("bodies:sign_in"), {"username": account.username, "password": "mật khẩu rất dài", "once": key()}
    )

    assert (answer.status_code, RequestSeen.objects.count()) == (302, 0)


def test_same_file_again_is_the_same_content_and_another_is_not() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import RequestFactory

    def content(data: bytes) -> str:
        request = RequestFactory().post("/", {"once": key(), "file": SimpleUploadedFile("a.xlsx", data)})
        request.actor, request.at = bloc.member.officer, PLEDGING  # type: ignore[attr-defined]
        found = once.pressed_by(request)
        assert found is not None
        assert request.FILES["file"].read() == data  # the view still reads it from the beginning
        request.close()
        return found.content

    bloc, _pledge = bloc_with_pledge()
    assert content(b"mot") == content(b"mot")
    assert content(b"mot") != content(b"hai")
