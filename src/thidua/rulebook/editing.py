"""Editing a sheet: entries put in, replaced, taken out and moved by their code. Sheets are values; each gives a new one.

Every function raises InvalidSheet for a code that is not there, and whatever the new sheet itself refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.sheet import Criterion, Entry, Section, Sheet

Entries = tuple[Entry, ...]


def found(sheet: Sheet, code: str) -> Entry:
    """The section or criterion with this code."""
    for section, _depth in sheet.sections():
        if section.code == code:
            return section
    for criterion in sheet.criteria:
        if criterion.code == code:
            return criterion
    raise _no(code)


def parent_of(sheet: Sheet, code: str) -> str:
    """The code of the section that directly holds an entry; "" for the top of the sheet."""
    found(sheet, code)
    for section, _depth in sheet.sections():
        if any(entry.code == code for entry in section.entries):
            return section.code
    return ""


def inserted(sheet: Sheet, entry: Entry, *, into: str = "") -> Sheet:
    """The sheet with an entry added last in a section, or last on the sheet."""
    return _within(sheet, into, lambda entries: (*entries, entry))


def replaced(sheet: Sheet, code: str, entry: Entry) -> Sheet:
    """The sheet with an entry in place of another; a section keeps what is in it."""
    before = found(sheet, code)
    if isinstance(before, Section) and isinstance(entry, Section):
        entry = replace(entry, entries=before.entries)
    new = entry
    return _within(
        sheet, parent_of(sheet, code), lambda entries: tuple(new if one.code == code else one for one in entries)
    )


def removed(sheet: Sheet, code: str) -> Sheet:
    """The sheet without an entry, and without whatever was in it."""
    return _within(sheet, parent_of(sheet, code), lambda entries: tuple(one for one in entries if one.code != code))


def moved(sheet: Sheet, code: str, *, steps: int) -> Sheet:
    """The sheet with an entry so many places further down, up when negative, among its neighbours."""

    def shift(entries: Entries) -> Entries:
        order = [one for one in entries if one.code != code]
        place = next(number for number, one in enumerate(entries) if one.code == code)
        order.insert(max(0, min(len(order), place + steps)), found(sheet, code))
        return tuple(order)

    return _within(sheet, parent_of(sheet, code), shift)


def placed(sheet: Sheet, code: str, *, into: str, before: str = "") -> Sheet:
    """The sheet with an entry moved into a section, before one of its entries or last."""
    entry = found(sheet, code)
    if into and isinstance(entry, Section) and any(section.code == into for section in _inside(entry)):
        raise InvalidSheet("into_itself", {"code": code})
    without = removed(sheet, code)

    def put(entries: Entries) -> Entries:
        place = next((number for number, one in enumerate(entries) if one.code == before), len(entries))
        return (*entries[:place], entry, *entries[place:])

    return _within(without, into, put)


def _inside(section: Section) -> tuple[Section, ...]:
    inner = tuple(one for one in section.entries if isinstance(one, Section))
    return (section, *(below for one in inner for below in _inside(one)))


def _within(sheet: Sheet, code: str, change: Callable[[Entries], Entries]) -> Sheet:
    """The sheet with the entries of one section changed; of the sheet itself for no code."""
    if not code:
        return replace(sheet, entries=change(sheet.entries))
    if not isinstance(found(sheet, code), Section):
        raise _no(code)
    return replace(sheet, entries=_changed(sheet.entries, code, change))


def _changed(entries: Entries, code: str, change: Callable[[Entries], Entries]) -> Entries:
    return tuple(
        entry
        if isinstance(entry, Criterion)
        else replace(
            entry, entries=change(entry.entries) if entry.code == code else _changed(entry.entries, code, change)
        )
        for entry in entries
    )


def _no(code: str) -> InvalidSheet:
    return InvalidSheet("unknown_reference", {"field": "code", "code": code})
