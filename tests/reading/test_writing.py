"""Numbers as they are printed, and sentences in two languages."""

from decimal import Decimal

import pytest

from thidua.reading import Text, write_number, write_percent


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("0", "0", "0"),
        ("-0", "0", "0"),
        ("0E+9999", "0", "0"),
        ("74958", "74.958", "74,958"),
        ("74958.00", "74.958", "74,958"),
        ("185.70", "185,7", "185.7"),
        ("1E+6", "1.000.000", "1,000,000"),
        ("-1234.5", "-1.234,5", "-1,234.5"),
        ("0.05", "0,05", "0.05"),
        ("1E-7", "0,0000001", "0.0000001"),
        ("999", "999", "999"),
        ("100", "100", "100"),
    ],
)
def test_number_written_exactly(value: str, vi: str, en: str) -> None:
    assert write_number(Decimal(value)) == vi
    assert write_number(Decimal(value), language="en") == en


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        ("185.714285", 1, "185,7"),
        ("185.65", 1, "185,7"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("12", 2, "12,00"),
        ("-0.001", 2, "0,00"),
        ("999.999", 2, "1.000,00"),
        ("12345678901234567890123456789012345.5", 0, "12.345.678.901.234.567.890.123.456.789.012.346"),
    ],
)
def test_number_written_with_places_rounds_half_up(value: str, places: int, written: str) -> None:
    assert write_number(Decimal(value), places=places) == written


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+61", "1E-61"])
@pytest.mark.parametrize("places", [None, 2])
def test_number_that_cannot_be_written_is_refused(value: str, places: int | None) -> None:
    with pytest.raises(ValueError, match="number"):
        write_number(Decimal(value), places=places)


@pytest.mark.parametrize("places", [-1, 61])
def test_number_with_impossible_places_is_refused(places: int) -> None:
    with pytest.raises(ValueError, match="places must be between 0 and 60"):
        write_number(Decimal(1), places=places)


def test_number_in_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="language must be one of vi, en, not 'fr'"):
        write_number(Decimal(1), language="fr")


def test_percent_written() -> None:
    assert write_percent(Decimal("185.7")) == "185,7%"
    assert write_percent(Decimal("185.7"), language="en") == "185.7%"
    assert write_percent(Decimal("1234.56"), places=1) == "1.234,6%"


def test_text_in_each_language() -> None:
    text = Text("Khối trưởng", "Bloc leader")
    assert text.in_language("vi") == "Khối trưởng"
    assert text.in_language("en") == "Bloc leader"


def test_text_in_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="language must be vi or en, not 'fr'"):
        Text("một", "one").in_language("fr")
