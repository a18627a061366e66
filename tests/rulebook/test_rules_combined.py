"""Rules made of rules: their sum, the best of them, the mean over periods."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.rulebook.examples import (
    NOTHING,
    count,
    criterion,
    figure,
    fixed,
    given,
    line,
    number,
    per_unit,
    said,
    scored,
    taking,
)
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import Best, Judged, PeriodMean, Pick, Relative, Rule, Sum
from thidua.rulebook.rules.combined import compared_figures, inputs_of
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.inputs import Raw
from thidua.rulebook.rules.measure import Against, Compared, Take

LATE = per_unit(count(), "-0.5")
BONUS = per_unit(count("ideas", "Sáng kiến", "sáng kiến"), "2")


def added(*of: Rule, floor: str | None = None, cap: str | None = None) -> Sum:
    return Sum(of=of, floor=number(floor), cap=number(cap))


FROM_TEN = added(fixed("10"), LATE, floor="0")
BOTH = added(BONUS, fixed("1"), cap="5")


@pytest.mark.parametrize(
    ("rule", "raw", "points", "sentence"),
    [
        (FROM_TEN, {"late": "3"}, "17/2", "10 + -1,5 = 8,5"),
        (FROM_TEN, {"late": "20"}, "0", "10 + -10 = 0"),
        (FROM_TEN, {"late": "21"}, "0", "10 + -10,5 = -0,5, giới hạn ở 0"),
        (BOTH, {"ideas": "2"}, "5", "4 + 1 = 5"),
        (BOTH, {"ideas": "3"}, "5", "6 + 1 = 7, giới hạn ở 5"),
        (BOTH, {}, None, "chưa đủ số liệu của 1 trong 2 phần"),
        (added(LATE, BONUS), {"late": "1"}, None, "chưa đủ số liệu của 1 trong 2 phần"),
    ],
)
def test_sum_examples(rule: Sum, raw: dict[str, str], points: str | None, sentence: str) -> None:
    assert said(rule, given(rule, **raw)) == (points, sentence)


def test_sum_rests_on_the_findings_of_its_parts() -> None:
    parts = FROM_TEN.explain(given(FROM_TEN, late="3")).parts
    assert [part.because.vi for part in parts] == ["10 điểm", "Báo cáo chậm: 3 lần; 3 × -0,5 = -1,5"]
    assert [part.holds for part in FROM_TEN.explain(NOTHING).parts] == [True, False]


@pytest.mark.parametrize(
    ("rule", "least", "most"),
    [
        (FROM_TEN, "0", "10"),
        (BOTH, "1", "5"),
        (added(fixed("10"), LATE), None, "10"),
        (added(fixed("1"), BONUS), "1", None),
        (added(fixed("3"), fixed("4")), "7", "7"),
        (added(fixed("3"), floor="5"), "5", "5"),
        (added(fixed("3"), cap="2"), "2", "2"),
        (added(fixed("0.1"), fixed("0.25")), "0.35", "0.35"),
    ],
)
def test_sum_bounds_are_those_of_its_parts_held_to_its_own(rule: Sum, least: str | None, most: str | None) -> None:
    assert (rule.least, rule.most) == (number(least), number(most))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"of": ()}, "no_parts"),
        ({"of": (LATE,), "floor": Decimal("-1000001")}, "points_out_of_bounds"),
        ({"of": (LATE,), "cap": Decimal(1_000_001)}, "points_out_of_bounds"),
        ({"of": (LATE,), "floor": Decimal(2), "cap": Decimal(1)}, "bounds_crossed"),
    ],
)
def test_sum_that_contradicts_itself_is_refused(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        Sum(**fields)
    assert refused.value.code == code


# The best of several routes ------------------------------------------------------------------------------------------

HIGHEST = Best(of=(BONUS, fixed("3")))
LOWEST = Best(of=(BONUS, fixed("3")), pick=Pick.LOWEST)


@pytest.mark.parametrize(
    ("rule", "raw", "points", "sentence"),
    [
        (HIGHEST, {"ideas": "2"}, "4", "lấy mức cao nhất trong 4; 3: 4"),
        (HIGHEST, {"ideas": "1"}, "3", "lấy mức cao nhất trong 2; 3: 3"),
        (HIGHEST, {}, "3", "lấy mức cao nhất trong 3: 3"),
        (LOWEST, {"ideas": "2"}, "3", "lấy mức thấp nhất trong 4; 3: 3"),
        (LOWEST, {"ideas": "1"}, "2", "lấy mức thấp nhất trong 2; 3: 2"),
        (Best(of=(BONUS, LATE)), {}, None, "chưa đủ số liệu"),
    ],
)
def test_best_examples(rule: Best, raw: dict[str, str], points: str | None, sentence: str) -> None:
    assert said(rule, given(rule, **raw)) == (points, sentence)
    assert len(rule.explain(given(rule, **raw)).parts) == 2


def test_best_bounds() -> None:
    assert (HIGHEST.least, HIGHEST.most) == (0, None)
    assert (Best(of=(LATE, fixed("3"))).least, Best(of=(LATE, fixed("3"))).most) == (None, 3)
    assert (Best(of=(fixed("1"), fixed("3"))).least, Best(of=(fixed("1"), fixed("3"))).most) == (1, 3)


def test_best_of_one_route_is_refused() -> None:
    with pytest.raises(InvalidSheet) as refused:
        Best(of=(LATE,))
    assert (refused.value.code, refused.value.data) == ("one_route", {"field": "of"})


# Periods -------------------------------------------------------------------------------------------------------------

QUARTERS = PeriodMean(periods=("Quý I", "Quý II", "Quý III"), rule=Judged(points=Decimal(10)))


def quarterly(**raw: Raw) -> tuple[str | None, list[str]]:
    result = scored(criterion(QUARTERS), lines=(line("1", **raw),)).lines[0]
    formula = [part.because.vi for part in result.finding.parts]
    return (None if result.final is None else str(result.final)), formula


def test_period_mean_asks_for_each_period() -> None:
    assert [one.key for one in inputs_of(QUARTERS)] == ["judged_p1", "judged_p2", "judged_p3"]
    assert (QUARTERS.least, QUARTERS.most, QUARTERS.parts()) == (0, 10, (QUARTERS.rule,))


def test_period_mean_is_rounded_once() -> None:
    points, formula = quarterly(judged_p1="8", judged_p2="9", judged_p3="9")
    assert (points, formula) == (
        "8.67",
        ["bình quân 3 kỳ: ≈ 8,6667", "làm tròn ≈ 8,6667 đến 2 chữ số thập phân (nửa thì tăng): 8,67"],
    )


def test_period_mean_waits_for_every_period() -> None:
    points, formula = quarterly(judged_p1="8", judged_p3="9")
    assert (points, formula) == (
        None,
        [
            "Quý I: Điểm chấm: chấm 8 điểm trong khung từ 0 đến 10",
            "Quý II: Điểm chấm: chưa chấm điểm",
            "Quý III: Điểm chấm: chấm 9 điểm trong khung từ 0 đến 10",
        ],
    )


def test_period_mean_that_waits_says_for_how_many_parts() -> None:
    assert QUARTERS.explain(NOTHING).because.en == "figures are missing for 3 of 3 parts"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"periods": ("Quý I",)}, "periods"),
        ({"periods": ("Quý I", " ")}, "periods"),
        ({"periods": ("Kỳ 1", "Kỳ 2"), "rule": added(QUARTERS)}, "periods_in_periods"),
    ],
)
def test_period_mean_that_contradicts_itself_is_refused(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        PeriodMean(**{"rule": fixed("1"), **fields})
    assert refused.value.code == code


# What a tree of rules asks for ---------------------------------------------------------------------------------------


def test_inputs_of_a_tree_are_asked_once_each() -> None:
    assert [one.key for one in inputs_of(added(LATE, BONUS, LATE))] == ["late", "ideas"]


def test_inputs_with_a_key_for_two_things_are_refused() -> None:
    with pytest.raises(InvalidSheet) as refused:
        inputs_of(added(LATE, per_unit(count("late", "Vắng họp"), "-1")))
    assert (refused.value.code, refused.value.data) == ("key_means_two_things", {"key": "late"})


def test_compared_figures_of_a_tree_are_found_for_each_period() -> None:
    share = Compared(figure=figure(), against=Against.BEST)
    rank = Compared(figure=taking(Take.REACHED), against=Against.RANK)
    ranked = PeriodMean(periods=("1", "2"), rule=per_unit(share, "1"))
    tree = added(ranked, per_unit(rank, "-1"), LATE)
    assert list(compared_figures(tree)) == [(figure(), 0), (figure(), 1), (taking(Take.REACHED), None)]
    assert len(list(compared_figures(Relative(points=Decimal(1))))) == 3


def test_combined_rules_as_json() -> None:
    one = {"kind": "fixed", "points": "1"}
    assert added(fixed("1"), cap="2.50").to_json() == {"kind": "sum", "of": [one], "floor": None, "cap": "2.5"}
    assert Best(of=(fixed("1"), fixed("1")), pick=Pick.LOWEST).to_json() == {
        "kind": "best",
        "of": [one, one],
        "pick": "lowest",
    }
    assert PeriodMean(periods=("a", "b"), rule=fixed("1")).to_json() == {
        "kind": "period_mean",
        "periods": ["a", "b"],
        "rule": one,
    }


@pytest.mark.parametrize(
    ("rule", "raw", "sentence", "points"),
    [
        (FROM_TEN, {"late": "3"}, "10 + -1.5 = 8.5", "17/2"),
        (FROM_TEN, {"late": "0"}, "10 + 0 = 10", "10"),
        (BOTH, {"ideas": "3"}, "6 + 1 = 7, held to 5", "5"),
        (HIGHEST, {"ideas": "2"}, "the highest of 4; 3: 4", "4"),
        (LOWEST, {"ideas": "2"}, "the lowest of 4; 3: 3", "3"),
    ],
)
def test_combined_rules_in_english_and_as_data(rule: Rule, raw: dict[str, str], sentence: str, points: str) -> None:
    finding = rule.explain(given(rule, **raw))
    assert (finding.because.en, finding.data, finding.holds) == (sentence, {"points": points}, True)


def test_period_mean_in_english_and_as_data() -> None:
    late = PeriodMean(periods=("Quý I", "Quý II"), rule=FROM_TEN)
    values = {"late_p1": Fraction(2), "late_p2": Fraction(0)}
    finding = late.explain(Given(values=values))
    assert (finding.because.en, finding.data, finding.holds) == (
        "the mean of 2 periods: 9.5",
        {"points": "19/2"},
        True,
    )
    assert [(part.rule, part.because.en, part.data, len(part.parts)) for part in finding.parts] == [
        ("scoring.sum", "Quý I: 10 + -1 = 9", {"points": "9"}, 2),
        ("scoring.sum", "Quý II: 10 + 0 = 10", {"points": "10"}, 2),
    ]


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Sum(of=()), "of"),
        (lambda: PeriodMean(periods=("1", "2"), rule=added(QUARTERS)), "rule"),
        (lambda: PeriodMean(periods=("1",), rule=LATE), "periods"),
    ],
)
def test_combined_rule_that_is_refused_names_the_field(make: Callable[[], Rule], field: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        make()
    assert refused.value.data == {"field": field}


def test_sum_is_held_between_its_own_bounds() -> None:
    both = added(LATE, BONUS, floor="-1", cap="1")
    worth = [both.worth(given(both, late=late, ideas=ideas)) for late, ideas in (("9", "0"), ("0", "9"), ("1", "0"))]
    assert (worth, both.to_json()["cap"], added(LATE).to_json()["cap"]) == ([-1, 1, Fraction(-1, 2)], "1", None)
