"""What waits for a unit in the periods other than the whole year: a report to begin, to go on with, or to approve."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.assessment.models import PaperState, PeriodKind, Pledge, Report, ReportingPeriod
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor, Office
from thidua.kernel.tasks import Task


def period_tasks(actor: Actor, year: EmulationYear, *, at: datetime) -> list[Task]:
    """A task for each open period on which the unit has not submitted its report, once its pledge is signed."""
    rows = ReportingPeriod.objects.filter(emulation_year=year, opens_at__lte=at).exclude(kind=PeriodKind.YEAR)
    periods = list(rows.order_by("position"))
    if not periods:
        return []
    pledges = Pledge.objects.filter(emulation_year=year, unit_id=actor.body_id, state=PaperState.APPROVED)
    if not pledges.exists():
        return []
    reports = {one.period_id: one for one in Report.objects.filter(unit_id=actor.body_id, period__in=periods)}
    found = [_task(actor, year, period, reports.get(period.pk), at=at) for period in periods]
    return [task for task in found if task is not None]


def _task(
    actor: Actor, year: EmulationYear, period: ReportingPeriod, report: Report | None, *, at: datetime
) -> Task | None:
    late = period.deadline_at is not None and at >= period.deadline_at
    why = (
        _("Đã quá hạn; báo cáo vẫn được nhận và ghi là nộp muộn.") if late else _("Mỗi chỉ tiêu đã ký cần một kết quả.")
    )
    named = {"title": period.title}
    if report is None:
        return Task(
            heading=_("Báo cáo kết quả: %(title)s") % named, why=why,
            url=reverse("assessment:period_start", args=[year.pk, period.pk]), action=_("Bắt đầu"),
            deadline=period.deadline_at, late=late,
        )  # fmt: skip
    if report.approved or (report.awaiting and actor.office is not Office.UNIT_HEAD):
        return None
    url = reverse("assessment:report", args=[year.pk, report.pk])
    if report.awaiting:
        return Task(
            heading=_("Duyệt và nộp báo cáo: %(title)s") % named, why=_("%(who)s đã trình.") % {"who": report.sent_by},
            url=url, action=_("Xem và duyệt"), deadline=period.deadline_at, late=late,
        )  # fmt: skip
    if report.return_reason:
        why = _("Bị trả lại: %(reason)s") % {"reason": report.return_reason}
    return Task(
        heading=_("Hoàn thành báo cáo: %(title)s") % named, why=why, url=url, action=_("Làm tiếp"),
        deadline=period.deadline_at, late=late,
    )  # fmt: skip
