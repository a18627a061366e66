"""The columns of the workbook: which fields of the form of a result stand in it, and what a row remembers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from thidua.assessment.forms import ResultForm

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = "thidua-report"
# Words quoted from print are checked against the figure while one looks on; they are written on the page.
_ON_THE_PAGE = frozenset({"version", "claim", "claim_source"})
_SALT = "thidua.assessment.reportbook"
# Where things stand, counted from 0: the mark of the file, the headings, the first target, the first column to fill.
MARK_ROW, HEAD_ROW, FIRST_ROW, FIRST_COLUMN = 3, 5, 6, 5


def fields(form: ResultForm) -> dict[str, forms.Field]:
    """The fields that stand in the workbook, by name, in order."""
    return {name: field for name, field in form.fields.items() if name not in _ON_THE_PAGE}


def known_columns() -> dict[str, str]:
    """The heading of every column to fill, by name of its field."""
    form = ResultForm(unit_of_measure="…")
    return {name: _("Kết quả") if name == "value" else str(field.label) for name, field in fields(form).items()}


def choices_of(field: forms.Field) -> list[tuple[str, str]]:
    """The values of a field with a list, with the words that stand in a cell; empty for a field to be written."""
    if isinstance(field, forms.BooleanField):
        return [("on", _("Có")), ("", _("Không"))]
    return [(str(value), str(label)) for value, label in getattr(field, "choices", ())]


def as_cell(field: forms.Field, raw: Any) -> str:
    """What the form holds as the cell shows it."""
    given = ("on" if raw else "") if isinstance(field, forms.BooleanField) else "" if raw is None else str(raw)
    return next((label for value, label in choices_of(field) if value == given), given)


def from_cell(field: forms.Field, text: str) -> str:
    """What the form is sent for the words of a cell; words that are on no list go through, and the form says so."""
    folded = text.strip().casefold()
    return next((value for value, label in choices_of(field) if label.casefold() == folded), text.strip())


def sealed(content: Mapping[str, Any], *, what: str) -> str:
    """What a hidden cell, or a page between two steps, remembers: signed, so that it comes back as it went."""
    return signing.dumps(content, salt=f"{_SALT}.{what}", compress=True)


def unsealed(text: str, *, what: str, seconds: int | None = None) -> dict[str, Any] | None:
    """What was sealed; None when it was not sealed by us, was changed, or is older than so many seconds."""
    try:
        found: dict[str, Any] = signing.loads(text, salt=f"{_SALT}.{what}", max_age=seconds)
    except signing.BadSignature:
        return None
    return found


def letters(column: int) -> str:
    """The name of a column counted from 0, as people see it."""
    return "".join(_letters(column))


def _letters(column: int) -> Iterator[str]:
    if column >= 26:
        yield from _letters(column // 26 - 1)
    yield chr(ord("A") + column % 26)
