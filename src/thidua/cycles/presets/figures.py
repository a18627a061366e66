"""The figure a rule looks at, in the user's words, and the fields that name it."""

from __future__ import annotations

import re
from typing import Any

from thidua.cycles.presets.base import Ask, NotUnderstood, Values, choice, kept, words
from thidua.rulebook.findings import Text
from thidua.rulebook.rules.inputs import KEY, Input, InputKind
from thidua.rulebook.rules.measure import Measure, OfInput, OfRatio, OfTargets, Take, Term

FIGURES = {
    "reached": Text("Phần trăm kế hoạch đã đạt", "Percent of the plan reached"),
    "over": Text("Phần trăm vượt kế hoạch", "Percent over the plan"),
    "beyond": Text("Số đơn vị vượt kế hoạch", "Units over the plan"),
    "short": Text("Phần trăm thiếu so với kế hoạch", "Percent short of the plan"),
    "actual": Text("Kết quả thực hiện", "The result itself"),
    "growth": Text("Phần trăm so với kết quả năm trước của chính đơn vị", "Percent of the unit's own last year"),
    "ratio": Text(
        "Tỷ lệ giữa hai số đếm, ví dụ số việc đã xong trên số việc được giao",
        "The share of one count in another, such as tasks done of tasks assigned",
    ),
    "count": Text("Một số đếm: số lần, số việc", "A count: times, tasks"),
    "number": Text("Một con số có đơn vị tính", "A number with a unit of measure"),
}
PERCENTAGES = ("reached", "growth", "ratio")
_TAKES = {take.value for take in Take}
_NEEDED = Text("Ghi tên của số cần nhập.", "Name the number to be entered.")


def figure_asks(*names: str) -> tuple[Ask, ...]:
    """The fields for choosing a figure among these."""
    asks: tuple[Ask, ...] = ()
    if len(names) > 1:
        asks += (choice("figure", Text("Số liệu", "Figure"), tuple((name, FIGURES[name]) for name in names)),)
    typed = {"count", "number", "ratio"} & set(names)
    if typed:
        asks += _typed_asks(must=set(names) <= typed, ratio="ratio" in names)
    return asks


def _typed_asks(*, must: bool, ratio: bool) -> tuple[Ask, ...]:
    only = None if must else Text("Chỉ cần khi số liệu do đơn vị nhập.", "Only for a figure that units enter.")
    asks: tuple[Ask, ...] = (
        words("counted", Text("Tên số cần nhập", "Name of the number"), hint=only, required=must),
        kept("key", "count"),
    )
    asks += (words("unit", Text("Đơn vị tính", "Unit of measure"), required=False),)
    if ratio:
        label = Text("Tính trên tổng số nào", "Counted of which total")
        hint = Text("Chỉ cần khi số liệu là tỷ lệ giữa hai số đếm.", "Only for a share of one count in another.")
        asks += (words("total", label, hint=hint, required=False), kept("total_key", "total"))
    return asks


def measure_of(values: Values, fallback: str = "") -> Measure:
    """The figure chosen. Raises NotUnderstood when its name is missing."""
    name = values.get("figure") or fallback
    if name in _TAKES:
        return OfTargets(take=Take(name))
    if name == "ratio":
        above = Term(asked=_asked(values, "counted", "key", InputKind.COUNT))
        return OfRatio(above=(above,), below=(Term(asked=_asked(values, "total", "total_key", InputKind.COUNT)),))
    return OfInput(asked=_asked(values, "counted", "key", InputKind(name)))


def fields_of(measure: Measure, names: tuple[str, ...]) -> dict[str, Any] | None:
    """The fields that name a figure, when it is one of these."""
    if isinstance(measure, OfTargets):
        found: dict[str, Any] = {"figure": measure.take.value}
    elif isinstance(measure, OfInput):
        asked = measure.asked
        found = {"figure": asked.kind.value, "counted": asked.label, "unit": asked.unit, "key": asked.key}
    elif isinstance(measure, OfRatio) and len(measure.above) == len(measure.below) == 1:
        above, below = measure.above[0].asked, measure.below[0].asked
        if above.unit != below.unit:
            return None
        found = {
            "figure": "ratio", "counted": above.label, "unit": above.unit, "key": above.key, "total": below.label, "total_key": below.key,
        }  # fmt: skip
    else:
        return None
    return found if found["figure"] in names else None


def _asked(values: Values, name: str, key: str, kind: InputKind) -> Input:
    label = (values.get(name) or "").strip()
    if not label:
        raise NotUnderstood(name, _NEEDED)
    return Input(
        key=safe_key(values.get(key), name), kind=kind, label=label,
        unit=(values.get("unit") or "").strip(),
    )  # fmt: skip


def safe_key(key: object, otherwise: str) -> str:
    """The key carried along, unless somebody has meddled with it."""
    return key if isinstance(key, str) and re.fullmatch(KEY, key) else otherwise
