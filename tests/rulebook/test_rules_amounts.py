"""Points from a figure: in proportion, so many for each unit of it, or by bands."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.rulebook.examples import (
    NOTHING,
    bands,
    count,
    figure,
    fixed,
    gifts,
    given,
    number,
    per_unit,
    ratio,
    said,
    taking,
    target,
)
from thidua.rulebook.facts import Direction, TargetFact
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import Band, Bands, PerUnit, Proportion, Rule
from thidua.rulebook.rules.amounts import over_threshold
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.measure import Take

TEN = Proportion(points=Decimal(10))
EXTRA = Proportion(points=Decimal(10), cap=Decimal(120))
HALF_AT_LEAST = Proportion(points=Decimal(10), floor=Decimal(50))

# Proportion ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "targets", "points", "sentence"),
    [
        (TEN, [target("8", "10")], "8", "đạt 80% kế hoạch; 10 × 8/10 = 8"),
        (TEN, [target("0", "10")], "0", "đạt 0% kế hoạch; 10 × 0% = 0"),
        (TEN, [target("10", "10")], "10", "đạt 100% kế hoạch; 10 × 100% = 10"),
        (TEN, [target("13", "7")], "10", "đạt ≈ 185,7143% kế hoạch, tính đến 100%; 10 × 100% = 10"),
        (TEN, [target("1", "3")], "10/3", "đạt ≈ 33,3333% kế hoạch; 10 × 1/3 = ≈ 3,3333"),
        (TEN, [gifts("29200")], "8", "đạt 80% kế hoạch; 10 × 29.200/36.500 = 8"),
        (TEN, [target("8", "5", Direction.LESS)], "25/4", "đạt 62,5% kế hoạch; 10 × 5/8 = 6,25"),
        (TEN, [target("3", "0", Direction.LESS)], "0", "đạt 0% kế hoạch; 10 × 0% = 0"),
        (TEN, [target("3", "5", Direction.REACH)], "0", "đạt 0% kế hoạch; 10 × 0% = 0"),
        (EXTRA, [target("11", "10")], "11", "đạt 110% kế hoạch; 10 × 110% = 11"),
        (EXTRA, [target("15", "10")], "12", "đạt 150% kế hoạch, tính đến 120%; 10 × 120% = 12"),
        (HALF_AT_LEAST, [target("5", "10")], "5", "đạt 50% kế hoạch; 10 × 5/10 = 5"),
        (HALF_AT_LEAST, [target("4.99", "10")], "0", "đạt 49,9% kế hoạch, dưới 50% nên không được điểm"),
    ],
)
def test_proportion_examples(rule: Proportion, targets: list[TargetFact], points: str, sentence: str) -> None:
    assert said(rule, given(rule, *targets)) == (points, sentence)


def test_proportion_caps_each_target_so_that_one_does_not_make_up_for_another() -> None:
    reported = (target("20", "10"), target("0", "10", key="u"))
    assert said(TEN, given(TEN, *reported)) == ("5", "đạt 100% kế hoạch, tính đến 50%; 10 × 50% = 5")
    assert EXTRA.worth(given(EXTRA, *reported)) == 6


def test_proportion_of_several_targets_waits_for_all_of_them() -> None:
    reported = (target("20", "10"), gifts(None), target(None, "3", key="u", label="Hợp tác xã"))
    assert said(TEN, given(TEN, *reported)) == (None, "chưa có số liệu của: Quà tặng, Hợp tác xã")
    assert TEN.explain(given(TEN, *reported)).because.en == "not reported: Quà tặng, Hợp tác xã"


def test_proportion_without_targets_or_without_a_plan_is_not_known() -> None:
    assert said(TEN, NOTHING) == (None, "chưa có chỉ tiêu")
    assert said(TEN, given(TEN, gifts(planned=None))) == (None, "chưa đủ số liệu")


def test_proportion_of_an_entered_percentage_is_held_between_nothing_and_the_cap() -> None:
    rule = Proportion(points=Decimal(20), of=figure())
    assert said(rule, given(rule, share="45.5")) == ("91/10", "Tỷ lệ: 45,5 %; 20 × 45,5% = 9,1")
    assert said(rule, given(rule, share="150")) == ("20", "Tỷ lệ: 150 %, tính đến 100%; 20 × 100% = 20")
    assert said(rule, given(rule, share="-3")) == ("0", "Tỷ lệ: -3 %, tính đến 0%; 20 × 0% = 0")
    assert said(rule, NOTHING) == (None, "Tỷ lệ: chưa đủ số liệu")


def test_proportion_of_a_ratio() -> None:
    rule = Proportion(points=Decimal(10), of=ratio())
    assert said(rule, given(rule, done="9", all="12")) == ("15/2", "đúng hạn, số hồ sơ: 9/12 = 75%; 10 × 75% = 7,5")


def test_proportion_of_growth_shows_a_percentage_and_not_the_plan() -> None:
    rule = Proportion(points=Decimal(10), of=taking(Take.GROWTH))
    assert said(rule, given(rule, target("8", "100", previous="10"))) == (
        "8",
        "bằng 80% kết quả năm trước; 10 × 80% = 8",
    )


@pytest.mark.parametrize(
    ("options", "code", "data"),
    [
        (
            {"points": Decimal(-1)},
            "points_out_of_bounds",
            {"field": "points", "least": "0", "most": "1000000"},
        ),
        ({"of": taking(Take.ACTUAL)}, "not_a_percentage", {"field": "of"}),
        ({"of": count()}, "not_a_percentage", {"field": "of"}),
        ({"cap": Decimal(0)}, "cap_out_of_range", {"value": "0"}),
        ({"cap": Decimal("1000.1")}, "cap_out_of_range", {"value": "1000.1"}),
        ({"floor": Decimal(0)}, "floor_out_of_range", {"value": "0", "most": "100"}),
        ({"floor": Decimal("100.1")}, "floor_out_of_range", {"value": "100.1", "most": "100"}),
    ],
)
def test_proportion_that_contradicts_itself_is_refused(
    options: dict[str, Any], code: str, data: dict[str, str]
) -> None:
    with pytest.raises(InvalidSheet) as refused:
        Proportion(**{"points": Decimal(10), **options})
    assert (refused.value.code, refused.value.data) == (code, data)


def test_proportion_bounds_at_the_edges_are_allowed() -> None:
    rule = Proportion(points=Decimal(0), cap=Decimal(1000), floor=Decimal(1000))
    assert (rule.least, rule.most, EXTRA.most) == (0, 0, 12)
    assert (TEN.inputs(), TEN.measures()) == ((), (taking(Take.REACHED),))


# So many points for each unit ----------------------------------------------------------------------------------------

LATE = per_unit(count(), "-0.5", floor="-3")
BONUS = per_unit(taking(Take.OVER), "0.5", step="10", cap="3")
PRO_RATA = per_unit(taking(Take.OVER), "0.5", step="10", pro_rata=True)
SHORT = per_unit(figure(), "-1", step="10", beyond="95", below=True)


@pytest.mark.parametrize(
    ("rule", "raw", "points", "sentence"),
    [
        (LATE, {"late": "0"}, "0", "Báo cáo chậm: 0 lần; 0 × -0,5 = 0"),
        (LATE, {"late": "3"}, "-3/2", "Báo cáo chậm: 3 lần; 3 × -0,5 = -1,5"),
        (LATE, {"late": "6"}, "-3", "Báo cáo chậm: 6 lần; 6 × -0,5 = -3"),
        (LATE, {"late": "7"}, "-3", "Báo cáo chậm: 7 lần; 7 × -0,5 = -3,5, giới hạn ở -3"),
        (LATE, {}, None, "Báo cáo chậm: chưa đủ số liệu"),
        (SHORT, {"share": "95"}, "0", "Tỷ lệ: 95 % (mốc 95), mỗi 10 là một bậc; 0 × -1 = 0"),
        (SHORT, {"share": "85.5"}, "0", "Tỷ lệ: 85,5 % (mốc 95), mỗi 10 là một bậc; 0 × -1 = 0"),
        (SHORT, {"share": "85"}, "-1", "Tỷ lệ: 85 % (mốc 95), mỗi 10 là một bậc; 1 × -1 = -1"),
        (SHORT, {"share": "60"}, "-3", "Tỷ lệ: 60 % (mốc 95), mỗi 10 là một bậc; 3 × -1 = -3"),
        (
            per_unit(figure(), "2", beyond="0", below=True),
            {"share": "-1"},
            "2",
            "Tỷ lệ: -1 % (mốc 0); 1 × 2 = 2",
        ),
        (per_unit(figure(), "2", beyond="5"), {"share": "7"}, "4", "Tỷ lệ: 7 % (mốc 5); 2 × 2 = 4"),
        (per_unit(figure(), "2"), {"share": "-7"}, "0", "Tỷ lệ: -7 %; 0 × 2 = 0"),
    ],
)
def test_per_unit_examples(rule: PerUnit, raw: dict[str, str], points: str | None, sentence: str) -> None:
    assert said(rule, given(rule, **raw)) == (points, sentence)


@pytest.mark.parametrize(
    ("rule", "actual", "points", "sentence"),
    [
        (BONUS, "129", "1", "vượt 29% kế hoạch, mỗi 10 là một bậc; 2 × 0,5 = 1"),
        (BONUS, "200", "3", "vượt 100% kế hoạch, mỗi 10 là một bậc; 10 × 0,5 = 5, giới hạn ở 3"),
        (PRO_RATA, "129", "29/20", "vượt 29% kế hoạch, mỗi 10 là một bậc; 2,9 × 0,5 = 1,45"),
        (PRO_RATA, "90", "0", "vượt 0% kế hoạch, mỗi 10 là một bậc; 0 × 0,5 = 0"),
    ],
)
def test_per_unit_over_the_plan_by_whole_steps_or_in_part(
    rule: PerUnit, actual: str, points: str, sentence: str
) -> None:
    assert said(rule, given(rule, target(actual, "100"))) == (points, sentence)


def test_per_unit_bounds() -> None:
    assert (LATE.least, LATE.most, BONUS.least, BONUS.most) == (-3, 0, 0, 3)
    assert (per_unit(count(), "1").most, per_unit(count(), "-1").least) == (None, None)
    assert [one.key for one in LATE.inputs()] == ["late"]
    assert BONUS.measures() == (taking(Take.OVER),)


@pytest.mark.parametrize(
    ("points", "options", "code", "field"),
    [
        ("0", {}, "no_points_per_unit", "points"),
        ("1000001", {}, "points_out_of_bounds", "points"),
        ("1", {"floor": "-1000001"}, "points_out_of_bounds", "floor"),
        ("1", {"cap": "1000001"}, "points_out_of_bounds", "cap"),
        ("1", {"step": "0"}, "not_above_zero", "step"),
        ("1", {"step": "-1"}, "not_above_zero", "step"),
        ("1", {"cap": "-0.1"}, "bound_excludes_zero", "cap"),
        ("1", {"floor": "0.1"}, "bound_excludes_zero", "floor"),
    ],
)
def test_per_unit_that_contradicts_itself_is_refused(
    points: str, options: dict[str, str], code: str, field: str
) -> None:
    with pytest.raises(InvalidSheet) as refused:
        per_unit(count(), points, **options)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)


def test_per_unit_may_be_held_at_nothing() -> None:
    rule = per_unit(count(), "1", floor="0", cap="0")
    assert said(rule, given(rule, late="4")) == ("0", "Báo cáo chậm: 4 lần; 4 × 1 = 4, giới hạn ở 0")


# Bands ---------------------------------------------------------------------------------------------------------------

STEPS = bands(figure(), ("0", "0"), ("80", "5"), ("90", "10"))


@pytest.mark.parametrize(
    ("share", "points", "sentence"),
    [
        ("0", "0", "Tỷ lệ: 0 %, thuộc bậc từ 0 đến dưới 80: 0 điểm"),
        ("79.99", "0", "Tỷ lệ: 79,99 %, thuộc bậc từ 0 đến dưới 80: 0 điểm"),
        ("80", "5", "Tỷ lệ: 80 %, thuộc bậc từ 80 đến dưới 90: 5 điểm"),
        ("90", "10", "Tỷ lệ: 90 %, thuộc bậc từ 90: 10 điểm"),
        ("-1", None, "Tỷ lệ: -1 %: bảng điểm không có bậc này"),
    ],
)
def test_bands_examples(share: str, points: str | None, sentence: str) -> None:
    assert said(STEPS, given(STEPS, share=share)) == (points, sentence)


def test_bands_without_the_figure_are_not_known() -> None:
    assert said(STEPS, NOTHING) == (None, "Tỷ lệ: chưa đủ số liệu")


def test_bands_say_a_hole_and_never_guess_over_it() -> None:
    rule = Bands(of=figure(), bands=(_band("81", None, rule="10"), _band(None, "80", rule="5")))
    assert said(rule, given(rule, share="80.5")) == (None, "Tỷ lệ: 80,5 %: bảng điểm không có bậc này")
    assert rule.explain(given(rule, share="80.5")).because.en == "Tỷ lệ: 80.5 %: the sheet has no band for this"


def test_bands_that_overlap_count_the_first() -> None:
    rule = Bands(of=figure(), bands=(_band("80", None, rule="10"), _band(None, "80", rule="5")))
    assert rule.worth(given(rule, share="80")) == 10


def test_bands_rest_on_the_rule_of_the_band() -> None:
    inner = per_unit(figure("excess", "Phần vượt"), "0.5", pro_rata=True)
    rule = Bands(of=figure(), bands=(Band(start=None, end=None, with_start=False, with_end=False, rule=inner),))
    finding = rule.explain(given(rule, share="5", excess="3"))
    assert finding.because.vi == "Tỷ lệ: 5 %, thuộc bậc mọi mức: 1,5 điểm"
    assert [part.because.vi for part in finding.parts] == ["Phần vượt: 3 %; 3 × 0,5 = 1,5"]
    assert rule.explain(given(rule, share="5")).because.vi == "Tỷ lệ: 5 %, thuộc bậc mọi mức: chưa đủ số liệu"


def _band(
    start: str | None, end: str | None, *, with_start: bool = True, with_end: bool = True, rule: str = "1"
) -> Band:
    return Band(start=number(start), end=number(end), with_start=with_start, with_end=with_end, rule=fixed(rule))


@pytest.mark.parametrize(
    ("band", "inside", "outside", "vietnamese", "english"),
    [
        (_band("80", "90"), ["80", "90"], ["79.9", "90.1"], "từ 80 đến 90", "80 or more, up to 90"),
        (
            _band("80", "90", with_start=False, with_end=False),
            ["80.1", "89.9"],
            ["80", "90"],
            "trên 80 đến dưới 90",
            "more than 80, less than 90",
        ),
        (_band("80", None), ["80", "999"], ["79"], "từ 80", "80 or more"),
        (_band(None, "80"), ["-5", "80"], ["80.1"], "đến 80", "up to 80"),
        (_band(None, None), ["-5", "80"], [], "mọi mức", "any figure"),
        (_band("80", "80"), ["80"], ["79.9", "80.1"], "từ 80 đến 80", "80 or more, up to 80"),
    ],
)
def test_band_holds_its_ends_as_it_says(
    band: Band, inside: list[str], outside: list[str], vietnamese: str, english: str
) -> None:
    rule = Bands(of=figure(), bands=(band,))
    assert [rule.worth(given(rule, share=share)) for share in (*inside, *outside)] == [1] * len(inside) + [None] * len(
        outside
    )
    assert (band.words().vi, band.words().en) == (vietnamese, english)


@pytest.mark.parametrize(
    ("start", "end", "with_start", "with_end"),
    [("90", "80", True, True), ("80", "80", True, False), ("80", "80", False, True)],
)
def test_band_that_holds_no_number_is_refused(start: str, end: str, with_start: bool, with_end: bool) -> None:
    with pytest.raises(InvalidSheet) as refused:
        _band(start, end, with_start=with_start, with_end=with_end)
    assert (refused.value.code, refused.value.data) == ("band_empty", {"start": start, "end": end})


def test_bands_without_a_band_are_refused() -> None:
    with pytest.raises(InvalidSheet) as refused:
        Bands(of=figure(), bands=())
    assert (refused.value.code, refused.value.data) == ("no_bands", {"field": "bands"})


def test_bands_bounds_are_those_of_their_rules() -> None:
    assert (STEPS.least, STEPS.most, len(STEPS.parts())) == (0, 10, 3)
    assert ([one.key for one in STEPS.inputs()], STEPS.measures()) == (["share"], (figure(),))


@pytest.mark.parametrize(("actual", "points"), [("9.99", "0"), ("10", "7"), ("11", "7")])
def test_all_or_nothing_from_the_threshold_on(actual: str, points: str) -> None:
    rule = over_threshold(threshold=Decimal(100), points=Decimal(7))
    worth = rule.worth(given(rule, target(actual, "10")))
    assert str(worth) == points
    assert over_threshold(take=Take.GROWTH, threshold=Decimal(100), points=Decimal(7)).of == taking(Take.GROWTH)


def test_amounts_as_json() -> None:
    assert HALF_AT_LEAST.to_json() == {
        "kind": "proportion",
        "points": "10",
        "of": {"of": "targets", "take": "reached"},
        "cap": "100",
        "floor": "50",
    }
    late = {"of": "count", "key": "late", "label": "Báo cáo chậm", "unit": "lần"}
    assert LATE.to_json() == {
        "kind": "per_unit",
        "of": late,
        "points": "-0.5",
        "step": "1",
        "beyond": "0",
        "below": False,
        "pro_rata": False,
        "floor": "-3",
        "cap": None,
    }
    assert Bands(of=count(), bands=(_band("1", None, with_end=False),)).to_json() == {
        "kind": "bands",
        "of": late,
        "bands": [
            {"start": "1", "end": None, "with_start": True, "with_end": False, "rule": {"kind": "fixed", "points": "1"}}
        ],
    }


# In English, and as data ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "what", "sentence"),
    [
        (TEN, NOTHING, "there is no target"),
        (TEN, given(TEN, gifts(planned=None)), "figures are missing"),
        (TEN, given(TEN, target("8", "10")), "80% of the plan reached; 10 × 8/10 = 8"),
        (TEN, given(TEN, target("15", "10")), "150% of the plan reached, counted as 100%; 10 × 100% = 10"),
        (
            HALF_AT_LEAST,
            given(HALF_AT_LEAST, target("4", "10")),
            "40% of the plan reached, below 50%, so there are no points",
        ),
        (LATE, given(LATE, late="3"), "Báo cáo chậm: 3 lần; 3 × -0.5 = -1.5"),
        (LATE, given(LATE, late="7"), "Báo cáo chậm: 7 lần; 7 × -0.5 = -3.5, held to -3"),
        (SHORT, given(SHORT, share="85"), "Tỷ lệ: 85 % (threshold 95), every 10 is a step; 1 × -1 = -1"),
        (STEPS, given(STEPS, share="80"), "Tỷ lệ: 80 %, in the band 80 or more, less than 90: 5 points"),
    ],
)
def test_amounts_in_english(rule: Rule, what: Given, sentence: str) -> None:
    assert rule.explain(what).because.en == sentence


@pytest.mark.parametrize(
    ("rule", "what", "points"),
    [
        (TEN, given(TEN, target("8", "10")), "8"),
        (LATE, given(LATE, late="3"), "-3/2"),
        (STEPS, given(STEPS, share="80"), "5"),
    ],
)
def test_amounts_repeat_the_points_for_programs(rule: Rule, what: Given, points: str) -> None:
    finding = rule.explain(what)
    assert (finding.rule, finding.holds, finding.data) == (f"scoring.{rule.kind}", True, {"points": points})
    assert finding.parts == ()


def test_band_with_a_rule_has_the_points_of_that_rule() -> None:
    inner = per_unit(figure("excess", "Phần vượt"), "0.5", pro_rata=True)
    rule = Bands(of=figure(), bands=(Band(start=None, end=None, with_start=False, with_end=False, rule=inner),))
    what = given(rule, share="5", excess="3")
    assert (rule.worth(what), rule.explain(what).data) == (Fraction(3, 2), {"points": "3/2"})
    assert rule.explain(given(rule, share="5")).because.en == "Tỷ lệ: 5 %, in the band any figure: figures are missing"


# At the edges --------------------------------------------------------------------------------------------------------


def test_amounts_of_less_than_one_are_allowed() -> None:
    little = Proportion(points=Decimal("0.5"), cap=Decimal("0.5"), floor=Decimal("0.25"))
    worth = [little.worth(given(little, target(actual, "1000"))) for actual in ("2", "2.5", "9")]
    assert worth == [0, Fraction(1, 800), Fraction(1, 400)]
    assert little.to_json()["floor"] == "0.25"
    assert Proportion(points=Decimal(1)).to_json()["floor"] is None


def test_per_unit_holds_what_it_adds_up_to() -> None:
    held = per_unit(count(), "-2", floor="-0.5", cap="0.5")
    assert held.worth(given(held, late="1")) == Fraction(-1, 2)


def test_band_of_one_number_holds_it() -> None:
    assert _band("80", "80").holds(Fraction(80)) is True


def test_proportion_of_an_entered_figure_ignores_targets_of_other_parts() -> None:
    rule = Proportion(points=Decimal(10), of=figure())
    assert rule.worth(given(rule, target("1", "2"), target("1", "2", key="u"), share="50")) == 5


def test_all_or_nothing_as_bands() -> None:
    assert [band.to_json() for band in over_threshold(threshold=Decimal(80), points=Decimal(7)).bands] == [
        {
            "start": "80",
            "end": None,
            "with_start": True,
            "with_end": False,
            "rule": {"kind": "fixed", "points": "7"},
        },
        {
            "start": None,
            "end": "80",
            "with_start": False,
            "with_end": False,
            "rule": {"kind": "fixed", "points": "0"},
        },
    ]
