"""Trying a line out: a few invented figures in, the sentence of the points out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thidua.cycles.presets.base import Ask, Kind
from thidua.rulebook.facts import LineFact, UnitFacts
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import plain
from thidua.rulebook.rules import Relative, Yardstick
from thidua.rulebook.rules.inputs import Input, InputKind, Raw
from thidua.rulebook.rules.measure import Compared, OfTargets, Take
from thidua.rulebook.scoring import bloc_figures, given_for, published
from thidua.rulebook.sheet import Criterion, Sheet
from thidua.rulebook.targets import Direction, TargetFact

PREFIX = "try_"
_PLAN = (
    ("planned", Text("kế hoạch", "plan"), Decimal(7)),
    ("actual", Text("kết quả", "result"), Decimal(13)),
    ("previous", Text("kết quả năm trước", "last year's result"), Decimal(10)),
)
# Two more units, so that a comparing line has somebody to compare with: their result as a share of the plan.
_OTHERS = (Decimal(1), Decimal("1.5"))
_SAYS = Text("{figures} → {points} điểm, vì {because}.", "{figures} → {points} points, because {because}.")
_PLAINLY = Text("{points} điểm: {because}.", "{points} points: {because}.")
_OPEN = Text("{figures}: chưa tính được điểm ({because}).", "{figures}: no points yet ({because}).")
_AMONG = Text(
    "{says} Giả định khối còn hai đơn vị khác, đạt 100% và 150% kế hoạch hoặc có số liệu bằng 1 và 1,5 lần.",
    "{says} Supposing two other units, at 100% and 150% of the plan or with 1 and 1.5 times the figure.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a line comes to for some figures: the points, None while something is missing, and the sentence."""

    points: Decimal | None
    says: Text


def try_asks(criterion: Criterion) -> tuple[Ask, ...]:
    """The figures a line can be tried with, each with an invented value to begin with."""
    plan = [one for one in _PLAN if one[0] != "previous" or _looks_back(criterion)] if criterion.takes_targets else []
    asks = [_number(name, label, value) for name, label, value in plan]
    return (*asks, *(_ask(asked) for asked in criterion.inputs))


def _looks_back(criterion: Criterion) -> bool:
    """Whether last year's result enters the points."""
    measures = [measure for rule in criterion.rule.every() for measure in rule.measures()]
    figures = [one.figure if isinstance(one, Compared) else one for one in measures]
    grows = any(isinstance(one, OfTargets) and one.take == Take.GROWTH for one in figures)
    yardsticks = [rule.against for rule in criterion.rule.every() if isinstance(rule, Relative)]
    return grows or Yardstick.LAST_YEAR in yardsticks


def tried(criterion: Criterion, sheet: Sheet, values: Mapping[str, Any]) -> Tried:
    """One line for figures by the names of `try_asks`. Raises InvalidFacts for figures that do not fit it."""
    alone = Sheet(title="?", entries=(criterion,), places=sheet.places, rounding=sheet.rounding)
    units = [_unit("unit", criterion, values, None)]
    if criterion.compared:
        units += [_unit(f"other{place}", criterion, values, share) for place, share in enumerate(_OTHERS)]
    peers = bloc_figures(units=units, sheet=alone).get(criterion.code, {})
    given = given_for(criterion, units[0].lines[0], peers, places=sheet.places)
    worth, because = criterion.rule.worth(given), criterion.rule.explain(given).because
    points = None if worth is None else published(criterion, worth, alone)
    figures = _figures(criterion, values)
    if points is None:
        return Tried(points=None, says=_OPEN.filled(figures=figures, because=because))
    says = (_SAYS if figures.vi else _PLAINLY).filled(figures=figures, points=points, because=because)
    return Tried(points=points, says=_AMONG.filled(says=says) if criterion.compared else says)


def _figures(criterion: Criterion, values: Mapping[str, Any]) -> Text:
    """The figures as a sentence begins with them: "Kế hoạch 7, kết quả 13"."""
    said = [_said(ask, values[ask.name]) for ask in try_asks(criterion) if values.get(ask.name) not in (None, "")]
    joined = Text(", ".join(one.vi for one in said), ", ".join(one.en for one in said))
    return Text(joined.vi[:1].upper() + joined.vi[1:], joined.en[:1].upper() + joined.en[1:])


def _said(ask: Ask, value: Any) -> Text:
    words = dict(ask.choices).get(value, Text(value, value)) if isinstance(value, str) else value
    unit = ask.unit or Text("", "")
    filled = Text("{label} {value} {unit}", "{label} {value} {unit}").filled(label=ask.label, value=words, unit=unit)
    return Text(filled.vi.strip(), filled.en.strip())


def _unit(name: str, criterion: Criterion, values: Mapping[str, Any], share: Decimal | None) -> UnitFacts:
    return UnitFacts(unit=name, lines=(_fact(criterion, values, share),))


def _fact(criterion: Criterion, values: Mapping[str, Any], share: Decimal | None) -> LineFact:
    """What one unit hands in; `share` makes it one of the others."""
    inputs = {asked.key: _given(asked, values.get(PREFIX + asked.key), share) for asked in criterion.inputs}
    known = {key: raw for key, raw in inputs.items() if raw is not None}
    return LineFact(code=criterion.code, targets=_targets(criterion, values, share), inputs=known)


def _targets(criterion: Criterion, values: Mapping[str, Any], share: Decimal | None) -> tuple[TargetFact, ...]:
    if not criterion.takes_targets:
        return ()
    planned, actual = values.get(f"{PREFIX}planned"), values.get(f"{PREFIX}actual")
    if share is not None and planned is not None:
        actual = planned * share
    target = TargetFact(
        key="1", label="Chỉ tiêu", direction=Direction.MORE, planned=planned, actual=actual,
        previous=values.get(f"{PREFIX}previous"),
    )  # fmt: skip
    return (target,)


def _given(asked: Input, value: Any, share: Decimal | None) -> Raw | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if share is not None and asked.kind in (InputKind.COUNT, InputKind.NUMBER):
        value = (value * share).to_integral_value() if asked.kind == InputKind.COUNT else value * share
    return plain(Decimal(value))


def _ask(asked: Input) -> Ask:
    label = Text(asked.label, asked.label)
    if asked.kind == InputKind.LEVEL:
        choices = tuple((code, Text(words, words)) for code, words in asked.levels)
        return Ask(
            name=PREFIX + asked.key, kind=Kind.CHOICE, label=label, required=False, choices=choices,
            default=choices[0][0],
        )  # fmt: skip
    if asked.kind == InputKind.JUDGED:
        return _number(asked.key, label, asked.most)
    return _number(asked.key, label, Decimal(5 if asked.key.startswith("total") else 3), unit=asked.unit)


def _number(name: str, label: Text, value: Decimal, *, unit: str = "") -> Ask:
    return Ask(
        name=PREFIX + name, kind=Kind.NUMBER, label=label, required=False, default=value,
        unit=Text(unit, unit) if unit else None, least=Decimal(-1_000_000),
    )  # fmt: skip
