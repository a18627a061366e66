"""Texts that are refused as numbers, and the remedies named."""

import pytest

from tests.reading.refused import refusal
from thidua.reading import Text, Unreadable, read_quantity


@pytest.mark.parametrize("typed", ["-3", "−3", "–3", "- 3", "－3", "âm 3", "-3 triệu"])
def test_quantity_negative_is_refused(typed: str) -> None:
    assert refusal(lambda: read_quantity(typed)).code == "negative"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (" \u00a0\u200b ", "empty"),
        ("abc", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        ("-", "not_a_number"),
        ("%", "not_a_number"),
        ("+3", "not_a_number"),
        ("1e5", "not_a_number"),
        ("1e3", "not_a_number"),
        ("0x10", "not_a_number"),
        ("1_000", "not_a_number"),
        ("1'000", "not_a_number"),
        ("12 %%", "not_a_number"),
        ("12²", "not_a_number"),
        ("12 ²", "not_a_number"),
        ("12 /", "not_a_number"),
        ("5%6", "not_a_number"),
        ("5 triệu %", "not_a_number"),
        ("hàng ngàn", "not_a_number"),
        ("trên5", "not_a_number"),
        ("phần quà 12", "not_a_number"),
        ("٣", "foreign_digits"),
        ("12½", "foreign_digits"),
        ("5 三", "foreign_digits"),
        ("12.5", "ambiguous_point"),
        ("9.2", "ambiguous_point"),
        ("1.50", "ambiguous_point"),
        ("1.5000", "ambiguous_point"),
        ("0.500", "ambiguous_point"),
        ("1234.567", "ambiguous_point"),
        ("185.7%", "ambiguous_point"),
        ("1.2 tỷ", "ambiguous_point"),
        ("1,234,567", "english_grouping"),
        ("1,234.5", "english_grouping"),
        ("1,234,567.89 đồng", "english_grouping"),
        ("12.34.567", "malformed_groups"),
        ("1.234.56", "malformed_groups"),
        ("0.123.456", "malformed_groups"),
        ("1..5", "malformed_groups"),
        ("1,5,6", "malformed_groups"),
        ("12,", "malformed_groups"),
        ("12.", "malformed_groups"),
        ("1 50", "malformed_groups"),
        ("1 5000", "malformed_groups"),
        ("1.234 567", "malformed_groups"),
        ("32.1.2025", "malformed_groups"),
        ("21/1", "date"),
        ("21/1/2025", "date"),
        ("21 / 1", "date"),
        ("8/9 đơn vị", "date"),
        ("ngày 21", "date"),
        ("21.1.2025", "date"),
        ("21-1-2025", "date"),
        ("2025-01-21", "date"),
        ("37/43 Chi hội", "fraction"),
        ("1.200/1.300", "fraction"),
        ("81-98%", "range"),
        ("81% - 98%", "range"),
        ("7-10", "range"),
        ("81 đến 90", "range"),
        ("từ 81 đến 90", "range"),
        ("2020 – 2025", "range"),
        ("13 Hợp tác xã (vượt 185,7%)", "two_numbers"),
        ("5% 6", "two_numbers"),
        ("2 ngày (17 và 18)", "two_numbers"),
        ("1,5 triệu 300 nghìn", "scale_order"),
        ("1,5 triệu 300", "scale_order"),
        ("2 triệu rưỡi 300 nghìn", "scale_order"),
        ("300 triệu 2 tỷ", "scale_order"),
        ("1 triệu 1.500 nghìn", "scale_order"),
        ("1 triệu 2.500.000", "scale_order"),
        ("1 triệu nghìn", "scale_order"),
        ("1 tỷ tỷ", "scale_order"),
        ("1 triệu 50", "loose_remainder"),
        ("1 triệu 5", "loose_remainder"),
        ("2 trăm 500", "loose_remainder"),
        ("2 trăm triệu 500", "loose_remainder"),
        ("5 ty", "unclear_scale"),
        ("5 trieu", "unclear_scale"),
        ("5 nghin dong", "unclear_scale"),
        ("500 ngan", "unclear_scale"),
        ("5tr", "unclear_scale"),
        ("500k", "unclear_scale"),
        ("3 chục", "unclear_scale"),
        ("3 vạn", "unclear_scale"),
        ("5 rưỡi", "unclear_scale"),
        ("3 million", "unclear_scale"),
        ("5 phan tram", "unclear_scale"),
        ("1234567890123456789", "too_long"),
        ("1.000.000.000 tỷ", "too_long"),
        ("1,1234567", "too_long"),
        ("1.1234567", "too_long"),
        ("5 " + "a" * 199, "too_long"),
    ],
)
def test_quantity_refused(typed: str, code: str) -> None:
    assert refusal(lambda: read_quantity(typed)).code == code


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("12.5", "12,5"),
        ("1.50", "1,50"),
        ("185.7%", "185,7"),
        ("1,234,567", "1.234.567"),
        ("1,234,567.89", "1.234.567,89"),
    ],
)
def test_quantity_refused_suggests_the_vietnamese_spelling(typed: str, suggestion: str) -> None:
    assert refusal(lambda: read_quantity(typed)).data["suggestion"] == suggestion


def test_quantity_ambiguous_point_names_the_remedy() -> None:
    refused = refusal(lambda: read_quantity("12.5"))
    assert refused.data == {"typed": "12.5", "suggestion": "12,5"}
    assert refused.text == Text(
        "Dấu chấm dùng để ngăn cách hàng nghìn (74.958) nên “12.5” không rõ. Nếu là số thập phân, viết 12,5; "
        "nếu là số nguyên, viết liền không dấu chấm hoặc đủ ba chữ số sau mỗi dấu chấm.",
        "The point separates thousands (74.958), so “12.5” is not clear. For a decimal number write 12,5; "
        "for a whole number write no point, or three digits after each point.",
    )


def test_quantity_english_grouping_names_the_remedy() -> None:
    assert refusal(lambda: read_quantity("1,234,567")).text == Text(
        "“1,234,567” viết theo kiểu Anh. Viết theo kiểu Việt Nam, dấu chấm ngăn cách hàng nghìn: 1.234.567.",
        "“1,234,567” is written in the English manner. Write it in the Vietnamese manner, points between "
        "thousands: 1.234.567.",
    )


def test_quantity_refused_quotes_a_long_text_shortened() -> None:
    refused = refusal(lambda: read_quantity("không rõ " * 10))
    assert refused.data == {"typed": "không rõ không rõ không rõ không rõ khô…"}


def test_quantity_refused_with_braces_quotes_them() -> None:
    assert refusal(lambda: read_quantity("{typed}")).data == {"typed": "{typed}"}


def test_unreadable_is_a_value_error_that_says_its_remedy_in_english() -> None:
    refused = refusal(lambda: read_quantity(""))
    assert isinstance(refused, ValueError)
    assert str(refused) == (
        "empty: No number was written. Write a number such as 74.958; where there is no result, write 0."
    )
    assert refused.args == ("empty", refused.text, {"typed": ""})


def test_refusal_of_a_readable_text_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="not refused but read as 5"):
        refusal(lambda: 5)


def test_unreadable_survives_a_copy() -> None:
    refused = refusal(lambda: read_quantity("abc"))
    again = Unreadable(*refused.args)
    assert (again.code, again.text, again.data) == (refused.code, refused.text, refused.data)
