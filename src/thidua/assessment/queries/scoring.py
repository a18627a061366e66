"""Turning rows into the rulebook's facts, and asking it for scores."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from django.db.models import Q

from thidua.assessment.models import (
    OF_YEARLY,
    YEARLY,
    GuardAnswer,
    PaperState,
    Pledge,
    Report,
    Result,
    ScoreLine,
    ScoreSheet,
)
from thidua.assessment.queries.handedin import Lateness, asked_of_house, lateness_of
from thidua.assessment.queries.roundfacts import has_rounds, round_reviews
from thidua.cycles.models import Criterion, EmulationYear
from thidua.cycles.queries import criteria, sheet_of, units_of
from thidua.rulebook.facts import Direction, LineFact, Review, Sheet, TargetFact, UnitFacts
from thidua.rulebook.findings import set_out
from thidua.rulebook.rounds import ORDER, Round
from thidua.rulebook.rules.inputs import HOUSE, Raw
from thidua.rulebook.scoring import Score, bloc_figures, score


def criteria_of(year: EmulationYear) -> list[Criterion]:
    """The criteria of the year's table in order; none when no table is chosen."""
    return criteria(year.scoring_table) if year.scoring_table else []


def sheet_of_year(year: EmulationYear) -> Sheet:
    """The sheet of a year that has one, as the rulebook reads it."""
    assert year.scoring_table is not None  # a score sheet is only begun in a year that has a table
    return sheet_of(year.scoring_table)


def signed_pledge(year: EmulationYear, unit_id: int | None) -> Pledge | None:
    """The unit's pledge with targets, once its head has signed it."""
    return Pledge.objects.filter(emulation_year=year, unit_id=unit_id, state=PaperState.APPROVED).first()


def report_is_submitted(year: EmulationYear, unit_id: int | None) -> bool:
    """Whether the report of the whole year is the bloc's; those of other periods are not scored."""
    rows = Report.objects.filter(YEARLY, emulation_year=year, state=PaperState.APPROVED)
    return rows.filter(unit_id=unit_id).exists()


def handed_in(year: EmulationYear) -> set[int]:
    """The units whose score sheet is the bloc's; a draft is nobody else's business, and who has left no longer counts."""
    rows = ScoreSheet.objects.filter(emulation_year=year, state=PaperState.APPROVED, unit__in=units_of(year))
    return set(rows.values_list("unit_id", flat=True))


def unreviewed(year: EmulationYear) -> Q:
    """Lines, seen from their score sheet, that the bloc has still to review: those taken out need no points."""
    return Q(
        lines__review_points__isnull=True,
        lines__not_applicable=False,
        lines__criterion__table_id=year.scoring_table_id,
    )


def target_fact(result: Result) -> TargetFact:
    """One target with its result, as the rulebook reads it."""
    target = result.target
    return TargetFact(
        key=str(target.pk),
        label=target.indicator,
        direction=Direction(target.direction),
        planned=target.planned,
        actual=result.value,
        previous=target.previous,
        unit_of_measure=target.unit_of_measure,
        entered_by=result.entered_by,
        approved_by=result.report.approved_by,
    )


def line_fact(line: ScoreLine, targets: Iterable[TargetFact]) -> LineFact:
    """What is known of one line: results where it counts them, and what the unit typed."""
    return LineFact(
        code=line.criterion.code,
        targets=tuple(targets) if line.criterion.takes_targets else (),
        inputs=given(line.inputs),
        not_applicable=line.not_applicable,
        entered_by=line.entered_by,
        approved_by=line.sheet.approved_by,
        evidence=line.note,
    )


def with_lateness(fact: LineFact, late: Lateness, keys: Collection[str]) -> LineFact:
    """The fact of a line that asks how late the unit was, with the answer and the papers it is about."""
    counts = {key: str(count) for key, count in late.counts.items() if key in keys}
    evidence = f"{fact.evidence}; {late.because}" if fact.evidence else late.because
    return replace(fact, inputs={**fact.inputs, **counts}, evidence=evidence)


def given(inputs: Mapping[str, str | list[str]]) -> dict[str, Raw]:
    """Stored inputs as facts hold them."""
    return {key: tuple(raw) if isinstance(raw, list) else raw for key, raw in inputs.items()}


