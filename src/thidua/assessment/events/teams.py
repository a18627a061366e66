"""What happens to cross-check teams and their visits."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent
from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class TeamSetUp(Event):
    name = "assessment.team_set_up"
    sentence = _("Lập %(team)s: %(units)s; tổ trưởng thuộc %(lead)s")

    team: str
    lead: str
    units: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TeamDissolved(Event):
    name = "assessment.team_dissolved"
    sentence = _("Giải thể %(team)s. Lý do: %(reason)s")

    team: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitStarted(UnitEvent):
    name = "assessment.visit_started"
    sentence = _("%(team)s bắt đầu biên bản kiểm tra tại %(unit)s")

    team: str


@dataclass(frozen=True, kw_only=True)
class VisitWritten(UnitEvent):
    """Work on a draft of the team: `unit_id` is the leading unit's, `unit` the visited one."""

    name = "assessment.visit_written"
    private = True
    sentence = _("%(team)s ghi biên bản kiểm tra tại %(unit)s")

    team: str


@dataclass(frozen=True, kw_only=True)
class VisitSigned(UnitEvent):
    name = "assessment.visit_signed"
    sentence = _("Tổ trưởng %(team)s ký biên bản kiểm tra tại %(unit)s")

    team: str


@dataclass(frozen=True, kw_only=True)
class VisitReturned(UnitEvent):
    name = "assessment.visit_returned"
    sentence = _("%(unit)s trả lại biên bản kiểm tra cho %(team)s. Lý do: %(reason)s")

    team: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitAgreed(UnitEvent):
    name = "assessment.visit_agreed"
    sentence = _(
        "Thủ trưởng %(unit)s ký biên bản kiểm tra của %(team)s; điểm của biên bản được tính ở các dòng: %(codes)s"
    )

    team: str
    codes: tuple[str, ...]
