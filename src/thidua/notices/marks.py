"""Where a person has read to. A mark of reading is no act of the year, so it has no entry in the ledger."""

from datetime import datetime, timedelta

from thidua.kernel.actor import Actor
from thidua.notices.models import LastVisit

# A visit is over when home was not open for so long; what came until then counts as seen.
PAUSE = timedelta(minutes=30)
FIRST_LOOK = timedelta(days=7)
# Home is opened many times in a visit; the mark is not written each time.
SPARE = timedelta(minutes=1)


def open_home(actor: Actor, *, at: datetime) -> datetime | None:
    """Note that home is open, and return until when the person had seen everything; None without an office."""
    if actor.body_id is None:
        return None
    visit, made = LastVisit.objects.get_or_create(
        person_id=actor.id, body_id=actor.body_id, defaults={"seen_until": at - FIRST_LOOK, "opened_at": at}
    )
    away = at - visit.opened_at
    if made or away < SPARE:
        return visit.seen_until
    if away >= PAUSE:
        visit.seen_until = visit.opened_at
    visit.opened_at = at
    visit.save(update_fields=["seen_until", "opened_at"])
    return visit.seen_until


def seen_everything(actor: Actor, *, at: datetime) -> None:
    """The person says that they have seen what changed."""
    if actor.body_id is not None:
        LastVisit.objects.update_or_create(
            person_id=actor.id, body_id=actor.body_id, defaults={"seen_until": at, "opened_at": at}
        )
