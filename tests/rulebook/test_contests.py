"""Contests: who is chosen, exactly; counts that cannot be true; and secrecy that is only nominal."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.rulebook.contests import (
    Ballots,
    Base,
    ContestRule,
    InvalidBallots,
    InvalidContest,
    Question,
    Votes,
    decide,
    further_round,
    secrecy_warnings,
)

SHARES = [Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(4, 5), Fraction(9, 10), Fraction(1)]


def rule(*candidates: str, **changes: Any) -> ContestRule:
    given: dict[str, Any] = {
        "candidates": candidates or ("A",), "question": Question.CHOOSE, "seats": 1, "share": Fraction(1, 2),
        "base": Base.MEMBERS, "source": "Quy chế khối, Điều 7",
    }  # fmt: skip
    return ContestRule(**given | changes)


def counted(valid: int, votes: dict[str, int], *, members: int | None = None, each: bool = False) -> Ballots:
    everybody = valid if members is None else members
    return Ballots(
        members=everybody, present=everybody, issued=everybody, returned=valid, valid=valid, invalid=0,
        votes={name: Votes(agree=agree, disagree=valid - agree if each else 0) for name, agree in votes.items()},
    )  # fmt: skip


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("share", SHARES)
def test_threshold_is_exact_for_every_number_of_members_up_to_200(share: Fraction, strict: bool) -> None:
    asked = rule(question=Question.EACH, share=share, strict=strict)
    for members in range(1, 201):
        enough = [agree for agree in range(members + 1) if is_enough(agree, members, share, strict)]
        edge = min(enough, default=members + 1)
        for agree in {0, edge - 1, edge, members} & set(range(members + 1)):
            outcome = decide(rule=asked, ballots=counted(members, {"A": agree}, each=True))
            assert bool(outcome.chosen) is (agree in enough)


def is_enough(agree: int, members: int, share: Fraction, strict: bool) -> bool:
    """The comparison in whole numbers, without a division."""
    got, wanted = agree * share.denominator, share.numerator * members
    return got > wanted or (got == wanted and not strict)


def test_result_shows_the_count_that_is_needed() -> None:
    outcome = decide(rule=rule(share=Fraction(9, 10)), ballots=counted(29, {"A": 26}))

    assert outcome.chosen == ()
    assert outcome.findings["A"].because.vi == "26/29 phiếu (89,7%), cần ít nhất 90% tức 27: chưa đạt"
    assert outcome.findings["A"].because.en == "26 of 29 (89.7%), at least 90% is needed, that is 27: not enough"
    assert outcome.findings["A"].reference == "Quy chế khối, Điều 7"


@pytest.mark.parametrize(
    ("base", "chosen"),
    [(Base.MEMBERS, ()), (Base.PRESENT, ()), (Base.ISSUED, ()), (Base.RETURNED, ("A",)), (Base.VALID, ("A",))],
)
def test_base_of_the_share_decides(base: Base, chosen: tuple[str, ...]) -> None:
    ballots = Ballots(members=20, present=19, issued=18, returned=16, valid=15, invalid=1, votes={"A": Votes(agree=8)})

    assert decide(rule=rule(base=base), ballots=ballots).chosen == chosen


def test_more_who_pass_than_seats_are_taken_by_votes() -> None:
    outcome = decide(rule=rule("A", "B", "C", seats=2, share=Fraction(0)), ballots=counted(9, {"A": 3, "B": 8, "C": 7}))

    assert (outcome.chosen, outcome.tied, outcome.seats_left) == (("B", "C"), (), 0)


def test_candidates_equal_across_the_last_seat_are_left_open() -> None:
    asked = rule("A", "B", "C", seats=2, share=Fraction(0), rounds=2)
    outcome = decide(rule=asked, ballots=counted(9, {"A": 5, "B": 8, "C": 5}))
    again = further_round(rule=asked, outcome=outcome)

    assert (outcome.chosen, outcome.tied, outcome.seats_left) == (("B",), ("A", "C"), 1)
    assert again is not None
    assert (again.candidates, again.seats, again.rounds) == (("A", "C"), 1, 1)


def test_no_round_is_left_after_the_last() -> None:
    asked = rule("A", "B", share=Fraction(0))
    outcome = decide(rule=asked, ballots=counted(4, {"A": 2, "B": 2}))

    assert outcome.tied == ("A", "B")
    assert further_round(rule=asked, outcome=outcome) is None


def test_no_further_round_without_a_tie() -> None:
    asked = rule("A", "B", share=Fraction(0), rounds=3)

    assert further_round(rule=asked, outcome=decide(rule=asked, ballots=counted(4, {"A": 3, "B": 1}))) is None


def test_too_few_ballots_returned_choose_nobody() -> None:
    outcome = decide(
        rule=rule(base=Base.VALID, turnout=Fraction(2, 3)), ballots=counted(7, {"A": 7}, members=11)
    )  # fmt: skip

    assert (outcome.valid, outcome.chosen, outcome.seats_left) == (False, (), 1)
    assert outcome.turnout is not None
    assert outcome.turnout.because.vi == (
        "thu về 7/11 phiếu (63,6%), cần ít nhất 2/3 tức 8: cuộc bỏ phiếu không có giá trị"
    )


def test_enough_ballots_returned_make_the_contest_count() -> None:
    outcome = decide(rule=rule(base=Base.VALID, turnout=Fraction(2, 3)), ballots=counted(8, {"A": 7}, members=11))

    assert (outcome.valid, outcome.chosen) == (True, ("A",))


def test_contest_in_which_nobody_voted_chooses_nobody() -> None:
    nobody = Ballots(members=0, present=0, issued=0, returned=0, valid=0, invalid=0, votes={"A": Votes(agree=0)})
    outcome = decide(rule=rule(share=Fraction(0), turnout=Fraction(1, 2)), ballots=nobody)

    assert (outcome.chosen, outcome.findings["A"].holds, outcome.valid) == ((), False, False)


@given(
    votes=st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 20), min_size=1),
    seats=st.integers(1, 6), share=st.fractions(0, 1, max_denominator=10),
)  # fmt: skip
def test_nobody_chosen_has_fewer_votes_than_somebody_left_out(
    votes: dict[str, int], seats: int, share: Fraction
) -> None:
    asked = rule(*votes, seats=min(seats, len(votes)), share=share, question=Question.EACH)
    outcome = decide(rule=asked, ballots=counted(20, votes, each=True))
    passed = {name for name in votes if outcome.findings[name].holds}
    out = passed - set(outcome.chosen)

    assert set(outcome.chosen) | set(outcome.tied) <= passed
    assert len(outcome.chosen) <= asked.seats
    assert all(votes[one] > votes[other] for one in outcome.chosen for other in out)
    assert len({votes[one] for one in outcome.tied}) <= 1
    assert not outcome.tied or len(outcome.chosen) + len(outcome.tied) > asked.seats


@given(votes=st.permutations([("A", 5), ("B", 5), ("C", 3), ("D", 9)]))
def test_order_of_candidates_never_decides(votes: list[tuple[str, int]]) -> None:
    counts = dict(votes)
    outcome = decide(rule=rule(*counts, seats=2, share=Fraction(0)), ballots=counted(15, counts))

    assert (outcome.chosen, set(outcome.tied)) == (("D",), {"A", "B"})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"candidates": ()}, "no_candidates"),
        ({"candidates": ("A", "B", "A")}, "duplicate_candidate"),
        ({"seats": 2}, "seats_out_of_range"),
        ({"seats": 0}, "seats_out_of_range"),
        ({"share": Fraction(11, 10)}, "share_out_of_range"),
        ({"turnout": Fraction(-1, 10)}, "share_out_of_range"),
        ({"source": "  "}, "no_source"),
        ({"rounds": 0}, "rounds_out_of_range"),
        ({"rounds": 6}, "rounds_out_of_range"),
    ],
)
def test_rule_that_could_not_decide_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidContest) as refused:
        rule(**changes)

    assert refused.value.code == code


SOUND = {"members": 11, "present": 10, "issued": 10, "returned": 9, "valid": 8, "invalid": 1}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"present": 12}, "more_present_than_members"),
        ({"issued": 12}, "more_issued_than_members"),
        ({"returned": 11}, "more_returned_than_issued"),
        ({"invalid": 2}, "valid_and_invalid"),
        ({"invalid": -1, "valid": 10}, "negative"),
        ({"votes": {}}, "other_candidates"),
        ({"votes": {"A": Votes(agree=1), "B": Votes(agree=1)}}, "other_candidates"),
        ({"votes": {"A": Votes(agree=9)}}, "more_than_valid"),
        ({"votes": {"A": Votes(agree=-1)}}, "negative"),
        ({"votes": {"A": Votes(agree=1, disagree=-1)}}, "negative"),
    ],
)
def test_counts_that_cannot_be_true_are_refused(changes: dict[str, Any], code: str) -> None:
    ballots = Ballots(**{"votes": {"A": Votes(agree=5)}} | SOUND | changes)

    with pytest.raises(InvalidBallots) as refused:
        decide(rule=rule(), ballots=ballots)

    assert refused.value.code == code


def test_votes_for_and_against_must_make_the_valid_ballots() -> None:
    with pytest.raises(InvalidBallots) as refused:
        decide(
            rule=rule(question=Question.EACH), ballots=Ballots(**SOUND, votes={"A": Votes(agree=5, disagree=2)})
        )  # fmt: skip

    assert refused.value.text.vi == "A: đồng ý 5 cộng không đồng ý 2 phải bằng số phiếu hợp lệ 8; hãy đếm lại."


def test_more_votes_than_seats_on_the_ballots_are_refused() -> None:
    with pytest.raises(InvalidBallots) as refused:
        decide(rule=rule("A", "B"), ballots=Ballots(**SOUND, votes={"A": Votes(agree=8), "B": Votes(agree=1)}))

    assert refused.value.code == "more_than_seats"


@pytest.mark.parametrize(
    ("members", "share", "said"),
    [
        (3, Fraction(1, 3), ["Chỉ có 3 người bỏ phiếu."]),
        (4, Fraction(4, 5), ["Chỉ có 4 người bỏ phiếu.", "Cần 4/4 phiếu, tức là mọi người."]),
        (9, Fraction(9, 10), ["Cần 9/9 phiếu, tức là mọi người."]),
        (11, Fraction(9, 10), ["Cần 10/11 phiếu, chỉ được 1 phiếu khác."]),
        (11, Fraction(4, 5), []),
        (30, Fraction(9, 10), []),
    ],
)
def test_secrecy_that_is_only_nominal_is_said_beforehand(members: int, share: Fraction, said: list[str]) -> None:
    found = secrecy_warnings(rule=rule(share=share), members=members)

    assert [text.vi.partition(".")[0] + "." if text.vi.startswith("C") else text.vi for text in found] == said
