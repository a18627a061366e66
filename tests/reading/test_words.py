"""Numbers in Vietnamese words."""

import pytest

from thidua.reading import number_in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (50, "năm mươi"),
        (55, "năm mươi lăm"),
        (91, "chín mươi mốt"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (2_025, "hai nghìn không trăm hai mươi lăm"),
        (74_958, "bảy mươi tư nghìn chín trăm năm mươi tám"),
        (100_000, "một trăm nghìn"),
        (1_000_000, "một triệu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (1_500_000, "một triệu năm trăm nghìn"),
        (1_200_000_000, "một tỷ hai trăm triệu"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (97_500_000_000_000, "chín mươi bảy nghìn năm trăm tỷ"),
        (1_000_000_000_000_000, "một triệu tỷ"),
        (-3, "âm ba"),
    ],
)
def test_number_in_words(value: int, words: str) -> None:
    assert number_in_words(value) == words


def test_number_in_words_is_different_for_every_number() -> None:
    assert len({number_in_words(value) for value in range(100_000)}) == 100_000


@pytest.mark.parametrize("value", [10**18, -(10**18)])
def test_number_in_words_of_more_than_18_digits_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="at most 18 digits"):
        number_in_words(value)
