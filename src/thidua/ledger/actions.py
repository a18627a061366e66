"""`@action`: the one way to write. Permitted, atomic, and entered in the ledger."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, cast

from django.db import transaction

from thidua.kernel import clock, gate
from thidua.kernel.actor import Actor
from thidua.kernel.middleware import request_id
from thidua.kernel.refusals import told_by_triggers
from thidua.ledger.chain import hash_of
from thidua.ledger.events import Event
from thidua.ledger.models import Entry, Head
from thidua.ledger.once import claim

Thing = TypeVar("Thing")
Done = TypeVar("Done", covariant=True)
Result = TypeVar("Result")
Parameters = ParamSpec("Parameters")


@dataclass(frozen=True)
class Recorded(Generic[Result]):
    """How an action ends: the object it leaves behind and the event that says what happened."""

    object: Result
    event: Event


class Action(Protocol[Parameters, Done]):
    """A function made an action: it knows the permission it needs."""

    needs: str

    def __call__(self, id: int, /, *arguments: Parameters.args, **values: Parameters.kwargs) -> Done: ...


def action(
    *, needs: str, loads: Callable[[Actor, int], Thing]
) -> Callable[
    [Callable[Concatenate[Thing, Parameters], Recorded[Result]]],
    Action[Parameters, Recorded[Result]],
]:
    """Make an action of a function.

    The caller gives the id of what is acted on and the keywords `actor` and `at`. Inside one transaction the
    object is loaded and locked by `loads(actor, id)`, which sees only what the actor may see; the gate is asked
    for `needs` on it; the function runs; its event is entered. A form that was sent before does not come that far: its
    key is taken first, and DoneBefore leads to the answer that it got then. Raises whatever `loads` raises for an id the actor
    may not see, `Denied`, and the refusals of the function, and then nothing is written.

    In a request, `at` is moved on to the moment at which the object was locked, by the database's clock, and the
    office acted in must still be held then: a deadline counts when the work is done, not when the button was pressed.
    """
    if not gate.known(needs):
        raise ValueError(f"no permission is called {needs}")

    def decorate(
        act: Callable[Concatenate[Thing, Parameters], Recorded[Result]],
    ) -> Action[Parameters, Recorded[Result]]:
        @functools.wraps(act)
        def carry_out(id: int, /, *arguments: Parameters.args, **values: Parameters.kwargs) -> Recorded[Result]:
            actor, at = _who_and_when(values)
            with told_by_triggers(), transaction.atomic():
                claim()
                thing = loads(actor, id)
                at = values["at"] = _after_waiting(actor, at)
                gate.require(actor, needs, thing)
                recorded = act(thing, *arguments, **values)
                if not isinstance(recorded, Recorded):
                    raise TypeError(f"{act.__qualname__} must return Recorded(object, event)")
                _enter(recorded.event, actor=actor, at=at)
            return recorded

        made = cast("Action[Parameters, Recorded[Result]]", carry_out)
        made.needs = needs
        return made

    return decorate


def _who_and_when(values: dict[str, Any]) -> tuple[Actor, datetime]:
    actor, at = values.get("actor"), values.get("at")
    if not isinstance(actor, Actor):
        raise TypeError("an action needs actor=, a kernel.actor.Actor; there is a SYSTEM actor and no None")
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise TypeError("an action needs at=, an aware datetime")
    return actor, at


def _after_waiting(actor: Actor, at: datetime) -> datetime:
    """The moment that counts, now that the locks are held; the one given outside a request."""
    request = clock.request.get()
    return at if request is None or request.at != at else request.moment(actor)


def _enter(event: Event, *, actor: Actor, at: datetime) -> Entry:
    """Write the entry after the last one. The head row is locked first, so two writers take turns."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    entry = Entry(
        sequence=head.sequence + 1,
        at=at,
        actor_id=actor.id,
        actor_name=actor.describe(),
        event=event.name,
        subject=event.subject,
        emulation_year_id=event.emulation_year_id,
        unit_id=event.unit_id,
        payload=event.payload(),
        request_id=request_id.get(),
        previous_hash=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    return entry
