"""What happens to the sum of lines: lines taken out, caps, weights, limits, and the total of the sheet."""

from decimal import Decimal

import pytest

from tests.rulebook.examples import (
    criterion,
    deduction,
    guard,
    judged,
    line,
    proportion,
    review,
    scored,
    section,
    sheet,
    unit,
)
from thidua.rulebook.facts import InvalidFacts, LineFact
from thidua.rulebook.guards import Then, When
from thidua.rulebook.measures import Rounding
from thidua.rulebook.scoring import Score, policy_of, score
from thidua.rulebook.sheet import NotApplicable, Role, Section

RESCALE, SPREAD, FULL = NotApplicable.RESCALE, NotApplicable.SPREAD, NotApplicable.FULL


def points(code: str, given: str) -> LineFact:
    return line(code, judged=given)


def out(code: str) -> LineFact:
    return line(code, not_applicable=True)


def parts(result: Score) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.points), str(one.adjustment)) for one in result.sections]


def words(result: Score) -> list[str]:
    return [one.finding.because.vi for one in result.sections]


A, B, C = judged("A", "10"), judged("B", "30"), judged("C", "60")

# Sums and bounds -----------------------------------------------------------------------------------------------------


def test_section_is_the_sum_of_its_lines() -> None:
    result = scored(section("I", A, B), C, lines=(points("A", "5"), points("B", "20.5"), points("C", "60")))
    assert (str(result.total), parts(result)) == ("85.50", [("I", "25.50", "0.00")])
    assert words(result) == ["Phần I: 25,5 điểm, tổng các dòng"]
    assert result.sections[0].finding.data == {"sum": "25.50", "points": "25.50"}
    assert (str(result.adjustment), result.finding.because.vi) == ("0.00", "Tổng: 85,5 điểm, tổng các phần")
    assert result.finding.data == {"sum": "85.50", "points": "85.50"}


def test_section_within_a_section_counts_once_and_comes_after_it() -> None:
    outer = section("I", section("I.1", A), section("I.2", B, title="Phần hai"))
    result = scored(outer, lines=(points("A", "5"), points("B", "20")))
    assert parts(result) == [("I", "25.00", "0.00"), ("I.1", "5.00", "0.00"), ("I.2", "20.00", "0.00")]
    assert [(one.depth, one.heading) for one in result.sections] == [
        (0, "I. Phần I"),
        (1, "I.1. Phần I.1"),
        (1, "I.2. Phần hai"),
    ]


@pytest.mark.parametrize(
    ("options", "given", "amount", "adjustment", "sentence"),
    [
        ({"max_points": Decimal(25)}, "20", "25.00", "-5.00", "các dòng cộng lại 30, thành 25 điểm (tối đa 25)"),
        ({"max_points": Decimal(30)}, "20", "30.00", "0.00", "30 điểm, tổng các dòng"),
        ({"max_points": Decimal(25), "capped": False}, "20", "30.00", "0.00", "30 điểm, tổng các dòng"),
        ({"least": Decimal(35)}, "20", "35.00", "5.00", "các dòng cộng lại 30, thành 35 điểm (không dưới 35)"),
        ({"least": Decimal(30)}, "20", "30.00", "0.00", "30 điểm, tổng các dòng"),
        ({"weight": Decimal("1.5")}, "20", "45.00", "15.00", "các dòng cộng lại 30, thành 45 điểm (hệ số 1,5)"),
        ({"weight": Decimal("0.333")}, "20", "9.99", "-20.01", "các dòng cộng lại 30, thành 9,99 điểm (hệ số 0,333)"),
        (
            {"max_points": Decimal(25), "weight": Decimal(2)},
            "20",
            "50.00",
            "20.00",
            "các dòng cộng lại 30, thành 50 điểm (tối đa 25; hệ số 2)",
        ),
    ],
)
def test_section_is_held_and_then_weighted(
    options: dict[str, object], given: str, amount: str, adjustment: str, sentence: str
) -> None:
    result = scored(section("I", A, B, **options), lines=(points("A", "10"), points("B", given)))
    assert parts(result) == [("I", amount, adjustment)]
    assert words(result) == [f"Phần I: {sentence}"]
    assert str(result.total) == amount


