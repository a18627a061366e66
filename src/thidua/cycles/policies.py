"""Who sets a year up, and who stands at the head of it. Everything is told from the ids on the objects."""

from thidua.bodies.models import Body
from thidua.cycles.models import EmulationBloc, EmulationYear, Extension, ScoringTable
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
START_YEAR = permission("cycles.start_year", offices=AUTHORITY, when=organises)
SET_UP = permission("cycles.set_up", offices=AUTHORITY, when=organises)
OPEN = permission("cycles.open_year", offices=AUTHORITY, when=organises)
START_SHEET = permission("cycles.start_sheet", offices=AUTHORITY, when=organises)
EDIT_SHEET = permission("cycles.edit_sheet", offices=AUTHORITY, when=looks_after_sheet)
ADOPT_SHEET = permission("cycles.adopt_sheet", offices=AUTHORITY, when=looks_after_sheet)
EXTEND = permission("cycles.extend_deadline", offices=AUTHORITY, when=organises)
ANSWER_EXTENSION = permission("cycles.answer_extension", offices=AUTHORITY, when=answers_for)
ASK_EXTENSION = permission("cycles.ask_extension", offices=UNIT)
LOCK_PERIOD = permission("cycles.lock_period", offices=[*AUTHORITY, Office.UNIT_HEAD], when=locks)
