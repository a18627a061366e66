"""Finding contests, as far as the actor may see them, and the people who can take part in one."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from thidua.ballots import policies
from thidua.ballots.models import CommitteeMember, Contest, Voter
from thidua.ballots.sealing.keys import KeySet
from thidua.bodies.models import Appointment, Person
from thidua.bodies.queries import in_force
from thidua.conferences.models import Conference
from thidua.conferences.queries import attendance_rows, conference_for
from thidua.conferences.queries import visible as visible_conferences
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office


def visible(actor: Actor) -> QuerySet[Contest]:
    """The contests of the conferences that the actor sees, with roll and committee at hand."""
    return (
        Contest.objects.filter(conference__in=visible_conferences(actor).values("pk"))
        .select_related("conference__emulation_year__bloc__authority", "emulation_year", "follows")
        .prefetch_related(
            "candidates",
            Prefetch("roll", Voter.objects.select_related("person", "unit")),
            Prefetch("committee", CommitteeMember.objects.select_related("person")),
            "consents",
        )
        .order_by("pk")
    )


def contest_for(actor: Actor, year_id: int, contest_id: int) -> Contest:
    """The contest of this year with the scans of its sheet, or 404."""
    return get_object_or_404(visible(actor).prefetch_related("scans"), pk=contest_id, emulation_year_id=year_id)


def may_prepare(actor: Actor, year_id: int) -> bool:
    """Whether there is a conference that this person may prepare a contest for."""
    conference = conference_for(actor, year_id)
    return conference is not None and not conference.closed and gate.may(actor, policies.PREPARE, conference)


def contest_to_change(actor: Actor, contest_id: int) -> Contest:
    """The contest, locked, or 404. Whatever is done with it is done by one person at a time."""
    get_object_or_404(visible(actor).select_for_update(of=("self",)).prefetch_related(None), pk=contest_id)
    return get_object_or_404(visible(actor), pk=contest_id)


def contest_to_lead(actor: Actor, year_id: int, contest_id: int) -> Contest:
    """The contest, for a page on which it is led. Raises Denied for those who only see it."""
    return _allowed(actor, policies.LEAD, year_id, contest_id)


def contest_to_count(actor: Actor, year_id: int, contest_id: int) -> Contest:
    """The contest, for a page of its committee. Raises Denied for anybody else."""
    return _allowed(actor, policies.COUNT, year_id, contest_id)


def contest_to_vote_in(actor: Actor, year_id: int, contest_id: int) -> Contest:
    """The contest, for the page on which the actor votes. Raises Denied for somebody not on the roll."""
    return _allowed(actor, policies.CAST, year_id, contest_id)


def _allowed(actor: Actor, needs: str, year_id: int, contest_id: int) -> Contest:
    contest = contest_for(actor, year_id, contest_id)
    gate.require(actor, needs, contest)
    return contest


def conference_to_vote_at(actor: Actor, conference_id: int) -> Conference:
    """The conference, locked, or 404."""
    return get_object_or_404(visible_conferences(actor).select_for_update(of=("self",)), pk=conference_id)


def contests_of(actor: Actor, year_id: int) -> list[Contest]:
    """The contests of a year's conference in the order in which they were prepared."""
    return list(visible(actor).filter(emulation_year_id=year_id))


def people_of_units(conference: Conference) -> dict[int, list[Appointment]]:
    """Who could vote for each unit that is not away: its heads and officers on the day of the conference, heads first."""
    there = [row.unit_id for row in attendance_rows(conference) if row.present is not False]
    day = timezone.localdate(conference.held_at)
    rows = Appointment.objects.filter(
        in_force(day), body__in=there, office__in=(Office.UNIT_HEAD, Office.UNIT_OFFICER)
    ).select_related("person", "body")
    found: dict[int, list[Appointment]] = {unit_id: [] for unit_id in there}
    for row in sorted(rows, key=lambda one: (one.office != Office.UNIT_HEAD, one.person.folded)):
        found[row.body_id].append(row)
    return found


def people_to_count(contest: Contest) -> list[Person]:
    """Who can sit in the committee: people of the units and the authority, but nobody of a unit that stands."""
    year = contest.conference.emulation_year
    day = timezone.localdate(contest.conference.held_at)
    bodies = [row.unit_id for row in attendance_rows(contest.conference)] + [year.bloc.authority_id]
    standing = [candidate.unit_id for candidate in contest.candidates.all() if candidate.unit_id]
    offices = policies.PEOPLE
    held = Appointment.objects.filter(in_force(day), body__in=bodies, office__in=offices).exclude(body__in=standing)
    named = [candidate.name for candidate in contest.candidates.all()]
    people = Person.objects.filter(pk__in=held.values("person_id"), account__is_active=True).exclude(name__in=named)
    return list(people.order_by("folded", "pk"))


def keys_of(contest: Contest) -> KeySet | None:
    """The keys of a sealed contest's committee in its order; None while somebody's is missing."""
    members = sorted(contest.committee.all(), key=lambda one: one.position)
    keys = [bytes(member.public_key) for member in members if member.public_key is not None]
    if not contest.sealed or not members or len(keys) != len(members):
        return None
    return KeySet(tuple(keys), contest.threshold)
