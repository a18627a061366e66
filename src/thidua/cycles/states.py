"""What the state of a year or of a sheet allows: a draft is set up, a running year is only given more time."""

from django.utils.translation import gettext_lazy as _

from thidua.cycles.locks import FINAL, REFUSED
from thidua.cycles.models import EmulationYear, ScoringTable
from thidua.kernel.refusals import Refusal, tell_for_trigger


class NotInSetUp(Refusal):
    code = "not_in_set_up"
    sentence = _(
        "Năm thi đua đã mở hoặc đã khép lại, nên thành viên, Khối trưởng, Khối phó và bảng điểm "
        "không sửa được nữa. Nếu cần thêm thời gian, gia hạn ở trang lịch."
    )


class NotRunning(Refusal):
    code = "not_running"
    sentence = _("Chỉ gia hạn được trong năm đang mở. Năm chưa mở thì sửa lịch ở trang chuẩn bị năm.")


class SheetFrozen(Refusal):
    code = "sheet_adopted"
    sentence = _("Bảng điểm đã ban hành nên không sửa được nữa. Nếu cần khác đi, soạn bảng điểm mới.")


class YearClosed(Refusal):
    code = "year_closed"
    sentence = _("Năm thi đua đã khép lại, nên không ghi thêm được gì.")


class PeriodIsLocked(Refusal):
    code = "period_locked"
    sentence = _(
        "Kỳ này đã khoá nên nội dung của các đơn vị không sửa được nữa. "
        "Nếu cần sửa, đề nghị Khối trưởng hoặc cán bộ thi đua của tỉnh mở lại kỳ cho riêng đơn vị."
    )


class RankingIsFinal(Refusal):
    code = "ranking_is_final"
    sentence = _("Xếp hạng đã chốt nên điểm không thay đổi được nữa.")


tell_for_trigger("the emulation year is closed", YearClosed)
tell_for_trigger(REFUSED, PeriodIsLocked)
tell_for_trigger(FINAL, RankingIsFinal)


def require_set_up(year: EmulationYear) -> None:
    """Refuse to change what was fixed when the year opened."""
    if not year.draft:
        raise NotInSetUp


def require_running(year: EmulationYear) -> None:
    """Refuse to give more time in a year that is not open."""
    if not year.running:
        raise NotRunning


def require_draft(table: ScoringTable) -> None:
    """Refuse to change a sheet that units are scored by."""
    if table.adopted:
        raise SheetFrozen


class SheetChangedMeanwhile(Refusal):
    code = "sheet_changed_meanwhile"
    sentence = _(
        "Bảng điểm đã được người khác sửa trong lúc bạn đang soạn. Mở lại trang để thấy bản mới, rồi sửa tiếp."
    )


def require_revision(table: ScoringTable, revision: int | None) -> None:
    """Refuse to write over what somebody else has changed since this revision was read."""
    if revision is not None and revision != table.revision:
        raise SheetChangedMeanwhile
