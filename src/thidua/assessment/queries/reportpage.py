"""What the page of a report shows."""

from dataclasses import dataclass
from datetime import datetime

from thidua.assessment import policies
from thidua.assessment.models import Report, ReportingPeriod, Result
from thidua.assessment.queries.behind import Lacking, lacking_of_results, with_evidence
from thidua.assessment.queries.pages import Reached, Rights, reached, reporting_open, rights_on
from thidua.assessment.queries.papers import paper_for
from thidua.assessment.queries.signing import plans_before
from thidua.kernel.actor import Actor
from thidua.ledger.queries import Line, entries_of, lines


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """A report with every result, what is missing, and its history."""

    report: Report
    results: list[Reached]
    missing: list[Result]
    rights: Rights
    history: list[Line]
    lacking: list[Lacking]

    @property
    def ready(self) -> bool:
        """Whether handing it on is the next thing to do."""
        return not self.missing


def report_page(actor: Actor, year_id: int, report_id: int, *, at: datetime) -> ReportPage:
    """The page of a report, or 404."""
    report = paper_for(actor, Report, year_id, report_id)
    rows = report.results.select_related("target__criterion", "report").order_by("target__position")
    rows = rows.prefetch_related(with_evidence())
    before = plans_before(row.target for row in rows)
    results = [reached(row, amended=before.get(row.target_id)) for row in rows]
    return ReportPage(
        report=report,
        results=results,
        missing=[one.result for one in results if one.result.value is None],
        rights=rights_on(
            actor, report, edit=policies.REPORT_RESULT, approve=policies.SUBMIT_REPORT,
            give_back=policies.RETURN_REPORT, open_now=period_open(report.period, at=at),
        ),
        history=lines(entries_of(f"report:{report.pk}", reader=actor), reader=actor),
        lacking=lacking_of_results(report.emulation_year, [one.result for one in results]),
    )  # fmt: skip


def period_open(period: ReportingPeriod, *, at: datetime) -> bool:
    """Whether results may be written: for the year by its calendar, for other periods from the day they open."""
    if period.yearly:
        return reporting_open(period.emulation_year, at=at)
    return period.emulation_year.running and period.opens_at is not None and at >= period.opens_at
