"""Explanation: the sentences behind the points of one line, with the numbers put in.

Kept apart from `scoring` so that the arithmetic can be read without the words. Formulas show the planned
and actual figures themselves, so that an official can repeat them on paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.achievement import achievement, capped, exact_share
from thidua.rulebook.facts import Criterion, CriterionKind, Direction, LineFact, Review, TargetFact
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import fraction, plain

_POINTS = Text("{title}: {final}/{most} điểm", "{title}: {final} of {most} points")
_POINTS_CHANGED = Text(
    "{title}: {final}/{most} điểm (đơn vị tính {computed}, khối thẩm định {final})",
    "{title}: {final} of {most} points (the unit's figure {computed}, the bloc's review {final})",
)
_DEDUCTED = Text(
    "{title}: {final} điểm (trừ tối đa {cap})",
    "{title}: {final} points (at most {cap} taken away)",
)
_DEDUCTED_CHANGED = Text(
    "{title}: {final} điểm (trừ tối đa {cap}; đơn vị tính {computed}, khối thẩm định {final})",
    "{title}: {final} points (at most {cap} taken away; the unit's figure {computed}, the bloc's review {final})",
)
_MISSING = Text("{title}: chưa tính điểm, {cause}", "{title}: not scored yet, {cause}")
_CAUSE_NO_TARGET = Text("chưa có chỉ tiêu", "there is no target")
_CAUSE_TARGETS = Text("chưa có số liệu của: {labels}", "not reported: {labels}")
_CAUSE_JUDGED = Text("chưa chấm điểm", "no points have been given")
_CAUSE_OCCURRENCES = Text("chưa có số lần vi phạm", "the number of occurrences is not reported")

_PROPORTION = Text("{most} × {mean} = {result}", "{most} × {mean} = {result}")
_PROPORTION_ROUNDED = Text(
    "{most} × {mean} = {result} (làm tròn đến {places} chữ số thập phân)",
    "{most} × {mean} = {result} (rounded to {places} decimals)",
)
_GIVEN = Text(
    "chấm {result} điểm trong khung từ 0 đến {most}",
    "{result} points given in the range 0 to {most}",
)
_TAKEN = Text(
    "{occurrences} lần × {each} điểm: {result}",
    "{occurrences} occurrences × {each} points: {result}",
)
_TAKEN_CAPPED = Text(
    "{occurrences} lần × {each} điểm = {product}, chỉ trừ tối đa {cap}: {result}",
    "{occurrences} occurrences × {each} points = {product}, but at most {cap} is taken away: {result}",
)
_QUOTIENT = Text("{above}/{below}", "{above}/{below}")
_MEASURED = Text("{value} {unit}", "{value} {unit}")
_UNMEASURED = Text("{value}", "{value}")
_TARGET = Text(
    "{label}: kế hoạch {planned}, thực hiện {actual}; {outcome}",
    "{label}: planned {planned}, actual {actual}; {outcome}",
)
_TARGET_MISSING = Text("{label}: kế hoạch {planned}; {outcome}", "{label}: planned {planned}; {outcome}")
_TARGET_IN_WORDS = Text("{label}: {outcome}", "{label}: {outcome}")
_ENTERED = Text("người nhập: {entered_by}", "entered by {entered_by}")
_APPROVED = Text("người duyệt: {approved_by}", "approved by {approved_by}")
_ENTERED_AND_APPROVED = Text(
    "người nhập: {entered_by}; người duyệt: {approved_by}",
    "entered by {entered_by}; approved by {approved_by}",
)
_CONFIRMED = Text(
    "khối thẩm định, giữ nguyên {points} điểm ({reviewed_by})",
    "the bloc's review confirms {points} points ({reviewed_by})",
)
_CHANGED = Text(
    "khối thẩm định {points} điểm, thay cho {computed}; lý do: {reason} ({reviewed_by})",
    "the bloc's review gives {points} points instead of {computed}; reason: {reason} ({reviewed_by})",
)
_NO_FIGURE = Text("chưa có điểm", "no figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredLine:
    """A line already scored, with everything its explanation needs. Points are rounded to `places`."""

    criterion: Criterion
    fact: LineFact
    review: Review | None
    computed: Decimal | None
    final: Decimal | None
    places: int


def explain(line: ScoredLine) -> Finding:
    """The finding of one line: the result, then formula, inputs, who entered and approved, and the review."""
    criterion = line.criterion
    data = {"code": criterion.code, "max_points": plain(criterion.max_points)}
    for name, value in (("computed", line.computed), ("final", line.final)):
        if value is not None:
            data[name] = plain(value)
    return Finding(
        rule=f"scoring.line.{criterion.kind.value}",
        holds=line.final is not None,
        because=_result(line),
        reference=criterion.clause,
        parts=tuple(_parts(line)),
        data=data,
    )


def _result(line: ScoredLine) -> Text:
    criterion, computed, final = line.criterion, line.computed, line.final
    if final is None:
        return _MISSING.filled(title=criterion.title, cause=_missing_cause(line))
    changed = computed != final
    shown: Decimal | Text = _NO_FIGURE if computed is None else computed
    if criterion.kind == CriterionKind.DEDUCTION:
        sentence = _DEDUCTED_CHANGED if changed else _DEDUCTED
        return sentence.filled(title=criterion.title, final=final, cap=criterion.max_points, computed=shown)
    sentence = _POINTS_CHANGED if changed else _POINTS
    return sentence.filled(title=criterion.title, final=final, most=criterion.max_points, computed=shown)


def _missing_cause(line: ScoredLine) -> Text:
    if line.criterion.kind == CriterionKind.JUDGED:
        return _CAUSE_JUDGED
    if line.criterion.kind == CriterionKind.DEDUCTION:
        return _CAUSE_OCCURRENCES
    labels = ", ".join(target.label for target in line.fact.targets if target.actual is None)
    return _CAUSE_TARGETS.filled(labels=labels) if labels else _CAUSE_NO_TARGET


def _parts(line: ScoredLine) -> Iterator[Finding]:
    if line.computed is not None:
        yield Finding("scoring.formula", True, _formula(line, line.computed), line.criterion.clause)
    for target in line.fact.targets:
        yield _target_finding(target)
    yield from _provenance(line.fact)
    if line.review is not None:
        yield _review_finding(line.review, line.computed)


def _formula(line: ScoredLine, result: Decimal) -> Text:
    criterion = line.criterion
    if criterion.kind == CriterionKind.JUDGED:
        return _GIVEN.filled(result=result, most=criterion.max_points)
    if criterion.kind == CriterionKind.DEDUCTION:
        return _deduction_formula(line, result)
    return _proportion_formula(line, result)


def _deduction_formula(line: ScoredLine, result: Decimal) -> Text:
    occurrences, each = line.fact.occurrences or 0, line.criterion.per_occurrence or Decimal(0)
    product, cap = occurrences * each, line.criterion.max_points
    sentence = _TAKEN_CAPPED if product > cap else _TAKEN
    return sentence.filled(occurrences=occurrences, each=each, product=product, cap=cap, result=result)


def _proportion_formula(line: ScoredLine, result: Decimal) -> Text:
    """Maximum × mean of the credited shares, as `scoring` computes it."""
    most, targets = line.criterion.max_points, line.fact.targets
    credited = [capped(exact_share(target) or Fraction(0)) for target in targets]
    exact = fraction(most) * sum(credited, Fraction(0)) / len(credited)
    terms = [_term(target, share) for target, share in zip(targets, credited, strict=True)]
    mean = terms[0] if len(terms) == 1 else _mean(terms)
    sentence = _PROPORTION if exact == fraction(result) else _PROPORTION_ROUNDED
    return sentence.filled(most=most, mean=mean, result=result, places=line.places)


def _mean(terms: list[Text]) -> Text:
    vietnamese, english = " + ".join(term.vi for term in terms), " + ".join(term.en for term in terms)
    return Text(f"({vietnamese}) ÷ {len(terms)}", f"({english}) ÷ {len(terms)}")


def _term(target: TargetFact, credited: Fraction) -> Text:
    """The credited share as the figures it came from: "36.500/40.000", or "1" once the target is reached."""
    if credited.denominator == 1 or target.actual is None:
        return Text(str(credited), str(credited))
    above, below = target.actual, target.planned
    if target.direction == Direction.LESS:
        above, below = below, above
    return _QUOTIENT.filled(above=above, below=below)


def _target_finding(target: TargetFact) -> Finding:
    reached = achievement(target)
    planned = _measured(target.planned, target.unit_of_measure)
    data = {"key": target.key, "planned": plain(target.planned)}
    if target.actual is None or reached.reached_percent is None or reached.over_percent is None:
        because = _TARGET_MISSING.filled(label=target.label, planned=planned, outcome=reached.because)
        return Finding("scoring.target.missing", False, because, parts=tuple(_provenance(target)), data=data)
    data["actual"] = plain(target.actual)
    data["reached_percent"] = plain(reached.reached_percent)
    data["over_percent"] = plain(reached.over_percent)
    # For ceilings and marks the outcome already names both figures.
    sentence = _TARGET if target.direction == Direction.MORE else _TARGET_IN_WORDS
    actual = _measured(target.actual, target.unit_of_measure)
    because = sentence.filled(label=target.label, planned=planned, actual=actual, outcome=reached.because)
    return Finding("scoring.target", bool(reached.met), because, parts=tuple(_provenance(target)), data=data)


def _measured(value: Decimal, unit_of_measure: str) -> Text:
    sentence = _MEASURED if unit_of_measure else _UNMEASURED
    return sentence.filled(value=value, unit=unit_of_measure)


def _provenance(source: LineFact | TargetFact) -> Iterator[Finding]:
    entered_by, approved_by = source.entered_by, source.approved_by
    if entered_by and approved_by:
        sentence = _ENTERED_AND_APPROVED
    elif entered_by:
        sentence = _ENTERED
    elif approved_by:
        sentence = _APPROVED
    else:
        return
    yield Finding("scoring.provenance", True, sentence.filled(entered_by=entered_by, approved_by=approved_by))


def _review_finding(review: Review, computed: Decimal | None) -> Finding:
    if review.points == computed:
        because = _CONFIRMED.filled(points=review.points, reviewed_by=review.reviewed_by)
        return Finding("scoring.review.confirmed", True, because)
    shown: Decimal | Text = _NO_FIGURE if computed is None else computed
    because = _CHANGED.filled(
        points=review.points, computed=shown, reason=review.reason, reviewed_by=review.reviewed_by
    )
    return Finding("scoring.review.changed", True, because)
