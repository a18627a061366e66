"""Reading bodies and people, as far as the actor may see them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import DateTimeField, Func, Prefetch, Q, QuerySet, Value
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from thidua.bodies.models import Account, Appointment, Body, BodyChange, BodyChangePart, Invitation
from thidua.bodies.policies import CHANGE_BODY, END_APPOINTMENT, WITHDRAW, may_appoint
from thidua.kernel import actor as kernel
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.kernel.listing import Listing, listed
from thidua.reading.folding import fold


def in_force(day: date) -> Q:
    """The condition that an appointment is held on this day; both ends count."""
    return Q(first_on__lte=day) & (Q(last_on__isnull=True) | Q(last_on__gte=day))


def actor_for(account: Account, *, day: date, chosen: int | None) -> Actor:
    """The actor behind an account on this day, acting in the chosen appointment or in the first they hold."""
    rows = (
        Appointment.objects.filter(in_force(day), person_id=account.person_id)
        .select_related("body", "person")
        .order_by("pk")
    )
    held = tuple(_as_value(row) for row in rows)
    name = rows[0].person.name if held else account.person.name
    acting = next((one for one in held if one.id == chosen), held[0] if held else None)
    return Actor(id=account.person_id, name=name, acting=acting, appointments=held)


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """From which day to which an office is held, and when the database was asked; None leaves an end open."""

    first_on: date | None = None
    last_on: date | None = None
    read_at: datetime | None = None

    def holds(self, day: date) -> bool:
        """Whether the office is held on this day; both ends count."""
        return (self.first_on is None or self.first_on <= day) and (self.last_on is None or day <= self.last_on)


def tenure_of(appointment_id: int) -> Tenure | None:
    """How long an appointment is held as it stands now, with the database's own time. None when there is none.

    SQLite has no clock but this machine's, so nothing is read from it.
    """
    rows = Appointment.objects.filter(pk=appointment_id)
    clock = Func(function="clock_timestamp", output_field=DateTimeField())
    read_at = clock if connection.vendor == "postgresql" else Value(None, output_field=DateTimeField())
    found = rows.values_list("first_on", "last_on", read_at).first()
    return None if found is None else Tenure(first_on=found[0], last_on=found[1], read_at=found[2])


def _as_value(row: Appointment) -> kernel.Appointment:
    return kernel.Appointment(
        id=row.pk, office=Office(row.office), body_id=row.body_id, body_name=row.body.name, title=row.title
    )


def visible_bodies(actor: Actor) -> QuerySet[Body]:
    """The authority and everything under it, two steps down, seen from the authority or from any body below."""
    if actor.office is Office.SYSTEM:
        return Body.objects.all()
    own_id = actor.body_id or 0  # without an office there is no body, and no parent is not the same as no body
    root = Body.objects.filter(pk=own_id).values("parent_id")
    below = Q(parent_id=own_id) | Q(parent__parent_id=own_id)
    return Body.objects.filter(Q(pk=own_id) | Q(pk__in=root) | Q(parent_id__in=root) | below)


def body_for(actor: Actor, body_id: int) -> Body:
    """The body, or 404 when the actor may not see it."""
    return get_object_or_404(visible_bodies(actor), pk=body_id)


def names_of(body_ids: Iterable[int]) -> dict[int, str]:
    """The names of bodies by id: for what the reader may see already."""
    return dict(Body.objects.filter(pk__in=list(body_ids)).values_list("pk", "name"))


def no_body(actor: Actor, nothing: int) -> None:
    """What an authority is registered under."""


def units_under(actor: Actor) -> QuerySet[Body]:
    """The bodies that the actor's authority may put into a bloc, by name."""
    own_id = actor.body_id or 0
    rows = Body.objects.filter(Q(parent_id=own_id) | Q(parent__parent_id=own_id), dissolved_on__isnull=True)
    return rows.order_by("folded")


def visible_appointments(actor: Actor, *, day: date) -> QuerySet[Appointment]:
    """Offices held today in the bodies that the actor looks after or belongs to."""
    bodies = visible_bodies(actor)
    if actor.office in (Office.UNIT_HEAD, Office.UNIT_OFFICER):
        bodies = bodies.filter(pk=actor.body_id or 0)
    return (
        Appointment.objects.filter(in_force(day), body__in=bodies)
        .select_related("person", "body")
        .order_by("body__folded", "office", "person__folded")
    )


def appointment_for(actor: Actor, appointment_id: int) -> Appointment:
    """The appointment, locked for a change, or 404 when its body is out of the actor's sight."""
    rows = Appointment.objects.select_for_update(of=("self",)).filter(body__in=visible_bodies(actor))
    return get_object_or_404(rows.select_related("person", "body"), pk=appointment_id)


def appointment_seen_by(actor: Actor, appointment_id: int) -> Appointment:
    """The appointment, to be looked at by somebody who may end it; 404 out of sight, Denied without the right."""
    rows = Appointment.objects.filter(body__in=visible_bodies(actor)).select_related("person", "body")
    found: Appointment = get_object_or_404(rows, pk=appointment_id)
    gate.require(actor, END_APPOINTMENT, found)
    return found


