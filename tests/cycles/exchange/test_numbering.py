"""Numbering: how deep a number puts its row."""

import pytest

from thidua.cycles.exchange.numbering import Outline, split_title


@pytest.mark.parametrize(
    ("written", "depths"),
    [
        ("I 1 2 II 1", [0, 1, 1, 0, 1]),
        ("A I 1 a) b) 2 II B", [0, 1, 2, 3, 3, 2, 1, 0]),
        ("1 1.1 1.1.1 1.2 2 2.1", [0, 1, 2, 1, 0, 1]),
        ("1.1 1.2 2.1 2.2", [0, 0, 0, 0]),
        ("A B C D", [0, 0, 0, 0]),
        ("A A1 A2 B B1", [0, 1, 1, 0, 1]),
        ("I I.1 I.2 II II.1 II.1.a", [0, 1, 1, 0, 1, 2]),
        ("1 1a 1b 2 10", [0, 1, 1, 0, 0]),
        ("H I J", [0, 0, 0]),
    ],
)
def test_outline_of_numbers(written: str, depths: list[int]) -> None:
    outline = Outline()

    assert [outline.place(outline.mark(one)) for one in written.split()] == depths


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("I. Kinh tế", ("I.", "Kinh tế")),
        ("1.2 Thu", ("1.2", "Thu")),
        ("a) Ý", ("a)", "Ý")),
        ("Phần II: Chung", ("Phần II:", "Chung")),
        ("- Nộp muộn", ("-", "Nộp muộn")),
        ("5 báo cáo", ("", "5 báo cáo")),
        ("A tốt", ("", "A tốt")),
        ("1.", ("", "1.")),
    ],
)
def test_split_title_takes_the_number_off(title: str, parts: tuple[str, str]) -> None:
    assert split_title(title) == parts
