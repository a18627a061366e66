"""What the conference decides: next year's head and deputy, and the signing of next year's pledges."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.conferences import events, policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.choosing import follow_agreement
from thidua.conferences.models import Agreement, Attendance, ChoiceMethod, Conference
from thidua.conferences.queries import stages
from thidua.conferences.queries.judging import quorum_of
from thidua.conferences.queries.leadership import standing_choices
from thidua.conferences.queries.rules import base_of, rule_of
from thidua.conferences.vocabulary import method_label, post_label
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class AttendanceIncomplete(Refusal):
    code = "attendance_incomplete"
    sentence = _("Còn %(count)s đơn vị chưa điểm danh. Điểm danh đủ rồi ghi kết quả thống nhất.")


class NoQuorum(Refusal):
    code = "no_quorum"
    sentence = _("Mới có %(present)s/%(members)s đơn vị có mặt; theo quy ước của hội nghị cần ≥ %(needed)s.")


class MoreThanPresent(Refusal):
    code = "more_than_present"
    field = "agreed"
    sentence = _("Có %(present)s đơn vị có mặt, nên không thể có %(agreed)s đơn vị nhất trí. Đếm lại rồi ghi.")


class SameUnit(Refusal):
    code = "same_unit"
    field = "deputy"
    sentence = _("Khối trưởng và Khối phó phải là hai đơn vị khác nhau.")


class NotAMember(Refusal):
    code = "not_a_member"
    field = "leader"
    sentence = _("Khối trưởng và Khối phó phải là đơn vị thành viên của khối.")


class UnitAbsent(Refusal):
    code = "unit_absent"
    sentence = _("%(unit)s chưa được ghi có mặt nên chưa ký giao ước tại hội nghị được. Kiểm tra điểm danh.")


class ChosenOtherwise(Refusal):
    code = "chosen_otherwise"
    sentence = _(
        "%(post)s năm sau đã được chọn theo cách khác: %(method)s, %(unit)s. Rút lựa chọn đó ở trang Khối trưởng, "
        "Khối phó trước, rồi ghi kết quả biểu quyết chung."
    )


class UnknownUnit(Refusal):
    code = "unknown_unit"
    sentence = _("Đơn vị này không có trong danh sách hội nghị. Tải lại trang rồi chọn lại.")


@action(needs=policies.RUN, loads=queries.conference_to_change)
def record_agreement(
    conference: Conference, *, actor: Actor, at: datetime, leader_id: int, deputy_id: int, agreed: int
) -> Recorded[Agreement]:
    """The units present agree, openly, on next year's head and deputy; the base is the units present.

    Recording again, while the conference is open, replaces the count: the ledger keeps both. A count that
    does not carry is recorded as it is, and the conference cannot be closed on it.
    """
    stages.require_open(conference)
    stages.require_review(conference)
    rows = queries.attendance_rows(conference)
    units = {row.unit_id: row.unit for row in rows}
    if leader_id not in units or deputy_id not in units:
        raise NotAMember(field="deputy" if leader_id in units else "leader")
    if leader_id == deputy_id:
        raise SameUnit
    _require_not_chosen(conference)
    base = _quorate_base(conference, rows)
    if not 0 <= agreed <= base:
        raise MoreThanPresent(present=base, agreed=agreed)
    values = {"leader_id": leader_id, "deputy_id": deputy_id, "agreed": agreed, "base": base}
    recorded, _created = Agreement.objects.update_or_create(
        conference=conference,
        emulation_year_id=conference.emulation_year_id,
        defaults=values | {"recorded_by": actor.describe(), "recorded_at": at},
    )
    carries = queries.verdict_of(recorded, rows, year=conference.emulation_year.year + 1).holds
    follow_agreement(conference, recorded, units, actor=actor, at=at, carries=carries)
    event = events.AgreementRecorded(
        **flow.about(conference), leader=units[leader_id].name, deputy=units[deputy_id].name, agreed=agreed, base=base
    )
    return Recorded(recorded, event)


def _require_not_chosen(conference: Conference) -> None:
    """Nobody stands for a post who was chosen in another way: two answers to one question are none."""
    for choice in standing_choices(conference.emulation_year).values():
        if choice.method != ChoiceMethod.AGREEMENT:
            unit = choice.unit.name if choice.unit else "–"
            raise ChosenOtherwise(post=post_label(choice.post), method=method_label(choice.method).lower(), unit=unit)


def _quorate_base(conference: Conference, rows: list[Attendance]) -> int:
    """How many units are counted by the bloc's rule, once everybody is accounted for and the quorum is met."""
    silent = queries.no_attendance_yet(rows)
    if silent:
        raise AttendanceIncomplete(count=len(silent))
    present = queries.present_count(rows)
    if not quorum_of(rows).holds:
        needed = queries.needed_for_quorum(conference, len(rows))
        raise NoQuorum(present=present, members=len(rows), needed=needed)
    return base_of(rule_of(conference.emulation_year), rows)


@action(needs=policies.RUN, loads=queries.conference_to_change)
def record_pledge_signing(conference: Conference, *, actor: Actor, at: datetime, unit_id: int) -> Recorded[Attendance]:
    """A unit that is present signs next year's pledge on paper. Recording it twice keeps the first time."""
    row = _row(conference, unit_id)
    if not row.present:
        raise UnitAbsent(unit=row.unit.name)
    row.next_pledge_signed_at = row.next_pledge_signed_at or at
    row.save(update_fields=["next_pledge_signed_at"])
    event = events.PledgeSigningRecorded(
        **flow.about(conference, unit_id=unit_id), unit=row.unit.name, year=conference.emulation_year.year + 1
    )
    return Recorded(row, event)


@action(needs=policies.RUN, loads=queries.conference_to_change)
def undo_pledge_signing(conference: Conference, *, actor: Actor, at: datetime, unit_id: int) -> Recorded[Attendance]:
    """The signing of a unit was recorded by mistake and is taken back, while the conference is open."""
    row = _row(conference, unit_id)
    row.next_pledge_signed_at = None
    row.save(update_fields=["next_pledge_signed_at"])
    event = events.PledgeSigningUndone(
        **flow.about(conference, unit_id=unit_id), unit=row.unit.name, year=conference.emulation_year.year + 1
    )
    return Recorded(row, event)


def _row(conference: Conference, unit_id: int) -> Attendance:
    stages.require_open(conference)
    stages.require_review(conference)
    row = Attendance.objects.filter(conference=conference, unit_id=unit_id).select_related("unit").first()
    if row is None:
        raise UnknownUnit
    return row
