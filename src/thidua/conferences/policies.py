"""Who prepares and runs the conference, and who hands the year over."""

from thidua.conferences.models import (
    AgendaItem,
    Conference,
    Delegate,
    Handover,
    HandoverItem,
    LeadershipChoice,
    Post,
    Remark,
    Resolution,
    Task,
    WrittenOpinion,
)
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
OF_UNIT = (Office.UNIT_HEAD, Office.UNIT_OFFICER)


def year_of(thing: Conference | AgendaItem | Task | Remark | Resolution | EmulationYear) -> EmulationYear:
    """A conference answers for its year; an item of the agenda, a task and a resolution for their conference."""
    if isinstance(thing, EmulationYear):
        return thing
    if isinstance(thing, Remark):
        return thing.item.conference.emulation_year
    return thing.emulation_year if isinstance(thing, Conference) else thing.conference.emulation_year


def runs(actor: Actor, thing: Conference | AgendaItem | Task | Remark | Resolution | EmulationYear) -> bool:
    """The heads of the leading and of the deputising unit, and the authority's officer."""
    year = year_of(thing)
    return is_leader_head(actor, year) or is_deputy_head(actor, year) or organises(actor, year)


def hands_over(actor: Actor, conference: Conference) -> bool:
    """The head of the leading unit gives the year out of their hands, or the authority does it."""
    year = conference.emulation_year
    return is_leader_head(actor, year) or organises(actor, year)


def registers(actor: Actor, thing: Conference | Delegate) -> bool:
    """A unit registers its own delegates, and only those; who runs the conference registers anybody."""
    conference = thing.conference if isinstance(thing, Delegate) else thing
    if runs(actor, conference):
        return True
    if isinstance(thing, Delegate):
        return actor.office in OF_UNIT and thing.unit_id is not None and thing.unit_id == actor.body_id
    return actor.office in OF_UNIT


def serves(actor: Actor, thing: Conference | AgendaItem | Remark) -> bool:
    """Who runs the conference, and the officers of the leading and deputising unit, who serve it."""
    year = year_of(thing)
    officers = (actor.holds(Office.UNIT_OFFICER, unit) for unit in (year.leader_id, year.deputy_id))
    return runs(actor, thing) or any(officers)


def welcomes(actor: Actor, thing: Conference | Delegate) -> bool:
    """Those who serve the conference do so at the door too."""
    return serves(actor, thing.conference if isinstance(thing, Delegate) else thing)


def arrives(actor: Actor, delegate: Delegate) -> bool:
    """Who receives the delegates, and a delegate from afar for themselves."""
    return welcomes(actor, delegate) or (delegate.remote and delegate.person_id == actor.id)


def gives_opinion(actor: Actor, thing: Conference | WrittenOpinion) -> bool:
    """The head of a unit for the unit, and who runs the conference for any."""
    conference = thing.conference if isinstance(thing, WrittenOpinion) else thing
    if runs(actor, conference):
        return True
    if isinstance(thing, WrittenOpinion):
        return actor.holds(Office.UNIT_HEAD, thing.unit_id)
    return actor.office == Office.UNIT_HEAD


SEE = permission("conferences.see", offices=READERS)
PREPARE = permission("conferences.prepare", offices=RUNNERS, when=runs)
RUN = permission("conferences.run", offices=RUNNERS, when=runs)
TAKE_MINUTES = permission("conferences.take_minutes", offices=(*RUNNERS, Office.UNIT_OFFICER), when=serves)
REGISTER = permission("conferences.register_delegate", offices=(*RUNNERS, Office.UNIT_OFFICER), when=registers)
GIVE_OPINION = permission("conferences.give_opinion", offices=RUNNERS, when=gives_opinion)
RECEIVE_DELEGATES = permission("conferences.receive_delegates", offices=(*RUNNERS, Office.UNIT_OFFICER), when=welcomes)
ARRIVE = permission("conferences.arrive", offices=READERS, when=arrives)
CLOSE = permission("conferences.close", offices=RUNNERS, when=runs)
PROJECT = permission("conferences.project", offices=RUNNERS, when=runs)
HAND_OVER = permission("conferences.hand_over", offices=RUNNERS, when=hands_over)


def sets_rule(actor: Actor, year: EmulationYear) -> bool:
    """The head of the bloc and the authority write down the rule of leadership and the history of earlier years."""
    return is_leader_head(actor, year) or organises(actor, year)


def chooses(actor: Actor, thing: EmulationYear | LeadershipChoice) -> bool:
    """Whoever runs the conference."""
    return runs(actor, thing.emulation_year if isinstance(thing, LeadershipChoice) else thing)


def answers(actor: Actor, choice: LeadershipChoice) -> bool:
    """The head of the unit that was chosen."""
    return actor.holds(Office.UNIT_HEAD, choice.unit_id)


def allows(actor: Actor, choice: LeadershipChoice) -> bool:
    """An officer of the authority lets a unit lead that a rule bars."""
    return organises(actor, choice.emulation_year)


def handover_year(thing: Handover | HandoverItem | EmulationYear) -> EmulationYear:
    return thing if isinstance(thing, EmulationYear) else thing.emulation_year


def gives(actor: Actor, thing: Handover | HandoverItem | EmulationYear) -> bool:
    """The head of the leading unit gives the year out of their hands, or the authority does it."""
    year = handover_year(thing)
    return is_leader_head(actor, year) or organises(actor, year)


def receives_handover(actor: Actor, thing: Handover | HandoverItem) -> bool:
    """The head of the unit that is to lead next year."""
    choices = thing.emulation_year.leadership_choices.all()
    return any(actor.holds(Office.UNIT_HEAD, one.unit_id) for one in choices if one.post == Post.LEADER and one.stands)


SET_RULE = permission("conferences.set_leadership_rule", offices=RUNNERS, when=sets_rule)
CHOOSE = permission("conferences.choose_leadership", offices=RUNNERS, when=chooses)
ANSWER = permission("conferences.answer_leadership", offices=[Office.UNIT_HEAD], when=answers)
ALLOW = permission("conferences.allow_leadership", offices=[Office.AUTHORITY_OFFICER], when=allows)
GIVE = permission("conferences.give_handover", offices=RUNNERS, when=gives)
RECEIVE_HANDOVER = permission("conferences.receive_handover", offices=[Office.UNIT_HEAD], when=receives_handover)
