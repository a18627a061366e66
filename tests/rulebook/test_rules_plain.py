"""Points that are given: fixed ones, those of judges, and those of a chosen level."""

from decimal import Decimal
from typing import Any

import pytest

from tests.rulebook.examples import NOTHING, count, fixed, given, per_unit, said
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import Choice, Fixed, Judged, Judges, Level, Rule

LEVELS = (
    Level(code="tot", label="Tốt", rule=fixed("10")),
    Level(code="kha", label="Khá", rule=fixed("7")),
    Level(code="cham", label="Chậm", rule=per_unit(count(), "-0.5", floor="-3")),
)
CHOICE = Choice(key="muc", label="Chất lượng", levels=LEVELS)
JUDGES = Judged(points=Decimal(10), judges=Judges.MEAN)
TRIMMED = Judged(points=Decimal(10), judges=Judges.TRIMMED)


def test_fixed_points_are_had_by_every_unit() -> None:
    rule = fixed("20")
    assert said(rule, NOTHING) == ("20", "20 điểm")
    assert (rule.least, rule.most, rule.inputs(), rule.measures(), rule.parts()) == (20, 20, (), (), ())


def test_fixed_points_may_be_negative_but_not_beyond_any_sheet() -> None:
    assert fixed("-1000000").least == -1_000_000
    for beyond in ("-1000000.01", "1000000.01", "NaN", "Infinity"):
        with pytest.raises(InvalidSheet) as refused:
            fixed(beyond)
        assert (refused.value.code, refused.value.data["field"]) == ("points_out_of_bounds", "points")


@pytest.mark.parametrize(
    ("rule", "raw", "points", "sentence"),
    [
        (Judged(points=Decimal(5)), "4.25", "17/4", "Điểm chấm: chấm 4,25 điểm trong khung từ 0 đến 5"),
        (
            Judged(points=Decimal(5), fewest=Decimal(-2), label="Ý thức"),
            "-2",
            "-2",
            "Ý thức: chấm -2 điểm trong khung từ -2 đến 5",
        ),
        (JUDGES, ("8", "9", "10"), "9", "Điểm chấm: bình quân 3 người chấm (8; 9; 10) = 9"),
        (JUDGES, ("8", "9", "9"), "26/3", "Điểm chấm: bình quân 3 người chấm (8; 9; 9) = ≈ 8,6667"),
        (JUDGES, ("8",), "8", "Điểm chấm: chấm 8 điểm trong khung từ 0 đến 10"),
        (
            TRIMMED,
            ("1", "8", "9", "10"),
            "17/2",
            "Điểm chấm: bình quân 4 người chấm (1; 8; 9; 10), bỏ điểm cao nhất và thấp nhất = 8,5",
        ),
        (
            TRIMMED,
            ("10", "1", "9"),
            "9",
            "Điểm chấm: bình quân 3 người chấm (10; 1; 9), bỏ điểm cao nhất và thấp nhất = 9",
        ),
        (TRIMMED, ("1", "10"), "11/2", "Điểm chấm: bình quân 2 người chấm (1; 10) = 5,5"),
    ],
)
def test_judged_examples(rule: Judged, raw: str | tuple[str, ...], points: str, sentence: str) -> None:
    assert said(rule, given(rule, judged=raw)) == (points, sentence)


def test_judged_without_points_is_not_zero() -> None:
    assert said(JUDGES, NOTHING) == (None, "Điểm chấm: chưa chấm điểm")
    assert JUDGES.explain(NOTHING).holds is False


def test_judged_in_english() -> None:
    assert TRIMMED.explain(given(TRIMMED, judged=("1", "8", "9"))).because.en == (
        "Điểm chấm: the mean of 3 judges (1; 8; 9) without the highest and the lowest = 8"
    )


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"points": Decimal(5), "fewest": Decimal(6)}, "bounds_crossed"),
        ({"points": Decimal(1_000_001)}, "points_out_of_bounds"),
        ({"points": Decimal(5), "fewest": Decimal("-1000001")}, "points_out_of_bounds"),
        ({"points": Decimal(5), "step": Decimal(0)}, "not_above_zero"),
        ({"points": Decimal(5), "step": Decimal(-1)}, "not_above_zero"),
        ({"points": Decimal(5), "step": Decimal(1_000_001)}, "points_out_of_bounds"),
        ({"points": Decimal(5), "key": "Điểm"}, "bad_key"),
        ({"points": Decimal(5), "label": " "}, "missing_field"),
    ],
)
def test_judged_that_contradicts_itself_is_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        Judged(**options)
    assert refused.value.code == code


