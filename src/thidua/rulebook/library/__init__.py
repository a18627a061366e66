"""Library: real scoring tables as criteria sheets, each with its source, its status and what is uncertain about it.

The sheets are facts about tables that bodies published: structure, points, bands. Nobody has compared them with the
official texts yet, so each is a start to copy from, never the law.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from thidua.rulebook.findings import Text
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import FORM_SENTENCES, RulebookError
from thidua.rulebook.sheet import Sheet

__all__ = ["Entry", "Grades", "InvalidLibrary", "Status", "entries", "load"]


class InvalidLibrary(RulebookError):
    """An index that cannot be trusted, or a question for a sheet that is not there."""

    sentences = FORM_SENTENCES | {
        "unknown_sheet": Text(
            "thư viện không có bảng điểm “{id}”; hãy chọn một mã trong danh mục.",
            "the library has no sheet “{id}”; choose an id from the index.",
        ),
        "duplicate_id": Text(
            "{field}: mã “{id}” bị trùng; hãy đổi một mã.",
            "{field}: the id “{id}” is used twice; change one.",
        ),
    }


class Status(StrEnum):
    """How well the source could be read."""

    VERIFIED_FULL_TEXT = "verified_full_text"
    """The whole table was read in a public copy."""
    VERIFIED_PARTIAL_TEXT = "verified_partial_text"
    """A part of the table was read; the rest could not be."""
    PARTIAL = "partial"
    """Only its frame was read: sections, scale, classes."""
    SOFTWARE_ARTEFACT = "software_artefact"
    """It comes from a program; the table it claims to follow was not seen."""
    ILLUSTRATION = "illustration"
    """Nobody's table: it shows rules that sources only mention."""


class Grades(StrEnum):
    """Whom the table grades."""

    UNITS = "units"
    PERSONS = "persons"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sheet of the library.

    `year` is text, since school years span two, and blank when unknown. `where` says where the table was read.
    `checked_by` names who compared the sheet with the official text; blank: nobody has.
    """

    id: str
    name: Text
    year: str
    documents: tuple[str, ...]
    where: str
    status: Status
    grades: Grades
    note: Text
    uncertain: tuple[Text, ...]
    checked_by: str


@cache
def entries() -> tuple[Entry, ...]:
    """The sheets in the order of the index. Raises InvalidLibrary naming the field and the remedy."""
    data = tomllib.loads(_folder().joinpath("index.toml").read_text(encoding="utf-8"))
    record = Record.opened(data, at="", refusal=InvalidLibrary, names=frozenset({"sheet"}))
    return _read(record)


@cache
def load(id: str) -> Sheet:
    """The sheet with this id. Raises InvalidLibrary when the index has none, InvalidSheet when it is broken."""
    if all(entry.id != id for entry in entries()):
        raise InvalidLibrary("unknown_sheet", {"id": id[:60]})
    return Sheet.from_json(json.loads(_folder().joinpath(f"{id}.json").read_text(encoding="utf-8")))


_NAMES = frozenset(
    {
        "id", "name_vi", "name_en", "year", "documents", "where", "status", "grades", "note_vi", "note_en",
        "uncertain", "checked_by",
    }
)  # fmt: skip
_TEXT_NAMES = frozenset({"vi", "en"})


def _folder() -> Traversable:
    return files(__name__)


def _read(record: Record) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    for one in record.entries("sheet", names=_NAMES):
        entry = _entry(one)
        if entry.id in found:
            raise one.refuse("duplicate_id", "id", id=entry.id)
        found[entry.id] = entry
    return tuple(found.values())


def _entry(record: Record) -> Entry:
    return Entry(
        id=record.text("id"),
        name=Text(record.text("name_vi"), record.text("name_en")),
        year=record.text("year", default=""),
        documents=record.texts("documents"),
        where=record.text("where"),
        status=record.choice("status", Status),
        grades=record.choice("grades", Grades),
        note=Text(record.text("note_vi", default=""), record.text("note_en", default="")),
        uncertain=tuple(Text(one.text("vi"), one.text("en")) for one in record.entries("uncertain", names=_TEXT_NAMES)),
        checked_by=record.text("checked_by", default=""),
    )
