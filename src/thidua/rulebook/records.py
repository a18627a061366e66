"""Records: reading named fields out of JSON or TOML, strictly.

A criteria sheet decides who wins, so nothing is guessed: unknown fields, blanks, floats and look-alikes
are refused with the path of the field ("criteria[3].max_points").
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from thidua.rulebook.measures import plain, read_plain
from thidua.rulebook.refusals import RulebookError

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Record:
    """Named fields found at the path `at`; what is wrong with them is raised as `refusal`."""

    fields: Mapping[str, object]
    at: str
    refusal: type[RulebookError]

    @classmethod
    def opened(cls, data: object, *, at: str, refusal: type[RulebookError], names: frozenset[str]) -> Record:
        """Accept a mapping whose keys all are among `names`; raise `refusal` otherwise."""
        if not isinstance(data, Mapping):
            raise _placed(refusal("not_an_object", {"field": at or "."}), at)
        record = cls(data, at, refusal)
        for name in data:
            if name not in names:
                raise record.refuse("unknown_field", str(name))
        return record

    def path(self, name: str) -> str:
        """The full name of a field, as shown in refusals."""
        return f"{self.at}.{name}" if self.at else name

    def refuse(self, code: str, name: str, **data: str) -> RulebookError:
        """The refusal to raise about the field `name`."""
        return _placed(self.refusal(code, {"field": self.path(name), **data}), self.path(name))

    def text(self, name: str, *, default: str | None = None) -> str:
        """A text; with a `default` it may be missing or blank."""
        value = self.fields.get(name)
        if value is None:
            value = default
        if value is None:
            raise self.refuse("missing_field", name)
        if not isinstance(value, str) or _has_surrogate(value):
            raise self.refuse("not_text", name)
        if default is None and not value.strip():
            raise self.refuse("missing_field", name)
        return value

    def number(self, name: str) -> Decimal:
        """A number written as a whole number or as plain text such as "12.5"."""
        value = self.number_or_none(name)
        if value is None:
            raise self.refuse("missing_field", name)
        return value

    def number_or_none(self, name: str) -> Decimal | None:
        """Like `number`, but the field may be missing or null."""
        value = self.fields.get(name)
        if value is None:
            return None
        self._refuse_float(name)
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise self.refuse("not_a_number", name)
        try:
            return read_plain(value if isinstance(value, str) else plain(Decimal(value)))
        except ValueError as error:
            raise self.refuse("not_a_number", name) from error

    def whole_or_none(self, name: str) -> int | None:
        """A whole number, or None where the field is missing or null."""
        value = self.number_or_none(name)
        if value is None:
            return None
        if value != int(value):
            raise self.refuse("not_whole", name)
        return int(value)

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        """One of the values of the enumeration `choices`."""
        value = self.text(name)
        try:
            return choices(value)
        except ValueError as error:
            raise self.refuse("unknown_choice", name, value=value, choices=", ".join(choices)) from error

    def choice_or(self, name: str, default: Choice) -> Choice:
        """Like `choice`; a missing or null field is the default."""
        return default if self.fields.get(name) is None else self.choice(name, type(default))

    def number_or(self, name: str, default: Decimal) -> Decimal:
        """Like `number`; a missing or null field is the default."""
        value = self.number_or_none(name)
        return default if value is None else value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false; a missing or null field is the default."""
        value = self.fields.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.refuse("not_a_flag", name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a missing or null field is an empty list."""
        value = self.fields.get(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise self.refuse("not_a_list", name)
        for position, item in enumerate(value):
            if not isinstance(item, str) or _has_surrogate(item):
                raise self.refuse("not_text", f"{name}[{position}]")
        return tuple(value)

    def written(self, name: str) -> str:
        """A short text or a whole number, as it was written; a bare decimal is refused."""
        value = self.fields.get(name)
        self._refuse_float(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(name)

    def counts(self, name: str) -> dict[str, int]:
        """Whole numbers, 0 or more, by name; true counts as 1 and false as 0. A missing field is empty."""
        value = self.fields.get(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise self.refuse("not_an_object", name)
        inner = Record(value, self.path(name), self.refusal)
        return {str(key): inner.count(str(key)) for key, one in value.items() if one is not None}

    def count(self, name: str) -> int:
        """A whole number, 0 or more; true counts as 1 and false as 0."""
        value = self.fields.get(name)
        if isinstance(value, bool):
            return int(value)
        number = self.whole_or_none(name)
        if number is None or number < 0:
            raise self.refuse("not_whole", name)
        return number

    def _refuse_float(self, name: str) -> None:
        if isinstance(self.fields.get(name), float):
            raise self.refuse("float_number", name)

    def require_only(self, names: Collection[str]) -> None:
        """Refuse a field that has a value and is not among `names`: it would be ignored in silence."""
        for name, value in self.fields.items():
            if name not in names and value is not None:
                raise self.refuse("unknown_field", name)

    def day(self, name: str) -> datetime.date:
        """A TOML date without a time."""
        value = self.fields.get(name)
        if value is None:
            raise self.refuse("missing_field", name)
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            raise self.refuse("not_a_day", name)
        return value

    def inner(self, name: str, *, names: frozenset[str]) -> Record:
        """The record inside the field `name`."""
        if self.fields.get(name) is None:
            raise self.refuse("missing_field", name)
        return Record.opened(self.fields[name], at=self.path(name), refusal=self.refusal, names=names)

    def entries(self, name: str, *, names: frozenset[str]) -> tuple[Record, ...]:
        """The records listed in the field `name`; a missing or null field is an empty list."""
        value = self.fields.get(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise self.refuse("not_a_list", name)
        path = self.path(name)
        return tuple(
            Record.opened(item, at=f"{path}[{position}]", refusal=self.refusal, names=names)
            for position, item in enumerate(value)
        )


def _placed(refusal: RulebookError, path: str) -> RulebookError:
    """A refusal whose field already is the full path: nothing above it needs to say the place again."""
    refusal.place = path
    return refusal


def _has_surrogate(text: str) -> bool:
    """JSON may smuggle in half characters that no file, page or printer can show."""
    return any("\ud800" <= character <= "\udfff" for character in text)
