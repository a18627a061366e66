"""Where a line stands: the sheet and the sections around it, which may cap what the line gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.rulebook.sheet import Criterion, Entry, Section, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line, the sections it is in from the outermost to its own, and the sheet."""

    line: Criterion
    sections: tuple[Section, ...]
    sheet: Sheet

    @property
    def capped_above(self) -> bool:
        """Whether a section around the line, or the sheet, holds the points from above."""
        held = any(one.capped and one.max_points is not None for one in self.sections)
        return held or self.sheet.most is not None

    @property
    def floored_above(self) -> bool:
        """Whether a section around the line holds the points from below."""
        return any(one.least is not None for one in self.sections)


def places_of(sheet: Sheet) -> Iterator[Place]:
    """Every line of the sheet where it stands, in order."""
    yield from _within(sheet.entries, (), sheet)


def _within(entries: tuple[Entry, ...], around: tuple[Section, ...], sheet: Sheet) -> Iterator[Place]:
    for entry in entries:
        if isinstance(entry, Criterion):
            yield Place(line=entry, sections=around, sheet=sheet)
        else:
            yield from _within(entry.entries, (*around, entry), sheet)
