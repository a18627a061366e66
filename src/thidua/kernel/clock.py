"""The only place that asks what time it is. Everything else is told, as an argument named `at`.

Time is the database's: several machines may serve pages, and they have one database. `now` follows its clock by what
was last known of the difference, `of_database` asks. The sample year lies in the past, so sample mode keeps a clock of
its own: the real one, set back by an offset that is kept in a file. Outside sample mode the file is never read.
"""

import time
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection
from django.utils import timezone

from thidua.kernel.actor import Actor

# For how long a difference between this machine's clock and the database's is believed.
BELIEVED_NANOSECONDS = 60 * 10**9


@dataclass
class _Difference:
    """How far the database's clock is ahead of this machine's, and when that was last asked."""

    ahead: timedelta = timedelta()
    asked: int | None = None


_difference = _Difference()


class Request(Protocol):
    """A request at work: the moment it was told, and what an action asks once it holds its locks."""

    @property
    def at(self) -> datetime:
        """The moment it was told."""
        ...

    def moment(self, actor: Actor) -> datetime:
        """The moment that the action counts from; Denied when the office acted in is no longer held at it."""


# The request at work; None in commands and tests, where an action is given its moment.
request: ContextVar[Request | None] = ContextVar("request", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; in sample mode, by the sample's clock."""
    present = timezone.now() + _difference.ahead
    return present + _offset() if settings.SAMPLE else present


def of_machine() -> datetime:
    """What this machine's own clock says, in UTC: for what other machines judge by theirs, such as a certificate."""
    return datetime.now(UTC)


def of_database(answered: datetime | None = None) -> datetime:
    """The present moment as the database says, in UTC: asked, unless it was `answered` with another question.

    The sample's clock counts here too. SQLite has no clock but this machine's.
    """
    present = _ask() if answered is None else answered
    _difference.ahead, _difference.asked = present - timezone.now(), time.monotonic_ns()
    return present + _offset() if settings.SAMPLE else present


def _ask() -> datetime:
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        answered: datetime = cursor.fetchone()[0]
        return answered


def follow(sender: Any, **kwargs: Any) -> None:
    """Ask for the difference again when a connection begins and the last answer is old."""
    old = _difference.asked is None or time.monotonic_ns() - _difference.asked > BELIEVED_NANOSECONDS
    if old and kwargs["connection"].vendor == "postgresql":
        of_database()


def set_sample_clock(to: datetime) -> None:
    """Let the sample's clock go on from this moment. Raises RuntimeError outside sample mode."""
    if not settings.SAMPLE:
        raise RuntimeError("only the sample has a clock that can be set")
    seconds = int((to - timezone.now()).total_seconds())
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_text(str(seconds), encoding="ascii")


def _offset() -> timedelta:
    try:
        return timedelta(seconds=int(_file().read_text(encoding="ascii")))
    except FileNotFoundError:
        return timedelta()


def _file() -> Path:
    return Path(settings.DATA) / "sample-clock"
