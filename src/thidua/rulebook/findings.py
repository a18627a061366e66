"""Findings: the explanation is the return value.

A rule does not answer yes or no. It answers with a `Finding`: which rule, whether it holds, why in both
languages, which clause it rests on, and the findings it was built from. One page component can then
explain every number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from thidua.rulebook.measures import write_number


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in Vietnamese and in English. Either may hold `{names}` to be filled in."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in "vi" or "en". Raises ValueError for any other language."""
        if language == "vi":
            return self.vi
        if language == "en":
            return self.en
        raise ValueError(f"language must be vi or en, not {language!r}")

    def filled(self, **pieces: Piece) -> Text:
        """Fill the `{names}`; numbers are written exactly, in the manner of each language."""
        return Text(
            self.vi.format(**{name: _written(piece, "vi") for name, piece in pieces.items()}),
            self.en.format(**{name: _written(piece, "en") for name, piece in pieces.items()}),
        )


Piece = str | int | Decimal | Text


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found.

    `rule` is a dotted code that never changes its meaning; `holds` says whether the rule's condition is
    fulfilled; `reference` names the clause; `parts` are the findings this one rests on; `data` repeats
    the figures of the sentence in plain notation ("185.7") for programs.
    """

    rule: str
    holds: bool
    because: Text
    reference: str = ""
    parts: tuple[Finding, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict, hash=False)


def set_out(finding: Finding, *, language: str, depth: int = 0) -> Iterator[str]:
    """The finding and all it rests on as plain lines, each part further in: for comments and annexes."""
    reference = f" [{finding.reference}]" if finding.reference and not depth else ""
    yield f"{'  ' * depth}{'– ' if depth else ''}{finding.because.in_language(language)}{reference}"
    for part in finding.parts:
        yield from set_out(part, language=language, depth=depth + 1)


def _written(piece: Piece, language: str) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Text):
        return piece.in_language(language)
    return write_number(Decimal(piece), language=language)
