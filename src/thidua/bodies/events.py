"""What this app enters in the ledger."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    name = "bodies.person_invited"
    sentence = _("Mời %(person)s giữ chức vụ “%(title)s” tại %(body)s")

    person: str
    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    name = "bodies.invitation_withdrawn"
    sentence = _("Rút lời mời gửi %(person)s tại %(body)s")

    person: str
    body: str


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    name = "bodies.invitation_accepted"
    sentence = _("%(person)s nhận lời mời, giữ chức vụ “%(title)s” tại %(body)s")

    person: str
    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    name = "bodies.appointment_ended"
    sentence = _("%(person)s thôi giữ chức vụ “%(title)s” tại %(body)s từ sau ngày %(last_on)s")

    person: str
    title: str
    body: str
    last_on: str


@dataclass(frozen=True, kw_only=True)
class BodyRegistered(Event):
    name = "bodies.body_registered"
    sentence = _("Ghi nhận cơ quan, đơn vị %(body)s")

    body: str
