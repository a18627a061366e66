"""The job that reminds people: it asks every floor what waits, and hands it down to be told.

Safe to run at any time and by two at once: what was told is not told again, and one letter a day is one letter.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from thidua.assessment import queries as assessment
from thidua.kernel.actor import SYSTEM, Actor
from thidua.kernel.tasks import Task, in_order
from thidua.notices import actions, letters, posting, queries
from thidua.notices.actions import LetterWrittenMeanwhile
from thidua.notices.models import Kind, MailPreference, Notice, Rhythm
from thidua.notices.queries import Someone
from thidua.notices.quiet import is_quiet
from thidua.notices.telling import Telling, not_told
from thidua.web.home import tasks_for

log = logging.getLogger(__name__)

# Days before a deadline on which somebody is reminded; 0 stands for the one word after it has passed.
STAGES = (1, 3, 7)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a run did: people it failed for are counted and logged, and do not stop the others."""

    notices: int = 0
    letters: int = 0
    sent: int = 0
    unsent: int = 0
    failed: int = 0


def send_reminders(*, at: datetime) -> Done:
    """Tell everybody what is near its deadline or past it, write their letters, and send what is due."""
    preferences = queries.preferences_that_send()
    notices = written = failed = 0
    for someone in queries.everyone(day=timezone.localdate(at)):
        try:
            notices += tell(someone, at=at)
            written += write_to(someone, preferences.get(someone.person_id), at=at)
        except Exception:
            log.exception("Person %s was not reminded", someone.person_id)
            failed += 1
    posted = posting.deliver(at=at)
    return Done(
        notices=notices, letters=written, sent=posted.sent, unsent=posted.put_off + posted.given_up, failed=failed
    )


def stage_of(deadline: datetime, *, late: bool, at: datetime) -> int | None:
    """Which reminder is due: 7, 3 or 1 for so many days left at most, 0 once it is late, None before that."""
    if late or at >= deadline:
        return 0
    return next((days for days in STAGES if deadline - at <= timedelta(days=days)), None)


def tell(someone: Someone, *, at: datetime) -> int:
    """Tell one person what is due and was not told; how many things that were."""
    found = [one for actor in someone.actors for one in due(actor, at=at)]
    if not found:
        return 0
    return actions.tell(0, actor=SYSTEM, at=at, person=someone.name, tellings=found).object


def due(actor: Actor, *, at: datetime) -> list[Telling]:
    """What the actor is to be reminded of and was not yet, in every language of the pages.

    The other languages are asked for only when there is something to tell, which most of the time there is not.
    """
    own = _spoken(actor, settings.LANGUAGE_CODE, at=at)
    if not not_told(_tellings(actor, {settings.LANGUAGE_CODE: own}, at=at)):
        return []
    others = {language: _spoken(actor, language, at=at) for language, _name in settings.LANGUAGES}
    return not_told(_tellings(actor, others, at=at))


def _spoken(actor: Actor, language: str, *, at: datetime) -> list[Task]:
    with translation.override(language):
        return everything_dated(actor, at=at)


def _tellings(actor: Actor, spoken: dict[str, list[Task]], *, at: datetime) -> list[Telling]:
    """One telling for each task that is near its deadline or past it; the tasks are the same in every language."""
    said = [dict(zip(spoken, tasks, strict=True)) for tasks in zip(*spoken.values(), strict=True)]
    found = (_telling(actor, one[settings.LANGUAGE_CODE], one, at=at) for one in said)
    return [one for one in found if one is not None]


def everything_dated(actor: Actor, *, at: datetime) -> list[Task]:
    """The tasks of the actor, and papers whose time has passed without them."""
    tasks = tasks_for(actor, at=at)
    return tasks + assessment.overdue_for(actor, at=at, known={task.key for task in tasks})


def _telling(actor: Actor, task: Task, spoken: dict[str, Task], *, at: datetime) -> Telling | None:
    if task.deadline is None:
        return None
    stage = stage_of(task.deadline, late=task.late, at=at)
    if stage is None:
        return None
    return Telling(
        person_id=actor.id,
        body_id=actor.body_id,
        year_id=year_of(task.url),
        kind=Kind.DEADLINE if stage else Kind.LATE,
        data={
            "days": str(stage),
            "task": {language: one.heading for language, one in spoken.items()},
            "why": {language: one.why for language, one in spoken.items()},
        },
        url=task.url,
        deadline=task.deadline,
        # A deadline that moves is a new deadline, and is reminded of anew.
        key=f"{stage}:{actor.body_id}:{task.key or task.url}:{task.deadline.isoformat()}"[:200],
    )


def year_of(url: str) -> int | None:
    """The year that an address of ours lies in."""
    try:
        found = resolve(url).kwargs.get("year_id")
    except Resolver404:
        return None
    return int(found) if found is not None else None


def write_to(someone: Someone, preference: MailPreference | None, *, at: datetime) -> int:
    """Write the letter that is due to one person, if any; how many that were."""
    if preference is None or is_quiet(at, start=preference.quiet_from, end=preference.quiet_until):
        return 0
    waiting = queries.to_mail(preference)
    key = _key(preference, waiting, at=at)
    if not waiting or queries.has_letter(key):
        return 0
    with translation.override(preference.language):
        tasks = everything_for(someone, at=at)
    composed = letters.reminder(preference, name=someone.name, notices=waiting, tasks=tasks)
    try:
        actions.write_letter(
            preference.person_id,
            actor=SYSTEM,
            at=at,
            composed=composed,
            notice_ids=[one.pk for one in waiting],
            key=key,
        )
    except LetterWrittenMeanwhile:
        return 0
    return 1


def _key(preference: MailPreference, waiting: Sequence[Notice], *, at: datetime) -> str:
    """One letter a day for a digest; otherwise one for the last notice it is about."""
    if preference.rhythm == Rhythm.DIGEST:
        return f"digest:{preference.person_id}:{timezone.localdate(at)}"
    return f"notice:{waiting[-1].pk}" if waiting else ""


def everything_for(someone: Someone, *, at: datetime) -> list[Task]:
    """What waits for the person in all their offices, in order of deadline, each thing once."""
    found = {task.url: task for actor in someone.actors for task in tasks_for(actor, at=at)}
    return in_order(list(found.values()))
