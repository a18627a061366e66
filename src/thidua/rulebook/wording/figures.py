"""Figures in words: what a measure looks at, how it is counted one by one, and the bands of it."""

from __future__ import annotations

from decimal import Decimal

from thidua.rulebook.findings import Text
from thidua.rulebook.rules.amounts import Band
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import Against, Compared, Measure, OfInput, OfRatio, OfTargets, Take, Term
from thidua.rulebook.wording.phrases import bracketed, inside, joined, quoted

_TAKEN = {
    Take.REACHED: Text("tỷ lệ hoàn thành kế hoạch", "the share of the plan reached"),
    Take.OVER: Text("tỷ lệ vượt kế hoạch", "the percentage over the plan"),
    Take.SHORT: Text("tỷ lệ thiếu so với kế hoạch", "the percentage short of the plan"),
    Take.ACTUAL: Text("kết quả thực hiện", "the result"),
    Take.BEYOND: Text("số vượt kế hoạch", "the number over the plan"),
    Take.GROWTH: Text("tỷ lệ so với kết quả năm trước", "the percentage of last year's result"),
}
_COMPARED = {
    Against.BEST: Text("{figure} so với mức cao nhất khối", "{figure} as a percentage of the bloc's highest"),
    Against.MEAN: Text("{figure} so với bình quân khối", "{figure} as a percentage of the bloc's mean"),
    Against.MEDIAN: Text("{figure} so với trung vị khối", "{figure} as a percentage of the bloc's median"),
    Against.RANK: Text(
        "thứ hạng trong khối về {figure} (cao xếp trước)", "the place in the bloc by {figure}, highest first"
    ),
    Against.RANK_LOW: Text(
        "thứ hạng trong khối về {figure} (thấp xếp trước)", "the place in the bloc by {figure}, lowest first"
    ),
}
_RATIO = Text("tỷ lệ {above} trên {below}", "{above} as a percentage of {below}")
_WEIGHTED = Text("{weight} × {label}", "{weight} × {label}")


def figure(measure: Measure) -> Text:
    """What a measure looks at, as a noun: "tỷ lệ hoàn thành kế hoạch"."""
    if isinstance(measure, OfTargets):
        return _TAKEN[measure.take]
    if isinstance(measure, Compared):
        return _COMPARED[measure.against].filled(figure=figure(measure.figure))
    if isinstance(measure, OfRatio):
        below = _terms(measure.below) if measure.base is None else Text("{base}", "{base}").filled(base=measure.base)
        return _RATIO.filled(above=_terms(measure.above), below=below)
    assert isinstance(measure, OfInput)
    return _number_of(measure.asked) if measure.asked.kind == InputKind.COUNT else named(measure.asked)


def named(asked: Input) -> Text:
    """What people enter, as a noun inside a sentence."""
    return Text(inside(asked.label), quoted(asked.label.strip()))


def _number_of(asked: Input) -> Text:
    """A count as a noun: "số báo cáo nộp muộn"."""
    counted = _each_entered(asked, Decimal(1))
    return Text(f"số {counted.vi}", f"the number of {named(asked).en}")


def _terms(terms: tuple[Term, ...]) -> Text:
    """Weighted counts added up: "3 × đề tài cấp tỉnh + đề tài cấp cơ sở"."""
    weighted = [
        named(term.asked) if term.weight == 1 else _WEIGHTED.filled(weight=term.weight, label=named(term.asked))
        for term in terms
    ]
    return joined(weighted, " + ") if len(weighted) == 1 else bracketed(joined(weighted, " + "))


_EACH_OF_TARGETS = {
    Take.REACHED: Text("{step}% kế hoạch đạt được", "{step}% of the plan reached"),
    Take.OVER: Text("{step}% vượt kế hoạch", "{step}% over the plan"),
    Take.SHORT: Text("{step}% thiếu so với kế hoạch", "{step}% short of the plan"),
    Take.ACTUAL: Text("{step} đơn vị kết quả", "{step} units of the result"),
    Take.BEYOND: Text("{step} đơn vị vượt kế hoạch", "{step} units over the plan"),
    Take.GROWTH: Text("{step}% của kết quả năm trước", "{step}% of last year's result"),
}
_EACH_ONE_OF_TARGETS = {
    Take.ACTUAL: Text("đơn vị kết quả", "unit of the result"),
    Take.BEYOND: Text("đơn vị vượt kế hoạch", "unit over the plan"),
}
_EACH_PERCENT = Text("{step}% {figure}", "{step}% of {figure}")
_EACH_PLACE = Text("{step} bậc {figure}", "{step} steps of {figure}")
_EACH_ONE_PLACE = Text("bậc {figure}", "step of {figure}")


