"""Book: the law as dated values, each with its reference and with who checked it and when.

A value holds from its first to its last day, both included. Where no value holds, the book refuses to
answer: an expired threshold must never decide a vote in silence.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from thidua.rulebook.findings import Text
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import FORM_SENTENCES, RulebookError

# Raise it whenever a rule in this package computes differently; the law's own text is covered by its digest.
RULES_VERSION = "2026.1"

_CHECKED = {"checked_on", "checked_by"}
_DAYS = {"first_day", "last_day"}
_INSTRUMENT_NAMES = frozenset({"id", "number", "title_vi", "title_en", "read_as"} | _CHECKED | _DAYS)
_PARAMETER_NAMES = frozenset({"name", "unit", "base", "title_vi", "title_en", "value"})
_VALUE_NAMES = frozenset({"value", "reference", "note"} | _CHECKED | _DAYS)
_REFERENCE_NAMES = frozenset({"instrument", "article", "clause"})


class InvalidLaw(RulebookError):
    """Law data that cannot be trusted, or a question that the law does not answer."""

    sentences = FORM_SENTENCES | {
        "not_toml": Text(
            "{field}: không đọc được tệp TOML ({reason}); hãy sửa lại tệp.",
            "{field}: not a readable TOML file ({reason}); correct the file.",
        ),
        "not_a_fraction": Text(
            '{field}: không phải số hay phân số; hãy viết như "9/10" hoặc "4.5".',
            '{field}: not a number or a fraction; write it like "9/10" or "4.5".',
        ),
        "unknown_instrument": Text(
            "{field}: không có văn bản “{instrument}”; hãy bổ sung vào instruments.toml.",
            "{field}: there is no instrument “{instrument}”; add it to instruments.toml.",
        ),
        "duplicate_name": Text(
            "{field}: tên “{used}” bị trùng; hãy đổi một tên.",
            "{field}: the name “{used}” is used twice; change one.",
        ),
        "days_reversed": Text(
            "{field}: ngày cuối sớm hơn ngày đầu; hãy sửa lại.",
            "{field}: the last day is before the first; correct it.",
        ),
        "days_overlap": Text(
            "{field}: hai giá trị cùng có hiệu lực ngày {day}; hãy sửa ngày.",
            "{field}: two values hold on {day}; correct the days.",
        ),
        "unknown_parameter": Text(
            "Không có tham số “{name}”; hãy kiểm tra lại tên.",
            "There is no parameter “{name}”; check the name.",
        ),
        "no_value_on_day": Text(
            "Tham số “{name}” không có giá trị trong luật vào ngày {day}; hãy theo quy định địa phương.",
            "The parameter “{name}” has no value in law on {day}; apply the local rule.",
        ),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, decree or circular; `read_as` says how its text was read for this book."""

    id: str
    number: str
    title: Text
    first_day: datetime.date
    last_day: datetime.date | None
    read_as: str
    checked_on: datetime.date
    checked_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a value stands in the law."""

    instrument: Instrument
    article: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One value of a parameter: exact, in `unit`, counted against `base`, from first to last day included."""

    name: str
    title: Text
    unit: str
    base: str
    value: Fraction
    first_day: datetime.date
    last_day: datetime.date | None
    reference: Reference
    checked_on: datetime.date
    checked_by: str
    note: str

    def holds_on(self, day: datetime.date) -> bool:
        """Whether this value is the law on that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawOfDay:
    """The law as it stands on one day."""

    day: datetime.date
    parameters: Mapping[str, tuple[Parameter, ...]]

    def parameter(self, name: str) -> Parameter:
        """The value that holds on the day. Raises InvalidLaw for an unknown name or a day without a value."""
        if name not in self.parameters:
            raise InvalidLaw("unknown_parameter", {"name": name})
        for parameter in self.parameters[name]:
            if parameter.holds_on(self.day):
                return parameter
        raise InvalidLaw("no_value_on_day", {"name": name, "day": self.day.isoformat()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The whole book; a cycle pins its `version`, so that a past year is recomputed by the same rules."""

    version: str
    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, tuple[Parameter, ...]]

    def at(self, day: datetime.date) -> LawOfDay:
        """The law on that day."""
        return LawOfDay(day=day, parameters=self.parameters)


@cache
def load() -> Rulebook:
    """The book that ships with the program. Raises InvalidLaw when its data are not complete."""
    return read_book(folder=files("thidua.rulebook") / "law")


