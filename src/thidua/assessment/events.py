"""What this app enters in the ledger."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.assessment.vocabulary import title_label
from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class UnitEvent(Event):
    """An event about one unit of the bloc."""

    name = "assessment.unit"
    unit: str


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
class ScoresStarted(UnitEvent):
    name = "assessment.scores_started"
    private = True
    sentence = _("%(unit)s bắt đầu tự chấm điểm")


@dataclass(frozen=True, kw_only=True)
class LineJudged(UnitEvent):
    name = "assessment.line_judged"
    private = True
    sentence = _("%(unit)s tự chấm dòng %(code)s: %(entered)s")

    code: str
    entered: str


@dataclass(frozen=True, kw_only=True)
class ScoresSent(UnitEvent):
    name = "assessment.scores_sent"
    private = True
    sentence = _("%(unit)s trình thủ trưởng duyệt bảng tự chấm")


@dataclass(frozen=True, kw_only=True)
class ScoresReturned(UnitEvent):
    name = "assessment.scores_returned"
    sentence = _("Trả lại bảng tự chấm cho %(unit)s. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class ScoresSubmitted(UnitEvent):
    name = "assessment.scores_submitted"
    sentence = _("%(unit)s duyệt và nộp bảng tự chấm: %(total)s điểm")

    total: str


@dataclass(frozen=True, kw_only=True)
class LineReviewed(UnitEvent):
    name = "assessment.line_reviewed"
    sentence = _("Thẩm định dòng %(code)s của %(unit)s: từ %(before)s thành %(points)s điểm. Lý do: %(reason)s")

    code: str
    before: str
    points: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LinesConfirmed(UnitEvent):
    name = "assessment.lines_confirmed"
    sentence = _("Xác nhận các dòng còn lại của %(unit)s theo điểm đã tính: %(codes)s")

    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GuardsAnswered(UnitEvent):
    name = "assessment.guards_answered"
    sentence = _("Ghi điều kiện xếp loại, xếp hạng của %(unit)s: %(answers)s. Lý do: %(reason)s")

    answers: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class RankingProposed(Event):
    name = "assessment.ranking_proposed"
    sentence = _("Đề nghị chốt xếp hạng của khối, mã nội dung %(content_hash)s")

    content_hash: str


@dataclass(frozen=True, kw_only=True)
class RankingWithdrawn(Event):
    name = "assessment.ranking_withdrawn"
    sentence = _("Rút đề nghị chốt xếp hạng. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class RankingFinalised(Event):
    name = "assessment.ranking_finalised"
    sentence = _("Chốt xếp hạng của khối: %(places)s; mã nội dung %(content_hash)s")

    places: tuple[str, ...]
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class EditionAdopted(Event):
    name = "assessment.edition_adopted"
    sentence = _(
        "Ban hành bản sửa đổi của bảng điểm “%(title)s” theo quyết định số %(decision)s, mã nội dung %(content_hash)s; "
        "các năm chuyển sang bản mới: %(years)s"
    )

    title: str
    decision: str
    content_hash: str
    years: tuple[str, ...]
