"""Who prepares and runs the conference, and who hands the year over."""

from thidua.conferences.models import AgendaItem, Conference, Task
from thidua.cycles.models import EmulationYear
from thidua.cycles.policies import is_deputy_head, is_leader_head, organises
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import permission

READERS = (
    Office.UNIT_HEAD,
    Office.UNIT_OFFICER,
    Office.AUTHORITY_OFFICER,
    Office.COUNCIL_MEMBER,
    Office.AUDITOR,
)
RUNNERS = (Office.UNIT_HEAD, Office.AUTHORITY_OFFICER)


def year_of(thing: Conference | AgendaItem | Task | EmulationYear) -> EmulationYear:
    """A conference answers for its year; an item of the agenda and a task for their conference."""
    if isinstance(thing, EmulationYear):
        return thing
    return thing.emulation_year if isinstance(thing, Conference) else thing.conference.emulation_year


def runs(actor: Actor, thing: Conference | AgendaItem | Task | EmulationYear) -> bool:
    """The heads of the leading and of the deputising unit, and the authority's officer."""
    year = year_of(thing)
    return is_leader_head(actor, year) or is_deputy_head(actor, year) or organises(actor, year)


def hands_over(actor: Actor, conference: Conference) -> bool:
    """The head of the leading unit gives the year out of their hands, or the authority does it."""
    year = conference.emulation_year
    return is_leader_head(actor, year) or organises(actor, year)


SEE = permission("conferences.see", offices=READERS)
PREPARE = permission("conferences.prepare", offices=RUNNERS, when=runs)
RUN = permission("conferences.run", offices=RUNNERS, when=runs)
CLOSE = permission("conferences.close", offices=RUNNERS, when=runs)
PROJECT = permission("conferences.project", offices=RUNNERS, when=runs)
HAND_OVER = permission("conferences.hand_over", offices=RUNNERS, when=hands_over)
