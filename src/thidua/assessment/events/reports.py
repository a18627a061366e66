"""What happens to a report."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent

MORE = {
    "year_estimate": gettext_noop("ước cả năm %(value)s"),
    "second": gettext_noop("kèm theo %(value)s"),
    "same_period": gettext_noop("cùng kỳ năm trước %(value)s"),
}


@dataclass(frozen=True, kw_only=True)
class ReportEvent(UnitEvent):
    """An event about a report; `period` is empty for the report of the whole year."""

    name = "assessment.report"
    period: str = ""

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        of = gettext(" kỳ “%(period)s”") % {"period": payload["period"]} if payload.get("period") else ""
        return payload | {"of": of}


@dataclass(frozen=True, kw_only=True)
class ReportStarted(ReportEvent):
    name = "assessment.report_started"
    private = True
    sentence = _("%(unit)s bắt đầu báo cáo kết quả%(of)s")


@dataclass(frozen=True, kw_only=True)
class ResultReported(ReportEvent):
    name = "assessment.result_reported"
    private = True
    sentence = _("%(unit)s ghi kết quả “%(indicator)s”%(of)s: viết “%(written)s”, hiểu là %(value)s%(more)s")

    indicator: str
    written: str
    value: str
    estimated: bool = False
    basis: str = ""
    year_estimate: str = ""
    second: str = ""
    same_period: str = ""

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        parts = [gettext("có phần ước tính")] if payload.get("estimated") else []
        if payload.get("basis") == "period":
            parts.append(gettext("chỉ tính trong kỳ"))
        for key, words in MORE.items():
            if payload.get(key):
                parts.append(gettext(words) % {"value": payload[key]})
        return super().shown(payload) | {"more": "".join(f"; {part}" for part in parts)}


@dataclass(frozen=True, kw_only=True)
class SummaryWritten(ReportEvent):
    name = "assessment.summary_written"
    private = True
    sentence = _("%(unit)s ghi phần đánh giá chung của báo cáo%(of)s")


@dataclass(frozen=True, kw_only=True)
class ReportSent(ReportEvent):
    name = "assessment.report_sent"
    private = True
    sentence = _("%(unit)s trình thủ trưởng duyệt báo cáo%(of)s")


@dataclass(frozen=True, kw_only=True)
class ReportReturned(ReportEvent):
    name = "assessment.report_returned"
    sentence = _("Trả lại báo cáo%(of)s cho %(unit)s. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportSubmitted(ReportEvent):
    name = "assessment.report_submitted"
    sentence = _("%(unit)s duyệt và nộp báo cáo kết quả%(of)s%(lateness)s")

    late: str = ""

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        late = payload.get("late", "")
        lateness = gettext(", muộn so với hạn %(deadline)s") % {"deadline": late} if late else ""
        return super().shown(payload) | {"lateness": lateness}


@dataclass(frozen=True, kw_only=True)
class ResultsFilled(ReportEvent):
    name = "assessment.results_filled"
    private = True
    sentence = _("%(unit)s ghi %(count)s kết quả từ tệp “%(origin)s”%(of)s: %(rows)s")

    origin: str
    count: int
    rows: tuple[str, ...]
    # What each result became: "result:12:3" is based on its version 2.
    versions: tuple[str, ...]
