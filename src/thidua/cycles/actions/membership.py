"""Who belongs to a year while it runs, who leads it then, and who stands beside it."""

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.cycles import events, policies, queries
from thidua.cycles.actions.years import about, require_pair
from thidua.cycles.models import BlocMembership, BlocRole, EmulationYear
from thidua.cycles.states import require_not_closed, require_running
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class UnitDissolved(Refusal):
    code = "unit_dissolved"
    field = "unit_id"
    sentence = _(
        "%(unit)s đã giải thể hoặc nhập vào đơn vị khác từ ngày %(day)s, nên không đưa vào khối được. "
        "Chọn đơn vị tiếp tục hoạt động."
    )


class AlreadyMember(Refusal):
    code = "already_member"
    field = "unit_id"
    sentence = _("%(unit)s đang là đơn vị thành viên của năm này.")


class UnitNotFound(Refusal):
    code = "unit_not_found"
    field = "unit_id"
    sentence = _("Không tìm thấy đơn vị. Tìm lại theo tên rồi chọn.")


class OutsideTheYear(Refusal):
    code = "outside_the_year"
    field = "day"
    sentence = _("Ngày phải nằm trong năm thi đua, từ %(first_on)s đến %(last_on)s, và không sau hôm nay.")


class StillLeads(Refusal):
    code = "still_leads"
    sentence = _(
        "%(unit)s đang là Khối trưởng hoặc Khối phó. Thay Khối trưởng, Khối phó trước, rồi mới ghi đơn vị thôi tham gia."
    )


class BeforeJoining(Refusal):
    code = "before_joining"
    field = "last_on"
    sentence = _("Đơn vị tham gia từ ngày %(first_on)s. Ghi ngày đó hoặc một ngày sau đó.")


class TooFewLeft(Refusal):
    code = "too_few_left"
    sentence = _("Khối cần ít nhất hai đơn vị thành viên. Đưa đơn vị khác vào trước.")


class HasLeft(Refusal):
    code = "has_left"
    sentence = _("%(unit)s đã thôi tham gia từ sau ngày %(day)s.")


class OneHolder(Refusal):
    code = "one_holder"
    field = "person_id"
    sentence = _("Chọn một người hoặc một cơ quan, đơn vị; không chọn cả hai.")


class RoleHeld(Refusal):
    code = "role_held"
    field = "kind"
    sentence = _("%(holder)s đang giữ vai trò này trong năm.")


class RoleOver(Refusal):
    code = "role_over"
    sentence = _("Vai trò này đã kết thúc ngày %(day)s.")


@action(needs=policies.CHANGE_MEMBERS, loads=queries.year_to_change)
def add_member(
    year: EmulationYear, *, actor: Actor, at: datetime, unit_id: int, decision_number: str, decision_on: date,
    first_on: date | None, reason: str,
) -> Recorded[BlocMembership]:  # fmt: skip
    """The authority takes a unit into the year by a decision: any body of the installation, also while the year runs.

    Raises YearOver, UnitNotFound, UnitDissolved, AlreadyMember, OutsideTheYear.
    """
    require_not_closed(year)
    unit = queries.bodies_to_invite(year).filter(pk=unit_id).first()
    if unit is None:
        raise UnitNotFound
    if unit.dissolved_on:
        raise UnitDissolved(unit=unit.name, day=_written(unit.dissolved_on))
    if queries.is_member(year, unit.pk):
        raise AlreadyMember(unit=unit.name)
    if first_on is not None:
        _require_within(year, first_on, "first_on", at=at)
    last = year.memberships.aggregate(last=Max("position"))["last"] or 0
    made = BlocMembership.objects.create(
        emulation_year=year, unit=unit, unit_name=unit.name, position=last + 1, first_on=first_on,
        decision_number=decision_number, decision_on=decision_on, joined_because=reason,
    )  # fmt: skip
    event = events.MemberAdded(
        **about(year), unit_id=unit.pk, unit=unit.name, first_on=_written(first_on or year.first_on),
        decision=decision_number, decision_on=_written(decision_on), reason=reason,
    )  # fmt: skip
    return Recorded(made, event)


