"""What this app enters in the ledger."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.conferences.models import SLIDE_LABELS, Slide
from thidua.conferences.vocabulary import method_label, post_label
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


@dataclass(frozen=True, kw_only=True)
class LeadershipRuleSet(Event):
    name = "conferences.leadership_rule_set"
    sentence = _("Ghi quy ước chọn Khối trưởng, Khối phó của khối, căn cứ %(source)s")

    source: str


@dataclass(frozen=True, kw_only=True)
class PastLeadershipRecorded(Event):
    name = "conferences.past_leadership_recorded"
    sentence = _("Ghi Khối trưởng năm %(past_year)s: %(leader)s; Khối phó: %(deputy)s; theo %(source)s")

    past_year: int
    leader: str
    deputy: str
    source: str


@dataclass(frozen=True, kw_only=True)
class PastLeadershipRemoved(Event):
    name = "conferences.past_leadership_removed"
    sentence = _("Bỏ ghi nhận Khối trưởng năm %(past_year)s: %(leader)s")

    past_year: int
    leader: str


@dataclass(frozen=True, kw_only=True)
class PostEvent(Event):
    """An event about a post of next year."""

    name = "conferences.post"
    post: str
    unit: str

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        shown = payload | {"post": post_label(payload["post"])}
        return shown | {"method": method_label(payload["method"])} if "method" in payload else shown


@dataclass(frozen=True, kw_only=True)
class LeadershipChosen(PostEvent):
    name = "conferences.leadership_chosen"
    sentence = _("Chọn %(post)s năm sau: %(unit)s (%(person)s), hình thức: %(method)s; %(evidence)s; căn cứ: %(basis)s")

    person: str
    method: str
    evidence: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class LeadershipAccepted(PostEvent):
    name = "conferences.leadership_accepted"
    sentence = _("%(unit)s nhận làm %(post)s năm sau; người đảm nhiệm: %(person)s")

    person: str


@dataclass(frozen=True, kw_only=True)
class LeadershipDeclined(PostEvent):
    name = "conferences.leadership_declined"
    sentence = _("%(unit)s không nhận làm %(post)s năm sau. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class LeadershipWithdrawn(PostEvent):
    name = "conferences.leadership_withdrawn"
    sentence = _("Rút việc chọn %(unit)s làm %(post)s năm sau. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class LeadershipAllowed(PostEvent):
    name = "conferences.leadership_allowed"
    sentence = _("Cho phép %(unit)s làm %(post)s năm sau dù vướng quy ước: %(bars)s. Lý do: %(reason)s")

    bars: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class HandoverDrawnUp(Event):
    name = "conferences.handover_drawn_up"
    sentence = _("Lập danh mục bàn giao: %(items)s")

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HandoverItemAdded(Event):
    name = "conferences.handover_item_added"
    sentence = _("Thêm vào danh mục bàn giao: %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class HandoverItemRemoved(Event):
    name = "conferences.handover_item_removed"
    sentence = _("Bỏ khỏi danh mục bàn giao: %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class HandoverItemGiven(Event):
    name = "conferences.handover_item_given"
    sentence = _("Đã giao: %(title)s. Ghi chú: %(note)s")

    title: str
    note: str


@dataclass(frozen=True, kw_only=True)
class HandoverItemReceived(Event):
    name = "conferences.handover_item_received"
    sentence = _("Đã nhận: %(title)s. Ghi chú: %(note)s")

    title: str
    note: str


@dataclass(frozen=True, kw_only=True)
class HandoverItemTakenBack(Event):
    name = "conferences.handover_item_taken_back"
    sentence = _("Rút ghi nhận giao, nhận: %(title)s")

    title: str


@dataclass(frozen=True, kw_only=True)
class HandoverAccepted(Event):
    name = "conferences.handover_accepted"
    sentence = _("Khối trưởng năm sau nhận bàn giao đủ %(count)s mục. Ghi chú: %(note)s")

    count: int
    note: str


@dataclass(frozen=True, kw_only=True)
class SlideShown(Event):
    name = "conferences.slide_shown"
    sentence = _("Màn chiếu của hội nghị: %(slide)s")

    slide: str
    contest_number: int | None
    revealed: int

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"slide": gettext(SLIDE_LABELS[Slide(payload["slide"])])}


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
