"""A target over the periods of the year: what had come by each, how it stands beside other figures, where it leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from thidua.assessment.models import AmendedTarget, PaperState, Report, ReportingPeriod, Result, Target
from thidua.assessment.queries.behind import with_evidence
from thidua.assessment.queries.editing import result_as_typed
from thidua.assessment.queries.pages import Reached as Shown
from thidua.assessment.queries.pages import reached as meaning_of
from thidua.assessment.queries.periods import Span, span_of
from thidua.assessment.queries.plots import Plot, plot_of
from thidua.assessment.queries.scoring import target_fact
from thidua.assessment.queries.signing import plans_before
from thidua.cycles.models import EmulationYear
from thidua.rulebook.achievement import achievement
from thidua.rulebook.findings import Text
from thidua.rulebook.progress import (
    Base,
    Basis,
    Comparison,
    Forecast,
    Measured,
    PeriodFigure,
    Reached,
    compare,
    cumulative,
    falls_below,
    forecast,
    guess_measured,
    mean,
)
from thidua.rulebook.targets import Direction

# What tells one indicator from another across units and years: its words and its unit of measure.
Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class TargetProgress:
    """A result of a report with what the other periods and the other units say about it."""

    shown: Shown
    measured: Measured
    now: Reached
    earlier: tuple[Reached, ...]
    warning: Text | None
    comparisons: tuple[Comparison, ...]
    forecast: Forecast
    plot: Plot | None

    @property
    def result(self) -> Result:
        return self.shown.result

    @property
    def typed(self) -> dict[str, Any]:
        """Everything but the figure as the form of the result holds it, for a form that asks for the figure alone."""
        return {name: value for name, value in result_as_typed(self.result).items() if name != "value" and value}

    @property
    def period_alone(self) -> bool:
        """Whether the value covers the period alone, so that the cumulative figure is another one."""
        return self.result.value is not None and self.now.value != self.result.value


def key_of(target: Target) -> Key:
    return target.folded, target.unit_of_measure.strip().lower()


def measured_of(result: Result) -> Measured:
    """What the figure counts: as the unit said, or as the unit of measure tells."""
    return Measured(result.measured) if result.measured else guess_measured(result.target.unit_of_measure)


def figure_of(result: Result, period: ReportingPeriod, span: Span) -> PeriodFigure:
    """A stored result as the rulebook's figure of a period."""
    return PeriodFigure(
        title=period.title, first=span.first, last=span.last, value=result.value, basis=Basis(result.basis),
        estimated=result.estimated,
    )  # fmt: skip


def figures_by_target(results: Iterable[Result], year: EmulationYear) -> dict[int, list[PeriodFigure]]:
    """The figures of each target, by its id; the results come with their report's period."""
    found: dict[int, list[PeriodFigure]] = {}
    spans: dict[int, Span] = {}
    for result in results:
        period = result.report.period
        if period.pk not in spans:
            period.emulation_year = year
            spans[period.pk] = span_of(period)
        found.setdefault(result.target_id, []).append(figure_of(result, period, spans[period.pk]))
    return found


def progress_of_report(report: Report) -> list[TargetProgress]:
    """Every target of the report, in order. Seven queries, whatever their number."""
    year, period = report.emulation_year, report.period
    period.emulation_year = year
    rows = report.results.select_related("target__criterion").prefetch_related(with_evidence())
    results = list(rows.order_by("target__position"))
    for result in results:
        result.report = report
    span = span_of(period)
    earlier = Result.objects.filter(target__in=[one.target_id for one in results], report__state=PaperState.APPROVED)
    figures = figures_by_target(earlier.exclude(report=report).select_related("report__period"), year)
    peers = _peers(report)
    before = _last_year(report)
    amended = plans_before(one.target for one in results)
    return [
        _progress(result, span, figures.get(result.target_id, []), peers, before, amended.get(result.target_id))
        for result in results
    ]  # fmt: skip


