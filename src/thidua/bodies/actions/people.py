"""Inviting people, accepting, releasing."""

import secrets
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from thidua.bodies import events, policies, queries
from thidua.bodies.models import Account, Appointment, Body, Invitation, Person
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.reading.folding import fold

INVITATION_LASTS = timedelta(days=14)


class UsernameTaken(Refusal):
    code = "username_taken"
    field = "username"
    sentence = _("Tên đăng nhập “%(username)s” đã có người dùng. Chọn tên khác, ví dụ thêm tên đơn vị.")


class BodyKnown(Refusal):
    code = "body_known"
    field = "name"
    sentence = _("Đã có cơ quan, đơn vị tên “%(name)s”. Dùng tên ấy, hoặc ghi tên khác để phân biệt.")


class EndsBeforeItBegan(Refusal):
    code = "ends_before_it_began"
    field = "last_on"
    sentence = _("Chức vụ này giữ từ ngày %(first_on)s. Ghi ngày đó hoặc một ngày sau đó.")


class AlreadyAccepted(Refusal):
    code = "already_accepted"
    sentence = _("Lời mời đã được nhận. Nếu người đó không còn giữ chức vụ, hãy ghi nhận thôi giữ chức vụ.")


@action(needs=policies.REGISTER, loads=queries.body_for)
def register_body(
    authority: Body, *, actor: Actor, at: datetime, name: str, short_name: str, kind: str = "",
    illustrative: bool = False,
) -> Recorded[Body]:  # fmt: skip
    """The authority's officer enters a unit under the authority. Raises BodyKnown for a name already there."""
    if Body.objects.filter(name=name).exists():
        raise BodyKnown(name=name)
    body = Body.objects.create(
        name=name, short_name=short_name, folded=fold(name), parent=authority, place=authority.place, kind=kind,
        illustrative=illustrative,
    )  # fmt: skip
    return Recorded(body, events.BodyRegistered(subject=f"body:{body.pk}", unit_id=body.pk, body=name))


@action(needs=policies.REGISTER_AUTHORITY, loads=queries.no_body)
def register_authority(
    nothing: None, *, actor: Actor, at: datetime, name: str, short_name: str, place: str
) -> Recorded[Body]:
    """The server's administrator enters an authority, under which everything else is entered."""
    if Body.objects.filter(name=name).exists():
        raise BodyKnown(name=name)
    body = Body.objects.create(name=name, short_name=short_name, folded=fold(name), place=place)
    return Recorded(body, events.BodyRegistered(subject=f"body:{body.pk}", unit_id=body.pk, body=name))


@action(needs=policies.INVITE, loads=queries.body_for)
def invite(
    body: Body, *, actor: Actor, at: datetime, name: str, username: str, office: str, title: str
) -> Recorded[tuple[Invitation, str]]:
    """Somebody who looks after the body invites a person to an office in it.

    Returns the invitation with its secret, which is shown once and not kept. Raises Denied for an office the
    actor does not fill, UsernameTaken for a name in use or promised to someone else.
    """
    if not policies.may_appoint(actor, office):
        raise Denied
    waiting = Invitation.objects.filter(
        username=username, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    if Account.objects.filter(username=username).exists() or waiting.exists():
        raise UsernameTaken(username=username)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        secret_hash=queries.hash_of_secret(secret), name=name, username=username, body=body, office=office,
        title=title, invited_by_id=actor.id or None, invited_at=at, expires_at=at + INVITATION_LASTS,
    )  # fmt: skip
    event = events.PersonInvited(
        subject=f"invitation:{invitation.pk}", unit_id=body.pk, person=name, title=title, body=body.name
    )
    return Recorded((invitation, secret), event)


@action(needs=policies.WITHDRAW, loads=queries.invitation_for)
def withdraw_invitation(invitation: Invitation, *, actor: Actor, at: datetime) -> Recorded[Invitation]:
    """The link of an invitation stops working. Withdrawing twice leaves the first time.

    Raises AlreadyAccepted when there is nothing left to withdraw.
    """
    if invitation.accepted_at:
        raise AlreadyAccepted
    invitation.withdrawn_at = invitation.withdrawn_at or at
    invitation.save(update_fields=["withdrawn_at"])
    event = events.InvitationWithdrawn(
        subject=f"invitation:{invitation.pk}",
        unit_id=invitation.body_id,
        person=invitation.name,
        body=invitation.body.name,
    )
    return Recorded(invitation, event)


@action(needs=policies.ACCEPT, loads=queries.invitation_to_accept)
def accept_invitation(
    invitation: Invitation, *, actor: Actor, at: datetime, first_on: date, password: str, illustrative: bool = False
) -> Recorded[Account]:
    """The invited person sets a password; account and appointment begin together.

    Done by the SYSTEM actor on behalf of whoever holds the link, since nobody is signed in yet.
    """
    if Account.objects.filter(username=invitation.username).exists():
        raise UsernameTaken(username=invitation.username)
    person = Person.objects.create(name=invitation.name, folded=fold(invitation.name), illustrative=illustrative)
    account = Account(username=invitation.username, person=person)
    account.set_password(password)
    account.save()
    Appointment.objects.create(
        person=person, body=invitation.body, office=invitation.office, title=invitation.title, first_on=first_on,
        illustrative=illustrative,
    )  # fmt: skip
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    event = events.InvitationAccepted(
        subject=f"invitation:{invitation.pk}", unit_id=invitation.body_id, person=person.name,
        title=invitation.title, body=invitation.body.name,
    )  # fmt: skip
    return Recorded(account, event)


@action(needs=policies.END_APPOINTMENT, loads=queries.appointment_for)
def end_appointment(appointment: Appointment, *, actor: Actor, at: datetime, last_on: date) -> Recorded[Appointment]:
    """The appointment ends with this day; what was done under it stays. Raises EndsBeforeItBegan."""
    if last_on < appointment.first_on:
        raise EndsBeforeItBegan(first_on=appointment.first_on.strftime("%d/%m/%Y"))
    appointment.last_on = last_on
    appointment.save(update_fields=["last_on"])
    event = events.AppointmentEnded(
        subject=f"appointment:{appointment.pk}", unit_id=appointment.body_id, person=appointment.person.name,
        title=appointment.title, body=appointment.body.name, last_on=appointment.last_on.strftime("%d/%m/%Y"),
    )  # fmt: skip
    return Recorded(appointment, event)
