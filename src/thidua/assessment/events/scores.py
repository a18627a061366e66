"""What happens to a score sheet."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent


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
class LinesReviewed(UnitEvent):
    name = "assessment.lines_reviewed"
    sentence = _("Thẩm định nhiều dòng của %(unit)s: %(lines)s")

    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LinesConfirmed(UnitEvent):
    name = "assessment.lines_confirmed"
    sentence = _("Xác nhận các dòng còn lại của %(unit)s theo điểm đã tính: %(codes)s")

    codes: tuple[str, ...]
    # What each line became: "scoreline:12:3" is based on its version 2.
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GuardsAnswered(UnitEvent):
    name = "assessment.guards_answered"
    sentence = _("Ghi điều kiện xếp loại, xếp hạng của %(unit)s: %(answers)s. Lý do: %(reason)s")

    answers: tuple[str, ...]
    reason: str
