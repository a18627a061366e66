"""Numbers as officials type them."""

from decimal import Decimal, localcontext

import pytest

from thidua.reading import Quantity, Text, read_quantity


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("7", "7"),
        ("03", "3"),
        ("0000", "0"),
        ("74.958", "74958"),
        ("1.500", "1500"),
        ("1.234.567", "1234567"),
        ("1 500", "1500"),
        ("1\u00a0500", "1500"),
        ("1\u202f234\u202f567", "1234567"),
        ("74958", "74958"),
        ("12,5", "12.5"),
        ("12,50", "12.5"),
        ("0,25", "0.25"),
        ("88,25", "88.25"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("3.798,254", "3798.254"),
        ("1234,567", "1234.567"),
        ("  42\t", "42"),
        ("\ufeff4\u200b2", "42"),
        ("５７．０００", "57000"),
        ("１２，５", "12.5"),
        ("999.999.999.999.999.999", "999999999999999999"),
        ("0,000001", "0.000001"),
    ],
)
def test_quantity_plain(typed: str, value: str) -> None:
    quantity = read_quantity(typed)
    assert str(quantity.value) == value
    assert quantity.text == typed
    assert (quantity.is_percent, quantity.rest, quantity.qualifier) == (False, "", "exact")
    assert quantity.warning is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,2 tỷ", "1200000000"),
        ("1,2 tỉ", "1200000000"),
        ("1,2 TỶ", "1200000000"),
        ("1,2tỷ", "1200000000"),
        ("1,2 ty\u0309", "1200000000"),
        ("108,987 tỷ", "108987000000"),
        ("3.798,254 tỷ", "3798254000000"),
        ("18.751 tỷ", "18751000000000"),
        ("97,5 nghìn tỷ", "97500000000000"),
        ("243 nghìn", "243000"),
        ("243 ngàn", "243000"),
        ("6,21 triệu", "6210000"),
        ("3 trăm", "300"),
        ("3 trăm triệu", "300000000"),
        ("2 trăm nghìn tỷ", "200000000000000"),
        ("2 tỷ 300 triệu", "2300000000"),
        ("2 tỷ 300,5 triệu", "2300500000"),
        ("1 triệu 500 nghìn", "1500000"),
        ("1 tỷ 200 triệu 300 nghìn 400", "1200300400"),
        ("1 nghìn 500", "1500"),
        ("1 triệu 250.000", "1250000"),
        ("1 triệu 250 000", "1250000"),
        ("2 triệu rưỡi", "2500000"),
        ("1 tỷ rưỡi", "1500000000"),
        ("0 tỷ", "0"),
    ],
)
def test_quantity_with_scale_words(typed: str, value: str) -> None:
    quantity = read_quantity(typed)
    assert (str(quantity.value), quantity.rest, quantity.warning) == (value, "", None)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1 triệu 500", "1500000"), ("1 tỷ 200", "1200000000"), ("12 triệu 050", "12050000")],
)
def test_quantity_spoken_remainder_warns(typed: str, value: str) -> None:
    quantity = read_quantity(typed)
    assert str(quantity.value) == value
    assert quantity.warning == Text(
        f"“{typed}” được hiểu theo cách nói: ba chữ số cuối thuộc hàng kế dưới. Nếu không phải, viết đủ chữ số.",
        f"“{typed}” is read as it is spoken: the last three digits belong to the next lower word. If not so, "
        "write all digits.",
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("185,7%", "185.7"),
        ("185,7 %", "185.7"),
        ("185,7％", "185.7"),
        ("185,7 phần trăm", "185.7"),
        ("185,7 percent", "185.7"),
        ("100%", "100"),
        ("1.234%", "1234"),
        ("11,825%", "11.825"),
    ],
)
def test_quantity_percent(typed: str, value: str) -> None:
    quantity = read_quantity(typed)
    assert (str(quantity.value), quantity.is_percent, quantity.rest) == (value, True, "")
    assert quantity.warning is None


@pytest.mark.parametrize(
    ("typed", "value", "rest"),
    [
        ("74.958 phần quà Tết", "74958", "phần quà Tết"),
        ("13 Hợp tác xã", "13", "Hợp tác xã"),
        ("13HTX", "13", "HTX"),
        ("22 tỷ đồng", "22000000000", "đồng"),
        ("63 suất quà", "63", "suất quà"),
        ("1 triệu 500 đồng", "1500000", "đồng"),
        ("36.155m2", "36155", "m2"),
        ("36.155m²", "36155", "m²"),
        ("92 km đường", "92", "km đường"),
        ("5,1 tấn gạo", "5.1", "tấn gạo"),
        ("12 bộ (mới)", "12", "bộ (mới)"),
        ("12 “nhà tình nghĩa”", "12", "“nhà tình nghĩa”"),
        ("27 công trình, mô hình", "27", "công trình, mô hình"),
        ("91% kế hoạch", "91", "kế hoạch"),
        ("15 tỷ phú nông dân", "15", "tỷ phú nông dân"),
        ("5 ti vi", "5", "ti vi"),
        ("5 ngân hàng", "5", "ngân hàng"),
        ("12 tỷ suất quà", "12000000000", "suất quà"),
        ("3 khối CO2", "3", "khối CO2"),
    ],
)
def test_quantity_with_unit_keeps_it_apart(typed: str, value: str, rest: str) -> None:
    quantity = read_quantity(typed)
    assert (str(quantity.value), quantity.rest) == (value, rest)


