"""Presets that count: points for each, and deductions for each occurrence or day late."""

from __future__ import annotations

from typing import Any

from thidua.cycles.presets.base import NOTHING, Preset, Scoring, Values, choice, kept, number, scoring, words
from thidua.cycles.presets.figures import FIGURES, fields_of, measure_of
from thidua.rulebook.findings import Text
from thidua.rulebook.rules import Fixed, PerUnit, Rule, Sum
from thidua.rulebook.rules.inputs import HOUSE_DAYS, HOUSE_PAPERS

_COUNTED = ("count", "number")
_FIGURE = (
    words("counted", Text("Đếm cái gì", "What is counted"), hint=Text("Ví dụ: Báo cáo nộp muộn", "Such as: Late reports")),
    words("unit", Text("Đơn vị tính", "Unit of measure"), required=False, hint=Text("Ví dụ: lần, ngày, mô hình", "Such as: times, days")),
    choice("figure", Text("Kiểu số", "Kind of number"), tuple((name, FIGURES[name]) for name in _COUNTED)),
    kept("key", "count"),
)  # fmt: skip
_NO_LIMIT = Text("Để trống nếu không giới hạn.", "Leave empty for no limit.")


def _per_count(values: Values) -> Scoring:
    return scoring(PerUnit(of=measure_of(values), points=values["each"], step=values["step"], cap=values["cap"]))


def _read_per_count(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, PerUnit) or rule.points < 0:
        return None
    figure = fields_of(rule.of, _COUNTED)
    return None if figure is None else figure | {"each": rule.points, "step": rule.step, "cap": rule.cap}


_STEP = number(
    "step", Text("Cứ mỗi", "For every"), default=NOTHING + 1, above=True, unit=None,
    hint=Text("1 là mỗi lần đếm; 5 là cứ đủ năm mới tính.", "1 is each one counted; 5 counts every full five."),
)  # fmt: skip

PER_COUNT = Preset(
    code="per_count",
    name=Text("Cộng điểm theo số lượng", "Points for each"),
    about=Text(
        "Mỗi mô hình, mỗi lần, mỗi sáng kiến được một số điểm, đến mức tối đa.",
        "So many points for each, up to a cap.",
    ),
    asks=(
        *_FIGURE,
        number("each", Text("Điểm cho mỗi bước", "Points for each step"), above=True),
        _STEP,
        number("cap", Text("Tối đa", "At most"), required=False, above=True, hint=_NO_LIMIT),
    ),
    compose=_per_count,
    read=_read_per_count,
)


def _deduct(values: Values) -> Scoring:
    cap, start = values["cap"], values["start"]
    per = PerUnit(
        of=measure_of(values), points=-values["each"], step=values["step"], floor=None if cap is None else -cap
    )
    if start is None:
        return scoring(per)
    return scoring(Sum(of=(Fixed(points=start), per), floor=NOTHING), max_points=start)


def _read_deduct(rule: Rule) -> dict[str, Any] | None:
    start, per = None, rule
    if isinstance(rule, Sum) and len(rule.of) == 2 and isinstance(rule.of[0], Fixed):
        start, per = rule.of[0].points, rule.of[1]
    if not isinstance(per, PerUnit) or per.points > 0:
        return None
    figure = fields_of(per.of, _COUNTED)
    cap = None if per.floor is None else -per.floor
    return None if figure is None else figure | {"start": start, "each": -per.points, "step": per.step, "cap": cap}


# What the program knows of late papers: how each is asked for, and what it is called on the sheet.
LATE = {
    HOUSE_DAYS: (Text("Mỗi ngày muộn, cộng mọi văn bản", "Each day late, of all papers"), "Số ngày nộp muộn giao ước và báo cáo", "ngày"),
    HOUSE_PAPERS: (Text("Mỗi văn bản nộp muộn", "Each paper that came late"), "Số văn bản nộp muộn (giao ước, báo cáo)", "văn bản"),
}  # fmt: skip


def _late(values: Values) -> Scoring:
    key = values["late"]
    _choice, label, unit = LATE[key]
    figure = {"figure": "count", "key": key, "counted": label, "unit": unit}
    return _deduct({**values, **figure, "step": NOTHING + 1})


def _read_late(rule: Rule) -> dict[str, Any] | None:
    found = _read_deduct(rule)
    if found is None or found["key"] not in LATE:
        return None
    return {"late": found["key"], "start": found["start"], "each": found["each"], "cap": found["cap"]}


_START = number(
    "start", Text("Điểm ban đầu", "Points to start with"), required=False, above=True,
    hint=Text("Để trống nếu dòng này chỉ trừ điểm.", "Leave empty when the line only deducts."),
)  # fmt: skip
_CAP = number("cap", Text("Trừ nhiều nhất", "At most taken away"), required=False, above=True, hint=_NO_LIMIT)

LATE_PAPERS = Preset(
    code="late_papers",
    name=Text("Trừ điểm nộp muộn", "Deduction for papers handed in late"),
    about=Text(
        "Hệ thống tự biết giao ước và báo cáo nộp sau hạn của khối bao nhiêu ngày; đơn vị không nhập gì.",
        "The program knows itself by how much pledge and report came after the bloc's deadline; units enter nothing.",
    ),
    asks=(
        choice("late", Text("Trừ cho", "Deducted for"), tuple((key, told[0]) for key, told in LATE.items())),
        _START,
        number("each", Text("Điểm trừ cho mỗi lần tính", "Points taken for each"), above=True),
        _CAP,
    ),
    compose=_late,
    read=_read_late,
)

DEDUCT = Preset(
    code="deduct",
    name=Text("Trừ điểm theo số lần hoặc số ngày", "Deduction for each occurrence or day late"),
    about=Text(
        "Bắt đầu từ một số điểm, hoặc từ 0, rồi trừ cho mỗi lần vi phạm hay mỗi ngày chậm.",
        "Starts at a level, or at 0, and takes points away for each time or each day late.",
    ),
    asks=(
        *_FIGURE,
        _START,
        number("each", Text("Điểm trừ cho mỗi bước", "Points taken for each step"), above=True),
        _STEP,
        _CAP,
    ),
    compose=_deduct,
    read=_read_deduct,
)
