"""Next year's leadership, and what is handed over."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.conferences.vocabulary import method_label, post_label
from thidua.ledger.events import Event


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
