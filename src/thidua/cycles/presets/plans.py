"""Presets that look at how far a plan was reached: in proportion, all or nothing, by bands, short of it, over it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from thidua.cycles.presets.base import (
    NOTHING,
    NotUnderstood,
    Preset,
    Scoring,
    Values,
    choice,
    lines,
    number,
    percent,
    scoring,
    tick,
)
from thidua.cycles.presets.figures import FIGURES, PERCENTAGES, fields_of, figure_asks, measure_of
from thidua.cycles.presets.notation import BANDS_HINT, read_bands, write_bands
from thidua.rulebook.findings import Text
from thidua.rulebook.rules import Bands, Fixed, PerUnit, Proportion, Rule, Sum
from thidua.rulebook.rules.amounts import over_threshold
from thidua.rulebook.rules.measure import OfTargets, Take

FULL = Decimal(100)
_CAP_BELOW_FLOOR = Text(
    "Ngưỡng không được cao hơn mức tính tối đa.", "The threshold must not be above the most that counts."
)
_POINTS = number("points", Text("Điểm khi đạt đủ", "Points when fully reached"), above=True)
_CAP = percent(
    "cap",
    Text("Tính đến bao nhiêu phần trăm", "Counted up to"),
    default=FULL,
    hint=Text(
        "100 nghĩa là vượt kế hoạch không được thêm điểm; 120 cho thêm đến 20%.",
        "100 means nothing more for exceeding; 120 gives up to 20% more.",
    ),
)
_FLOOR = percent(
    "floor",
    Text("Dưới bao nhiêu phần trăm thì không có điểm", "No points below"),
    required=False,
    hint=Text("Để trống nếu không có ngưỡng.", "Leave empty when there is no threshold."),
)


def _proportion(values: Values) -> Scoring:
    floor = values.get("floor")
    if floor is not None and floor > values["cap"]:
        raise NotUnderstood("floor", _CAP_BELOW_FLOOR)
    points: Decimal = values["points"]
    rule = Proportion(points=points, of=measure_of(values), cap=values["cap"], floor=floor)
    return scoring(rule, max_points=points if values["cap"] > FULL else None)


def _read_proportion(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Proportion):
        return None
    figure = fields_of(rule.of, PERCENTAGES)
    return None if figure is None else figure | {"points": rule.points, "cap": rule.cap, "floor": rule.floor}


PROPORTION = Preset(
    code="proportion",
    name=Text("Theo tỷ lệ hoàn thành", "In proportion to the plan"),
    about=Text(
        "Đạt bao nhiêu phần trăm kế hoạch thì được bấy nhiêu phần trăm số điểm.",
        "The share of the plan reached is the share of the points.",
    ),
    asks=(_POINTS, *figure_asks(*PERCENTAGES), _CAP, _FLOOR),
    compose=_proportion,
    read=_read_proportion,
)


def _share(values: Values) -> Scoring:
    points: Decimal = values["parent"] * values["share"] / FULL
    return _proportion({**values, "points": points, "cap": FULL})


SHARE = Preset(
    code="share",
    name=Text("Tỷ trọng trong điểm của mục", "A share of the parent's points"),
    about=Text(
        "Dòng này chiếm một phần số điểm của mục lớn, rồi chấm theo tỷ lệ hoàn thành.",
        "The line has a share of its parent's points, then counts in proportion.",
    ),
    asks=(
        number("parent", Text("Điểm của mục lớn", "Points of the parent"), above=True),
        percent("share", Text("Dòng này chiếm", "This line's share"), most=FULL),
        *figure_asks(*PERCENTAGES),
        _FLOOR,
    ),
    compose=_share,
    read=lambda rule: None,
)


def _all_or_nothing(values: Values) -> Scoring:
    return scoring(over_threshold(take=Take(values["figure"]), threshold=values["threshold"], points=values["points"]))


def _read_all_or_nothing(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Bands) or not isinstance(rule.of, OfTargets) or not isinstance(rule.bands[0].rule, Fixed):
        return None
    if rule.of.take not in (Take.REACHED, Take.GROWTH):
        return None
    return {"figure": rule.of.take.value, "threshold": rule.bands[0].start, "points": rule.bands[0].rule.points}


ALL_OR_NOTHING = Preset(
    code="all_or_nothing",
    name=Text("Đạt thì đủ điểm, không đạt thì không có điểm", "All or nothing on the plan"),
    about=Text(
        "Từ mức đặt ra trở lên được đủ điểm, dưới mức đó không có điểm.",
        "Full points from the threshold on, nothing below it.",
    ),
    asks=(
        _POINTS,
        choice("figure", Text("Số liệu", "Figure"), tuple((name, FIGURES[name]) for name in ("reached", "growth"))),
        percent("threshold", Text("Đạt từ bao nhiêu phần trăm", "Reached from"), default=FULL),
    ),
    compose=_all_or_nothing,
    read=_read_all_or_nothing,
)

_BAND_FIGURES = ("reached", "over", "short", "growth", "actual", "beyond", "ratio", "count", "number")


def _bands(values: Values) -> Scoring:
    return scoring(Bands(of=measure_of(values), bands=read_bands("bands", values["bands"])))


def _read_bands(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Bands):
        return None
    figure, bands = fields_of(rule.of, _BAND_FIGURES), write_bands(rule.bands)
    return None if figure is None or bands is None else figure | {"bands": bands}


BANDS = Preset(
    code="bands",
    name=Text("Theo bậc", "By bands"),
    about=Text(
        "Kết quả nằm trong bậc nào thì được số điểm của bậc đó.", "The points of the band in which the figure lies."
    ),
    asks=(*figure_asks(*_BAND_FIGURES), lines("bands", Text("Các bậc", "Bands"), hint=BANDS_HINT)),
    compose=_bands,
    read=_read_bands,
)


_EACH = number("each", Text("Điểm trừ cho mỗi bước", "Points taken for every step"), above=True)
_STEP = number(
    "step", Text("Một bước là", "One step is"), default=Decimal(1), above=True, unit=None,
    hint=Text("Số phần trăm hoặc số đơn vị tính của một bước.", "So many percent or units make a step."),
)  # fmt: skip
_PART = tick("pro_rata", Text("Tính cả phần lẻ của một bước", "A part of a step counts for its part"))


def _short(values: Values) -> Scoring:
    take, points = values["each"], values["points"]
    per = PerUnit(
        of=OfTargets(take=Take.SHORT), points=-take, step=values["step"], pro_rata=bool(values["pro_rata"]),
        floor=None if values["cap"] is None else -values["cap"],
    )  # fmt: skip
    return scoring(Sum(of=(Fixed(points=points), per), floor=NOTHING), max_points=points)


def _read_short(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Sum) or len(rule.of) != 2:
        return None
    start, per = rule.of
    if not isinstance(start, Fixed) or not isinstance(per, PerUnit) or not isinstance(per.of, OfTargets):
        return None
    cap = None if per.floor is None else -per.floor
    return {"points": start.points, "each": -per.points, "step": per.step, "pro_rata": per.pro_rata, "cap": cap}


SHORT = Preset(
    code="short",
    name=Text("Thiếu kế hoạch thì trừ dần", "Deduction for each percent short"),
    about=Text(
        "Đạt kế hoạch được đủ điểm; cứ thiếu một số phần trăm thì trừ một số điểm.",
        "Full points at the plan; so many percent short take so many points away.",
    ),
    asks=(
        _POINTS,
        _EACH,
        _STEP,
        _PART,
        number("cap", Text("Trừ nhiều nhất", "At most taken away"), required=False, above=True),
    ),
    compose=_short,
    read=_read_short,
)


def _over(values: Values) -> Scoring:
    per = PerUnit(
        of=OfTargets(take=Take(values["figure"])), points=values["each"], step=values["step"],
        pro_rata=bool(values["pro_rata"]), cap=values["cap"],
    )  # fmt: skip
    base: Decimal | None = values["base"]
    if base is None:
        return scoring(per)
    return scoring(Sum(of=(Proportion(points=base), per)), max_points=base)


def _read_over(rule: Rule) -> dict[str, Any] | None:
    base, per = None, rule
    if isinstance(rule, Sum) and len(rule.of) == 2:
        first, per = rule.of
        if not isinstance(first, Proportion):
            return None
        base = first.points
    if not isinstance(per, PerUnit) or not isinstance(per.of, OfTargets) or per.of.take not in (Take.OVER, Take.BEYOND):
        return None
    return {
        "figure": per.of.take.value, "each": per.points, "step": per.step, "pro_rata": per.pro_rata, "cap": per.cap,
        "base": base,
    }  # fmt: skip


OVER = Preset(
    code="over",
    name=Text("Thưởng khi vượt kế hoạch", "Bonus over the plan"),
    about=Text(
        "Cứ vượt một số phần trăm hoặc một số đơn vị thì cộng một số điểm, đến mức tối đa.",
        "So many points for every percent or unit over the plan, up to a cap.",
    ),
    asks=(
        number(
            "base",
            Text("Điểm cho phần đạt kế hoạch", "Points for reaching the plan"),
            required=False,
            above=True,
            hint=Text("Để trống nếu dòng này chỉ có điểm thưởng.", "Leave empty when the line is bonus only."),
        ),
        choice(
            "figure",
            Text("Tính phần vượt theo", "The excess counts in"),
            tuple((name, FIGURES[name]) for name in ("over", "beyond")),
        ),
        number("each", Text("Điểm cộng cho mỗi bước", "Points for every step"), above=True),
        _STEP,
        _PART,
        number(
            "cap",
            Text("Cộng nhiều nhất", "Bonus at most"),
            required=False,
            above=True,
            hint=Text("Nên có, để một đơn vị không vượt xa cả khối.", "Advisable, so that nobody runs away."),
        ),
    ),
    compose=_over,
    read=_read_over,
)