@pytest.mark.parametrize(
    ("rounding", "amount"), [(Rounding.HALF_UP, "4.78"), (Rounding.HALF_EVEN, "4.78"), (Rounding.DOWN, "4.77")]
)
def test_weight_is_rounded_once_as_the_sheet_says(rounding: Rounding, amount: str) -> None:
    half = section("I", A, weight=Decimal("0.5"))
    assert str(scored(half, lines=(points("A", "9.55"),), rounding=rounding).total) == amount


def test_section_adjustment_is_that_of_the_section_alone() -> None:
    inner = section("I.1", A, B, max_points=Decimal(20))
    result = scored(section("I", inner, weight=Decimal(2)), lines=(points("A", "10"), points("B", "30")))
    assert parts(result) == [("I", "40.00", "20.00"), ("I.1", "20.00", "-20.00")]


def test_section_without_explanation_has_a_constant_sentence() -> None:
    quiet = score(facts=unit(points("A", "5")), sheet=sheet(section("I", A)), explain=False)
    assert [one.finding.because.en for one in (*quiet.sections, quiet)] == ["added up", "added up"]


# Base, bonus, penalty ------------------------------------------------------------------------------------------------


def test_bonus_and_penalty_stand_outside_the_scale() -> None:
    bonus = section("II", judged("X", "5"), role=Role.BONUS)
    penalty = section("III", deduction(), role=Role.PENALTY)
    lines = (points("A", "8"), points("X", "4"), line("D", late="3"))
    result = scored(A, bonus, penalty, lines=lines)
    assert [str(one) for one in (result.total, result.base, result.bonus, result.penalty)] == [
        "10.50",
        "8.00",
        "4.00",
        "-1.50",
    ]


def test_total_is_held_to_the_most_of_the_sheet() -> None:
    bonus = section("II", judged("X", "5"), role=Role.BONUS)
    lines = (points("A", "8"), points("X", "4"))
    held = scored(A, bonus, lines=lines, most=Decimal("11.5"))
    assert [str(one) for one in (held.total, held.adjustment, held.base, held.bonus)] == [
        "11.50",
        "-0.50",
        "8.00",
        "4.00",
    ]
    assert held.finding.because.vi == "Tổng: các phần cộng lại 12, thành 11,5 điểm (tối đa 11,5)"
    assert held.finding.because.en == "Total: the parts add up to 12 and become 11.5 points (at most 11.5)"
    assert held.finding.data == {"sum": "12.00", "points": "11.50"}
    assert str(scored(A, bonus, lines=lines, most=Decimal(12)).adjustment) == "0.00"


# Lines taken out -----------------------------------------------------------------------------------------------------


def test_line_taken_out_is_refused_unless_the_sheet_says_what_follows() -> None:
    with pytest.raises(InvalidFacts) as refused:
        scored(A, B, lines=(out("A"),))
    assert (refused.value.code, refused.value.data) == ("not_applicable_refused", {"code": "A"})


def test_line_taken_out_rescales_the_others() -> None:
    # 24 of the remaining 90 points, out of 100: 24 × 100/90 = 26,67.
    lines = (out("A"), points("B", "15"), points("C", "9"))
    result = scored(section("I", A, B, C), lines=lines, not_applicable=RESCALE)
    assert (parts(result), result.missing, result.complete) == ([("I", "26.67", "2.67")], (), True)
    assert words(result) == ["Phần I: các dòng cộng lại 24, thành 26,67 điểm (quy đổi vì không áp dụng A)"]
    assert result.lines[0].finding.because.vi == "Phong trào thi đua: không áp dụng cho đơn vị"
    assert (result.lines[0].final, result.lines[0].not_applicable) == (None, True)


def test_line_taken_out_is_spread_in_equal_parts() -> None:
    # 10 points spread over B and C, 5 each: 15/30 × 5 + 9/60 × 5 = 3,25.
    lines = (out("A"), points("B", "15"), points("C", "9"))
    assert parts(scored(section("I", A, B, C), lines=lines, not_applicable=SPREAD)) == [("I", "27.25", "3.25")]


def test_line_taken_out_gives_full_points() -> None:
    lines = (out("A"), points("B", "15"))
    result = scored(section("I", A, B), lines=lines, not_applicable=FULL)
    assert (parts(result), str(result.lines[0].final)) == ([("I", "25.00", "0.00")], "10.00")
    assert result.lines[0].finding.because.vi == ("Phong trào thi đua: không áp dụng, bảng điểm cho đủ 10 điểm")
    assert result.lines[0].finding.reference == "Mục A"


