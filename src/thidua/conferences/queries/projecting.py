"""The projector of a conference: who may open it, and what it shows."""

from thidua.conferences import policies
from thidua.conferences.models import Conference, Projection
from thidua.conferences.queries.finding import conference_to_see
from thidua.kernel import gate
from thidua.kernel.actor import Actor


def conference_to_project(actor: Actor, year_id: int, conference_id: int) -> Conference:
    """The conference, for its projector: also after it was closed. Raises Denied for those who only read it."""
    conference = conference_to_see(actor, year_id, conference_id)
    gate.require(actor, policies.PROJECT, conference)
    return conference


def projection_of(conference: Conference) -> Projection:
    """What the projector shows; the welcome until somebody has chosen."""
    chosen = Projection.objects.filter(conference=conference).first()
    return chosen or Projection(conference=conference, emulation_year_id=conference.emulation_year_id)
