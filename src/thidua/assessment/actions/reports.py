"""Reporting results against the pledge."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.models import PaperState, Report, Result, ScoreSheet
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.calendar import Phase
from thidua.rulebook.measures import write_number


class PledgeNotSigned(Refusal):
    code = "pledge_not_signed"
    sentence = _("Đơn vị chưa ký giao ước có chỉ tiêu, nên chưa có gì để báo cáo.")


class ResultsMissing(Refusal):
    code = "results_missing"
    sentence = _("Còn thiếu kết quả của: %(indicators)s. Ghi kết quả; nếu không làm được thì ghi số 0 và nêu lý do.")


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
    }


@action(needs=policies.START, loads=queries.year_to_write_in)
def start_report(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[Report]:
    """Somebody of the unit begins its report: one empty result for each target it signed."""
    require_reporting(year, at=at, unit_id=actor.body_id)
    pledge = queries.signed_pledge(year, actor.body_id)
    if pledge is None:
        raise PledgeNotSigned
    report, _created = Report.objects.get_or_create(emulation_year=year, unit_id=actor.body_id)
    known = set(report.results.values_list("target_id", flat=True))
    Result.objects.bulk_create(
        Result(emulation_year=year, report=report, target=target)
        for target in pledge.targets.order_by("position")
        if target.pk not in known
    )
    return Recorded(report, events.ReportStarted(**about(report)))


@action(needs=policies.REPORT_RESULT, loads=queries.result_to_change)
def report_result(
    result: Result, *, actor: Actor, at: datetime, written: str, value: Decimal | None, claim: str = "",
    claim_source: str = "", evidence: str = "", note: str = "", version: int | None = None,
    illustrative: bool = False,
) -> Recorded[Result]:  # fmt: skip
    """The unit writes what came of one target, as written and as understood. No value leaves it missing."""
    _require_open(result.report, at=at)
    flow.require_version(version, result.version)
    result.written, result.value = written, value
    result.claim, result.claim_source = claim, claim_source
    result.evidence, result.note, result.illustrative = evidence, note, illustrative
    result.entered_by, result.entered_at = actor.describe(), at
    result.version += 1
    result.save()
    event = events.ResultReported(
        **about(result.report),
        indicator=result.target.indicator,
        written=written,
        value="–" if value is None else write_number(value, language="vi"),
    )
    return Recorded(result, event)


@action(needs=policies.REPORT_RESULT, loads=queries.report_to_change)
def write_summary(
    report: Report, *, actor: Actor, at: datetime, summary: str, version: int | None = None
) -> Recorded[Report]:
    """The unit writes its view of the year in words."""
    _require_open(report, at=at)
    flow.require_version(version, report.version)
    report.summary = summary
    report.version += 1
    report.save(update_fields=["summary", "version"])
    return Recorded(report, events.SummaryWritten(**about(report)))


@action(needs=policies.REPORT_RESULT, loads=queries.report_to_change)
def send_report(report: Report, *, actor: Actor, at: datetime) -> Recorded[Report]:
    """The officer lays the report before the unit's head. Raises ResultsMissing naming the targets."""
    require_reporting(report.emulation_year, at=at, unit_id=report.unit_id)
    _require_complete(report)
    flow.send(report, actor=actor, at=at)
    return Recorded(report, events.ReportSent(**about(report)))


@action(needs=policies.SUBMIT_REPORT, loads=queries.report_to_change)
def submit_report(report: Report, *, actor: Actor, at: datetime) -> Recorded[Report]:
    """The unit's head approves the report and hands it to the bloc."""
    require_reporting(report.emulation_year, at=at, unit_id=report.unit_id)
    _require_complete(report)
    flow.approve(report, actor=actor, at=at)
    return Recorded(report, events.ReportSubmitted(**about(report)))


@action(needs=policies.RETURN_REPORT, loads=queries.report_to_change)
def return_report(report: Report, *, actor: Actor, at: datetime, reason: str) -> Recorded[Report]:
    """The report goes back to the unit with a reason. Raises ScoresHandedIn when points rest on it."""
    if not report.emulation_year.running:
        raise flow.YearNotRunning
    sheets = ScoreSheet.objects.filter(emulation_year=report.emulation_year, unit=report.unit)
    if report.approved and sheets.exclude(state=PaperState.DRAFT).exists():
        raise ScoresHandedIn
    flow.give_back(report, actor=actor, at=at, reason=reason)
    return Recorded(report, events.ReportReturned(**about(report), reason=reason))


def require_reporting(year: EmulationYear, *, at: datetime, unit_id: int | None = None) -> None:
    """Results may be written while the year is carried out and until the deadline of reports."""
    try:
        flow.require_phase(year, Phase.CARRY_OUT, at=at, unit_id=unit_id)
    except flow.PhaseOver:
        flow.require_phase(year, Phase.REPORT, at=at, unit_id=unit_id)


def _require_open(report: Report, *, at: datetime) -> None:
    require_reporting(report.emulation_year, at=at, unit_id=report.unit_id)
    flow.require_draft(report)


def _require_complete(report: Report) -> None:
    missing = report.results.filter(value__isnull=True).order_by("target__position")
    names = list(missing.values_list("target__indicator", flat=True))
    if names:
        raise ResultsMissing(indicators="; ".join(names))
