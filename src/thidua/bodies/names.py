"""Names by the day: what a body was called when the record on the page was made.

A body keeps the names it gave up beside its present one. While `names_of(day)` is in force, as it is around every page
of a year that is over, reading `body.name` gives the name of that day; what is written to the database is always the
present name. Nothing is asked of the database for it, and bodies that never changed their name take no part.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

Day = Callable[[], date | None]
_in_force: ContextVar[Day | None] = ContextVar("names_in_force", default=None)


@contextmanager
def names_of(day: Day) -> Iterator[None]:
    """Read names as of a day, which is asked for when the first body with past names is met; None is today."""
    token = _in_force.set(day)
    try:
        yield
    finally:
        _in_force.reset(token)


def name_on(past: list[dict[str, str]], day: date, part: str) -> str | None:
    """The name given up on the first day after this one; None when the present name was in force already."""
    for given_up in past:
        if day.isoformat() < given_up["before"]:
            return given_up[part]
    return None


class ReadByDay(DeferredAttribute):
    """What reading the attribute gives: the present name, unless another day is in force."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        present = super().__get__(instance, cls)
        asked = _in_force.get()
        past = None if instance is None or asked is None else instance.__dict__.get("past_names")
        day = asked() if asked is not None and past else None
        if not past or day is None:
            return present
        return name_on(past, day, self.field.attname) or present

    def __set__(self, instance: Any, value: Any) -> None:
        """Setting is plain. That it is here at all makes every reading pass above."""
        instance.__dict__[self.field.attname] = value


class NameInForce(models.CharField):  # type: ignore[type-arg]
    """A name of a body. Written as it stands, read by the day."""

    descriptor_class = ReadByDay

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The present name, whatever day is in force."""
        return model_instance.__dict__[self.attname]

    def deconstruct(self) -> Any:
        """To migrations it is a column of text like any other."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options
