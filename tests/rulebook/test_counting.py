"""Quorum and open agreement: exact shares, never rounded percentages."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.rulebook.counting import InvalidCount, least_count
from thidua.rulebook.quorum import quorum_met
from thidua.rulebook.tally import agreement

shares = st.fractions(0, 1, max_denominator=100)


@pytest.mark.parametrize(
    ("present", "base", "strict", "holds", "sentence"),
    [
        (11, 16, False, True, "có mặt 11/16 (68,8%), cần ít nhất 2/3 tức 11: đủ điều kiện tiến hành"),
        (10, 16, False, False, "có mặt 10/16 (62,5%), cần ít nhất 2/3 tức 11: chưa đủ điều kiện tiến hành"),
        (8, 12, False, True, "có mặt 8/12 (66,7%), cần ít nhất 2/3 tức 8: đủ điều kiện tiến hành"),
        (8, 12, True, False, "có mặt 8/12 (66,7%), cần trên 2/3 tức 9: chưa đủ điều kiện tiến hành"),
    ],
)
def test_quorum_examples(present: int, base: int, strict: bool, holds: bool, sentence: str) -> None:
    finding = quorum_met(present=present, base=base, share=Fraction(2, 3), strict=strict)
    assert (finding.holds, finding.because.vi) == (holds, sentence)


def test_quorum_data_repeat_the_figures() -> None:
    finding = quorum_met(present=11, base=16, share=Fraction(2, 3))
    assert finding.rule == "quorum.share"
    assert finding.data == {"counted": "11", "base": "16", "needed": "11", "percent": "68.8"}


def test_agreement_of_26_of_29_is_short_of_nine_tenths() -> None:
    finding = agreement(agreed=26, base=29, share=Fraction(9, 10))
    assert finding.holds is False
    assert finding.because.vi == "nhất trí 26/29 (89,7%), cần ít nhất 90% tức 27: không thông qua"
    assert finding.because.en == "26 of 29 agree (89.7%), at least 90% is needed, that is 27: not carried"


def test_agreement_shown_as_ninety_percent_may_still_fail() -> None:
    finding = agreement(agreed=8996, base=10000, share=Fraction(9, 10))
    assert (finding.holds, finding.data["percent"]) == (False, "90")


def test_agreement_at_the_exact_share_holds() -> None:
    finding = agreement(agreed=9, base=10, share=Fraction(9, 10))
    assert (finding.holds, finding.rule) == (True, "tally.open_agreement")


@pytest.mark.parametrize(
    ("agreed", "base", "share", "code"),
    [
        (0, 0, Fraction(1, 2), "base_not_positive"),
        (5, 4, Fraction(1, 2), "count_out_of_range"),
        (-1, 4, Fraction(1, 2), "count_out_of_range"),
        (1, 4, Fraction(3, 2), "share_out_of_range"),
        (1, 4, Fraction(-1, 2), "share_out_of_range"),
    ],
)
def test_agreement_of_impossible_counts_is_refused(agreed: int, base: int, share: Fraction, code: str) -> None:
    with pytest.raises(InvalidCount) as refused:
        agreement(agreed=agreed, base=base, share=share)
    assert refused.value.code == code


@given(base=st.integers(1, 500), share=shares, strict=st.booleans())
def test_least_count_is_the_smallest_that_is_enough(base: int, share: Fraction, strict: bool) -> None:
    needed = least_count(base=base, share=share, strict=strict)
    assert _enough(needed, base, share, strict)
    assert not _enough(needed - 1, base, share, strict)


@given(base=st.integers(1, 500), share=shares, strict=st.booleans(), part=st.fractions(0, 1))
def test_quorum_compares_exact_shares(base: int, share: Fraction, strict: bool, part: Fraction) -> None:
    present = int(part * base)
    assert quorum_met(present=present, base=base, share=share, strict=strict).holds is _enough(
        present, base, share, strict
    )


def _enough(counted: int, base: int, share: Fraction, strict: bool) -> bool:
    return Fraction(counted, base) > share if strict else Fraction(counted, base) >= share
