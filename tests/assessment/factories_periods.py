"""A bloc with a half-year and a nine-month period, and reports on them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.assessment.factories import Bloc, Unit
from tests.factories import moment
from thidua.assessment.actions import periods, reports
from thidua.assessment.models import PeriodKind, Report, ReportingPeriod, Result

PLANNING = moment(2024, 3, 5)
HALF_OPEN, HALF_DUE = moment(2024, 6, 20), moment(2024, 7, 10, 17)
IN_TIME, TOO_LATE = moment(2024, 7, 5), moment(2024, 7, 15)


def half_year(**changed: Any) -> dict[str, Any]:
    """The keywords of the half-year period."""
    return {
        "kind": PeriodKind.HALF_YEAR, "title": "6 tháng đầu năm", "first_on": date(2024, 1, 1),
        "last_on": date(2024, 6, 30), "opens_at": HALF_OPEN, "deadline_at": HALF_DUE,
    } | changed  # fmt: skip


def nine_month(**changed: Any) -> dict[str, Any]:
    """The keywords of the nine-month period."""
    return {
        "kind": PeriodKind.NINE_MONTH, "title": "9 tháng đầu năm", "first_on": date(2024, 1, 1),
        "last_on": date(2024, 9, 30), "opens_at": moment(2024, 9, 20), "deadline_at": moment(2024, 10, 10, 17),
    } | changed  # fmt: skip


def planned(bloc: Bloc, values: dict[str, Any] | None = None) -> ReportingPeriod:
    """A period planned by the bloc's head."""
    return periods.add_period(bloc.year.pk, actor=bloc.leader.head, at=PLANNING, **(values or half_year())).object


def draft_on(unit: Unit, period: ReportingPeriod, *, at: datetime = IN_TIME) -> Report:
    """A report on a period with its results still missing; the pledge must be signed."""
    return reports.start_report(period.emulation_year_id, actor=unit.officer, at=at, period_id=period.pk).object


def submitted_on(unit: Unit, period: ReportingPeriod, value: str, *, at: datetime = IN_TIME, **values: Any) -> Report:
    """A report on a period whose one result has this value."""
    report = draft_on(unit, period, at=at)
    result = Result.objects.get(report=report)
    reports.report_result(result.pk, actor=unit.officer, at=at, written=value, value=Decimal(value), **values)
    return reports.submit_report(report.pk, actor=unit.head, at=at).object
