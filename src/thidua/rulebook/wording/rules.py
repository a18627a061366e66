"""Rules in words: one line for each of the ten kinds, and for what is composed of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from thidua.rulebook.findings import Text
from thidua.rulebook.rules import (
    Bands,
    Best,
    Choice,
    Fixed,
    Judged,
    Judges,
    PeriodMean,
    PerUnit,
    Pick,
    Proportion,
    Relative,
    Rule,
    Sum,
    Yardstick,
)
from thidua.rulebook.wording.figures import band, each, edge, figure, is_smooth
from thidua.rulebook.wording.phrases import amount, bracketed, followed, inside, joined, sentence

_FULL = Decimal(100)
_FEW_PERIODS = 4
_FOR_ALL = Text("{words} với mọi đơn vị", "{words} for every unit")


def describe(rule: Rule) -> Text:
    """The rule as one line without a full stop: "Trừ 0,5 điểm mỗi báo cáo nộp muộn, tối đa 3 điểm"."""
    if isinstance(rule, Fixed):
        return sentence(_FOR_ALL.filled(words=clause(rule)))
    return sentence(clause(rule))


def clause(rule: Rule) -> Text:
    """The rule as a part of a sentence."""
    return _CLAUSES[rule.kind](rule)


def _within(rule: Rule) -> Text:
    """The rule inside another: in brackets when it has parts of its own."""
    words = clause(rule)
    return bracketed(words) if ";" in words.vi else words


def points(value: Decimal) -> Text:
    """Points that are given or taken: "5 điểm", "không có điểm", "trừ 2 điểm"."""
    if not value:
        return Text("không có điểm", "no points")
    return amount(value) if value > 0 else _TAKEN_OFF.filled(amount=amount(-value))


_TAKEN_OFF = Text("trừ {amount}", "{amount} off")
_AT_MOST = Text("tối đa {amount}", "at most {amount}")


def _fixed(rule: Fixed) -> Text:
    return points(rule.points)


_JUDGED = Text("chấm từ {fewest} đến {most}", "{fewest} to {most} by judgement")
_JUDGED_AS = Text("{label}: {words}", "“{label}”: {words}")
_IN_STEPS = Text("theo bước {step} điểm", "in steps of {step}")
_JUDGES = {
    Judges.ONE: None,
    Judges.MEAN: Text("lấy bình quân những người chấm", "the mean of the judges"),
    Judges.TRIMMED: Text(
        "lấy bình quân những người chấm sau khi bỏ điểm cao nhất và thấp nhất",
        "the mean of the judges without the highest and the lowest",
    ),
}
_PLAIN_LABELS = ("", "điểm chấm")


def _judged(rule: Judged) -> Text:
    steps = None if rule.step is None else _IN_STEPS.filled(step=rule.step)
    words = followed(_JUDGED.filled(fewest=rule.fewest, most=amount(rule.points)), steps, _JUDGES[rule.judges])
    label = inside(rule.label)
    return words if label in _PLAIN_LABELS else _JUDGED_AS.filled(label=Text(label, rule.label), words=words)


_CHOICE = Text("theo “{label}”: {levels}", "by “{label}”: {levels}")
_LEVEL = Text("{label}: {points}", "{label}: {points}")


def _choice(rule: Choice) -> Text:
    levels = [_LEVEL.filled(label=Text(inside(one.label), one.label), points=_within(one.rule)) for one in rule.levels]
    return _CHOICE.filled(label=Text(inside(rule.label), rule.label), levels=joined(levels, "; "))


_BY = Text("theo {figure}, tối đa {most}", "by {figure}, at most {most}")
_BY_CAPPED = Text(
    "theo {figure}, {points} ứng với 100% và tính đến {cap}% (tối đa {most})",
    "by {figure}, {points} for 100%, counted up to {cap}% (at most {most})",
)
_NOTHING_BELOW = Text("{words}; dưới {floor}% không có điểm", "{words}; no points below {floor}%")


def _proportion(rule: Proportion) -> Text:
    by = _BY if rule.cap == _FULL else _BY_CAPPED
    most = amount(rule.points * rule.cap / _FULL)
    words = by.filled(figure=figure(rule.of), points=amount(rule.points), cap=rule.cap, most=most)
    return words if rule.floor is None else _NOTHING_BELOW.filled(words=words, floor=rule.floor)


_ADD = Text("cộng {amount} mỗi {each}", "{amount} for each {each}")
_TAKE = Text("trừ {amount} mỗi {each}", "{amount} off for each {each}")
_BEYOND = Text("tính phần trên {beyond}", "counted above {beyond}")
_SHORT_OF = Text("tính phần dưới {beyond}", "counted below {beyond}")
_IN_PART = Text("phần lẻ tính theo tỷ lệ", "parts of a step count in proportion")
_WHOLE_STEPS = Text("không tính phần lẻ", "only whole steps count")


def _per_unit(rule: PerUnit) -> Text:
    words = (_ADD if rule.points > 0 else _TAKE).filled(amount=amount(abs(rule.points)), each=each(rule.of, rule.step))
    counted = None
    if rule.below or rule.beyond:
        mark = edge(rule.beyond, rule.of.unit)
        counted = (_SHORT_OF if rule.below else _BEYOND).filled(beyond=mark)
    parts = None
    if rule.pro_rata:
        parts = _IN_PART
    elif is_smooth(rule.of) or rule.step != 1:
        parts = _WHOLE_STEPS
    limit = rule.cap if rule.points > 0 else rule.floor
    most = None if limit is None else _AT_MOST.filled(amount=amount(abs(limit)))
    return followed(words, counted, parts, most)


_BY_BANDS = Text("theo {figure}: {bands}", "by {figure}: {bands}")
_ALL_OR_NOTHING = Text(
    "{points} khi {figure} {band}, nếu không thì không có điểm", "{points} when {figure} is {band}, otherwise none"
)


def _bands(rule: Bands) -> Text:
    listed = [_LEVEL.filled(label=band(one, rule.of), points=_within(one.rule)) for one in rule.bands]
    whole = _all_or_nothing(rule)
    return whole or _BY_BANDS.filled(figure=figure(rule.of), bands=joined(listed, "; "))


def _all_or_nothing(rule: Bands) -> Text | None:
    """Two bands that leave nothing between them, one of which gives nothing."""
    if len(rule.bands) != 2:
        return None
    high, low = rule.bands
    if not isinstance(high.rule, Fixed) or low.rule != Fixed(points=Decimal(0)) or high.rule.points <= 0:
        return None
    upward = high.end is None and low.start is None and high.start is not None and high.start == low.end
    downward = high.start is None and low.end is None and high.end is not None and high.end == low.start
    meets = high.with_start != low.with_end if upward else high.with_end != low.with_start
    if not meets or not (upward or downward):
        return None
    return _ALL_OR_NOTHING.filled(points=points(high.rule.points), figure=figure(rule.of), band=band(high, rule.of))


_START = Text("khởi điểm {amount}", "starting at {amount}")
_ADDED = Text("cộng các phần: {parts}", "the sum of: {parts}")
_NOT_BELOW = Text("còn lại không dưới {floor}", "never below {floor}")
_HELD_MOST = Text("tổng tối đa {cap}", "together at most {cap}")
_HELD_LEAST = Text("tổng trừ tối đa {taken}", "together at most {taken} off")


def _sum(rule: Sum) -> Text:
    first, rest = rule.of[0], rule.of[1:]
    starts = isinstance(first, Fixed) and first.points > 0 and rest
    parts = [_within(one) for one in (rest if starts else rule.of)]
    words = joined(parts, "; ") if starts or len(parts) == 1 else _ADDED.filled(parts=joined(parts, "; "))
    if starts and isinstance(first, Fixed):
        words = followed(_START.filled(amount=amount(first.points)), words, mark="; ")
    floor = cap = None
    if rule.floor is not None:
        only_takes = rule.floor < 0 and rule.most == 0
        floor = (
            _HELD_LEAST.filled(taken=amount(-rule.floor)) if only_takes else _NOT_BELOW.filled(floor=amount(rule.floor))
        )
    if rule.cap is not None:
        cap = _HELD_MOST.filled(cap=amount(rule.cap))
    return followed(words, floor, cap, mark="; ")


_BEST = {
    Pick.HIGHEST: Text("lấy mức cao nhất trong {count} cách: {routes}", "the highest of {count} routes: {routes}"),
    Pick.LOWEST: Text("lấy mức thấp nhất trong {count} cách: {routes}", "the lowest of {count} routes: {routes}"),
}
_ROUTE = Text("({number}) {words}", "({number}) {words}")


def _best(rule: Best) -> Text:
    routes = [_ROUTE.filled(number=number, words=_within(one)) for number, one in enumerate(rule.of, start=1)]
    return _BEST[rule.pick].filled(count=len(routes), routes=joined(routes, "; "))


_MEAN = Text(
    "bình quân {count} kỳ ({periods}), mỗi kỳ: {words}", "the mean of {count} periods ({periods}), each: {words}"
)


def _period_mean(rule: PeriodMean) -> Text:
    count = len(rule.periods)
    few = count <= _FEW_PERIODS
    periods = ", ".join(rule.periods) if few else f"{rule.periods[0]} … {rule.periods[-1]}"
    return _MEAN.filled(count=count, periods=periods, words=_within(rule.rule))


_RELATIVE = {
    Yardstick.BEST: Text(
        "theo mức vượt, so với đơn vị vượt cao nhất khối",
        "by the excess, against the unit of the bloc that exceeds most",
    ),
    Yardstick.MEDIAN: Text(
        "theo mức vượt, so với trung vị mức vượt của khối", "by the excess, against the bloc's median excess"
    ),
    Yardstick.LAST_YEAR: Text(
        "theo mức tăng của chính đơn vị, so với đơn vị tăng cao nhất khối",
        "by its own growth, against the unit of the bloc that grows most",
    ),
}
_UNDER_AND_AT = Text(
    "dưới kế hoạch: {half} × tỷ lệ đạt; đạt kế hoạch: {half}",
    "below the plan: {half} × the share reached; at the plan: {half}",
)
_GROWN = Text(
    "tăng so với năm trước: thêm tối đa {rest} {against}", "grown over last year: up to {rest} more {against}"
)
_OVER = Text("vượt kế hoạch: thêm tối đa {rest} {against}", "over the plan: up to {rest} more {against}")
_EXCESS_CAP = {
    False: Text("mức vượt tính đến {cap}%", "the excess counts up to {cap}%"),
    True: Text("mức tăng tính đến {cap}%", "the growth counts up to {cap}%"),
}
_UNPLANNED = Text(
    "đơn vị không giao kế hoạch xét riêng, so với kết quả tốt nhất của nhóm đó",
    "units without a plan among themselves, against the best result of that group",
)


def _relative(rule: Relative) -> Text:
    half = rule.points * rule.at_plan / _FULL
    over = None
    if half != rule.points:
        grown = rule.against == Yardstick.LAST_YEAR
        sentence_of = _GROWN if grown else _OVER
        over = sentence_of.filled(rest=amount(rule.points - half), against=_RELATIVE[rule.against])
        if rule.cap is not None:
            over = followed(over, _EXCESS_CAP[grown].filled(cap=rule.cap))
    return followed(_UNDER_AND_AT.filled(half=amount(half)), over, _UNPLANNED, mark="; ")


_CLAUSES: dict[str, Callable[[Any], Text]] = {
    "fixed": _fixed,
    "judged": _judged,
    "choice": _choice,
    "proportion": _proportion,
    "per_unit": _per_unit,
    "bands": _bands,
    "sum": _sum,
    "best": _best,
    "period_mean": _period_mean,
    "relative": _relative,
}
