"""Who sets a year up, and who stands at the head of it. Everything is told from the ids on the objects."""

from thidua.bodies.models import Body
from thidua.cycles.models import (
    BlocMembership,
    BlocRole,
    EmulationBloc,
    EmulationYear,
    Extension,
    JointEvent,
    ScoringTable,
)
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import permission


def is_leader_head(actor: Actor, year: EmulationYear) -> bool:
    """The head of the unit that leads the bloc this year."""
    return actor.holds(Office.UNIT_HEAD, year.leader_id)


def is_deputy_head(actor: Actor, year: EmulationYear) -> bool:
    """The head of the unit that deputises this year."""
    return actor.holds(Office.UNIT_HEAD, year.deputy_id)


def organises(actor: Actor, thing: EmulationBloc | EmulationYear) -> bool:
    """An officer of the authority that organises the bloc."""
    bloc = thing.bloc if isinstance(thing, EmulationYear) else thing
    return actor.holds(Office.AUTHORITY_OFFICER, bloc.authority_id)


def is_own_authority(actor: Actor, authority: Body) -> bool:
    """An officer of this authority."""
    return actor.holds(Office.AUTHORITY_OFFICER, authority.pk)


def looks_after_sheet(actor: Actor, table: ScoringTable) -> bool:
    """An officer of the authority that organises the sheet's bloc."""
    return organises(actor, table.bloc)


def plans_events(actor: Actor, year: EmulationYear) -> bool:
    """The bloc's head and the authority keep the calendar of joint events."""
    return is_leader_head(actor, year) or organises(actor, year)


def changes_event(actor: Actor, event: JointEvent) -> bool:
    """Whoever may plan one in its year."""
    return plans_events(actor, event.emulation_year)


def organises_year_of(actor: Actor, role: BlocRole) -> bool:
    """An officer of the authority that organises the year of a role."""
    return organises(actor, role.emulation_year)


def organises_members(actor: Actor, thing: EmulationYear | BlocMembership) -> bool:
    """An officer of the authority that organises the year whose members change."""
    return organises(actor, thing.emulation_year if isinstance(thing, BlocMembership) else thing)


def stands_beside(actor: Actor, year: EmulationYear) -> bool:
    """Who supervises the bloc this year or serves it as secretariat reads what its head reads.

    Told by `visible_years`, which every page of a year goes through.
    """
    return bool(getattr(year, "read_beside", False))


def locks(actor: Actor, year: EmulationYear) -> bool:
    """The authority, or the head of the unit that leads the bloc."""
    return organises(actor, year) or is_leader_head(actor, year)


def answers_for(actor: Actor, extension: Extension) -> bool:
    """An officer of the authority that organises the bloc."""
    return organises(actor, extension.emulation_year)


UNIT = [Office.UNIT_HEAD, Office.UNIT_OFFICER]
AUTHORITY = [Office.AUTHORITY_OFFICER]
SEE = permission("cycles.see_year", offices=[office for office in Office if office is not Office.SYSTEM])
CREATE_BLOC = permission("cycles.create_bloc", offices=AUTHORITY, when=is_own_authority)
CHANGE_BLOC = permission("cycles.change_bloc", offices=AUTHORITY, when=organises)
IMPORT_PROVINCE = permission("cycles.import_province", offices=AUTHORITY, when=is_own_authority)
CHANGE_MEMBERS = permission("cycles.change_members", offices=AUTHORITY, when=organises_members)
ASSIGN_ROLES = permission("cycles.assign_roles", offices=AUTHORITY, when=organises)
END_ROLE = permission("cycles.end_role", offices=AUTHORITY, when=organises_year_of)
START_YEAR = permission("cycles.start_year", offices=AUTHORITY, when=organises)
SET_UP = permission("cycles.set_up", offices=AUTHORITY, when=organises)
OPEN = permission("cycles.open_year", offices=AUTHORITY, when=organises)
START_SHEET = permission("cycles.start_sheet", offices=AUTHORITY, when=organises)
EDIT_SHEET = permission("cycles.edit_sheet", offices=AUTHORITY, when=looks_after_sheet)
ADOPT_SHEET = permission("cycles.adopt_sheet", offices=AUTHORITY, when=looks_after_sheet)
EXTEND = permission("cycles.extend_deadline", offices=AUTHORITY, when=organises)
PLANNERS = [Office.UNIT_HEAD, Office.AUTHORITY_OFFICER]
PLAN_EVENTS = permission("cycles.plan_events", offices=PLANNERS, when=plans_events)
CHANGE_EVENT = permission("cycles.change_event", offices=PLANNERS, when=changes_event)
ANSWER_EXTENSION = permission("cycles.answer_extension", offices=AUTHORITY, when=answers_for)
ASK_EXTENSION = permission("cycles.ask_extension", offices=UNIT)
LOCK_PERIOD = permission("cycles.lock_period", offices=[*AUTHORITY, Office.UNIT_HEAD], when=locks)
