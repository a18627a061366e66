"""What happens to the periods of the year on which units report."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class PeriodAdded(Event):
    name = "assessment.period_added"
    sentence = _("Thêm kỳ báo cáo “%(title)s”: từ %(first)s đến %(last)s, hạn nộp %(deadline)s")

    title: str
    first: str
    last: str
    deadline: str


@dataclass(frozen=True, kw_only=True)
class PeriodChanged(Event):
    name = "assessment.period_changed"
    sentence = _("Sửa kỳ báo cáo “%(title)s”: từ %(first)s đến %(last)s, hạn nộp %(deadline)s")

    title: str
    first: str
    last: str
    deadline: str


@dataclass(frozen=True, kw_only=True)
class PeriodRemoved(Event):
    name = "assessment.period_removed"
    sentence = _("Xoá kỳ báo cáo “%(title)s” khi chưa đơn vị nào báo cáo")

    title: str
