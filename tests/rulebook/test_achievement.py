"""Reached and over: the figures and the sentences an official would write."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from tests.rulebook.examples import gifts, target
from tests.rulebook.strategies import amounts, patient, plans, targets
from thidua.rulebook.achievement import achievement, exact_percent, exact_share
from thidua.rulebook.facts import Direction, InvalidFacts, TargetFact

LESS, REACH = Direction.LESS, Direction.REACH


@pytest.mark.parametrize(
    ("actual", "planned", "reached", "over", "sentence"),
    [
        ("74958", "36500", "205.4", "105.4", "đạt 205,4% kế hoạch, vượt 105,4%"),
        ("13", "7", "185.7", "85.7", "đạt 185,7% kế hoạch, vượt 85,7%"),
        ("8", "10", "80.0", "-20.0", "đạt 80% kế hoạch, còn thiếu 20%"),
        ("10", "10", "100.0", "0.0", "đạt 100% kế hoạch"),
        ("0", "10", "0.0", "-100.0", "đạt 0% kế hoạch, còn thiếu 100%"),
        ("9999", "10000", "100.0", "0.0", "chưa đủ 100% kế hoạch, còn thiếu dưới 0,1%"),
        ("10001", "10000", "100.0", "0.0", "đạt 100% kế hoạch, vượt dưới 0,1%"),
    ],
)
def test_achievement_more_examples(actual: str, planned: str, reached: str, over: str, sentence: str) -> None:
    found = achievement(target(actual, planned))
    assert (str(found.reached_percent), str(found.over_percent)) == (reached, over)
    assert found.because.vi == sentence
    assert found.met is (Decimal(actual) >= Decimal(planned))


def test_achievement_share_is_exact_and_credited_share_capped() -> None:
    found = achievement(target("13", "7"))
    assert (found.share, found.credited) == (Fraction(13, 7), Fraction(1))


def test_achievement_in_english() -> None:
    assert achievement(gifts()).because.en == "reached 205.4% of the plan, 105.4% over it"


@pytest.mark.parametrize(
    ("direction", "actual", "planned", "share", "met", "sentence"),
    [
        (LESS, "5", "5", Fraction(1), True, "thực hiện 5, mức không vượt quá 5: đạt"),
        (LESS, "3", "5", Fraction(7, 5), True, "thực hiện 3, mức không vượt quá 5: đạt"),
        (LESS, "8", "5", Fraction(5, 8), False, "thực hiện 8, mức không vượt quá 5: không đạt"),
        (LESS, "0", "5", Fraction(2), True, "thực hiện 0, mức không vượt quá 5: đạt"),
        (LESS, "0", "0", Fraction(1), True, "thực hiện 0, mức không vượt quá 0: đạt"),
        (LESS, "1", "0", Fraction(0), False, "thực hiện 1, mức không vượt quá 0: không đạt"),
        (REACH, "1", "1", Fraction(1), True, "thực hiện 1, mức cần đạt 1: đạt"),
        (REACH, "2", "1", Fraction(1), True, "thực hiện 2, mức cần đạt 1: đạt"),
        (REACH, "0", "1", Fraction(0), False, "thực hiện 0, mức cần đạt 1: không đạt"),
    ],
)
def test_achievement_of_ceilings_and_marks(
    direction: Direction, actual: str, planned: str, share: Fraction, met: bool, sentence: str
) -> None:
    found = achievement(target(actual, planned, direction))
    assert (found.share, found.met, found.because.vi) == (share, met, sentence)


def test_achievement_not_reported_is_not_zero() -> None:
    found = achievement(gifts(None))
    assert found.because.vi == "chưa có số liệu"
    assert (found.share, found.credited, found.reached_percent, found.over_percent, found.met) == (None,) * 5


@pytest.mark.parametrize(
    ("broken", "code", "data"),
    [
        (target("1", "0"), "planned_not_positive", {"value": "0"}),
        (target(None, "-1"), "planned_not_positive", {"value": "-1"}),
        (target("1", "-1", LESS), "negative", {"field": "planned", "value": "-1"}),
        (target("1", "-1", REACH), "negative", {"field": "planned", "value": "-1"}),
        (target("-1", "5"), "negative", {"field": "actual", "value": "-1"}),
        (target("1", "5", previous="-0.1"), "negative", {"field": "previous", "value": "-0.1"}),
        (target("NaN", "5"), "not_finite", {"field": "actual"}),
        (target("1", "Infinity"), "not_finite", {"field": "planned"}),
        (target("1", "5", previous="NaN"), "not_finite", {"field": "previous"}),
    ],
)
def test_achievement_of_impossible_figures_is_refused(broken: TargetFact, code: str, data: dict[str, str]) -> None:
    with pytest.raises(InvalidFacts) as refused:
        achievement(broken)
    assert (refused.value.code, refused.value.data) == (code, {"key": "t", **data})


def test_achievement_after_a_year_of_nothing_is_possible() -> None:
    assert achievement(target("1", "5", previous="0")).share == Fraction(1, 5)


@pytest.mark.parametrize(("actual", "credited"), [("8", Fraction(4, 5)), ("10", Fraction(1)), ("13", Fraction(1))])
def test_achievement_credits_what_was_reached_and_no_more_than_all(actual: str, credited: Fraction) -> None:
    assert achievement(target(actual, "10")).credited == credited


@patient
@given(targets())
def test_achievement_credits_between_nothing_and_all(drawn: TargetFact) -> None:
    credited = achievement(drawn).credited
    assert (credited is None) is (drawn.actual is None or drawn.planned is None)
    assert credited is None or 0 <= credited <= 1


@given(planned=plans, first=amounts, second=amounts)
def test_achievement_never_falls_when_more_is_done(planned: Decimal, first: Decimal, second: Decimal) -> None:
    less_done, more_done = sorted((first, second))
    assert _credited(less_done, planned, Direction.MORE) <= _credited(more_done, planned, Direction.MORE)
    assert _credited(less_done, planned, REACH) <= _credited(more_done, planned, REACH)
    assert _credited(less_done, planned, LESS) >= _credited(more_done, planned, LESS)


@given(planned=plans, actual=amounts)
def test_achievement_sentence_says_over_or_short_as_it_is(planned: Decimal, actual: Decimal) -> None:
    sentence = achievement(target(str(actual), str(planned))).because.vi
    assert ("vượt" in sentence) is (actual > planned)
    assert ("thiếu" in sentence) is (actual < planned)


@given(planned=plans, first=amounts, second=amounts)
def test_achievement_of_fewer_is_never_a_smaller_share_where_less_is_better(
    planned: Decimal, first: Decimal, second: Decimal
) -> None:
    fewer, more = (exact_share(target(str(actual), str(planned), LESS)) for actual in sorted((first, second)))
    assert fewer is not None
    assert more is not None
    assert 2 >= fewer >= more >= 0


def test_achievement_without_a_plan_is_not_known() -> None:
    assert (exact_share(gifts(planned=None)), achievement(gifts(planned=None)).met) == (None, None)


def test_achievement_as_a_percentage_is_a_hundred_times_the_share() -> None:
    for reported in (target("13", "7"), target("3", "5", LESS), target("9", "5", LESS), target("1", "2", REACH)):
        share = exact_share(reported)
        assert share is not None
        assert exact_percent(reported) == share * 100


def _credited(actual: Decimal, planned: Decimal, direction: Direction) -> Fraction:
    credited = achievement(target(str(actual), str(planned), direction)).credited
    assert credited is not None
    return credited
