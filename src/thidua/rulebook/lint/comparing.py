"""Comparing: rules that hold a unit against the others, and what a low plan or an empty year does to them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.lint.base import warning
from thidua.rulebook.lint.place import Place
from thidua.rulebook.rules import Relative, Rule, Yardstick
from thidua.rulebook.rules.measure import Against, Compared, OfTargets, Take

_FULL = Decimal(100)
_NO_EXCESS = Text(
    "Tiêu chí {code}: khi không đơn vị nào vượt kế hoạch thì không có mức vượt để so (mẫu số bằng 0); mọi đơn vị đạt kế"
    " hoạch chỉ được {half} trong {points} điểm. Hãy ghi rõ trong quy định cách chấm khi không có đơn vị nào vượt.",
    "Criterion {code}: when nobody exceeds the plan there is no excess to divide by (the divisor is 0), and every unit at"
    " its plan has only {half} of {points} points. Say in the bloc's rules what is then given.",
)
_NO_GROWTH = Text(
    "Tiêu chí {code}: khi không đơn vị nào tăng so với năm trước thì không có mức tăng để so (mẫu số bằng 0); mọi đơn vị"
    " đạt kế hoạch chỉ được {half} trong {points} điểm. Hãy ghi rõ trong quy định cách chấm khi đó.",
    "Criterion {code}: when nobody grows over last year there is no growth to divide by (the divisor is 0), and every unit"
    " at its plan has only {half} of {points} points. Say in the bloc's rules what is then given.",
)
_LOW_PLAN = Text(
    "Tiêu chí {code} so mức vượt với đơn vị vượt cao nhất: chỉ một đơn vị đăng ký kế hoạch thấp là điểm của mọi đơn vị"
    " khác giảm. Hãy giới hạn mức vượt được tính, hoặc so với trung vị, hoặc so với kết quả năm trước của chính đơn vị.",
    "Criterion {code} holds the excess against the unit that exceeds most: one unit with a low plan lowers everybody else."
    " Cap the excess that counts, or compare with the median, or with the unit's own last year.",
)
_LOW_PLAN_SHARE = Text(
    "Tiêu chí {code} so tỷ lệ đạt kế hoạch với mức cao nhất khối: chỉ một đơn vị đăng ký kế hoạch thấp là điểm của mọi"
    " đơn vị khác giảm. Hãy so với trung vị của khối, hoặc với kết quả năm trước của chính đơn vị.",
    "Criterion {code} holds the share of the plan against the bloc's highest: one unit with a low plan lowers everybody"
    " else. Compare with the bloc's median, or with the unit's own last year.",
)
_ALL_ZERO = Text(
    "Tiêu chí {code} so với mức cao nhất khối: nếu cả khối đều bằng 0 thì không có gì để chia và mọi đơn vị đều tính là"
    " 0%. Nếu không muốn vậy, hãy so với bình quân hoặc trung vị, hoặc chấm theo bậc.",
    "Criterion {code} compares with the bloc's highest: if everybody has 0 there is nothing to divide by, and every unit"
    " counts as 0%. If that is not meant, compare with the mean or the median, or use bands.",
)
_PLANNED = (Take.REACHED, Take.OVER, Take.BEYOND)
_NEVER_ALL_ZERO = (Take.REACHED, Take.GROWTH, Take.SHORT)


def on_line(place: Place) -> Iterator[Finding]:
    """What goes wrong when nobody exceeds, when all have nothing, or when one unit plans low."""
    for rule in place.line.rule.every():
        if isinstance(rule, Relative):
            yield from _relative(place.line.code, rule)
        yield from _compared(place.line.code, rule)


def _relative(code: str, rule: Relative) -> Iterator[Finding]:
    if rule.at_plan == _FULL or not rule.points:
        return
    sentence = _NO_GROWTH if rule.against == Yardstick.LAST_YEAR else _NO_EXCESS
    yield warning("relative_no_excess", code, sentence, half=rule.points * rule.at_plan / _FULL, points=rule.points)
    if rule.against == Yardstick.BEST and rule.cap is None:
        yield warning("relative_low_plan", code, _LOW_PLAN)


def _compared(code: str, rule: Rule) -> Iterator[Finding]:
    for measure in rule.measures():
        if not isinstance(measure, Compared) or measure.against != Against.BEST:
            continue
        take = measure.figure.take if isinstance(measure.figure, OfTargets) else None
        if take in _PLANNED:
            yield warning("relative_low_plan", code, _LOW_PLAN_SHARE if take == Take.REACHED else _LOW_PLAN)
        if take not in _NEVER_ALL_ZERO:
            yield warning("best_all_zero", code, _ALL_ZERO)