def test_all_lines_full_have_all_points_however_many_are_taken_out() -> None:
    for gone in ((), ("A",), ("A", "B"), ("C",)):
        lines = tuple(out(one.code) if one.code in gone else points(one.code, str(one.max_points)) for one in (A, B, C))
        for policy in (RESCALE, SPREAD, FULL):
            assert str(scored(A, B, C, lines=lines, not_applicable=policy).total) == "100.00"


def test_sheet_without_sections_says_what_it_added() -> None:
    result = scored(A, B, C, lines=(out("A"), points("B", "15"), points("C", "9")), not_applicable=RESCALE)
    assert [str(one) for one in (result.total, result.adjustment, result.base)] == ["26.67", "2.67", "26.67"]
    assert result.finding.because.vi == "Tổng: các phần cộng lại 24, thành 26,67 điểm (quy đổi vì không áp dụng A)"
    assert [str(one.final) for one in result.lines] == ["None", "15.00", "9.00"]


def test_sheet_scaled_and_then_held_says_both() -> None:
    result = scored(A, B, lines=(out("A"), points("B", "30")), not_applicable=RESCALE, most=Decimal(35))
    assert result.finding.because.vi == (
        "Tổng: các phần cộng lại 30, thành 35 điểm (quy đổi vì không áp dụng A; tối đa 35)"
    )


def test_section_policy_overrides_that_of_the_sheet_and_of_the_section_around_it() -> None:
    inner = section("I.1", A, B, not_applicable=SPREAD)
    nested = sheet(section("I", inner, judged("X", "5"), not_applicable=FULL), C)
    assert [policy_of(code, nested) for code in ("A", "X", "C")] == [SPREAD, FULL, NotApplicable.REFUSE]
    lines = (out("A"), points("B", "15"), out("X"), points("C", "9"))
    result = scored(*nested.entries, lines=lines)
    assert parts(result) == [("I", "25.00", "0.00"), ("I.1", "20.00", "5.00")]


def test_section_wholly_taken_out_is_scaled_by_what_stands_beside_it() -> None:
    inner = section("I.1", A, deduction())
    lines = (out("A"), out("D"), points("B", "15"), points("C", "9"))
    result = scored(section("I", inner, B, C), lines=lines, not_applicable=RESCALE)
    assert parts(result) == [("I", "26.67", "2.67"), ("I.1", "0.00", "0.00")]
    assert words(result)[0].endswith("(quy đổi vì không áp dụng I.1)")
    assert str(scored(inner, B, C, lines=lines, not_applicable=SPREAD).total) == "27.25"


def test_everything_taken_out_has_nothing_to_scale() -> None:
    result = scored(section("I", A), lines=(out("A"),), not_applicable=RESCALE)
    assert [str(result.total), str(result.adjustment), result.complete] == ["0.00", "0.00", True]


def test_deduction_taken_out_scales_nothing() -> None:
    result = scored(A, deduction(), lines=(points("A", "8"), out("D")), not_applicable=RESCALE)
    assert [str(result.total), str(result.adjustment)] == ["8.00", "0.00"]


def test_bonus_neither_gains_nor_fills_what_was_taken_out_of_the_base() -> None:
    bonus = section("II", judged("X", "20"), role=Role.BONUS)
    lines = (out("A"), points("B", "30"), points("X", "0"))
    assert str(scored(A, B, bonus, lines=lines, not_applicable=RESCALE).total) == "40.00"
    full = (out("A"), points("B", "30"), points("X", "20"))
    assert str(scored(A, B, bonus, lines=full, not_applicable=RESCALE).total) == "60.00"
    gone = (points("A", "10"), points("B", "30"), out("X"))
    assert str(scored(A, B, bonus, lines=gone, not_applicable=RESCALE).total) == "40.00"


def test_scaling_counts_a_missing_line_for_nothing_and_says_that_it_is_missing() -> None:
    result = scored(A, B, C, lines=(out("A"), points("B", "27")), not_applicable=RESCALE)
    assert (str(result.total), result.missing, result.complete) == ("30.00", ("C",), False)


