"""The only place that asks what time it is. Everything else is told, as an argument named `at`.

The sample year lies in the past, so sample mode keeps a clock of its own: the real one, set back by an offset
that is kept in a file. Outside sample mode the file is never read.
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC; in sample mode, by the sample's clock."""
    return timezone.now() + _offset() if settings.SAMPLE else timezone.now()


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
