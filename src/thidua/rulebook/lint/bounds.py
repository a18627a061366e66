"""Bounds: whether what a rule can give and what its line may come to agree."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.lint.base import error, warning
from thidua.rulebook.lint.place import Place
from thidua.rulebook.rules import Judged
from thidua.rulebook.rules.base import Bound, within

_BELOW = Text(
    "Tiêu chí {code} ghi tối đa {max} điểm nhưng kết quả tốt nhất theo cách tính chỉ được {best}; hãy nâng mức cao nhất"
    " của cách tính hoặc sửa mức tối đa của dòng.",
    "Criterion {code} says at most {max} points, but the best result gives only {best}; raise the best level of the"
    " rule, or correct the line's maximum.",
)
_NO_START = Text(
    "Tiêu chí {code} ghi tối đa {max} điểm nhưng cách tính chỉ trừ, không cho điểm nào; hãy thêm điểm khởi đầu để trừ"
    " dần, hoặc ghi mức tối đa là 0.",
    "Criterion {code} says at most {max} points, but its rule only deducts and never gives any; add the points it starts"
    " from, or make the maximum 0.",
)
_ABOVE = Text(
    "Tiêu chí {code}: cách tính cho tới {best} điểm nhưng dòng chỉ được tính đến {max}; hãy hạ mức của cách tính hoặc"
    " nâng mức tối đa của dòng.",
    "Criterion {code}: the rule gives up to {best} points, but the line may only come to {max}; lower the rule, or raise"
    " the line's maximum.",
)
_ABOVE_ADDED = Text(
    "Tiêu chí {code}: các khoản cộng lại tới {best} điểm nhưng dòng chỉ được tính đến {max}, phần {lost} điểm sau cùng"
    " không ai được hưởng; nếu không cố ý, hãy sửa lại.",
    "Criterion {code}: its parts add up to {best} points, but the line may only come to {max}, so that the last {lost}"
    " can never be had; unless it is meant so, correct it.",
)
_ONE_VALUE = Text(
    "Tiêu chí {code} luôn luôn là {points} điểm, đơn vị làm tốt hay chưa tốt cũng vậy; hãy sửa cách tính, hoặc bỏ dòng"
    " nếu không dùng để phân biệt.",
    "Criterion {code} is always {points} points, whatever a unit does; correct the rule, or remove the line if it is not"
    " meant to tell units apart.",
)
_STEPS = Text(
    "Tiêu chí {code}: chấm từ {fewest} theo bước {step} điểm thì cao nhất là {best}, không tới được {max}; hãy chọn bước"
    " chia hết khoảng từ {fewest} đến {max}.",
    "Criterion {code}: in steps of {step} from {fewest} the highest is {best}, and {max} cannot be reached; choose a step"
    " that divides the range from {fewest} to {max}.",
)


def on_line(place: Place) -> Iterator[Finding]:
    """Whether the best result reaches the maximum, nothing goes beyond it, and the line can tell units apart."""
    yield from _best(place)
    yield from _one_value(place)
    yield from _steps(place)


def _best(place: Place) -> Iterator[Finding]:
    line, best = place.line, place.line.rule.most
    if best is None:
        return
    if best < line.max_points:
        sentence = _NO_START if best <= 0 else _BELOW
        yield error("best_below_maximum", line.code, sentence, max=line.max_points, best=best)
    elif line.highest is not None and best > line.highest:
        adds = any(rule.kind in ("sum", "per_unit") for rule in line.rule.every())
        if adds:
            lost = best - line.highest
            yield warning("gives_more", line.code, _ABOVE_ADDED, max=line.highest, best=best, lost=lost)
        else:
            yield error("gives_more", line.code, _ABOVE, max=line.highest, best=best)


def _one_value(place: Place) -> Iterator[Finding]:
    line = place.line
    most = _held(line.rule.most, line.least, line.highest, open_side=line.highest)
    least = _held(line.rule.least, line.least, line.highest, open_side=line.least)
    if most is not None and most == least:
        yield warning("one_value", line.code, _ONE_VALUE, points=most)


def _held(bound: Bound, least: Bound, highest: Bound, *, open_side: Bound) -> Bound:
    """A bound of the rule after the line has held it; where the rule has none, the line's own."""
    if bound is None:
        return open_side
    held = within(Fraction(bound), least, highest)
    return Decimal(held.numerator) / Decimal(held.denominator)


def _steps(place: Place) -> Iterator[Finding]:
    line = place.line
    for rule in line.rule.every():
        if isinstance(rule, Judged) and rule.step is not None:
            rest = (rule.points - rule.fewest) % rule.step
            if rest:
                yield error(
                    "judged_steps", line.code, _STEPS, fewest=rule.fewest, step=rule.step, max=rule.points,
                    best=rule.points - rest,
                )  # fmt: skip
