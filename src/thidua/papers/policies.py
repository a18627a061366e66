"""Who reads the documents of a year, and who has its minutes and pledges made."""

from thidua.assessment.models import Pledge
from thidua.assessment.policies import UNIT, drafts
from thidua.conferences.models import Conference, Handover
from thidua.conferences.policies import READERS, RUNNERS, gives, receives_handover, runs, serves
from thidua.cycles.models import EmulationYear
from thidua.cycles.policies import is_deputy_head, is_leader_head, organises
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import permission


def makes_common_pledge(actor: Actor, year: EmulationYear) -> bool:
    """The bloc's head, the deputy and the authority."""
    return is_leader_head(actor, year) or is_deputy_head(actor, year) or organises(actor, year)


def makes_pledge(actor: Actor, pledge: Pledge) -> bool:
    """The unit itself, and those who make the common one."""
    return drafts(actor, pledge) or makes_common_pledge(actor, pledge.emulation_year)


def takes_handover(actor: Actor, handover: Handover) -> bool:
    """Who gives the year out of their hands, and who receives it."""
    return gives(actor, handover) or receives_handover(actor, handover)


def signs(actor: Actor, conference: Conference) -> bool:
    """Who was named to sign the minutes, as chair or as secretary."""
    named = conference.minutes_signers.order_by("-pk").first()
    return named is not None and actor.id in (named.chair_id, named.secretary_id)


SEE = permission("papers.see", offices=READERS)
WRITE_MINUTES = permission("papers.write_minutes", offices=[*UNIT, Office.AUTHORITY_OFFICER], when=serves)
MAKE_MINUTES = permission("papers.make_minutes", offices=RUNNERS, when=runs)
SIGN_MINUTES = permission("papers.sign_minutes", offices=READERS, when=signs)
MAKE_PLEDGE = permission("papers.make_pledge", offices=[*UNIT, Office.AUTHORITY_OFFICER], when=makes_pledge)
MAKE_COMMON_PLEDGE = permission(
    "papers.make_common_pledge", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=makes_common_pledge
)
TAKE_HANDOVER = permission("papers.take_handover", offices=RUNNERS, when=takes_handover)
