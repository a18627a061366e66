"""Races of real threads on a database of their own: `python -m tests.assessment.time_races NAME` prints what came out.

Each holds a lock on one connection while another waits for it, past the moment that matters.
"""

import sys
import threading
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import IntegrityError, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.assessment.factories import Bloc, draft_pledge, draft_report, make_running_bloc, result_of  # noqa: E402
from thidua.assessment.actions import pledges  # noqa: E402
from thidua.assessment.models import Pledge, Result  # noqa: E402
from thidua.bodies.middleware import Request  # noqa: E402
from thidua.bodies.models import Appointment  # noqa: E402
from thidua.cycles.actions import lock_period  # noqa: E402
from thidua.cycles.models import PeriodLock, PhaseWindow  # noqa: E402
from thidua.kernel import clock  # noqa: E402
from thidua.kernel.actor import Actor  # noqa: E402

HELD = 1.5  # seconds for which a lock is held: past every moment that a race is about


def bloc_due_at(deadline: datetime) -> Bloc:
    """A bloc whose pledges are due at a moment of the real clock."""
    bloc = make_running_bloc()
    begun = deadline - timedelta(days=1)
    PhaseWindow.objects.filter(emulation_year=bloc.year).update(
        first_at=begun, deadline_at=deadline + timedelta(days=9)
    )
    PhaseWindow.objects.filter(emulation_year=bloc.year, phase="pledge").update(deadline_at=deadline)
    return bloc


@contextmanager
def asked_at(moment: datetime) -> Any:
    """A request that arrived at a moment."""
    token = clock.request.set(Request(at=moment, begun=moment))
    try:
        yield moment
    finally:
        clock.request.reset(token)


def beside(hold: Callable[[threading.Event], None]) -> threading.Thread:
    """Run something on a connection of its own; returns once it holds its lock."""
    held = threading.Event()

    def run() -> None:
        try:
            hold(held)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    held.wait()
    return thread


def holding(pledge_id: int, then: Callable[[], Any] = lambda: None) -> Callable[[threading.Event], None]:
    """Hold the row of a pledge for a while, and do something before letting go."""

    def hold(held: threading.Event) -> None:
        with transaction.atomic():
            Pledge.objects.select_for_update().get(pk=pledge_id)
            held.set()
            threading.Event().wait(HELD)
            then()

    return hold


def outcome(act: Callable[[], Any]) -> str:
    try:
        act()
    except Exception as error:
        return f"{type(error).__name__}: {error}" if isinstance(error, IntegrityError) else type(error).__name__
    return "done"


def deadline_passes_while_waiting() -> str:
    """A signature that arrived in time waits for the row until after the deadline; then one that did not wait."""
    now = timezone.now()
    bloc = bloc_due_at(now + timedelta(seconds=1))
    pledge = draft_pledge(bloc, bloc.member, at=now)
    other = draft_pledge(bloc, bloc.deputy, at=now)

    def sign(one: Pledge, head: Actor) -> str:
        with asked_at(timezone.now()) as at:
            return outcome(lambda: pledges.sign_pledge(one.pk, actor=head, at=at))

    in_time = sign(other, bloc.deputy.head)
    thread = beside(holding(pledge.pk))
    waited = sign(pledge, bloc.member.head)
    thread.join()
    states = [Pledge.objects.get(pk=one.pk).state for one in (other, pledge)]
    return f"{in_time} {waited} {states}"


def appointment_ends_while_waiting() -> str:
    """A head whose appointment was ended while the signature waited does not sign."""
    now = timezone.now()
    bloc = bloc_due_at(now + timedelta(days=1))
    pledge = draft_pledge(bloc, bloc.member, at=now)
    head = bloc.member.head
    assert head.acting is not None
    mine, yesterday = head.acting.id, timezone.localdate(now) - timedelta(days=1)
    thread = beside(holding(pledge.pk, lambda: Appointment.objects.filter(pk=mine).update(last_on=yesterday)))
    with asked_at(timezone.now()) as at:
        waited = outcome(lambda: pledges.sign_pledge(pledge.pk, actor=head, at=at))
    thread.join()
    return f"{waited} {Pledge.objects.get(pk=pledge.pk).state}"


def lock_waits_for_a_writer() -> str:
    """Locking a period waits until somebody who is writing in it is done."""
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))
    done: list[str] = []

    def write(held: threading.Event) -> None:
        with transaction.atomic():
            Result.objects.filter(pk=result.pk).update(note="kịp")
            held.set()
            threading.Event().wait(HELD)
        done.append("written")

    thread = beside(write)
    assert bloc.authority is not None
    lock_period(bloc.year.pk, actor=bloc.authority, at=datetime(2025, 1, 2, tzinfo=UTC), phase="report")
    done.append("locked")
    thread.join()
    return f"{done} {Result.objects.get(pk=result.pk).note}"


def writer_waits_for_a_lock() -> str:
    """Somebody who writes while the period is being locked waits, and is refused."""
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))

    def lock(held: threading.Event) -> None:
        with transaction.atomic():
            PeriodLock.objects.create(
                emulation_year=bloc.year, phase="report", locked_by="Người khoá", locked_at=timezone.now()
            )
            held.set()
            threading.Event().wait(HELD)

    thread = beside(lock)
    waited = outcome(lambda: Result.objects.filter(pk=result.pk).update(note="muộn"))
    thread.join()
    return f"{waited.splitlines()[0]} {Result.objects.get(pk=result.pk).note!r}"


RACES = {
    race.__name__: race
    for race in (
        deadline_passes_while_waiting, appointment_ends_while_waiting, lock_waits_for_a_writer, writer_waits_for_a_lock,
    )
}  # fmt: skip

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    for name in sys.argv[1:] or RACES:
        print(name, RACES[name](), sep=": ")