def facts_of_year(
    year: EmulationYear,
    *,
    units: Collection[int] | None = None,
    reported: Collection[int] = (),
    sheet: Sheet | None = None,
) -> dict[int, UnitFacts]:
    """The facts of every unit that has any, by unit id: of all units, or of `units`, and of the units in `reported`
    their results alone. Three queries, whatever the number of units, and two more where other rounds than the bloc's
    gave points. `sheet` is the year's, where it is at hand."""
    results = Result.objects.filter(OF_YEARLY, emulation_year=year, target__criterion__table_id=year.scoring_table_id)
    lines = ScoreLine.objects.filter(emulation_year=year, criterion__table_id=year.scoring_table_id)
    if units is not None:
        results = results.filter(report__unit_id__in={*units, *reported})
        lines = lines.filter(sheet__unit_id__in=units)
    targets: dict[int, dict[str, list[TargetFact]]] = defaultdict(lambda: defaultdict(list))
    for result in results.select_related("target__criterion", "report").order_by("target__position"):
        criterion = result.target.criterion
        if criterion is not None and criterion.takes_targets:
            targets[result.report.unit_id][criterion.code].append(target_fact(result))
    known: dict[int, dict[str, LineFact]] = defaultdict(dict)
    reviews: dict[int, list[Review]] = defaultdict(list)
    rounds = False
    lines = lines.annotate(has_rounds=has_rounds())
    for line in lines.select_related("criterion", "sheet").order_by("sheet_id", "criterion__position"):
        rounds = rounds or line.has_rounds
        unit_id, code = line.sheet.unit_id, line.criterion.code
        known[unit_id][code] = line_fact(line, targets[unit_id].get(code, ()))
        if line.review_points is not None:
            reviews[unit_id].append(_review(line, line.review_points))
    if rounds:
        for unit_id, said in round_reviews(year, sheet or sheet_of_year(year), units=units).items():
            reviews[unit_id] += said
    for unit_id, by_code in targets.items():
        for code, of_line in by_code.items():
            known[unit_id].setdefault(code, LineFact(code=code, targets=tuple(of_line)))
    rules = sheet or (sheet_of_year(year) if year.scoring_table_id else None)
    asked, keys = (asked_of_house(rules), _event_keys(rules)) if rules else ({}, frozenset[str]())
    late = lateness_of(year, known) if asked or keys & HOUSE else {}
    for unit_id, answer in late.items():
        for code, wanted in asked.items():
            fact = known[unit_id].get(code) or LineFact(code=code)
            known[unit_id][code] = with_lateness(fact, answer, wanted)
    events = _events(year, keys, late)
    return {
        unit_id: UnitFacts(
            unit=str(unit_id), lines=tuple(by_code.values()), reviews=tuple(reviews[unit_id]),
            events=events.get(unit_id, {}),
        )
        for unit_id, by_code in known.items()
    }  # fmt: skip


def _event_keys(sheet: Sheet) -> frozenset[str]:
    """The keys of the events that the sheet's guards ask about."""
    return frozenset(guard.key for guard in sheet.guards if guard.key)


def _events(
    year: EmulationYear, keys: Collection[str], late: Mapping[int, Lateness]
) -> Mapping[int, Mapping[str, int]]:
    """What was answered to the guards' questions, by unit and key; questions no longer asked are left out.

    How late a unit was is nobody's to answer: the house knows.
    """
    found: dict[int, dict[str, int]] = defaultdict(dict)
    typed = [key for key in keys if key not in HOUSE]
    for answer in GuardAnswer.objects.filter(emulation_year=year, key__in=typed) if typed else ():
        found[answer.unit_id][answer.key] = answer.times
    for unit_id, lateness in late.items():
        found[unit_id] |= {key: count for key, count in lateness.counts.items() if key in keys}
    return found


def _review(line: ScoreLine, points: Decimal) -> Review:
    return Review(code=line.criterion.code, points=points, reason=line.review_reason, reviewed_by=line.reviewed_by)


def scores_of_year(
    year: EmulationYear, *, units: Collection[int], sheet: Sheet | None = None, explain: bool = False
) -> dict[int, Score]:
    """The scores of some units, by unit id, each held against the whole bloc where the sheet compares.

    What a unit is compared with are the results of submitted reports, and what stands on sheets handed in.
    """
    sheet = sheet or sheet_of_year(year)
    others: set[int] = set()
    if sheet.compares:
        reports = Report.objects.filter(YEARLY, emulation_year=year, state=PaperState.APPROVED, unit__in=units_of(year))
        others = set(reports.values_list("unit_id", flat=True))
    public = handed_in(year) if sheet.compares else set()
    facts = facts_of_year(year, units={*units, *public}, reported=others, sheet=sheet)
    peers = bloc_figures(units=facts.values(), sheet=sheet)
    nothing = {unit_id: UnitFacts(unit=str(unit_id), lines=()) for unit_id in units if unit_id not in facts}
    return {
        unit_id: score(facts=(facts | nothing)[unit_id], sheet=sheet, peers=peers, explain=explain) for unit_id in units
    }


def score_of(sheet: ScoreSheet, *, explain: bool = True, rules: Sheet | None = None) -> Score:
    """The score of one unit, with its explanation unless told otherwise; `rules` is the year's sheet, if at hand."""
    year = sheet.emulation_year
    return scores_of_year(year, units=[sheet.unit_id], sheet=rules, explain=explain)[sheet.unit_id]


def explained(year: EmulationYear, *, units: Collection[int], language: str) -> dict[tuple[int, str], str]:
    """Why every line of these units has its points, as plain text, by id of unit and code of line."""
    if year.scoring_table is None:
        return {}
    scores = scores_of_year(year, units=units, explain=True)
    return {
        (unit_id, line.code): "\n".join(set_out(line.finding, language=language))
        for unit_id, scored in scores.items()
        for line in scored.lines
    }


def points_before_bloc(line: ScoreLine) -> Decimal | None:
    """What stands on one line before the bloc's round: the last earlier round's points, or those computed."""
    return standing_before_bloc(line.sheet).get(line.criterion.code)


def standing_before_bloc(sheet: ScoreSheet) -> dict[str, Decimal | None]:
    """What stands on every line of a sheet before the bloc's round, by code."""
    year = sheet.emulation_year
    rules = sheet_of_year(year)
    standing = {line.code: line.computed for line in score_of(sheet, explain=False, rules=rules).lines}
    earlier = [
        one
        for one in round_reviews(year, rules, units=[sheet.unit_id]).get(sheet.unit_id, [])
        if ORDER[one.round] < ORDER[Round.BLOC]
    ]
    for review in sorted(earlier, key=lambda one: ORDER[one.round]):
        standing[review.code] = review.points
    return standing
