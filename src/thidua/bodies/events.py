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


@dataclass(frozen=True, kw_only=True)
class BodyRenamed(Event):
    name = "bodies.body_renamed"
    sentence = _("Đổi tên “%(before)s” thành “%(body)s” từ ngày %(effective_on)s theo quyết định số %(decision)s")

    before: str
    body: str
    decision: str
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class BodiesMerged(Event):
    name = "bodies.bodies_merged"
    sentence = _("Nhập %(merged)s vào %(body)s từ ngày %(effective_on)s theo quyết định số %(decision)s")

    merged: tuple[str, ...]
    body: str
    decision: str
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class BodySplit(Event):
    name = "bodies.body_split"
    sentence = _("Chia tách %(body)s, lập %(parts)s từ ngày %(effective_on)s theo quyết định số %(decision)s")

    body: str
    parts: tuple[str, ...]
    decision: str
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class BodyDissolved(Event):
    name = "bodies.body_dissolved"
    sentence = _("Giải thể %(body)s từ ngày %(effective_on)s theo quyết định số %(decision)s")

    body: str
    decision: str
    effective_on: str
