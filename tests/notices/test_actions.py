"""Telling once, reading, proving an address, preferences, and letters."""

import re
from datetime import time, timedelta

import pytest
from django.core import mail
from django.http import Http404

from tests.notices.factories import ADDRESS, COMPOSED, NOON, somebody, telling, told, with_mail
from thidua.kernel.actor import SYSTEM
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.notices import actions, queries
from thidua.notices.models import Letter, MailConfirmation, MailPreference, Notice

pytestmark = pytest.mark.django_db


def test_tell_twice_keeps_the_first_word() -> None:
    actor = somebody()
    first = actions.tell(0, actor=SYSTEM, at=NOON, person="A", tellings=[telling(actor), telling(actor, key="l")])
    again = actions.tell(
        0, actor=SYSTEM, at=NOON + timedelta(hours=1), person="A", tellings=[telling(actor), telling(actor, key="m")]
    )

    rows = Notice.objects.filter(person_id=actor.id).order_by("key").values_list("key", "made_at")
    assert (first.object, again.object) == (2, 1)
    assert list(rows) == [("k", NOON), ("l", NOON), ("m", NOON + timedelta(hours=1))]


def test_tell_is_refused_to_people() -> None:
    actor = somebody()

    with pytest.raises(Denied):
        actions.tell(0, actor=actor, at=NOON, person="A", tellings=[telling(actor)])

    assert Notice.objects.count() == 0


def test_read_notice_twice_leaves_the_first_time() -> None:
    actor = somebody()
    notice = told(actor)

    actions.read_notice(notice.pk, actor=actor, at=NOON)
    actions.read_notice(notice.pk, actor=actor, at=NOON + timedelta(hours=1))

    assert Notice.objects.get().seen_at == NOON


def test_read_notice_of_another_is_not_found() -> None:
    notice = told(somebody())

    with pytest.raises(Http404):
        actions.read_notice(notice.pk, actor=somebody(), at=NOON)

    assert Notice.objects.get().seen_at is None


def test_read_all_leaves_those_of_others() -> None:
    actor, other = somebody(), somebody()
    told(actor)
    told(actor, key="l")
    theirs = told(other)

    done = actions.read_all(actor.id, actor=actor, at=NOON)

    theirs.refresh_from_db()
    assert (done.object, queries.unread_count(actor), theirs.seen_at) == (2, 0, None)


def link_in(text: str) -> str:
    found = re.search(r"/mail/confirm/([^/]+)/", text)
    assert found is not None
    return found.group(1)


