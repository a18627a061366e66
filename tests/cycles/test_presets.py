"""Presets: fields compose a rule, and the rule opens as the same fields again; notation is read line by line."""

from decimal import Decimal
from typing import Any

import pytest

from thidua.cycles.presets import PRESETS, RAW, NotUnderstood, preset_of, recognised
from thidua.cycles.presets.notation import read_bands, read_classes, read_levels, write_bands, write_classes
from thidua.cycles.presets.parts import read_parts
from thidua.cycles.trying import tried, try_asks
from thidua.rulebook import library
from thidua.rulebook.facts import Criterion, Sheet
from thidua.rulebook.rules import Fixed, Sum

D = Decimal
FILLED: dict[str, dict[str, Any]] = {
    "proportion": {"points": D(50), "cap": D(120), "floor": D(50)},
    "all_or_nothing": {"points": D(10), "threshold": D(98)},
    "bands": {"figure": "ratio", "counted": "Việc đã xong", "total": "Việc được giao", "bands": "từ 98 trở lên: 5\ndưới 98: 0"},
    "short": {"points": D(10), "each": D("0.5"), "step": D(1), "cap": D(5), "pro_rata": True},
    "over": {"base": D(10), "each": D(1), "step": D(5), "cap": D(3)},
    "per_count": {"counted": "Mô hình mới", "unit": "mô hình", "each": D(2), "cap": D(10)},
    "deduct": {"counted": "Báo cáo nộp muộn", "start": D(10), "each": D(2), "cap": D(6)},
    "late_papers": {"late": "house_late_papers", "start": D(10), "each": D(2), "cap": D(6)},
    "yes_no": {"label": "Có kế hoạch", "points": D(5)},
    "levels": {"label": "Chất lượng", "levels": "Tốt = 5\nKhá = 3,5"},
    "judged": {"points": D(10), "step": D("0.25"), "judges": "trimmed"},
    "rank": {"figure": "actual", "places": "1: 10\ntừ 2 đến 3: 8\ncòn lại: 5"},
    "share_of_best": {"points": D(20), "against": "median"},
    "relative": {"points": D(50), "against": "last_year", "cap": D(80)},
    "parts": {
        "start": D(10),
        "cap": D(4),
        "parts": "Báo cáo nộp muộn: trừ 0,5 mỗi lần, tối đa 2\nVắng họp [absent]: trừ 1 mỗi 2 buổi\nCó sáng kiến: có thì cộng 1\n"
        "Chất lượng: chấm từ 1 đến 3, bước 0,5",
    },
    "periods:judged": {"points": D(10)},
    "best:proportion+per_count": {
        "a__points": D(10), "b__counted": "Sáng kiến", "b__each": D(2), "b__cap": D(10),
    },
    "sum:proportion+levels": {"a__points": D(10), "b__label": "Mức", "b__levels": "Tốt = 5\nKhá = 3"},
}  # fmt: skip
HOLDS = {"share": {"parent": D(50), "share": D(20)}}


def composed(code: str) -> tuple[dict[str, Any], Criterion]:
    preset = preset_of(code)
    assert preset is not None
    values = preset.defaults() | (FILLED | HOLDS)[code]
    scoring = preset.compose(values)
    line = Criterion(
        code="1", title="T", clause="1", rule=scoring.rule, max_points=scoring.max_points, least=scoring.least,
        over=scoring.over,
    )  # fmt: skip
    return values, line


@pytest.mark.parametrize("code", FILLED)
def test_rule_of_a_preset_opens_as_the_same_form_again(code: str) -> None:
    values, line = composed(code)
    found = recognised(line.rule)

    assert found is not None
    assert found[0].code == code
    assert {name: found[1][name] for name in values} == values


def test_every_preset_is_tried_here() -> None:
    assert set(PRESETS) - set(FILLED) == set(HOLDS)


def test_share_of_a_parent_opens_as_the_proportion_it_came_to() -> None:
    found = recognised(composed("share")[1].rule)

    assert found is not None
    assert (found[0].code, found[1]["points"]) == ("proportion", D(10))


@pytest.mark.parametrize("code", FILLED)
def test_every_preset_can_be_tried_with_the_figures_it_begins_with(code: str) -> None:
    _values, line = composed(code)
    found = tried(line, Sheet(title="T", entries=(line,)), {ask.name: ask.default for ask in try_asks(line)})

    assert found.points is not None


def test_every_line_of_the_library_opens_as_a_form_that_keeps_its_rule() -> None:
    for entry in library.entries():
        for line in library.load(entry.id).criteria:
            preset, values = recognised(line.rule) or (RAW, RAW.values_of(line.rule))
            assert values is not None
            assert preset.compose(values).rule == line.rule


