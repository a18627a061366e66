"""Delegates, their arrival, the quorum, and what is said at an item."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class DelegateRegistered(Event):
    name = "conferences.delegate_registered"
    sentence = _("Đăng ký đại biểu dự hội nghị: %(delegate)s")

    delegate: str


@dataclass(frozen=True, kw_only=True)
class DelegateReplaced(Event):
    name = "conferences.delegate_replaced"
    sentence = _("%(substitute)s dự hội nghị thay %(delegate)s; lý do: %(reason)s")

    delegate: str
    substitute: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DelegateRemoved(Event):
    name = "conferences.delegate_removed"
    sentence = _("Bỏ khỏi danh sách đại biểu: %(delegate)s")

    delegate: str


@dataclass(frozen=True, kw_only=True)
class SpeakerChosen(Event):
    name = "conferences.speaker_chosen"
    sentence = _("%(delegate)s phát biểu thay mặt đơn vị tại hội nghị")

    delegate: str


@dataclass(frozen=True, kw_only=True)
class DelegateArrived(Event):
    name = "conferences.delegate_arrived"
    sentence = _("Ghi nhận %(delegate)s có mặt tại hội nghị")

    delegate: str
    by: str


@dataclass(frozen=True, kw_only=True)
class ArrivalUndone(Event):
    name = "conferences.arrival_undone"
    sentence = _("Rút ghi nhận %(delegate)s có mặt")

    delegate: str


@dataclass(frozen=True, kw_only=True)
class DelegateLeft(Event):
    name = "conferences.delegate_left"
    sentence = _("Ghi nhận %(delegate)s ra về trước khi bế mạc")

    delegate: str


@dataclass(frozen=True, kw_only=True)
class InvitationRenewed(Event):
    name = "conferences.invitation_renewed"
    sentence = _("Cấp lại mã thư mời của %(delegate)s; mã cũ hết hiệu lực")

    delegate: str


@dataclass(frozen=True, kw_only=True)
class QuorumSet(Event):
    name = "conferences.quorum_set"
    sentence = _("Quy định số đơn vị cần có mặt: ít nhất %(share)s; căn cứ: %(basis)s")

    share: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class OpenedWithoutQuorum(Event):
    name = "conferences.opened_without_quorum"
    sentence = _("Khai mạc khi mới có %(present)s/%(members)s đơn vị có mặt; lý do: %(reason)s")

    present: int
    members: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ItemStarted(Event):
    name = "conferences.item_started"
    sentence = _("Hội nghị bắt đầu mục: %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class ItemMinutesWritten(Event):
    name = "conferences.item_minutes_written"
    sentence = _("Ghi diễn biến mục “%(title)s”")

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class RemarkRecorded(Event):
    name = "conferences.remark_recorded"
    sentence = _("Ghi ý kiến của %(speaker)s ở mục “%(title)s”")

    speaker: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class RemarkRemoved(Event):
    name = "conferences.remark_removed"
    sentence = _("Bỏ ý kiến của %(speaker)s ở mục “%(title)s”")

    speaker: str
    title: str
    text: str
