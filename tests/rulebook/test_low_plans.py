"""Low plans: what one of them costs the others, and the variants that it cannot move."""

from decimal import Decimal
from fractions import Fraction

import pytest

from thidua.rulebook.facts import LineFact, UnitFacts
from thidua.rulebook.low_plans import Effect, Robust, Sign, effect, variants
from thidua.rulebook.rewriting import rewritten
from thidua.rulebook.rules import (
    Band,
    Bands,
    Best,
    Choice,
    Fixed,
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
from thidua.rulebook.rules.measure import Against, Compared, OfInput, OfTargets, Take
from thidua.rulebook.scoring import score_bloc
from thidua.rulebook.sheet import Criterion, Section, Sheet
from thidua.rulebook.targets import Direction, TargetFact

RELATIVE = Relative(points=Decimal(100))


def sheet_of(rule: Rule = RELATIVE) -> Sheet:
    line = Criterion(code="A", title="Thu hồi nợ", rule=rule, max_points=Decimal(100), clause="1")
    return Sheet(title="Bảng", entries=(Section(code="S", title="Phần", entries=(line,)),))


def unit(
    name: str, planned: int | None, actual: int, previous: int | None = None, direction: Direction = Direction.MORE
) -> UnitFacts:
    def number(value: int | None) -> Decimal | None:
        return None if value is None else Decimal(value)

    target = TargetFact(
        key="t", label="Vụ việc", direction=direction, planned=number(planned), actual=number(actual),
        previous=number(previous),
    )  # fmt: skip
    return UnitFacts(unit=name, lines=(LineFact(code="A", targets=(target,)),))


# Three units exceed by 20, 40 and 60 percent; the fourth promised 10, did 50 and had done 40 the year before.
BLOC = [
    unit("a", 100, 120, 90),
    unit("b", 100, 140, 80),
    unit("c", 100, 160, 100),
    unit("low", 10, 50, 40),
]


def test_effect_finds_the_low_plan_and_what_it_costs_the_others() -> None:
    (plan,) = effect(BLOC, sheet_of())
    assert (plan.unit, plan.code, plan.signs) == ("low", "A", (Sign.BELOW_LAST_YEAR, Sign.FAR_OVER))
    assert (plan.excess, plan.median) == (Fraction(400), Fraction(40))
    # Held to the median of 40, the best excess is c's 60: a has 50 + 50 × 20/60 instead of 50 + 50 × 20/400.
    assert plan.held == (
        Effect(unit="a", before=Decimal("52.50"), after=Decimal("66.67")),
        Effect(unit="b", before=Decimal("55.00"), after=Decimal("83.33")),
        Effect(unit="c", before=Decimal("57.50"), after=Decimal("100.00")),
    )
    # With a plan of 40 it is exceeded by 25 percent, so c is again the best.
    assert plan.last_year == plan.held
    assert plan.sentence.en == (
        "Thu hồi nợ, low: the plan for “Vụ việc” is 10, short of last year's result 40; the plan was exceeded by "
        "400%, the median of the other units over plan being 40%. Held to the median, 3 other units would have other "
        "points, by 42.5 at most."
    )


def test_effect_of_a_plan_below_last_year_that_harms_nobody_says_so() -> None:
    (plan,) = effect([unit("a", 100, 120, 90), unit("b", 50, 55, 60)], sheet_of())
    assert (plan.unit, plan.signs, plan.held, plan.last_year) == ("b", (Sign.BELOW_LAST_YEAR,), (), ())
    assert plan.sentence.vi == (
        "Thu hồi nợ, b: kế hoạch “Vụ việc” là 50, kém kết quả năm trước 60. Điểm của các đơn vị khác không đổi theo."
    )


def test_effect_asks_for_more_than_so_many_times_the_median() -> None:
    bloc = [unit("a", 100, 110), unit("b", 100, 130)]
    assert effect(bloc, sheet_of()) == ()
    assert [plan.unit for plan in effect(bloc, sheet_of(), times=2)] == ["b"]


def test_effect_of_a_ceiling_above_last_year() -> None:
    bloc = [unit("a", 8, 4, 5, Direction.LESS), unit("b", 5, 5, 5, Direction.LESS)]
    assert [(plan.unit, plan.signs) for plan in effect(bloc, sheet_of())] == [("a", (Sign.BELOW_LAST_YEAR,))]


def test_effect_reaches_lines_that_compare_shares_of_the_plan() -> None:
    share = Compared(figure=OfTargets(take=Take.REACHED), against=Against.BEST)
    (plan,) = effect(BLOC, sheet_of(Proportion(points=Decimal(100), of=share)))
    # Held to the median of 140 percent, c's 160 is the best: a has 120/160 instead of 120/500.
    assert plan.held[0] == Effect(unit="a", before=Decimal("24.00"), after=Decimal("75.00"))


@pytest.mark.parametrize(
    "rule",
    [
        Proportion(points=Decimal(100)),
        Relative(points=Decimal(100), against=Yardstick.LAST_YEAR),
        Proportion(points=Decimal(100), of=Compared(figure=OfTargets(take=Take.GROWTH), against=Against.BEST)),
    ],
)
def test_effect_and_variants_are_empty_where_no_plan_is_compared(rule: Rule) -> None:
    assert (effect(BLOC, sheet_of(rule)), variants(BLOC, sheet_of(rule))) == ((), ())


def test_effect_leaves_out_units_without_a_plan_or_a_line() -> None:
    bloc = [unit("a", 100, 120), unit("b", None, 7, 9), UnitFacts(unit="c", lines=())]
    assert effect(bloc, sheet_of()) == ()


def test_variants_stand_side_by_side_with_who_gains_and_who_loses() -> None:
    found = variants(BLOC, sheet_of(), cap=Decimal(60))
    assert [(one.robust, [str(row.points) for row in one.rows]) for one in found] == [
        (None, ["52.50", "55.00", "57.50", "100.00"]),
        (Robust.CAPPED, ["66.67", "83.33", "100.00", "100.00"]),
        # Growth over last year: 33.3, 75, 60 and 25 percent.
        (Robust.LAST_YEAR, ["72.22", "100.00", "90.00", "66.67"]),
        # The median of 20, 40, 60 and 400 is 50.
        (Robust.MEDIAN, ["70.00", "90.00", "100.00", "100.00"]),
    ]
    assert (found[2].gains, found[2].loses) == (("a", "b", "c"), ("low",))
    assert [row.rank for row in found[1].rows] == [4, 3, 1, 1]
    assert found[1].description.en == "Every unit's excess over its plan counts up to 60% only."


def test_variants_without_last_year_leave_the_difference_open() -> None:
    last_year = variants([unit("a", 100, 120), unit("b", 100, 110, 90)], sheet_of())[2]
    assert [(row.missing, row.difference is None) for row in last_year.rows] == [(("A",), True), ((), False)]


def test_variants_keep_a_cap_that_is_lower_already() -> None:
    found = variants(BLOC, sheet_of(Relative(points=Decimal(100), cap=Decimal(30))))
    assert [one.robust for one in found] == [None, Robust.LAST_YEAR, Robust.MEDIAN]


def test_variants_change_compared_figures_too() -> None:
    share = Compared(figure=OfTargets(take=Take.REACHED), against=Against.BEST)
    found = variants(BLOC, sheet_of(Proportion(points=Decimal(100), of=share)))
    assert [(one.robust, str(one.rows[0].points)) for one in found] == [
        (None, "24.00"),
        (Robust.LAST_YEAR, "76.19"),
        (Robust.MEDIAN, "80.00"),
    ]


def test_rewritten_reaches_every_rule_inside_another() -> None:
    level = Level(code="x", label="X", rule=RELATIVE)
    band = Band(start=None, end=None, with_start=False, with_end=False, rule=RELATIVE)
    rule = Sum(
        of=(
            Choice(key="k", label="K", levels=(level, Level(code="y", label="Y", rule=RELATIVE))),
            Bands(of=OfTargets(), bands=(band,)),
            Best(of=(RELATIVE, RELATIVE)),
            PeriodMean(periods=("I", "II"), rule=RELATIVE),
        )
    )
    changed = rewritten(sheet_of(rule), lambda one: Fixed(points=Decimal(1)) if one == RELATIVE else one)
    assert [one.kind for one in changed.criteria[0].rule.every()] == [
        "sum", "choice", "fixed", "fixed", "bands", "fixed", "best", "fixed", "fixed", "period_mean", "fixed",
    ]  # fmt: skip
    assert rewritten(sheet_of(rule), lambda one: one) == sheet_of(rule)


def test_variants_are_scored_by_the_sheet_they_carry() -> None:
    for one in variants(BLOC, sheet_of()):
        assert [row.points for row in one.rows] == [each.total for each in score_bloc(units=BLOC, sheet=one.sheet)]


def test_variants_leave_alone_what_no_plan_moves() -> None:
    count = OfInput(asked=Input(key="many", kind=InputKind.COUNT, label="Số lần"))
    growth = Relative(points=Decimal(10), against=Yardstick.LAST_YEAR)
    best = Bands(
        of=Compared(figure=count, against=Against.BEST),
        bands=(Band(start=None, end=None, with_start=False, with_end=False, rule=growth),),
    )
    ranked = PerUnit(of=Compared(figure=OfTargets(), against=Against.RANK), points=Decimal(-1))
    (variant,) = variants(BLOC, sheet_of(Sum(of=(best, ranked))))[1:]
    (sum_of,) = [one.rule for one in variant.sheet.criteria]
    assert variant.robust == Robust.LAST_YEAR
    assert sum_of == Sum(
        of=(best, PerUnit(of=Compared(figure=OfTargets(take=Take.GROWTH), against=Against.RANK), points=Decimal(-1)))
    )
