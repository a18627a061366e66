"""What the page of a report shows."""

from dataclasses import dataclass
from datetime import datetime

from thidua.assessment import policies
from thidua.assessment.models import Report, ReportingPeriod, Result
from thidua.assessment.queries.behind import Lacking, lacking_of_results
from thidua.assessment.queries.pages import Rights, reporting_open, rights_on
from thidua.assessment.queries.papers import paper_for
from thidua.assessment.queries.periods import Span, deadline_of, span_of
from thidua.assessment.queries.progress import TargetProgress, progress_of_report
from thidua.cycles.queries import times_of
from thidua.kernel.actor import Actor
from thidua.ledger.queries import Line, entries_of, lines
from thidua.rulebook.calendar import Phase


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """A report with every result, what is missing, and its history."""

    report: Report
    span: Span
    deadline: datetime | None
    overdue: bool
    results: list[TargetProgress]
    missing: list[Result]
    rights: Rights
    history: list[Line]
    lacking: list[Lacking]

    @property
    def ready(self) -> bool:
        """Whether handing it on is the next thing to do."""
        return not self.missing

    @property
    def warned(self) -> list[TargetProgress]:
        """The results that are below those of the period before."""
        return [one for one in self.results if one.warning is not None]


def report_page(actor: Actor, year_id: int, report_id: int, *, at: datetime) -> ReportPage:
    """The page of a report, or 404."""
    report = paper_for(actor, Report, year_id, report_id)
    results = progress_of_report(report)
    deadline = deadline_of(report.period)
    return ReportPage(
        report=report,
        span=span_of(report.period),
        deadline=deadline,
        overdue=not report.approved and deadline is not None and at >= deadline,
        results=results,
        missing=[one.result for one in results if one.result.value is None],
        rights=rights_on(
            actor, report, edit=policies.REPORT_RESULT, approve=policies.SUBMIT_REPORT,
            give_back=policies.RETURN_REPORT, open_now=period_open(report.period, at=at, unit_id=report.unit_id),
        ),
        history=lines(entries_of(f"report:{report.pk}", reader=actor), reader=actor),
        lacking=lacking_of_results(report.emulation_year, [one.result for one in results]),
    )  # fmt: skip


def period_open(period: ReportingPeriod, *, at: datetime, unit_id: int | None = None) -> bool:
    """Whether results may be written: for the year by its calendar, for other periods from the day they open."""
    year = period.emulation_year
    if period.yearly:
        return reporting_open(year, at=at, unit_id=unit_id)
    locked = times_of(year, unit_id).fixed(Phase.REPORT)
    return year.running and not locked and period.opens_at is not None and at >= period.opens_at
