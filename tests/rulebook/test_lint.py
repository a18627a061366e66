"""The linter on totals, bounds, amounts, levels and comparisons: what it finds, and what it leaves in peace."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from tests.rulebook.lines import (
    band,
    bands,
    choice,
    count,
    fixed,
    line,
    number,
    per_unit,
    quantity,
    section,
    sheet,
)
from tests.rulebook.strategies import sheets
from thidua.rulebook.lint import Severity, errors, findings, severity
from thidua.rulebook.rules import Best, Choice, Judged, Level, PeriodMean, Proportion, Relative, Rule, Sum, Yardstick
from thidua.rulebook.rules.measure import Against, Compared, Measure, OfTargets, Take
from thidua.rulebook.sheet import Role, Sheet

Told = list[tuple[str, str, str]]


def told(of: Sheet) -> Told:
    return [(one.rule, one.data["code"], one.data["severity"]) for one in findings(of)]


def told_of(rule: Rule, **fields: Any) -> list[str]:
    return [one.rule.removeprefix("lint.") for one in findings(sheet(line(rule, **fields)))]


def summed(*parts: Rule, floor: str | None = None, cap: str | None = None) -> Sum:
    return Sum(of=parts, floor=number(floor), cap=number(cap))


def test_findings_of_a_sound_sheet_are_none() -> None:
    sound = sheet(
        section("A", line(code="1", max_points="40"), line(code="2", max_points="50"), max_points="90"),
        section("T", line(code="3", max_points="5"), line(code="4", max_points="8"), max_points="10", role=Role.BONUS),
        section("P", line(per_unit("-1", floor="-3"), "5", "0", least="-3"), role=Role.PENALTY),
        scale="90",
    )
    assert findings(sound) == ()


def test_finding_says_what_is_wrong_with_the_figures_and_the_remedy_in_both_languages() -> None:
    (found,) = findings(sheet(line(max_points="95"), scale="100"))
    assert (found.rule, found.holds) == ("lint.scale", False)
    assert found.because.vi == (
        "Các phần tính điểm cộng lại được 95 điểm, thiếu 5 so với thang 100 điểm của bảng; hãy thêm điểm cho các dòng"
        " hoặc sửa thang điểm."
    )
    assert found.because.en == (
        "The base sections add up to 95 points, 5 short of the sheet's scale of 100; give the lines more points, or"
        " correct the scale."
    )
    assert found.data == {"code": "", "severity": "error", "sum": "95", "scale": "100", "difference": "5"}


def test_finding_writes_braces_of_titles_as_they_are() -> None:
    numbered = choice(**{"1": "1", "2": "5", "3": "3"})
    odd = sheet(replace(line(replace(numbered, label="{0}"), max_points="5"), code="{code}"))
    (found,) = findings(odd)
    assert found.because.vi.startswith("Tiêu chí {code}, “{0}”: các mức đánh số")


def test_errors_are_those_that_contradict() -> None:
    found = findings(sheet(line(fixed("10")), scale="100"))
    assert [severity(one) for one in found] == [Severity.ERROR, Severity.WARNING]
    assert [one.rule for one in errors(found)] == ["lint.scale"]


def test_scale_above_says_how_much_too_many() -> None:
    (found,) = findings(sheet(line(max_points="110"), scale="100"))
    assert (found.data["sum"], found.data["difference"]) == ("110", "10")
    assert found.because.vi.startswith("Các phần tính điểm cộng lại được 110 điểm, thừa 10 so với thang 100 điểm")


@pytest.mark.parametrize(
    ("lines", "fields", "expected"),
    [
        (("100", "160"), {"max_points": "210"}, [("lint.section_sum", "K", "warning")]),
        (("100", "160"), {"max_points": "210", "capped": False}, [("lint.section_sum", "K", "error")]),
        (("100", "60"), {"max_points": "210"}, [("lint.section_sum", "K", "error")]),
        (("100", "60"), {"max_points": "210", "role": Role.BONUS}, [("lint.section_sum", "K", "warning")]),
        (("100", "160"), {"max_points": "210", "role": Role.BONUS}, []),
        (("100", "160"), {"max_points": "210", "role": Role.PENALTY}, []),
        (("100", "110"), {"max_points": "210"}, []),
        (("100", "110"), {}, []),
        ((), {"max_points": "10"}, [("lint.empty_section", "K", "error")]),
        ((), {}, [("lint.empty_section", "K", "warning")]),
        (("10",), {"weight": "0.4"}, [("lint.weight_without_maximum", "K", "warning")]),
        (("10",), {"weight": "0.4", "max_points": "10"}, []),
    ],
)
def test_section_and_its_lines(lines: tuple[str, ...], fields: dict[str, Any], expected: Told) -> None:
    entries = [line(code=str(at), max_points=worth) for at, worth in enumerate(lines)]
    assert told(sheet(line(code="z"), section("K", *entries, **fields))) == expected


def test_section_says_both_sums() -> None:
    entries = [line(code=str(at), max_points="130") for at in range(2)]
    (found,) = findings(sheet(section("khác", *entries, max_points="210", capped=False)))
    assert found.because.vi == (
        "Phần khác ghi tối đa 210 điểm nhưng các dòng trong phần cộng lại 260, thừa 50; hãy bớt điểm của các dòng hoặc"
        " sửa mức tối đa của phần."
    )


def test_section_in_a_section_counts_with_its_weight() -> None:
    inner = section("A1", line(code="1", max_points="50"), max_points="50", weight="0.4")
    assert told(sheet(section("A", inner, max_points="20"))) == []
    assert told(sheet(section("A", inner, max_points="50"))) == [("lint.section_sum", "A", "error")]


def test_bonus_section_without_a_limit_on_its_lines_reaches_any_maximum() -> None:
    bonus = line(per_unit("1"), max_points="0", over=None)
    assert told(sheet(line(code="z"), section("T", bonus, max_points="5", role=Role.BONUS))) == []


@pytest.mark.parametrize(
    ("rule", "fields", "expected"),
    [
        # Hải Phòng: the column says 2, the best level gives 1.
        (bands(band("[100;)", "1"), band("(;100)", "0")), {"max_points": "2"}, ["best_below_maximum"]),
        (choice(a="10", b="5"), {}, []),
        (choice(a="9", b="5"), {}, ["best_below_maximum"]),
        (per_unit("-1", floor="-3"), {"max_points": "3"}, ["best_below_maximum", "one_value"]),
        (summed(fixed("3"), per_unit("-1", floor="-3")), {"max_points": "3"}, []),
        (Judged(points=Decimal(12)), {}, ["gives_more"]),
        (Judged(points=Decimal(12)), {"over": "2"}, []),
        (Proportion(points=Decimal(10), cap=Decimal(120)), {}, ["gives_more"]),
        (summed(fixed("8"), per_unit("1", cap="5")), {}, ["gives_more"]),
        (summed(fixed("8"), per_unit("1")), {}, []),
        (per_unit("1"), {}, []),
    ],
)
def test_best_result_and_the_maximum(rule: Rule, fields: dict[str, Any], expected: list[str]) -> None:
    assert told_of(rule, **fields) == expected


def test_best_below_maximum_names_both_figures() -> None:
    rule = bands(band("[100;)", "1"), band("(;100)", "0"))
    (found,) = findings(sheet(line(rule, max_points="2")))
    assert found.because.vi == (
        "Tiêu chí 1 ghi tối đa 2 điểm nhưng kết quả tốt nhất theo cách tính chỉ được 1; hãy nâng mức cao nhất của cách"
        " tính hoặc sửa mức tối đa của dòng."
    )


def test_deduction_without_a_start_is_told_to_add_one() -> None:
    found = findings(sheet(line(per_unit("-1", floor="-3"), max_points="3")))[0]
    assert found.because.en == (
        "Criterion 1 says at most 3 points, but its rule only deducts and never gives any; add the points it starts"
        " from, or make the maximum 0."
    )


def test_more_than_the_line_is_an_error_unless_parts_are_added() -> None:
    told_apart = [
        findings(sheet(line(rule)))[0].data["severity"]
        for rule in (choice(a="12", b="0"), summed(choice(a="12", b="0"), per_unit("-1")))
    ]
    assert told_apart == ["error", "warning"]


@pytest.mark.parametrize(
    ("rule", "fields", "expected"),
    [
        (fixed("10"), {}, ["one_value"]),
        (choice(a="10", b="10"), {}, ["one_value"]),
        # The line forgot to say how low it may go.
        (per_unit("-1", floor="-3"), {"max_points": "0"}, ["one_value"]),
        (per_unit("-1", floor="-3"), {"max_points": "0", "least": "-3"}, []),
        (summed(fixed("10"), per_unit("-1")), {}, []),
    ],
)
def test_line_that_tells_nobody_apart(rule: Rule, fields: dict[str, Any], expected: list[str]) -> None:
    assert told_of(rule, **fields) == expected


@pytest.mark.parametrize(
    ("points", "fewest", "step", "best"),
    [("10", "0", "3", "9"), ("5", "0.5", "1", "4.5"), ("10", "0", "0.25", None), ("10", "0", None, None)],
)
def test_judged_steps_that_miss_the_maximum(points: str, fewest: str, step: str | None, best: str | None) -> None:
    rule = Judged(points=Decimal(points), fewest=Decimal(fewest), step=number(step))
    found = [
        one.data["best"] for one in findings(sheet(line(rule, max_points=points))) if one.rule == "lint.judged_steps"
    ]
    assert found == ([] if best is None else [best])


@pytest.mark.parametrize(
    ("rule", "fields", "expected"),
    [
        (per_unit("1"), {"max_points": "0", "over": None}, ["bonus_without_cap"]),
        (per_unit("1", cap="5"), {"max_points": "0", "over": None}, []),
        (per_unit("1"), {"max_points": "0", "over": "5"}, []),
        (summed(per_unit("1"), fixed("1"), cap="9"), {"max_points": "1", "over": None}, []),
        (
            summed(per_unit("1"), per_unit("2", count("b")), per_unit("3", count("c"), cap="3")),
            {"max_points": "0", "over": None},
            ["bonus_without_cap"],
        ),
        (per_unit("-1"), {"max_points": "0", "least": None}, ["deduction_without_floor"]),
        (per_unit("-1", floor="-3"), {"max_points": "0", "least": None}, []),
        (per_unit("-1"), {"max_points": "0", "least": "-5"}, []),
        (summed(per_unit("-1"), fixed("2"), floor="-5"), {"max_points": "2", "least": None}, []),
    ],
)
def test_amounts_without_a_limit(rule: Rule, fields: dict[str, Any], expected: list[str]) -> None:
    assert told_of(rule, **fields) == expected


def test_bonus_without_a_cap_names_every_amount() -> None:
    rule = summed(
        per_unit("1"), per_unit("0.5", count("b")), per_unit("1", count("c")), per_unit("3", count("d"), cap="3")
    )
    (found,) = findings(sheet(line(rule, max_points="0", over=None)))
    assert found.because.vi == (
        "Tiêu chí 1: điểm cộng 0,5; 1 mỗi lần không có giới hạn ở quy tắc, ở dòng hay ở phần; chỉ cần kê nhiều là vượt mọi"
        " đơn vị khác. Hãy ghi mức cộng tối đa."
    )


def test_bonus_is_capped_by_the_section_or_the_whole_sheet() -> None:
    bonus = line(per_unit("1"), "b", "0", over=None)
    assert told(sheet(section("T", bonus, max_points="5", role=Role.BONUS), line())) == []
    assert told(sheet(section("T", bonus, role=Role.BONUS), line(), most="110")) == []
    open_section = section("T", bonus, max_points="5", capped=False, role=Role.BONUS)
    assert told(sheet(open_section, line())) == [("lint.bonus_without_cap", "b", "warning")]


def test_deduction_is_held_by_the_section() -> None:
    fault = line(per_unit("-1"), "f", "0", least=None)
    assert told(sheet(section("P", fault, least="-9", role=Role.PENALTY), line())) == []


@pytest.mark.parametrize(
    ("rule", "fields", "expected"),
    [
        # A school's item of 5 points from which one fault takes 10.
        (summed(fixed("5"), per_unit("-10")), {"max_points": "5"}, [("deduction_over_item", "error")]),
        (summed(fixed("5"), per_unit("-10")), {"max_points": "5", "least": "-5"}, [("deduction_over_item", "warning")]),
        (summed(fixed("5"), per_unit("-5")), {"max_points": "5"}, []),
        (choice(a="5", b="-10"), {"max_points": "5"}, [("deduction_over_item", "error")]),
        (per_unit("-3"), {"max_points": "0", "least": "-2"}, [("deduction_over_item", "error")]),
        (per_unit("-3", floor="-2"), {"max_points": "0", "least": "-2"}, [("deduction_over_cap", "error"), ("deduction_over_item", "error")]),
        (per_unit("3", cap="2"), {"max_points": "2"}, [("bonus_over_cap", "error")]),
        (per_unit("2", cap="2"), {"max_points": "2"}, []),
    ],
)  # fmt: skip
def test_single_amount_above_its_limit(rule: Rule, fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    found = findings(sheet(line(rule, **fields)))
    assert [(one.rule.removeprefix("lint."), one.data["severity"]) for one in found] == expected


def test_deduction_over_the_item_names_both_figures() -> None:
    (found,) = findings(sheet(line(summed(fixed("5"), per_unit("-10")), max_points="5")))
    assert found.because.vi == (
        "Tiêu chí 1 có 5 điểm nhưng một lỗi trừ 10, lớn hơn cả dòng; hãy giảm mức trừ, hoặc chuyển lỗi này thành điều"
        " kiện xếp loại."
    )


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({"1": "2", "2": "5", "3": "10"}, []),
        ({"3": "10", "1": "2", "2": "5"}, []),
        ({"1": "10", "2": "5", "3": "5"}, []),
        ({"1": "2", "2": "10", "3": "5"}, ["level_order"]),
        ({"90,5%": "10", "80%": "2", "70.5 %": "5"}, ["level_order"]),
        ({"Tốt": "5", "Khá": "10", "Đạt": "2"}, []),
        ({"1": "2", "2": "10", "nhiều hơn": "5"}, []),
    ],
)
def test_numbered_levels_rise_or_fall(levels: dict[str, str], expected: list[str]) -> None:
    assert told_of(choice(**levels)) == expected


def test_numbered_levels_with_rules_of_their_own_are_left_alone() -> None:
    levels = (
        Level(code="a", label="1", rule=fixed("10")),
        Level(code="b", label="2", rule=Judged(points=Decimal(3))),
        Level(code="c", label="3", rule=fixed("5")),
    )
    assert told_of(Choice(key="k", label="Mức", levels=levels)) == []


@pytest.mark.parametrize(
    ("against", "at_plan", "cap", "expected"),
    [
        (Yardstick.BEST, "50", None, ["relative_no_excess", "relative_low_plan"]),
        (Yardstick.BEST, "50", "50", ["relative_no_excess"]),
        (Yardstick.MEDIAN, "50", None, ["relative_no_excess"]),
        (Yardstick.LAST_YEAR, "50", None, ["relative_no_excess"]),
        (Yardstick.BEST, "100", None, []),
    ],
)
def test_relative_rules(against: Yardstick, at_plan: str, cap: str | None, expected: list[str]) -> None:
    rule = Relative(points=Decimal(10), against=against, at_plan=Decimal(at_plan), cap=number(cap))
    assert told_of(rule) == expected


def test_relative_rule_without_excess_says_what_everybody_then_has() -> None:
    rule = Relative(points=Decimal(40), against=Yardstick.MEDIAN)
    (found,) = findings(sheet(line(rule, max_points="40")))
    assert found.because.vi == (
        "Tiêu chí 1: khi không đơn vị nào vượt kế hoạch thì không có mức vượt để so (mẫu số bằng 0); mọi đơn vị đạt kế"
        " hoạch chỉ được 20 trong 40 điểm. Hãy ghi rõ trong quy định cách chấm khi không có đơn vị nào vượt."
    )


@pytest.mark.parametrize(
    ("figure", "against", "expected"),
    [
        (count(), Against.BEST, ["best_all_zero"]),
        (count(), Against.MEAN, []),
        (OfTargets(take=Take.REACHED), Against.BEST, ["relative_low_plan"]),
        (OfTargets(take=Take.REACHED), Against.MEDIAN, []),
        (OfTargets(take=Take.OVER), Against.BEST, ["relative_low_plan", "best_all_zero"]),
        (OfTargets(take=Take.GROWTH), Against.BEST, []),
        (OfTargets(take=Take.ACTUAL), Against.BEST, ["best_all_zero"]),
        (quantity(), Against.BEST, ["best_all_zero"]),
    ],
)
def test_comparison_with_the_bloc(figure: Measure, against: Against, expected: list[str]) -> None:
    assert told_of(Proportion(points=Decimal(10), of=Compared(figure=figure, against=against))) == expected


def test_rules_deep_inside_others_are_read() -> None:
    deep = PeriodMean(
        periods=("Quý I", "Quý II"),
        rule=Best(of=(Judged(points=Decimal(10), step=Decimal(3)), Relative(points=Decimal(10)))),
    )
    assert told_of(deep) == ["judged_steps", "relative_no_excess", "relative_low_plan"]


@given(sheets())
def test_findings_of_any_sheet_name_its_own_entries(drawn: Sheet) -> None:
    codes = {"", *(one.code for one in drawn.criteria), *(one.code for one, _depth in drawn.sections())}
    found = findings(drawn)
    assert {one.data["code"] for one in found} | codes == codes
    assert {severity(one) for one in found} | set(Severity) == set(Severity)