@pytest.mark.parametrize(
    ("rounding", "total"), [(Rounding.HALF_UP, "11.15"), (Rounding.HALF_EVEN, "11.15"), (Rounding.DOWN, "11.14")]
)
def test_scaling_is_rounded_once_as_the_sheet_says(rounding: Rounding, total: str) -> None:
    # 8,37 × 10/30 = 2,79 exactly; 8,36 × 10/30 = 2,78666… is rounded once.
    exact = scored(A, B, lines=(out("A"), points("B", "8.37")), not_applicable=RESCALE, rounding=rounding)
    rounded = scored(A, B, lines=(out("A"), points("B", "8.36")), not_applicable=RESCALE, rounding=rounding)
    assert (str(exact.total), str(rounded.total)) == ("11.16", total)


# Limits by guards ----------------------------------------------------------------------------------------------------

LIMIT = guard(When.EVENT, Then.LIMIT, code="I", limit=Decimal(70), title="Lãnh đạo bị kỷ luật")
LOWER_LIMIT = guard(When.NO_SELF_SCORE, Then.LIMIT, code="I", limit=Decimal(50), title="Không tự chấm")


def limited(part: Section, *, times: int = 1, self_scored: bool = True) -> Score:
    return scored(
        part, lines=(points("A", "10"), points("B", "20")), guards=(LIMIT, LOWER_LIMIT),
        events={"discipline": times}, self_scored=self_scored,
    )  # fmt: skip


def test_limit_holds_a_section_to_a_share_of_its_maximum() -> None:
    result = limited(section("I", A, B, max_points=Decimal(40)))
    assert parts(result) == [("I", "28.00", "-2.00")]
    assert words(result) == [
        "Phần I: các dòng cộng lại 30, thành 28 điểm (tối đa 40; Lãnh đạo bị kỷ luật)",
    ]


def test_limit_without_a_printed_maximum_is_a_share_of_what_the_lines_can_give() -> None:
    assert parts(limited(section("I", A, B))) == [("I", "28.00", "-2.00")]
    assert parts(limited(section("I", A, B, max_points=Decimal(20), capped=False))) == [("I", "14.00", "-16.00")]


def test_limit_that_is_not_set_off_or_not_reached_changes_nothing() -> None:
    assert parts(limited(section("I", A, B), times=0)) == [("I", "30.00", "0.00")]
    assert parts(limited(section("I", A, B, max_points=Decimal(60)))) == [("I", "30.00", "0.00")]


def test_limit_is_the_strictest_of_several() -> None:
    assert parts(limited(section("I", A, B), self_scored=False)) == [("I", "20.00", "-10.00")]


def test_limit_of_nothing_leaves_nothing() -> None:
    nothing = guard(When.EVENT, Then.LIMIT, code="I", limit=Decimal(0))
    result = scored(section("I", A), lines=(points("A", "10"),), guards=(LIMIT, nothing), events={"discipline": 1})
    assert parts(result) == [("I", "0.00", "-10.00")]


def test_limit_of_a_section_leaves_the_others_alone() -> None:
    result = scored(
        section("I", A), section("II", B), lines=(points("A", "10"), points("B", "30")), guards=(LIMIT,),
        events={"discipline": 1},
    )  # fmt: skip
    assert parts(result) == [("I", "7.00", "-3.00"), ("II", "30.00", "0.00")]


def test_self_total_takes_the_same_way_as_the_total() -> None:
    result = scored(
        section("I", A, B, weight=Decimal(2)), lines=(points("A", "10"), points("B", "20")),
        reviews=(review("B", "15", "Thiếu minh chứng"),),
    )  # fmt: skip
    assert (str(result.self_total), str(result.total)) == ("60.00", "50.00")


def test_line_may_be_a_proportion_in_a_section_of_its_own() -> None:
    result = scored(section("I", proportion("P")), criterion(proportion().rule, "Q"))
    assert (result.missing, str(result.total)) == (("P", "Q"), "0.00")


# Places other than two -----------------------------------------------------------------------------------------------


def test_everything_has_the_places_of_the_sheet() -> None:
    fine = section("I", A, B, max_points=Decimal("20.0005"), weight=Decimal("0.3"))
    lines = (points("A", "5.0001"), points("B", "20"))
    result = scored(fine, lines=lines, places=4, most=Decimal("5.0005"))
    assert parts(result) == [("I", "6.0002", "-18.9999")]
    assert result.sections[0].finding.data == {"sum": "25.0001", "points": "6.0002"}
    assert (str(result.total), str(result.adjustment)) == ("5.0005", "-0.9997")
    assert result.finding.data == {"sum": "6.0002", "points": "5.0005"}
    low = scored(section("I", A, least=Decimal("5.0005")), lines=(points("A", "5"),), places=4)
    assert (parts(low), str(low.adjustment)) == ([("I", "5.0005", "0.0005")], "0.0000")


