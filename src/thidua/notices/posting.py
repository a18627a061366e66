"""Sending what is in the box. A server that does not answer costs a try, never a letter.

The state of a letter on its way is no act of anybody, so it is kept on the letter and not entered in the ledger;
that the letter was written is.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F

from thidua.notices import queries
from thidua.notices.models import Letter, Notice
from thidua.notices.quiet import after_quiet

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 180, 360, 720, 1440, 1440, 1440))
# After so many failures in a row the server is taken to be away, and the rest waits for the next run.
ENOUGH = 3
MOST = 500


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What came of a run."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def deliver(*, at: datetime) -> Posted:
    """Send the letters that are due. Nothing is sent, and nothing lost, while no mail server is named."""
    counts = {"sent": 0, "put_off": 0, "given_up": 0}
    failed = 0
    if not settings.MAIL_READY:
        return Posted()
    for letter_id in list(queries.letters_due(at).values_list("pk", flat=True)[:MOST]):
        if failed >= ENOUGH:
            break
        outcome = deliver_one(letter_id, at=at)
        if outcome:
            counts[outcome] += 1
            failed = 0 if outcome == "sent" else failed + 1
    return Posted(**counts)


def deliver_one(letter_id: int, *, at: datetime) -> str:
    """Send one letter, and say what came of it; empty when it is not due or in somebody else's hands."""
    if not settings.MAIL_READY or not _claim(letter_id, at=at):
        return ""
    letter = Letter.objects.get(pk=letter_id)
    try:
        _send(letter)
    except (SMTPException, OSError, ValueError) as problem:
        return _put_off(letter, problem, at=at)
    _sent(letter, at=at)
    return "sent"


def hand_over(letter_id: int, *, at: datetime) -> None:
    """Send a letter once the transaction that wrote it is through; what does not go now goes with the next run."""
    transaction.on_commit(partial(deliver_one, letter_id, at=at), robust=True)


def _claim(letter_id: int, *, at: datetime) -> bool:
    """Take the letter in hand, if nobody else has."""
    free = queries.letters_due(at).filter(pk=letter_id).order_by()
    return bool(free.update(claimed_at=at, attempts=F("attempts") + 1))


def _send(letter: Letter) -> None:
    # The same name at every try, so that a letter sent twice is shown once.
    name = f"letter-{letter.pk}.{letter.made_at:%Y%m%d%H%M%S%f}"
    headers = {"Message-ID": f"<{name}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"}
    if letter.off_url:
        headers["List-Unsubscribe"] = f"<{letter.off_url}>"
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.address], headers=headers, connection=get_connection()
    )
    message.attach_alternative(letter.html, "text/html")
    message.send()


def _sent(letter: Letter, *, at: datetime) -> None:
    letter.sent_at, letter.claimed_at, letter.given_up_at, letter.problem = at, None, None, ""
    if letter.secret:
        letter.text = letter.html = ""
    letter.save(update_fields=["sent_at", "claimed_at", "given_up_at", "problem", "text", "html"])
    Notice.objects.filter(letter=letter).update(mailed_at=at)


def _put_off(letter: Letter, problem: Exception, *, at: datetime) -> str:
    """Try again later, longer and longer, outside the person's quiet hours; after many tries, no more."""
    log.warning("Letter %s was not sent: %s", letter.pk, problem)
    letter.claimed_at, letter.problem = None, f"{type(problem).__name__}: {problem}"[:300]
    if letter.attempts > len(PAUSES):
        letter.given_up_at = at
    else:
        wants = queries.preference_of(letter.person_id)
        later = at + PAUSES[letter.attempts - 1]
        letter.due_at = after_quiet(later, start=wants.quiet_from, end=wants.quiet_until)
    letter.save(update_fields=["claimed_at", "problem", "given_up_at", "due_at"])
    return "given_up" if letter.given_up_at else "put_off"
