"""Amounts: bonuses and deductions that nothing holds, or that take more than there is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.lint.base import error, warning
from thidua.rulebook.lint.place import Place
from thidua.rulebook.rules import Fixed, PerUnit, Rule

_NO_CAP = Text(
    "Tiêu chí {code}: điểm cộng {points} mỗi lần không có giới hạn ở quy tắc, ở dòng hay ở phần; chỉ cần kê nhiều là"
    " vượt mọi đơn vị khác. Hãy ghi mức cộng tối đa.",
    "Criterion {code}: the bonus of {points} each has no cap in the rule, the line or the section; listing many is enough"
    " to overtake everybody. State the most it may add.",
)
_NO_FLOOR = Text(
    "Tiêu chí {code}: điểm trừ {points} mỗi lần không có giới hạn ở quy tắc, ở dòng hay ở phần, một dòng có thể xoá hết"
    " điểm của đơn vị. Hãy ghi mức trừ tối đa.",
    "Criterion {code}: the deduction of {points} each has no limit in the rule, the line or the section, and one line may"
    " wipe out a unit's points. State the most it may take.",
)
_OVER_ITEM = Text(
    "Tiêu chí {code} có {max} điểm nhưng một lỗi trừ {taken}, lớn hơn cả dòng; hãy giảm mức trừ, hoặc chuyển lỗi này"
    " thành điều kiện xếp loại.",
    "Criterion {code} is worth {max} points, but one fault takes {taken}, more than the whole line; take less, or make the"
    " fault a condition of the classification.",
)
_OVER_ROOM = Text(
    "Tiêu chí {code}: một lỗi trừ {taken} điểm nhưng dòng chỉ mất được nhiều nhất {room}; hãy giảm mức trừ mỗi lỗi hoặc"
    " sửa mức thấp nhất của dòng.",
    "Criterion {code}: one fault takes {taken} points, but the line can lose no more than {room}; take less for a fault, or"
    " correct the line's lowest points.",
)
_OVER_CAP = Text(
    "Tiêu chí {code}: một lỗi trừ {taken} điểm nhưng quy tắc chỉ trừ tối đa {room}; hãy giảm mức trừ mỗi lỗi hoặc nâng"
    " mức trừ tối đa.",
    "Criterion {code}: one fault takes {taken} points, but the rule takes at most {room}; take less for a fault, or raise"
    " the most that is taken.",
)
_OVER_BONUS = Text(
    "Tiêu chí {code}: mỗi lần cộng {points} điểm nhưng quy tắc chỉ cộng tối đa {room}; hãy giảm mức cộng mỗi lần hoặc"
    " nâng mức cộng tối đa.",
    "Criterion {code}: each one adds {points} points, but the rule adds at most {room}; add less for each, or raise the"
    " most that is added.",
)


def on_line(place: Place) -> Iterator[Finding]:
    """Bonuses without a cap, deductions without a floor, and single amounts larger than their limit."""
    yield from _open(place)
    yield from _each(place)
    for taken in sorted({-one for one in faults(place.line.rule)}):
        yield from _fault(place, taken)


def faults(rule: Rule) -> Iterator[Decimal]:
    """The negative points that one fault may bring: of one occurrence, or of a level or band."""
    for one in rule.every():
        if isinstance(one, PerUnit | Fixed) and one.points < 0:
            yield one.points


def _open(place: Place) -> Iterator[Finding]:
    line = place.line
    if line.rule.most is None and line.highest is None and not place.capped_above:
        yield warning("bonus_without_cap", line.code, _NO_CAP, points=_listed(line.rule, positive=True))
    if line.rule.least is None and line.least is None and not place.floored_above:
        yield warning("deduction_without_floor", line.code, _NO_FLOOR, points=_listed(line.rule, positive=False))


def _listed(rule: Rule, *, positive: bool) -> Text:
    """The amounts that have no limit, each once: "0,5; 1"."""
    amounts = sorted({abs(one.points) for one in _per_units(rule, positive=positive)})
    written = [Text("{points}", "{points}").filled(points=one) for one in amounts]
    return Text("; ".join(one.vi for one in written), "; ".join(one.en for one in written))


def _per_units(rule: Rule, *, positive: bool) -> Iterator[PerUnit]:
    """The rules for each unit of a figure that have no limit of their own."""
    for one in rule.every():
        if isinstance(one, PerUnit) and (one.points > 0) == positive:
            if (one.cap if positive else one.floor) is None:
                yield one


def _each(place: Place) -> Iterator[Finding]:
    """One step already exceeds the rule's own limit."""
    code = place.line.code
    for one in place.line.rule.every():
        if not isinstance(one, PerUnit):
            continue
        if one.floor is not None and one.points < one.floor:
            yield error("deduction_over_cap", code, _OVER_CAP, taken=-one.points, room=-one.floor)
        if one.cap is not None and one.points > one.cap:
            yield error("bonus_over_cap", code, _OVER_BONUS, points=one.points, room=one.cap)


def _fault(place: Place, taken: Decimal) -> Iterator[Finding]:
    line = place.line
    room = None if line.least is None else line.max_points - line.least
    if line.max_points and taken > line.max_points:
        bad = room is not None and taken > room
        yield (error if bad else warning)(
            "deduction_over_item", line.code, _OVER_ITEM, taken=taken, max=line.max_points
        )
    elif room and taken > room:
        yield error("deduction_over_item", line.code, _OVER_ROOM, taken=taken, room=room)
