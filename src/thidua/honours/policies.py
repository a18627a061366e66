"""Who drafts the list of nominations, who settles it, and who reads it."""

from thidua.conferences.policies import READERS, RUNNERS, runs
from thidua.cycles.models import EmulationYear
from thidua.cycles.policies import is_leader_head, organises
from thidua.honours.models import AwardRule, Nomination, NominationList
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import permission

Thing = AwardRule | Nomination | NominationList | EmulationYear


def year_of(thing: Thing) -> EmulationYear:
    return thing if isinstance(thing, EmulationYear) else thing.emulation_year


def reads_draft(actor: Actor, thing: Thing) -> bool:
    """Those who run the bloc, its authority's council and its auditor; everybody else once it is settled."""
    return runs(actor, year_of(thing)) or actor.office in (Office.COUNCIL_MEMBER, Office.AUDITOR)


def drafts(actor: Actor, thing: Thing) -> bool:
    """The head of the bloc and the authority."""
    year = year_of(thing)
    return is_leader_head(actor, year) or organises(actor, year)


def settles(actor: Actor, thing: NominationList) -> bool:
    """The head of the bloc."""
    return is_leader_head(actor, thing.emulation_year)


def reopens(actor: Actor, thing: NominationList) -> bool:
    """The authority, to which the list goes."""
    return organises(actor, thing.emulation_year)


SEE = permission("honours.see", offices=READERS)
SEE_DRAFT = permission("honours.see_draft", offices=READERS, when=reads_draft)
DRAFT = permission("honours.draft", offices=RUNNERS, when=drafts)
SETTLE = permission("honours.settle", offices=[Office.UNIT_HEAD], when=settles)
REOPEN = permission("honours.reopen", offices=[Office.AUTHORITY_OFFICER], when=reopens)
