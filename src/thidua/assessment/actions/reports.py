"""Reporting results against the pledge."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.actions.periods import ensure_yearly_period
from thidua.assessment.models import PaperState, Report, ReportingPeriod, Result, ScoreSheet
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import times_of
from thidua.cycles.states import PeriodIsLocked
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.reading.dates import write_datetime
from thidua.rulebook.calendar import Phase
from thidua.rulebook.measures import write_number
from thidua.rulebook.progress import Basis


class PledgeNotSigned(Refusal):
    code = "pledge_not_signed"
    sentence = _("Đơn vị chưa ký giao ước có chỉ tiêu, nên chưa có gì để báo cáo.")


class ResultsMissing(Refusal):
    code = "results_missing"
    sentence = _("Còn thiếu kết quả của: %(indicators)s. Ghi kết quả; nếu không làm được thì ghi số 0 và nêu lý do.")


class PeriodNotOpen(Refusal):
    code = "period_not_open"
    sentence = _("Kỳ “%(title)s” nhận báo cáo từ %(first)s. Đến lúc đó hãy ghi kết quả.")


class SecondUnitMissing(Refusal):
    code = "second_unit_missing"
    field = "second_unit"
    sentence = _("Đã ghi số liệu kèm theo nhưng chưa ghi đơn vị tính của nó. Ghi đơn vị tính, ví dụ: đồng.")


class ScoresHandedIn(Refusal):
    code = "scores_handed_in"
    sentence = _("Đơn vị đã nộp bảng tự chấm dựa trên báo cáo này. Trả lại bảng tự chấm trước, rồi trả lại báo cáo.")


def about(report: Report) -> dict[str, Any]:
    """The columns of an event about a report."""
    return {
        "subject": f"report:{report.pk}",
        "emulation_year_id": report.emulation_year_id,
        "unit_id": report.unit_id,
        "unit": report.unit.name,
        "period": "" if report.period.yearly else report.period.title,
    }


@action(needs=policies.START, loads=queries.year_to_write_in)
def start_report(year: EmulationYear, *, actor: Actor, at: datetime, period_id: int | None = None) -> Recorded[Report]:
    """Somebody of the unit begins its report on a period, of the whole year unless told otherwise.

    One empty result stands there for each target the unit signed. Raises PledgeNotSigned, PeriodNotOpen.
    """
    period = _period(actor, year, period_id)
    require_period(period, at=at, unit_id=actor.body_id)
    pledge = queries.signed_pledge(year, actor.body_id)
    if pledge is None:
        raise PledgeNotSigned
    report, _created = Report.objects.get_or_create(emulation_year=year, unit_id=actor.body_id, period=period)
    known = set(report.results.values_list("target_id", flat=True))
    Result.objects.bulk_create(
        Result(emulation_year=year, report=report, target=target)
        for target in pledge.targets.order_by("position")
        if target.pk not in known
    )
    return Recorded(report, events.ReportStarted(**about(report)))


def _period(actor: Actor, year: EmulationYear, period_id: int | None) -> ReportingPeriod:
    """The period of the whole year, or another one by its id; 404 for one of another year."""
    if period_id is None:
        period = ensure_yearly_period(year)
        period.emulation_year = year
        return period
    return queries.period_for(actor, year.pk, period_id)


@action(needs=policies.REPORT_RESULT, loads=queries.result_to_change)
def report_result(
    result: Result, *, actor: Actor, at: datetime, written: str, value: Decimal | None, qualifier: str = "",
    estimated: bool = False, basis: str = Basis.CUMULATIVE.value, measured: str = "",
    year_estimate_written: str = "", year_estimate: Decimal | None = None, second_written: str = "",
    second_value: Decimal | None = None, second_unit: str = "", same_period_written: str = "",
    same_period: Decimal | None = None, claim: str = "", claim_source: str = "", evidence: str = "", note: str = "",
    version: int | None = None, illustrative: bool = False,
) -> Recorded[Result]:  # fmt: skip
    """The unit writes what came of one target, as written and as understood. No value leaves it missing.

    Every column of a result is a keyword here, and what is not given is cleared. Raises SecondUnitMissing.
    """
    _require_open(result.report, at=at)
    flow.require_version(version, result.version, row=result, what=result.target.indicator)
    if second_value is not None and not second_unit:
        raise SecondUnitMissing
    result.written, result.value, result.qualifier = written, value, qualifier
    result.estimated, result.basis, result.measured = estimated, basis, measured
    result.year_estimate_written, result.year_estimate = year_estimate_written, year_estimate
    result.second_written, result.second_value, result.second_unit = second_written, second_value, second_unit
    result.same_period_written, result.same_period = same_period_written, same_period
    result.claim, result.claim_source = claim, claim_source
    result.evidence, result.note, result.illustrative = evidence, note, illustrative
    result.entered_by, result.entered_at = actor.describe(), at
    result.version += 1
    result.save()
    event = events.ResultReported(
        **about(result.report),
        **flow.edited(result),
        indicator=result.target.indicator,
        written=written,
        value="–" if value is None else write_number(value, language="vi"),
        estimated=estimated,
        basis=basis,
        year_estimate=_plainly(year_estimate),
        second=f"{_plainly(second_value)} {second_unit}".strip(),
        same_period=_plainly(same_period),
    )
    return Recorded(result, event)


def _plainly(value: Decimal | None) -> str:
    return "" if value is None else write_number(value, language="vi")


@action(needs=policies.REPORT_RESULT, loads=queries.report_to_change)
def write_summary(
    report: Report, *, actor: Actor, at: datetime, summary: str, difficulties: str = "", proposals: str = "",
    version: int | None = None,
) -> Recorded[Report]:  # fmt: skip
    """The unit writes its view of the period in words: what was done, what was hard, what it proposes."""
    _require_open(report, at=at)
    flow.require_version(version, report.version, row=report, what=report.unit.name)
    report.summary, report.difficulties, report.proposals = summary, difficulties, proposals
    report.version += 1
    report.save(update_fields=["summary", "difficulties", "proposals", "version"])
    return Recorded(report, events.SummaryWritten(**about(report), **flow.edited(report)))


@action(needs=policies.REPORT_RESULT, loads=queries.report_to_change)
def send_report(report: Report, *, actor: Actor, at: datetime) -> Recorded[Report]:
    """The officer lays the report before the unit's head. Raises ResultsMissing naming the targets."""
    require_period(report.period, at=at, unit_id=report.unit_id)
    _require_complete(report)
    flow.send(report, actor=actor, at=at)
    return Recorded(report, events.ReportSent(**about(report), **flow.edited(report)))


