"""Who comes to the conference: registered, replaced, received at the door; and their invitations."""

import secrets
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Appointment
from thidua.conferences import events, policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.models import Attendance, Conference, Delegate, DelegateRole
from thidua.conferences.queries import stages
from thidua.cycles.queries import is_member, members
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action

OF_MEMBERS = (DelegateRole.OFFICIAL, DelegateRole.SUBSTITUTE)


class UnitNeeded(Refusal):
    code = "unit_needed"
    field = "unit"
    sentence = _("Đại biểu chính thức đi cùng một đơn vị thành viên. Chọn đơn vị, hoặc chọn vai trò khách mời.")


class NotAMember(Refusal):
    code = "not_a_member"
    field = "unit"
    sentence = _("Đơn vị này không phải thành viên của khối trong năm. Chọn lại đơn vị.")


class NameNeeded(Refusal):
    code = "name_needed"
    field = "name"
    sentence = _("Ghi họ và tên đại biểu, hoặc chọn người có tài khoản.")


class ActsElsewhere(Refusal):
    code = "acts_elsewhere"
    field = "person"
    sentence = _("Người này không giữ chức vụ ở đơn vị đã chọn vào ngày họp. Chọn lại người, hoặc ghi họ tên.")


class RegisteredAlready(Refusal):
    code = "registered_already"
    field = "name"
    sentence = _("%(delegate)s đã có trong danh sách đại biểu của đơn vị này.")


class ReplacedAlready(Refusal):
    code = "replaced_already"
    sentence = _("%(delegate)s đã có người dự thay, nên không ghi thêm được. Tải lại trang rồi xem lại.")


class HasArrived(Refusal):
    code = "has_arrived"
    sentence = _("%(delegate)s đã được ghi có mặt. Nếu ghi nhầm, rút ghi nhận có mặt trước.")


class NotHere(Refusal):
    code = "not_here"
    sentence = _("%(delegate)s chưa được ghi có mặt, nên chưa ghi ra về được.")


class NotAnOfficial(Refusal):
    code = "not_an_official"
    sentence = _("Chỉ đại biểu chính thức hoặc dự thay của một đơn vị phát biểu thay mặt đơn vị.")


@action(needs=policies.REGISTER, loads=queries.conference_to_change)
def register_delegate(
    conference: Conference, *, actor: Actor, at: datetime, unit_id: int | None, name: str, post: str = "",
    role: str = DelegateRole.OFFICIAL, remote: bool = False, person_id: int | None = None, illustrative: bool = False,
) -> Recorded[Delegate]:  # fmt: skip
    """A unit says who comes for it; who runs the conference adds guests. The first of a unit speaks for it."""
    stages.require_not_closed(conference)
    delegate = Delegate(
        emulation_year_id=conference.emulation_year_id, conference=conference, unit_id=unit_id, person_id=person_id,
        name=name.strip(), post=post.strip(), role=role, remote=remote, illustrative=illustrative,
    )  # fmt: skip
    gate.require(actor, policies.REGISTER, delegate)
    _require_known(delegate)
    official = role in OF_MEMBERS
    delegate.speaks = official and not conference.invited.filter(unit_id=unit_id, speaks=True).exists()
    _seal(delegate)
    delegate.save()
    event = events.DelegateRegistered(**flow.about(conference, unit_id=unit_id), delegate=delegate.described)
    return Recorded(delegate, event)


def _require_known(delegate: Delegate) -> None:
    """A name, a unit that is a member, and nobody twice. A name left empty is that of the person with an account."""
    if delegate.person_id is not None:
        acting = queries.people_of(members(delegate.conference.emulation_year), delegate.conference)
        person = next((row.person for row in acting if _is(row, delegate)), None)
        if person is None:
            raise ActsElsewhere
        delegate.name = delegate.name or person.name
    if not delegate.name:
        raise NameNeeded
    if delegate.unit_id is None and delegate.role in OF_MEMBERS:
        raise UnitNeeded
    conference = delegate.conference
    if delegate.unit_id is not None and not is_member(conference.emulation_year, delegate.unit_id):
        raise NotAMember
    if conference.invited.filter(unit_id=delegate.unit_id, name=delegate.name, post=delegate.post).exists():
        raise RegisteredAlready(delegate=delegate.name)


