"""The linter on what stands above the total: classes, guards, tie-breaks."""

from decimal import Decimal
from typing import Any

import pytest

from tests.rulebook.lines import line, per_unit, section, sheet
from thidua.rulebook.findings import Finding
from thidua.rulebook.guards import ClassBand, Guard, Then, When
from thidua.rulebook.lint import findings
from thidua.rulebook.ranking import TieBy, TieKey
from thidua.rulebook.rules import Judged
from thidua.rulebook.sheet import Role, Sheet

LINE = line(max_points="100")


def classes(*starts: str, with_start: bool = True) -> tuple[ClassBand, ...]:
    labels = ("Xuất sắc", "Tốt", "Khá", "Trung bình")
    return tuple(
        ClassBand(label=label, start=Decimal(start), with_start=with_start)
        for label, start in zip(labels, starts, strict=False)
    )


def guard(then: Then = Then.LOWER, when: When = When.EVENT, **fields: Any) -> Guard:
    asked = {"key": "discipline", "question": "Có người bị kỷ luật?"} if when == When.EVENT else {}
    return Guard(title="Kỷ luật", clause="Điều 5", when=when, then=then, **{**asked, **fields})


def found(of: Sheet) -> list[tuple[str, str]]:
    return [(one.rule.removeprefix("lint."), one.data["severity"]) for one in findings(of)]


def first(of: Sheet) -> Finding:
    return findings(of)[0]


def test_classes_by_thresholds_down_to_nothing_have_no_finding() -> None:
    assert found(sheet(LINE, classes=classes("90", "80", "50", "0"))) == []


def test_total_below_the_lowest_class_is_told() -> None:
    below = sheet(LINE, classes=classes("90", "80", "50"))
    assert found(below) == [("below_lowest_class", "warning")]
    assert first(below).because.vi == (
        "Tổng điểm dưới 50 không thuộc loại nào; hãy thêm loại thấp nhất, ví dụ từ 0 điểm."
    )
    at_the_end = sheet(LINE, classes=classes("90", "50", with_start=False))
    assert first(at_the_end).because.en == (
        "A total of 50 or less is in no class; add the lowest class, for example from 0 points."
    )


def test_classes_printed_in_whole_numbers_leave_decimals_to_the_class_below() -> None:
    printed = sheet(line(max_points="90"), classes=classes("81", "71", "61", "0"))
    assert found(printed) == [("class_ends", "warning")] * 3
    assert first(printed).because.vi == (
        "Loại “Xuất sắc” bắt đầu từ 81 nhưng điểm có phần lẻ: tổng điểm 80,5 rơi giữa 80 và 81 và sẽ xếp vào loại dưới."
        " Nếu không muốn vậy, hãy ghi “trên 80” hoặc “từ 80”."
    )


def test_classes_in_whole_numbers_are_in_order_where_points_are_whole() -> None:
    assert found(sheet(line(max_points="90"), classes=classes("81", "71", "0"), places=0)) == []
    assert (
        found(sheet(line(max_points="90"), classes=(*classes("80", with_start=False), *classes("90", "0")[1:]))) == []
    )


def printed(*ends: str, places: int = 2, scale: str = "90") -> Sheet:
    """Classes as tables print them: "81-90", "[80;90)"."""
    made = []
    for label, written in zip(("Xuất sắc", "Tốt", "Khá"), ends, strict=False):
        start, end = written.strip("[)").split("-" if "-" in written else ";")
        made.append(
            ClassBand(
                label=label, start=Decimal(start), end=Decimal(end) if end else None, with_end=not written.endswith(")")
            )
        )
    return sheet(line(max_points=scale), classes=tuple(made), places=places)


def test_total_between_two_printed_classes_is_in_none() -> None:
    veterans = printed("81-90", "71-80", "0-70")
    assert found(veterans) == [("class_hole", "error")] * 2
    assert first(veterans).because.vi == (
        "Tổng điểm trên 80 và dưới 81 (ví dụ 80,5) không thuộc loại nào, giữa “Tốt” và “Xuất sắc”; hãy nối liền hai loại,"
        " ví dụ ghi “Xuất sắc” từ 81, “Tốt” đến dưới 81."
    )


def test_total_exactly_between_two_classes_is_in_none() -> None:
    above, below = (
        classes("80", with_start=False)[0],
        ClassBand(label="Đạt", start=Decimal(0), end=Decimal(80), with_end=False),
    )
    (only,) = findings(sheet(LINE, classes=(above, below)))
    assert only.because.en == (
        "A total of exactly 80 is in no class, between “Đạt” and “Xuất sắc”; say to which of them it belongs."
    )


@pytest.mark.parametrize(
    ("ends", "places", "expected"),
    [
        (("81-90", "71-80", "0-70"), 0, []),
        (("81-90", "70-79", "0-69"), 0, [("class_hole", "error")]),
        (("80-90", "[70;80)", "[0;70)"), 2, []),
        (("80-90", "70-79.99", "0-69.99"), 2, []),
        (("80-90", "70-79.99", "0-69.99"), 3, [("class_hole", "error")] * 2),
        (("80-90", "70-80", "[0;70)"), 2, [("class_overlap", "warning")]),
        (("80-89", "[0;80)"), 2, [("class_hole", "error")]),
        (("80-91", "[0;80)"), 2, []),
    ],
)
def test_printed_ends_of_classes(ends: tuple[str, ...], places: int, expected: list[tuple[str, str]]) -> None:
    assert found(printed(*ends, places=places)) == expected


