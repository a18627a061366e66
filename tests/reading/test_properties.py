"""What holds for every number and every text."""

import re
import string
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from hypothesis import example, given
from hypothesis import strategies as st

from thidua.reading import (
    Unreadable,
    find_claims,
    fold,
    number_in_words,
    read_claim,
    read_date,
    read_quantity,
    sort_key,
    write_date,
    write_long_date,
    write_number,
    write_percent,
)

Answer = TypeVar("Answer")
TODAY = date(2025, 6, 30)
QUANTITIES = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**18 - 1), st.integers(0, 6)
)
HEADS = ("trên ", "gần ", "ngày ", "từ ", "vượt ", "đạt ", "tăng ", "-", "−")
MARKS = (" ", "\u00a0", ".", ",", "/", "%", "e", "m2", "٣")
DIGITS = ("0", "1", "5", "12", "500", "000")
WORDS = (" tỷ", " triệu", " nghìn", " trăm", " rưỡi", " phần trăm", " đồng")
PIECES = st.sampled_from((*HEADS, *MARKS, *DIGITS, *WORDS))
TYPED = st.lists(PIECES, max_size=8).map("".join)
TEXTS = st.text() | TYPED | st.text(alphabet=string.digits + "., ")


def answer(call: Callable[[], Answer]) -> Answer | Unreadable:
    """What `call` gives, or its refusal; any other error goes through and fails the test."""
    try:
        return call()
    except Unreadable as refused:
        return refused


@given(QUANTITIES)
def test_number_written_is_read_back(value: Decimal) -> None:
    assert read_quantity(write_number(value)).value == value


@given(QUANTITIES)
def test_negative_number_written_is_read_back_when_allowed(value: Decimal) -> None:
    assert read_quantity(write_number(-value), allow_negative=True).value == -value


@given(QUANTITIES)
def test_percent_written_is_read_back(value: Decimal) -> None:
    quantity = read_quantity(write_percent(value))
    assert (quantity.value, quantity.is_percent) == (value, True)


@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 999))
def test_amount_in_parts_is_their_sum(billions: int, millions: int, thousands: int) -> None:
    quantity = read_quantity(f"{billions} tỷ {millions} triệu {thousands} nghìn")
    assert quantity.value == billions * 10**9 + millions * 10**6 + thousands * 10**3


@given(TEXTS)
@example("1" * 200)
@example("1 " * 99)
@example("1." * 99)
def test_quantity_of_any_text_is_read_or_refused_with_both_sentences(text: str) -> None:
    found = answer(lambda: read_quantity(text))
    if isinstance(found, Unreadable):
        assert found.text.vi
        assert found.text.en
        assert re.fullmatch("[a-z_]+", found.code)


@given(TEXTS)
def test_quantity_read_is_never_negative_and_never_beyond_its_bounds(text: str) -> None:
    found = answer(lambda: read_quantity(text))
    if not isinstance(found, Unreadable):
        assert 0 <= found.value < 10**18
        assert found.value == found.value.quantize(Decimal("0.000001"))


@given(TYPED)
def test_quantity_suggestion_can_be_read(text: str) -> None:
    found = answer(lambda: read_quantity(text))
    suggestion = found.data.get("suggestion") if isinstance(found, Unreadable) else None
    if suggestion is not None:
        assert not isinstance(answer(lambda: read_quantity(suggestion)), Unreadable)


@given(TEXTS)
def test_claim_of_any_text_is_read_or_refused(text: str) -> None:
    found = answer(lambda: read_claim(text))
    claims = find_claims(text)
    assert isinstance(found, Unreadable) or claims[0] == found


@given(TEXTS)
def test_date_of_any_text_is_read_or_refused(text: str) -> None:
    found = answer(lambda: read_date(text, today=TODAY))
    assert isinstance(found, date) or found.code == "bad_date"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_date_written_is_read_back(day: date) -> None:
    assert read_date(write_date(day), today=TODAY) == day
    assert read_date(write_long_date(day), today=TODAY) == day
    assert read_date(day.isoformat(), today=TODAY) == day


@given(st.text())
def test_fold_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_sort_key_compares_any_two_texts(one: str, other: str) -> None:
    assert (sort_key(one) <= sort_key(other)) or (sort_key(other) < sort_key(one))


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_number_in_words_differs_for_different_numbers(one: int, other: int) -> None:
    assert (number_in_words(one) == number_in_words(other)) == (one == other)