def test_address_is_used_only_after_its_link(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    actor = somebody()
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_confirmation(actor.id, actor=actor, at=NOON, address=ADDRESS)
    before = queries.preference_of(actor.id).address

    asked = queries.confirmation_of_secret(link_in(mail.outbox[0].body), at=NOON)
    actions.confirm_address(asked.pk, actor=SYSTEM, at=NOON)

    after = queries.preference_of(actor.id)
    assert (before, after.address, after.confirmed_at, after.sends) == ("", ADDRESS, NOON, True)
    assert mail.outbox[0].to == [ADDRESS]


def test_link_is_kept_nowhere_once_its_letter_is_sent(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    actor = somebody()
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_confirmation(actor.id, actor=actor, at=NOON, address=ADDRESS)
    secret = link_in(mail.outbox[0].body)

    kept = [str(value) for row in Letter.objects.values_list() for value in row]
    kept += [str(value) for row in MailConfirmation.objects.values_list() for value in row]

    assert [value for value in kept if secret in value] == []
    assert queries.hash_of_secret(secret) in kept


def test_link_works_once() -> None:
    actor = somebody()
    asked = actions.ask_confirmation(actor.id, actor=actor, at=NOON, address=ADDRESS).object
    actions.confirm_address(asked.pk, actor=SYSTEM, at=NOON)

    with pytest.raises(Http404):
        actions.confirm_address(asked.pk, actor=SYSTEM, at=NOON)


def test_link_expires_after_a_day() -> None:
    actor = somebody()
    actions.ask_confirmation(actor.id, actor=actor, at=NOON, address=ADDRESS)
    secret = link_in(Letter.objects.get().text)

    found = queries.confirmation_of_secret(secret, at=NOON + timedelta(hours=23, minutes=59))
    with pytest.raises(Http404):
        queries.confirmation_of_secret(secret, at=NOON + timedelta(hours=24))

    assert found.address == ADDRESS


def test_new_link_ends_the_one_before() -> None:
    actor = somebody()
    actions.ask_confirmation(actor.id, actor=actor, at=NOON, address="b@example.vn")
    first = link_in(Letter.objects.get().text)

    actions.ask_confirmation(actor.id, actor=actor, at=NOON, address=ADDRESS)

    with pytest.raises(Http404):
        queries.confirmation_of_secret(first, at=NOON)
    assert queries.waiting_address(actor, at=NOON) == ADDRESS


def test_sixth_link_in_a_day_is_refused() -> None:
    actor = somebody()
    for _number in range(5):
        actions.ask_confirmation(actor.id, actor=actor, at=NOON, address=ADDRESS)

    with pytest.raises(actions.AskedTooOften) as refused:
        actions.ask_confirmation(actor.id, actor=actor, at=NOON, address=ADDRESS)
    actions.ask_confirmation(actor.id, actor=actor, at=NOON + timedelta(hours=25), address=ADDRESS)

    assert refused.value.field == "address"
    assert MailConfirmation.objects.count() == 6


def test_address_of_another_is_out_of_reach() -> None:
    actor, other = somebody(), somebody()

    for act, values in (
        (actions.ask_confirmation, {"address": ADDRESS}),
        (actions.remove_address, {}),
        (actions.read_all, {}),
    ):
        with pytest.raises(Http404):
            act(other.id, actor=actor, at=NOON, **values)  # type: ignore[operator]


def test_ledger_never_holds_an_address() -> None:
    actor = somebody()
    with_mail(actor)
    actions.remove_address(actor.id, actor=actor, at=NOON)

    kept = [str(row) for row in Entry.objects.values_list()]

    assert len(kept) == 3
    assert [row for row in kept if ADDRESS in row] == []


def test_remove_address_stops_letters_on_their_way() -> None:
    actor = somebody()
    with_mail(actor)
    notice = told(actor)
    actions.write_letter(actor.id, actor=SYSTEM, at=NOON, composed=COMPOSED, notice_ids=[notice.pk], key="x")

    actions.remove_address(actor.id, actor=actor, at=NOON)

    assert list(queries.letters_due(NOON)) == []
    assert queries.preference_of(actor.id).sends is False


def test_change_preferences_keeps_the_address() -> None:
    actor = somebody()
    with_mail(actor)

    actions.change_preferences(
        actor.id, actor=actor, at=NOON, on=True, rhythm="at_once", quiet_from=time(22), quiet_until=time(6),
        kinds=["late"], language="en",
    )  # fmt: skip

    row = MailPreference.objects.get()
    assert (row.address, row.rhythm, row.quiet_from, row.quiet_until, row.kinds, row.language) == (
        ADDRESS, "at_once", time(22), time(6), ["late"], "en",
    )  # fmt: skip


def test_write_letter_takes_the_address_of_the_moment() -> None:
    actor = somebody()
    with_mail(actor)
    notice = told(actor)

    letter = actions.write_letter(
        actor.id, actor=SYSTEM, at=NOON, composed=COMPOSED, notice_ids=[notice.pk], key="x"
    ).object

    notice.refresh_from_db()
    assert (letter.address, letter.state, notice.letter, notice.mailed_at) == (ADDRESS, "waiting", letter, None)


@pytest.mark.parametrize("key", ["x", "y"])
def test_second_letter_about_a_notice_is_refused(key: str) -> None:
    actor = somebody()
    with_mail(actor)
    values = {"actor": SYSTEM, "at": NOON, "composed": COMPOSED, "notice_ids": [told(actor).pk]}
    actions.write_letter(actor.id, **values, key="x")

    with pytest.raises(actions.LetterWrittenMeanwhile):
        actions.write_letter(actor.id, **values, key=key)

    assert Letter.objects.count() == 1


@pytest.mark.parametrize("wanted", [{"on": False}, {"address": "", "confirmed_at": None}])
def test_write_letter_to_somebody_who_wants_none_is_refused(wanted: dict[str, object]) -> None:
    actor = somebody()
    with_mail(actor, **wanted)

    with pytest.raises(Http404):
        actions.write_letter(actor.id, actor=SYSTEM, at=NOON, composed=COMPOSED, notice_ids=[told(actor).pk], key="x")

    assert Letter.objects.count() == 0


def test_turn_off_by_the_link_of_a_letter() -> None:
    actor = somebody()
    with_mail(actor)

    found = queries.preference_of_token(queries.off_token(actor.id))
    actions.turn_off(found.person_id, actor=SYSTEM, at=NOON)

    assert (queries.preference_of(actor.id).sends, queries.preferences_that_send()) == (False, {})


@pytest.mark.parametrize("token", ["", "x", "MQ:1u:x"])
def test_token_that_was_not_made_here_is_not_found(token: str) -> None:
    with pytest.raises(Http404):
        queries.preference_of_token(token)
