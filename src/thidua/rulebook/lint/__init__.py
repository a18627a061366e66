"""The linter: what real scoring tables get wrong, found before the first unit is scored.

Every finding has a stable rule code `lint.<name>`, `holds=False`, the code of the line or section in `data["code"]`
(empty for the sheet itself), and a severity. An *error* is a table that contradicts itself, or leaves a figure
without points; a *warning* is a table that can be scored, but hardly says what its writers meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from thidua.rulebook.findings import Finding
from thidua.rulebook.lint import amounts, bands, bounds, classes, comparing, levels, standing, totals
from thidua.rulebook.lint.base import Severity, severity
from thidua.rulebook.lint.place import Place, places_of
from thidua.rulebook.sheet import Sheet

__all__ = ["Severity", "errors", "findings", "severity"]

_ON_LINES = (bounds.on_line, amounts.on_line, bands.on_line, levels.on_line, comparing.on_line)


def findings(sheet: Sheet) -> tuple[Finding, ...]:
    """Everything the linter has to say: about the totals, then line by line, then about classes, guards and ties."""
    return (*totals.on_sheet(sheet), *_on_lines(sheet), *classes.on_sheet(sheet), *standing.on_sheet(sheet))


def errors(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those of the findings that are errors."""
    return tuple(one for one in found if severity(one) == Severity.ERROR)


def _on_lines(sheet: Sheet) -> Iterator[Finding]:
    place: Place
    for place in places_of(sheet):
        for check in _ON_LINES:
            yield from check(place)
