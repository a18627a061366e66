"""Who prepares and takes a contest through its steps, who counts, who votes. Reading is for the whole bloc."""

from thidua.ballots.models import Contest
from thidua.conferences.policies import READERS, RUNNERS, runs
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import permission

# Whoever could stand on a roll or sit in a committee.
PEOPLE = (Office.UNIT_HEAD, Office.UNIT_OFFICER, Office.AUTHORITY_OFFICER, Office.COUNCIL_MEMBER)
VOTERS = (Office.UNIT_HEAD, Office.UNIT_OFFICER)


def leads(actor: Actor, contest: Contest) -> bool:
    """Those who run the conference: the heads of the leading and the deputising unit, and the authority."""
    return runs(actor, contest.conference)


def counts(actor: Actor, contest: Contest) -> bool:
    """A member of the contest's counting committee."""
    return any(member.person_id == actor.id for member in contest.committee.all())


def votes(actor: Actor, contest: Contest) -> bool:
    """Somebody on the roll, acting for the unit they vote for."""
    return any(
        voter.person_id == actor.id and voter.unit_id == actor.body_id for voter in contest.roll.all()
    )  # fmt: skip


def prints(actor: Actor, contest: Contest) -> bool:
    """Those who lead the contest, and its counting committee: they hand the ballots out."""
    return leads(actor, contest) or counts(actor, contest)


SEE = permission("ballots.see", offices=READERS)
PREPARE = permission("ballots.prepare", offices=RUNNERS, when=runs)
LEAD = permission("ballots.lead", offices=RUNNERS, when=leads)
COUNT = permission("ballots.count", offices=PEOPLE, when=counts)
PRINT = permission("ballots.print_slips", offices=PEOPLE, when=prints)
LOOK_AT_SCAN = permission("ballots.look_at_scan", offices=[Office.SYSTEM])
CAST = permission("ballots.cast", offices=VOTERS, when=votes)
