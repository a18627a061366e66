"""Preparing and running a conference, and handing the year over."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class ConferencePrepared(Event):
    name = "conferences.prepared"
    sentence = _("Chuẩn bị hội nghị tổng kết, dự kiến %(held_at)s tại %(place)s")

    held_at: str
    place: str


@dataclass(frozen=True, kw_only=True)
class OtherConferencePrepared(Event):
    name = "conferences.other_prepared"
    sentence = _("Chuẩn bị %(title)s, dự kiến %(held_at)s tại %(place)s")

    title: str
    held_at: str
    place: str


@dataclass(frozen=True, kw_only=True)
class ConferenceDropped(Event):
    name = "conferences.dropped"
    sentence = _("Bỏ %(title)s đã chuẩn bị. Lý do: %(reason)s")

    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DetailsChanged(Event):
    name = "conferences.details_changed"
    sentence = _("Sửa thông tin hội nghị: %(held_at)s tại %(place)s; chủ trì %(chair)s; thư ký %(secretary)s")

    held_at: str
    place: str
    chair: str
    secretary: str


@dataclass(frozen=True, kw_only=True)
class AgendaItemAdded(Event):
    name = "conferences.agenda_item_added"
    sentence = _("Thêm vào chương trình hội nghị: %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class AgendaItemMoved(Event):
    name = "conferences.agenda_item_moved"
    sentence = _("Chuyển mục “%(title)s” sang vị trí %(position)s của chương trình hội nghị")

    title: str
    position: int


@dataclass(frozen=True, kw_only=True)
class AgendaItemRemoved(Event):
    name = "conferences.agenda_item_removed"
    sentence = _("Bỏ khỏi chương trình hội nghị: %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class ConferenceOpened(Event):
    name = "conferences.opened"
    sentence = _("Khai mạc hội nghị tổng kết năm %(year)s")

    year: int


@dataclass(frozen=True, kw_only=True)
class OtherConferenceOpened(Event):
    name = "conferences.other_opened"
    sentence = _("Khai mạc %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class AgendaItemDone(Event):
    name = "conferences.agenda_item_done"
    sentence = _("Hội nghị xong mục: %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class AgendaItemTakenUpAgain(Event):
    name = "conferences.agenda_item_taken_up_again"
    sentence = _("Hội nghị trở lại mục: %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(Event):
    name = "conferences.attendance_recorded"
    sentence = _("Điểm danh hội nghị: có mặt %(present)s/%(members)s đơn vị")

    present: int
    members: int
    absent: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewWritten(Event):
    name = "conferences.review_written"
    sentence = _("Ghi nội dung tổng kết năm vào hội nghị")

    text: str


@dataclass(frozen=True, kw_only=True)
class TaskAdded(Event):
    name = "conferences.task_added"
    sentence = _("Thêm nhiệm vụ năm sau: %(text)s")

    text: str


@dataclass(frozen=True, kw_only=True)
class TaskRemoved(Event):
    name = "conferences.task_removed"
    sentence = _("Bỏ nhiệm vụ năm sau: %(text)s")

    text: str


@dataclass(frozen=True, kw_only=True)
class AgreementRecorded(Event):
    name = "conferences.agreement_recorded"
    sentence = _(
        "Hội nghị biểu quyết công khai: %(agreed)s/%(base)s đơn vị có mặt thống nhất %(leader)s làm Khối trưởng, "
        "%(deputy)s làm Khối phó năm sau"
    )

    leader: str
    deputy: str
    agreed: int
    base: int


@dataclass(frozen=True, kw_only=True)
class PledgeSigningRecorded(Event):
    name = "conferences.pledge_signing_recorded"
    sentence = _("%(unit)s ký giao ước thi đua năm %(year)s tại hội nghị")

    unit: str
    year: int


@dataclass(frozen=True, kw_only=True)
class PledgeSigningUndone(Event):
    name = "conferences.pledge_signing_undone"
    sentence = _("Rút ghi nhận %(unit)s ký giao ước thi đua năm %(year)s")

    unit: str
    year: int


@dataclass(frozen=True, kw_only=True)
class ConferenceClosed(Event):
    name = "conferences.closed"
    sentence = _("Bế mạc hội nghị tổng kết năm %(year)s")

    year: int


@dataclass(frozen=True, kw_only=True)
class OtherConferenceClosed(Event):
    name = "conferences.other_closed"
    sentence = _("Bế mạc %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class YearHandedOver(Event):
    name = "conferences.year_handed_over"
    sentence = _(
        "Bàn giao: năm %(year)s khép lại; năm %(next_year)s bắt đầu theo Quyết định số %(decision_number)s, "
        "%(leader)s làm Khối trưởng, %(deputy)s làm Khối phó%(exception)s"
    )

    year: int
    next_year: int
    decision_number: str
    leader: str
    deputy: str
    signed: tuple[str, ...]
    reason: str = ""

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        """The reason for handing over before everything was received, where there was one."""
        said = _("; bàn giao khi chưa nhận đủ, lý do: %(reason)s") % payload if payload.get("reason") else ""
        return payload | {"exception": said}
