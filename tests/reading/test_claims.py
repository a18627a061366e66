"""Percentages claimed in reports."""

from decimal import Decimal

import pytest

from tests.reading.refused import refusal
from thidua.reading import Claim, find_claims, read_claim


def claim(wording: str, percent: str, text: str, **others: object) -> Claim:
    """A claim with nothing special about it, unless said."""
    known: dict[str, object] = {"at_least": False, "suspect": False, "base": "unstated", **others}
    return Claim(wording=wording, percent=Decimal(percent), text=text, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("vượt 185,7%", claim("over", "185.7", "vượt 185,7%", suspect=True)),
        ("vượt 100%", claim("over", "100", "vượt 100%", suspect=True)),
        ("vượt 99,9%", claim("over", "99.9", "vượt 99,9%")),
        ("đạt 205,4%", claim("reached", "205.4", "đạt 205,4%")),
        ("Đạt 88,83% so với kế hoạch", claim("reached", "88.83", "Đạt 88,83%", base="plan")),
        ("tăng 12%", claim("increase", "12", "tăng 12%")),
        ("giảm 3,5% so với cùng kỳ", claim("decrease", "3.5", "giảm 3,5%", base="earlier")),
        ("tăng 4,30 phần trăm", claim("increase", "4.3", "tăng 4,30 phần trăm")),
        ("vượt kế hoạch 12%", claim("over", "12", "vượt kế hoạch 12%", base="plan")),
        ("đạt và vượt 5% chỉ tiêu", claim("over", "5", "vượt 5%", base="plan")),
        ("hoàn thành vượt mức 20%", claim("over", "20", "vượt mức 20%")),
        ("hoàn thành 100% chỉ tiêu", claim("reached", "100", "hoàn thành 100%", base="plan")),
        ("bằng 106% so cùng kỳ 2018", claim("reached", "106", "bằng 106%", base="earlier")),
        ("bằng khoảng 106%", claim("reached", "106", "bằng khoảng 106%")),
        ("đạt không dưới 80%", claim("reached", "80", "đạt không dưới 80%", at_least=True)),
        (
            "giảm trên 5% so với năm 2023",
            claim("decrease", "5", "giảm trên 5%", base="earlier", at_least=True),
        ),
        ("tăng 6% so năm trước, đạt 80% kế hoạch", claim("increase", "6", "tăng 6%", base="earlier")),
    ],
)
def test_claim_read(sentence: str, expected: Claim) -> None:
    assert read_claim(sentence) == expected


def test_claim_of_the_cooperatives_is_suspect() -> None:
    assert read_claim("thành lập mới 13 Hợp tác xã (vượt 185,7% chỉ tiêu kế hoạch đề ra)") == Claim(
        wording="over",
        percent=Decimal("185.7"),
        at_least=False,
        suspect=True,
        text="vượt 185,7%",
        base="plan",
    )


def test_claim_with_tren_is_at_least() -> None:
    sentence = "vận động được 74.958 phần quà Tết (vượt trên 205% kế hoạch đề ra)"
    assert read_claim(sentence) == Claim("over", Decimal(205), True, True, "vượt trên 205%", "plan")


def test_claim_across_a_bracket_is_read() -> None:
    sentence = "một số chỉ tiêu vượt mức cao (trên 500%)"
    assert read_claim(sentence) == Claim("over", Decimal(500), True, True, "vượt mức cao (trên 500%")


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "74.958 phần quà",
        "đạt kết quả tốt",
        "trong đó 20% hoàn thành xuất sắc",
        "đạt 6,21 triệu lượt hộ, chiếm 53,4%",
        "đạt 3 tiêu chí và 50% hộ",
        "bằng khen cho 50% đơn vị",
        "giảm còn 5%",
        "tăng lên 12%",
        "chưa đạt 80% kế hoạch",
        "không vượt 5%",
        "đạt dưới 50%",
        "đạt chưa đến 80%",
        "tăng không quá 3%",
        "đạt từ 81-98%",
        "đạt 37/43%",
        "vượt " + "rất " * 30 + "12%",
    ],
)
def test_claim_absent_is_refused(sentence: str) -> None:
    assert refusal(lambda: read_claim(sentence)).code == "no_claim"
    assert find_claims(sentence) == ()


def test_claim_with_unclear_figure_is_refused_with_its_remedy() -> None:
    refused = refusal(lambda: read_claim("vượt 185.7% kế hoạch"))
    assert (refused.code, refused.data["suggestion"]) == ("ambiguous_point", "185,7")


def test_claims_found_in_a_paragraph_leave_out_unclear_figures() -> None:
    paragraph = "Ước 29.520 tỷ đồng (đạt 91,28% kế hoạch, tăng 48,64% so với cùng kỳ); vượt 12.5% ở hai xã."
    assert find_claims(paragraph) == (
        claim("reached", "91.28", "đạt 91,28%", base="plan"),
        claim("increase", "48.64", "tăng 48,64%", base="earlier"),
    )
