"""Text for searching and ordering."""

import random

import pytest

from thidua.reading import fold, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đồng Tháp", "dong thap"),
        ("  Liên minh\u00a0 Hợp tác xã\n tỉnh ", "lien minh hop tac xa tinh"),
        ("ĐƯỜNG", "duong"),
        ("Hòa", "hoa"),
        ("Hoà", "hoa"),
        ("hoa\u0300", "hoa"),
        ("Khối 12", "khoi 12"),
        ("a\u200bb", "ab"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "ordered",
    [
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        ["ba", "bà", "bả", "bã", "bá", "bạ"],
        ["ân", "ấn", "ba"],
        ["da", "Dũng", "đa", "Đồng Tháp", "e"],
        ["Hội Chữ thập đỏ", "Hội Khuyến học", "Hội Luật gia", "Hội Người cao tuổi", "Hội Nữ Doanh nhân"],
        ["Khối 2", "Khối 12", "Khối thi đua"],
        ["Hội", "Hội An", "Hộian"],
        ["", " (a)", "1", "2", "10", "a", "w", "z", "я"],
        ["BA", "Ba", "ba", "bà"],
    ],
)
def test_sort_key_orders_as_a_vietnamese_dictionary(ordered: list[str]) -> None:
    shuffled = ordered[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


def test_sort_key_is_the_same_for_composed_and_decomposed_text() -> None:
    assert sort_key("e\u0323\u0302") == sort_key("ệ") == sort_key(" ệ ")


def test_sort_key_takes_digits_of_any_length() -> None:
    assert sort_key("9" * 9999) < sort_key("1" + "0" * 9999)