def each(measure: Measure, step: Decimal) -> Text:
    """One step of a measure, to stand after "mỗi": "báo cáo nộp muộn", "5 tin, bài", "1% vượt kế hoạch"."""
    if isinstance(measure, OfTargets):
        words = _EACH_OF_TARGETS[measure.take]
        return (_EACH_ONE_OF_TARGETS.get(measure.take, words) if step == 1 else words).filled(step=step)
    if isinstance(measure, OfInput) and measure.unit != "%":
        return _each_entered(measure.asked, step)
    if measure.unit == "%":
        return _EACH_PERCENT.filled(step=step, figure=figure(measure))
    return (_EACH_ONE_PLACE if step == 1 else _EACH_PLACE).filled(step=step, figure=figure(measure))


def _each_entered(asked: Input, step: Decimal) -> Text:
    """The label itself where it begins with what is counted, otherwise the unit and then the label."""
    label, unit = _counted(inside(asked.label)), asked.unit.strip()
    number = Text("", "") if step == 1 else Text("{step} ", "{step} ").filled(step=step)
    if not unit or _begins(label, unit):
        words = Text("{number}{label}", "{number}{quoted}")
    elif unit == "lần":
        words = Text("{number}lần {label}", "{number}" + ("time" if step == 1 else "times") + " {quoted}")
    else:
        words = Text("{number}{unit} ({label})", "{number}{unit} of {quoted}")
    return words.filled(number=number, label=label, unit=unit, quoted=named(asked).en)


def _counted(label: str) -> str:
    """ "Số báo cáo nộp muộn" is counted as "báo cáo nộp muộn"."""
    for prefix in ("số lượng ", "số "):
        if label.startswith(prefix):
            return label.removeprefix(prefix)
    return label


def _begins(label: str, unit: str) -> bool:
    return f"{label} ".casefold().startswith(f"{unit} ".casefold())


def is_smooth(measure: Measure) -> bool:
    """Whether the figure may lie between two whole numbers."""
    if isinstance(measure, OfInput):
        return measure.asked.kind != InputKind.COUNT
    return not (isinstance(measure, Compared) and measure.against in (Against.RANK, Against.RANK_LOW))


_JUST = Text("đúng {start}", "exactly {start}")
_FROM = Text("từ {start} trở lên", "{start} or more")
_ABOVE = Text("trên {start}", "more than {start}")
_UP_TO = Text("từ {end} trở xuống", "{end} or less")
_BELOW = Text("dưới {end}", "less than {end}")
_BETWEEN = {
    (True, True): Text("từ {start} đến {end}", "{start} to {end}"),
    (True, False): Text("từ {start} đến dưới {end}", "{start} to less than {end}"),
    (False, True): Text("trên {start} đến {end}", "more than {start}, up to {end}"),
    (False, False): Text("trên {start} đến dưới {end}", "more than {start}, less than {end}"),
}
_ANY = Text("mọi mức", "any figure")


def band(one: Band, measure: Measure) -> Text:
    """A band as people write it: "từ 80% đến dưới 90%", "đúng 0 báo cáo"."""
    # "từ 1 đến 2 báo cáo": the unit once, but the mark of a percentage at both ends.
    both = one.start is not None and one.end is not None and one.start != one.end and measure.unit != "%"
    edges = {"start": edge(one.start, "" if both else measure.unit), "end": edge(one.end, measure.unit)}
    if one.start is None and one.end is None:
        return _ANY
    if one.start is None:
        sentence = _UP_TO if one.with_end else _BELOW
    elif one.end is None:
        sentence = _FROM if one.with_start else _ABOVE
    else:
        sentence = _JUST if one.start == one.end else _BETWEEN[one.with_start, one.with_end]
    return sentence.filled(**edges)


def edge(value: Decimal | None, unit: str) -> Text:
    """A figure with its unit: "80%", "3 báo cáo"; nothing for None."""
    if value is None:
        return Text("", "")
    written = unit if unit in ("", "%") else f" {unit}"
    return Text("{value}{unit}", "{value}{unit}").filled(value=value, unit=written)
