"""Scoring: a criteria sheet and the facts of one unit give points, line by line.

Shares stay exact until the end of a line, where the points are rounded once; totals are sums of those
published figures, so that anyone can add them up again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from thidua.rulebook.achievement import capped, exact_share
from thidua.rulebook.explanation import ScoredLine
from thidua.rulebook.explanation import explain as explain_line
from thidua.rulebook.facts import Criterion, CriterionKind, InvalidFacts, LineFact, Review, Sheet, UnitFacts
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import fraction, points
from thidua.rulebook.refusals import Refused

_SCORED = Text("đã có điểm", "scored")
_MISSING = Text("chưa đủ số liệu", "figures are missing")
_INPUT_OF_KIND: Mapping[CriterionKind, str] = {
    CriterionKind.PROPORTION: "targets",
    CriterionKind.JUDGED: "judged",
    CriterionKind.DEDUCTION: "occurrences",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineScore:
    """The points of one criterion, to the sheet's places; None while something is missing.

    `computed` comes from the unit's own figures, `final` is the bloc's review where there is one.
    """

    code: str
    computed: Decimal | None
    final: Decimal | None
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A unit's points: lines in the order of the sheet.

    `total` adds up the known final points and `self_total` the known computed ones; `missing` lists the
    codes without final points, and `complete` says that there are none.
    """

    unit: str
    lines: tuple[LineScore, ...]
    total: Decimal
    self_total: Decimal
    complete: bool
    missing: tuple[str, ...]


def score(*, facts: UnitFacts, sheet: Sheet, explain: bool = True) -> Score:
    """Score one unit by the sheet.

    With `explain=False` the findings carry no parts and a constant sentence: for standings of many units
    at once. Raises InvalidFacts for unknown criteria, figures out of range or of the wrong kind, and
    unexplained reviews.
    """
    facts_by_code = {line.code: line for line in facts.lines}
    reviews = {review.code: review for review in facts.reviews}
    _refuse_unknown_codes(facts_by_code, reviews, sheet)
    lines = tuple(
        _line(
            criterion,
            facts_by_code.get(criterion.code) or LineFact(code=criterion.code),
            reviews.get(criterion.code),
            sheet.places,
            explain,
        )
        for criterion in sheet.criteria
    )
    missing = tuple(line.code for line in lines if line.final is None)
    nothing = points(0, places=sheet.places)
    return Score(
        unit=facts.unit,
        lines=lines,
        total=sum((line.final for line in lines if line.final is not None), nothing),
        self_total=sum((line.computed for line in lines if line.computed is not None), nothing),
        complete=not missing,
        missing=missing,
    )


def _line(criterion: Criterion, fact: LineFact, review: Review | None, places: int, explain: bool) -> LineScore:
    _refuse_foreign_inputs(criterion, fact)
    computed = _computed(criterion, fact, places)
    final = computed if review is None else _reviewed(criterion, review, computed, places)
    if explain:
        finding = explain_line(
            ScoredLine(criterion=criterion, fact=fact, review=review, computed=computed, final=final, places=places)
        )
    else:
        known = final is not None
        finding = Finding("scoring.line", known, _SCORED if known else _MISSING, criterion.clause)
    return LineScore(code=criterion.code, computed=computed, final=final, finding=finding)


def _computed(criterion: Criterion, fact: LineFact, places: int) -> Decimal | None:
    if criterion.kind == CriterionKind.PROPORTION:
        return _in_proportion(criterion, fact, places)
    if criterion.kind == CriterionKind.JUDGED:
        return None if fact.judged is None else _within(criterion, "judged", fact.judged, places)
    return _deducted(criterion, fact, places)


def _in_proportion(criterion: Criterion, fact: LineFact, places: int) -> Decimal | None:
    """Maximum × mean of the credited shares. Every target is checked, even beside a missing one."""
    shares = [exact_share(target) for target in fact.targets]
    known = [capped(share) for share in shares if share is not None]
    if not known or len(known) < len(shares):
        return None
    credited = known[0] if len(known) == 1 else sum(known[1:], known[0]) / len(known)
    if credited == 1:
        return points(criterion.max_points, places=places)
    return points(fraction(criterion.max_points) * credited, places=places)


def _deducted(criterion: Criterion, fact: LineFact, places: int) -> Decimal | None:
    """Occurrences × points each, down to the cap."""
    if fact.occurrences is None or criterion.per_occurrence is None:
        return None
    if fact.occurrences < 0:
        raise InvalidFacts("negative_occurrences", {"code": criterion.code, "value": fact.occurrences})
    return points(-min(criterion.max_points, fact.occurrences * criterion.per_occurrence), places=places)


def _reviewed(criterion: Criterion, review: Review, computed: Decimal | None, places: int) -> Decimal:
    final = _within(criterion, "review", review.points, places)
    if not review.reviewed_by.strip():
        raise InvalidFacts("review_without_reviewer", {"code": criterion.code})
    if final != computed and not review.reason.strip():
        raise InvalidFacts("review_without_reason", {"code": criterion.code})
    return final


def _within(criterion: Criterion, name: str, value: Decimal, places: int) -> Decimal:
    """The value to exactly `places` decimals; a finer one is refused: rounding would hide a typing error."""
    if not value.is_finite():
        raise InvalidFacts("not_a_number", {"field": f"{criterion.code}.{name}"})
    about: Refused = {"code": criterion.code, "field": name, "value": value}
    if not criterion.least <= value <= criterion.most:
        raise InvalidFacts("out_of_range", {**about, "least": criterion.least, "most": criterion.most})
    rounded = points(value, places=places)
    if rounded != value:
        raise InvalidFacts("too_precise", {**about, "places": places})
    return rounded


def _refuse_unknown_codes(facts_by_code: Mapping[str, LineFact], reviews: Mapping[str, Review], sheet: Sheet) -> None:
    known = {criterion.code for criterion in sheet.criteria}
    for name, codes in (("lines", facts_by_code.keys()), ("reviews", reviews.keys())):
        for code in codes - known:
            raise InvalidFacts("unknown_code", {"field": name, "code": code})


def _refuse_foreign_inputs(criterion: Criterion, fact: LineFact) -> None:
    """Figures of another kind would be ignored in silence, and their author would never know."""
    given = {
        "targets": bool(fact.targets),
        "judged": fact.judged is not None,
        "occurrences": fact.occurrences is not None,
    }
    own = _INPUT_OF_KIND[criterion.kind]
    for name, present in given.items():
        if present and name != own:
            data = {"code": criterion.code, "field": name, "kind": criterion.kind.value}
            raise InvalidFacts("foreign_input", data)
