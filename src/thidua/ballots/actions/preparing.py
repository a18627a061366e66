"""Preparing a contest: its rule and candidates, its electorate, its counting committee."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.ballots import events, policies, queries
from thidua.ballots.actions import flow
from thidua.ballots.models import Candidate, CommitteeMember, Contest, ContestState, StepConsent, Voter
from thidua.conferences.models import Conference
from thidua.conferences.queries import unit_choices
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal, TextRefusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.contests import ContestRule, InvalidContest
from thidua.rulebook.measures import write_share


class ConferenceClosed(Refusal):
    code = "conference_closed"
    sentence = _("Hội nghị đã bế mạc, nên không chuẩn bị thêm cuộc bỏ phiếu.")


class ForeignCandidate(Refusal):
    code = "foreign_candidate"
    field = "units"
    sentence = _("Có đơn vị không phải thành viên của khối. Tải lại trang rồi chọn lại.")


class ForeignVoter(Refusal):
    code = "foreign_voter"
    sentence = _(
        "Có người không thuộc đơn vị của mình trong danh sách, hoặc đơn vị đã ghi vắng. Tải lại trang rồi chọn lại."
    )


class NobodyVotes(Refusal):
    code = "nobody_votes"
    sentence = _("Chưa có ai trong danh sách bỏ phiếu. Chọn ít nhất một người.")


class CandidateCounts(Refusal):
    code = "candidate_counts"
    field = "members"
    sentence = _("Người ra ứng cử, hoặc thuộc đơn vị ra ứng cử, không ngồi trong tổ kiểm phiếu được. Chọn người khác.")


class CommitteeSize(Refusal):
    code = "committee_size"
    field = "members"
    sentence = _("Tổ kiểm phiếu cần từ 2 đến 5 người khác nhau, và số người cần để mở hòm từ 2 đến số người trong tổ.")


@action(needs=policies.PREPARE, loads=queries.conference_to_vote_at)
def prepare_contest(
    conference: Conference, *, actor: Actor, at: datetime, values: Mapping[str, Any], units: Sequence[int],
    names: Sequence[str] = (),
) -> Recorded[Contest]:  # fmt: skip
    """Those who run the conference put a question to the vote: `values` are the columns of its rule.

    Candidates are member units and, where wanted, names besides. Raises what the rulebook refuses about the rule.
    """
    if conference.closed or not conference.emulation_year.running:
        raise ConferenceClosed
    known = dict(unit_choices(conference))
    if set(units) - set(known):
        raise ForeignCandidate
    standing = [(unit_id, known[unit_id]) for unit_id in units] + [(None, name) for name in names]
    return _put(conference, values, standing)


Standing = Sequence[tuple[int | None, str]]


def _put(
    conference: Conference, values: Mapping[str, Any], standing: Standing, follows: Contest | None = None
) -> Recorded[Contest]:
    contest = Contest(
        emulation_year_id=conference.emulation_year_id, conference=conference, follows=follows,
        public_id=secrets.token_hex(16), **values,
    )  # fmt: skip
    _sound_rule(contest, [name for _unit, name in standing])
    contest.save()
    Candidate.objects.bulk_create(
        Candidate(
            emulation_year_id=contest.emulation_year_id,
            contest=contest,
            key=f"c{place}",
            unit_id=unit_id,
            name=name,
            position=place,
        )
        for place, (unit_id, name) in enumerate(standing, start=1)
    )
    event = events.ContestPrepared(
        **flow.about(contest), mode=contest.mode, seats=contest.seats, source=contest.source,
        share=write_share(Fraction(contest.share), language="vi"), candidates=tuple(name for _unit, name in standing),
    )  # fmt: skip
    return Recorded(contest, event)


def _sound_rule(contest: Contest, names: Sequence[str]) -> ContestRule:
    """The rule as the rulebook takes it, or its refusal at the field that was typed."""
    try:
        return contest.rule(tuple(names))
    except InvalidContest as error:
        text, code = error.text, error.code
        fields = {
            "seats_out_of_range": "seats",
            "share_out_of_range": "share",
            "no_source": "source",
            "rounds_out_of_range": "rounds",
        }
        raise TextRefusal(
            code=code, sentence=lambda: text.in_language(get_language() or "vi"), field=fields.get(code, "units")
        ) from error


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def write_roll(contest: Contest, *, actor: Actor, at: datetime, voters: Mapping[int, int]) -> Recorded[Contest]:
    """Who votes for which unit: `{unit_id: person_id}`, one voter a unit. A proposal to freeze the old list falls."""
    flow.require_state(contest, ContestState.PREPARED)
    known = queries.people_of_units(contest.conference)
    chosen = []
    for unit_id, person_id in voters.items():
        row = next((one for one in known.get(unit_id, []) if one.person_id == person_id), None)
        if row is None:
            raise ForeignVoter
        chosen.append(row)
    if not chosen:
        raise NobodyVotes
    contest.roll.all().delete()
    Voter.objects.bulk_create(
        Voter(contest=contest, person_id=row.person_id, unit_id=row.body_id, position=place)
        for place, row in enumerate(chosen, start=1)
    )
    _forget_proposal(contest)
    said = tuple(f"{row.person.name} ({row.body.name})" for row in chosen)
    return Recorded(contest, events.RollWritten(**flow.about(contest), count=len(chosen), voters=said))


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def choose_committee(
    contest: Contest, *, actor: Actor, at: datetime, members: Sequence[int], threshold: int
) -> Recorded[Contest]:
    """Who counts, and how many of them must be there to open a sealed box. Nobody who stands, or whose unit does."""
    flow.require_state(contest, ContestState.PREPARED)
    chosen = list(dict.fromkeys(members))
    if not 2 <= len(chosen) <= 5 or not 2 <= threshold <= len(chosen):
        raise CommitteeSize
    allowed = {person.pk: person.name for person in queries.people_to_count(contest)}
    if set(chosen) - set(allowed):
        raise CandidateCounts
    contest.committee.all().delete()
    CommitteeMember.objects.bulk_create(
        CommitteeMember(contest=contest, person_id=person_id, position=place)
        for place, person_id in enumerate(chosen, start=1)
    )
    contest.threshold = threshold
    flow.save(contest, "threshold")
    _forget_proposal(contest)
    names = tuple(allowed[person_id] for person_id in chosen)
    return Recorded(contest, events.CommitteeChosen(**flow.about(contest), members=names, threshold=threshold))


def _forget_proposal(contest: Contest) -> None:
    """A second person agrees to a list; when the list changes, the agreement of the first is gone."""
    StepConsent.objects.filter(contest=contest).delete()


def follow_up(contest: Contest, rule: ContestRule) -> Recorded[Contest]:
    """A contest among the candidates of `rule`, on the roll and with the committee of the one before; keys are new."""
    kept = {one.key: one for one in contest.candidates.all()}
    columns = (
        "title", "purpose", "mode", "question", "share", "strict", "base", "source", "turnout", "threshold",
    )  # fmt: skip
    values = {name: getattr(contest, name) for name in columns}
    standing = [(kept[key].unit_id, kept[key].name) for key in rule.candidates]
    made = _put(contest.conference, values | {"seats": rule.seats, "rounds": rule.rounds}, standing, contest)
    Voter.objects.bulk_create(
        Voter(contest=made.object, person_id=one.person_id, unit_id=one.unit_id, position=one.position)
        for one in contest.roll.all()
    )
    CommitteeMember.objects.bulk_create(
        CommitteeMember(contest=made.object, person_id=one.person_id, position=one.position)
        for one in contest.committee.all()
    )
    return made
