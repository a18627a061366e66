"""Reading notices, mail preferences and letters. What is a person's own is seen by that person alone."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core import signing
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from thidua.bodies.models import Appointment, Person
from thidua.bodies.queries import in_force
from thidua.kernel import actor as kernel
from thidua.kernel.actor import Actor, Office
from thidua.notices import wording
from thidua.notices.models import Kind, LastVisit, Letter, MailConfirmation, MailPreference, Notice
from thidua.notices.wording import Told

OFF = "thidua.notices.off"
CLAIM_LASTS = timedelta(minutes=10)


def nothing(actor: Actor, zero: int) -> None:
    """What is acted on when a list of people is told something."""


def notices_of(actor: Actor, *, unread: bool = False, kind: str = "") -> QuerySet[Notice]:
    """What the person was told, unread first and then the newest."""
    rows = Notice.objects.filter(person_id=actor.id)
    if unread:
        rows = rows.filter(seen_at__isnull=True)
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    read = Case(When(seen_at__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.select_related("year__bloc").order_by(read, "-made_at", "-pk")


def told(notices: Iterable[Notice]) -> list[Told]:
    """The notices in the language of the page."""
    return [wording.told(notice) for notice in notices]


def unread_count(actor: Actor) -> int:
    return Notice.objects.filter(person_id=actor.id, seen_at__isnull=True).count()


def notice_to_read(actor: Actor, notice_id: int) -> Notice:
    """The person's own notice, locked, or 404."""
    return get_object_or_404(Notice.objects.select_for_update().filter(person_id=actor.id), pk=notice_id)


def own_person(actor: Actor, person_id: int) -> Person:
    """The person themself, locked for a change of what is theirs; anybody else is 404."""
    if actor.id != person_id:
        raise Http404
    return get_object_or_404(Person.objects.select_for_update(), pk=person_id)


def preference_of(person_id: int) -> MailPreference:
    """How the person wants mail; the usual way for somebody who never said."""
    return MailPreference.objects.filter(person_id=person_id).first() or MailPreference(person_id=person_id)


def preferences_that_send() -> dict[int, MailPreference]:
    """Everyone who wants mail and has a proven address, by person. One query."""
    rows = MailPreference.objects.filter(on=True).exclude(address="").select_related("person")
    return {row.person_id: row for row in rows}


def preference_to_write_to(actor: Actor, person_id: int) -> MailPreference:
    """The preference of a person who is to be written to, locked, or 404 when they want no mail."""
    rows = MailPreference.objects.select_for_update(of=("self",)).filter(on=True).exclude(address="")
    return get_object_or_404(rows.select_related("person"), person_id=person_id)


def to_mail(preference: MailPreference) -> list[Notice]:
    """What the person has not read, has had no letter about, and wants mail for."""
    rows = Notice.objects.filter(
        person_id=preference.person_id, seen_at__isnull=True, letter__isnull=True, kind__in=preference.kinds,
        made_at__gte=preference.confirmed_at,
    )  # fmt: skip
    return list(rows.order_by("made_at", "pk"))


def has_letter(key: str) -> bool:
    """Whether the letter of this key was written."""
    return Letter.objects.filter(key=key).exists()


def letters_of(actor: Actor) -> QuerySet[Letter]:
    """The letters written to the person, newest first, without those that carry a secret."""
    return Letter.objects.filter(person_id=actor.id, secret=False).order_by("-made_at", "-pk")


def letter_for(actor: Actor, letter_id: int) -> Letter:
    """A letter written to the person, or 404."""
    return get_object_or_404(letters_of(actor), pk=letter_id)


def letters_due(at: datetime) -> QuerySet[Letter]:
    """The letters that wait to be sent and are not in anybody's hands, oldest first."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=at - CLAIM_LASTS)
    return Letter.objects.filter(free, sent_at__isnull=True, given_up_at__isnull=True, due_at__lte=at).order_by(
        "due_at", "pk"
    )


def hash_of_secret(secret: str) -> str:
    """What is kept of a link's secret. It has 256 bits of its own, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def confirmation_of_secret(secret: str, *, at: datetime) -> MailConfirmation:
    """The open confirmation a link leads to, or 404 when it was used, has expired or never was."""
    rows = MailConfirmation.objects.filter(used_at__isnull=True, expires_at__gt=at).select_related("person")
    return get_object_or_404(rows, secret_hash=hash_of_secret(secret))


