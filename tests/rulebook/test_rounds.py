"""Rounds of scoring: which one counts, what several scorers come to, and where they lie apart."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook.examples import line, review, unit
from thidua.rulebook.facts import Criterion, Review, Sheet
from thidua.rulebook.measures import Rounding
from thidua.rulebook.refusals import InvalidFacts
from thidua.rulebook.rounds import Round, Spread, Threshold, furthest_from_mean, mean, mean_points, spread
from thidua.rulebook.rules import Judged
from thidua.rulebook.scoring import score

POINTS = st.decimals(0, 100, places=2)


def one_line() -> Sheet:
    rule = Judged(points=Decimal(10))
    return Sheet(
        title="Bảng",
        entries=(Criterion(code="1", title="Tiêu chí", rule=rule, max_points=Decimal(10), clause="Mục 1"),),
    )


def said(round_: Round, points: str, reason: str = "vì thế") -> Review:
    return Review(code="1", points=Decimal(points), reason=reason, reviewed_by="Ai đó", round=round_)


def scored(*reviews: Review, judged: str = "8"):  # type: ignore[no-untyped-def]
    return score(facts=unit(line("1", judged=judged), reviews=reviews), sheet=one_line()).lines[0]


def test_last_round_that_gave_points_counts_whatever_the_order_they_come_in() -> None:
    found = scored(said(Round.AUTHORITY, "7"), said(Round.TEAM, "5"), said(Round.BLOC, "6"), said(Round.CROSS, "4"))

    assert (found.computed, found.final, found.round) == (Decimal(8), Decimal(7), Round.AUTHORITY)


def test_explanation_names_every_round_in_order() -> None:
    found = scored(said(Round.BLOC, "6"), said(Round.TEAM, "5"))

    told = [part.data["round"] for part in found.finding.parts if part.rule.startswith("scoring.review")]
    assert told == ["team", "bloc"]
    assert found.finding.because.vi == "Tiêu chí: 6/10 điểm (đơn vị tính 8, khối thẩm định 6)"


@pytest.mark.parametrize(
    ("round_", "words"),
    [
        (Round.CROSS, "bình quân chấm chéo 6"),
        (Round.TEAM, "tổ kiểm tra chéo chấm 6"),
        (Round.BLOC, "khối thẩm định 6"),
        (Round.AUTHORITY, "cơ quan tổ chức khối thẩm định 6"),
    ],
)
def test_result_names_the_round_that_changed_it(round_: Round, words: str) -> None:
    assert words in scored(said(round_, "6")).finding.because.vi


def test_line_without_reviews_names_no_round() -> None:
    assert scored().round is None


def test_round_that_repeats_what_stood_before_needs_no_reason() -> None:
    found = scored(said(Round.BLOC, "6"), said(Round.AUTHORITY, "6", reason=""))

    assert found.final == Decimal(6)


def test_round_that_departs_from_all_before_needs_a_reason() -> None:
    with pytest.raises(InvalidFacts) as refused:
        scored(said(Round.BLOC, "6"), said(Round.AUTHORITY, "5", reason=""))

    assert refused.value.code == "review_without_reason"


def test_line_is_reviewed_once_in_each_round() -> None:
    with pytest.raises(InvalidFacts) as refused:
        unit(reviews=(said(Round.TEAM, "5"), said(Round.TEAM, "6")))

    assert refused.value.code == "duplicate_line"
    assert len(unit(reviews=(said(Round.TEAM, "5"), review("1", "6"))).reviews) == 2


@given(st.lists(POINTS, min_size=1, max_size=43))
def test_mean_is_exact_and_lies_between_its_figures(figures: list[Decimal]) -> None:
    found = mean(figures)

    assert found is not None
    assert found * len(figures) == sum(map(Fraction, figures))
    assert min(figures) <= found <= max(figures)


def test_mean_of_nothing_is_missing_and_not_zero() -> None:
    assert mean([]) is None
    assert mean_points([], places=2, rounding=Rounding.HALF_UP) is None


@pytest.mark.parametrize(
    ("rounding", "expected"), [(Rounding.HALF_UP, "1.35"), (Rounding.HALF_EVEN, "1.34"), (Rounding.DOWN, "1.34")]
)
def test_mean_is_rounded_once_as_the_sheet_says(rounding: Rounding, expected: str) -> None:
    assert mean_points([Decimal("1.34"), Decimal("1.35")], places=2, rounding=rounding) == Decimal(expected)


@pytest.mark.parametrize(
    ("threshold", "difference", "most", "beyond"),
    [
        (Threshold(), "100", "100", False),
        (Threshold(points=Decimal(2)), "2", "10", False),
        (Threshold(points=Decimal(2)), "-2.01", "10", True),
        (Threshold(percent=Decimal(20)), "2", "10", False),
        (Threshold(percent=Decimal(20)), "2.01", "10", True),
        (Threshold(percent=Decimal(20)), "2.01", "-10", True),
        (Threshold(percent=Decimal(20)), "5", "0", False),
        (Threshold(percent=Decimal(20)), "5", None, False),
        (Threshold(points=Decimal(9), percent=Decimal(20)), "3", "10", True),
    ],
)
def test_threshold_is_gone_beyond_strictly(
    threshold: Threshold, difference: str, most: str | None, beyond: bool
) -> None:
    bound = None if most is None else Decimal(most)

    assert threshold.beyond(Decimal(difference), most=bound) is beyond


def test_threshold_asks_when_it_has_a_bound() -> None:
    assert not Threshold().asks
    assert Threshold(points=Decimal(1)).asks
    assert Threshold(percent=Decimal(1)).asks


def test_spread_names_the_lowest_and_the_highest() -> None:
    figures = [None, Decimal(3), Decimal(9), Decimal(3), Decimal(9)]

    assert spread(figures) == Spread(low=1, high=2, difference=Decimal(6))
    assert spread([None, Decimal(3)]) is None


@given(st.lists(POINTS, min_size=2, max_size=43))
def test_spread_is_the_largest_difference_of_any_two(figures: list[Decimal]) -> None:
    found = spread(figures)

    assert found is not None
    assert found.difference == max(one - other for one in figures for other in figures)
    assert figures[found.high] - figures[found.low] == found.difference


def test_furthest_from_mean_is_the_first_of_equals() -> None:
    assert furthest_from_mean([Decimal(1), Decimal(2), Decimal(9)]) == 2
    assert furthest_from_mean([Decimal(1), Decimal(3)]) == 0
    with pytest.raises(ValueError, match="no figures"):
        furthest_from_mean([])


def test_every_round_has_words() -> None:
    assert [one.words.en for one in Round] == [
        "the mean of cross-scoring", "the cross-check team", "the bloc's review", "the authority's appraisal",
    ]  # fmt: skip
