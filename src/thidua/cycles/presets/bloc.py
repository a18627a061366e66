"""Presets that hold a unit against the rest of the bloc: its place, the bloc's best, the excess over the plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from thidua.cycles.presets.base import Preset, Scoring, Values, choice, lines, number, percent, scoring
from thidua.cycles.presets.figures import fields_of, figure_asks, measure_of
from thidua.cycles.presets.notation import read_bands, write_bands
from thidua.cycles.presets.plans import FULL
from thidua.rulebook.findings import Text
from thidua.rulebook.rules import Bands, Proportion, Relative, Rule, Yardstick
from thidua.rulebook.rules.measure import Against, Compared

_FIGURES = ("reached", "actual", "growth", "ratio", "count", "number")
_PLACES_HINT = Text(
    "Mỗi dòng một thứ hạng hoặc một khoảng. Ví dụ: “1: 10”, “2-3: 8”, “còn lại: 5”.",
    "A place or a stretch of places a line: “1: 10”, “2-3: 8”, “the rest: 5”.",
)
_ORDER = (
    ("rank", Text("Số cao nhất xếp thứ nhất", "The highest figure comes first")),
    ("rank_low", Text("Số thấp nhất xếp thứ nhất", "The lowest figure comes first")),
)


def _rank(values: Values) -> Scoring:
    figure = Compared(figure=measure_of(values), against=Against(values["order"]))
    return scoring(Bands(of=figure, bands=read_bands("places", values["places"])))


def _read_rank(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Bands) or not isinstance(rule.of, Compared):
        return None
    figure, places = fields_of(rule.of.figure, _FIGURES), write_bands(rule.bands)
    if figure is None or places is None or rule.of.against not in (Against.RANK, Against.RANK_LOW):
        return None
    return figure | {"order": rule.of.against.value, "places": places}


RANK = Preset(
    code="rank",
    name=Text("Theo thứ hạng trong khối", "By the rank in the bloc"),
    about=Text(
        "Xếp các đơn vị theo một số liệu rồi cho điểm theo thứ hạng.",
        "Units are ranked by a figure; the place gives the points.",
    ),
    asks=(
        *figure_asks(*_FIGURES),
        choice("order", Text("Cách xếp", "Order"), _ORDER),
        lines("places", Text("Điểm của từng thứ hạng", "Points of each place"), hint=_PLACES_HINT),
    ),
    compose=_rank,
    read=_read_rank,
)

_AGAINST = (
    ("best", Text("Đơn vị cao nhất khối", "The bloc's highest")),
    ("mean", Text("Mức bình quân của khối", "The bloc's mean")),
    ("median", Text("Mức trung vị của khối", "The bloc's median")),
)


def _share_of_best(values: Values) -> Scoring:
    figure = Compared(figure=measure_of(values), against=Against(values["against"]))
    return scoring(Proportion(points=values["points"], of=figure))


def _read_share_of_best(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Proportion) or not isinstance(rule.of, Compared):
        return None
    figure = fields_of(rule.of.figure, _FIGURES)
    return None if figure is None else figure | {"against": rule.of.against.value, "points": rule.points}


SHARE_OF_BEST = Preset(
    code="share_of_best",
    name=Text("Theo tỷ lệ so với khối", "In proportion to the bloc"),
    about=Text(
        "Đơn vị cao nhất được đủ điểm, đơn vị khác theo tỷ lệ so với mức đó.",
        "The highest has all the points, the others their share of it.",
    ),
    asks=(
        number("points", Text("Điểm cao nhất", "Most points"), above=True),
        *figure_asks(*_FIGURES),
        choice(
            "against",
            Text("So với", "Held against"),
            _AGAINST,
            hint=Text(
                "So với trung vị thì một đơn vị không kéo điểm của cả khối xuống được.",
                "With the median no single unit can lower everybody's points.",
            ),
        ),
    ),
    compose=_share_of_best,
    read=_read_share_of_best,
)

_YARDSTICKS = (
    ("best", Text("Đơn vị vượt cao nhất khối", "The unit furthest over plan")),
    ("median", Text("Mức vượt trung vị của khối", "The median excess of the bloc")),
    ("last_year", Text("Kết quả năm trước của chính đơn vị", "The unit's own result of last year")),
)


def _relative(values: Values) -> Scoring:
    return scoring(
        Relative(
            points=values["points"], against=Yardstick(values["against"]), at_plan=values["at_plan"],
            cap=values["cap"],
        )
    )  # fmt: skip


def _read_relative(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Relative):
        return None
    return {"points": rule.points, "against": rule.against.value, "at_plan": rule.at_plan, "cap": rule.cap}


RELATIVE = Preset(
    code="relative",
    name=Text("So mức vượt kế hoạch trong khối", "The excess over plan within the bloc"),
    about=Text(
        "Đạt kế hoạch được nửa số điểm; phần còn lại theo mức vượt so với đơn vị vượt cao nhất.",
        "Half the points at the plan; the rest by the excess against the unit furthest over.",
    ),
    asks=(
        number("points", Text("Điểm cao nhất", "Most points"), above=True),
        number(
            "at_plan",
            Text("Phần điểm khi vừa đạt kế hoạch", "Share of the points at the plan"),
            default=Decimal(50),
            unit=Text("%", "%"),
            most=FULL,
        ),
        choice(
            "against",
            Text("So mức vượt với", "The excess is held against"),
            _YARDSTICKS,
            hint=Text(
                "So với đơn vị cao nhất thì một kế hoạch đặt quá thấp làm mọi đơn vị khác mất điểm.",
                "Against the highest, one plan set too low costs everybody else points.",
            ),
        ),
        percent(
            "cap",
            Text("Chỉ tính mức vượt đến", "The excess counts up to"),
            required=False,
            most=Decimal(100_000),
            hint=Text("Ví dụ 50. Để trống nếu không giới hạn.", "Such as 50. Empty for no limit."),
        ),
    ),
    compose=_relative,
    read=_read_relative,
)