def earlier_of(result: Result) -> tuple[Reached, ...]:
    """What had come of the target by the periods before that of its report, as far as submitted reports say."""
    year, period = result.report.emulation_year, result.report.period
    span = span_of(period)
    rows = Result.objects.filter(target=result.target, report__state=PaperState.APPROVED).exclude(pk=result.pk)
    figures = figures_by_target(rows.select_related("report__period"), year).get(result.target_id, [])
    known = [one for one in figures if one.last < span.last]
    line = cumulative(known, year_first=span.year_first, measured=measured_of(result))
    return tuple(one for one in line if one.value is not None)


def _progress(
    result: Result,
    span: Span,
    others: list[PeriodFigure],
    peers: Mapping[Key, list[Decimal]],
    before: "LastYear",
    amended: AmendedTarget | None,
) -> TargetProgress:
    target, measured = result.target, measured_of(result)
    known = [one for one in others if one.last < span.last]
    line = cumulative(
        [*known, figure_of(result, result.report.period, span)], year_first=span.year_first, measured=measured
    )
    now, earlier = line[-1], tuple(one for one in line[:-1] if one.value is not None)
    latest = now if now.value is not None or not earlier else earlier[-1]
    ahead = forecast(
        latest, year_first=span.year_first, year_last=span.year_last, planned=target.planned, measured=measured,
        unit_of_measure=target.unit_of_measure,
    )  # fmt: skip
    shown = meaning_of(result, amended=amended)
    if not result.report.period.yearly:
        shown = replace(shown, achievement=achievement(replace(target_fact(result), actual=now.value)))
    return TargetProgress(
        shown=shown,
        measured=measured,
        now=now,
        earlier=earlier,
        warning=falls_below(line) if result.value is not None else None,
        comparisons=_comparisons(result, now.value, measured, peers, before) if now.value is not None else (),
        forecast=ahead,
        plot=plot_of(target, (*earlier, now), ahead, span),
    )


def _comparisons(
    result: Result, value: Decimal, measured: Measured, peers: Mapping[Key, list[Decimal]], before: "LastYear"
) -> tuple[Comparison, ...]:
    target = result.target
    key = key_of(target)
    same = before.same_period.get(key)
    last_year = before.whole_year.get(key)
    bases: list[tuple[Base, Decimal | None]] = [
        (Base.SAME_PERIOD, result.same_period if same is None else same),
        (Base.LAST_YEAR, target.previous if last_year is None else last_year),
        (Base.PEERS, mean(peers.get(key, ()))),
    ]
    if measured == Measured.SHARE:
        bases.insert(0, (Base.PLAN, target.planned))
    return tuple(
        compare(value=value, other=other, base=base, measured=measured, direction=Direction(target.direction))
        for base, other in bases
    )


def _peers(report: Report) -> dict[Key, list[Decimal]]:
    """The cumulative figures of the other units that submitted a report on the same period, by indicator."""
    rows = Result.objects.filter(
        report__period=report.period, report__state=PaperState.APPROVED, value__isnull=False,
        basis=Basis.CUMULATIVE.value,
    ).exclude(report__unit=report.unit)  # fmt: skip
    found: dict[Key, list[Decimal]] = {}
    for row in rows.select_related("target"):
        if row.value is not None:
            found.setdefault(key_of(row.target), []).append(row.value)
    return found


@dataclass(frozen=True, kw_only=True)
class LastYear:
    """What the unit reported the year before, by indicator: on the same kind of period, and on the whole year."""

    same_period: dict[Key, Decimal]
    whole_year: dict[Key, Decimal]


def _last_year(report: Report) -> LastYear:
    year = report.emulation_year
    rows = Result.objects.filter(
        emulation_year__bloc_id=year.bloc_id, emulation_year__year=year.year - 1, report__unit=report.unit,
        report__state=PaperState.APPROVED, value__isnull=False, basis=Basis.CUMULATIVE.value,
    ).select_related("target", "report__period")  # fmt: skip
    found = LastYear(same_period={}, whole_year={})
    for row in rows:
        if row.value is None:
            continue
        if row.report.period.yearly:
            found.whole_year[key_of(row.target)] = row.value
        if row.report.period.kind == report.period.kind != "ad_hoc":
            found.same_period[key_of(row.target)] = row.value
    return found
