"""Planning the periods of the year on which units report."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions.flow import YearNotRunning
from thidua.assessment.models import PeriodKind, ReportingPeriod
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import year_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.reading.dates import write_date, write_datetime


class PeriodOfTheYear(Refusal):
    code = "period_of_the_year"
    sentence = _("Kỳ báo cáo cả năm theo lịch của năm thi đua, nên không thêm, sửa hoặc xoá ở đây. Sửa ở trang lịch.")


class TitleKnown(Refusal):
    code = "title_known"
    field = "title"
    sentence = _("Năm này đã có kỳ báo cáo “%(title)s”. Ghi tên khác.")


class DaysOutsideYear(Refusal):
    code = "days_outside_year"
    field = "last_on"
    sentence = _("Kỳ báo cáo phải nằm trong năm thi đua, từ %(first)s đến %(last)s. Sửa lại ngày.")


class DaysNotInOrder(Refusal):
    code = "days_not_in_order"
    field = "last_on"
    sentence = _("Ngày cuối của kỳ phải sau ngày đầu. Sửa lại ngày.")


class DeadlineNotInOrder(Refusal):
    code = "deadline_not_in_order"
    field = "deadline_at"
    sentence = _("Hạn nộp phải sau thời điểm bắt đầu nhận báo cáo. Sửa lại ngày.")


class AlreadyReported(Refusal):
    code = "already_reported"
    sentence = _("Đã có đơn vị báo cáo kỳ này: %(units)s. Kỳ đã có báo cáo thì không sửa, không xoá được.")


def about(period: ReportingPeriod) -> dict[str, Any]:
    """The columns of an event about a period."""
    return {"subject": f"period:{period.pk}", "emulation_year_id": period.emulation_year_id, "title": period.title}


def ensure_yearly_period(year: EmulationYear) -> ReportingPeriod:
    """The one period of the whole year, made when the first report calls for it."""
    defaults = {"title": f"Cả năm {year.year}", "position": queries.LAST}
    return ReportingPeriod.objects.get_or_create(emulation_year=year, kind=PeriodKind.YEAR, defaults=defaults)[0]


@action(needs=policies.PLAN_PERIODS, loads=year_to_change)
def add_period(
    year: EmulationYear, *, actor: Actor, at: datetime, kind: str, title: str, first_on: date, last_on: date,
    opens_at: datetime, deadline_at: datetime, illustrative: bool = False,
) -> Recorded[ReportingPeriod]:  # fmt: skip
    """The authority or the bloc's head asks every unit for a report on some days of the year.

    Raises PeriodOfTheYear, TitleKnown, and a refusal naming the day that is out of order.
    """
    period = ReportingPeriod(
        emulation_year=year, kind=kind, title=title, first_on=first_on, last_on=last_on, opens_at=opens_at,
        deadline_at=deadline_at, position=0, illustrative=illustrative,
    )  # fmt: skip
    _require_plan(period)
    period.save()
    _put_in_order(year)
    return Recorded(period, events.PeriodAdded(**about(period), **_days(period)))


@action(needs=policies.PLAN_PERIODS, loads=queries.period_to_change)
def change_period(
    period: ReportingPeriod, *, actor: Actor, at: datetime, kind: str, title: str, first_on: date, last_on: date,
    opens_at: datetime, deadline_at: datetime,
) -> Recorded[ReportingPeriod]:  # fmt: skip
    """The authority or the bloc's head corrects a period on which nobody has begun to report.

    Raises PeriodOfTheYear, AlreadyReported, and what `add_period` raises.
    """
    _require_untouched(period)
    period.kind, period.title = kind, title
    period.first_on, period.last_on = first_on, last_on
    period.opens_at, period.deadline_at = opens_at, deadline_at
    _require_plan(period)
    period.save()
    _put_in_order(period.emulation_year)
    return Recorded(period, events.PeriodChanged(**about(period), **_days(period)))


@action(needs=policies.PLAN_PERIODS, loads=queries.period_to_change)
def remove_period(period: ReportingPeriod, *, actor: Actor, at: datetime) -> Recorded[EmulationYear]:
    """The authority or the bloc's head takes a period back on which nobody has begun to report.

    Raises PeriodOfTheYear, AlreadyReported.
    """
    _require_untouched(period)
    event = events.PeriodRemoved(**about(period))
    period.delete()
    return Recorded(period.emulation_year, event)


def _require_untouched(period: ReportingPeriod) -> None:
    if period.yearly:
        raise PeriodOfTheYear
    units = list(period.reports.order_by("unit__folded").values_list("unit__name", flat=True))
    if units:
        raise AlreadyReported(units="; ".join(units))


def _require_plan(period: ReportingPeriod) -> None:
    """Refuse a period that contradicts itself, the year or another period."""
    year = period.emulation_year
    if not year.running:
        raise YearNotRunning
    if period.yearly:
        raise PeriodOfTheYear
    if ReportingPeriod.objects.filter(emulation_year=year, title=period.title).exclude(pk=period.pk).exists():
        raise TitleKnown(title=period.title)
    first, last = queries.days_of_year(year)
    span, opens_at, deadline_at = queries.span_of(period), period.opens_at, period.deadline_at
    if span.last <= span.first:
        raise DaysNotInOrder
    if span.first < first or span.last > last:
        field = "first_on" if span.first < first else "last_on"
        raise DaysOutsideYear(field=field, first=write_date(first), last=write_date(last))
    if opens_at is None or deadline_at is None or deadline_at <= opens_at:
        raise DeadlineNotInOrder


def _put_in_order(year: EmulationYear) -> None:
    """Number the periods by the day they end; that of the whole year stays last."""
    rows = ReportingPeriod.objects.filter(emulation_year=year).exclude(kind=PeriodKind.YEAR)
    for position, row in enumerate(rows.order_by("last_on", "first_on", "pk"), start=1):
        ReportingPeriod.objects.filter(pk=row.pk).update(position=position)


def _days(period: ReportingPeriod) -> dict[str, Any]:
    """The days of a period as the ledger keeps them: in Vietnamese, whatever the language of the page."""
    span, deadline_at = queries.span_of(period), queries.deadline_of(period)
    return {
        "first": write_date(span.first, language="vi"),
        "last": write_date(span.last, language="vi"),
        "deadline": "–" if deadline_at is None else write_datetime(deadline_at, language="vi"),
    }