def test_two_thirds_of_the_lines_of_the_library_need_no_json() -> None:
    rules = [line.rule for entry in library.entries() for line in library.load(entry.id).criteria]

    assert 3 * sum(recognised(rule) is not None for rule in rules) > 2 * len(rules)


def test_rule_that_no_preset_expresses_is_not_recognised() -> None:
    assert recognised(Sum(of=(Fixed(points=D(1)), Fixed(points=D(2)), Fixed(points=D(3))))) is None


@pytest.mark.parametrize(
    "code", ["", "nothing", "best:", "best:judged", "best:judged+nothing", "periods:judged+judged"]
)
def test_unknown_code_is_no_preset(code: str) -> None:
    assert preset_of(code) is None


def test_example_names_the_figures_and_the_points() -> None:
    _values, line = composed("proportion")
    figures = {"try_planned": D(7), "try_actual": D(14)}
    assert [ask.name for ask in try_asks(line)] == list(figures)
    found = tried(line, Sheet(title="T", entries=(line,)), figures)

    assert found.points == D("60.00")
    assert found.says.vi.startswith("Kế hoạch 7, kết quả 14 → 60 điểm, vì ")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("từ 98 trở lên: 5", "từ 98 trở lên: 5"),
        ("98 trở lên = 5 điểm", "từ 98 trở lên: 5"),
        (">= 98%: 5", "từ 98 trở lên: 5"),
        ("trên 98,5: 5", "trên 98,5: 5"),
        ("từ 97 đến dưới 98: 4", "từ 97 đến dưới 98: 4"),
        ("97-98: 4", "từ 97 đến 98: 4"),
        ("trên 80 đến 90: 3", "trên 80 đến 90: 3"),
        ("dưới 80: 0", "dưới 80: 0"),
        ("không quá 80: -2", "đến 80: -2"),
        ("3: 1", "3: 1"),
        ("còn lại: 0", "còn lại: 0"),
        ("from 97 to under 98: 4", "từ 97 đến dưới 98: 4"),
        ("over 98: 4", "trên 98: 4"),
    ],
)
def test_bands_are_read_as_people_write_them(typed: str, written: str) -> None:
    assert write_bands(read_bands("bands", typed)) == written


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("từ 98 trở lên: 5\ncao: 3", 2),
        ("từ 98: năm", 1),
        ("\n\ntừ 99 đến 98: 1", 3),
        ("từ 1 trở lên 5", 1),
        ("từ 9: 10000000", 1),
    ],
)
def test_wrong_band_names_its_line(text: str, place: int) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_bands("bands", text)

    assert refused.value.field == "bands"
    assert refused.value.text.vi.startswith(f"Dòng {place} (")


@pytest.mark.parametrize(("text", "place"), [("Tốt = 5\nKhá", 2), ("Tốt = 5\nTốt = 3", 2), ("= 5\nKhá = 3", 1)])
def test_wrong_level_names_its_line(text: str, place: int) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_levels("levels", text)

    assert refused.value.text.vi.startswith(f"Dòng {place} (")


@pytest.mark.parametrize("text", ["", "Tốt = 5"])
def test_fewer_than_two_levels_are_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_levels("levels", text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Báo cáo muộn: trừ hai mỗi lần", 1),
        ("Báo cáo muộn: trừ 1 mỗi lần\nBáo cáo muộn: trừ 2 mỗi lần", 2),
        ("Báo cáo muộn [Mã]: trừ 1 mỗi lần", 1),
        ("Chất lượng: chấm từ 5 đến 3", 1),
    ],
)
def test_wrong_part_names_its_line(text: str, place: int) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_parts("parts", text)

    assert refused.value.text.vi.startswith(f"Dòng {place} (")


def test_level_keeps_a_code_of_its_own() -> None:
    first, second = read_levels("levels", "Tốt [good] = 5\nKhá = 3")

    assert (first.code, second.code) == ("good", "kha")


def test_classes_are_read_and_written() -> None:
    text = "Xuất sắc: từ 90 trở lên\nTốt: từ 80 đến dưới 90\nKhá: trên 70"

    assert write_classes(read_classes("classes", text)) == text


def test_class_may_name_its_start_alone() -> None:
    assert read_classes("classes", "Xuất sắc: 90")[0].start == D(90)


@pytest.mark.parametrize("text", ["Xuất sắc", "Xuất sắc: cao", ": 90"])
def test_wrong_class_names_its_line(text: str) -> None:
    with pytest.raises(NotUnderstood, match="Line 1"):
        read_classes("classes", text)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("{", "Dòng 1, cột 2"),
        ("[" * 5000, ""),
        ("[]", "."),
        ('{"kind": "formula"}', "kind"),
        ('{"kind": "fixed", "points": 1.5}', "points"),
    ],
)
def test_wrong_json_says_where(text: str, begins: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        RAW.compose({"rule": text})

    assert refused.value.field == "rule"
    assert refused.value.text.vi.startswith(begins)