@action(needs=policies.SUBMIT_REPORT, loads=queries.report_to_change)
def submit_report(report: Report, *, actor: Actor, at: datetime) -> Recorded[Report]:
    """The unit's head approves the report and hands it to the bloc."""
    require_period(report.period, at=at, unit_id=report.unit_id)
    _require_complete(report)
    flow.approve(report, actor=actor, at=at, due_at=report.period.deadline_at)
    late = write_datetime(report.due_at, language="vi") if report.days_late and report.due_at else ""
    return Recorded(report, events.ReportSubmitted(**about(report), **flow.edited(report), late=late))


@action(needs=policies.RETURN_REPORT, loads=queries.report_to_change)
def return_report(report: Report, *, actor: Actor, at: datetime, reason: str) -> Recorded[Report]:
    """The report goes back to the unit with a reason. Raises ScoresHandedIn when points rest on it.

    No points rest on the report of another period than the whole year.
    """
    if not report.emulation_year.running:
        raise flow.YearNotRunning
    sheets = ScoreSheet.objects.filter(emulation_year=report.emulation_year, unit=report.unit)
    if report.period.yearly and report.approved and sheets.exclude(state=PaperState.DRAFT).exists():
        raise ScoresHandedIn
    flow.give_back(report, actor=actor, at=at, reason=reason)
    return Recorded(report, events.ReportReturned(**about(report), **flow.edited(report), reason=reason))


def require_reporting(year: EmulationYear, *, at: datetime, unit_id: int | None = None) -> None:
    """Results may be written while the year is carried out and until the deadline of reports.

    Once the period of reports is locked, or was opened again for the unit, only that counts.
    """
    times = times_of(year, unit_id)
    if Phase.REPORT in times.locked or Phase.REPORT in times.reopened:
        flow.require_phase(year, Phase.REPORT, at=at, times=times)
        return
    try:
        flow.require_phase(year, Phase.CARRY_OUT, at=at, times=times)
    except flow.PhaseOver:
        flow.require_phase(year, Phase.REPORT, at=at, times=times)


def require_period(period: ReportingPeriod, *, at: datetime, unit_id: int | None = None) -> None:
    """Results of the year are written by its calendar; those of another period from the day it opens.

    A report on another period that comes late is taken, and its lateness kept.
    """
    if period.yearly:
        require_reporting(period.emulation_year, at=at, unit_id=unit_id)
        return
    if not period.emulation_year.running:
        raise flow.YearNotRunning
    if period.opens_at is not None and at < period.opens_at:
        raise PeriodNotOpen(title=period.title, first=moment(period.opens_at))
    if times_of(period.emulation_year, unit_id).fixed(Phase.REPORT):
        raise PeriodIsLocked


def _require_open(report: Report, *, at: datetime) -> None:
    require_period(report.period, at=at, unit_id=report.unit_id)
    flow.require_draft(report)


def _require_complete(report: Report) -> None:
    missing = report.results.filter(value__isnull=True).order_by("target__position")
    names = list(missing.values_list("target__indicator", flat=True))
    if names:
        raise ResultsMissing(indicators="; ".join(names))
