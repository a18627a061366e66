"""Who may tell whom. What a person was told, and how they want mail, is that person's alone: see the queries."""

from thidua.cycles.models import EmulationYear
from thidua.cycles.policies import is_deputy_head, is_leader_head, organises
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import permission


def reminds(actor: Actor, year: EmulationYear) -> bool:
    """The heads of the leading and of the deputising unit, and the authority's officer."""
    return is_leader_head(actor, year) or is_deputy_head(actor, year) or organises(actor, year)


TELL = permission("notices.tell", offices=[Office.SYSTEM])
# Whoever holds the mailed link is not signed in, so the system does it for them.
CONFIRM = permission("notices.confirm_address", offices=[Office.SYSTEM])
REMIND = permission("notices.remind_late", offices=[Office.UNIT_HEAD, Office.AUTHORITY_OFFICER], when=reminds)