@pytest.mark.parametrize(
    ("typed", "qualifier", "vi", "en"),
    [
        ("trên 4.000 vụ", "over", "Hiểu là trên 4.000", "Read as over 4,000"),
        ("Hơn 4.000", "over", "Hiểu là hơn 4.000", "Read as more than 4,000"),
        ("vượt 205%", "over", "Hiểu là vượt 205%", "Read as more than 205%"),
        ("ít nhất 05", "over", "Hiểu là ít nhất 5", "Read as at least 5"),
        ("≥80%", "over", "Hiểu là ít nhất 80%", "Read as at least 80%"),
        (">= 80%", "over", "Hiểu là ít nhất 80%", "Read as at least 80%"),
        ("> 80", "over", "Hiểu là trên 80", "Read as over 80"),
        ("khoảng 1.200", "about", "Hiểu là khoảng 1.200", "Read as about 1,200"),
        ("ước tính 90", "about", "Hiểu là ước tính 90", "Read as an estimated 90"),
        ("ước 90", "about", "Hiểu là ước 90", "Read as an estimated 90"),
        ("~90", "about", "Hiểu là khoảng 90", "Read as about 90"),
        ("gần 18.500", "under", "Hiểu là gần 18.500", "Read as nearly 18,500"),
        ("dưới 5%", "under", "Hiểu là dưới 5%", "Read as under 5%"),
        ("không quá 3", "under", "Hiểu là không quá 3", "Read as at most 3"),
    ],
)
def test_quantity_with_qualifier(typed: str, qualifier: str, vi: str, en: str) -> None:
    quantity = read_quantity(typed)
    assert (quantity.qualifier, quantity.understood) == (qualifier, Text(vi, en))


@pytest.mark.parametrize(
    ("typed", "vi", "en"),
    [
        ("74.958", "Hiểu là 74.958", "Read as 74,958"),
        ("185,7%", "Hiểu là 185,7%", "Read as 185.7%"),
        ("1,2 tỷ", "Hiểu là 1.200.000.000 (1,2 tỷ)", "Read as 1,200,000,000 (1,2 tỷ)"),
        ("hơn 22 tỷ đồng", "Hiểu là hơn 22.000.000.000 (22 tỷ)", "Read as more than 22,000,000,000 (22 tỷ)"),
    ],
)
def test_quantity_understood_in_both_languages(typed: str, vi: str, en: str) -> None:
    assert read_quantity(typed).understood == Text(vi, en)


def test_quantity_with_three_decimals_says_which_number_it_is() -> None:
    assert read_quantity("1,234") == Quantity(
        value=Decimal("1.234"),
        text="1,234",
        is_percent=False,
        understood=Text(
            "Hiểu là 1,234 (một phẩy hai ba bốn), không phải 1.234",
            "Read as 1.234 (a decimal number), not 1,234",
        ),
        warning=Text(
            "Dấu phẩy là dấu thập phân. Nếu là một nghìn hai trăm ba mươi tư, viết 1.234.",
            "The comma is read as the decimal mark. For the whole number 1,234 in English, write 1.234.",
        ),
    )


def test_quantity_with_three_decimals_keeps_sign_and_qualifier() -> None:
    quantity = read_quantity("khoảng -12,500 tấn", allow_negative=True)
    assert quantity.value == Decimal("-12.5")
    assert quantity.understood == Text(
        "Hiểu là khoảng -12,500 (mười hai phẩy năm không không), không phải -12.500",
        "Read as about -12.500 (a decimal number), not -12,500",
    )


@pytest.mark.parametrize("typed", ["1,23", "1,2345", "0,234", "1.234,567", "1,234 tỷ", "1,234%"])
def test_quantity_decimal_that_english_hands_do_not_write_has_no_warning(typed: str) -> None:
    assert read_quantity(typed).warning is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [("-3", "-3"), ("−3,5%", "-3.5"), ("âm 3", "-3"), ("-2 tỷ", "-2000000000"), ("-0", "0")],
)
def test_quantity_negative_is_read_when_allowed(typed: str, value: str) -> None:
    assert str(read_quantity(typed, allow_negative=True).value) == value


def test_quantity_is_exact_whatever_precision_the_caller_works_with() -> None:
    with localcontext() as context:
        context.prec = 2
        read = [
            read_quantity("999.999.999.999.999.999,123456").value,
            read_quantity("-123.456,789", allow_negative=True).value,
            read_quantity("1.234 tỷ 567 triệu").value,
        ]
    assert read == [Decimal("999999999999999999.123456"), Decimal("-123456.789"), Decimal(1234567000000)]
