"""What is still missing: the cheapest changes that lift a unit, and how safe its rank is."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from thidua.rulebook.advice import MOST_RESCORINGS, By, Change, improvements
from thidua.rulebook.facts import LineFact, Review, UnitFacts
from thidua.rulebook.guards import Guard, Then, When
from thidua.rulebook.rules import (
    Band,
    Bands,
    Choice,
    Fixed,
    Judged,
    Judges,
    Level,
    PeriodMean,
    PerUnit,
    Proportion,
    Relative,
    Rule,
    Sum,
    Yardstick,
)
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import Against, Compared, OfInput, OfRatio, OfTargets, Take, Term
from thidua.rulebook.scoring import score_bloc
from thidua.rulebook.sheet import Criterion, NotApplicable, Sheet
from thidua.rulebook.targets import Direction, TargetFact

COUNT = OfInput(asked=Input(key="many", kind=InputKind.COUNT, label="Mô hình mới", unit="mô hình"))


def line(rule: Rule, code: str = "A", max_points: int = 10) -> Criterion:
    return Criterion(
        code=code, title=f"Dòng {code}", rule=rule, max_points=Decimal(max_points), clause="1", over=None, least=None
    )


def sheet_of(*criteria: Criterion, **more: object) -> Sheet:
    return Sheet(title="Bảng", entries=criteria, **more)  # type: ignore[arg-type]


def reached(actual: int | None, planned: int = 10, code: str = "A", direction: Direction = Direction.MORE) -> LineFact:
    target = TargetFact(
        key="t", label="Quà tặng", direction=direction, planned=Decimal(planned),
        actual=None if actual is None else Decimal(actual), previous=Decimal(10), unit_of_measure="suất",
    )  # fmt: skip
    return LineFact(code=code, targets=(target,))


def given(code: str = "A", **inputs: str | tuple[str, ...]) -> LineFact:
    return LineFact(code=code, inputs=inputs)


def unit(name: str, *lines: LineFact, reviews: tuple[Review, ...] = ()) -> UnitFacts:
    return UnitFacts(unit=name, lines=lines, reviews=reviews)


def brought(changes: tuple[Change, ...]) -> list[tuple[str, object, object, str]]:
    return [(one.code, one.before, one.after, str(one.gain)) for one in changes]


def test_improvements_name_the_smallest_rise_that_lifts_a_unit_one_rank() -> None:
    units = [unit("a", reached(9)), unit("b", reached(40, planned=100))]
    advice = improvements("b", units, sheet_of(line(Proportion(points=Decimal(10)))))
    assert (advice.rank, advice.points, advice.above, advice.to_above) == (2, Decimal("4.00"), "a", Decimal("5.00"))
    assert [brought(way.changes) for way in advice.ways] == [[("A", "40", "90", "5.00")]]
    assert (advice.ways[0].rank, advice.ways[0].effort) == (1, Fraction(1, 2))
    assert advice.ways[0].sentence.vi == (
        "Lên thứ 1, tổng điểm tăng 5: Dòng A: “Quà tặng” thêm 50 suất nữa, từ 40 lên 90, thì tổng điểm tăng 5."
    )
    assert [one.en for one in advice.sentences] == ["The unit is ranked 2 with 4 points.", "It is 5 points behind a."]


def test_improvements_say_how_many_more_reach_the_next_band() -> None:
    bands = Bands(
        of=OfTargets(),
        bands=(
            Band(start=None, end=Decimal(80), with_start=False, with_end=True, rule=Fixed(points=Decimal(3))),
            Band(start=Decimal(80), end=None, with_start=False, with_end=False, rule=Fixed(points=Decimal(7))),
        ),
    )
    advice = improvements("b", [unit("a", reached(9)), unit("b", reached(5))], sheet_of(line(bands)))
    assert brought(advice.changes) == [("A", "5", "9", "4.00")]


def test_improvements_never_take_back_what_was_deducted() -> None:
    late = PerUnit(of=COUNT, points=Decimal(-1))
    rule = Sum(of=(Fixed(points=Decimal(10)), late), floor=Decimal(0))
    units = [unit("a", given(many="0")), unit("b", given(many="3"))]
    advice = improvements("b", units, sheet_of(line(rule)))
    assert (advice.to_above, advice.changes, advice.ways) == (Decimal("3.00"), (), ())


@pytest.mark.parametrize(
    "fact",
    [
        reached(5, direction=Direction.LESS, planned=2),
        LineFact(code="A", not_applicable=True),
        reached(10),
        LineFact(code="A"),
    ],
)
def test_improvements_leave_a_line_without_a_lever(fact: LineFact) -> None:
    sheet = sheet_of(line(Proportion(points=Decimal(10))), not_applicable=NotApplicable.SPREAD)
    assert improvements("b", [unit("a", reached(9)), unit("b", fact)], sheet).changes == ()


def test_improvements_leave_a_reviewed_line_as_the_bloc_left_it() -> None:
    confirmed = Review(code="A", points=Decimal(4), reason="", reviewed_by="Khối trưởng")
    units = [unit("a", reached(9)), unit("b", reached(4), reviews=(confirmed,))]
    assert improvements("b", units, sheet_of(line(Proportion(points=Decimal(10))))).changes == ()


def test_improvements_mark_what_depends_on_the_judges_and_put_it_last() -> None:
    sheet = sheet_of(
        line(Judged(points=Decimal(10), step=Decimal("0.25"))), line(Proportion(points=Decimal(10)), code="B")
    )
    units = [
        unit("a", given(judged="9"), reached(9, code="B")),
        unit("b", given(judged="8.5"), reached(9, code="B")),
    ]
    ways = improvements("b", units, sheet).ways
    assert [(brought(way.changes), way.depends_on_judges) for way in ways] == [
        ([("B", "9", "10", "1.00")], False),
        ([("A", "8.5", "9", "0.50")], True),
    ]
    assert ways[1].changes[0].sentence.en == (
        "Dòng A: 9 points instead of 8.5 for “Điểm chấm” bring the total up by 0.5; this depends on the judges."
    )


def test_improvements_ask_every_judge_of_several() -> None:
    rule = Judged(points=Decimal(10), step=Decimal(1), judges=Judges.MEAN)
    units = [unit("a", given(judged="10")), unit("b", given(judged=("8", "9")))]
    change = improvements("b", units, sheet_of(line(rule))).changes[0]
    assert (change.before, change.after, change.gain) == (("8.5", "8.5"), ("10", "10"), Decimal("1.50"))


def test_improvements_climb_the_levels_but_not_out_of_a_penalty() -> None:
    def level(code: str, points: int) -> Level:
        return Level(code=code, label=code.upper(), rule=Fixed(points=Decimal(points)))

    rule = Choice(key="level", label="Mức", levels=(level("best", 8), level("some", 5), level("bad", -2)))
    sheet = sheet_of(line(rule))
    units = [unit("a", given(level="best")), unit("b", given(level="some")), unit("c", given(level="bad"))]
    assert brought(improvements("b", units, sheet).changes) == [("A", "some", "best", "3.00")]
    assert improvements("c", units, sheet).changes == ()
    assert brought(improvements("d", [*units, unit("d")], sheet).changes) == [("A", None, "best", "8.00")]


def test_improvements_offer_what_was_not_reported_without_reading_it_as_zero() -> None:
    units = [unit("a", reached(9)), unit("b", reached(None))]
    advice = improvements("b", units, sheet_of(line(Proportion(points=Decimal(10)))))
    assert (advice.missing, brought(advice.changes)) == (("A",), [("A", None, "10", "10.00")])
    assert advice.changes[0].sentence.en == (
        "Dòng A: “Quà tặng” is not reported yet; reporting 10 suất brings the total up by 10."
    )
    assert advice.sentences[-1].en == "Lines without points yet: 1 (A); the rank may change."


def test_improvements_count_on_to_the_next_step_and_to_the_cap() -> None:
    rule = PerUnit(of=COUNT, points=Decimal(2), step=Decimal(3), cap=Decimal(6))
    units = [unit("a", given(many="9")), unit("b", given(many="4"))]
    assert brought(improvements("b", units, sheet_of(line(rule))).changes) == [
        ("A", "4", "6", "2.00"),
        ("A", "4", "9", "4.00"),
    ]


def test_improvements_raise_what_stands_above_a_ratio() -> None:
    below = Input(key="due", kind=InputKind.COUNT, label="Được giao")
    ratio = OfRatio(above=(Term(asked=COUNT.asked),), below=(Term(asked=below),))
    units = [unit("a", given(many="8", due="8")), unit("b", given(many="3", due="4"))]
    changes = improvements("b", units, sheet_of(line(Proportion(points=Decimal(10), of=ratio)))).changes
    assert brought(changes) == [("A", "3", "4", "2.50")]


def test_improvements_look_at_every_period_by_itself() -> None:
    rule = PeriodMean(periods=("Quý I", "Quý II"), rule=PerUnit(of=COUNT, points=Decimal(1), cap=Decimal(2)))
    units = [unit("a", given(many_p1="2", many_p2="2")), unit("b", given(many_p1="2", many_p2="0"))]
    changes = improvements("b", units, sheet_of(line(rule))).changes
    assert {one.key: (one.after, str(one.gain)) for one in changes} == {"many_p2": ("2", "1.00")}


def test_improvements_combine_changes_that_do_not_suffice_alone() -> None:
    sheet = sheet_of(line(Proportion(points=Decimal(5))), line(Proportion(points=Decimal(5)), code="B"))
    units = [unit("a", reached(9), reached(9, code="B")), unit("b", reached(6), reached(6, code="B"))]
    ways = improvements("b", units, sheet).ways
    assert [brought(way.changes) for way in ways] == [[("A", "6", "8", "1.00"), ("B", "6", "10", "2.00")]]
    assert ways[0].gain == Decimal("3.00")


def test_improvements_score_the_whole_bloc_again_where_units_are_compared() -> None:
    sheet = sheet_of(line(Relative(points=Decimal(10))))
    units = [unit("a", reached(14)), unit("b", reached(12))]
    way = improvements("b", units, sheet).ways[0]
    assert (brought(way.changes), way.rank) == ([("A", "12", "14", "2.50")], 1)


def test_improvements_aim_at_the_next_unit_where_the_place_counts() -> None:
    place = Compared(figure=COUNT, against=Against.RANK)
    rule = Bands(
        of=place,
        bands=(
            Band(start=None, end=Decimal(1), with_start=False, with_end=True, rule=Fixed(points=Decimal(9))),
            Band(start=Decimal(1), end=None, with_start=False, with_end=False, rule=Fixed(points=Decimal(4))),
        ),
    )
    units = [unit("a", given(many="7")), unit("b", given(many="5"))]
    assert brought(improvements("b", units, sheet_of(line(rule))).changes) == [("A", "5", "7", "5.00")]


def test_improvements_aim_at_the_share_of_the_best_that_counts() -> None:
    share = Compared(figure=COUNT, against=Against.BEST)
    rule = Proportion(points=Decimal(10), of=share, cap=Decimal(80))
    units = [unit("a", given(many="10")), unit("b", given(many="5"))]
    assert brought(improvements("b", units, sheet_of(line(rule))).changes) == [("A", "5", "8", "3.00")]


def test_improvements_have_nothing_to_ask_of_a_judge_who_gave_the_most() -> None:
    assert improvements("b", [unit("b", given(judged="10"))], sheet_of(line(Judged(points=Decimal(10))))).changes == ()


@pytest.mark.parametrize(
    ("take", "beyond", "after"),
    [
        (Take.OVER, 0, "11"),
        (Take.BEYOND, 1, "12"),
        (Take.ACTUAL, 20, "21"),
        (Take.GROWTH, 110, "12"),
    ],
)
def test_improvements_turn_every_figure_of_a_target_back_into_a_result(take: Take, beyond: int, after: str) -> None:
    step = Decimal(10) if take in (Take.OVER, Take.GROWTH) else Decimal(1)
    rule = PerUnit(of=OfTargets(take=take), points=Decimal(1), beyond=Decimal(beyond), step=step)
    advice = improvements("b", [unit("a", reached(30)), unit("b", reached(8))], sheet_of(line(rule)))
    assert advice.changes[0].after == after


def test_improvements_lessen_a_deduction_for_every_percent_short() -> None:
    short = PerUnit(of=OfTargets(take=Take.SHORT), points=Decimal("-0.5"), step=Decimal(10))
    rule = Sum(of=(Fixed(points=Decimal(10)), short))
    changes = improvements("b", [unit("a", reached(10)), unit("b", reached(8))], sheet_of(line(rule))).changes
    assert brought(changes)[:1] == [("A", "8", "9", "0.50")]


@pytest.mark.parametrize(
    ("rule", "fact", "expected"),
    [
        (Judged(points=Decimal(10)), given(), [("A", None, "10", "10.00")]),
        (Proportion(points=Decimal(10), of=OfRatio(above=(Term(asked=COUNT.asked),), base=Decimal(4))), given(), []),
        (
            Proportion(points=Decimal(10), of=OfTargets(take=Take.GROWTH)),
            LineFact(code="A", targets=(replace(reached(5).targets[0], previous=None),)),
            [],
        ),
        (Proportion(points=Decimal(10), of=Compared(figure=COUNT, against=Against.BEST)), given(), []),
        (Relative(points=Decimal(10), against=Yardstick.LAST_YEAR), reached(12), []),
    ],
)
def test_improvements_of_a_line_that_lacks_figures(rule: Rule, fact: LineFact, expected: list[object]) -> None:
    assert brought(improvements("b", [unit("b", fact)], sheet_of(line(rule))).changes) == expected


def test_improvements_judged_for_the_first_time_depend_on_the_judges() -> None:
    change = improvements("b", [unit("b")], sheet_of(line(Judged(points=Decimal(10))))).changes[0]
    assert change.depends_on_judges
    assert change.sentence.en == (
        "Dòng A: “Điểm chấm” is not judged yet; 10 points bring the total up by 10; this depends on the judges."
    )


def test_improvements_raise_no_count_that_weighs_against_the_unit() -> None:
    other = Input(key="other", kind=InputKind.COUNT, label="Khác")
    above = (Term(asked=COUNT.asked), Term(asked=other, weight=Decimal(-1)))
    rule = Proportion(points=Decimal(10), of=OfRatio(above=above, base=Decimal(10)))
    changes = improvements("b", [unit("b", given(many="6", other="1"))], sheet_of(line(rule))).changes
    assert brought(changes) == [("A", "6", "11", "5.00")]


def test_improvements_look_at_a_figure_for_every_rule_that_uses_it() -> None:
    bonus = PerUnit(of=OfTargets(take=Take.BEYOND), points=Decimal(1), cap=Decimal(2))
    rule = Sum(of=(Proportion(points=Decimal(8)), bonus))
    changes = improvements("b", [unit("b", reached(5))], sheet_of(line(rule))).changes
    assert brought(changes) == [("A", "5", "10", "4.00"), ("A", "5", "11", "5.00"), ("A", "5", "12", "6.00")]


def test_improvements_leave_out_what_would_take_the_unit_out_of_the_ranking() -> None:
    gate = Guard(
        title="Dưới nửa", clause="2", when=When.BELOW, then=Then.NOT_RANKED, code="A", share=Decimal(50)
    )  # fmt: skip
    rule = PerUnit(of=COUNT, points=Decimal(1), cap=Decimal(10))
    sheet = sheet_of(line(rule), line(Fixed(points=Decimal(1)), code="B"), guards=(gate,))
    advice = improvements("b", [unit("a", given(many="6")), unit("b")], sheet)
    assert [brought(way.changes) for way in advice.ways] == [[("A", None, "10", "10.00")]]


def test_improvements_stop_halving_a_very_long_way() -> None:
    units = [unit("a", reached(9)), unit("b", reached(400_000, planned=1_000_000))]
    (way,) = improvements("b", units, sheet_of(line(Proportion(points=Decimal(10))))).ways
    assert 0 <= int(str(way.changes[0].after)) - 899_500 <= 100


def test_improvements_add_nothing_to_a_combination_that_suffices() -> None:
    codes = ("A", "B", "C")
    sheet = sheet_of(*(line(Proportion(points=Decimal(5)), code=code) for code in codes))
    units = [
        unit("a", *(reached(9, code=code) for code in codes)),
        unit("b", *(reached(actual, code=code) for actual, code in zip((7, 7, 9), codes, strict=True))),
    ]
    ways = improvements("b", units, sheet).ways
    assert [[change.code for change in way.changes] for way in ways] == [["A", "C"], ["B", "C"], ["A", "B"]]


def test_improvements_say_how_safe_the_rank_is() -> None:
    sheet = sheet_of(line(Proportion(points=Decimal(10))))
    threat = improvements("a", [unit("a", reached(9)), unit("b", reached(40, planned=100))], sheet).threat
    assert threat is not None
    assert threat.change is not None
    assert (threat.unit, threat.margin, threat.change.after) == ("b", Decimal("5.00"), "91")
    assert threat.sentence.en == (
        "b is 5 points behind and would overtake by this: "
        "Dòng A: 51 suất more of “Quà tặng”, from 40 to 91, brings the total up by 5.1."
    )


def test_improvements_say_when_no_single_change_would_overtake() -> None:
    sheet = sheet_of(line(Proportion(points=Decimal(10))))
    advice = improvements("a", [unit("a", reached(10)), unit("b", reached(4))], sheet)
    assert advice.threat is not None
    assert (advice.threat.change, advice.over_below, advice.ways) == (None, Decimal("6.00"), ())


def test_improvements_of_a_shared_first_place_part_it() -> None:
    sheet = sheet_of(line(Proportion(points=Decimal(10))))
    advice = improvements("a", [unit("a", reached(9)), unit("b", reached(9))], sheet)
    assert (advice.tied, advice.above, advice.below, advice.over_below) == (True, None, "b", Decimal("0.00"))
    assert [brought(way.changes) for way in advice.ways] == [[("A", "9", "10", "1.00")]]


def test_improvements_of_a_unit_out_of_the_ranking_say_so() -> None:
    gate = Guard(title="Không tự chấm", clause="2", when=When.NO_SELF_SCORE, then=Then.NOT_RANKED)
    sheet = sheet_of(line(Proportion(points=Decimal(10))), guards=(gate,))
    units = [unit("a", reached(9)), replace(unit("b", reached(8)), self_scored=False)]
    advice = improvements("b", units, sheet)
    assert (advice.rank, advice.above, advice.below, advice.ways, advice.threat) == (None, None, None, (), None)
    assert advice.sentences[0].en == "The unit is not ranked at present; its total is 8."


def test_improvements_of_an_unknown_unit_are_refused() -> None:
    with pytest.raises(KeyError):
        improvements("z", [unit("a", reached(9))], sheet_of(line(Proportion(points=Decimal(10)))))


def _wide() -> tuple[Sheet, list[UnitFacts]]:
    rules: list[Rule] = [Proportion(points=Decimal(10)), Relative(points=Decimal(10)), Judged(points=Decimal(10))]
    sheet = sheet_of(*(line(rules[number % 3], code=f"{number:02}") for number in range(40)))
    units = []
    for place in range(11):
        lines = [
            given(code=one.code, judged=str((place + number) % 10))
            if number % 3 == 2
            else reached(5 + (place * 3 + number) % 9, code=one.code)
            for number, one in enumerate(sheet.criteria)
        ]
        units.append(unit(f"u{place:02}", *lines))
    return sheet, units


def test_improvements_gain_what_scoring_the_changed_facts_gives() -> None:
    sheet, units = _wide()
    advice = improvements("u03", units, sheet)
    before = {one.unit: one.total for one in score_bloc(units=units, sheet=sheet)}["u03"]
    gains = []
    for change in advice.changes:
        changed = [_with(one, change) if one.unit == "u03" else one for one in units]
        gains.append({one.unit: one.total for one in score_bloc(units=changed, sheet=sheet)}["u03"] - before)
    assert gains == [change.gain for change in advice.changes]


def _with(facts: UnitFacts, change: Change) -> UnitFacts:
    lines = []
    for one in facts.lines:
        if one.code == change.code and change.by == By.TARGET:
            one = replace(one, targets=(replace(one.targets[0], actual=Decimal(str(change.after))),))
        elif one.code == change.code:
            one = replace(one, inputs={change.key: change.after})
        lines.append(one)
    return replace(facts, lines=tuple(lines))


def test_improvements_bound_the_work_and_order_the_ways() -> None:
    sheet, units = _wide()
    given_advice = [improvements(one.unit, units, sheet) for one in units]
    assert [advice.rescorings for advice in given_advice if advice.rescorings > MOST_RESCORINGS] == []
    for advice in given_advice:
        weighed = [(way.depends_on_judges, way.effort, len(way.changes)) for way in advice.ways]
        assert weighed == sorted(weighed)
