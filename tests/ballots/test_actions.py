"""Contests from their rule to their result: who may do what, in which order, and what is refused."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404

from tests.assessment.factories import outsider
from tests.ballots.factories import RULE, Voting, closed, figures, frozen, opened, prepared, private_keys, result_of
from tests.ballots.sealing import public_of
from tests.conferences.factories import DURING, attended
from tests.conferences.factories import closed as closed_conference
from thidua.ballots import actions, casting, queries
from thidua.ballots.actions import counting, flow, preparing, steps
from thidua.ballots.models import BoxDestruction, Contest, PaperCount, SealedBallot, StepConsent, Voter
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import Refusal
from thidua.ledger.models import Entry
from thidua.ledger.queries import verification

pytestmark = pytest.mark.django_db


def test_sealed_contest_goes_from_its_rule_to_its_result() -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1", "", "c2")
    text = result_of(voting)

    actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=text)
    voting.both(actions.confirm_result)

    contest = voting.seen
    outcome = queries.outcome_of(contest)
    assert contest.state == "confirmed"
    assert outcome is not None
    assert outcome.chosen == ("c1",)
    assert outcome.findings["c1"].because.vi == "4/7 phiếu (57,1%), cần trên 50% tức 4: đạt"
    assert contest.counted["blank"] == 1
    assert verification().whole


def test_paper_contest_is_counted_when_two_members_type_the_same() -> None:
    voting = closed(mode="paper")

    actions.type_paper_count(voting.contest_id, **voting.by(voting.committee[0]), figures=figures())
    waiting = voting.contest.state
    actions.type_paper_count(voting.contest_id, **voting.by(voting.committee[1]), figures=figures())

    assert (waiting, voting.contest.state) == ("closed", "counted")
    assert voting.contest.counted["members"] == 7


def test_figures_typed_differently_leave_the_contest_uncounted() -> None:
    voting = closed(mode="paper")
    wrong = figures(votes={"c1": {"agree": 3, "disagree": 0}, "c2": {"agree": 3, "disagree": 0}})

    actions.type_paper_count(voting.contest_id, **voting.by(voting.committee[0]), figures=figures())
    actions.type_paper_count(voting.contest_id, **voting.by(voting.committee[1]), figures=wrong)
    before = voting.contest.state
    actions.type_paper_count(voting.contest_id, **voting.by(voting.committee[1]), figures=figures())

    assert (before, voting.contest.state) == ("closed", "counted")


def test_one_member_typing_twice_counts_nothing() -> None:
    voting = closed(mode="paper")

    for _ in range(2):
        actions.type_paper_count(voting.contest_id, **voting.by(voting.committee[0]), figures=figures())

    assert (voting.contest.state, PaperCount.objects.count()) == ("closed", 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"issued": 8}, "more_issued_than_members"),
        ({"returned": 8}, "more_returned_than_issued"),
        ({"invalid": 2}, "valid_and_invalid"),
        ({"votes": {"c1": {"agree": 7, "disagree": 0}, "c2": {"agree": 0, "disagree": 0}}}, "more_than_valid"),
    ],
)
def test_paper_figures_that_cannot_be_true_are_refused(changes: dict[str, Any], code: str) -> None:
    voting = closed(mode="paper")

    with pytest.raises(Refusal) as refused:
        actions.type_paper_count(voting.contest_id, **voting.by(voting.committee[0]), figures=figures(**changes))

    assert refused.value.code == code


def test_refusal_of_figures_names_the_candidate() -> None:
    voting = closed(mode="paper")
    votes = {"c1": {"agree": 7, "disagree": 0}, "c2": {"agree": 0, "disagree": 0}}

    with pytest.raises(Refusal) as refused:
        actions.type_paper_count(voting.contest_id, **voting.by(voting.committee[0]), figures=figures(votes=votes))

    assert str(refused.value).startswith(f"{voting.bloc.units[0].body.name}: 7 phiếu bầu")


# Two people, and the right ones.


@pytest.mark.parametrize(
    ("at_step", "act", "state"),
    [
        (prepared, actions.freeze_roll, "prepared"),
        (opened, actions.close_contest, "open"),
    ],
)
def test_step_taken_twice_by_one_person_is_not_taken(at_step: Any, act: Any, state: str) -> None:
    voting = at_step()
    act(voting.contest_id, **voting.by(voting.bloc.leader.head))

    with pytest.raises(flow.SamePerson):
        act(voting.contest_id, **voting.by(voting.bloc.leader.head))

    assert voting.contest.state == state


@pytest.mark.parametrize("act", [actions.freeze_roll, actions.open_contest, actions.close_contest, actions.destroy_box])
def test_those_who_do_not_lead_take_no_step(act: Any) -> None:
    voting = prepared()

    with pytest.raises(Denied):
        act(voting.contest_id, **voting.by(voting.bloc.member.head))
    with pytest.raises(Http404):
        act(voting.contest_id, **voting.by(outsider()))

    assert StepConsent.objects.count() == 0


def test_contest_is_prepared_by_those_who_run_the_conference_only() -> None:
    bloc, conference = attended()

    with pytest.raises(Denied):
        actions.prepare_contest(
            conference.pk, actor=bloc.member.head, at=DURING, values=RULE, units=[bloc.member.body.pk]
        )


def test_contest_is_not_prepared_after_the_conference() -> None:
    bloc, conference = closed_conference()

    with pytest.raises(preparing.ConferenceClosed):
        actions.prepare_contest(
            conference.pk, actor=bloc.leader.head, at=DURING, values=RULE, units=[bloc.member.body.pk]
        )


def test_unit_of_another_bloc_cannot_stand() -> None:
    bloc, conference = attended()

    with pytest.raises(preparing.ForeignCandidate):
        actions.prepare_contest(
            conference.pk, actor=bloc.leader.head, at=DURING, values=RULE, units=[outsider().body_id or 0]
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"seats": 3}, "seats"), ({"share": "3/2"}, "share"), ({"source": " "}, "source"), ({"rounds": 9}, "rounds")],
)
def test_rule_that_decides_nothing_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    bloc, conference = attended()

    with pytest.raises(Refusal) as refused:
        actions.prepare_contest(
            conference.pk, actor=bloc.leader.head, at=DURING, values=RULE | changes,
            units=[unit.body.pk for unit in bloc.units[:2]],
        )  # fmt: skip

    assert (refused.value.field, Contest.objects.count()) == (field, 0)


def test_voter_of_another_unit_is_refused() -> None:
    voting = prepared()

    with pytest.raises(preparing.ForeignVoter):
        actions.write_roll(
            voting.contest_id, **voting.by(voting.bloc.leader.head),
            voters={voting.bloc.member.body.pk: voting.bloc.leader.head.id},
        )  # fmt: skip
    with pytest.raises(preparing.NobodyVotes):
        actions.write_roll(voting.contest_id, **voting.by(voting.bloc.leader.head), voters={})


def test_nobody_of_a_unit_that_stands_counts() -> None:
    voting = prepared()

    with pytest.raises(preparing.CandidateCounts):
        actions.choose_committee(
            voting.contest_id, **voting.by(voting.bloc.leader.head),
            members=[voting.bloc.units[0].officer.id, voting.committee[0].id], threshold=2,
        )  # fmt: skip


@pytest.mark.parametrize(("members", "threshold"), [(1, 2), (3, 1), (2, 3)])
def test_committee_that_could_keep_no_secret_is_refused(members: int, threshold: int) -> None:
    voting = prepared()

    with pytest.raises(preparing.CommitteeSize):
        actions.choose_committee(
            voting.contest_id, **voting.by(voting.bloc.leader.head),
            members=[one.id for one in voting.committee[:members]], threshold=threshold,
        )  # fmt: skip


def test_list_that_changes_loses_the_agreement_of_the_first() -> None:
    voting = prepared()
    actions.freeze_roll(voting.contest_id, **voting.by(voting.bloc.leader.head))
    some = {unit.body.pk: unit.head.id for unit in voting.bloc.units[:6]}
    actions.write_roll(voting.contest_id, **voting.by(voting.bloc.leader.head), voters=some)

    assert voting.bloc.authority is not None
    actions.freeze_roll(voting.contest_id, **voting.by(voting.bloc.authority))

    assert voting.contest.state == "prepared"


def test_sealed_contest_of_few_is_sent_to_paper() -> None:
    voting = prepared(4)

    with pytest.raises(steps.TooFewVoters) as refused:
        actions.freeze_roll(voting.contest_id, **voting.by(voting.bloc.leader.head))

    assert "ít nhất 5 người" in str(refused.value)


def test_roll_is_final_once_frozen() -> None:
    voting = frozen()

    with pytest.raises(flow.OtherState):
        actions.write_roll(
            voting.contest_id, **voting.by(voting.bloc.leader.head),
            voters={voting.bloc.member.body.pk: voting.bloc.member.head.id},
        )  # fmt: skip


# Keys.


def test_contest_does_not_open_before_every_key_is_there() -> None:
    voting = frozen()
    actions.offer_key(voting.contest_id, **voting.by(voting.committee[0]), public_key=public_of(private_keys()[0]))

    with pytest.raises(steps.KeysMissing):
        actions.open_contest(voting.contest_id, **voting.by(voting.bloc.leader.head))


def test_key_is_handed_in_once_and_by_members_only() -> None:
    voting = frozen()
    key = public_of(private_keys()[0])
    actions.offer_key(voting.contest_id, **voting.by(voting.committee[0]), public_key=key)

    with pytest.raises(steps.KeyThere):
        actions.offer_key(voting.contest_id, **voting.by(voting.committee[0]), public_key=public_of(private_keys()[1]))
    with pytest.raises(steps.KeyRefused):
        actions.offer_key(voting.contest_id, **voting.by(voting.committee[1]), public_key=key)
    with pytest.raises(steps.KeyRefused):
        actions.offer_key(voting.contest_id, **voting.by(voting.committee[1]), public_key=b"no key")
    with pytest.raises(Denied):
        actions.offer_key(voting.contest_id, **voting.by(voting.bloc.leader.head), public_key=key)


def test_key_for_a_paper_contest_is_refused() -> None:
    voting = frozen(mode="paper")

    with pytest.raises(flow.OtherState):
        actions.offer_key(voting.contest_id, **voting.by(voting.committee[0]), public_key=public_of(private_keys()[0]))


# Casting.


def test_voter_casts_once() -> None:
    voting = opened()
    voting.vote(voting.bloc.member, "c1")

    with pytest.raises(casting.AlreadyVoted):
        voting.vote(voting.bloc.member, "c2")

    assert (SealedBallot.objects.count(), Voter.objects.filter(voted=True).count()) == (1, 1)


def test_casting_leaves_no_entry_in_the_ledger() -> None:
    voting = opened()
    before = Entry.objects.count()

    voting.vote(voting.bloc.member, "c1")

    assert Entry.objects.count() == before


def test_somebody_not_on_the_roll_casts_nothing() -> None:
    voting = opened()

    for actor in (voting.bloc.member.officer, voting.bloc.authority):
        with pytest.raises(Denied):
            casting.cast(voting.contest_id, actor=actor, at=DURING, blob=voting.blob("c1"))
    with pytest.raises(Http404):
        casting.cast(voting.contest_id, actor=outsider(), at=DURING, blob=voting.blob("c1"))


@pytest.mark.parametrize("at_step", [frozen, closed])
def test_ballot_outside_the_time_of_voting_is_refused(at_step: Any) -> None:
    voting = at_step()

    with pytest.raises(casting.NotOpen):
        casting.cast(voting.contest_id, **voting.by(voting.bloc.member.head), blob=bytes(3388))


def test_ballot_of_another_length_is_refused_and_can_be_cast_again() -> None:
    voting = opened()
    blob = voting.blob("c1")

    for wrong in (blob[:-1], blob + b"x", b""):
        with pytest.raises(casting.WrongLength):
            casting.cast(voting.contest_id, **voting.by(voting.bloc.member.head), blob=wrong)
    casting.cast(voting.contest_id, **voting.by(voting.bloc.member.head), blob=blob)

    assert SealedBallot.objects.count() == 1


def test_ballot_copied_from_another_with_other_shares_is_refused() -> None:
    voting = opened()
    blob = voting.vote(voting.bloc.member, "c1")
    copied = blob[:1084] + bytes(len(blob) - 1084)

    with pytest.raises(casting.AlreadyInBox):
        casting.cast(voting.contest_id, **voting.by(voting.bloc.leader.head), blob=copied)

    assert Voter.objects.filter(voted=True).count() == 1


# The count of a sealed box.


def tampered(text: str, **changes: Any) -> str:
    whole = json.loads(text)
    whole["content"] |= changes
    return json.dumps(whole)


def test_result_with_changed_totals_is_refused() -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1")
    text = tampered(result_of(voting), votes={"c1": 1, "c2": 4})

    with pytest.raises(counting.OtherBox) as refused:
        actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=text)

    assert "chữ ký" in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"content": {}, "signatures": {}}', "\x00"])
def test_file_that_is_no_result_is_refused(text: str) -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1")

    with pytest.raises(counting.OtherBox):
        actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=text)


def test_result_signed_by_too_few_is_refused() -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1")

    with pytest.raises(counting.OtherBox):
        actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting, signers=1))


def test_result_of_another_contest_is_refused() -> None:
    one, other = closed("c1", "c1", "c2", "c1", "c1"), closed("c2", "c2", "c2", "c1", "c1")

    with pytest.raises(counting.OtherBox):
        actions.import_result(other.contest_id, **other.by(other.committee[0]), text=result_of(one))


def test_ballot_put_into_the_box_behind_the_roll_is_found() -> None:
    voting = opened()
    for unit in voting.bloc.units[:5]:
        voting.vote(unit, "c1")
    blob = voting.blob("c2")
    SealedBallot.objects.create(body_hash=casting.hash_of(blob), contest=voting.contest, blob=blob)
    voting.both(actions.close_contest)

    with pytest.raises(counting.OtherBox) as refused:
        actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting))

    assert "số lá phiếu khác số người đã bỏ phiếu" in str(refused.value)


def test_ballot_exchanged_after_closing_is_found() -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1")
    text = result_of(voting)
    SealedBallot.objects.first().delete()  # type: ignore[union-attr]
    blob = voting.blob("c2")
    SealedBallot.objects.create(body_hash=casting.hash_of(blob), contest=voting.contest, blob=blob)

    with pytest.raises(counting.OtherBox):
        actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=text)


def test_result_is_handed_in_by_the_committee_only() -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1")

    with pytest.raises(Denied):
        actions.import_result(voting.contest_id, **voting.by(voting.bloc.leader.head), text=result_of(voting))


# After the count.


def counted(*choices: str, **changes: Any) -> Voting:
    voting = closed(*choices, **changes)
    actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting))
    return voting


def test_tie_across_the_last_seat_leads_to_a_further_round_with_the_same_roll() -> None:
    voting = counted("c1", "c1", "c1", "c2", "c2", "c2", share="1/3", strict=False)
    voting.both(actions.confirm_result)

    again = actions.next_round(voting.contest_id, **voting.by(voting.bloc.leader.head)).object

    assert (again.follows_id, again.rounds, again.roll.count(), again.committee.count()) == (voting.contest_id, 1, 7, 3)
    assert set(again.committee.values_list("public_key", flat=True)) == {None}
    assert Voter.objects.filter(contest=again, voted=True).count() == 0
    with pytest.raises(counting.NothingTied):
        actions.next_round(voting.contest_id, **voting.by(voting.bloc.leader.head))


def test_no_further_round_without_a_tie() -> None:
    voting = counted("c1", "c1", "c1", "c1", "c2")
    voting.both(actions.confirm_result)

    with pytest.raises(counting.NothingTied):
        actions.next_round(voting.contest_id, **voting.by(voting.bloc.leader.head))


def test_box_is_destroyed_after_the_time_for_appeals_only() -> None:
    voting = counted("c1", "c1", "c1", "c1", "c2")
    voting.both(actions.confirm_result)
    head = voting.bloc.leader.head

    with pytest.raises(steps.AppealsOpen):
        actions.destroy_box(voting.contest_id, actor=head, at=DURING + timedelta(days=14))
    actions.destroy_box(voting.contest_id, actor=head, at=DURING + timedelta(days=15))

    assert (SealedBallot.objects.count(), BoxDestruction.objects.get().ballots) == (0, 5)
    assert queries.outcome_of(voting.seen) is not None
    with pytest.raises(flow.OtherState):
        actions.destroy_box(voting.contest_id, actor=head, at=DURING + timedelta(days=16))


@pytest.mark.parametrize("at_step", [prepared, frozen, opened, closed])
def test_contest_is_annulled_with_its_reason(at_step: Any) -> None:
    voting = at_step()

    actions.annul(voting.contest_id, **voting.by(voting.bloc.leader.head), reason="Nhầm ứng viên")

    assert (voting.contest.state, voting.contest.annulled_because) == ("annulled", "Nhầm ứng viên")
    with pytest.raises(flow.OtherState):
        actions.annul(voting.contest_id, **voting.by(voting.bloc.leader.head), reason="Lần nữa")


def test_closed_year_refuses_changes_to_its_contests() -> None:
    voting = counted("c1", "c1", "c1", "c1", "c2")
    voting.bloc.year.state = "closed"
    voting.bloc.year.save(update_fields=["state"])

    with pytest.raises(DatabaseError), transaction.atomic():
        Contest.objects.update(title="Khác")
    with pytest.raises(flow.YearNotRunning):
        actions.annul(voting.contest_id, **voting.by(voting.bloc.leader.head), reason="Muộn")


def test_box_of_an_open_contest_is_not_given_away() -> None:
    voting = opened()
    voting.vote(voting.bloc.member, "c1")

    with pytest.raises(Http404):
        queries.box_to_take_away(voting.seen)
