"""The bloc's periods and its synthesis: who has reported, what adds up, what does not, and what the units say."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.assessment import policies
from thidua.assessment.models import PaperState, Report, ReportingPeriod, Result, Target
from thidua.assessment.queries.periods import Span, deadline_of, period_for, periods_of, span_of
from thidua.assessment.queries.progress import figures_by_target, measured_of
from thidua.assessment.queries.reportpage import period_open
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import is_member, members, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.achievement import capped, exact_share
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import percent
from thidua.rulebook.progress import Contribution, SynthesisRow, cumulative, guess_measured, synthesis
from thidua.rulebook.targets import Direction, TargetFact

_NOT_SUBMITTED = Text("chưa nộp báo cáo", "no report submitted")
_NO_VALUE = Text("báo cáo chưa có chỉ tiêu này", "not in the report")
_NO_REPORT_OF_PERIOD = Text("chưa có số liệu", "no figure")


@dataclass(frozen=True, kw_only=True)
class PeriodRow:
    """A period with who has reported on it, and the own unit's report."""

    period: ReportingPeriod
    span: Span
    deadline: datetime | None
    submitted: int
    late: int
    own: Report | None
    open: bool
    overdue: bool
    may_change: bool


@dataclass(frozen=True, kw_only=True)
class PeriodsPage:
    """The periods of a year."""

    year: EmulationYear
    rows: list[PeriodRow]
    members: int
    member: bool
    may_plan: bool


def periods_page(actor: Actor, year_id: int, *, at: datetime) -> PeriodsPage:
    """The periods of a year the actor may see, or 404."""
    year = year_for(actor, year_id)
    reports: dict[int, list[Report]] = {}
    for report in Report.objects.filter(emulation_year=year):
        reports.setdefault(report.period_id, []).append(report)
    may_plan = year.running and gate.may(actor, policies.PLAN_PERIODS, year)
    return PeriodsPage(
        year=year,
        rows=[
            _period_row(actor, period, reports.get(period.pk or 0, []), may_plan=may_plan, at=at)
            for period in periods_of(year)
        ],
        members=len(members(year)),
        member=actor.office in policies.UNIT and actor.body_id is not None and is_member(year, actor.body_id),
        may_plan=may_plan,
    )


def _period_row(
    actor: Actor, period: ReportingPeriod, reports: list[Report], *, may_plan: bool, at: datetime
) -> PeriodRow:
    own = actor.body_id if actor.office in policies.UNIT else None
    deadline = deadline_of(period)
    return PeriodRow(
        period=period,
        span=span_of(period),
        deadline=deadline,
        submitted=sum(one.approved for one in reports),
        late=sum(one.approved and bool(one.days_late) for one in reports),
        own=next((one for one in reports if one.unit_id == own), None),
        open=period_open(period, at=at, unit_id=own),
        overdue=deadline is not None and at >= deadline,
        may_change=may_plan and not period.yearly and not reports,
    )


def period_to_edit(actor: Actor, year_id: int, period_id: int) -> ReportingPeriod:
    """A period to be changed; 404 out of sight, Denied for those who do not plan periods."""
    period = period_for(actor, year_id, period_id)
    gate.require(actor, policies.PLAN_PERIODS, period)
    return period


def year_to_plan_periods(actor: Actor, year_id: int) -> EmulationYear:
    """A year whose periods the actor plans; 404 out of sight, Denied for anybody else."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.PLAN_PERIODS, year)
    return year


def period_as_typed(period: ReportingPeriod) -> dict[str, Any]:
    return {
        "kind": period.kind, "title": period.title, "first_on": period.first_on, "last_on": period.last_on,
        "opens_on": _day(period.opens_at), "deadline_on": _day(period.deadline_at),
    }  # fmt: skip


def _day(when: datetime | None) -> date | None:
    return None if when is None else timezone.localdate(when)


def own_report_of(actor: Actor, year: EmulationYear, period_id: int) -> Report | None:
    """The own unit's report on a period, if it is begun."""
    return Report.objects.filter(emulation_year=year, unit_id=actor.body_id, period_id=period_id).first()


@dataclass(frozen=True, kw_only=True)
class UnitShare:
    """How much of its plan a unit reached: the mean over its targets with a plan, each counted up to 100%."""

    unit: Body
    report: Report | None
    share: Fraction | None
    targets: int

    @property
    def percent(self) -> Decimal | None:
        return None if self.share is None else percent(self.share)

    @property
    def bar(self) -> int:
        return 0 if self.share is None else int(self.share * 100)

    @property
    def reported(self) -> bool:
        return self.report is not None and self.report.approved


