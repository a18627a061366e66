"""Who belongs or belonged to a year, who could, and who stands beside the bloc."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from thidua.bodies.models import Appointment, Body, Person
from thidua.bodies.queries import visible_bodies
from thidua.cycles import policies
from thidua.cycles.models import BlocMembership, BlocRole, EmulationYear, RoleKind
from thidua.cycles.queries.years import members, visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.folding import fold_matches

FEWEST_MEMBERS = 2
MOST_FOUND = 50


def memberships_of(year: EmulationYear) -> list[BlocMembership]:
    """Everyone who belongs or belonged to the year, in the order of the decision. One query."""
    rows = BlocMembership.objects.filter(emulation_year=year).select_related("unit__parent")
    return list(rows.order_by("position", "pk"))


@dataclass(frozen=True, kw_only=True)
class MembersPage:
    """The members of a year, those that left it, and those who stand beside the bloc."""

    year: EmulationYear
    rows: list[BlocMembership]
    roles: list[BlocRole]
    may_change: bool
    may_assign: bool

    @property
    def present(self) -> list[BlocMembership]:
        return [row for row in self.rows if not row.left]

    @property
    def gone(self) -> list[BlocMembership]:
        return [row for row in self.rows if row.left]

    @property
    def dissolved(self) -> list[BlocMembership]:
        """Members whose body is no more: the authority has still to let them go."""
        return [row for row in self.present if row.unit.dissolved_on]


def members_page(actor: Actor, year_id: int) -> MembersPage:
    """The members of a year, or 404. Three queries."""
    year = year_for(actor, year_id)
    return MembersPage(
        year=year,
        rows=memberships_of(year),
        roles=roles_of(year),
        may_change=not year.closed and gate.may(actor, policies.CHANGE_MEMBERS, year),
        may_assign=not year.closed and gate.may(actor, policies.ASSIGN_ROLES, year),
    )


def year_to_change_members(actor: Actor, year_id: int) -> EmulationYear:
    """The year, for a page on which its members change; 404 out of sight, Denied without the right."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.CHANGE_MEMBERS, year)
    return year


def year_to_assign_roles(actor: Actor, year_id: int) -> EmulationYear:
    """The year, for a page on which roles are given; 404 out of sight, Denied without the right."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.ASSIGN_ROLES, year)
    return year


def membership_to_change(actor: Actor, membership_id: int) -> BlocMembership:
    """The membership with its year locked, or 404."""
    rows = BlocMembership.objects.filter(emulation_year__in=visible_years(actor))
    rows = rows.select_related("unit", "emulation_year__bloc").select_for_update(of=("self", "emulation_year"))
    return get_object_or_404(rows, pk=membership_id)


def membership_of_year(actor: Actor, year_id: int, membership_id: int) -> BlocMembership:
    """A membership of this year, for a page on which it ends; 404 for any other, Denied without the right."""
    rows = BlocMembership.objects.filter(emulation_year=year_to_change_members(actor, year_id))
    return get_object_or_404(rows.select_related("unit", "emulation_year__bloc"), pk=membership_id)


def bodies_to_invite(year: EmulationYear) -> QuerySet[Body]:
    """Every body of the installation but the organiser itself, by name: also those of other authorities."""
    return Body.objects.exclude(pk=year.bloc.authority_id).select_related("parent").order_by("folded")


def bodies_found(year: EmulationYear, *, words: str) -> list[Body]:
    """The bodies with these words in their name that could join the year; the first of them, and none for no words."""
    if not words.strip():
        return []
    taken = {unit.pk for unit in members(year)}
    rows = bodies_to_invite(year).filter(dissolved_on__isnull=True).exclude(pk__in=taken)
    return [body for body in rows if fold_matches(words, body.name, body.short_name)][:MOST_FOUND]


def body_to_invite(year: EmulationYear, unit_id: int) -> Body:
    """One body that could join the year, or 404."""
    return get_object_or_404(bodies_to_invite(year), pk=unit_id)


def roles_of(year: EmulationYear) -> list[BlocRole]:
    """Who stands or stood beside the bloc in this year, by role. One query."""
    rows = BlocRole.objects.filter(emulation_year=year).select_related("person", "body", "emulation_year__bloc")
    order = list(RoleKind)
    return sorted(rows, key=lambda row: (row.last_on is not None, order.index(RoleKind(row.kind)), row.pk))


def role_to_change(actor: Actor, role_id: int) -> BlocRole:
    """The role with its year locked, or 404."""
    rows = BlocRole.objects.filter(emulation_year__in=visible_years(actor))
    rows = rows.select_related("emulation_year__bloc", "person", "body")
    return get_object_or_404(rows.select_for_update(of=("self", "emulation_year")), pk=role_id)


def role_of_year(actor: Actor, year_id: int, role_id: int) -> BlocRole:
    """A role of this year, for a page on which it ends; 404 for any other, Denied without the right."""
    rows = BlocRole.objects.filter(emulation_year=year_to_assign_roles(actor, year_id))
    return get_object_or_404(rows.select_related("emulation_year__bloc", "person", "body"), pk=role_id)


def people_to_assign(actor: Actor) -> QuerySet[Person]:
    """Those with an account who hold or held an office in the bodies the authority sees, by name."""
    offices = Appointment.objects.filter(body__in=visible_bodies(actor)).values("person_id")
    return Person.objects.filter(pk__in=offices, account__is_active=True).order_by("folded")


def bodies_to_assign() -> QuerySet[Body]:
    """Every body that has not been dissolved, by name."""
    return Body.objects.filter(dissolved_on__isnull=True).order_by("folded")


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Another year of the same bloc that shares days with this one."""

    year: EmulationYear
    first_on: date
    last_on: date


def overlaps_of(year: EmulationYear) -> list[Overlap]:
    """The years of the same bloc that share days with this one, which is allowed and seldom meant. One query."""
    rows = EmulationYear.objects.filter(
        bloc_id=year.bloc_id, first_on__lte=year.last_on, last_on__gte=year.first_on
    ).exclude(pk=year.pk)
    return [
        Overlap(year=one, first_on=max(one.first_on, year.first_on), last_on=min(one.last_on, year.last_on))
        for one in rows.order_by("first_on")
    ]
