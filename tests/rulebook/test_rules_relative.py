"""Points relative to what the rest of the bloc achieved over its own plans."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.rulebook.examples import NOTHING, bloc, criterion, line, said, scored, target, unit
from thidua.rulebook.facts import Direction, TargetFact, UnitFacts
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import Relative, Yardstick
from thidua.rulebook.rules.given import Given
from thidua.rulebook.scoring import bloc_figures, score, score_bloc
from thidua.rulebook.sheet import Sheet

LESS = Direction.LESS
BEST = Relative(points=Decimal(100))
MEDIAN = Relative(points=Decimal(100), against=Yardstick.MEDIAN)
LAST_YEAR = Relative(points=Decimal(100), against=Yardstick.LAST_YEAR)
CAPPED = Relative(points=Decimal(100), cap=Decimal(20))


def units(*targets: TargetFact) -> tuple[UnitFacts, ...]:
    return tuple(unit(line("1", one), name="ABCDEFGH"[position]) for position, one in enumerate(targets))


def points(rule: Relative, *targets: TargetFact) -> list[str | None]:
    return list(bloc(*units(*targets), of=criterion(rule, max_points="100")).values())


def sentences(rule: Relative, *targets: TargetFact) -> list[str]:
    sheet = Sheet(title="T", entries=(criterion(rule, max_points="100"),))
    scores = score_bloc(units=units(*targets), sheet=sheet, explain=True)
    return [one.lines[0].finding.parts[0].because.vi for one in scores]


UNDER, AT, OVER, BY_HALF = target("8", "10"), target("10", "10"), target("11", "10"), target("15", "10")


def test_relative_to_the_best_excess_of_the_bloc() -> None:
    assert points(BEST, UNDER, AT, OVER, BY_HALF) == ["40.00", "50.00", "60.00", "100.00"]
    assert sentences(BEST, UNDER, AT, OVER, BY_HALF) == [
        "đạt 80% kế hoạch, chưa đạt kế hoạch: 50 × 80% = 40",
        "đạt 100% kế hoạch, vừa đạt kế hoạch: 50",
        "đạt 110% kế hoạch: 50 + 50 × 10/50 = 60",
        "đạt 150% kế hoạch: 50 + 50 × 50/50 = 100",
    ]


def test_relative_where_nobody_exceeds_divides_by_nothing() -> None:
    assert points(BEST, UNDER, AT, target("0", "10")) == ["40.00", "50.00", "0.00"]


def test_relative_to_the_median_excess_is_not_moved_by_one_low_plan() -> None:
    low_plan = target("100", "1")
    assert points(MEDIAN, OVER, target("12", "10"), target("13", "10")) == ["75.00", "100.00", "100.00"]
    assert points(MEDIAN, OVER, target("12", "10"), low_plan) == ["75.00", "100.00", "100.00"]
    assert points(BEST, OVER, target("12", "10"), low_plan)[:2] == ["50.05", "50.10"]


def test_relative_with_a_cap_holds_every_excess_first() -> None:
    assert points(CAPPED, OVER, BY_HALF, target("100", "1")) == ["75.00", "100.00", "100.00"]


def test_relative_to_last_year_counts_growth_and_not_the_plan() -> None:
    reported = (
        target("12", "20", previous="10"),
        target("15", "10", previous="10"),
        target("9", "9", previous="10"),
        target("5", "10", previous="10"),
    )
    assert points(LAST_YEAR, *reported) == ["70.00", "100.00", "50.00", "25.00"]
    assert sentences(LAST_YEAR, *reported) == [
        "bằng 120% kết quả năm trước: 50 + 50 × 20/50 = 70",
        "bằng 150% kết quả năm trước: 50 + 50 × 50/50 = 100",
        "bằng 90% kết quả năm trước, đạt kế hoạch nhưng không hơn năm trước: 50",
        "bằng 50% kết quả năm trước, chưa đạt kế hoạch: 50 × 50% = 25",
    ]


def test_relative_to_last_year_without_its_result_is_not_known() -> None:
    assert points(LAST_YEAR, target("12", "10"), OVER) == [None, None]


def test_relative_units_without_a_plan_compete_among_themselves() -> None:
    reported = (target("6", None), target("8", None), OVER)
    assert points(BEST, *reported) == ["75.00", "100.00", "100.00"]
    assert sentences(BEST, *reported)[:2] == [
        "không giao kế hoạch: kết quả 6, cao nhất nhóm không giao kế hoạch 8; 100 × 6/8 = 75",
        "không giao kế hoạch: kết quả 8, cao nhất nhóm không giao kế hoạch 8; 100 × 8/8 = 100",
    ]


def test_relative_units_without_a_plan_and_with_nothing_have_no_points() -> None:
    assert points(BEST, target("0", None), target("0", None)) == ["0.00", "0.00"]
    assert sentences(BEST, target("0", None)) == ["không giao kế hoạch: kết quả bằng 0, được 0 điểm"]


def test_relative_units_without_a_plan_where_less_is_better() -> None:
    reported = (target("2", None, LESS), target("8", None, LESS), target("50", None))
    assert points(BEST, *reported) == ["100.00", "25.00", "100.00"]
    assert sentences(BEST, *reported)[1] == (
        "không giao kế hoạch: kết quả 8, thấp nhất nhóm không giao kế hoạch 2; 100 × 2/8 = 25"
    )
    assert points(BEST, target("0", None, LESS), target("8", None, LESS)) == ["100.00", "0.00"]
    assert sentences(BEST, target("0", None, LESS)) == ["không giao kế hoạch: kết quả bằng 0, được 100 điểm"]


def test_relative_targets_without_a_plan_of_both_directions_cannot_be_compared() -> None:
    mixed = unit(line("1", target("2", None), target("2", None, LESS, key="u")))
    assert bloc(mixed, of=criterion(BEST)) == {"Hội Chữ thập đỏ": None}


def test_relative_where_less_is_better() -> None:
    reported = (target("8", "5", LESS), target("5", "5", LESS), target("3", "5", LESS), target("0", "5", LESS))
    assert points(BEST, *reported) == ["31.25", "50.00", "70.00", "100.00"]


def test_relative_alone_and_without_the_bloc_is_not_known() -> None:
    assert said(BEST, NOTHING) == (None, "chưa đủ số liệu")
    for alone in (OVER, target("6", None), target("6", None, LESS), target(None, "10")):
        assert scored(criterion(BEST), lines=(line("1", alone),)).missing == ("1",)
    assert str(scored(criterion(BEST, max_points="100"), lines=(line("1", UNDER),)).total) == "40.00"


def test_relative_own_result_beside_older_figures_of_the_bloc_has_all_points_and_no_more() -> None:
    sheet = Sheet(title="T", entries=(criterion(BEST, max_points="100"),))
    older = bloc_figures(units=units(target("6", None), OVER), sheet=sheet)
    for reported in (target("12", None), target("13", "10")):
        assert str(score(facts=unit(line("1", reported)), sheet=sheet, peers=older).total) == "100.00"


def test_relative_share_at_plan() -> None:
    most = Relative(points=Decimal(100), at_plan=Decimal(80))
    assert points(most, UNDER, AT, OVER, BY_HALF) == ["64.00", "80.00", "84.00", "100.00"]
    nothing = Relative(points=Decimal(100), at_plan=Decimal(0))
    assert points(nothing, UNDER, AT, BY_HALF) == ["0.00", "0.00", "100.00"]
    assert sentences(nothing, UNDER, BY_HALF)[0] == "đạt 80% kế hoạch, chưa đạt kế hoạch: 0 × 80% = 0"
    everything = Relative(points=Decimal(100), at_plan=Decimal(100))
    assert points(everything, UNDER, AT, BY_HALF) == ["80.00", "100.00", "100.00"]


@pytest.mark.parametrize(
    ("options", "code", "field"),
    [
        ({"points": Decimal(-1)}, "points_out_of_bounds", "points"),
        ({"at_plan": Decimal("-0.1")}, "share_out_of_range", "at_plan"),
        ({"at_plan": Decimal("100.1")}, "share_out_of_range", "at_plan"),
        ({"cap": Decimal(0)}, "not_above_zero", "cap"),
        ({"cap": Decimal(-1)}, "not_above_zero", "cap"),
    ],
)
def test_relative_that_contradicts_itself_is_refused(options: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        Relative(**{"points": Decimal(100), **options})
    assert (refused.value.code, refused.value.data["field"]) == (code, field)


def test_relative_bounds_and_json() -> None:
    assert (BEST.least, BEST.most, BEST.inputs(), BEST.excess.unit) == (0, 100, (), "%")
    assert [measure.compared is not None for measure in BEST.measures()] == [True, True, True]
    assert [one.compared.unit for one in BEST.measures() if one.compared] == ["%", "", ""]
    assert CAPPED.to_json() == {
        "kind": "relative",
        "points": "100",
        "against": "best",
        "at_plan": "50",
        "cap": "20",
    }
    assert BEST.to_json()["cap"] is None


def test_relative_of_little_is_allowed() -> None:
    little = Relative(points=Decimal("0.5"), cap=Decimal("0.5"))
    assert points(little, target("100.25", "100"), BY_HALF, AT) == ["0.38", "0.50", "0.25"]


def test_relative_to_last_year_may_be_capped_too() -> None:
    capped = Relative(points=Decimal(100), against=Yardstick.LAST_YEAR, cap=Decimal(20))
    grown = (target("11", "5", previous="10"), target("90", "80", previous="10"))
    assert points(capped, *grown) == ["75.00", "100.00"]


def test_relative_counts_the_smallest_excess_among_those_over_plan() -> None:
    assert points(MEDIAN, target("100.5", "100"), target("101.5", "100")) == ["75.00", "100.00"]


def test_relative_of_the_rule_alone_never_comes_to_more_than_its_points() -> None:
    peers = {(MEDIAN.excess, None): (Fraction(10), Fraction(20))}
    finding = MEDIAN.explain(Given(targets=(target("15", "10"),), peers=peers))
    assert (MEDIAN.worth(Given(targets=(target("15", "10"),), peers=peers)), finding.data) == (100, {"points": "100"})
    assert finding.holds is True


def test_relative_says_a_result_of_nothing_as_it_is() -> None:
    assert sentences(BEST, target("0", "10")) == ["đạt 0% kế hoạch, chưa đạt kế hoạch: 50 × 0% = 0"]
    assert sentences(BEST, target("0", None), target("8", None))[0] == (
        "không giao kế hoạch: kết quả 0, cao nhất nhóm không giao kế hoạch 8; 100 × 0/8 = 0"
    )
    assert sentences(BEST, target("0", None, LESS), target("8", None, LESS))[1] == (
        "không giao kế hoạch: kết quả 8, thấp nhất nhóm không giao kế hoạch 0; 100 × 0/8 = 0"
    )


def test_relative_finding_of_a_unit_without_a_plan_repeats_the_points() -> None:
    sheet = Sheet(title="T", entries=(criterion(BEST, max_points="100"),))
    (alone,) = score_bloc(units=units(target("6", None)), sheet=sheet, explain=True)
    assert alone.lines[0].finding.data["final"] == "100"
    peers = bloc_figures(units=units(target("6", None)), sheet=sheet)["1"]
    finding = BEST.explain(Given(targets=(target("3", None),), peers=peers))
    assert (finding.holds, finding.data) == (True, {"points": "50"})
