"""Health, language, preferences, help and home; and the headers that every page carries."""

import re

import pytest
from django.test import Client

from tests.bodies.factories import PASSWORD, signed_in
from tests.factories import make_account, make_actor, make_unit
from thidua.kernel.actor import Office

pytestmark = pytest.mark.django_db

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Language": "vi",
}


def directives(policy: str) -> set[str]:
    return {part.strip() for part in policy.split(";")}


@pytest.mark.parametrize(("address", "status"), [("/sign-in/", 200), ("/help/", 200), ("/", 302), ("/nowhere/", 404)])
def test_every_answer_carries_the_security_headers(address: str, status: int) -> None:
    answer = Client().get(address)
    found = {name: answer.headers.get(name, "") for name in HEADERS}

    assert answer.status_code == status
    assert directives(found.pop("Content-Security-Policy")) == directives(HEADERS["Content-Security-Policy"])
    assert found == {name: value for name, value in HEADERS.items() if name != "Content-Security-Policy"}
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/sign-in/", "/help/", "/offices/", "/search/?q=hội"])
def test_page_holds_no_inline_code(address: str) -> None:
    html = signed_in(make_actor(Office.UNIT_HEAD, make_unit())).get(address).content.decode()

    assert re.findall(r"<style\b|<script(?![^>]*\bsrc=)|\son[a-z]+=\"|\sstyle=\"", html) == []


def test_cookies_of_a_session_are_out_of_reach_of_scripts() -> None:
    client, account = Client(), make_account(password=PASSWORD)
    client.post("/sign-in/", {"username": account.username, "password": PASSWORD})

    assert {name: bool(cookie["httponly"]) for name, cookie in client.cookies.items()} == {
        "sessionid": True, "csrftoken": True,
    }  # fmt: skip


def test_health_answers_without_signing_in() -> None:
    answer = Client().get("/health/")

    assert (answer.status_code, answer.content.decode(), answer.headers["Content-Type"]) == (
        200, "ok True", "text/plain",
    )  # fmt: skip


def test_health_costs_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        Client().get("/health/")


def test_language_is_remembered_and_the_next_page_is_in_it() -> None:
    client = Client(headers={"accept-language": "en"})

    before = client.get("/sign-in/").headers["Content-Language"]
    answer = client.post("/language/", {"language": "en", "next": "/sign-in/"})
    cookie = client.cookies["django_language"]

    assert (before, client.get("/sign-in/").headers["Content-Language"]) == ("vi", "en")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["max-age"]) == ("en", True, "Lax", 31_536_000)


@pytest.mark.parametrize("language", ["fr", "", "en\r\nX: y"])
def test_unknown_language_is_not_found(language: str) -> None:
    client = Client()

    status = client.post("/language/", {"language": language}).status_code

    assert (status, "django_language" in client.cookies) == (404, False)


@pytest.mark.parametrize("address", ["/language/", "/preferences/"])
def test_choice_is_made_by_a_form_and_leads_nowhere_else(address: str) -> None:
    by_link = Client().get(address)
    away = Client().post(address, {"language": "en", "next": "https://example.org/"})

    assert (by_link.status_code, away.status_code, away.headers["Location"]) == (404, 302, "/")


def test_preferences_are_remembered_and_shown() -> None:
    client = Client()

    client.post("/preferences/", {"theme": "dark", "large_print": "1", "high_contrast": "yes", "other": "1"})
    frame = client.get("/sign-in/").context["frame"]

    assert {name: cookie.value for name, cookie in client.cookies.items() if name != "csrftoken"} == {
        "theme": "dark", "large_print": "1",
    }  # fmt: skip
    assert (frame.theme, frame.large_print, frame.high_contrast) == ("dark", True, False)


def test_preference_that_somebody_wrote_into_the_cookie_is_not_taken() -> None:
    client = Client()
    client.cookies["theme"] = "neon"

    assert client.get("/sign-in/").context["frame"].theme == "auto"


def test_sample_clock_does_not_exist_outside_the_sample() -> None:
    client = signed_in(make_actor(Office.UNIT_HEAD, make_unit()))

    assert [client.get("/sample/clock/").status_code, client.post("/sample/clock/").status_code] == [404, 404]


def test_home_of_somebody_without_an_office_is_empty_and_kind() -> None:
    client = Client()
    client.force_login(make_account())

    answer = client.get("/")

    assert (answer.status_code, answer.context["home"].tasks, answer.context["home"].year) == (200, [], None)


def test_page_that_does_not_exist_says_so_in_the_frame() -> None:
    answer = Client().get("/nowhere/")

    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_ledger_shows_the_own_authority_only() -> None:
    from tests.assessment.factories import make_running_bloc, signed_pledge
    from thidua.web.home import ledger_of

    bloc, other = make_running_bloc(), make_running_bloc()
    for one in (bloc, other):
        signed_pledge(one, one.member)
    assert bloc.authority is not None

    assert {entry.emulation_year_id for entry in ledger_of(bloc.authority)} == {bloc.year.pk}
