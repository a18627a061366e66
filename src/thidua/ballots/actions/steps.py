"""Taking a contest through its steps. Each of the four that decide something needs two people."""

import hashlib
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from thidua.ballots import events, policies, queries
from thidua.ballots.actions import flow
from thidua.ballots.models import BoxDestruction, CommitteeMember, Contest, ContestState, Step
from thidua.ballots.sealing.box import root_of
from thidua.ballots.sealing.keys import UnusableKey, checked_public
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.contests import FEWEST

# How long after a result is recognised its box is kept for appeals.
APPEAL = timedelta(days=15)


class NotReady(Refusal):
    code = "contest_not_ready"
    sentence = _("Chưa chốt được. Còn thiếu danh sách người bỏ phiếu hoặc tổ kiểm phiếu.")


class TooFewVoters(Refusal):
    code = "too_few_voters"
    sentence = _(
        "Phiếu điện tử niêm phong cần ít nhất %(fewest)s người bỏ phiếu; dưới số đó hãy dùng phiếu giấy, vì kết quả gần như cho biết ai bầu thế nào."
    )


class KeysMissing(Refusal):
    code = "committee_missing_keys"
    sentence = _("Chưa mở được: còn thành viên tổ kiểm phiếu chưa gửi khoá.")


class KeyRefused(Refusal):
    code = "key_refused"
    field = "public_key"
    sentence = _("Khoá gửi lên không dùng được. Tải lại trang rồi tạo khoá lại.")


class KeyThere(Refusal):
    code = "key_there"
    sentence = _("Bạn đã gửi khoá của cuộc bỏ phiếu này. Giữ kỹ tệp khoá và mật khẩu; không gửi khoá thứ hai.")


class AppealsOpen(Refusal):
    code = "appeals_open"
    sentence = _("Còn trong thời hạn kiến nghị, đến %(until)s. Hòm phiếu được giữ đến lúc đó.")


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def freeze_roll(contest: Contest, *, actor: Actor, at: datetime) -> Recorded[Contest]:
    """Roll, candidates and committee are final once a second person agrees. Raises NotReady, TooFewVoters."""
    flow.require_state(contest, ContestState.PREPARED)
    voters = len(contest.roll.all())
    if not voters or not contest.committee.all():
        raise NotReady
    if contest.sealed and voters < FEWEST:
        raise TooFewVoters(fewest=FEWEST)
    first = flow.second_of(contest, Step.FREEZE, actor=actor, at=at)
    if first is None:
        return Recorded(contest, events.StepProposed(**flow.about(contest), step=Step.FREEZE))
    contest.state = ContestState.FROZEN
    flow.save(contest, "state")
    return Recorded(contest, events.RollFrozen(**flow.about(contest), voters=voters, first=first.by))


@action(needs=policies.COUNT, loads=queries.contest_to_change)
def offer_key(contest: Contest, *, actor: Actor, at: datetime, public_key: bytes) -> Recorded[CommitteeMember]:
    """A member of the committee hands in the public half of a key made in the own browser. Raises KeyThere, KeyRefused."""
    flow.require_state(contest, ContestState.FROZEN)
    member = next(one for one in contest.committee.all() if one.person_id == actor.id)
    if not contest.sealed:
        raise flow.OtherState
    if member.public_key is not None:
        raise KeyThere
    taken = {bytes(one.public_key) for one in contest.committee.all() if one.public_key is not None}
    try:
        checked = checked_public(public_key)
    except UnusableKey as error:
        raise KeyRefused from error
    if checked in taken:
        raise KeyRefused
    member.public_key = checked
    member.save(update_fields=["public_key"])
    return Recorded(member, events.KeyOffered(**flow.about(contest), fingerprint=fingerprint_of(checked)))


def fingerprint_of(key: bytes) -> str:
    """A key as people compare it: the hash of it, in hexadecimal."""
    return hashlib.sha256(key).hexdigest()


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def open_contest(contest: Contest, *, actor: Actor, at: datetime) -> Recorded[Contest]:
    """Voting begins once a second person agrees. A sealed contest needs the key of every member first."""
    flow.require_state(contest, ContestState.FROZEN)
    keys = queries.keys_of(contest)
    if contest.sealed and keys is None:
        raise KeysMissing
    first = flow.second_of(contest, Step.OPEN, actor=actor, at=at)
    if first is None:
        return Recorded(contest, events.StepProposed(**flow.about(contest), step=Step.OPEN))
    contest.state, contest.opened_at = ContestState.OPEN, at
    flow.save(contest, "state", "opened_at")
    fingerprint = keys.fingerprint if keys else "–"
    return Recorded(contest, events.ContestOpened(**flow.about(contest), fingerprint=fingerprint, first=first.by))


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def close_contest(contest: Contest, *, actor: Actor, at: datetime) -> Recorded[Contest]:
    """Nobody votes any more once a second person agrees; the box is sealed under its root."""
    flow.require_state(contest, ContestState.OPEN)
    first = flow.second_of(contest, Step.CLOSE, actor=actor, at=at)
    if first is None:
        return Recorded(contest, events.StepProposed(**flow.about(contest), step=Step.CLOSE))
    contest.state, contest.closed_at = ContestState.CLOSED, at
    contest.root = root_of([bytes(one.blob) for one in contest.box.all()]) if contest.sealed else ""
    flow.save(contest, "state", "closed_at", "root")
    roll = list(contest.roll.all())
    event = events.BoxClosed(
        **flow.about(contest), voted=sum(one.voted for one in roll), voters=len(roll), root=contest.root or "–",
        first=first.by,
    )  # fmt: skip
    return Recorded(contest, event)


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def annul(contest: Contest, *, actor: Actor, at: datetime, reason: str) -> Recorded[Contest]:
    """The contest does not count, with a reason; a box that is there will never be opened here."""
    flow.require_state(
        contest, ContestState.PREPARED, ContestState.FROZEN, ContestState.OPEN, ContestState.CLOSED,
        ContestState.COUNTED,
    )  # fmt: skip
    contest.state, contest.annulled_because = ContestState.ANNULLED, reason
    flow.save(contest, "state", "annulled_because")
    return Recorded(contest, events.ContestAnnulled(**flow.about(contest), reason=reason))


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def destroy_box(contest: Contest, *, actor: Actor, at: datetime) -> Recorded[BoxDestruction]:
    """After the time for appeals the sealed ballots are deleted, also from a closed year. Totals, root and roll stay."""
    over = contest.state in (ContestState.CONFIRMED, ContestState.ANNULLED) and contest.sealed
    if not over or BoxDestruction.objects.filter(contest=contest).exists():
        raise flow.OtherState
    until = contest.confirmed_at + APPEAL if contest.confirmed_at else None
    if until is not None and at < until:
        raise AppealsOpen(until=moment(until))
    ballots = contest.box.count()
    contest.box.all().delete()
    done = BoxDestruction.objects.create(contest=contest, ballots=ballots, by=actor.describe(), at=at)
    return Recorded(done, events.BoxDestroyed(**flow.about(contest), ballots=ballots))
