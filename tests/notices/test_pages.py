"""The pages of notices and mail, as they are opened."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.bodies.factories import signed_in
from tests.notices.factories import ADDRESS, letter_to, somebody, told, with_mail
from thidua.kernel.clock import now
from thidua.notices import actions, queries
from thidua.notices.models import Letter, MailPreference, Notice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 30])
def test_notices_cost_one_query_for_any_number(rows: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    actor = somebody()
    for number in range(rows):
        told(actor, key=str(number))

    with django_assert_num_queries(1):
        found = queries.told(queries.notices_of(actor)[:20])

    assert len(found) == min(rows, 20)


def test_opening_a_notice_reads_it_and_goes_there() -> None:
    actor = somebody()
    notice = told(actor)

    answer = signed_in(actor).post(f"/notices/{notice.pk}/open/")

    notice.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"], notice.seen_at is not None) == (302, "/years/1/", True)


def test_link_alone_reads_nothing() -> None:
    actor = somebody()
    notice = told(actor)
    client = signed_in(actor)

    found = [client.get(address).status_code for address in (f"/notices/{notice.pk}/open/", "/notices/read/", "/seen/")]

    assert (found, Notice.objects.get().seen_at) == ([404, 404, 404], None)


def test_read_all_empties_the_count() -> None:
    actor = somebody()
    told(actor)
    client = signed_in(actor)

    before = client.get("/").context["home"].unread
    client.post("/notices/read/")

    assert (before, client.get("/").context["home"].unread) == (1, 0)


def test_note_of_a_word_from_the_bloc_is_escaped() -> None:
    actor = somebody()
    told(actor, kind="bloc", sender="Bà Hà", note="<script>x</script>")

    html = signed_in(actor).get("/notices/").content.decode()

    assert ("<script>x" in html, "&lt;script&gt;x" in html) == (False, True)


@pytest.mark.parametrize("show", ["", "unread", "late", "nonsense"])
def test_empty_list_says_how_it_fills(show: str) -> None:
    answer = signed_in(somebody()).get(f"/notices/?show={show}")

    assert (answer.status_code, 'class="empty"' in answer.content.decode()) == (200, True)


FORM = {"on": "on", "rhythm": "at_once", "kinds": ["late"], "quiet_from": "21", "quiet_until": "6", "language": "en"}


def test_preferences_are_kept() -> None:
    actor = somebody()

    answer = signed_in(actor).post("/notices/mail/", FORM)

    row = MailPreference.objects.get(person_id=actor.id)
    assert (answer.status_code, row.rhythm, row.kinds, row.quiet_from.hour, row.language) == (
        302, "at_once", ["late"], 21, "en",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"), [("rhythm", "hourly"), ("quiet_from", "25"), ("kinds", ["all"]), ("language", "fr")]
)
def test_preference_that_there_is_not_is_refused(field: str, value: str) -> None:
    answer = signed_in(somebody()).post("/notices/mail/", FORM | {field: value})

    assert (answer.status_code, list(answer.context["form"].errors), MailPreference.objects.count()) == (
        200,
        [field],
        0,
    )


@pytest.mark.parametrize("written", ["", "a", "a@b", "a@b.vn\nBcc: c@d.vn", "a@b.vn, c@d.vn", "x" * 250 + "@b.vn"])
def test_address_that_is_none_is_refused(written: str) -> None:
    answer = signed_in(somebody()).post("/notices/mail/address/", {"address": written})

    assert (answer.status_code, list(answer.context["form"].errors), Letter.objects.count()) == (200, ["address"], 0)


def test_address_is_proven_by_whoever_opens_the_link(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    actor = somebody()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(actor).post("/notices/mail/address/", {"address": ADDRESS})
    found = re.search(r"/mail/confirm/\S+/", mail.outbox[0].body)
    assert found is not None
    phone = Client()

    shown = phone.get(found.group())
    after_looking = queries.preference_of(actor.id).address
    pressed = phone.post(found.group())

    assert (shown.status_code, after_looking, ADDRESS in shown.content.decode()) == (200, "", False)
    assert (pressed.status_code, queries.preference_of(actor.id).address) == (200, ADDRESS)
    assert (phone.get(found.group()).status_code, phone.post(found.group()).status_code) == (404, 404)


def test_mail_server_that_is_away_is_no_failure_of_the_page(settings, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(somebody()).post("/notices/mail/address/", {"address": ADDRESS})

    letter = Letter.objects.get()
    assert (answer.status_code, letter.state, letter.attempts, letter.problem != "") == (302, "waiting", 1, True)


def test_own_address_is_shown_to_nobody_else() -> None:
    actor = somebody()
    with_mail(actor)
    addresses = ("/notices/mail/", "/notices/mail/address/", "/notices/mail/address/remove/", "/people/", "/")

    def showing(client: Client) -> list[str]:
        return [address for address in addresses if ADDRESS in client.get(address).content.decode()]

    assert (showing(signed_in(actor)), showing(signed_in(somebody()))) == (list(addresses[:3]), [])


def test_removed_address_is_gone() -> None:
    actor = somebody()
    with_mail(actor)

    answer = signed_in(actor).post("/notices/mail/address/remove/")

    assert (answer.status_code, queries.preference_of(actor.id).address) == (302, "")


def test_mail_is_turned_off_by_a_button_and_not_by_the_link_itself() -> None:
    actor = somebody()
    with_mail(actor)
    address = f"/mail/off/{queries.off_token(actor.id)}/"
    stranger = Client()

    shown = stranger.get(address)
    after_looking = queries.preference_of(actor.id).on
    pressed = stranger.post(address)

    assert (shown.status_code, after_looking, pressed.status_code) == (200, True, 200)
    assert (queries.preference_of(actor.id).on, ADDRESS in shown.content.decode()) == (False, False)


def test_letter_is_shown_as_it_was_sent() -> None:
    actor = somebody()
    letter = letter_to(actor, text="Kính gửi <b>bà</b>")

    html = signed_in(actor).get(f"/notices/mail/letters/{letter.pk}/").content.decode()

    assert "Kính gửi &lt;b&gt;bà&lt;/b&gt;" in html


def test_sixth_link_is_refused_at_the_field() -> None:
    actor = somebody()
    for _number in range(5):
        actions.ask_confirmation(actor.id, actor=actor, at=now(), address=ADDRESS)

    answer = signed_in(actor).post("/notices/mail/address/", {"address": ADDRESS})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["address"])