def test_sheet_where_nothing_is_known_yet_has_its_places_too() -> None:
    result = scored(section("I", A), places=3)
    assert (str(result.total), parts(result), result.finding.data) == (
        "0.000",
        [("I", "0.000", "0.000")],
        {"sum": "0.000", "points": "0.000"},
    )


def test_sheet_of_lines_alone_has_its_places_too() -> None:
    assert scored(A, places=3).finding.data == {"sum": "0.000", "points": "0.000"}
    assert scored(A, lines=(points("A", "5"),), places=0).finding.data == {"sum": "5", "points": "5"}


def test_full_points_have_the_places_of_the_sheet() -> None:
    line_out = scored(A, lines=(out("A"),), places=3, not_applicable=FULL).lines[0]
    assert (str(line_out.computed), str(line_out.final)) == ("10.000", "10.000")
    assert (line_out.finding.rule, line_out.finding.holds) == ("scoring.line.not_applicable", True)


# Words of more than one reason ---------------------------------------------------------------------------------------


def test_adjustments_name_every_line_taken_out_and_every_reason() -> None:
    lines = (out("A"), out("B"), points("C", "60"))
    inside = scored(section("I", A, B, C, max_points=Decimal(90)), lines=lines, not_applicable=RESCALE)
    (part,) = inside.sections
    assert (part.finding.rule, part.finding.holds, part.max_points) == ("scoring.section", True, 90)
    assert part.finding.because.vi == (
        "Phần I: các dòng cộng lại 60, thành 90 điểm (quy đổi vì không áp dụng A, B; tối đa 90)"
    )
    assert part.finding.because.en == (
        "Phần I: the lines add up to 60 and become 90 points (scaled because A, B do not apply; at most 90)"
    )
    loose = scored(A, B, C, lines=lines, not_applicable=RESCALE, most=Decimal(200))
    assert (loose.finding.rule, loose.finding.holds) == ("scoring.total", True)
    assert loose.finding.because.vi == "Tổng: các phần cộng lại 60, thành 100 điểm (quy đổi vì không áp dụng A, B)"


# What scaling leaves alone -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("policy", "total"), [(RESCALE, "36.50"), (SPREAD, "36.50")])
def test_scaling_leaves_deductions_alone(policy: NotApplicable, total: str) -> None:
    lines = (out("A"), points("B", "28.5"), line("D", late="3"))
    assert str(scored(A, B, deduction(), lines=lines, not_applicable=policy).total) == total


def test_scaling_counts_lines_of_less_than_a_point() -> None:
    small = judged("S", "0.5")
    lines = (out("A"), points("S", "0.5"))
    assert str(scored(A, small, lines=lines, not_applicable=RESCALE).total) == "10.50"


def test_scaling_counts_the_points_of_the_sections_beside() -> None:
    beside = (section("I", B), section("II", C, weight=Decimal("0.5")))
    lines = (out("A"), points("B", "15"), points("C", "60"))
    # 15 of 30 and 30 of 30 are left: 45/60 of the 10 that do not apply.
    assert str(scored(A, *beside, lines=lines, not_applicable=RESCALE).total) == "52.50"
    assert str(scored(A, *beside, lines=lines, not_applicable=SPREAD).total) == "52.50"
    # One section alone beside it: 15 of 30 is half of the 10.
    assert (
        str(scored(A, beside[0], lines=(out("A"), points("B", "15")), not_applicable=RESCALE, places=1).total) == "20.0"
    )


def test_policy_of_a_section_reaches_the_sections_inside() -> None:
    inner = section("I.1", A, B, C)
    lines = (out("A"), points("B", "15"), points("C", "9"))
    for policy, total in ((SPREAD, "27.25"), (RESCALE, "26.67")):
        assert str(scored(section("I", inner, not_applicable=policy), lines=lines).total) == total
        assert str(scored(section("I", inner), lines=lines, not_applicable=policy).total) == total
