"""Written opinions: those of a conference, and one to withdraw."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from thidua.bodies.models import Body
from thidua.conferences import policies
from thidua.conferences.models import Conference, WrittenOpinion
from thidua.conferences.queries.finding import conference_to_change, conference_to_see, visible
from thidua.conferences.queries.stages import require_not_closed
from thidua.cycles.queries import members
from thidua.kernel import gate
from thidua.kernel.actor import Actor


def opinions_of(conference: Conference) -> list[WrittenOpinion]:
    """What absent units wrote: matter by matter in the order in which they came up, unit by unit in each."""
    order = {unit.pk: place for place, unit in enumerate(members(conference.emulation_year))}
    rows = list(conference.opinions.select_related("unit").order_by("recorded_at", "pk"))
    first: dict[str, int] = {}
    for place, row in enumerate(rows):
        first.setdefault(row.matter, place)
    return sorted(rows, key=lambda row: (first[row.matter], order.get(row.unit_id, len(order)), row.pk))


def units_to_opine_for(actor: Actor, conference: Conference) -> list[Body]:
    """The units whose opinion the actor may record: every member for who runs the conference, else their own."""
    units = members(conference.emulation_year)
    return [unit for unit in units if gate.may(actor, policies.GIVE_OPINION, _of(conference, unit))]


def conference_to_opine_on(actor: Actor, year_id: int, conference_id: int) -> Conference:
    """The conference, for the page on which an opinion is written; ConferenceOver once it is closed."""
    conference = conference_to_see(actor, year_id, conference_id)
    gate.require(actor, policies.GIVE_OPINION, conference)
    require_not_closed(conference)
    return conference


def _of(conference: Conference, unit: Body) -> WrittenOpinion:
    return WrittenOpinion(conference=conference, unit_id=unit.pk)


def may_opine(actor: Actor, conference: Conference) -> bool:
    """Whether the page offers to record an opinion."""
    running = conference.emulation_year.running and not conference.closed
    return running and bool(units_to_opine_for(actor, conference))


def opinions_page(actor: Actor, conference: Conference) -> dict[str, Any]:
    """What the page shows of written opinions, each with whether the actor may withdraw it."""
    rows = opinions_of(conference)
    for row in rows:
        row.conference = conference
    open_now = conference.emulation_year.running and not conference.closed
    opinions = [(row, open_now and gate.may(actor, policies.GIVE_OPINION, row)) for row in rows]
    return {"opinions": opinions, "may_opine": may_opine(actor, conference)}


def opinion_begins_with(conference: Conference) -> dict[str, Any]:
    """What the form of who runs the conference begins with."""
    return {"received_on": timezone.localdate(conference.held_at), "way": "letter"}


def matters_of(conference: Conference) -> list[str]:
    """The matters that were put to the vote or written about, to be chosen again."""
    put = conference.resolutions.order_by("position").values_list("text", flat=True)
    written = conference.opinions.order_by("pk").values_list("matter", flat=True)
    return list(dict.fromkeys([*(text[:300] for text in put), *written]))


def _opinions(actor: Actor) -> QuerySet[WrittenOpinion]:
    return WrittenOpinion.objects.filter(conference__in=visible(actor).values("pk")).select_related(
        "conference__emulation_year__bloc__authority", "unit"
    )


def opinion_of_year(actor: Actor, year_id: int, conference_id: int, opinion_id: int) -> WrittenOpinion:
    """An opinion of this conference, for who may withdraw it; ConferenceOver once it is closed."""
    found = get_object_or_404(_opinions(actor), pk=opinion_id, conference_id=conference_id, emulation_year_id=year_id)
    gate.require(actor, policies.GIVE_OPINION, found)
    require_not_closed(found.conference)
    return found


def opinion_to_change(actor: Actor, opinion_id: int) -> WrittenOpinion:
    """An opinion, its conference locked with it, or 404."""
    conference_to_change(actor, get_object_or_404(_opinions(actor), pk=opinion_id).conference_id)
    return get_object_or_404(_opinions(actor).select_for_update(of=("self",)), pk=opinion_id)
