"""Closing the conference, and handing the year over to the next."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import Pledge, PledgeSigning, SigningWay
from thidua.conferences import events, policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.models import Attendance, Conference, ConferenceState, LeadershipRule
from thidua.conferences.queries import stages
from thidua.conferences.queries.handing import heads_of_next_year, unsettled_before_handover
from thidua.cycles.handover import carry_over, close_year
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class NotReadyToClose(Refusal):
    code = "not_ready_to_close"
    sentence = _("Chưa bế mạc được. Còn phải: %(missing)s.")


class NotClosedYet(Refusal):
    code = "not_closed_yet"
    sentence = _("Hội nghị chưa bế mạc, nên chưa bàn giao được. Bế mạc hội nghị trước.")


class AlreadyHandedOver(Refusal):
    code = "already_handed_over"
    sentence = _("Năm %(year)s đã được bàn giao. Không bàn giao lần thứ hai.")


class NotReceived(Refusal):
    code = "not_received"
    field = "reason"
    sentence = _("Chưa bàn giao xong: %(missing)s. Làm xong những việc này, hoặc ghi lý do bàn giao khi chưa xong.")


@action(needs=policies.CLOSE, loads=queries.conference_to_change)
def close_conference(conference: Conference, *, actor: Actor, at: datetime) -> Recorded[Conference]:
    """The chair closes the conference, for good. Raises NotReadyToClose, which lists everything still missing."""
    stages.require_open(conference)
    missing = queries.missing_before_closing(conference, queries.attendance_rows(conference))
    if missing:
        raise NotReadyToClose(missing="; ".join(missing))
    conference.state, conference.closed_at = ConferenceState.CLOSED, at
    flow.save(conference, "state", "closed_at")
    if not conference.reviews_year:
        title = flow.named(conference)
        return Recorded(conference, events.OtherConferenceClosed(**flow.about(conference), title=title))
    event = events.ConferenceClosed(**flow.about(conference), year=conference.emulation_year.year)
    return Recorded(conference, event)


@action(needs=policies.HAND_OVER, loads=queries.conference_to_change)
def hand_over(
    conference: Conference, *, actor: Actor, at: datetime, decision_number: str, decision_on: date, reason: str = ""
) -> Recorded[EmulationYear]:
    """The next year begins under the head and the deputy chosen; the year reviewed is closed for good.

    Units that signed on paper at the conference have a pledge in the next year that says so; its targets follow.
    Raises NotReceived while something is not accepted or not received, unless a reason is given.
    """
    year = conference.emulation_year
    if not year.running:
        raise AlreadyHandedOver(year=year.year)
    stages.require_review(conference)
    heads = heads_of_next_year(conference)
    if not conference.closed or heads is None:
        raise NotClosedYet
    unsettled = unsettled_before_handover(year)
    if unsettled and not reason.strip():
        raise NotReceived(missing="; ".join(unsettled))
    leader, deputy = heads
    following = carry_over(
        year, at=at, leader_id=leader.pk, deputy_id=deputy.pk if deputy else None,
        decision_number=decision_number, decision_on=decision_on,
    )  # fmt: skip
    _carry_rule(year, following, at=at)
    signed = [row for row in queries.attendance_rows(conference) if row.next_pledge_signed_at]
    _carry_signatures(conference, signed, following, actor=actor, at=at)
    close_year(year, at=at)
    event = events.YearHandedOver(
        **flow.about(conference), year=year.year, next_year=following.year, decision_number=decision_number,
        leader=leader.name, deputy=deputy.name if deputy else "–", signed=tuple(row.unit.name for row in signed),
        reason=reason.strip() if unsettled else "",
    )  # fmt: skip
    return Recorded(following, event)


def _carry_rule(year: EmulationYear, following: EmulationYear, *, at: datetime) -> None:
    """The bloc's rule of leadership goes on into the next year."""
    rule = LeadershipRule.objects.filter(emulation_year=year).first()
    if rule:
        rule.pk, rule.emulation_year, rule.set_at, rule.version = None, following, at, 1
        rule.save(force_insert=True)


def _carry_signatures(
    conference: Conference, signed: list[Attendance], following: EmulationYear, *, actor: Actor, at: datetime
) -> None:
    """Every pledge signed at the conference stands in the next year, dated the day of the conference."""
    held_on = timezone.localdate(conference.held_at)
    pledges = Pledge.objects.bulk_create(
        Pledge(
            emulation_year=following,
            unit_id=row.unit_id,
            signed_on_paper_on=held_on,
            paper_signing_recorded_by=actor.describe(),
        )
        for row in signed
    )
    PledgeSigning.objects.bulk_create(
        PledgeSigning(
            emulation_year=following,
            pledge=pledge,
            way=SigningWay.CONFERENCE,
            signed_on=held_on,
            signer=row.delegates or row.unit.name,
            recorded_by=actor.describe(),
            recorded_at=row.next_pledge_signed_at or at,
            illustrative=conference.illustrative_people,
        )
        for pledge, row in zip(pledges, signed, strict=True)
    )