def people(actor: Actor, *, day: date, asked: QueryDict) -> Listing[Appointment]:
    """The directory the actor may see, as the address asks for it."""
    return listed(
        visible_appointments(actor, day=day),
        asked=asked,
        texts=lambda one: (one.person.name, one.body.name, one.title),
        orders={
            "name": lambda one: one.person.folded,
            "title": lambda one: fold(one.title),
            "body": lambda one: (one.body.folded, one.person.folded),
            "first": lambda one: (one.first_on, one.person.folded),
        },
    )


def open_invitations(actor: Actor, *, at: datetime) -> list[Invitation]:
    """Invitations that wait for an answer in the bodies the actor sees, oldest first."""
    bodies = visible_bodies(actor)
    if actor.office in (Office.UNIT_HEAD, Office.UNIT_OFFICER):
        bodies = bodies.filter(pk=actor.body_id or 0)
    rows = Invitation.objects.filter(
        body__in=bodies, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    return list(rows.select_related("body", "invited_by").order_by("invited_at", "pk"))


def invitation_for(actor: Actor, invitation_id: int) -> Invitation:
    """The invitation, locked for a change, or 404."""
    rows = Invitation.objects.select_for_update(of=("self",)).filter(body__in=visible_bodies(actor))
    return get_object_or_404(rows.select_related("body"), pk=invitation_id)


def invitation_to_accept(actor: Actor, invitation_id: int) -> Invitation:
    """An invitation nobody has accepted or withdrawn, locked, or 404: a link works once."""
    rows = Invitation.objects.select_for_update(of=("self",)).filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    return get_object_or_404(rows.select_related("body"), pk=invitation_id)


def hash_of_secret(secret: str) -> str:
    """What is kept of an invitation's secret. It has 256 bits of its own, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_of_secret(secret: str, *, at: datetime) -> Invitation:
    """The open invitation a link leads to, or 404 when it was used, withdrawn, has expired or never was."""
    rows = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)
    return get_object_or_404(rows.select_related("body"), secret_hash=hash_of_secret(secret))


def account_of(person_id: int) -> Account:
    """The account of a person, or 404."""
    return get_object_or_404(Account, person_id=person_id, is_active=True)


def sample_people(*, day: date) -> list[Appointment]:
    """Everyone who holds an office today, by office, for the sign-in page of the sample year."""
    rows = Appointment.objects.filter(in_force(day), person__account__is_active=True)
    people = rows.select_related("person", "body", "person__account").order_by("pk")
    order = list(Office)
    return sorted(people, key=lambda one: order.index(Office(one.office)))


def bodies_to_appoint_in(actor: Actor) -> QuerySet[Body]:
    """The bodies in which the actor may fill an office, by name."""
    bodies = Body.objects.filter(pk=actor.body_id or 0)
    if actor.office is Office.AUTHORITY_OFFICER:
        bodies = bodies | Body.objects.filter(Q(parent_id=actor.body_id) | Q(parent__parent_id=actor.body_id))
    return bodies.order_by("folded")


def offices_to_fill(actor: Actor) -> list[Office]:
    """The offices that the actor may fill, in the order they are declared."""
    return [office for office in Office if office is not Office.SYSTEM and may_appoint(actor, office)]


def invitation_seen_by(actor: Actor, invitation_id: int) -> Invitation:
    """An invitation nobody has accepted, to be looked at before it is withdrawn; 404 out of sight, or Denied."""
    rows = Invitation.objects.filter(body__in=visible_bodies(actor), accepted_at__isnull=True)
    found: Invitation = get_object_or_404(rows.select_related("body"), pk=invitation_id)
    gate.require(actor, WITHDRAW, found)
    return found


def body_to_change(actor: Actor, body_id: int) -> Body:
    """The body, locked for a change, or 404."""
    rows = visible_bodies(actor).select_related("parent").select_for_update(of=("self",))
    return get_object_or_404(rows, pk=body_id)


def body_seen_to_change(actor: Actor, body_id: int) -> Body:
    """The body, to be looked at by somebody who may record its changes; 404 out of sight, Denied without the right."""
    found: Body = get_object_or_404(visible_bodies(actor).select_related("parent"), pk=body_id)
    gate.require(actor, CHANGE_BODY, found)
    return found


def mergeable_with(actor: Actor, body: Body) -> QuerySet[Body]:
    """The bodies that could be merged into this one: under the same authority, not dissolved, not above it."""
    above = [one for one in (body.pk, body.parent_id, actor.body_id) if one]
    rows = visible_bodies(actor).filter(dissolved_on__isnull=True, parent__isnull=False)
    return rows.exclude(pk__in=above).order_by("folded")


def bodies_to_merge(actor: Actor, body: Body, merged_ids: Iterable[int]) -> list[Body]:
    """Those of the bodies named that can be merged into this one, locked."""
    found = mergeable_with(actor, body).filter(pk__in=list(merged_ids))
    return list(found.select_for_update(of=("self",)))


def last_change_of(body: Body) -> date | None:
    """The first day of the latest change of a body."""
    days = BodyChange.objects.filter(parts__body=body).order_by("-effective_on").values_list("effective_on", flat=True)
    return days.first()


def changes_of(body: Body) -> list[BodyChange]:
    """The changes the body took part in, latest first, with the names on both sides. Two queries."""
    rows = BodyChange.objects.filter(parts__body=body).distinct().order_by("-effective_on", "-pk")
    parts = BodyChangePart.objects.select_related("body").order_by("pk")
    return list(rows.prefetch_related(Prefetch("parts", queryset=parts)))
