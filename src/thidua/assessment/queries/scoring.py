"""Turning rows into the rulebook's facts, and asking it for scores."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from thidua.assessment.models import PaperState, Pledge, Report, Result, ScoreLine, ScoreSheet
from thidua.cycles.models import Criterion, EmulationYear
from thidua.cycles.queries import criteria, sheet_of
from thidua.rulebook.facts import CriterionKind, Direction, LineFact, Review, TargetFact, UnitFacts
from thidua.rulebook.scoring import Score, score


def criteria_of(year: EmulationYear) -> list[Criterion]:
    """The criteria of the year's table in order; none when no table is chosen."""
    return criteria(year.scoring_table) if year.scoring_table else []


def signed_pledge(year: EmulationYear, unit_id: int | None) -> Pledge | None:
    """The unit's pledge with targets, once its head has signed it."""
    return Pledge.objects.filter(emulation_year=year, unit_id=unit_id, state=PaperState.APPROVED).first()


def report_is_submitted(year: EmulationYear, unit_id: int | None) -> bool:
    return Report.objects.filter(emulation_year=year, unit_id=unit_id, state=PaperState.APPROVED).exists()


def target_fact(result: Result) -> TargetFact:
    """One target with its result, as the rulebook reads it."""
    target = result.target
    return TargetFact(
        key=str(target.pk),
        label=target.indicator,
        direction=Direction(target.direction),
        planned=target.planned,
        actual=result.value,
        unit_of_measure=target.unit_of_measure,
        entered_by=result.entered_by,
        approved_by=result.report.approved_by,
    )


def line_fact(line: ScoreLine, targets: Iterable[TargetFact]) -> LineFact:
    """What is known of one line: results on a proportional one, what the unit typed on the others."""
    proportional = line.criterion.kind == CriterionKind.PROPORTION
    return LineFact(
        code=line.criterion.code,
        targets=tuple(targets) if proportional else (),
        judged=line.judged,
        occurrences=line.occurrences,
        entered_by=line.entered_by,
        approved_by=line.sheet.approved_by,
    )


def facts_of_year(year: EmulationYear, *, units: Iterable[int] | None = None) -> dict[int, UnitFacts]:
    """The facts of every unit that has a score sheet, by unit id. Two queries, whatever the number of units."""
    results = Result.objects.filter(emulation_year=year, target__criterion__isnull=False)
    lines = ScoreLine.objects.filter(emulation_year=year)
    if units is not None:
        results, lines = results.filter(report__unit_id__in=units), lines.filter(sheet__unit_id__in=units)
    targets: dict[tuple[int, int | None], list[TargetFact]] = defaultdict(list)
    for result in results.select_related("target", "report").order_by("target__position"):
        targets[result.report.unit_id, result.target.criterion_id].append(target_fact(result))
    known: dict[int, list[LineFact]] = defaultdict(list)
    reviews: dict[int, list[Review]] = defaultdict(list)
    for line in lines.select_related("criterion", "sheet").order_by("sheet_id", "criterion__position"):
        unit_id = line.sheet.unit_id
        known[unit_id].append(line_fact(line, targets[unit_id, line.criterion_id]))
        if line.review_points is not None:
            reviews[unit_id].append(_review(line, line.review_points))
    return {
        unit_id: UnitFacts(unit=str(unit_id), lines=tuple(lines_known), reviews=tuple(reviews[unit_id]))
        for unit_id, lines_known in known.items()
    }


def _review(line: ScoreLine, points: Decimal) -> Review:
    return Review(code=line.criterion.code, points=points, reason=line.review_reason, reviewed_by=line.reviewed_by)


def score_of(sheet: ScoreSheet, *, explain: bool = True) -> Score:
    """The score of one unit, with its explanation unless told otherwise."""
    year = sheet.emulation_year
    assert year.scoring_table is not None  # a sheet is only begun in a year that has a table
    facts = facts_of_year(year, units=[sheet.unit_id])
    of_unit = facts.get(sheet.unit_id) or UnitFacts(unit=str(sheet.unit_id), lines=())
    return score(facts=of_unit, sheet=sheet_of(year.scoring_table), explain=explain)


def computed_points(line: ScoreLine) -> Decimal | None:
    """The points of one line by the unit's own figures, before any review."""
    for scored in score_of(line.sheet, explain=False).lines:
        if scored.code == line.criterion.code:
            return scored.computed
    return None
