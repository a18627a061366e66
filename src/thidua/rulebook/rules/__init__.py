"""Rules: the closed set of ways to come to points, and reading them from JSON.

There is no expression language. Ten kinds compose into a tree, and each explains itself.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum

from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules.amounts import Band, Bands, PerUnit, Proportion
from thidua.rulebook.rules.base import MOST_DEPTH, Rule
from thidua.rulebook.rules.combined import Best, PeriodMean, Pick, Sum
from thidua.rulebook.rules.measure import MEASURE_NAMES, OfTargets, read_measure
from thidua.rulebook.rules.plain import Choice, Fixed, Judged, Judges, Level
from thidua.rulebook.rules.relative import Relative, Yardstick

__all__ = [
    "KINDS",
    "Band",
    "Bands",
    "Best",
    "Choice",
    "Fixed",
    "Judged",
    "Judges",
    "Level",
    "PerUnit",
    "PeriodMean",
    "Pick",
    "Proportion",
    "Relative",
    "Rule",
    "Sum",
    "Yardstick",
    "read_rule",
]

KINDS: dict[str, type[Rule]] = {
    rule.kind: rule for rule in (Fixed, Judged, Choice, Proportion, PerUnit, Bands, Sum, Best, PeriodMean, Relative)
}
Kind = StrEnum("Kind", {name.upper(): name for name in KINDS})  # type: ignore[misc]

FIELDS: dict[str, frozenset[str]] = {
    "fixed": frozenset({"points"}),
    "judged": frozenset({"points", "fewest", "step", "judges", "key", "label"}),
    "choice": frozenset({"key", "label", "levels"}),
    "proportion": frozenset({"points", "of", "cap", "floor"}),
    "per_unit": frozenset({"of", "points", "step", "beyond", "below", "pro_rata", "floor", "cap"}),
    "bands": frozenset({"of", "bands"}),
    "sum": frozenset({"of", "floor", "cap"}),
    "best": frozenset({"of", "pick"}),
    "period_mean": frozenset({"periods", "rule"}),
    "relative": frozenset({"points", "against", "at_plan", "cap"}),
}
RULE_NAMES = frozenset({"kind"}).union(*FIELDS.values())
LEVEL_NAMES = frozenset({"code", "label", "rule"})
BAND_NAMES = frozenset({"start", "end", "with_start", "with_end", "rule"})


def read_rule(record: Record, depth: int = 0) -> Rule:
    """Read a rule strictly. Raises InvalidSheet naming the path of the field and the remedy."""
    if depth >= MOST_DEPTH:
        raise record.refuse("too_deep", "kind")
    kind = record.choice("kind", Kind)
    record.require_only({"kind"} | FIELDS[kind])
    try:
        return _READERS[kind](record, depth)
    except InvalidSheet as error:
        raise error.at(record.at) from error


def _fixed(record: Record, depth: int) -> Rule:
    return Fixed(points=record.number("points"))


def _judged(record: Record, depth: int) -> Rule:
    return Judged(
        points=record.number("points"),
        fewest=record.number_or("fewest", Decimal(0)),
        step=record.number_or_none("step"),
        judges=record.choice_or("judges", Judges.ONE),
        key=record.text("key", default="judged"),
        label=record.text("label", default="Điểm chấm"),
    )


def _choice(record: Record, depth: int) -> Rule:
    return Choice(
        key=record.text("key"),
        label=record.text("label"),
        levels=tuple(
            Level(code=entry.text("code"), label=entry.text("label"), rule=_inner(entry, "rule", depth))
            for entry in record.entries("levels", names=LEVEL_NAMES)
        ),
    )


def _proportion(record: Record, depth: int) -> Rule:
    of = record.fields.get("of")
    return Proportion(
        points=record.number("points"),
        of=OfTargets() if of is None else read_measure(record.inner("of", names=MEASURE_NAMES)),
        cap=record.number_or("cap", Decimal(100)),
        floor=record.number_or_none("floor"),
    )


def _per_unit(record: Record, depth: int) -> Rule:
    return PerUnit(
        of=read_measure(record.inner("of", names=MEASURE_NAMES)),
        points=record.number("points"),
        step=record.number_or("step", Decimal(1)),
        beyond=record.number_or("beyond", Decimal(0)),
        below=record.flag("below"),
        pro_rata=record.flag("pro_rata"),
        floor=record.number_or_none("floor"),
        cap=record.number_or_none("cap"),
    )


def _bands(record: Record, depth: int) -> Rule:
    return Bands(
        of=read_measure(record.inner("of", names=MEASURE_NAMES)),
        bands=tuple(_band(entry, depth) for entry in record.entries("bands", names=BAND_NAMES)),
    )


def _band(entry: Record, depth: int) -> Band:
    try:
        return Band(
            start=entry.number_or_none("start"),
            end=entry.number_or_none("end"),
            with_start=entry.flag("with_start"),
            with_end=entry.flag("with_end"),
            rule=_inner(entry, "rule", depth),
        )
    except InvalidSheet as error:
        raise error.at(entry.at) from error


def _sum(record: Record, depth: int) -> Rule:
    return Sum(of=_several(record, depth), floor=record.number_or_none("floor"), cap=record.number_or_none("cap"))


def _best(record: Record, depth: int) -> Rule:
    return Best(of=_several(record, depth), pick=record.choice_or("pick", Pick.HIGHEST))


def _period_mean(record: Record, depth: int) -> Rule:
    return PeriodMean(periods=record.texts("periods"), rule=_inner(record, "rule", depth))


def _relative(record: Record, depth: int) -> Rule:
    return Relative(
        points=record.number("points"),
        against=record.choice_or("against", Yardstick.BEST),
        at_plan=record.number_or("at_plan", Decimal(50)),
        cap=record.number_or_none("cap"),
    )


def _several(record: Record, depth: int) -> tuple[Rule, ...]:
    return tuple(read_rule(entry, depth + 1) for entry in record.entries("of", names=RULE_NAMES))


def _inner(record: Record, name: str, depth: int) -> Rule:
    return read_rule(record.inner(name, names=RULE_NAMES), depth + 1)


_READERS: dict[str, Callable[[Record, int], Rule]] = {
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
