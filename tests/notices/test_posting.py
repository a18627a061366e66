"""Letters against a real mail server: sent, refused, a server that is away, two runs at once, nothing lost."""

from datetime import timedelta

import pytest

from tests.factories import moment
from tests.notices.factories import ADDRESS, NIGHT, NOON, letter_to, somebody, told, with_mail
from tests.notices.smtp import serving
from thidua.notices import posting, queries
from thidua.notices.models import Letter, Notice
from thidua.notices.posting import Posted

pytestmark = pytest.mark.django_db


def test_letter_arrives_with_both_texts_and_the_way_out(settings) -> None:  # type: ignore[no-untyped-def]
    actor = somebody()
    letter = letter_to(actor, subject="Nhắc việc: báo cáo", text="Kính gửi bà", off_url="https://x.vn/mail/off/t/")

    with serving(settings) as server:
        posted = posting.deliver(at=NOON)

    (mail,) = server.received
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    letter.refresh_from_db()
    assert posted == Posted(sent=1)
    assert (mail["Subject"], mail["To"], mail["List-Unsubscribe"], mail["Auto-Submitted"]) == (
        "Nhắc việc: báo cáo", ADDRESS, "<https://x.vn/mail/off/t/>", "auto-generated",
    )  # fmt: skip
    assert (plain.get_content().strip(), html.get_content().strip()) == ("Kính gửi bà", "<p>Kính gửi</p>")
    assert (letter.state, letter.sent_at, letter.attempts) == ("sent", NOON, 1)


def test_notice_is_marked_mailed_when_its_letter_is_sent(settings) -> None:  # type: ignore[no-untyped-def]
    actor = somebody()
    notice = told(actor)
    Notice.objects.update(letter=letter_to(actor))

    with serving(settings):
        posting.deliver(at=NOON)

    notice.refresh_from_db()
    assert notice.mailed_at == NOON


def test_second_run_sends_nothing_again(settings) -> None:  # type: ignore[no-untyped-def]
    letter_to(somebody())

    with serving(settings) as server:
        found = [posting.deliver(at=NOON), posting.deliver(at=NOON + timedelta(days=1))]

    assert (found, len(server.received)) == ([Posted(sent=1), Posted()], 1)


def test_server_that_is_away_loses_nothing(settings) -> None:  # type: ignore[no-untyped-def]
    actor = somebody()
    letter = letter_to(actor)
    with serving(settings):
        pass

    away = posting.deliver(at=NOON)
    letter.refresh_from_db()
    kept = (letter.state, letter.attempts, letter.due_at, letter.claimed_at, letter.problem != "")
    with serving(settings) as server:
        early = posting.deliver(at=NOON + timedelta(minutes=4))
        later = posting.deliver(at=NOON + timedelta(minutes=5))

    assert kept == ("waiting", 1, NOON + timedelta(minutes=5), None, True)
    assert (away, early, later, len(server.received)) == (Posted(put_off=1), Posted(), Posted(sent=1), 1)


def test_server_that_is_away_is_asked_three_times_a_run(settings) -> None:  # type: ignore[no-untyped-def]
    for number in range(5):
        letter_to(somebody(), key=f"letter{number}")
    with serving(settings):
        pass

    posted = posting.deliver(at=NOON)

    assert (posted, sum(Letter.objects.values_list("attempts", flat=True))) == (Posted(put_off=3), 3)


def test_refused_address_does_not_hold_up_the_others(settings) -> None:  # type: ignore[no-untyped-def]
    bad = letter_to(somebody(), key="bad", address="khong.co@example.vn")
    letter_to(somebody(), key="good")

    with serving(settings) as server:
        server.refuses = ("khong.co@",)
        posted = posting.deliver(at=NOON)

    bad.refresh_from_db()
    assert (posted, [mail["To"] for mail in server.received]) == (Posted(sent=1, put_off=1), [ADDRESS])
    assert bad.problem.startswith("SMTPRecipientsRefused")


def test_letter_that_never_goes_is_given_up_and_kept(settings) -> None:  # type: ignore[no-untyped-def]
    letter = letter_to(somebody())
    Letter.objects.update(attempts=10)
    with serving(settings):
        pass

    posted = posting.deliver(at=NOON)

    letter.refresh_from_db()
    assert (posted, letter.state, letter.given_up_at, letter.text) == (Posted(given_up=1), "given_up", NOON, "Kính gửi")


def test_next_try_waits_for_the_end_of_the_quiet_hours(settings) -> None:  # type: ignore[no-untyped-def]
    actor = somebody()
    with_mail(actor)
    letter = letter_to(actor)
    with serving(settings):
        pass

    posting.deliver(at=NIGHT)

    letter.refresh_from_db()
    assert letter.due_at == moment(2024, 12, 11, 7)


def test_letter_in_hand_is_left_until_the_claim_is_old(settings) -> None:  # type: ignore[no-untyped-def]
    letter_to(somebody())
    Letter.objects.update(claimed_at=NOON)

    with serving(settings):
        found = [posting.deliver(at=NOON + timedelta(minutes=minutes)) for minutes in (9, 10)]

    assert found == [Posted(), Posted(sent=1)]


def test_two_runs_take_one_letter_once() -> None:
    letter = letter_to(somebody())

    assert [posting._claim(letter.pk, at=NOON), posting._claim(letter.pk, at=NOON)] == [True, False]


def test_line_break_in_a_subject_is_no_second_header(settings) -> None:  # type: ignore[no-untyped-def]
    letter = letter_to(somebody(), subject="Nhắc\nBcc: x@example.vn")

    with serving(settings) as server:
        posted = posting.deliver(at=NOON)

    letter.refresh_from_db()
    assert (posted, server.received, letter.problem.split(":")[0]) == (Posted(put_off=1), [], "BadHeaderError")


def test_without_a_server_letters_wait(settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAIL_READY = False
    letter = letter_to(somebody())

    posted = posting.deliver(at=NOON)

    assert (posted, posting.deliver_one(letter.pk, at=NOON), list(queries.letters_due(NOON))) == (
        Posted(),
        "",
        [letter],
    )


def test_message_keeps_its_name_at_every_try(settings) -> None:  # type: ignore[no-untyped-def]
    letter_to(somebody())
    with serving(settings) as server:
        posting.deliver(at=NOON)
        Letter.objects.update(sent_at=None)
        posting.deliver(at=NOON + timedelta(hours=1))

    assert len({mail["Message-ID"] for mail in server.received}) == 1
    assert len(server.received) == 2