def confirmation_to_use(actor: Actor, confirmation_id: int) -> MailConfirmation:
    """A confirmation nobody has used, locked, or 404: a link works once."""
    rows = MailConfirmation.objects.select_for_update(of=("self",)).filter(used_at__isnull=True)
    return get_object_or_404(rows.select_related("person"), pk=confirmation_id)


def waiting_address(actor: Actor, *, at: datetime) -> str:
    """The person's own address that waits to be confirmed; empty when none does."""
    rows = MailConfirmation.objects.filter(person_id=actor.id, used_at__isnull=True, expires_at__gt=at)
    return rows.order_by("-pk").values_list("address", flat=True).first() or ""


def asked_lately(person_id: int, *, since: datetime) -> int:
    """How many confirmations the person has asked for since then."""
    return MailConfirmation.objects.filter(person_id=person_id, asked_at__gt=since).count()


def masked(address: str) -> str:
    """An address as shown to somebody who only holds a link: `n…@tinh.vn`."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}"


def off_token(person_id: int) -> str:
    """The signed name of a person in the link that turns mail off."""
    return signing.dumps(person_id, salt=OFF)


def preference_of_token(token: str) -> MailPreference:
    """Whose mail the link turns off, or 404 for a link that was not made here."""
    try:
        person_id = int(signing.loads(token, salt=OFF))
    except (signing.BadSignature, ValueError, TypeError) as bad:
        raise Http404 from bad
    return get_object_or_404(MailPreference.objects.select_related("person"), person_id=person_id)


def preference_to_turn_off(actor: Actor, person_id: int) -> MailPreference:
    """The preference behind a link that turns mail off, locked, or 404."""
    rows = MailPreference.objects.select_for_update(of=("self",)).select_related("person")
    return get_object_or_404(rows, person_id=person_id)


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A person with an account, as an actor in each office held today."""

    person_id: int
    name: str
    actors: tuple[Actor, ...]


def everyone(*, day: date) -> list[Someone]:
    """Everybody who holds an office today and can sign in, with one actor an office. One query."""
    rows = Appointment.objects.filter(in_force(day), person__account__is_active=True)
    found: dict[int, list[Appointment]] = {}
    for row in rows.select_related("person", "body").order_by("person_id", "pk"):
        found.setdefault(row.person_id, []).append(row)
    return [_someone(held) for held in found.values()]


def _someone(held: list[Appointment]) -> Someone:
    person = held[0].person
    offices = tuple(
        kernel.Appointment(
            id=row.pk, office=Office(row.office), body_id=row.body_id, body_name=row.body.name, title=row.title
        )
        for row in held
    )
    actors = tuple(Actor(id=person.pk, name=person.name, acting=one, appointments=offices) for one in offices)
    return Someone(person_id=person.pk, name=person.name, actors=actors)


def people_of(body_ids: Iterable[int], *, day: date) -> list[Appointment]:
    """The heads and officers of these bodies who can sign in, by body. One query."""
    rows = Appointment.objects.filter(
        in_force(day), body_id__in=list(body_ids), person__account__is_active=True,
        office__in=[Office.UNIT_HEAD, Office.UNIT_OFFICER],
    )  # fmt: skip
    return list(rows.select_related("person", "body").order_by("body_id", "office", "person__folded"))


def last_told(*, year_id: int, prefix: str, since: datetime) -> Notice | None:
    """The last word from the bloc about the year whose key begins so, told after `since`; or None."""
    rows = Notice.objects.filter(year_id=year_id, kind=Kind.BLOC, key__startswith=prefix, made_at__gt=since)
    return rows.order_by("-made_at").first()


def last_visit(actor: Actor) -> LastVisit | None:
    """When the person last looked, in the office acted in."""
    return LastVisit.objects.filter(person_id=actor.id, body_id=actor.body_id or 0).first()
