"""Requests act once: a form carries a key, and the action that it leads to takes the key in its own transaction.

The key commits with the effect or not at all, so a double click, a retry of a proxy and a press on "back" after a broken
line find it taken. Two presses at the same moment take turns at the unique constraint: the second waits for the first.
A form that carries no key is not held to this.
"""

import hashlib
import re
import threading
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from thidua.kernel.middleware import request_id
from thidua.kernel.templatetags.thidua import ONCE
from thidua.ledger.models import RequestSeen

KEPT = timedelta(hours=24)
# How often, and after how long each time, the answer of a request still at work is asked for.
LOOKS, PAUSE = 100, 1 / 20
_KEY = re.compile(r"[0-9a-f]{32}")
_OUTSIDE = frozenset({ONCE, "csrfmiddlewaretoken"})


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A form that was sent: its key, by whom, to which address, with what in it, and when it arrived."""

    key: str
    person_id: int
    place: str
    content: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the first request was answered: the status, where it led, and what was said there."""

    status: int
    location: str
    said: tuple[tuple[int, str], ...]


# The form at work; None outside a request, and for a form without a key.
pressed: ContextVar[Pressed | None] = ContextVar("pressed", default=None)


class DoneBefore(Exception):
    """This very request has acted already. Not a refusal: it is answered as the first one was."""


def pressed_by(request: HttpRequest) -> Pressed | None:
    """The form that a request sends, when it has a key and somebody is signed in."""
    actor, at = getattr(request, "actor", None), getattr(request, "at", None)
    key = request.POST.get(ONCE, "") if request.method == "POST" else ""
    if actor is None or at is None or not _KEY.fullmatch(key):
        return None
    office = actor.acting.id if actor.acting else 0
    place = hashlib.sha256(f"{office} {request.get_full_path()}".encode()).hexdigest()
    return Pressed(key=key, person_id=actor.id, place=place, content=_content_of(request), at=at)


def _content_of(request: HttpRequest) -> str:
    """A hash of what was typed and of the files sent with it."""
    found = hashlib.sha256()
    for name, values in sorted(request.POST.lists()):
        if name not in _OUTSIDE:
            found.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            found.update(repr((name, file.name, file.size)).encode())
            for part in file.chunks():
                found.update(part)
            file.seek(0)
    return found.hexdigest()


def claim() -> None:
    """Take the key of the form at work, inside the transaction of the action. Raises DoneBefore when it was taken."""
    asked = pressed.get()
    if asked is None:
        return
    fresh = {"content": asked.content, "request_id": request_id.get(), "at": asked.at}
    row, created = RequestSeen.objects.select_for_update().get_or_create(
        key=asked.key, person_id=asked.person_id, place=asked.place, defaults=fresh
    )
    if created or row.request_id == request_id.get():
        return
    if _repeats(asked, row):
        raise DoneBefore
    for name, value in {**fresh, "status": None, "location": "", "said": []}.items():
        setattr(row, name, value)
    row.save()


def _repeats(asked: Pressed, row: RequestSeen) -> bool:
    return row.content == asked.content and row.at > asked.at - KEPT


def answer_to(asked: Pressed) -> Answer | None:
    """What the same request was answered before; None when it has not acted, or is not answered yet."""
    row = RequestSeen.objects.filter(key=asked.key, person_id=asked.person_id, place=asked.place).first()
    if row is None or row.status is None or not _repeats(asked, row):
        return None
    said = tuple((int(level), str(text)) for level, text in row.said)
    return Answer(status=row.status, location=row.location, said=said)


def awaited_answer(asked: Pressed) -> Answer | None:
    """The answer of a request that has acted and may still be writing its page; None when it never comes."""
    for _look in range(LOOKS):
        found = answer_to(asked)
        if found:
            return found
        threading.Event().wait(PAUSE)
    return None


def keep_answer(asked: Pressed, answer: Answer) -> bool:
    """Keep the answer of the request at work for its repetitions; false when the request did not act."""
    rows = RequestSeen.objects.filter(
        key=asked.key, person_id=asked.person_id, place=asked.place, request_id=request_id.get()
    )
    kept = rows.update(status=answer.status, location=answer.location, said=[list(one) for one in answer.said])
    return bool(kept)


def forget(*, at: datetime) -> int:
    """Drop the keys that are older than a day; how many there were."""
    dropped, _kinds = RequestSeen.objects.filter(at__lte=at - KEPT).delete()
    return dropped