def read_book(*, folder: Traversable) -> Rulebook:
    """Read `instruments.toml` and `parameters/*.toml`. Raises InvalidLaw naming the file and the field."""
    paths = [folder / "instruments.toml"]
    listed = [path for path in (folder / "parameters").iterdir() if path.name.endswith(".toml")]
    paths.extend(sorted(listed, key=lambda path: path.name))
    tables = {path.name: _toml(path) for path in paths}
    # Digest the parsed data, not the bytes: a comment or a line ending changes no rule.
    canonical = json.dumps(tables, sort_keys=True, separators=(",", ":"), default=str)
    digest = hashlib.sha256(canonical.encode("ascii")).hexdigest()
    instruments = _instruments(tables.pop("instruments.toml"))
    parameters: dict[str, tuple[Parameter, ...]] = {}
    for name, table in tables.items():
        for entry in _listed(table, name, "parameter", _PARAMETER_NAMES):
            values = _values(entry, instruments)
            if values[0].name in parameters:
                raise entry.refuse("duplicate_name", "name", used=values[0].name)
            parameters[values[0].name] = values
    return Rulebook(version=f"{RULES_VERSION}+{digest[:16]}", instruments=instruments, parameters=parameters)


def _toml(path: Traversable) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InvalidLaw("not_toml", {"field": path.name, "reason": str(error)}) from error


def _listed(table: object, file: str, name: str, names: frozenset[str]) -> tuple[Record, ...]:
    whole = Record.opened(table, at=file, refusal=InvalidLaw, names=frozenset({name}))
    return whole.entries(name, names=names)


def _instruments(table: object) -> dict[str, Instrument]:
    instruments: dict[str, Instrument] = {}
    for entry in _listed(table, "instruments.toml", "instrument", _INSTRUMENT_NAMES):
        first_day, last_day = _days(entry)
        instrument = Instrument(
            id=entry.text("id"),
            number=entry.text("number"),
            title=Text(entry.text("title_vi"), entry.text("title_en")),
            first_day=first_day,
            last_day=last_day,
            read_as=entry.text("read_as"),
            checked_on=entry.day("checked_on"),
            checked_by=entry.text("checked_by"),
        )
        if instrument.id in instruments:
            raise entry.refuse("duplicate_name", "id", used=instrument.id)
        instruments[instrument.id] = instrument
    return instruments


def _values(entry: Record, instruments: Mapping[str, Instrument]) -> tuple[Parameter, ...]:
    listed = entry.entries("value", names=_VALUE_NAMES)
    if not listed:
        raise entry.refuse("missing_field", "value")
    values = sorted((_value(entry, dated, instruments) for dated in listed), key=lambda value: value.first_day)
    for before, after in itertools.pairwise(values):
        if before.holds_on(after.first_day):
            raise entry.refuse("days_overlap", "value", day=after.first_day.isoformat())
    return tuple(values)


def _value(entry: Record, dated: Record, instruments: Mapping[str, Instrument]) -> Parameter:
    first_day, last_day = _days(dated)
    return Parameter(
        name=entry.text("name"),
        title=Text(entry.text("title_vi"), entry.text("title_en")),
        unit=entry.text("unit"),
        base=entry.text("base"),
        value=_fraction(dated),
        first_day=first_day,
        last_day=last_day,
        reference=_reference(dated, instruments),
        checked_on=dated.day("checked_on"),
        checked_by=dated.text("checked_by"),
        note=dated.text("note", default=""),
    )


def _reference(dated: Record, instruments: Mapping[str, Instrument]) -> Reference:
    entry = dated.inner("reference", names=_REFERENCE_NAMES)
    instrument = entry.text("instrument")
    if instrument not in instruments:
        raise entry.refuse("unknown_instrument", "instrument", instrument=instrument)
    return Reference(instrument=instruments[instrument], article=entry.text("article"), clause=entry.text("clause"))


def _days(entry: Record) -> tuple[datetime.date, datetime.date | None]:
    """First and last day; a missing last day means that the value still holds."""
    first_day = entry.day("first_day")
    last_day = entry.day("last_day") if "last_day" in entry.fields else None
    if last_day is not None and last_day < first_day:
        raise entry.refuse("days_reversed", "last_day")
    return first_day, last_day


def _fraction(dated: Record) -> Fraction:
    written = dated.text("value")
    try:
        return Fraction(written)
    except (ValueError, ZeroDivisionError) as error:
        raise dated.refuse("not_a_fraction", "value") from error
