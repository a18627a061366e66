"""What every finding of the linter is made of."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import plain

Figure = Decimal | str | Text


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """The table contradicts itself, or leaves a figure without points."""
    WARNING = "warning"
    """The table can be scored, but what follows was hardly meant."""


def error(rule: str, code: str, sentence: Text, **figures: Figure) -> Finding:
    """A contradiction; `code` and `figures` fill the sentence and are repeated in the data."""
    return _found(rule, code, Severity.ERROR, sentence, figures)


def warning(rule: str, code: str, sentence: Text, **figures: Figure) -> Finding:
    """Something to look at again; `code` and `figures` fill the sentence and are repeated in the data."""
    return _found(rule, code, Severity.WARNING, sentence, figures)


def severity(finding: Finding) -> Severity:
    """The severity of a finding of the linter. Raises KeyError for any other finding."""
    return Severity(finding.data["severity"])


def _found(rule: str, code: str, how_bad: Severity, sentence: Text, figures: dict[str, Figure]) -> Finding:
    data = {"code": code, "severity": how_bad.value}
    for name, figure in figures.items():
        if isinstance(figure, Decimal):
            data[name] = plain(figure)
        elif isinstance(figure, str):
            data[name] = figure
    return Finding(f"lint.{rule}", False, sentence.filled(code=code, **figures), data=data)
