"""What the state of a year or of a sheet allows: a draft is set up, a running year is only given more time."""

from django.utils.translation import gettext_lazy as _

from thidua.cycles.locks import FINAL, REFUSED
from thidua.cycles.models import EmulationYear, ScoringTable
from thidua.kernel.refusals import Refusal, tell_for_trigger
from thidua.kernel.versions import Stale
from thidua.ledger.queries import last_entry


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


class YearOver(Refusal):
    code = "year_over"
    sentence = _("Năm thi đua đã khép lại nên không đổi được nữa. Ghi ở năm đang mở hoặc đang chuẩn bị.")


def require_not_closed(year: EmulationYear) -> None:
    """Refuse to change who belongs to a year that is closed."""
    if year.closed:
        raise YearOver


def require_draft(table: ScoringTable) -> None:
    """Refuse to change a sheet that units are scored by."""
    if table.adopted:
        raise SheetFrozen


def require_revision(table: ScoringTable, revision: int | None) -> None:
    """Refuse to write over what somebody else has changed since this revision was read."""
    if revision is not None and revision != table.revision:
        last = last_entry(f"sheet:{table.pk}")
        raise Stale(who=last.who if last else "", at=last.at if last else None, what=table.title)
