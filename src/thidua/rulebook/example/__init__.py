"""Live example: a criterion worked through with invented figures, so that its writers see what it does.

"Ví dụ: kế hoạch 20, kết quả 26 → 50 điểm, vì …". The figures are chosen where the points of the rule change; a rule
that compares units is shown on a bloc of three.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from thidua.rulebook.example.cases import cases
from thidua.rulebook.facts import LineFact
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import plain, read_plain
from thidua.rulebook.refusals import InvalidFacts
from thidua.rulebook.rules.given import Given, Peers
from thidua.rulebook.rules.inputs import Input, InputKind, Raw
from thidua.rulebook.scoring import given_for, published
from thidua.rulebook.sheet import Criterion, Sheet
from thidua.rulebook.targets import TargetFact
from thidua.rulebook.wording.figures import edge
from thidua.rulebook.wording.phrases import amount, inside, joined, sentence

__all__ = ["cases", "of"]

_MOST_INPUTS = 4
_SINGLE = ("judged", "choice", "proportion", "per_unit", "bands")
_NONE = Text("Chưa lập được ví dụ cho tiêu chí này.", "No example can be made for this criterion.")
_ALWAYS = Text("Ví dụ: mọi đơn vị đều được {points}", "Example: every unit has {points}")
_CASE = Text("Ví dụ: {given} → {points}, vì {why}", "Example: {given} → {points}, because {why}")
_SELF_SPEAKING = Text("Ví dụ: {why} → {points}", "Example: {why} → {points}")
_HELD = Text("{why}; dòng giới hạn ở {points}", "{why}; the line is held to {points}")
_BLOC = Text("{given} (trong một khối 3 đơn vị)", "{given} (in a bloc of 3 units)")
_BLOC_RESULTS = Text(
    "{given} (trong khối 3 đơn vị có kết quả {results})", "{given} (in a bloc of 3 units with the results {results})"
)


def of(criterion: Criterion, sheet: Sheet) -> Finding:
    """One to three worked examples as parts; the first is the sentence of the finding itself.

    `holds` is false when the rule gives no points for any figure, which its linter findings explain.
    """
    facts = cases(criterion, places=sheet.places)
    try:
        given = _given(criterion, facts, sheet.places)
    except InvalidFacts:
        return Finding("example", False, _NONE)
    parts: dict[str, Finding] = {}
    for fact, what in zip(facts, given, strict=True):
        part = _case(criterion, fact, what, facts, sheet)
        if part is not None:
            parts.setdefault(part.data["points"], part)
    if not parts:
        return Finding("example", False, _NONE)
    found = tuple(parts.values())
    return Finding("example", True, found[0].because, criterion.clause, parts=found)


def _given(criterion: Criterion, facts: tuple[LineFact, ...], places: int) -> tuple[Given, ...]:
    """What the rule may look at in each case, the three being the bloc."""
    alone = [given_for(criterion, fact, {}, places=places) for fact in facts]
    found: dict[object, list[Fraction]] = defaultdict(list)
    for given in alone:
        for measure, period in criterion.compared:
            value = measure.value(given if period is None else given.in_period(period))
            if value is not None:
                found[measure, period].append(value)
    peers: Peers = {key: tuple(sorted(values)) for key, values in found.items()}
    return tuple(given_for(criterion, fact, peers, places=places) for fact in facts)


def _case(
    criterion: Criterion, fact: LineFact, given: Given, facts: tuple[LineFact, ...], sheet: Sheet
) -> Finding | None:
    worth = criterion.rule.worth(given)
    if worth is None:
        return None
    final = published(criterion, worth, sheet)
    formula = criterion.rule.explain(given)
    why = Text(inside(formula.because.vi), formula.because.en)
    highest, least = criterion.highest, criterion.least
    if (highest is not None and worth > highest) or (least is not None and worth < least):
        why = _HELD.filled(why=why, points=final)
    if not fact.inputs and not fact.targets:
        because = _ALWAYS.filled(points=amount(final))
    elif len(fact.inputs) <= 1 and not fact.targets and criterion.rule.kind in _SINGLE and not criterion.compared:
        because = _SELF_SPEAKING.filled(why=why, points=amount(final))
    else:
        words = _in_bloc(_words(criterion, fact), criterion, facts)
        because = _CASE.filled(given=words, points=amount(final), why=why)
    return Finding("example.case", True, sentence(because), parts=formula.parts, data={"points": plain(final)})


def _in_bloc(words: Text, criterion: Criterion, facts: tuple[LineFact, ...]) -> Text:
    if not criterion.compared:
        return words
    actuals = [target.actual for fact in facts for target in fact.targets if target.actual is not None]
    if not actuals:
        return _BLOC.filled(given=words)
    results = joined([Text("{n}", "{n}").filled(n=one) for one in actuals], "; ")
    return _BLOC_RESULTS.filled(given=words, results=results)


def _words(criterion: Criterion, fact: LineFact) -> Text:
    """What was planned, done and given: "kế hoạch 20, kết quả 26"."""
    pieces = [_target(target) for target in fact.targets]
    asked = criterion.inputs[:_MOST_INPUTS]
    pieces += [_input(one, fact.inputs[one.key]) for one in asked]
    if len(criterion.inputs) > len(asked):
        pieces.append(Text("…", "…"))
    return joined(pieces, "; ")


def _target(target: TargetFact) -> Text:
    if target.planned is None:
        return Text("kết quả {actual}", "result {actual}").filled(actual=target.actual or 0)
    words = _PLANNED if target.previous is None else _PLANNED_AND_PREVIOUS
    return words.filled(planned=target.planned, actual=target.actual or 0, previous=target.previous or 0)


_PLANNED = Text("kế hoạch {planned}, kết quả {actual}", "planned {planned}, result {actual}")
_PLANNED_AND_PREVIOUS = Text(
    "kế hoạch {planned}, kết quả {actual}, năm trước {previous}",
    "planned {planned}, result {actual}, last year {previous}",
)
_INPUT = Text("{label}: {value}", "{label}: {value}")


def _input(asked: Input, raw: Raw) -> Text:
    label = Text(inside(asked.label), asked.label)
    if asked.kind == InputKind.LEVEL:
        return _INPUT.filled(label=label, value=dict(asked.levels)[str(raw)])
    given = raw if isinstance(raw, tuple) else (raw,)
    unit = "" if asked.kind == InputKind.JUDGED else asked.unit
    return _INPUT.filled(label=label, value=joined([edge(read_plain(one), unit) for one in given], "; "))
