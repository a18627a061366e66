"""What reading a file gives: the sheet or nothing, the rows for a preview, and what is wrong, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thidua.kernel.uploads.refusals import Refused
from thidua.rulebook.findings import Text
from thidua.rulebook.sheet import Criterion, Entry, Sheet
from thidua.rulebook.wording import describe

_QUOTED = 60
SECTION = Text("Phần", "Section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the file as a preview shows it; `number` counts from 1 as people see it, `depth` from 0.

    `max_points` is None where none was read; `kind` names the way of scoring, or the section.
    """

    worksheet: str
    number: int
    depth: int
    code: str
    title: str
    kind: Text
    max_points: Decimal | None = None
    is_section: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """What is wrong, or, as a notice, what the reader should look at.

    `code` names the case for programs. `worksheet` is empty and `row` None when it is about the whole file;
    `column` is the letter and heading of the column, `found` what stood there. `text` says all of it with the remedy.
    """

    code: str
    text: Text
    worksheet: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A file that was read. There is a sheet exactly when there are no errors; notices never stand in its way."""

    sheet: Sheet | None = None
    rows: tuple[Row, ...] = ()
    errors: tuple[RowError, ...] = ()
    notices: tuple[RowError, ...] = ()


def refused(error: Refused) -> Imported:
    """The refusal of a whole file as the result of reading."""
    return Imported(errors=(RowError(code=error.code, text=error.text),))


def quoted(found: object) -> str:
    """What stood in a cell, as it is quoted: one line, at most 60 characters."""
    line = " ".join(str(found).split())
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"


def row_of(entry: Entry, *, worksheet: str, number: int, depth: int) -> Row:
    """One section or criterion as a row of the preview."""
    is_section = not isinstance(entry, Criterion)
    kind = describe(entry.rule) if isinstance(entry, Criterion) else SECTION
    return Row(
        worksheet=worksheet, number=number, depth=depth, code=entry.code, title=entry.title, kind=kind,
        max_points=entry.max_points, is_section=is_section,
    )  # fmt: skip


def in_order(entries: tuple[Entry, ...], depth: int = 0) -> Iterator[tuple[int, Entry]]:
    """Every section and criterion with its depth, in the order of the printed sheet."""
    for entry in entries:
        yield depth, entry
        if not isinstance(entry, Criterion):
            yield from in_order(entry.entries, depth + 1)