def _is(row: Appointment, delegate: Delegate) -> bool:
    return row.person_id == delegate.person_id and row.body_id == delegate.unit_id


def _seal(delegate: Delegate) -> None:
    """Give the invitation a code of its own; whatever code it had before opens nothing any more."""
    delegate.seed = secrets.token_hex(16)
    delegate.code_hash = queries.hash_of_code(queries.code_of(delegate))


@action(needs=policies.REGISTER, loads=queries.delegate_to_change)
def replace_delegate(
    delegate: Delegate, *, actor: Actor, at: datetime, name: str, reason: str, post: str = "", remote: bool = False,
    person_id: int | None = None,
) -> Recorded[Delegate]:  # fmt: skip
    """Somebody else comes in a delegate's place, for a reason; they speak for the unit if the other did."""
    conference = delegate.conference
    stages.require_not_closed(conference)
    _require_standing(delegate)
    if delegate.arrived_at:
        raise HasArrived(delegate=delegate.name)
    if delegate.unit_id is None:
        raise NotAnOfficial
    substitute = Delegate(
        emulation_year_id=conference.emulation_year_id, conference=conference, unit_id=delegate.unit_id, post=post.strip(),
        person_id=person_id, name=name.strip(), role=DelegateRole.SUBSTITUTE, remote=remote, substitutes=delegate,
        reason=reason.strip(), speaks=delegate.speaks,
    )  # fmt: skip
    _require_known(substitute)
    Delegate.objects.filter(pk=delegate.pk).update(speaks=False)
    _seal(substitute)
    substitute.save()
    event = events.DelegateReplaced(
        **flow.about(conference, unit_id=delegate.unit_id), delegate=delegate.described,
        substitute=substitute.described, reason=substitute.reason,
    )  # fmt: skip
    return Recorded(substitute, event)


def _require_standing(delegate: Delegate) -> None:
    if Delegate.objects.filter(substitutes=delegate).exists():
        raise ReplacedAlready(delegate=delegate.name)


@action(needs=policies.REGISTER, loads=queries.delegate_to_change)
def remove_delegate(delegate: Delegate, *, actor: Actor, at: datetime) -> Recorded[Conference]:
    """Somebody registered by mistake leaves the list; a substitute who leaves gives the place back."""
    conference = delegate.conference
    stages.require_not_closed(conference)
    _require_standing(delegate)
    if delegate.arrived_at:
        raise HasArrived(delegate=delegate.name)
    about = flow.about(conference, unit_id=delegate.unit_id)
    delegate.delete()
    if delegate.speaks and delegate.substitutes_id:
        Delegate.objects.filter(pk=delegate.substitutes_id).update(speaks=True)
    return Recorded(conference, events.DelegateRemoved(**about, delegate=delegate.described))


@action(needs=policies.REGISTER, loads=queries.delegate_to_change)
def choose_speaker(delegate: Delegate, *, actor: Actor, at: datetime) -> Recorded[Delegate]:
    """This delegate speaks for the unit; whoever did before does not."""
    stages.require_not_closed(delegate.conference)
    _require_standing(delegate)
    if delegate.role not in OF_MEMBERS:
        raise NotAnOfficial
    delegate.conference.invited.filter(unit_id=delegate.unit_id).update(speaks=False)
    delegate.speaks = True
    delegate.save(update_fields=["speaks"])
    about = flow.about(delegate.conference, unit_id=delegate.unit_id)
    return Recorded(delegate, events.SpeakerChosen(**about, delegate=delegate.described))


