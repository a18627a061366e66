"""Printed percentages beside computed ones."""

from decimal import Decimal

import pytest
from hypothesis import given

from tests.rulebook.examples import gifts, target
from tests.rulebook.strategies import amounts, plans
from thidua.rulebook.achievement import achievement
from thidua.rulebook.claims import Match, Wording, compare_claim
from thidua.rulebook.facts import Direction, InvalidFacts

COOPERATIVES = target("13", "7", key="coop", label="Hợp tác xã")


def test_claim_over_185_7_for_13_of_7_is_a_reading_of_reached() -> None:
    found = compare_claim(claimed_percent=Decimal("185.7"), wording="over", target=COOPERATIVES)
    assert (found.as_over, found.as_reached) == (Decimal("285.7"), Decimal("185.7"))
    assert (found.computed_reached, found.computed_over) == (Decimal("185.7"), Decimal("85.7"))
    assert found.matches == "reached"
    assert found.because.vi == (
        "Bản in ghi “vượt 185,7%”, hiểu đúng chữ là đạt 285,7% kế hoạch. Số tính được là đạt 185,7%, "
        "vượt 85,7%: chữ “vượt” ở đây là cách đọc của “đạt”. Dùng số tính được."
    )
    assert (found.finding.rule, found.finding.holds) == ("claims.reached", False)


@pytest.mark.parametrize(
    ("claimed", "wording", "matches", "holds"),
    [
        ("85.7", "over", "over", True),
        ("185.7", "reached", "reached", True),
        ("185.71", "reached", "reached", True),
        ("186", "reached", "reached", True),
        ("86", "over", "over", True),
        ("85.7", "reached", "over", False),
        ("185.8", "over", "neither", False),
        ("185", "reached", "neither", False),
    ],
)
def test_claim_examples(claimed: str, wording: Wording, matches: Match, holds: bool) -> None:
    found = compare_claim(claimed_percent=Decimal(claimed), wording=wording, target=COOPERATIVES)
    assert (found.matches, found.finding.holds) == (matches, holds)


@pytest.mark.parametrize(
    ("claimed", "wording", "sentence"),
    [
        ("85.7", "over", "Bản in ghi “vượt 85,7%”: khớp với số tính được (đạt 185,7%, vượt 85,7%)."),
        (
            "85.7",
            "reached",
            "Bản in ghi “đạt 85,7%”. Số tính được là đạt 185,7%, vượt 85,7%: "
            "chữ “đạt” ở đây là cách đọc của “vượt”. Dùng số tính được.",
        ),
        (
            "50",
            "over",
            "Bản in ghi “vượt 50%”: không khớp theo cách đọc nào với số tính được (đạt 185,7%, vượt 85,7%). "
            "Dùng số tính được và kiểm tra lại số liệu gốc.",
        ),
    ],
)
def test_claim_sentences(claimed: str, wording: Wording, sentence: str) -> None:
    found = compare_claim(claimed_percent=Decimal(claimed), wording=wording, target=COOPERATIVES)
    assert found.because.vi == sentence


def test_claim_about_a_target_not_reported_is_unknown() -> None:
    found = compare_claim(claimed_percent=Decimal(205), wording="over", target=gifts(None))
    assert (found.matches, found.computed_reached, found.computed_over) == ("unknown", None, None)
    assert found.because.vi == "Bản in ghi “vượt 205%”: chưa có số liệu để đối chiếu."


def test_claim_about_a_ceiling_is_unknown() -> None:
    late = target("3", "5", Direction.LESS)
    found = compare_claim(claimed_percent=Decimal("1E+2"), wording="reached", target=late)
    assert found.matches == "unknown"
    assert found.because.en == (
        "Printed as “reached 100%”: this target has no percentage of a plan to compare it with."
    )


@pytest.mark.parametrize(
    ("claimed", "wording", "code"),
    [("NaN", "over", "not_a_number"), ("-1", "over", "not_a_number"), ("1", "above", "unknown_choice")],
)
def test_claim_that_is_no_claim_is_refused(claimed: str, wording: Wording, code: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        compare_claim(claimed_percent=Decimal(claimed), wording=wording, target=COOPERATIVES)
    assert refused.value.code == code


@given(planned=plans, actual=amounts)
def test_claim_of_the_computed_percentage_always_matches(planned: Decimal, actual: Decimal) -> None:
    reported = target(str(actual), str(planned))
    reached = achievement(reported).reached_percent
    assert reached is not None
    assert compare_claim(claimed_percent=reached, wording="reached", target=reported).matches == "reached"