def test_total_above_the_highest_class_and_in_two_classes_is_said() -> None:
    assert first(printed("80-89", "[0;80)")).because.en == (
        "A total of more than 89 is in no class, while the sheet can give more than 89; leave the class “Xuất sắc” open"
        " above."
    )
    assert first(printed("80-90", "70-80", "[0;70)")).because.en == (
        "A total of exactly 80 is in both classes “Xuất sắc” and “Tốt” and goes into the higher; correct the end of “Tốt”."
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [("class_unreachable", "error")]),
        ({"over": "20", "rule": Judged(points=Decimal(120))}, []),
        ({"over": None, "rule": per_unit("1")}, [("bonus_without_cap", "warning")]),
    ],
)
def test_class_above_all_points_can_never_be_had(fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(sheet(line(max_points="100", **fields), classes=classes("101.5", "0"))) == expected


def test_class_is_reached_with_bonuses_but_not_beyond_the_most_of_the_sheet() -> None:
    bonus = section("T", line(code="b", max_points="15"), max_points="10", role=Role.BONUS)
    assert found(sheet(LINE, bonus, classes=classes("110", "0"))) == []
    assert found(sheet(LINE, bonus, classes=classes("110.5", "0"))) == [("class_unreachable", "error")]
    assert found(sheet(LINE, bonus, most="105", classes=classes("110", "0"))) == [("class_unreachable", "error")]


def test_class_counts_sections_with_their_weight_and_penalties_as_nothing() -> None:
    weighted = section("A", line(max_points="50"), max_points="50", weight="2")
    penalty = section("P", line(per_unit("-1", floor="-9"), "p", "0", least="-9"), role=Role.PENALTY)
    assert found(sheet(weighted, penalty, classes=classes("100", "0"))) == []
    assert found(sheet(weighted, penalty, classes=classes("100.5", "0"))) == [("class_unreachable", "error")]


def test_ceiling_at_the_highest_class_has_no_effect() -> None:
    highest = sheet(LINE, classes=classes("90", "0"), guards=(guard(Then.CEILING, label="Xuất sắc"),))
    assert found(highest) == [("guard_no_effect", "warning")]
    assert first(highest).because.vi == (
        "Điều kiện “Kỷ luật” không có tác dụng: “Xuất sắc” đã là loại cao nhất; hãy chọn loại thấp hơn."
    )
    assert found(sheet(LINE, classes=classes("90", "0"), guards=(guard(Then.CEILING, label="Tốt"),))) == []


@pytest.mark.parametrize(
    ("levels", "starts", "expected"),
    [
        (1, ("90", "0"), []),
        (2, ("90", "0"), [("guard_too_low", "warning")]),
        (1, (), [("guard_no_effect", "error")]),
    ],
)
def test_lowering_below_the_last_class(levels: int, starts: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert found(sheet(LINE, classes=classes(*starts), guards=(guard(Then.LOWER, levels=levels),))) == expected


def test_lowering_too_far_says_how_far_it_can_go() -> None:
    too_far = sheet(LINE, classes=classes("90", "50", "0"), guards=(guard(Then.LOWER, levels=4),))
    assert first(too_far).because.en == (
        "The condition “Kỷ luật” lowers by 4 classes, but the sheet has 3 and only 2 can be lost; correct the number."
    )


@pytest.mark.parametrize(
    ("limit", "fields", "expected"),
    [
        ("100", {"max_points": "10"}, [("guard_no_effect", "warning")]),
        ("50", {"max_points": "10"}, []),
        ("100", {}, []),
        ("100", {"max_points": "10", "capped": False}, []),
    ],
)
def test_limit_to_all_of_a_section(limit: str, fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    of = section("A", line(code="a"), **fields)
    assert found(sheet(of, guards=(guard(Then.LIMIT, code="A", limit=Decimal(limit)),))) == expected


def test_share_of_a_maximum_that_is_nothing() -> None:
    fault = line(per_unit("-1", floor="-3"), "p", "0", least="-3")
    below = {"when": When.BELOW, "share": Decimal(50)}
    of = section("A", line(code="a"))
    assert found(sheet(of, fault, guards=(guard(Then.NO_TITLE, code="p", **below),))) == [
        ("guard_no_effect", "warning")
    ]
    assert found(sheet(of, fault, guards=(guard(Then.NO_TITLE, code="A", **below),))) == []
    assert found(sheet(of, fault, guards=(guard(Then.NO_TITLE, code="a", **below),))) == []


def test_one_event_with_two_questions() -> None:
    same, other = guard(Then.NO_TITLE), guard(Then.NOT_RANKED, times=2)
    assert found(sheet(LINE, guards=(same, other, guard(Then.NO_TITLE, When.ZERO)))) == []
    different = guard(Then.NOT_RANKED, question="Bao nhiêu người bị kỷ luật?")
    assert found(sheet(LINE, guards=(same, different))) == [("event_asked_twice", "warning")]


def test_tie_breaks_that_repeat() -> None:
    ties = (
        TieKey(by=TieBy.LINE, code="1"),
        TieKey(by=TieBy.BONUS),
        TieKey(by=TieBy.SECTION, code="A"),
        TieKey(by=TieBy.BONUS, code="ignored"),
    )
    repeated = sheet(LINE, section("A", line(code="a")), ties=ties)
    assert found(repeated) == [("tie_repeats", "warning")]
    assert first(repeated).because.vi == (
        "Tiêu chí phụ thứ 4 lặp lại tiêu chí phụ thứ 2 nên không phân định thêm được gì; hãy bỏ hoặc thay."
    )