@dataclass(frozen=True, kw_only=True)
class SynthesisPage:
    """The bloc's synthesis of one period."""

    year: EmulationYear
    period: ReportingPeriod
    span: Span
    periods: list[ReportingPeriod]
    rows: tuple[SynthesisRow, ...]
    units: list[UnitShare]
    contributions: list[Contribution]
    illustrative: bool

    @property
    def reported(self) -> list[UnitShare]:
        return [one for one in self.units if one.reported]

    @property
    def waiting(self) -> list[UnitShare]:
        return [one for one in self.units if not one.reported]

    @property
    def late(self) -> list[UnitShare]:
        return [one for one in self.reported if one.report is not None and one.report.days_late]

    @property
    def said(self) -> list[Report]:
        """The submitted reports in which the unit wrote anything in words."""
        found = (one.report for one in self.reported if one.report is not None)
        return [one for one in found if one.summary or one.difficulties or one.proposals]

    @property
    def finding(self) -> str:
        """What the picture of the units shows, in a sentence."""
        known = [one for one in self.units if one.share is not None]
        if not known:
            return _("Chưa đơn vị nào nộp báo cáo kỳ này, nên chưa có gì để so.")
        full = sum(one.share == 1 for one in known)
        return _(
            "%(full)s trên %(known)s đơn vị có số liệu đã đạt mọi chỉ tiêu so với kế hoạch năm; %(waiting)s đơn vị chưa nộp."
        ) % {"full": full, "known": len(known), "waiting": len(self.waiting)}


def synthesis_page(actor: Actor, year_id: int, period_id: int | None) -> SynthesisPage:
    """The synthesis of a period of a year the actor may see, or 404. Eight queries, whatever the number of units."""
    period = period_for(actor, year_id, period_id)
    year = period.emulation_year
    units = members(year)
    reports: dict[int, Report] = {}
    if period.pk:
        reports = {one.unit_id: one for one in Report.objects.filter(period=period).select_related("unit")}
    contributions, shares = _contributions(period, units, reports)
    shown = Result.objects.filter(report__in=[one.pk for one in reports.values() if one.approved], illustrative=True)
    return SynthesisPage(
        year=year,
        period=period,
        span=span_of(period),
        periods=periods_of(year),
        rows=synthesis(contributions),
        units=[
            UnitShare(unit=unit, report=reports.get(unit.pk), share=_mean(shares[unit.pk]), targets=len(shares[unit.pk]))
            for unit in units
        ],
        contributions=contributions,
        illustrative=shown.exists(),
    )  # fmt: skip


def _mean(shares: list[Fraction]) -> Fraction | None:
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def _contributions(
    period: ReportingPeriod, units: list[Body], reports: dict[int, Report]
) -> tuple[list[Contribution], dict[int, list[Fraction]]]:
    """What every target of every unit gives to the synthesis, and the shares of the plan reached, by unit."""
    year, span = period.emulation_year, span_of(period)
    targets: dict[int, list[Target]] = {unit.pk: [] for unit in units}
    signed = Target.objects.filter(emulation_year=year, pledge__state=PaperState.APPROVED).select_related("pledge")
    for target in signed.order_by("position"):
        if target.pledge.unit_id in targets:
            targets[target.pledge.unit_id].append(target)
    results = list(
        Result.objects.filter(emulation_year=year, report__state=PaperState.APPROVED)
        .select_related("report__period", "target")
        .order_by("report__period__position")
    )
    figures = figures_by_target(results, year)
    current = {one.target_id: one for one in results if one.report.period_id == period.pk}
    found, shares = [], {unit.pk: list[Fraction]() for unit in units}
    for unit in units:
        submitted = unit.pk in reports and reports[unit.pk].approved
        for target in targets[unit.pk]:
            result = current.get(target.pk)
            one = _contribution(unit, target, result, submitted=submitted)
            if result is not None:
                known = [figure for figure in figures[target.pk] if figure.last <= span.last]
                line = cumulative(known, year_first=span.year_first, measured=one.measured)
                now = next(reached for reached in line if reached.title == period.title)
                one = _with_value(one, now.value, estimated=now.estimated, because=now.because)
            found.append(one)
            if result is not None and result.second_value is not None:
                found.append(_second(one, result, alone=span.first > span.year_first and result.basis == "period"))
            share = _share(target, one.value)
            if share is not None:
                shares[unit.pk].append(share)
    return found, shares


def _contribution(unit: Body, target: Target, result: Result | None, *, submitted: bool) -> Contribution:
    measured = guess_measured(target.unit_of_measure) if result is None else measured_of(result)
    return Contribution(
        unit=unit.name, indicator=target.indicator, folded=target.folded, unit_of_measure=target.unit_of_measure,
        measured=measured, value=None, planned=target.planned, because=_NO_VALUE if submitted else _NOT_SUBMITTED,
    )  # fmt: skip


def _with_value(one: Contribution, value: Decimal | None, *, estimated: bool, because: Text | None) -> Contribution:
    return Contribution(
        unit=one.unit, indicator=one.indicator, folded=one.folded, unit_of_measure=one.unit_of_measure,
        measured=one.measured, planned=one.planned, value=value, estimated=estimated, because=because,
    )  # fmt: skip


def _second(one: Contribution, result: Result, *, alone: bool) -> Contribution:
    """The value that goes with the first, as an indicator of its own."""
    return Contribution(
        unit=one.unit, indicator=_("%(indicator)s (số liệu kèm theo)") % {"indicator": one.indicator},
        folded=f"{one.folded}#2", unit_of_measure=result.second_unit, measured=guess_measured(result.second_unit),
        value=None if alone else result.second_value, estimated=result.estimated,
        because=_NO_REPORT_OF_PERIOD if alone else None,
    )  # fmt: skip


def _share(target: Target, value: Decimal | None) -> Fraction | None:
    share = exact_share(
        TargetFact(
            key=str(target.pk), label=target.indicator, direction=Direction(target.direction), planned=target.planned,
            actual=value,
        )
    )  # fmt: skip
    return None if share is None else capped(share)
