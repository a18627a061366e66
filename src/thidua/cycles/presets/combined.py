"""Presets made of two others, or of one over several periods. Their code names them: "best:proportion+judged"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from thidua.cycles.presets.base import Ask, Kind, NotUnderstood, Preset, Scoring, Values, lines, scoring
from thidua.rulebook.findings import Text
from thidua.rulebook.rules import Best, PeriodMean, Rule, Sum

SEPARATE = "__"
_BEST = Text("Lấy cách tính có lợi hơn: {first} hoặc {second}", "The better of two: {first}, or {second}")
_BOTH = Text("Cộng hai phần: {first} và {second}", "Two parts added: {first}, and {second}")
_PERIODS = Text("Bình quân các kỳ: {first}", "Mean of periods: {first}")
_ABOUT_TWO = Text("Mỗi phần chấm một cách.", "Each part is scored in its own way.")
_ABOUT_PERIODS = Text("Chấm từng kỳ rồi lấy bình quân.", "Each period is scored, then the mean taken.")
_SIDES = (("a", Text("Phần thứ nhất", "First part")), ("b", Text("Phần thứ hai", "Second part")))


def two(code: str, first: Preset, second: Preset) -> Preset:
    """The better of two presets ("best") or both added up ("sum")."""

    def compose(values: Values) -> Scoring:
        of = tuple(_inner(side, preset, values).rule for side, preset in (("a", first), ("b", second)))
        return scoring(Best(of=of) if code == "best" else Sum(of=of))

    def read(rule: Rule) -> dict[str, Any] | None:
        if not isinstance(rule, Best if code == "best" else Sum) or len(rule.parts()) != 2:
            return None
        halves = [_own(preset, part) for preset, part in zip((first, second), rule.parts(), strict=True)]
        if halves[0] is None or halves[1] is None:
            return None
        return {f"{side}{SEPARATE}{name}": value for side, half in zip("ab", halves, strict=True)
                for name, value in (half or {}).items()}  # fmt: skip

    return Preset(
        code=f"{code}:{first.code}+{second.code}",
        name=(_BEST if code == "best" else _BOTH).filled(first=_lower(first.name), second=_lower(second.name)),
        about=_ABOUT_TWO,
        asks=tuple(_aside(ask, side, title) for (side, title), preset in zip(_SIDES, (first, second), strict=True)
                   for ask in preset.asks),
        compose=compose,
        read=read,
    )  # fmt: skip


def periods(first: Preset) -> Preset:
    """The mean of one preset over named periods."""

    def compose(values: Values) -> Scoring:
        names = tuple(name.strip() for name in values["periods"].splitlines() if name.strip())
        if len(names) < 2:
            raise NotUnderstood("periods", _TWO_PERIODS)
        inner = first.compose(values)
        return replace(inner, rule=PeriodMean(periods=names, rule=inner.rule))

    def read(rule: Rule) -> dict[str, Any] | None:
        inner = _own(first, rule.rule) if isinstance(rule, PeriodMean) else None
        return None if inner is None else inner | {"periods": "\n".join(rule.periods)}  # type: ignore[attr-defined]

    ask = lines("periods", Text("Các kỳ", "Periods"), hint=_PERIODS_HINT, default="Quý I\nQuý II\nQuý III\nQuý IV")
    return Preset(
        code=f"periods:{first.code}", name=_PERIODS.filled(first=_lower(first.name)), about=_ABOUT_PERIODS,
        asks=(ask, *first.asks), compose=compose, read=read,
    )  # fmt: skip


_PERIODS_HINT = Text("Mỗi kỳ một dòng.", "One period a line.")
_TWO_PERIODS = Text("Cần ít nhất hai kỳ, mỗi kỳ một dòng.", "Give at least two periods, one a line.")


def _own(preset: Preset, rule: Rule) -> dict[str, Any] | None:
    """What a rule itself says of a preset's fields; the others keep what the combination gives them."""
    return None if preset.values_of(rule) is None else preset.read(rule)


def _inner(side: str, preset: Preset, values: Values) -> Scoring:
    mine = {
        name.removeprefix(side + SEPARATE): value for name, value in values.items() if name.startswith(side + SEPARATE)
    }
    try:
        return preset.compose(mine)
    except NotUnderstood as error:
        raise NotUnderstood(f"{side}{SEPARATE}{error.field}", error.text) from error


def _aside(ask: Ask, side: str, title: Text) -> Ask:
    """A field of one part: its name and its key marked with the side."""
    label = Text("{title}: {label}", "{title}: {label}").filled(title=title, label=_lower(ask.label))
    default = f"{ask.default}_{side}" if ask.kind == Kind.KEPT else ask.default
    return replace(ask, name=f"{side}{SEPARATE}{ask.name}", label=label, default=default)


def _lower(text: Text) -> Text:
    return Text(text.vi[:1].lower() + text.vi[1:], text.en[:1].lower() + text.en[1:])
