"""What this app enters in the ledger. It names people and counts, never an address."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class NoticesTold(Event):
    name = "notices.told"
    sentence = _("Gửi %(count)s thông báo nhắc việc cho %(person)s")

    person: str
    count: int


@dataclass(frozen=True, kw_only=True)
class NoticesRead(Event):
    name = "notices.read"
    sentence = _("Đánh dấu đã đọc %(count)s thông báo")

    count: int


@dataclass(frozen=True, kw_only=True)
class LetterWritten(Event):
    name = "notices.letter_written"
    sentence = _("Soạn thư nhắc việc gửi %(person)s")

    person: str


@dataclass(frozen=True, kw_only=True)
class AddressAsked(Event):
    name = "notices.address_asked"
    sentence = _("%(person)s khai địa chỉ thư điện tử, chờ xác nhận")

    person: str


@dataclass(frozen=True, kw_only=True)
class AddressConfirmed(Event):
    name = "notices.address_confirmed"
    sentence = _("%(person)s xác nhận địa chỉ thư điện tử")

    person: str


@dataclass(frozen=True, kw_only=True)
class AddressRemoved(Event):
    name = "notices.address_removed"
    sentence = _("%(person)s xoá địa chỉ thư điện tử")

    person: str


@dataclass(frozen=True, kw_only=True)
class PreferencesChanged(Event):
    name = "notices.preferences_changed"
    sentence = _("%(person)s đổi cách nhận thư nhắc việc")

    person: str
    on: bool


@dataclass(frozen=True, kw_only=True)
class MailTurnedOff(Event):
    name = "notices.mail_turned_off"
    sentence = _("%(person)s thôi nhận thư nhắc việc, bằng đường dẫn trong thư")

    person: str
