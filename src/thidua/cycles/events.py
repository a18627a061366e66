"""What this app enters in the ledger."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.cycles.roles import role_label
from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class BlocCreated(Event):
    name = "cycles.bloc_created"
    sentence = _("Lập %(bloc)s")

    bloc: str


@dataclass(frozen=True, kw_only=True)
class BlocChanged(Event):
    name = "cycles.bloc_changed"
    sentence = _("Sửa %(before)s thành %(bloc)s, thuộc: %(parent)s")

    before: str
    bloc: str
    parent: str


@dataclass(frozen=True, kw_only=True)
class DaysChanged(Event):
    name = "cycles.days_changed"
    sentence = _("Ghi năm %(label)s từ ngày %(first_on)s đến ngày %(last_on)s")

    label: str
    first_on: str
    last_on: str


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Event):
    name = "cycles.member_added"
    sentence = _(
        "Đưa %(unit)s vào khối từ ngày %(first_on)s theo quyết định số %(decision)s ngày %(decision_on)s. Lý do: %(reason)s"
    )

    unit: str
    first_on: str
    decision: str
    decision_on: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MemberLetGo(Event):
    name = "cycles.member_let_go"
    sentence = _(
        "%(unit)s thôi tham gia khối từ sau ngày %(last_on)s theo quyết định số %(decision)s ngày %(decision_on)s. "
        "Lý do: %(reason)s"
    )

    unit: str
    last_on: str
    decision: str
    decision_on: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeadershipReplaced(Event):
    name = "cycles.leadership_replaced"
    sentence = _(
        "Thay Khối trưởng: %(leader)s; Khối phó: %(deputy)s, theo quyết định số %(decision)s ngày %(decision_on)s. "
        "Lý do: %(reason)s"
    )

    leader: str
    deputy: str
    decision: str
    decision_on: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoleAssigned(Event):
    name = "cycles.role_assigned"
    sentence = _("Phân công %(holder)s: %(role)s, từ ngày %(first_on)s")

    role: str
    holder: str
    first_on: str

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"role": role_label(payload["role"])}


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    name = "cycles.role_ended"
    sentence = _("%(holder)s thôi vai trò %(role)s từ sau ngày %(last_on)s")

    role: str
    holder: str
    last_on: str

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"role": role_label(payload["role"])}


@dataclass(frozen=True, kw_only=True)
class ProvinceImported(Event):
    name = "cycles.province_imported"
    sentence = _(
        "Ghi từ tệp %(origin)s: %(bodies)s cơ quan, đơn vị, %(blocs)s khối, %(years)s năm, %(members)s thành viên; "
        "%(unchanged)s dòng không đổi"
    )

    origin: str
    bodies: int
    blocs: int
    years: int
    members: int
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class YearStarted(Event):
    name = "cycles.year_started"
    sentence = _("Bắt đầu chuẩn bị năm %(year)s theo quyết định số %(decision)s")

    year: int
    decision: str


@dataclass(frozen=True, kw_only=True)
class DecisionChanged(Event):
    name = "cycles.decision_changed"
    sentence = _("Sửa quyết định về năm thi đua: từ số %(before)s thành số %(decision)s ngày %(decision_on)s")

    before: str
    decision: str
    decision_on: str


@dataclass(frozen=True, kw_only=True)
class MembersSet(Event):
    name = "cycles.members_set"
    sentence = _("Ghi danh sách thành viên: %(units)s")

    units: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LeadershipSet(Event):
    name = "cycles.leadership_set"
    sentence = _("Ghi Khối trưởng: %(leader)s; Khối phó: %(deputy)s")

    leader: str
    deputy: str


@dataclass(frozen=True, kw_only=True)
class CalendarSet(Event):
    name = "cycles.calendar_set"
    sentence = _("Ghi lịch của năm: %(windows)s")

    windows: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DeadlineExtended(Event):
    name = "cycles.deadline_extended"
    sentence = _("Gia hạn %(phase)s từ %(before)s đến %(deadline)s. Lý do: %(reason)s")

    phase: str
    before: str
    deadline: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SheetStarted(Event):
    name = "cycles.sheet_started"
    sentence = _("Bắt đầu soạn bảng điểm “%(title)s” của %(bloc)s")

    title: str
    bloc: str


@dataclass(frozen=True, kw_only=True)
class EntryAdded(Event):
    name = "cycles.sheet_entry_added"
    sentence = _("Thêm mục %(code)s “%(title)s”, tối đa %(max_points)s điểm")

    code: str
    title: str
    max_points: str


@dataclass(frozen=True, kw_only=True)
class EntryChanged(Event):
    name = "cycles.sheet_entry_changed"
    sentence = _("Sửa mục %(code)s “%(title)s”, tối đa %(max_points)s điểm")

    code: str
    title: str
    max_points: str


@dataclass(frozen=True, kw_only=True)
class EntryRemoved(Event):
    name = "cycles.sheet_entry_removed"
    sentence = _("Bỏ mục %(code)s “%(title)s”")

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class EntryMoved(Event):
    name = "cycles.sheet_entry_moved"
    sentence = _("Chuyển chỗ mục %(code)s “%(title)s”")

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class SheetSettingsChanged(Event):
    name = "cycles.sheet_settings_changed"
    sentence = _("Sửa quy định chung của bảng điểm “%(title)s”")

    title: str


@dataclass(frozen=True, kw_only=True)
class SheetReplaced(Event):
    name = "cycles.sheet_replaced"
    sentence = _("Thay toàn bộ bảng điểm đang soạn bằng %(origin)s, %(lines)s tiêu chí")

    origin: str
    lines: int


@dataclass(frozen=True, kw_only=True)
class EditionStarted(Event):
    name = "cycles.sheet_edition_started"
    sentence = _("Bắt đầu bản sửa đổi của bảng điểm “%(title)s” theo quyết định số %(decision)s")

    title: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class SheetAdopted(Event):
    name = "cycles.sheet_adopted"
    sentence = _("Ban hành bảng điểm “%(title)s”, mã nội dung %(content_hash)s")

    title: str
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class SheetChosen(Event):
    name = "cycles.sheet_chosen"
    sentence = _("Chọn bảng điểm “%(title)s” cho năm")

    title: str


@dataclass(frozen=True, kw_only=True)
class YearOpened(Event):
    name = "cycles.year_opened"
    sentence = _("Mở năm thi đua %(year)s, bộ quy tắc %(rulebook)s")

    year: int
    rulebook: str


@dataclass(frozen=True, kw_only=True)
class EventPlanned(Event):
    name = "cycles.event_planned"
    sentence = _("Ghi vào lịch hoạt động chung: “%(title)s”, ngày %(first_on)s")

    title: str
    first_on: str


@dataclass(frozen=True, kw_only=True)
class EventChanged(Event):
    name = "cycles.event_changed"
    sentence = _("Sửa lịch hoạt động chung: từ “%(before)s” thành “%(title)s”, ngày %(first_on)s")

    before: str
    title: str
    first_on: str


@dataclass(frozen=True, kw_only=True)
class EventCancelled(Event):
    name = "cycles.event_cancelled"
    sentence = _("Bỏ khỏi lịch hoạt động chung: “%(title)s”, ngày %(first_on)s")

    title: str
    first_on: str


@dataclass(frozen=True, kw_only=True)
class UnitDeadlineExtended(Event):
    name = "cycles.unit_deadline_extended"
    sentence = _("Gia hạn %(phase)s riêng cho %(unit)s từ %(before)s đến %(deadline)s. Lý do: %(reason)s")

    unit: str
    phase: str
    before: str
    deadline: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ExtensionAsked(Event):
    name = "cycles.extension_asked"
    sentence = _("%(unit)s xin gia hạn %(phase)s đến %(deadline)s. Lý do: %(reason)s")

    unit: str
    phase: str
    deadline: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ExtensionTakenBack(Event):
    name = "cycles.extension_taken_back"
    sentence = _("%(unit)s rút đề nghị gia hạn %(phase)s")

    unit: str
    phase: str


@dataclass(frozen=True, kw_only=True)
class ExtensionRefused(Event):
    name = "cycles.extension_refused"
    sentence = _("Không chấp nhận đề nghị gia hạn %(phase)s của %(unit)s. Lý do: %(reason)s")

    unit: str
    phase: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PeriodLocked(Event):
    name = "cycles.period_locked"
    sentence = _("Khoá kỳ %(phase)s của cả khối")

    phase: str
