"""Differences between two versions of a sheet: everything that changed, in words."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from tests.rulebook.everything import everything, leaves, replaced
from tests.rulebook.lines import count, line, per_unit, section, sheet
from tests.rulebook.strategies import sheets
from thidua.rulebook.differences import Difference, between
from thidua.rulebook.guards import ClassBand, Guard, Then, When
from thidua.rulebook.ranking import TieBy, TieKey
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import PerUnit
from thidua.rulebook.sheet import Criterion, Entry, NotApplicable, Role, Section, Sheet

A, B, C, D = (line(code=code) for code in "ABCD")
SELF_SCORE = Guard(title="Không tự chấm", clause="Điều 7", when=When.NO_SELF_SCORE, then=Then.NOT_RANKED)
ZERO = Guard(title="Điểm liệt", clause="Điều 8", when=When.ZERO, then=Then.NO_TITLE)


def said(old: Sheet, new: Sheet) -> list[str]:
    return [one.sentence.vi for one in between(old, new)]


def told(old: Sheet, new: Sheet) -> list[tuple[str, str, str]]:
    return [(one.kind, one.code, one.field) for one in between(old, new)]


def only(old: Sheet, new: Sheet) -> Difference:
    (found,) = between(old, new)
    return found


def test_differences_of_equal_sheets_are_none() -> None:
    assert between(everything(), Sheet.from_json(everything().to_json())) == ()


CHOICES: dict[str, list[str]] = {
    "judges": ["one"],
    "against": ["median", "rank"],
    "take": ["short", "actual"],
    "of": ["number", "count"],
    "pick": ["lowest"],
    "rounding": ["down"],
    "role": ["base", "penalty"],
    "not_applicable": ["refuse"],
    "when": ["zero", "no_self_score"],
    "then": ["not_ranked", "no_title"],
    "by": ["base", "bonus"],
    "label": ["Tốt"],
    "code": ["A", "plus", "P"],
    "least": ["unlimited"],
    "over": ["unlimited"],
}


def others(name: str | int, value: object) -> list[object]:
    """Values that may stand in place of one; some are refused where they make no sense."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    found: list[object] = [f"{value}x", *CHOICES.get(str(name), [])]
    found += ["1", "0.5"] if value is None else [None]
    return [*found, "7.5", "8"] if str(value).lstrip("-").replace(".", "").isdigit() else found


def test_any_single_change_makes_a_difference() -> None:
    old, data = everything(), everything().to_json()
    silent, tried = [], set()
    for path, value in leaves(data):
        for other in others(path[-1], value):
            try:
                new = Sheet.from_json(replaced(data, path, other))
            except InvalidSheet:
                continue
            tried.add(path[-1])
            if (new != old) != bool(between(old, new)):
                silent.append((path, other))
    assert silent == []
    # The kind of a rule brings other fields, and a ratio has either counts below or a base: no single change.
    assert {path[-1] for path, _value in leaves(data)} - tried == {"kind", "base"}


def test_line_added_is_described() -> None:
    found = only(sheet(A), sheet(A, line(per_unit("1", cap="3"), "B", "3")))
    assert (found.kind, found.code, found.before) == ("added", "B", None)
    assert found.sentence.vi == "Thêm tiêu chí B: Dòng B"
    assert found.after is not None
    assert found.after.vi == "Dòng B; Cộng 1 điểm mỗi báo cáo nộp muộn, tối đa 3 điểm; tối đa 3 điểm"


def test_line_removed_is_described() -> None:
    found = only(sheet(A, line(code="B", over=None)), sheet(A))
    assert (found.kind, found.code, found.after) == ("removed", "B", None)
    assert found.sentence.en == "Criterion B removed: Dòng B"
    assert found.before is not None
    assert found.before.en == "Dòng B; 0 to 10 points by judgement; no limit"


def test_section_added_and_removed_with_its_lines() -> None:
    assert said(sheet(A), sheet(A, section("P", B))) == ["Thêm phần P: Phần P", "Thêm tiêu chí B: Dòng B"]
    assert said(sheet(A, section("P", B)), sheet(A)) == ["Bỏ phần P: Phần P", "Bỏ tiêu chí B: Dòng B"]


def test_section_in_place_of_a_line_is_both() -> None:
    assert told(sheet(A, B), sheet(A, section("B", C))) == [
        ("removed", "B", ""),
        ("added", "B", ""),
        ("added", "C", ""),
    ]


def test_title_changed_is_a_new_name() -> None:
    found = only(sheet(A), sheet(replace(A, title="Chuyển đổi số")))
    assert (found.kind, found.field) == ("renamed", "title")
    assert found.sentence.vi == "Tiêu chí A đổi tên: “Dòng A” → “Chuyển đổi số”"
    assert said(sheet(A), replace(sheet(A), title="Bảng 2025")) == ["Bảng điểm đổi tên: “Bảng điểm” → “Bảng 2025”"]