@action(needs=policies.ARRIVE, loads=queries.delegate_to_change)
def record_arrival(delegate: Delegate, *, actor: Actor, at: datetime, by: str = "list") -> Recorded[Delegate]:
    """A delegate is there, by the list or by the code of the invitation; their unit is present. Twice keeps the first.

    Somebody who left and came back is there again.
    """
    stages.require_not_closed(delegate.conference)
    _require_standing(delegate)
    if delegate.arrived_at is None:
        delegate.arrived_at, delegate.arrived_by = at, by
    delegate.left_at = None
    delegate.save(update_fields=["arrived_at", "arrived_by", "left_at"])
    _mark_unit(delegate)
    about = flow.about(delegate.conference, unit_id=delegate.unit_id)
    return Recorded(delegate, events.DelegateArrived(**about, delegate=delegate.described, by=by))


def _mark_unit(delegate: Delegate) -> None:
    """The unit of an official delegate who came is present, and the delegate stands in its row."""
    if delegate.role not in OF_MEMBERS:
        return
    row = Attendance.objects.filter(conference=delegate.conference, unit_id=delegate.unit_id).first()
    if row is None:
        return
    named = [one for one in row.delegates.split("; ") if one]
    if delegate.described not in named and len("; ".join([*named, delegate.described])) <= LONGEST:
        named.append(delegate.described)
    row.present, row.delegates = True, "; ".join(named)
    row.save(update_fields=["present", "delegates"])
    flow.save(delegate.conference)


LONGEST = 300


@action(needs=policies.RECEIVE_DELEGATES, loads=queries.delegate_to_change)
def undo_arrival(delegate: Delegate, *, actor: Actor, at: datetime) -> Recorded[Delegate]:
    """An arrival recorded by mistake is taken back; what the list says of the unit is corrected in the list."""
    stages.require_not_closed(delegate.conference)
    if delegate.arrived_at is None:
        raise NotHere(delegate=delegate.name)
    delegate.arrived_at, delegate.arrived_by, delegate.left_at = None, "", None
    delegate.save(update_fields=["arrived_at", "arrived_by", "left_at"])
    _unmark_unit(delegate)
    about = flow.about(delegate.conference, unit_id=delegate.unit_id)
    return Recorded(delegate, events.ArrivalUndone(**about, delegate=delegate.described))


def _unmark_unit(delegate: Delegate) -> None:
    """Nobody has said any more whether the unit is present, unless another delegate came or it has signed."""
    others = delegate.conference.invited.filter(unit_id=delegate.unit_id, role__in=OF_MEMBERS, arrived_at__isnull=False)
    row = Attendance.objects.filter(conference=delegate.conference, unit_id=delegate.unit_id).first()
    if row is None or delegate.role not in OF_MEMBERS:
        return
    row.delegates = "; ".join(one for one in row.delegates.split("; ") if one != delegate.described)
    if not others.exists() and row.next_pledge_signed_at is None:
        row.present = None
    row.save(update_fields=["present", "delegates"])
    flow.save(delegate.conference)


@action(needs=policies.RECEIVE_DELEGATES, loads=queries.delegate_to_change)
def record_leaving(delegate: Delegate, *, actor: Actor, at: datetime) -> Recorded[Delegate]:
    """A delegate leaves before the closing. The unit stays present in the list until somebody says otherwise there."""
    stages.require_open(delegate.conference)
    if delegate.arrived_at is None:
        raise NotHere(delegate=delegate.name)
    delegate.left_at = delegate.left_at or at
    delegate.save(update_fields=["left_at"])
    about = flow.about(delegate.conference, unit_id=delegate.unit_id)
    return Recorded(delegate, events.DelegateLeft(**about, delegate=delegate.described))


@action(needs=policies.REGISTER, loads=queries.delegate_to_change)
def renew_invitation(delegate: Delegate, *, actor: Actor, at: datetime) -> Recorded[Delegate]:
    """The invitation gets a new code, because it was lost or passed on; the old one opens nothing."""
    stages.require_not_closed(delegate.conference)
    _seal(delegate)
    delegate.save(update_fields=["seed", "code_hash"])
    about = flow.about(delegate.conference, unit_id=delegate.unit_id)
    return Recorded(delegate, events.InvitationRenewed(**about, delegate=delegate.described))
