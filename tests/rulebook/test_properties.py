"""What holds for every sheet and all facts, whatever their shape."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook import examples
from tests.rulebook.strategies import (
    amounts,
    patient,
    plans,
    rules,
    sheets,
    sheets_with_blocs,
    sheets_with_facts,
    unit_facts,
)
from thidua.rulebook.facts import Direction, UnitFacts
from thidua.rulebook.findings import Finding
from thidua.rulebook.measures import points
from thidua.rulebook.refusals import RulebookError
from thidua.rulebook.rules import Proportion, Relative, Rule, Yardstick, read_rule
from thidua.rulebook.rules.measure import Against, Compared, OfTargets, Take
from thidua.rulebook.scoring import Score, bloc_figures, given_for, rank_bloc, score, score_bloc
from thidua.rulebook.sheet import Criterion, Entry, Section, Sheet

Drawn = tuple[Sheet, UnitFacts]
Bloc = tuple[Sheet, tuple[UnitFacts, ...]]

# JSON ----------------------------------------------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["1", "12.5"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


@patient
@given(sheets())
def test_sheet_from_its_own_json_is_the_same(drawn: Sheet) -> None:
    read = Sheet.from_json(json.loads(json.dumps(drawn.to_json())))
    assert read == drawn
    assert read.to_json() == drawn.to_json()
    assert read.digest() == drawn.digest()


@patient
@given(sheets_with_facts())
def test_facts_from_their_own_json_are_the_same(drawn: Drawn) -> None:
    facts = drawn[1]
    read = UnitFacts.from_json(json.loads(json.dumps(facts.to_json())))
    assert read == facts
    assert read.to_json() == facts.to_json()


@given(anything)
def test_sheet_from_any_json_is_read_or_refused(data: object) -> None:
    assert _read_or_refused(Sheet.from_json, data)


@given(anything)
def test_facts_from_any_json_are_read_or_refused(data: object) -> None:
    assert _read_or_refused(UnitFacts.from_json, data)


@patient
@given(drawn=sheets(), data=st.data())
def test_sheet_with_any_one_value_replaced_is_read_or_refused(drawn: Sheet, data: st.DataObject) -> None:
    broken = drawn.to_json()
    _replace_one(broken, data)
    assert _read_or_refused(Sheet.from_json, broken)


@patient
@given(drawn=sheets_with_facts(), data=st.data())
def test_facts_with_any_one_value_replaced_are_scored_or_refused(drawn: Drawn, data: st.DataObject) -> None:
    broken = drawn[1].to_json()
    _replace_one(broken, data)
    assert _read_or_refused(lambda one: score_bloc(units=[UnitFacts.from_json(one)], sheet=drawn[0]), broken)


def _read_or_refused(read: Any, data: object) -> bool:
    """True when `read` gave something, or refused it with words that can be shown; other errors pass through."""
    try:
        return read(data) is not None
    except RulebookError as error:
        return bool(error.text.vi.encode() and error.text.en.encode())


def _replace_one(node: Any, data: st.DataObject) -> None:
    """Put anything at all in place of one value somewhere inside, or beside it."""
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            if isinstance(node, dict):
                node[data.draw(st.text(max_size=5))] = data.draw(anything)
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], dict | list) or data.draw(st.integers(0, 4)) == 0:
            node[key] = data.draw(anything)
            return
        node = node[key]


# Order ---------------------------------------------------------------------------------------------------------------


@patient
@given(drawn=sheets_with_blocs(), data=st.data())
def test_points_do_not_depend_on_the_order_of_units_lines_or_criteria(drawn: Bloc, data: st.DataObject) -> None:
    sheet, units = drawn
    before = {one.unit: _figures(one) for one in score_bloc(units=units, sheet=sheet)}
    shuffled = replace(sheet, entries=_shuffled(sheet.entries, data))
    others = [replace(one, lines=tuple(data.draw(st.permutations(one.lines)))) for one in units]
    after = score_bloc(units=data.draw(st.permutations(others)), sheet=shuffled)
    assert {one.unit: _figures(one) for one in after} == before


def _shuffled(entries: tuple[Entry, ...], data: st.DataObject) -> tuple[Entry, ...]:
    inside = [
        replace(entry, entries=_shuffled(entry.entries, data)) if isinstance(entry, Section) else entry
        for entry in entries
    ]
    return tuple(data.draw(st.permutations(inside)))


def _figures(one: Score) -> dict[str, object]:
    """Every figure of a score, without its words and without any order."""
    return {
        "lines": {line.code: (line.computed, line.final, line.not_applicable) for line in one.lines},
        "sections": {part.code: (part.points, part.adjustment) for part in one.sections},
        "total": (one.total, one.self_total, one.base, one.bonus, one.penalty, one.adjustment),
        "missing": set(one.missing),
        "verdict": (one.verdict.label, one.verdict.ranked, one.verdict.deferred, one.verdict.titles),
        "ties": one.ties,
    }


# Arithmetic ----------------------------------------------------------------------------------------------------------


@patient
@given(sheets_with_blocs())
def test_lines_and_adjustments_add_up_to_the_total(drawn: Bloc) -> None:
    sheet, units = drawn
    for one in score_bloc(units=units, sheet=sheet):
        lines = [Fraction(line.final) for line in one.lines if line.final is not None]
        adjustments = [Fraction(part.adjustment) for part in one.sections]
        assert sum(lines) + sum(adjustments) + Fraction(one.adjustment) == Fraction(one.total)


@patient
@given(sheets_with_blocs())
def test_base_bonus_and_penalty_add_up_to_the_total_below_the_most_of_the_sheet(drawn: Bloc) -> None:
    sheet, units = drawn
    for one in score_bloc(units=units, sheet=sheet):
        parts = one.base + one.bonus + one.penalty
        assert one.total == (parts if sheet.most is None else min(parts, sheet.most))


@patient
@given(sheets_with_blocs())
def test_lines_sections_and_totals_keep_their_bounds_and_places(drawn: Bloc) -> None:
    sheet, units = drawn
    for one in score_bloc(units=units, sheet=sheet):
        for criterion, line in zip(sheet.criteria, one.lines, strict=True):
            for value in (line.computed, line.final):
                assert value is None or _within(value, criterion.least, criterion.highest)
                assert value is None or _has_places(value, sheet.places)
        for (part, _depth), found in zip(sheet.sections(), one.sections, strict=True):
            assert _within_section(found.points, part, sheet)
            assert _has_places(found.points, sheet.places)
        assert _has_places(one.total, sheet.places)


def _within(value: Decimal, least: Decimal | None, most: Decimal | None) -> bool:
    return (least is None or value >= least) and (most is None or value <= most)


def _within_section(value: Decimal, part: Section, sheet: Sheet) -> bool:
    """Inside the bounds after the weight; the weight may round them once."""
    least, most = (
        None
        if bound is None
        else points(Fraction(bound) * Fraction(part.weight), places=sheet.places, rounding=sheet.rounding)
        for bound in (part.least, part.max_points if part.capped else None)
    )
    return _within(value, least, most)


def _has_places(value: Decimal, places: int) -> bool:
    return str(value) == str(points(value, places=places))


@patient
@given(rule=rules(), data=st.data())
def test_rule_is_worth_no_less_than_its_least_and_no_more_than_its_most(rule: Rule, data: st.DataObject) -> None:
    criterion = examples.criterion(rule, least=None, over=None)
    sheet, units = _bloc_of(criterion, data)
    for one in score_bloc(units=units, sheet=sheet):
        computed = one.lines[0].computed
        least, most = (None if bound is None else points(bound) for bound in (rule.least, rule.most))
        assert computed is None or _within(computed, least, most)


def _bloc_of(criterion: Criterion, data: st.DataObject) -> Bloc:
    sheet = examples.sheet(criterion)
    names = (f"đơn vị {position}" for position in range(data.draw(st.integers(1, 3))))
    units = tuple(replace(data.draw(unit_facts(sheet, name=name)), reviews=()) for name in names)
    return sheet, units


@patient
@given(sheets_with_blocs())
def test_points_are_the_same_with_and_without_explanation(drawn: Bloc) -> None:
    sheet, units = drawn
    explained = score_bloc(units=units, sheet=sheet, explain=True)
    quiet = score_bloc(units=units, sheet=sheet, explain=False)
    assert [_figures(one) for one in explained] == [_figures(one) for one in quiet]


@patient
@given(sheets_with_blocs())
def test_points_do_not_depend_on_the_precision_of_the_calling_thread(drawn: Bloc) -> None:
    sheet, units = drawn
    before = [_figures(one) for one in score_bloc(units=units, sheet=sheet)]
    with localcontext(getcontext()) as context:
        context.prec = 60
        assert [_figures(one) for one in score_bloc(units=units, sheet=sheet)] == before


# What is missing -----------------------------------------------------------------------------------------------------


@patient
@given(sheets())
def test_a_unit_that_gave_nothing_has_only_what_the_sheet_gives_to_all(drawn: Sheet) -> None:
    result = score(facts=UnitFacts(unit="A", lines=()), sheet=drawn)
    asking = [one.code for one in drawn.criteria if one.rule.worth(examples.NOTHING) is None]
    assert result.missing == tuple(asking)
    assert result.complete is (not asking)
    assert [line.code for line in result.lines if line.final is None] == asking
    assert not (asking and result.verdict.label)


@patient
@given(drawn=sheets_with_facts())
def test_a_line_without_points_is_named_as_missing_and_its_finding_does_not_hold(drawn: Drawn) -> None:
    result = score(facts=drawn[1], sheet=drawn[0])
    open_lines = [line for line in result.lines if line.final is None and not line.not_applicable]
    assert result.missing == tuple(line.code for line in open_lines)
    assert [line.finding.holds for line in open_lines] == [False] * len(open_lines)
    assert result.complete is not bool(open_lines)


# Words ---------------------------------------------------------------------------------------------------------------


@patient
@given(sheets_with_facts())
def test_findings_repeat_the_points_and_speak_both_languages(drawn: Drawn) -> None:
    sheet, facts = drawn
    result = score(facts=facts, sheet=sheet)
    for criterion, line in zip(sheet.criteria, result.lines, strict=True):
        assert line.finding.reference == criterion.clause
        assert all(found.because.vi.strip() and found.because.en.strip() for found in _tree(line.finding))
        if not line.not_applicable:
            said = {name: line.finding.data.get(name) for name in ("computed", "final")}
            assert {name: None if value is None else Decimal(value) for name, value in said.items()} == {
                "computed": line.computed,
                "final": line.final,
            }
    for part in result.sections:
        assert (Decimal(part.finding.data["points"]), Decimal(part.finding.data["sum"])) == (
            part.points,
            part.points - part.adjustment,
        )


@patient
@given(rule=rules(), data=st.data())
def test_rule_says_what_it_is_worth(rule: Rule, data: st.DataObject) -> None:
    criterion = examples.criterion(rule)
    sheet, units = _bloc_of(criterion, data)
    peers = bloc_figures(units=units, sheet=sheet)
    for facts in units:
        if facts.lines:
            what = given_for(criterion, facts.lines[0], peers.get(criterion.code, {}), places=sheet.places)
            worth, finding = rule.worth(what), rule.explain(what)
            assert finding.holds is (worth is not None)
            assert finding.data == ({} if worth is None else {"points": str(worth)})


def _tree(finding: Finding) -> list[Finding]:
    return [finding, *(found for part in finding.parts for found in _tree(part))]


# More is better ------------------------------------------------------------------------------------------------------

BETTER = {
    "plain": Proportion(points=Decimal(10)),
    "capped": Proportion(points=Decimal(10), cap=Decimal(120), floor=Decimal(50)),
    "growth": Proportion(points=Decimal(10), of=OfTargets(take=Take.GROWTH), cap=Decimal(300)),
    "best": Proportion(points=Decimal(10), of=Compared(figure=OfTargets(take=Take.REACHED), against=Against.BEST)),
    "mean": Proportion(points=Decimal(10), of=Compared(figure=OfTargets(take=Take.REACHED), against=Against.MEAN)),
    "median": Proportion(points=Decimal(10), of=Compared(figure=OfTargets(take=Take.REACHED), against=Against.MEDIAN)),
    "relative": Relative(points=Decimal(10)),
    "relative, capped": Relative(points=Decimal(10), cap=Decimal(50)),
    "relative, median": Relative(points=Decimal(10), against=Yardstick.MEDIAN),
    "relative, last year": Relative(points=Decimal(10), against=Yardstick.LAST_YEAR),
    "bonus": examples.per_unit(OfTargets(take=Take.OVER), "0.5", step="10", cap="3"),
    "deduction": examples.per_unit(OfTargets(take=Take.SHORT), "-0.5", step="10", floor="-3"),
    "bands": examples.bands(OfTargets(take=Take.REACHED), (None, "0"), ("80", "5"), ("100", "10")),
    "rank": examples.bands(
        Compared(figure=OfTargets(take=Take.REACHED), against=Against.RANK), (None, "10"), ("2", "8"), ("3", "5")
    ),
}
few = st.integers(0, 30).map(Decimal)
results = amounts | few


@patient
@given(
    rule=st.sampled_from(sorted(BETTER)),
    direction=st.sampled_from((Direction.MORE, Direction.LESS, Direction.REACH)),
    planned=plans | st.integers(1, 20).map(Decimal) | st.none(),
    pair=st.tuples(results, results).map(sorted),
    others=st.lists(st.tuples(few, st.integers(1, 20)), max_size=4),
)
def test_more_achieved_never_scores_lower(
    rule: str, direction: Direction, planned: Decimal | None, pair: list[Decimal], others: list[tuple[Decimal, int]]
) -> None:
    worse, better = reversed(pair) if direction == Direction.LESS else pair
    units = [
        _achieved(f"khác {position}", actual, Decimal(plan), direction)
        for position, (actual, plan) in enumerate(others)
    ]
    units.append(_achieved("không kế hoạch", Decimal(5), None, direction))
    low, high = (
        examples.bloc(*units, _achieved("ta", actual, planned, direction), of=examples.criterion(BETTER[rule]))["ta"]
        for actual in (worse, better)
    )
    assert low is None or (high is not None and Decimal(low) <= Decimal(high))


def _achieved(name: str, actual: Decimal, planned: Decimal | None, direction: Direction) -> UnitFacts:
    fact = replace(examples.target("0", "1", direction, previous="7"), actual=actual, planned=planned)
    return examples.unit(examples.line("1", fact), name=name)


# Ranking -------------------------------------------------------------------------------------------------------------


@patient
@given(drawn=sheets_with_blocs(), data=st.data())
def test_rank_depends_on_points_alone_and_not_on_names(drawn: Bloc, data: st.DataObject) -> None:
    sheet, units = drawn
    scores = score_bloc(units=units, sheet=sheet)
    labels = {one.unit: one.unit for one in units}
    renamed = dict(zip(labels, data.draw(st.permutations(list(labels))), strict=True))
    before = {place.key: (place.rank, place.tied) for place in rank_bloc(scores, labels)}
    after = {place.key: (place.rank, place.tied) for place in rank_bloc(scores, renamed)}
    assert before == after


@patient
@given(sheets_with_blocs())
def test_units_with_equal_figures_share_a_rank(drawn: Bloc) -> None:
    sheet, units = drawn
    twin = replace(units[0], unit="song sinh")
    scores = score_bloc(units=(*units, twin), sheet=sheet)
    ranks = {place.key: place for place in rank_bloc(scores, {one.unit: one.unit for one in scores})}
    assert ranks["song sinh"].rank == ranks[units[0].unit].rank
    assert ranks["song sinh"].tied is (ranks["song sinh"].rank is not None)


@patient
@given(rules())
def test_rule_from_its_own_json_is_the_same(rule: Rule) -> None:
    assert examples.read(read_rule, rule.to_json()) == rule
