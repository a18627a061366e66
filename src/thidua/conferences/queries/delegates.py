"""The delegates of a conference, and the codes on their invitations."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from thidua.bodies.models import Appointment, Body
from thidua.bodies.queries import in_force
from thidua.conferences import policies
from thidua.conferences.models import AgendaItem, Conference, Delegate, DelegateRole, Remark
from thidua.conferences.queries.finding import conference_to_change, conference_to_see, visible
from thidua.cycles.queries import members
from thidua.kernel import gate
from thidua.kernel.actor import Actor


def code_of(delegate: Delegate) -> str:
    """What the code on the invitation holds: it can be told from the row only with the server's key."""
    return salted_hmac("thidua.conferences.invitation", delegate.seed, algorithm="sha256").hexdigest()[:40]


def hash_of_code(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def _delegates(actor: Actor) -> QuerySet[Delegate]:
    rows = Delegate.objects.filter(conference__in=visible(actor).values("pk"))
    return rows.select_related("conference__emulation_year__bloc", "unit", "person", "substitutes")


def delegates_of(actor: Actor, conference: Conference) -> list[Delegate]:
    """Everybody invited, unit by unit in the order of membership, guests last."""
    order = {unit.pk: place for place, unit in enumerate(members(conference.emulation_year))}
    rows = _delegates(actor).filter(conference=conference).select_related("replaced_by")
    return sorted(rows, key=lambda one: (order.get(one.unit_id or 0, len(order)), one.pk))


def delegate_to_see(actor: Actor, year_id: int, conference_id: int, delegate_id: int) -> Delegate:
    """A delegate of this conference of this year, or 404."""
    found = {"conference_id": conference_id, "conference__emulation_year_id": year_id}
    return get_object_or_404(_delegates(actor), pk=delegate_id, **found)


def delegate_to_register(actor: Actor, year_id: int, conference_id: int, delegate_id: int) -> Delegate:
    """A delegate whom the actor's unit registers. Raises Denied for those of other units."""
    delegate = delegate_to_see(actor, year_id, conference_id, delegate_id)
    gate.require(actor, policies.REGISTER, delegate)
    return delegate


def delegate_to_change(actor: Actor, delegate_id: int) -> Delegate:
    """A delegate, locked together with the conference, or 404."""
    conference_to_change(actor, get_object_or_404(_delegates(actor), pk=delegate_id).conference_id)
    return get_object_or_404(_delegates(actor).select_for_update(of=("self",)), pk=delegate_id)


def delegate_with_code(actor: Actor, code: str) -> Delegate:
    """The delegate whose invitation was scanned, for those who see the conference; 404 for a code out of date."""
    return get_object_or_404(_delegates(actor), code_hash=hash_of_code(code))


def delegates_to_print(actor: Actor, year_id: int, conference_id: int) -> tuple[Conference, list[Delegate]]:
    """Who gets a badge: nobody who has been replaced. For those who receive the delegates."""
    conference = conference_to_see(actor, year_id, conference_id)
    gate.require(actor, policies.RECEIVE_DELEGATES, conference)
    return conference, [one for one in delegates_of(actor, conference) if not hasattr(one, "replaced_by")]


def remark_to_change(actor: Actor, remark_id: int) -> Remark:
    """A remark, its conference locked with it, or 404."""
    rows = Remark.objects.filter(item__conference__in=visible(actor).values("pk")).select_related(
        "item__conference__emulation_year__bloc"
    )
    conference_to_change(actor, get_object_or_404(rows, pk=remark_id).item.conference_id)
    return get_object_or_404(rows, pk=remark_id)


def units_to_register(actor: Actor, conference: Conference) -> list[Body]:
    """The units for which the actor may register: its own, or every member for those who run the conference."""
    units = members(conference.emulation_year)
    return [
        unit for unit in units if gate.may(actor, policies.REGISTER, Delegate(conference=conference, unit_id=unit.pk))
    ]


def people_of(units: list[Body], conference: Conference) -> list[Appointment]:
    """Who acts for these units on the day of the conference, so that a delegate can be tied to an account."""
    rows = Appointment.objects.filter(in_force(timezone.localdate(conference.held_at)), body__in=units)
    return list(rows.select_related("person", "body").order_by("body", "person__folded"))


ROLE_LABELS = {
    DelegateRole.OFFICIAL: lambda: _("đại biểu chính thức"),
    DelegateRole.SUBSTITUTE: lambda: _("đại biểu dự thay"),
    DelegateRole.GUEST: lambda: _("khách mời"),
    DelegateRole.OBSERVER: lambda: _("quan sát viên"),
}


@dataclass(frozen=True)
class DelegateLine:
    """A delegate with what the actor may do about them."""

    delegate: Delegate
    may_register: bool
    may_receive: bool

    @property
    def role(self) -> str:
        return ROLE_LABELS[DelegateRole(self.delegate.role)]()

    @property
    def replaced(self) -> bool:
        return hasattr(self.delegate, "replaced_by")

    @property
    def late(self) -> bool:
        opened: datetime | None = self.delegate.conference.opened_at
        arrived = self.delegate.arrived_at
        return opened is not None and arrived is not None and arrived > opened


def line_of(actor: Actor, delegate: Delegate) -> DelegateLine:
    """One delegate, and whether the actor may change or receive them now."""
    conference = delegate.conference
    running = conference.emulation_year.running and not conference.closed
    may_register = running and gate.may(actor, policies.REGISTER, delegate)
    return DelegateLine(delegate, may_register, running and gate.may(actor, policies.ARRIVE, delegate))


def delegate_lines(actor: Actor, conference: Conference) -> list[DelegateLine]:
    """The list of the page, a fixed number of queries whatever the number of units."""
    rows = delegates_of(actor, conference)
    for one in rows:
        one.conference = conference
    return [line_of(actor, one) for one in rows]


def may_register(actor: Actor, conference: Conference) -> bool:
    """Whether the page offers to register a delegate."""
    running = conference.emulation_year.running and not conference.closed
    return running and bool(units_to_register(actor, conference))


def may_run(actor: Actor, conference: Conference) -> bool:
    """Whether the actor may add guests, or delegates of any unit."""
    return gate.may(actor, policies.RUN, conference)


def delegates_page(actor: Actor, conference: Conference) -> dict[str, Any]:
    """What the page of delegates shows besides its form."""
    lines = delegate_lines(actor, conference)
    standing = [one for one in lines if not one.replaced]
    return {
        "lines": lines,
        "arrived": sum(1 for one in standing if one.delegate.arrived_at and not one.delegate.left_at),
        "expected": len(standing),
        "may_register": may_register(actor, conference),
        "may_receive": may_receive(actor, conference),
    }


def agenda_of(conference: Conference) -> list[AgendaItem]:
    """The agenda in its order, with what was said under each item."""
    return list(conference.agenda.order_by("position", "pk").prefetch_related("remarks__unit"))


def remarks_of(item: AgendaItem) -> list[Remark]:
    """What was said under an item, in the order in which it was said."""
    return list(item.remarks.select_related("unit").order_by("said_at", "pk"))


def may_receive(actor: Actor, conference: Conference) -> bool:
    """Whether the page offers the badges."""
    return gate.may(actor, policies.RECEIVE_DELEGATES, conference)
