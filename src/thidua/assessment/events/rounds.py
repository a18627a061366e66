"""What happens in the rounds of scoring."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent
from thidua.assessment.vocabulary import round_label
from thidua.kernel.templatetags.thidua import moment, number
from thidua.ledger.events import Event

SETTINGS = {
    "each": gettext_noop("mỗi đơn vị được %(value)s đơn vị khác chấm chéo"),
    "binding": gettext_noop("bình quân là điểm của khối"),
    "advisory": gettext_noop("bình quân để khối tham khảo"),
    "anonymous": gettext_noop("giữ kín tên người chấm"),
    "named": gettext_noop("công khai tên người chấm với đơn vị"),
    "four_eyes": gettext_noop("thẩm định của cơ quan cần hai người"),
    "one_person": gettext_noop("thẩm định của cơ quan do một người"),
    "points": gettext_noop("giải trình khi chênh lệch quá %(value)s điểm"),
    "percent": gettext_noop("giải trình khi chênh lệch quá %(value)s phần trăm điểm tối đa"),
    "appeals": gettext_noop("nhận kiến nghị từ %(first)s đến trước %(deadline)s"),
}


def setting_in_words(code: str, *values: str) -> str:
    """One setting of a plan as the ledger says it."""
    if code == "appeals":
        first, deadline = (moment(datetime.fromisoformat(value)) for value in values)
        return gettext(SETTINGS[code]) % {"first": first, "deadline": deadline}
    return gettext(SETTINGS[code]) % {"value": number(Decimal(values[0]))} if values else gettext(SETTINGS[code])


@dataclass(frozen=True, kw_only=True)
class ScoringPlanned(Event):
    name = "assessment.scoring_planned"
    sentence = _("Ban hành cách chấm điểm của năm: các vòng %(rounds)s; %(settings)s")

    rounds: tuple[str, ...]
    settings: tuple[tuple[str, ...], ...]

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        settings = [setting_in_words(*one) for one in payload["settings"]]
        return payload | {"rounds": [round_label(one) for one in payload["rounds"]], "settings": settings}


@dataclass(frozen=True, kw_only=True)
class CrossAssigned(Event):
    name = "assessment.cross_assigned"
    sentence = _("Phân công chấm chéo: mỗi đơn vị được %(each)s đơn vị khác chấm; %(pairs)s lượt chấm, mầm %(seed)s")

    each: int
    pairs: int
    seed: str


@dataclass(frozen=True, kw_only=True)
class CrossReassigned(UnitEvent):
    """About the scorer, so that the scored unit does not learn who scores it."""

    name = "assessment.cross_reassigned"
    sentence = _("Giao %(unit)s chấm chéo %(scored)s, thay %(before)s. Lý do: %(reason)s")

    scored: str
    before: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CrossRecused(UnitEvent):
    """About the scorer, so that the scored unit does not learn who was to score it."""

    name = "assessment.cross_recused"
    sentence = _("%(unit)s xin không chấm chéo %(scored)s vì có liên quan. Lý do: %(reason)s")

    scored: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CrossScored(UnitEvent):
    """Says nothing of the points: they are closed until revealed."""

    name = "assessment.cross_scored"
    private = True
    sentence = _("%(unit)s ghi điểm chấm chéo %(scored)s: %(lines)s dòng đã có điểm")

    scored: str
    lines: int


@dataclass(frozen=True, kw_only=True)
class CrossSubmitted(UnitEvent):
    """Holds the hash of what was given, which shows after the reveal that nothing was changed."""

    name = "assessment.cross_submitted"
    private = True
    sentence = _("%(unit)s nộp phiếu chấm chéo %(scored)s, mã nội dung %(content_hash)s")

    scored: str
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class CrossRevealed(Event):
    name = "assessment.cross_revealed"
    sentence = _(
        "Mở điểm chấm chéo: %(submitted)s phiếu đã nộp, %(missing)s phiếu không nộp; mã nội dung %(content_hash)s"
    )

    submitted: int
    missing: int
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class LineAppraised(UnitEvent):
    name = "assessment.line_appraised"
    sentence = _(
        "Cơ quan tổ chức khối thẩm định dòng %(code)s của %(unit)s: từ %(before)s thành %(points)s điểm. Lý do: %(reason)s"
    )

    code: str
    before: str
    points: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RestAppraised(UnitEvent):
    name = "assessment.rest_appraised"
    sentence = _("Cơ quan tổ chức khối giữ nguyên điểm khối chấm của %(unit)s ở các dòng: %(codes)s")

    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AppraisalConfirmed(UnitEvent):
    name = "assessment.appraisal_confirmed"
    sentence = _("Người thứ hai đồng ý kết quả thẩm định của cơ quan tổ chức khối cho %(unit)s, các dòng: %(codes)s")

    codes: tuple[str, ...]
