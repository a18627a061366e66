"""The preset of several small parts: a start, then deductions, additions and judged aspects, one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from thidua.cycles.presets.base import NOTHING, NotUnderstood, Preset, Scoring, Values, lines, number, scoring, written
from thidua.cycles.presets.notation import code_of, lines_of, number_in, wrong_line
from thidua.rulebook.findings import Text
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import Choice, Fixed, Judged, Level, PerUnit, Rule, Sum
from thidua.rulebook.rules.inputs import KEY, Input, InputKind
from thidua.rulebook.rules.measure import OfInput

_NUMBER = r"[\d.,]+"
_LINE = re.compile(r"(?P<label>.+?)\s*(?:\[(?P<key>[^\]]*)\])?\s*:\s*(?P<how>[^:]+)")
_SIGN = r"(?P<sign>trừ|cộng|minus|deduct|plus|add)"
_COUNTED = re.compile(
    rf"{_SIGN}\s+(?P<each>{_NUMBER})(?:\s+điểm)?\s+(?:mỗi|each|per)(?:\s+(?P<step>{_NUMBER}))?(?:\s+(?P<unit>[^,]+?))?"
    rf"(?:,\s*(?:tối đa|at most)\s+(?P<cap>{_NUMBER}))?",
    re.IGNORECASE,
)
_HAPPENED = re.compile(rf"(?:có thì|nếu có thì|if so,?)\s+{_SIGN}\s+(?P<each>{_NUMBER})", re.IGNORECASE)
_JUDGED = re.compile(
    rf"(?:chấm|judged)\s+(?:(?:từ|from)\s+(?P<fewest>-?{_NUMBER})\s+)?(?:(?:đến|to|up to)\s+)?(?P<most>{_NUMBER})"
    rf"(?:,\s*(?:bước|step)\s+(?P<step>{_NUMBER}))?",
    re.IGNORECASE,
)
_HINT = Text(
    "Mỗi phần một dòng. Ví dụ: “Báo cáo nộp muộn: trừ 0,5 mỗi lần, tối đa 2”, “Có sáng kiến: có thì cộng 1”, "
    "“Chất lượng hồ sơ: chấm đến 3, bước 0,5”.",
    "One part a line: “Late reports: minus 0,5 each time, at most 2”, “An initiative: if so add 1”, "
    "“Quality of files: judged up to 3, step 0,5”.",
)
_FORM = Text(
    "viết tên, dấu hai chấm, rồi “trừ 2 mỗi lần”, “có thì cộng 1” hoặc “chấm đến 3”",
    "write a name, a colon, then “minus 2 each time”, “if so add 1” or “judged up to 3”",
)
_BAD_KEY = Text("mã trong ngoặc vuông chỉ gồm chữ thường không dấu, chữ số và gạch dưới", "the key in brackets may hold only lower-case letters, digits and underscores")  # fmt: skip
_TWICE = Text("phần này đã có ở dòng trên; đặt tên khác", "this part stands above already; give it another name")


def read_parts(field: str, text: str) -> tuple[Rule, ...]:
    """The parts typed. Raises NotUnderstood naming the line."""
    found: list[Rule] = []
    keys: set[str] = set()
    for place, line in lines_of(text):
        match = _LINE.fullmatch(line)
        if match is None:
            raise wrong_line(field, place, line, _FORM)
        key = (match["key"] or "").strip() or key_of(match["label"])
        if KEY.fullmatch(key) is None:
            raise wrong_line(field, place, line, _BAD_KEY)
        if key in keys:
            raise wrong_line(field, place, line, _TWICE)
        keys.add(key)
        found.append(_Typed(field, place, line).part(match["label"], key, match["how"]))
    if not found:
        raise NotUnderstood(field, Text("Ghi ít nhất một phần.", "Give at least one part."))
    return tuple(found)


def write_parts(rules: Sequence[Rule]) -> str | None:
    """The parts as they are typed; None when one has another shape."""
    out = [_written(rule) for rule in rules]
    return None if None in out else "\n".join(line for line in out if line is not None)


def key_of(label: str) -> str:
    """The key of a part that has none of its own."""
    plain = code_of(label)
    return plain if KEY.fullmatch(plain) else f"k_{plain}"[:40]


class _Typed:
    """One line being read."""

    def __init__(self, field: str, place: int, line: str) -> None:
        self.field, self.place, self.line = field, place, line

    def part(self, label: str, key: str, how: str) -> Rule:
        """The rule of the line. Raises NotUnderstood."""
        for pattern, read in ((_COUNTED, self._counted), (_HAPPENED, self._happened), (_JUDGED, self._judged)):
            match = pattern.fullmatch(how.strip())
            if match is not None:
                try:
                    return read(label, key, match)
                except InvalidSheet as error:
                    raise wrong_line(self.field, self.place, self.line, error.text) from error
        raise wrong_line(self.field, self.place, self.line, _FORM)

    def _counted(self, label: str, key: str, match: re.Match[str]) -> Rule:
        asked = Input(key=key, kind=InputKind.COUNT, label=label, unit=(match["unit"] or "").strip())
        each, cap = self._number(match["each"]) or NOTHING, self._number(match["cap"])
        down = _takes(match["sign"])
        return PerUnit(
            of=OfInput(asked=asked), points=-each if down else each, step=self._number(match["step"]) or Decimal(1),
            floor=-cap if down and cap is not None else None, cap=None if down else cap,
        )  # fmt: skip

    def _happened(self, label: str, key: str, match: re.Match[str]) -> Rule:
        each = self._number(match["each"]) or NOTHING
        points = -each if _takes(match["sign"]) else each
        levels = (
            Level(code="yes", label="Có", rule=Fixed(points=points)),
            Level(code="no", label="Không", rule=Fixed(points=NOTHING)),
        )
        return Choice(key=key, label=label, levels=levels)

    def _judged(self, label: str, key: str, match: re.Match[str]) -> Rule:
        return Judged(
            points=self._number(match["most"]) or NOTHING, fewest=self._number(match["fewest"]) or NOTHING,
            step=self._number(match["step"]), key=key, label=label,
        )  # fmt: skip

    def _number(self, text: str | None) -> Decimal | None:
        return None if text is None else number_in(self.field, self.place, self.line, text)


def _takes(sign: str) -> bool:
    return sign.lower() in ("trừ", "minus", "deduct")


def _written(rule: Rule) -> str | None:
    """One part as it is typed; whether it says everything is checked by reading it again."""
    if isinstance(rule, PerUnit) and isinstance(rule.of, OfInput):
        bound = rule.floor if rule.points < 0 else rule.cap
        words = f"{'trừ' if rule.points < 0 else 'cộng'} {written(abs(rule.points))} mỗi"
        words += "" if rule.step == 1 else f" {written(rule.step)}"
        words += f" {rule.of.asked.unit}" if rule.of.asked.unit else ""
        words += "" if bound is None else f", tối đa {written(abs(bound))}"
        return f"{_named(rule.of.asked.label, rule.of.asked.key)}: {words}"
    if isinstance(rule, Choice) and isinstance(rule.levels[0].rule, Fixed):
        points = rule.levels[0].rule.points
        return f"{_named(rule.label, rule.key)}: có thì {'trừ' if points < 0 else 'cộng'} {written(abs(points))}"
    if isinstance(rule, Judged):
        since = f"từ {written(rule.fewest)} " if rule.fewest else ""
        step = "" if rule.step is None else f", bước {written(rule.step)}"
        return f"{_named(rule.label, rule.key)}: chấm {since}đến {written(rule.points)}{step}"
    return None


def _named(label: str, key: str) -> str:
    return label if key == key_of(label) else f"{label} [{key}]"


def _compose(values: Values) -> Scoring:
    start, cap = values["start"], values["cap"]
    parts = read_parts("parts", values["parts"])
    if cap is not None:
        parts = (Sum(of=parts, floor=-cap),)
    of = parts if start is None else (Fixed(points=start), *parts)
    rule = Sum(of=of)
    # The line itself, not the sum, is held at 0: whoever starts with 10 cannot lose more than those.
    found = scoring(rule, max_points=None if start is None else start)
    least = NOTHING if start is not None else found.least
    return Scoring(rule=rule, max_points=found.max_points, least=least, over=found.over)


def _read(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Sum):
        return None
    first = rule.of[0]
    start, rest = (first.points, rule.of[1:]) if isinstance(first, Fixed) else (None, rule.of)
    cap = None
    if len(rest) == 1 and isinstance(rest[0], Sum):
        floor, rest = rest[0].floor, rest[0].of
        cap = None if floor is None else -floor
    parts = write_parts(rest)
    return None if not parts else {"start": start, "cap": cap, "parts": parts}


PARTS = Preset(
    code="parts",
    name=Text("Nhiều phần nhỏ cộng, trừ", "Several small parts"),
    about=Text(
        "Một số điểm ban đầu nếu có, rồi từng phần cộng, trừ hoặc chấm, mỗi phần một dòng.",
        "A start if there is one, then parts that add, deduct or are judged, one a line.",
    ),
    asks=(
        number(
            "start",
            Text("Điểm ban đầu", "Points to start with"),
            required=False,
            above=True,
            hint=Text("Để trống nếu chỉ cộng các phần.", "Leave empty when only the parts count."),
        ),
        lines("parts", Text("Các phần", "Parts"), hint=_HINT),
        number(
            "cap",
            Text("Cả các phần trừ nhiều nhất", "All parts together take away at most"),
            required=False,
            above=True,
            hint=Text("Để trống nếu không giới hạn chung.", "Leave empty for no common limit."),
        ),
    ),
    compose=_compose,
    read=_read,
)