def test_judged_bounds_and_input() -> None:
    rule = Judged(points=Decimal(5), fewest=Decimal(1), step=Decimal("0.25"), judges=Judges.MEAN)
    (asked,) = rule.inputs()
    assert (rule.least, rule.most) == (1, 5)
    assert (asked.key, asked.unit, asked.least, asked.most, asked.step, asked.several) == (
        "judged",
        "điểm",
        1,
        5,
        Decimal("0.25"),
        True,
    )
    assert Judged(points=Decimal(5)).inputs()[0].several is False


@pytest.mark.parametrize(
    ("raw", "points", "sentence"),
    [
        ({"muc": "tot"}, "10", "Chất lượng: Tốt, 10 điểm"),
        ({"muc": "cham", "late": "3"}, "-3/2", "Chất lượng: Chậm, -1,5 điểm"),
        ({"muc": "cham"}, None, "Chất lượng: Chậm, chưa đủ số liệu"),
        ({}, None, "Chất lượng: chưa chọn mức"),
    ],
)
def test_choice_examples(raw: dict[str, str], points: str | None, sentence: str) -> None:
    assert said(CHOICE, given(CHOICE, **raw)) == (points, sentence)


def test_choice_rests_on_the_finding_of_a_level_that_is_a_rule() -> None:
    assert CHOICE.explain(given(CHOICE, muc="tot")).parts == ()
    (part,) = CHOICE.explain(given(CHOICE, muc="cham", late="3")).parts
    assert part.because.vi == "Báo cáo chậm: 3 lần; 3 × -0,5 = -1,5"


def test_choice_bounds_are_those_of_its_levels() -> None:
    assert (CHOICE.least, CHOICE.most) == (-3, 10)
    open_below = Choice(
        key="k", label="l", levels=(LEVELS[0], Level(code="x", label="x", rule=per_unit(count(), "-1")))
    )
    assert (open_below.least, open_below.most) == (None, 10)
    open_above = Choice(key="k", label="l", levels=(LEVELS[0], Level(code="x", label="x", rule=per_unit(count(), "1"))))
    assert (open_above.least, open_above.most) == (0, None)


@pytest.mark.parametrize("codes", [(), ("a",), ("a", "a"), ("a", " ")])
def test_choice_needs_two_levels_with_codes_of_their_own(codes: tuple[str, ...]) -> None:
    with pytest.raises(InvalidSheet) as refused:
        Choice(key="k", label="l", levels=tuple(Level(code=code, label="l", rule=fixed("1")) for code in codes))
    assert (refused.value.code, refused.value.data) == ("levels", {"field": "k"})


def test_plain_rules_as_json() -> None:
    assert Fixed(points=Decimal("2.50")).to_json() == {"kind": "fixed", "points": "2.5"}
    assert Judged(points=Decimal(5), step=Decimal("0.250")).to_json() == {
        "kind": "judged",
        "points": "5",
        "fewest": "0",
        "step": "0.25",
        "judges": "one",
        "key": "judged",
        "label": "Điểm chấm",
    }
    assert Choice(key="k", label="l", levels=LEVELS[:2]).to_json() == {
        "kind": "choice",
        "key": "k",
        "label": "l",
        "levels": [
            {"code": "tot", "label": "Tốt", "rule": {"kind": "fixed", "points": "10"}},
            {"code": "kha", "label": "Khá", "rule": {"kind": "fixed", "points": "7"}},
        ],
    }


@pytest.mark.parametrize(
    ("rule", "raw", "points"),
    [
        (JUDGES, {"judged": "8"}, "8"),
        (JUDGES, {"judged": ("8", "9")}, "17/2"),
        (CHOICE, {"muc": "kha"}, "7"),
        (fixed("2.5"), {}, "5/2"),
    ],
)
def test_given_points_are_repeated_for_programs(rule: Rule, raw: dict[str, Any], points: str) -> None:
    finding = rule.explain(given(rule, **raw))
    assert (finding.rule, finding.holds, finding.data) == (f"scoring.{rule.kind}", True, {"points": points})


def test_step_that_is_no_step_is_refused_by_its_name() -> None:
    with pytest.raises(InvalidSheet) as refused:
        Judged(points=Decimal(5), step=Decimal(0))
    assert refused.value.data == {"field": "step", "value": "0"}


def test_choice_made_anew_gives_the_points_of_its_levels() -> None:
    choice = Choice(key="muc", label="Mức", levels=LEVELS[:2])
    assert choice.worth(given(choice, muc="kha")) == 7
