"""The figure a rule looks at: from targets, from inputs, or held against the rest of the bloc."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.rulebook.examples import NOTHING, asked, count, figure, gifts, given, ratio, read, taking, target
from thidua.rulebook.facts import Direction, TargetFact
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules.base import Rule
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.measure import (
    Against,
    Compared,
    Measure,
    OfRatio,
    Take,
    Term,
    mean,
    read_measure,
    statistic,
)

LESS, REACH = Direction.LESS, Direction.REACH


def measured(measure: Measure, what: Given) -> tuple[str | None, str]:
    value = measure.value(what)
    return (None if value is None else str(value)), measure.describe(what).vi


# From targets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("take", "reported", "value", "sentence"),
    [
        (Take.REACHED, target("13", "7"), "1300/7", "đạt ≈ 185,7143% kế hoạch"),
        (Take.OVER, target("13", "10"), "30", "vượt 30% kế hoạch"),
        (Take.OVER, target("9", "10"), "0", "vượt 0% kế hoạch"),
        (Take.SHORT, target("9", "10"), "10", "thiếu 10% so với kế hoạch"),
        (Take.SHORT, target("13", "10"), "0", "thiếu 0% so với kế hoạch"),
        (Take.ACTUAL, target("13", None), "13", "kết quả 13"),
        (Take.ACTUAL, target(None, "10"), None, "chưa đủ số liệu"),
        (Take.BEYOND, target("13", "10"), "3", "vượt kế hoạch 3 đơn vị tính"),
        (Take.BEYOND, target("9", "10"), "0", "vượt kế hoạch 0 đơn vị tính"),
        (Take.BEYOND, target("9", None), None, "chưa đủ số liệu"),
        (Take.GROWTH, target("12", None, previous="10"), "120", "bằng 120% kết quả năm trước"),
        (Take.GROWTH, target("12", "10"), None, "chưa đủ số liệu"),
        (Take.GROWTH, target(None, "10", previous="10"), None, "chưa đủ số liệu"),
        (Take.GROWTH, target("0", "10", previous="0"), "100", "bằng 100% kết quả năm trước"),
        (Take.GROWTH, target("5", "10", previous="0"), None, "chưa đủ số liệu"),
        (Take.REACHED, target("3", "5", LESS), "140", "đạt 140% kế hoạch"),
        (Take.REACHED, target("0", "5", LESS), "200", "đạt 200% kế hoạch"),
        (Take.REACHED, target("0", "0", LESS), "100", "đạt 100% kế hoạch"),
        (Take.OVER, target("3", "5", LESS), "40", "vượt 40% kế hoạch"),
        (Take.SHORT, target("8", "5", LESS), "75/2", "thiếu 37,5% so với kế hoạch"),
        (Take.BEYOND, target("3", "5", LESS), "2", "vượt kế hoạch 2 đơn vị tính"),
        (Take.BEYOND, target("8", "5", LESS), "0", "vượt kế hoạch 0 đơn vị tính"),
        (Take.GROWTH, target("3", "9", LESS, previous="5"), "140", "bằng 140% kết quả năm trước"),
        (Take.GROWTH, target("8", "9", LESS, previous="5"), "125/2", "bằng 62,5% kết quả năm trước"),
        (Take.GROWTH, target("0", "9", LESS, previous="5"), "200", "bằng 200% kết quả năm trước"),
        (Take.GROWTH, target("3", "9", LESS, previous="0"), "0", "bằng 0% kết quả năm trước"),
        (Take.REACHED, target("4", "5", REACH), "0", "đạt 0% kế hoạch"),
    ],
)
def test_figure_taken_from_a_target(take: Take, reported: TargetFact, value: str | None, sentence: str) -> None:
    assert measured(taking(take), given(taking(take), reported)) == (value, sentence)


def test_figure_of_several_targets_is_their_mean_once_all_are_known() -> None:
    reached = taking(Take.REACHED)
    assert reached.value(given(reached, target("5", "10"), target("15", "10", key="u"))) == 100
    assert reached.value(given(reached, target("5", "10"), gifts(None))) is None
    assert reached.value(NOTHING) is None


@pytest.mark.parametrize(
    ("take", "unit"),
    [
        (Take.REACHED, "%"),
        (Take.OVER, "%"),
        (Take.SHORT, "%"),
        (Take.ACTUAL, ""),
        (Take.BEYOND, ""),
        (Take.GROWTH, "%"),
    ],
)
def test_figure_from_targets_is_in_percent_or_in_their_own_unit(take: Take, unit: str) -> None:
    measure = taking(take)
    assert (measure.unit, measure.takes_targets, measure.compared, measure.inputs()) == (unit, True, None, ())


# From inputs ---------------------------------------------------------------------------------------------------------


def test_figure_entered_by_people() -> None:
    late = count()
    assert measured(late, given(late, late="3")) == ("3", "Báo cáo chậm: 3 lần")
    assert measured(late, NOTHING) == (None, "Báo cáo chậm: chưa đủ số liệu")
    plainly = count(unit="")
    assert measured(plainly, given(plainly, late="0")) == ("0", "Báo cáo chậm: 0")
    early = figure("days", "Sớm", "ngày")
    assert measured(early, given(early, days="-1.5")) == ("-3/2", "Sớm: -1,5 ngày")
    assert (late.name, early.name, late.takes_targets, late.compared) == ("count", "number", False, None)


def test_ratio_of_two_counts() -> None:
    assert measured(ratio(), given(ratio(), done="3", all="4")) == ("75", "đúng hạn, số hồ sơ: 3/4 = 75%")


@pytest.mark.parametrize("raw", [{}, {"done": "3"}, {"all": "3"}, {"done": "0", "all": "0"}])
def test_ratio_without_both_sides_or_of_nothing_is_not_known(raw: dict[str, str]) -> None:
    assert measured(ratio(), given(ratio(), **raw)) == (None, "chưa đủ số liệu")


def test_ratio_to_a_fixed_number() -> None:
    fixed_base = ratio(base="8")
    assert measured(fixed_base, given(fixed_base, done="3")) == ("75/2", "đúng hạn: 3/8 = 37,5%")
    assert measured(fixed_base, NOTHING) == (None, "chưa đủ số liệu")


def test_ratio_of_weighted_counts() -> None:
    terms = (Term(asked=asked("a", "bài trung ương"), weight=Decimal(3)), Term(asked=asked("b", "bài tỉnh")))
    rule = OfRatio(above=terms, base=Decimal(12))
    assert measured(rule, given(rule, a="2", b="3")) == ("75", "bài trung ương, bài tỉnh: 9/12 = 75%")
    assert rule.value(given(rule, a="2")) is None
    assert ([one.key for one in rule.inputs()], rule.unit) == (["a", "b"], "%")


@pytest.mark.parametrize(
    ("sides", "code", "field"),
    [
        ({"above": (), "base": Decimal(1)}, "ratio_sides", "ratio"),
        ({"above": (Term(asked=asked()),)}, "ratio_sides", "ratio"),
        (
            {"above": (Term(asked=asked()),), "below": (Term(asked=asked("b")),), "base": Decimal(1)},
            "ratio_sides",
            "ratio",
        ),
        ({"above": (Term(asked=asked()),), "base": Decimal(0)}, "not_above_zero", "ratio.base"),
        ({"above": (Term(asked=asked()),), "base": Decimal(-1)}, "not_above_zero", "ratio.base"),
    ],
)
def test_ratio_without_clear_sides_is_refused(sides: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        OfRatio(**sides)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)


def test_ratio_in_english_and_to_a_base_below_one() -> None:
    half = ratio(base="0.5")
    assert half.describe(given(half, done="1")).en == "đúng hạn: 1/0.5 = 200%"
    assert half.to_json()["base"] == "0.5"


def test_weights_of_a_ratio_are_read_back() -> None:
    weighted = OfRatio(above=(Term(asked=asked("a", "bài"), weight=Decimal(3)),), base=Decimal(12))
    assert read(read_measure, weighted.to_json()) == weighted


# Held against the bloc -----------------------------------------------------------------------------------------------


def compared(against: Against, own: str | None, *bloc: str, of: Measure | None = None) -> tuple[str | None, str]:
    inner = of or figure("n", "Số bài", "bài")
    measure = Compared(figure=inner, against=against)
    peers = {(inner, None): tuple(sorted(Fraction(one) for one in bloc))}
    raw = {} if own is None else {"n": own}
    return measured(measure, given(inner, peers=peers, **raw))


@pytest.mark.parametrize(
    ("against", "own", "bloc", "value", "sentence"),
    [
        (Against.BEST, "6", ["6", "8"], "75", "Số bài: 6 bài, bằng 75% mức cao nhất khối"),
        (Against.BEST, "0", ["0", "0"], "0", "Số bài: 0 bài, bằng 0% mức cao nhất khối"),
        (Against.BEST, "-4", ["-4", "-2"], "0", "Số bài: -4 bài, bằng 0% mức cao nhất khối"),
        (Against.MEAN, "6", ["6", "8", "10"], "75", "Số bài: 6 bài, bằng 75% mức bình quân khối"),
        (Against.MEAN, "1", ["1", "-1"], "100", "Số bài: 1 bài, bằng 100% mức bình quân khối"),
        (Against.MEAN, "-1", ["1", "-1"], "0", "Số bài: -1 bài, bằng 0% mức bình quân khối"),
        (Against.MEAN, "0", ["0", "0"], "100", "Số bài: 0 bài, bằng 100% mức bình quân khối"),
        (Against.MEDIAN, "6", ["6", "8", "99"], "75", "Số bài: 6 bài, bằng 75% mức trung vị khối"),
        (Against.MEDIAN, "6", ["6", "10"], "75", "Số bài: 6 bài, bằng 75% mức trung vị khối"),
        (Against.RANK, "8", ["6", "8", "9"], "2", "Số bài: 8 bài, thứ 2 trong khối"),
        (Against.RANK, "9", ["6", "9", "9"], "1", "Số bài: 9 bài, thứ 1 trong khối"),
        (Against.RANK, "6", ["6", "9", "9"], "3", "Số bài: 6 bài, thứ 3 trong khối"),
        (Against.RANK_LOW, "9", ["6", "9", "9"], "2", "Số bài: 9 bài, thứ 2 trong khối (thấp xếp trước)"),
        (Against.RANK_LOW, "6", ["6", "6", "9"], "1", "Số bài: 6 bài, thứ 1 trong khối (thấp xếp trước)"),
    ],
)
def test_figure_held_against_the_bloc(against: Against, own: str, bloc: list[str], value: str, sentence: str) -> None:
    assert compared(against, own, *bloc) == (value, sentence)


@pytest.mark.parametrize("against", list(Against))
def test_figure_held_against_a_bloc_waits_for_both(against: Against) -> None:
    assert compared(against, None, "6", "8") == (None, "chưa đủ số liệu")
    assert compared(against, "6") == (None, "chưa đủ số liệu")


@pytest.mark.parametrize(
    ("against", "unit"),
    [(Against.BEST, "%"), (Against.MEAN, "%"), (Against.MEDIAN, "%"), (Against.RANK, ""), (Against.RANK_LOW, "")],
)
def test_compared_figure_is_a_percentage_or_a_place(against: Against, unit: str) -> None:
    over_targets = Compared(figure=taking(Take.ACTUAL), against=against)
    assert (over_targets.unit, over_targets.takes_targets, over_targets.compared) == (unit, True, taking(Take.ACTUAL))
    over_input = Compared(figure=count(), against=against)
    assert (over_input.takes_targets, [one.key for one in over_input.inputs()]) == (False, ["late"])


def test_figure_is_compared_only_once() -> None:
    with pytest.raises(InvalidSheet) as refused:
        Compared(figure=Compared(figure=count(), against=Against.BEST), against=Against.RANK)
    assert (refused.value.code, refused.value.data) == ("compared_twice", {"field": "against"})


def test_statistics_of_the_bloc() -> None:
    bloc = (Fraction(1), Fraction(2), Fraction(9))
    assert [statistic(one, bloc) for one in (Against.BEST, Against.MEAN, Against.MEDIAN)] == [9, 4, 2]
    assert statistic(Against.MEDIAN, bloc[1:]) == Fraction(11, 2)
    assert statistic(Against.MEDIAN, (Fraction(1), *bloc, Fraction(20))) == 2
    assert statistic(Against.MEDIAN, (*bloc, Fraction(20), Fraction(30), Fraction(40))) == Fraction(29, 2)


def test_mean_of_nothing_or_with_one_unknown_is_not_known() -> None:
    assert (mean([]), mean([Fraction(1), None]), mean([Fraction(1), Fraction(2)])) == (None, None, Fraction(3, 2))
    assert mean([Fraction(7)]) == 7


# JSON ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "data"),
    [
        (taking(Take.OVER), {"of": "targets", "take": "over"}),
        (count(), {"of": "count", "key": "late", "label": "Báo cáo chậm", "unit": "lần"}),
        (figure(), {"of": "number", "key": "share", "label": "Tỷ lệ", "unit": "%"}),
        (
            Compared(figure=taking(Take.REACHED), against=Against.RANK_LOW),
            {"of": "targets", "take": "reached", "against": "rank_low"},
        ),
        (
            ratio(),
            {
                "of": "ratio",
                "above": [{"key": "done", "label": "đúng hạn", "unit": "", "weight": "1"}],
                "below": [{"key": "all", "label": "số hồ sơ", "unit": "", "weight": "1"}],
                "base": None,
            },
        ),
    ],
)
def test_measure_as_json_and_back(measure: Measure, data: dict[str, object]) -> None:
    assert measure.to_json() == data
    assert read(read_measure, data) == measure


def test_measure_from_json_takes_what_need_not_be_said() -> None:
    brief = {"of": "ratio", "above": [{"key": "done", "label": "đúng hạn"}], "base": 8}
    assert read(read_measure, brief) == ratio(base="8")
    assert read(read_measure, {"of": "count", "key": "late", "label": "Báo cáo chậm"}) == count(unit="")


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ({}, "missing_field", "of"),
        ({"of": "votes"}, "unknown_choice", "of"),
        ({"of": "targets"}, "missing_field", "take"),
        ({"of": "targets", "take": "all"}, "unknown_choice", "take"),
        ({"of": "targets", "take": "over", "key": "k"}, "unknown_field", "key"),
        ({"of": "count", "label": "l"}, "missing_field", "key"),
        ({"of": "count", "key": "k"}, "missing_field", "label"),
        ({"of": "number", "key": "k", "label": "l", "take": "over"}, "unknown_field", "take"),
        ({"of": "count", "key": "k", "label": "l", "against": "worst"}, "unknown_choice", "against"),
        ({"of": "ratio", "above": {}}, "not_a_list", "above"),
        ({"of": "ratio", "above": [{"key": "k", "label": "l", "of": 1}]}, "unknown_field", "above[0].of"),
        ({"of": "ratio", "above": [{"key": "k", "label": "l", "weight": 1.5}]}, "float_number", "above[0].weight"),
    ],
)
def test_measure_from_json_is_refused_by_its_path(data: object, code: str, field: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        read(read_measure, data)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)


# The closed set ------------------------------------------------------------------------------------------------------


def test_measure_and_rule_of_no_kind_can_do_nothing() -> None:
    measure, rule = Measure(), Rule()
    for missing in (
        lambda: measure.unit,
        lambda: measure.value(NOTHING),
        lambda: measure.describe(NOTHING),
        measure.to_json,
        lambda: rule.least,
        lambda: rule.most,
        lambda: rule.worth(NOTHING),
        lambda: rule.explain(NOTHING),
        rule.to_json,
    ):
        with pytest.raises(NotImplementedError):
            missing()