def test_line_with_a_new_code_only_is_renumbered() -> None:
    found = only(sheet(A, B), sheet(A, replace(B, code="B1")))
    assert (found.kind, found.code, found.field) == ("renamed", "B1", "code")
    assert found.sentence.vi == "Tiêu chí B đổi mã thành B1: Dòng B"


def test_line_with_a_new_code_is_not_guessed_when_two_may_be_meant() -> None:
    twins = (replace(B, code="B1"), replace(B, code="B2"))
    assert told(sheet(A, B), sheet(A, *twins)) == [("removed", "B", ""), ("added", "B1", ""), ("added", "B2", "")]
    assert told(sheet(A, *twins), sheet(A, B)) == [("removed", "B1", ""), ("removed", "B2", ""), ("added", "B", "")]


def test_renumbered_line_can_also_have_moved() -> None:
    old, new = sheet(section("P", A, B), section("Q", C)), sheet(section("P", A), section("Q", C, replace(B, code="X")))
    assert told(old, new) == [("renamed", "X", "code"), ("moved", "X", "section")]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((B, A, C, D), ["Tiêu chí B đổi vị trí: sau A → đứng đầu"]),
        ((A, C, D, B), ["Tiêu chí B đổi vị trí: sau A → sau D"]),
        ((D, A, B, C), ["Tiêu chí D đổi vị trí: sau C → đứng đầu"]),
        (
            (D, C, B, A),
            [
                "Tiêu chí D đổi vị trí: sau C → đứng đầu",
                "Tiêu chí C đổi vị trí: sau B → sau D",
                "Tiêu chí B đổi vị trí: sau A → sau C",
            ],
        ),
    ],
)
def test_another_order_is_explained_by_the_fewest_moves(entries: tuple[Entry, ...], expected: list[str]) -> None:
    assert said(sheet(A, B, C, D), sheet(*entries)) == expected


def test_line_in_another_section_has_moved() -> None:
    old, new = sheet(section("P", A, B), section("Q", C)), sheet(section("P", A), section("Q", C, B))
    assert said(old, new) == ["Tiêu chí B chuyển từ phần P (Phần P) sang phần Q (Phần Q)"]
    assert said(old, sheet(section("P", A), section("Q", C), B)) == [
        "Tiêu chí B chuyển từ phần P (Phần P) sang ngoài các phần"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"max_points": Decimal(8)}, "Tiêu chí A, mức tối đa: 10 điểm → 8 điểm"),
        ({"least": Decimal(-2)}, "Tiêu chí A, mức thấp nhất: 0 điểm → -2 điểm"),
        ({"least": None}, "Tiêu chí A, mức thấp nhất: 0 điểm → không giới hạn"),
        ({"over": Decimal(5)}, "Tiêu chí A, mức được vượt tối đa: 0 điểm → 5 điểm"),
        ({"clause": "Điều 2"}, "Tiêu chí A, căn cứ: Mục A → Điều 2"),
        ({"evidence": True}, "Tiêu chí A, cần minh chứng: không → có"),
        ({"appraiser": "Công an tỉnh"}, "Tiêu chí A, cơ quan thẩm định: không có → Công an tỉnh"),
        ({"note": "Làm tròn"}, "Tiêu chí A, ghi chú: không có → Làm tròn"),
        (
            {"rule": per_unit("1", cap="10")},
            "Tiêu chí A, cách tính: Chấm từ 0 đến 10 điểm → Cộng 1 điểm mỗi báo cáo nộp muộn, tối đa 10 điểm",
        ),
    ],
)
def test_line_that_changed_says_what_and_how(change: dict[str, Any], expected: str) -> None:
    assert said(sheet(A), sheet(replace(A, **change))) == [expected]


def test_rule_that_reads_the_same_is_told_as_a_detail() -> None:
    def with_key(key: str) -> Criterion:
        return line(PerUnit(of=count(key), points=Decimal(1)), "A")

    found = only(sheet(with_key("late")), sheet(with_key("late_reports")))
    assert found.sentence.en == "Criterion A: a detail of the rule changed (input keys)"
    assert found.before == found.after


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"max_points": Decimal(8)}, "Phần P, mức tối đa: không có → 8 điểm"),
        ({"capped": False}, "Phần P, giới hạn ở mức tối đa: có → không"),
        ({"least": Decimal(-5)}, "Phần P, mức thấp nhất: không giới hạn → -5 điểm"),
        ({"weight": Decimal("0.4")}, "Phần P, hệ số: 1 → 0,4"),
        ({"role": Role.BONUS}, "Phần P, loại điểm: điểm chuẩn → điểm thưởng"),
        (
            {"not_applicable": NotApplicable.SPREAD},
            "Phần P, khi dòng không áp dụng: theo bảng điểm → chia đều điểm cho các dòng còn lại",
        ),
        ({"title": "Nhiệm vụ"}, "Phần P đổi tên: “Phần P” → “Nhiệm vụ”"),
    ],
)
def test_section_that_changed_says_what_and_how(change: dict[str, Any], expected: str) -> None:
    old: Section = section("P", A)
    assert said(sheet(old), sheet(replace(old, **change))) == [expected]


