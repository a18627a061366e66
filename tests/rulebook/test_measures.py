"""Numbers: rounded once, half up, and written the way each language writes them."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.rulebook.measures import (
    Rounding,
    fraction,
    percent,
    plain,
    points,
    read_plain,
    write_number,
    write_percent,
    write_share,
)

exact_shares = st.fractions(-1000, 1000)
numbers = st.decimals(-(10**15), 10**15, places=4)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Fraction(2, 3), 2, "0.67"),
        (Decimal("9.565"), 2, "9.57"),
        (Decimal("-9.565"), 2, "-9.57"),
        (Decimal("0.004"), 2, "0.00"),
        (Decimal("-0.004"), 2, "0.00"),
        ("12.5", 0, "13"),
        (48, 2, "48.00"),
        (Decimal("1E+30"), 1, "1" + "0" * 30 + ".0"),
    ],
)
def test_points_examples_round_half_up_to_places(value: Decimal | int | str, places: int, rounded: str) -> None:
    assert str(points(value, places=places)) == rounded


@pytest.mark.parametrize(
    ("rounding", "value", "rounded"),
    [
        (Rounding.HALF_UP, "9.565", "9.57"),
        (Rounding.HALF_UP, "-9.565", "-9.57"),
        (Rounding.HALF_UP, "9.5649", "9.56"),
        (Rounding.HALF_EVEN, "9.565", "9.56"),
        (Rounding.HALF_EVEN, "9.575", "9.58"),
        (Rounding.HALF_EVEN, "9.5651", "9.57"),
        (Rounding.HALF_EVEN, "-9.565", "-9.56"),
        (Rounding.HALF_EVEN, "-9.575", "-9.58"),
        (Rounding.DOWN, "9.569", "9.56"),
        (Rounding.DOWN, "-9.569", "-9.56"),
        (Rounding.DOWN, "9.56", "9.56"),
    ],
)
def test_points_at_ties_are_rounded_as_named(rounding: Rounding, value: str, rounded: str) -> None:
    assert str(points(value, rounding=rounding)) == rounded
    assert str(points(Fraction(value), rounding=rounding)) == rounded


@given(share=exact_shares, places=st.integers(0, 6), rounding=st.sampled_from(Rounding))
def test_points_are_rounded_like_decimals_of_the_same_name(share: Fraction, places: int, rounding: Rounding) -> None:
    named = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.HALF_EVEN: ROUND_HALF_EVEN, Rounding.DOWN: ROUND_DOWN}
    exact = share.limit_denominator(64)
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    if Fraction(value) == exact:
        expected = value.quantize(Decimal(1).scaleb(-places), rounding=named[rounding])
        assert points(exact, places=places, rounding=rounding) == expected


@pytest.mark.parametrize("value", [1.5, True, None])
def test_points_of_a_float_or_a_bool_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="expected Decimal or int"):
        points(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), "NaN", "1e5", "1.000,5", " 1", "١", ""])
def test_points_of_no_number_are_refused(value: Decimal | str) -> None:
    with pytest.raises(ValueError, match="not a"):
        points(value)


@given(share=exact_shares, places=st.integers(0, 6))
def test_points_of_a_share_are_within_half_a_unit(share: Fraction, places: int) -> None:
    rounded = points(share, places=places)
    assert rounded.as_tuple().exponent == -places
    assert abs(Fraction(rounded) - share) * 2 * 10**places <= 1


def test_percent_of_thirteen_of_seven_is_185_7() -> None:
    assert percent(Fraction(13, 7)) == Decimal("185.7")
    assert percent(Fraction(13, 7), places=0) == Decimal(186)


def test_fraction_is_exact_and_refuses_floats() -> None:
    assert fraction(Decimal("0.1")) == Fraction(1, 10)
    with pytest.raises(TypeError, match="float"):
        fraction(0.1)  # type: ignore[arg-type]


@given(numbers)
def test_plain_notation_reads_back_the_same(value: Decimal) -> None:
    assert read_plain(plain(value)) == value


@pytest.mark.parametrize(
    ("value", "written"), [("12.50", "12.5"), ("1E+3", "1000"), ("-0", "0"), ("100", "100"), ("0.00", "0")]
)
def test_plain_notation_has_one_form_per_value(value: str, written: str) -> None:
    assert plain(Decimal(value)) == written


@pytest.mark.parametrize(
    ("value", "places", "vietnamese", "english"),
    [
        ("74958", None, "74.958", "74,958"),
        ("36500.00", None, "36.500", "36,500"),
        ("185.7", None, "185,7", "185.7"),
        ("1234567.891", 2, "1.234.567,89", "1,234,567.89"),
        ("9.5", 2, "9,50", "9.50"),
        ("-1.50", None, "-1,5", "-1.5"),
        ("-0.00", None, "0", "0"),
    ],
)
def test_write_number_examples(value: str, places: int | None, vietnamese: str, english: str) -> None:
    assert write_number(Decimal(value), language="vi", places=places) == vietnamese
    assert write_number(Decimal(value), language="en", places=places) == english


@given(numbers)
def test_write_number_is_exact_in_both_languages(value: Decimal) -> None:
    assert Decimal(write_number(value, language="en").replace(",", "")) == value
    assert Decimal(write_number(value, language="vi").replace(".", "").replace(",", ".")) == value


def test_write_number_in_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="language must be one of vi, en"):
        write_number(Decimal(1), language="fr")


def test_write_number_of_infinity_is_refused() -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        write_number(Decimal("Infinity"), language="vi")


def test_write_percent_follows_the_language() -> None:
    assert write_percent(Decimal("185.7"), language="vi") == "185,7%"
    assert write_percent(Decimal("185.7"), language="en") == "185.7%"


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (Fraction(9, 10), "90%"),
        (Fraction(2, 3), "2/3"),
        (Fraction(1), "100%"),
        (Fraction(1, 8), "12,5%"),
        (Fraction(1, 16), "1/16"),
    ],
)
def test_write_share_never_rounds(share: Fraction, written: str) -> None:
    assert write_share(share, language="vi") == written
