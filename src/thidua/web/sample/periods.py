"""The half-year and nine-month reports of the sample year. Their figures are made up from those of the whole year."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Any

from thidua.assessment.actions import periods, reports
from thidua.assessment.models import PeriodKind, ReportingPeriod, Result
from thidua.reading.numbers import read_quantity, write_number
from thidua.rulebook.progress import Measured, guess_measured

if TYPE_CHECKING:
    from thidua.web.sample.loading import Sample

# The keywords of an action by somebody at an hour of a day.
Acts = Callable[..., dict[str, Any]]

PLANNED = date(2024, 3, 1)
# Kind, title, last day, days of opening, of the deadline and of the reports, and how much of the year had come by then.
PERIODS = (
    (PeriodKind.HALF_YEAR, "6 tháng đầu năm 2024", date(2024, 6, 30), date(2024, 6, 20), date(2024, 7, 10), "0.48", 9),
    (
        PeriodKind.NINE_MONTH,
        "9 tháng đầu năm 2024",
        date(2024, 9, 30),
        date(2024, 9, 20),
        date(2024, 10, 10),
        "0.71",
        7,
    ),
)
WORDS: dict[str, Any] = {
    "summary": "Đơn vị triển khai đủ các phong trào đã ký; số liệu đến hết kỳ ghi ở từng chỉ tiêu.",
    "difficulties": "Nguồn vận động xã hội quý II giảm so với quý I.",
    "proposals": "Đề nghị khối tổ chức một buổi trao đổi cách vận động nguồn lực.",
}


def load(sample: "Sample", acts: Acts) -> None:
    """Two periods planned by the bloc's head; most units report, one of them late, some not at all."""
    year, keys = sample.year, list(sample.facts["units"])
    leader = sample.facts["year"]["leader"]
    for kind, title, last, opens, due, part, units in PERIODS:
        period = periods.add_period(
            year.pk, **acts(sample.head(leader, PLANNED), PLANNED), kind=kind, title=title,
            first_on=date(2024, 1, 1), last_on=last, opens_at=acts(None, opens, 0)["at"],
            deadline_at=acts(None, due, 17)["at"], illustrative=True,
        ).object  # fmt: skip
        for number, key in enumerate(keys[:units]):
            late = number == units - 1
            _report(sample, acts, key, period, day=date(due.year, due.month, 15 if late else 5), part=Decimal(part))


def _report(sample: "Sample", acts: Acts, key: str, period: ReportingPeriod, *, day: date, part: Decimal) -> None:
    by = acts(sample.officer(key, day), day)
    typed = {target["indicator"]: target["result"] for target in sample.facts["units"][key]["targets"]}
    report = reports.start_report(sample.year.pk, **by, period_id=period.pk).object
    for result in Result.objects.filter(report=report).select_related("target").order_by("target__position"):
        value = _so_far(read_quantity(typed[result.target.indicator]).value, result.target.unit_of_measure, part)
        reports.report_result(result.pk, **by, written=write_number(value), value=value, illustrative=True)
    reports.write_summary(report.pk, **by, **WORDS)
    reports.send_report(report.pk, **by)
    reports.submit_report(report.pk, **acts(sample.head(key, day), day, 16))


def _so_far(value: Decimal, unit_of_measure: str, part: Decimal) -> Decimal:
    """A part of the year's figure, rounded down; a share or a mean is what it is at any time."""
    if guess_measured(unit_of_measure) in (Measured.SHARE, Measured.MEAN):
        return value
    return (value * part).to_integral_value(rounding=ROUND_DOWN)