CLASSES = (ClassBand(label="Tốt", start=Decimal(8)), ClassBand(label="Đạt", start=Decimal(0)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"source": "Kế hoạch 5"}, "Bảng điểm, nguồn: không có → Kế hoạch 5"),
        ({"places": 1}, "Bảng điểm, số chữ số thập phân: 2 → 1"),
        ({"rounding": "down"}, "Bảng điểm, cách làm tròn: nửa thì tăng → bỏ phần lẻ"),
        ({"scale": "100"}, "Bảng điểm, thang điểm: không có → 100 điểm"),
        ({"most": "110"}, "Bảng điểm, tổng điểm tối đa: không giới hạn → 110 điểm"),
        (
            {"not_applicable": "full"},
            "Bảng điểm, khi dòng không áp dụng: mọi dòng đều áp dụng → cho đủ điểm",
        ),
    ],
)
def test_setting_of_the_sheet_that_changed(change: dict[str, str], expected: str) -> None:
    old = sheet(A)
    assert said(old, Sheet.from_json({**old.to_json(), **change})) == [expected]


def test_classes_that_changed() -> None:
    old = sheet(A, classes=CLASSES)
    above = replace(CLASSES[0], with_start=False)
    assert said(old, sheet(A, classes=(above, CLASSES[1]))) == ["Loại “Tốt”, mức điểm: từ 8 điểm trở lên → trên 8 điểm"]
    assert said(old, sheet(A, classes=CLASSES[:1])) == ["Bỏ loại “Đạt”: từ 0 điểm trở lên"]
    assert said(sheet(A, classes=CLASSES[1:]), old) == ["Thêm loại “Tốt”: từ 8 điểm trở lên"]


def test_class_with_another_end_or_without_titles() -> None:
    old, closed = sheet(A, classes=CLASSES[1:]), replace(CLASSES[1], end=Decimal(5), with_end=False)
    assert said(old, sheet(A, classes=(closed,))) == ["Loại “Đạt”, mức điểm: từ 0 điểm trở lên → từ 0 đến dưới 5 điểm"]
    assert said(old, sheet(A, classes=(replace(CLASSES[1], titles=False),))) == [
        "Loại “Đạt”, mức điểm: từ 0 điểm trở lên → từ 0 điểm trở lên; không đề nghị danh hiệu, khen thưởng"
    ]


def test_guards_that_changed() -> None:
    old = sheet(A, guards=(SELF_SCORE, ZERO))
    assert said(old, sheet(A, guards=(SELF_SCORE,))) == [
        "Bỏ điều kiện “Điểm liệt”: Khi có dòng không có điểm: không đề nghị danh hiệu, khen thưởng"
    ]
    assert said(sheet(A, guards=(ZERO,)), old) == [
        "Thêm điều kiện “Không tự chấm”: Khi không nộp bảng tự chấm: không xếp hạng"
    ]
    deferred = replace(SELF_SCORE, then=Then.DEFERRED)
    assert said(old, sheet(A, guards=(deferred, ZERO))) == [
        "Điều kiện “Không tự chấm”, nội dung: Khi không nộp bảng tự chấm: không xếp hạng → Khi không nộp bảng tự chấm: tạm"
        " hoãn xếp hạng đến khi có kết luận"
    ]
    assert said(old, sheet(A, guards=(ZERO, SELF_SCORE))) == ["Các điều kiện được xếp lại thứ tự"]


def test_guard_with_another_clause_says_so() -> None:
    elsewhere = replace(SELF_SCORE, clause="Điều 9")
    assert said(sheet(A, guards=(SELF_SCORE,)), sheet(A, guards=(elsewhere,))) == [
        "Điều kiện “Không tự chấm”, căn cứ hoặc chi tiết: Khi không nộp bảng tự chấm: không xếp hạng [Điều 7] → Khi không"
        " nộp bảng tự chấm: không xếp hạng [Điều 9]"
    ]


def test_guards_with_the_same_title_are_told_apart() -> None:
    twice = sheet(A, guards=(SELF_SCORE, replace(SELF_SCORE, then=Then.DEFERRED)))
    assert told(sheet(A, guards=(SELF_SCORE,)), twice) == [("added", "", "guards")]


def test_tie_breaks_that_changed() -> None:
    ties = (TieKey(by=TieBy.SECTION, code="P"), TieKey(by=TieBy.FEWER_DEDUCTIONS))
    of = section("P", A)
    assert said(sheet(of), sheet(of, ties=ties)) == [
        "Bảng điểm, thứ tự phân định khi bằng điểm: không có → điểm phần P; bị trừ ít điểm hơn"
    ]


@given(sheets(), sheets())
def test_two_sheets_differ_exactly_when_a_difference_is_told(old: Sheet, new: Sheet) -> None:
    assert bool(between(old, new)) == (old != new)
    assert between(new, new) == ()
