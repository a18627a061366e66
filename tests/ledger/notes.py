"""A small domain for the ledger's own tests: units that are renamed, and what is entered about it."""

from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import get_object_or_404

from thidua.bodies.models import Body
from thidua.kernel.actor import Actor
from thidua.kernel.gate import SIGNED_IN
from thidua.ledger.actions import Recorded, action
from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class BodyRenamed(Event):
    name = "test.body_renamed"
    sentence = "Đổi tên thành %(new_name)s"

    new_name: str


def body(actor: Actor, body_id: int) -> Body:
    return get_object_or_404(Body, pk=body_id)


@action(needs=SIGNED_IN, loads=body)
def rename(thing: Body, *, actor: Actor, at: datetime, new_name: str) -> Recorded[Body]:
    """Somebody gives a body another name."""
    thing.name = new_name
    thing.save(update_fields=["name"])
    return Recorded(thing, BodyRenamed(subject=f"body:{thing.pk}", unit_id=thing.pk, new_name=new_name))
