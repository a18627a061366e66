"""Signing in as an actor, and invitations."""

from datetime import datetime

from django.test import Client

from tests.factories import AT
from thidua.bodies import actions
from thidua.bodies.models import Account, Body, Invitation
from thidua.kernel.actor import SYSTEM, Actor, Office

PASSWORD = "con duong lang rop bong tre"


def signed_in(actor: Actor | None) -> Client:
    """A browser in which the actor is signed in; nobody is, for None."""
    client = Client()
    if actor is not None:
        client.force_login(Account.objects.get(person_id=actor.id))
    return client


def invited(
    body: Body, *, office: Office = Office.UNIT_OFFICER, username: str = "tran.thi.b", actor: Actor = SYSTEM,
    at: datetime = AT,
) -> tuple[Invitation, str]:  # fmt: skip
    """An invitation that waits, with the secret of its link."""
    return actions.invite(
        body.pk, actor=actor, at=at, name="Trần Thị B", username=username, office=office, title="Chuyên viên"
    ).object
