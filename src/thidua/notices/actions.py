"""Telling people, and saying how one wants to be told."""

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Person
from thidua.kernel.actor import Actor
from thidua.kernel.gate import SIGNED_IN
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.notices import events, letters, policies, posting, queries
from thidua.notices.letters import Composed
from thidua.notices.models import Letter, MailConfirmation, MailPreference, Notice
from thidua.notices.telling import Telling, write_down

LINK_LASTS = timedelta(hours=24)
MOST_LINKS = 5


class AskedTooOften(Refusal):
    code = "asked_too_often"
    field = "address"
    sentence = _(
        "Trong 24 giờ qua đã gửi %(count)s thư xác nhận. Mở thư gần nhất, tìm cả trong mục thư rác; "
        "nếu không thấy, ngày mai hãy thử lại."
    )


class LetterWrittenMeanwhile(Refusal):
    code = "letter_written_meanwhile"
    sentence = _("Thư này vừa được soạn trong một lượt khác, nên không soạn lại.")


@action(needs=policies.TELL, loads=queries.nothing)
def tell(nothing: None, *, actor: Actor, at: datetime, person: str, tellings: Sequence[Telling]) -> Recorded[int]:
    """A person is told what is new among these things; what they were told before is left as it is."""
    count = len(write_down(tellings, at=at))
    return Recorded(count, events.NoticesTold(subject=f"person:{tellings[0].person_id}", person=person, count=count))


@action(needs=policies.TELL, loads=queries.preference_to_write_to)
def write_letter(
    preference: MailPreference, *, actor: Actor, at: datetime, composed: Composed, notice_ids: Sequence[int], key: str
) -> Recorded[Letter]:
    """A letter about some notices goes into the box. Raises LetterWrittenMeanwhile when another run was faster."""
    waiting = Notice.objects.filter(pk__in=notice_ids, person_id=preference.person_id, letter__isnull=True)
    if queries.has_letter(key) or waiting.count() != len(notice_ids):
        raise LetterWrittenMeanwhile
    letter = Letter.objects.create(
        person_id=preference.person_id, address=preference.address, subject=composed.subject, text=composed.text,
        html=composed.html, off_url=composed.off_url, key=key, made_at=at, due_at=at,
    )  # fmt: skip
    waiting.update(letter=letter)
    event = events.LetterWritten(subject=f"letter:{letter.pk}", person=preference.person.name)
    return Recorded(letter, event)


@action(needs=SIGNED_IN, loads=queries.notice_to_read)
def read_notice(notice: Notice, *, actor: Actor, at: datetime) -> Recorded[Notice]:
    """The person has read a notice. Reading it again leaves the first time."""
    notice.seen_at = notice.seen_at or at
    notice.save(update_fields=["seen_at"])
    return Recorded(notice, events.NoticesRead(subject=f"person:{actor.id}", count=1))


@action(needs=SIGNED_IN, loads=queries.own_person)
def read_all(person: Person, *, actor: Actor, at: datetime) -> Recorded[int]:
    """The person puts every unread notice away."""
    count = Notice.objects.filter(person=person, seen_at__isnull=True).update(seen_at=at)
    return Recorded(count, events.NoticesRead(subject=f"person:{person.pk}", count=count))


@action(needs=SIGNED_IN, loads=queries.own_person)
def ask_confirmation(person: Person, *, actor: Actor, at: datetime, address: str) -> Recorded[MailConfirmation]:
    """The person names an address; a letter with a link goes there. Until the link is used the old one stays.

    Links asked for before stop working. Raises AskedTooOften, so that nobody's box can be filled from here.
    """
    if queries.asked_lately(person.pk, since=at - LINK_LASTS) >= MOST_LINKS:
        raise AskedTooOften(count=MOST_LINKS)
    MailConfirmation.objects.filter(person=person, used_at__isnull=True, expires_at__gt=at).update(used_at=at)
    secret = secrets.token_urlsafe(32)
    asked = MailConfirmation.objects.create(
        person=person, address=address, secret_hash=queries.hash_of_secret(secret), asked_at=at,
        expires_at=at + LINK_LASTS,
    )  # fmt: skip
    language = queries.preference_of(person.pk).language
    composed = letters.confirmation(name=person.name, secret=secret, language=language)
    letter = Letter.objects.create(
        person=person, address=address, subject=composed.subject, text=composed.text, html=composed.html, secret=True,
        key=f"confirmation:{asked.pk}", made_at=at, due_at=at,
    )  # fmt: skip
    posting.hand_over(letter.pk, at=at)
    return Recorded(asked, events.AddressAsked(subject=f"person:{person.pk}", person=person.name))


@action(needs=policies.CONFIRM, loads=queries.confirmation_to_use)
def confirm_address(asked: MailConfirmation, *, actor: Actor, at: datetime) -> Recorded[MailPreference]:
    """Whoever holds the mailed link proves the address. Done by the SYSTEM actor: the link may open anywhere."""
    asked.used_at = at
    asked.save(update_fields=["used_at"])
    preference, _made = MailPreference.objects.update_or_create(
        person=asked.person, defaults={"address": asked.address, "confirmed_at": at, "on": True}
    )
    return Recorded(preference, events.AddressConfirmed(subject=f"person:{asked.person_id}", person=asked.person.name))


@action(needs=SIGNED_IN, loads=queries.own_person)
def remove_address(person: Person, *, actor: Actor, at: datetime) -> Recorded[Person]:
    """The person takes the address back: no mail any more, and links on their way stop working."""
    MailPreference.objects.filter(person=person).update(address="", confirmed_at=None)
    MailConfirmation.objects.filter(person=person, used_at__isnull=True).update(used_at=at)
    waiting = Letter.objects.filter(person=person, sent_at__isnull=True, given_up_at__isnull=True)
    waiting.update(given_up_at=at, problem="withdrawn")
    return Recorded(person, events.AddressRemoved(subject=f"person:{person.pk}", person=person.name))


@action(needs=SIGNED_IN, loads=queries.own_person)
def change_preferences(
    person: Person, *, actor: Actor, at: datetime, on: bool, rhythm: str, quiet_from: time, quiet_until: time,
    kinds: Sequence[str], language: str,
) -> Recorded[MailPreference]:  # fmt: skip
    """The person says whether, how often, when and about what they want mail."""
    wanted = {
        "on": on, "rhythm": rhythm, "quiet_from": quiet_from, "quiet_until": quiet_until, "kinds": list(kinds),
        "language": language,
    }  # fmt: skip
    preference, _made = MailPreference.objects.update_or_create(person=person, defaults=wanted)
    event = events.PreferencesChanged(subject=f"person:{person.pk}", person=person.name, on=on)
    return Recorded(preference, event)


@action(needs=policies.CONFIRM, loads=queries.preference_to_turn_off)
def turn_off(preference: MailPreference, *, actor: Actor, at: datetime) -> Recorded[MailPreference]:
    """Whoever holds the link of a letter turns further letters off; turning off twice changes nothing."""
    preference.on = False
    preference.save(update_fields=["on"])
    event = events.MailTurnedOff(subject=f"person:{preference.person_id}", person=preference.person.name)
    return Recorded(preference, event)
