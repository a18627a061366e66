"""What happens when a period is opened again for one unit."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent


@dataclass(frozen=True, kw_only=True)
class ReopeningProposed(UnitEvent):
    name = "assessment.reopening_proposed"
    sentence = _("Đề nghị mở lại kỳ %(phase)s cho %(unit)s đến %(until)s khi xếp hạng đã chốt. Lý do: %(reason)s")

    phase: str
    until: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class UnitReopened(UnitEvent):
    name = "assessment.unit_reopened"
    sentence = _(
        "Mở lại kỳ %(phase)s cho %(unit)s đến %(until)s. Lý do: %(reason)s. Xếp hạng bị thay thế: %(superseded)s"
    )

    phase: str
    until: str
    reason: str
    superseded: str


@dataclass(frozen=True, kw_only=True)
class ReopeningClosed(UnitEvent):
    name = "assessment.reopening_closed"
    sentence = _("Khép lại phần mở lại kỳ %(phase)s của %(unit)s")

    phase: str
