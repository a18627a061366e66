"""Every threshold of every small electorate, against whole numbers multiplied out by hand: no share is ever rounded."""

from fractions import Fraction
from itertools import product

import pytest

from thidua.rulebook.contests import Ballots, Base, ContestRule, Question, Votes, decide
from thidua.rulebook.counting import least_count

MOST = 200
# Above half, two thirds, three quarters, and the shares that regulations write as percentages.
SHARES = [(1, 2), (2, 3), (3, 4), (4, 5), (70, 100), (75, 100), (80, 100), (85, 100), (90, 100), (95, 100), (1, 1)]


def enough(agree: int, base: int, part: int, whole: int, *, strict: bool) -> bool:
    """What a share means, without dividing."""
    return agree * whole > part * base if strict else agree * whole >= part * base


def passes(agree: int, base: int, share: Fraction, *, strict: bool) -> bool:
    rule = ContestRule(
        candidates=("a",),
        question=Question.EACH,
        seats=1,
        share=share,
        base=Base.MEMBERS,
        source="Quy chế",
        strict=strict,
    )
    ballots = Ballots(
        members=base, present=base, issued=base, returned=base, valid=base, invalid=0,
        votes={"a": Votes(agree=agree, disagree=base - agree)},
    )  # fmt: skip
    return decide(rule=rule, ballots=ballots).chosen == ("a",)


@pytest.mark.parametrize(("share", "strict"), list(product(SHARES, [False, True])))
def test_least_count_is_right_for_every_electorate_and_every_count(share: tuple[int, int], strict: bool) -> None:
    part, whole = share

    for base in range(1, MOST + 1):
        least = least_count(base=base, share=Fraction(part, whole), strict=strict)
        for agree in range(base + 1):
            assert (agree >= least) == enough(agree, base, part, whole, strict=strict), (agree, base)


@pytest.mark.parametrize(("share", "strict"), list(product(SHARES, [False, True])))
def test_contest_turns_at_the_least_count_and_nowhere_else(share: tuple[int, int], strict: bool) -> None:
    part, whole = share

    for base in range(1, MOST + 1):
        least = least_count(base=base, share=Fraction(part, whole), strict=strict)
        around = {agree for agree in (0, least - 1, least, base) if 0 <= agree <= base}
        found = {agree: passes(agree, base, Fraction(part, whole), strict=strict) for agree in around}
        assert found == {agree: enough(agree, base, part, whole, strict=strict) for agree in around}, base


def test_rounding_a_percentage_would_decide_otherwise() -> None:
    wrong = [
        (agree, base)
        for base in range(1, MOST + 1)
        for agree in range(base + 1)
        if (round(Fraction(100 * agree, base)) >= 90) != enough(agree, base, 90, 100, strict=False)
    ]

    assert (26, 29) in wrong
    assert len(wrong) > 50
