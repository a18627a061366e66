"""Differences between two versions of a sheet, in words, by the codes of lines and sections."""

from __future__ import annotations

from thidua.rulebook.differences.base import Difference, DifferenceKind
from thidua.rulebook.differences.entries import of_entries
from thidua.rulebook.differences.fields import of_sheet
from thidua.rulebook.differences.standing import of_standing
from thidua.rulebook.sheet import Sheet

__all__ = ["Difference", "DifferenceKind", "between"]


def between(old: Sheet, new: Sheet) -> tuple[Difference, ...]:
    """Every difference: of the sheet itself, of what stands above the total, then of sections and lines.

    There is none exactly when the two sheets are equal.
    """
    return (*of_sheet(old, new), *of_standing(old, new), *of_entries(old, new))
