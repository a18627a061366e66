"""The rows of a filled workbook against what is stored: unchanged, new, unclear, changed by somebody else, or wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.assessment import queries
from thidua.assessment.forms import ResultForm
from thidua.assessment.models import Result
from thidua.assessment.reportbook import columns
from thidua.assessment.reportbook.reading import Filled
from thidua.kernel.forms import QuantityField
from thidua.kernel.versions import meant
from thidua.reading.numbers import Quantity, Unreadable, read_quantity

_SWAPPED = str.maketrans(".,", ",.")


class State(StrEnum):
    SAME = "same"
    NEW = "new"
    ASK = "ask"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to what is unclear: the words of the cell, and how they are said to the reader."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One cell that says something else than what is stored. `options` are there when somebody has to choose."""

    key: str
    label: str
    place: str
    before: str
    after: str
    understood: str = ""
    options: tuple[Option, ...] = ()
    picked: str = ""
    conflict: bool = False

    @property
    def open(self) -> bool:
        return bool(self.options) and not any(one.value == self.picked for one in self.options)


@dataclass(frozen=True, kw_only=True)
class Matched:
    """One row of the preview, and what would be written of it: the keywords of a result, None when nothing would."""

    number: int
    result_id: int
    version: int
    indicator: str
    changes: tuple[Change, ...] = ()
    errors: tuple[str, ...] = ()
    values: Mapping[str, Any] | None = None

    @property
    def state(self) -> State:
        if self.errors:
            return State.ERROR
        if any(change.open for change in self.changes):
            return State.ASK
        return State.NEW if self.changes else State.SAME


def matched(results: Sequence[Result], rows: Sequence[Filled], picks: Mapping[str, str]) -> list[Matched]:
    """Every row with what it would change. Rows of results that are not among `results` are errors."""
    by_id = {result.pk: result for result in results}
    return [_match(row, by_id.get(row.result), picks) for row in rows]


def _match(row: Filled, result: Result | None, picks: Mapping[str, str]) -> Matched:
    if result is None:
        gone = _("Dòng %(row)d không thuộc báo cáo này. Bỏ dòng này, hoặc tải lại tệp từ báo cáo.") % {
            "row": row.number
        }
        return Matched(number=row.number, result_id=row.result, version=0, indicator="–", errors=(gone,))
    typed = queries.result_as_typed(result)
    form = ResultForm(unit_of_measure=result.target.unit_of_measure, initial=typed)
    asked = columns.fields(form)
    changes = [
        change
        for name, field in asked.items()
        if name in row.cells
        for change in _change(row, name, field, typed.get(name, field.initial), picks)
    ]
    data = {name: _sent(field, typed.get(name, field.initial)) for name, field in form.fields.items()}
    for change in changes:
        name = change.key.partition(".")[2]
        data[name] = columns.from_cell(asked[name], change.after)
    bound = ResultForm(
        {name: value for name, value in data.items() if value not in (None, "")}, unit_of_measure=form.unit_of_measure
    )
    errors = _errors(row, bound) if changes else ()
    # Choosing what is stored leaves nothing to write.
    writes = not errors and any(change.after != change.before for change in changes)
    values = {key: one for key, one in bound.values().items() if key != "version"} if writes else None
    return Matched(
        number=row.number, result_id=result.pk, version=result.version, indicator=result.target.indicator,
        changes=tuple(changes), errors=errors, values=values,
    )  # fmt: skip


def _sent(field: forms.Field, value: Any) -> Any:
    return ("on" if value else "") if isinstance(field, forms.BooleanField) else value


def _change(row: Filled, name: str, field: forms.Field, stored: Any, picks: Mapping[str, str]) -> list[Change]:
    """The change of one cell: none when it says what is stored, or what was downloaded and nobody typed over."""

    def means(cell: str) -> Any:
        return meant(field, columns.from_cell(field, cell))

    mine, was, now = row.cells[name], row.was.get(name, ""), columns.as_cell(field, stored)
    if means(mine) in (means(was), means(now)):
        return []
    key = f"{row.result}.{name}"
    options, conflict = _readings(field, mine), means(was) != means(now)
    if conflict:
        theirs = Option(value=now, label=_("Giữ bản đã lưu: %(text)s") % {"text": now or _("(để trống)")})
        said = options or (Option(value=mine, label=_("Lấy theo tệp: %(text)s") % {"text": mine or _("(để trống)")}),)
        options = (theirs, *said)
    picked = picks.get(key, "") if options else mine
    after = picked if any(one.value == picked for one in options) else mine
    change = Change(
        key=key, label=str(field.label), place=f"{columns.letters(row.columns[name])}{row.number}", before=now,
        after=after, understood=_understood(field, after), options=options, picked=picked, conflict=conflict,
    )  # fmt: skip
    return [change]


def _quantity(field: forms.Field, cell: str) -> Quantity | None:
    try:
        return read_quantity(cell) if isinstance(field, QuantityField) and cell else None
    except Unreadable:
        return None


def _readings(field: forms.Field, cell: str) -> tuple[Option, ...]:
    """Both readings of a number that can be meant in two ways: 74,958 may have been 74.958 before a program had it."""
    found = _quantity(field, cell)
    if found is None or found.warning is None:
        return ()
    other = _quantity(field, cell.translate(_SWAPPED))
    both = [one for one in (found, other) if one is not None]
    return tuple(Option(value=one.text, label=one.understood.in_language(get_language() or "vi")) for one in both)


def _understood(field: forms.Field, cell: str) -> str:
    found = _quantity(field, cell)
    return found.understood.in_language(get_language() or "vi") if found else ""


def _errors(row: Filled, bound: ResultForm) -> tuple[str, ...]:
    """What is wrong with a row: place, heading, remedy."""
    if bound.is_valid():
        return ()
    said = []
    for name, errors in bound.errors.items():
        place = f"{columns.letters(row.columns[name])}{row.number}" if name in row.columns else str(row.number)
        label = str(bound.fields[name].label) if name in bound.fields else ""
        said += [f"{place} ({label}): {error}" if label else f"{place}: {error}" for error in errors]
    return tuple(said)