@action(needs=policies.CHANGE_MEMBERS, loads=queries.membership_to_change)
def let_member_go(
    membership: BlocMembership, *, actor: Actor, at: datetime, decision_number: str, decision_on: date, last_on: date,
    reason: str,
) -> Recorded[BlocMembership]:  # fmt: skip
    """The authority lets a unit go in a running year, by a decision: from now on it no longer counts, its papers stay.

    Raises NotRunning, HasLeft, StillLeads, TooFewLeft, OutsideTheYear, BeforeJoining.
    """
    year, unit = membership.emulation_year, membership.unit
    require_running(year)
    if membership.last_on:
        raise HasLeft(unit=unit.name, day=_written(membership.last_on))
    if unit.pk in (year.leader_id, year.deputy_id):
        raise StillLeads(unit=unit.name)
    if len(queries.members(year)) <= queries.FEWEST_MEMBERS:
        raise TooFewLeft
    _require_within(year, last_on, "last_on", at=at)
    if membership.first_on and last_on < membership.first_on:
        raise BeforeJoining(first_on=_written(membership.first_on))
    membership.last_on, membership.left_because = last_on, reason
    membership.left_decision_number, membership.left_decision_on = decision_number, decision_on
    membership.save(update_fields=["last_on", "left_because", "left_decision_number", "left_decision_on"])
    event = events.MemberLetGo(
        **about(year), unit_id=unit.pk, unit=membership.unit_name or unit.name, last_on=_written(last_on),
        decision=decision_number, decision_on=_written(decision_on), reason=reason,
    )  # fmt: skip
    return Recorded(membership, event)


@action(needs=policies.CHANGE_MEMBERS, loads=queries.year_to_change)
def replace_leadership(
    year: EmulationYear, *, actor: Actor, at: datetime, leader_id: int, deputy_id: int, decision_number: str,
    decision_on: date, reason: str,
) -> Recorded[EmulationYear]:  # fmt: skip
    """The authority gives a running year another head or deputy, by a decision. Raises NotRunning, SameUnit, NotMembers."""
    require_running(year)
    leader, deputy = require_pair(queries.members(year), leader_id=leader_id, deputy_id=deputy_id)
    year.leader, year.deputy = leader, deputy
    year.save(update_fields=["leader", "deputy"])
    event = events.LeadershipReplaced(
        **about(year), leader=leader.name, deputy=deputy.name, decision=decision_number,
        decision_on=_written(decision_on), reason=reason,
    )  # fmt: skip
    return Recorded(year, event)


@action(needs=policies.ASSIGN_ROLES, loads=queries.year_to_change)
def assign_role(
    year: EmulationYear, *, actor: Actor, at: datetime, kind: str, person_id: int | None, body_id: int | None,
    first_on: date, note: str,
) -> Recorded[BlocRole]:  # fmt: skip
    """The authority puts a person or a body beside the bloc: supervisor, secretariat or observer.

    Raises YearOver, OneHolder, RoleHeld, and OutsideTheYear for a day still to come.
    """
    require_not_closed(year)
    person = queries.people_to_assign(actor).filter(pk=person_id).first() if person_id else None
    body = queries.bodies_to_assign().filter(pk=body_id).first() if body_id else None
    if (person is None) == (body is None):
        raise OneHolder
    if first_on > timezone.localdate(at):
        raise OutsideTheYear(field="first_on", **_days(year))
    if year.roles.filter(kind=kind, person=person, body=body, last_on__isnull=True).exists():
        raise RoleHeld(holder=str(person or body))
    role = BlocRole.objects.create(
        emulation_year=year, kind=kind, person=person, body=body, first_on=first_on, note=note
    )
    event = events.RoleAssigned(**about(year), role=kind, holder=str(role.holder), first_on=_written(first_on))
    return Recorded(role, event)


@action(needs=policies.END_ROLE, loads=queries.role_to_change)
def end_role(role: BlocRole, *, actor: Actor, at: datetime, last_on: date) -> Recorded[BlocRole]:
    """The authority ends a role beside the bloc; with it ends what its holder reads. Raises YearOver, RoleOver,
    OutsideTheYear, BeforeJoining."""
    year = role.emulation_year
    require_not_closed(year)
    if role.last_on:
        raise RoleOver(day=_written(role.last_on))
    if last_on > timezone.localdate(at):
        raise OutsideTheYear(field="last_on", **_days(year))
    if last_on < role.first_on:
        raise BeforeJoining(first_on=_written(role.first_on))
    role.last_on = last_on
    role.save(update_fields=["last_on"])
    event = events.RoleEnded(**about(year), role=role.kind, holder=str(role.holder), last_on=_written(last_on))
    return Recorded(role, event)


def _written(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _days(year: EmulationYear) -> dict[str, str]:
    return {"first_on": _written(year.first_on), "last_on": _written(year.last_on)}


def _require_within(year: EmulationYear, day: date, field: str, *, at: datetime) -> None:
    """Within the year, and for a running year not in the future: leaving and joining hold from when they are recorded."""
    too_early = year.running and day > timezone.localdate(at)
    if too_early or not year.first_on <= day <= year.last_on:
        raise OutsideTheYear(field=field, **_days(year))
