"""Levels: numbered levels whose points go up and down again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.lint.base import warning
from thidua.rulebook.lint.place import Place
from thidua.rulebook.rules import Choice, Fixed

_ORDER = Text(
    "Tiêu chí {code}, “{label}”: các mức đánh số nhưng điểm lúc tăng lúc giảm ({levels}); hãy kiểm tra lại điểm của từng"
    " mức.",
    "Criterion {code}, “{label}”: the levels are numbered, but their points go up and down ({levels}); check the points of"
    " each level.",
)
_NUMBER = re.compile(r"\s*([0-9]{1,9})(?:[.,]([0-9]{1,9}))?\s*%?\s*", re.ASCII)


def on_line(place: Place) -> Iterator[Finding]:
    """Levels with numeric labels should rise or fall with their number."""
    for rule in place.line.rule.every():
        if isinstance(rule, Choice):
            yield from _order(place.line.code, rule)


def _order(code: str, choice: Choice) -> Iterator[Finding]:
    numbered: list[tuple[Decimal, Decimal]] = []
    for level in choice.levels:
        number = _number(level.label)
        if number is None or not isinstance(level.rule, Fixed):
            return
        numbered.append((number, level.rule.points))
    numbered.sort()
    steps = [after[1] - before[1] for before, after in itertools.pairwise(numbered)]
    if any(step > 0 for step in steps) and any(step < 0 for step in steps):
        pairs = [Text("{number}: {points}", "{number}: {points}").filled(number=n, points=p) for n, p in numbered]
        listed = Text("; ".join(one.vi for one in pairs), "; ".join(one.en for one in pairs))
        yield warning("level_order", code, _ORDER, label=choice.label, levels=listed)


def _number(label: str) -> Decimal | None:
    found = _NUMBER.fullmatch(label)
    return None if found is None else Decimal(f"{found[1]}.{found[2] or 0}")
