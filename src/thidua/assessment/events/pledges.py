"""What happens to a pledge."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent
from thidua.assessment.vocabulary import title_label


@dataclass(frozen=True, kw_only=True)
class PledgeStarted(UnitEvent):
    name = "assessment.pledge_started"
    private = True
    sentence = _("%(unit)s bắt đầu soạn giao ước thi đua")


@dataclass(frozen=True, kw_only=True)
class CommitmentsWritten(UnitEvent):
    name = "assessment.commitments_written"
    private = True
    sentence = _("%(unit)s ghi nội dung cam kết và danh hiệu đăng ký: %(titles)s")

    titles: tuple[str, ...]

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"titles": [title_label(title) for title in payload["titles"]] or gettext("không đăng ký")}


@dataclass(frozen=True, kw_only=True)
class TargetAdded(UnitEvent):
    name = "assessment.target_added"
    private = True
    sentence = _("%(unit)s thêm chỉ tiêu “%(indicator)s”: %(planned)s %(unit_of_measure)s")

    indicator: str
    planned: str
    unit_of_measure: str


@dataclass(frozen=True, kw_only=True)
class TargetChanged(UnitEvent):
    name = "assessment.target_changed"
    private = True
    sentence = _("%(unit)s sửa chỉ tiêu “%(indicator)s”: từ %(before)s thành %(planned)s %(unit_of_measure)s")

    indicator: str
    before: str
    planned: str
    unit_of_measure: str


@dataclass(frozen=True, kw_only=True)
class TargetRemoved(UnitEvent):
    name = "assessment.target_removed"
    private = True
    sentence = _("%(unit)s bỏ chỉ tiêu “%(indicator)s”")

    indicator: str


@dataclass(frozen=True, kw_only=True)
class PledgeSent(UnitEvent):
    name = "assessment.pledge_sent"
    private = True
    sentence = _("%(unit)s trình thủ trưởng ký giao ước thi đua")


@dataclass(frozen=True, kw_only=True)
class PledgeReturned(UnitEvent):
    name = "assessment.pledge_returned"
    sentence = _("Trả lại giao ước thi đua cho %(unit)s. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class PledgeSigned(UnitEvent):
    name = "assessment.pledge_signed"
    sentence = _("%(unit)s ký giao ước thi đua với %(targets)s chỉ tiêu")

    targets: int
