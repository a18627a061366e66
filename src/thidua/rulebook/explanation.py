"""Explanation: the sentences behind the points of one line, with the numbers put in.

Kept apart from `scoring` so that the arithmetic can be read without the words. The formula comes from the rule
itself; here stand the result, the inputs with who entered and approved them, the rounding, and the bloc's review.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.achievement import achievement
from thidua.rulebook.facts import LineFact, Review
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import Rounding, plain
from thidua.rulebook.rules.base import shown
from thidua.rulebook.rules.given import Given
from thidua.rulebook.sheet import Criterion, Sheet
from thidua.rulebook.targets import Direction, TargetFact

_POINTS = Text("{title}: {final}/{most} điểm", "{title}: {final} of {most} points")
_POINTS_CHANGED = Text(
    "{title}: {final}/{most} điểm (đơn vị tính {computed}, {by} {final})",
    "{title}: {final} of {most} points (the unit's figure {computed}, {by} {final})",
)
_DEDUCTED = Text("{title}: {final} điểm", "{title}: {final} points")
_DEDUCTED_CHANGED = Text(
    "{title}: {final} điểm (đơn vị tính {computed}, {by} {final})",
    "{title}: {final} points (the unit's figure {computed}, {by} {final})",
)
_MISSING = Text("{title}: chưa tính điểm, {cause}", "{title}: not scored yet, {cause}")
_HELD_MOST = Text("dòng này tối đa {bound} điểm", "the line gives at most {bound} points")
_HELD_LEAST = Text("dòng này không dưới {bound} điểm", "the line gives no less than {bound} points")
_ROUNDINGS = {
    Rounding.HALF_UP: Text(
        "làm tròn {worth} đến {places} chữ số thập phân (nửa thì tăng): {points}",
        "{worth} rounded to {places} decimals (half up): {points}",
    ),
    Rounding.HALF_EVEN: Text(
        "làm tròn {worth} đến {places} chữ số thập phân (nửa thì về số chẵn): {points}",
        "{worth} rounded to {places} decimals (half to even): {points}",
    ),
    Rounding.DOWN: Text(
        "bỏ phần lẻ của {worth} sau {places} chữ số thập phân: {points}",
        "{worth} cut off after {places} decimals: {points}",
    ),
}
_MEASURED = Text("{value} {unit}", "{value} {unit}")
_UNMEASURED = Text("{value}", "{value}")
_TARGET = Text(
    "{label}: kế hoạch {planned}, thực hiện {actual}; {outcome}",
    "{label}: planned {planned}, actual {actual}; {outcome}",
)
_TARGET_MISSING = Text("{label}: kế hoạch {planned}; {outcome}", "{label}: planned {planned}; {outcome}")
_TARGET_IN_WORDS = Text("{label}: {outcome}", "{label}: {outcome}")
_TARGET_UNPLANNED = Text("{label}: không giao kế hoạch, thực hiện {actual}", "{label}: no plan set, actual {actual}")
_ENTERED = Text("người nhập: {entered_by}", "entered by {entered_by}")
_APPROVED = Text("người duyệt: {approved_by}", "approved by {approved_by}")
_ENTERED_AND_APPROVED = Text(
    "người nhập: {entered_by}; người duyệt: {approved_by}",
    "entered by {entered_by}; approved by {approved_by}",
)
_EVIDENCE = Text("minh chứng: {evidence}", "evidence: {evidence}")
_CONFIRMED = Text(
    "{by}, giữ nguyên {points} điểm ({reviewed_by})",
    "{by} confirms {points} points ({reviewed_by})",
)
_CHANGED = Text(
    "{by} {points} điểm, thay cho {computed}; lý do: {reason} ({reviewed_by})",
    "{by} gives {points} points instead of {computed}; reason: {reason} ({reviewed_by})",
)
_NO_FIGURE = Text("chưa có điểm", "no figure")
_NOT_REPORTED = Text("chưa có số liệu", "not reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredLine:
    """A line already scored, with everything its explanation needs: exact `worth`, and points as published."""

    criterion: Criterion
    fact: LineFact
    given: Given
    reviews: tuple[Review, ...]
    worth: Fraction | None
    computed: Decimal | None
    final: Decimal | None
    sheet: Sheet


def explain_line(line: ScoredLine) -> Finding:
    """The finding of one line: the result, then formula, bounds, rounding, inputs, who entered them, the review."""
    criterion = line.criterion
    data = {"code": criterion.code, "max_points": plain(criterion.max_points)}
    for name, value in (("computed", line.computed), ("final", line.final)):
        if value is not None:
            data[name] = plain(value)
    formula = criterion.rule.explain(line.given)
    return Finding(
        rule=f"scoring.line.{criterion.rule.kind}",
        holds=line.final is not None,
        because=_result(line, formula),
        reference=criterion.clause,
        parts=tuple(_parts(line, formula)),
        data=data,
    )


def _result(line: ScoredLine, formula: Finding) -> Text:
    criterion, computed, final = line.criterion, line.computed, line.final
    if final is None:
        return _MISSING.filled(title=criterion.title, cause=formula.because)
    changed = computed != final
    by = line.reviews[-1].round.words if line.reviews else Text("", "")
    shown_figure: Decimal | Text = _NO_FIGURE if computed is None else computed
    if criterion.only_deducts:
        sentence = _DEDUCTED_CHANGED if changed else _DEDUCTED
        return sentence.filled(title=criterion.title, final=final, computed=shown_figure, by=by)
    sentence = _POINTS_CHANGED if changed else _POINTS
    return sentence.filled(title=criterion.title, final=final, most=criterion.max_points, computed=shown_figure, by=by)


def _parts(line: ScoredLine, formula: Finding) -> Iterator[Finding]:
    if line.worth is not None and line.computed is not None:
        yield Finding("scoring.formula", True, formula.because, line.criterion.clause, parts=formula.parts)
        yield from _bounds_and_rounding(line, line.worth, line.computed)
    else:
        yield from formula.parts
    for target in line.fact.targets:
        yield _target_finding(target)
    yield from _provenance(line.fact)
    if line.fact.evidence:
        yield Finding("scoring.evidence", True, _EVIDENCE.filled(evidence=line.fact.evidence))
    before = line.computed
    for review in line.reviews:
        yield _review_finding(review, before)
        before = review.points


def _bounds_and_rounding(line: ScoredLine, worth: Fraction, computed: Decimal) -> Iterator[Finding]:
    criterion = line.criterion
    if criterion.highest is not None and worth > criterion.highest:
        yield Finding("scoring.held", True, _HELD_MOST.filled(bound=criterion.highest), criterion.clause)
    elif criterion.least is not None and worth < criterion.least:
        yield Finding("scoring.held", True, _HELD_LEAST.filled(bound=criterion.least), criterion.clause)
    elif worth != computed:
        sheet = line.sheet
        because = _ROUNDINGS[sheet.rounding].filled(worth=shown(worth), places=sheet.places, points=computed)
        yield Finding("scoring.rounding", True, because)


def _target_finding(target: TargetFact) -> Finding:
    reached = achievement(target)
    data = {"key": target.key}
    if target.planned is not None:
        data["planned"] = plain(target.planned)
    if target.actual is not None:
        data["actual"] = plain(target.actual)
    if target.planned is None:
        actual = _NOT_REPORTED if target.actual is None else _measured(target.actual, target.unit_of_measure)
        because = _TARGET_UNPLANNED.filled(label=target.label, actual=actual)
        return Finding(
            "scoring.target", target.actual is not None, because, parts=tuple(_provenance(target)), data=data
        )
    planned = _measured(target.planned, target.unit_of_measure)
    if target.actual is None or reached.reached_percent is None or reached.over_percent is None:
        because = _TARGET_MISSING.filled(label=target.label, planned=planned, outcome=reached.because)
        return Finding("scoring.target.missing", False, because, parts=tuple(_provenance(target)), data=data)
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


def _review_finding(review: Review, before: Decimal | None) -> Finding:
    """What one round said, held against the points that stood before it."""
    by, data = review.round.words, {"round": review.round.value, "points": plain(review.points)}
    if review.points == before:
        because = _CONFIRMED.filled(by=by, points=review.points, reviewed_by=review.reviewed_by)
        return Finding("scoring.review.confirmed", True, because, data=data)
    figure: Decimal | Text = _NO_FIGURE if before is None else before
    because = _CHANGED.filled(
        by=by, points=review.points, computed=figure, reason=review.reason or "–", reviewed_by=review.reviewed_by
    )
    return Finding("scoring.review.changed", True, because, data=data)
