"""Rewriting: the same sheet with some of its rules replaced, for trying out a variant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from thidua.rulebook.rules import Band, Bands, Best, Choice, Level, PeriodMean, Rule, Sum
from thidua.rulebook.sheet import Criterion, Entry, Sheet

Rewrite = Callable[[Rule], Rule]


def rewritten(sheet: Sheet, rewrite: Rewrite) -> Sheet:
    """The sheet with `rewrite` applied to every rule of it, the innermost first."""
    return replace(sheet, entries=tuple(_entry(entry, rewrite) for entry in sheet.entries))


def _entry(entry: Entry, rewrite: Rewrite) -> Entry:
    if isinstance(entry, Criterion):
        return replace(entry, rule=rewritten_rule(entry.rule, rewrite))
    return replace(entry, entries=tuple(_entry(one, rewrite) for one in entry.entries))


def rewritten_rule(rule: Rule, rewrite: Rewrite) -> Rule:
    """A rule with its parts rewritten, and then itself."""
    if isinstance(rule, Choice):
        rule = replace(rule, levels=tuple(_level(one, rewrite) for one in rule.levels))
    elif isinstance(rule, Bands):
        rule = replace(rule, bands=tuple(_band(one, rewrite) for one in rule.bands))
    elif isinstance(rule, Sum | Best):
        rule = replace(rule, of=tuple(rewritten_rule(one, rewrite) for one in rule.of))
    elif isinstance(rule, PeriodMean):
        rule = replace(rule, rule=rewritten_rule(rule.rule, rewrite))
    return rewrite(rule)


def _level(level: Level, rewrite: Rewrite) -> Level:
    return replace(level, rule=rewritten_rule(level.rule, rewrite))


def _band(band: Band, rewrite: Rewrite) -> Band:
    return replace(band, rule=rewritten_rule(band.rule, rewrite))
