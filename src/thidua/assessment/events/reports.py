"""What happens to a report."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent


@dataclass(frozen=True, kw_only=True)
class ReportStarted(UnitEvent):
    name = "assessment.report_started"
    private = True
    sentence = _("%(unit)s bắt đầu báo cáo kết quả")


@dataclass(frozen=True, kw_only=True)
class ResultReported(UnitEvent):
    name = "assessment.result_reported"
    private = True
    sentence = _("%(unit)s ghi kết quả “%(indicator)s”: viết “%(written)s”, hiểu là %(value)s")

    indicator: str
    written: str
    value: str


@dataclass(frozen=True, kw_only=True)
class SummaryWritten(UnitEvent):
    name = "assessment.summary_written"
    private = True
    sentence = _("%(unit)s ghi phần đánh giá chung của báo cáo")


@dataclass(frozen=True, kw_only=True)
class ReportSent(UnitEvent):
    name = "assessment.report_sent"
    private = True
    sentence = _("%(unit)s trình thủ trưởng duyệt báo cáo")


@dataclass(frozen=True, kw_only=True)
class ReportReturned(UnitEvent):
    name = "assessment.report_returned"
    sentence = _("Trả lại báo cáo cho %(unit)s. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportSubmitted(UnitEvent):
    name = "assessment.report_submitted"
    sentence = _("%(unit)s duyệt và nộp báo cáo kết quả")


@dataclass(frozen=True, kw_only=True)
class ResultsFilled(UnitEvent):
    name = "assessment.results_filled"
    private = True
    sentence = _("%(unit)s ghi %(count)s kết quả từ tệp “%(origin)s”: %(rows)s")

    origin: str
    count: int
    rows: tuple[str, ...]
    # What each result became: "result:12:3" is based on its version 2.
    versions: tuple[str, ...]
