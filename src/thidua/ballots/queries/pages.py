"""What the pages of contests show."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from thidua.assessment.queries.behind import may_be_read
from thidua.ballots import policies
from thidua.ballots.models import (
    Candidate,
    CommitteeMember,
    Contest,
    ContestState,
    Purpose,
    Step,
    StepConsent,
    TallySheetScan,
    Voter,
)
from thidua.ballots.queries.counting import keys_in_ballots, outcome_of, rule_of
from thidua.ballots.queries.finding import keys_of
from thidua.ballots.queries.scans import scans_in_order
from thidua.ballots.sealing.form import tracker_of
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.contests import Outcome, further_round, secrecy_warnings
from thidua.rulebook.findings import Finding, Text

# The step that comes next in each state, by the name of its address.
NEXT = {"prepared": Step.FREEZE, "frozen": Step.OPEN, "open": Step.CLOSE, "counted": Step.CONFIRM}


@dataclass(frozen=True, kw_only=True)
class CandidateRow:
    """A candidate with what the count said, once there is one."""

    candidate: Candidate
    finding: Finding | None
    agree: int | None
    disagree: int | None
    chosen: bool
    tied: bool


@dataclass(frozen=True, kw_only=True)
class ScanRow:
    """A scan of the signed sheet; `successor` is the one that was put in its place."""

    scan: TallySheetScan
    successor: TallySheetScan | None
    open: bool


@dataclass(frozen=True)
class ContestPage:
    """One contest as its page shows it to one actor."""

    contest: Contest
    actor: Actor
    may_lead: bool
    may_count: bool
    may_vote: bool

    @cached_property
    def roll(self) -> list[Voter]:
        return sorted(self.contest.roll.all(), key=lambda one: one.position)

    @property
    def voted(self) -> int:
        return sum(one.voted for one in self.roll)

    @cached_property
    def committee(self) -> list[CommitteeMember]:
        return sorted(self.contest.committee.all(), key=lambda one: one.position)

    @property
    def has_voted(self) -> bool:
        return any(one.voted for one in self.roll if one.person_id == self.actor.id)

    @property
    def key_wanted(self) -> bool:
        """Whether the actor is a member of the committee whose key is not there yet."""
        mine = next((one for one in self.committee if one.person_id == self.actor.id), None)
        return self.contest.sealed and self.contest.frozen and mine is not None and mine.public_key is None

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the committee's keys in groups of eight, to be compared on screens; empty before."""
        keys = keys_of(self.contest)
        whole = keys.fingerprint if keys else ""
        return " ".join(whole[place : place + 8] for place in range(0, len(whole), 8))

    @cached_property
    def outcome(self) -> Outcome | None:
        return outcome_of(self.contest)

    @property
    def candidates(self) -> list[CandidateRow]:
        found, counted = self.outcome, self.contest.counted
        return [
            CandidateRow(
                candidate=one,
                finding=found.findings[one.key] if found else None,
                agree=counted["votes"][one.key]["agree"] if counted else None,
                disagree=counted["votes"][one.key]["disagree"] if counted else None,
                chosen=one.key in (found.chosen if found else ()),
                tied=one.key in (found.tied if found else ()),
            )
            for one in sorted(self.contest.candidates.all(), key=lambda one: one.position)
        ]

    @property
    def warnings(self) -> list[Text]:
        """What to say before the contest is opened; nothing before there is a roll."""
        before = self.contest.prepared or self.contest.frozen
        return secrecy_warnings(rule=rule_of(self.contest), members=len(self.roll)) if before and self.roll else []

    @property
    def next_step(self) -> str:
        """The step that those who lead may take now, if any."""
        return NEXT.get(self.contest.state, "") if self.may_lead else ""

    @property
    def first(self) -> StepConsent | None:
        """Who has proposed the next step, when it waits for a second person."""
        step = NEXT.get(self.contest.state)
        return next((one for one in self.contest.consents.all() if one.step == step), None)

    @property
    def waits_for_another(self) -> bool:
        """Whether the actor has proposed the next step and can do no more."""
        return self.first is not None and self.first.person_id == self.actor.id

    @property
    def may_vote_again(self) -> bool:
        """Whether a further round among those who tie can be prepared."""
        if not (self.may_lead and self.contest.confirmed and self.outcome) or hasattr(self.contest, "next_round"):
            return False
        return further_round(rule=rule_of(self.contest), outcome=self.outcome) is not None

    @property
    def may_take_over(self) -> bool:
        """Whether the result can become the choice of next year's head or deputy."""
        about = self.contest.purpose in (Purpose.LEADER, Purpose.DEPUTY)
        return self.may_lead and self.contest.confirmed and about and bool(self.outcome and self.outcome.chosen)

    @cached_property
    def scans(self) -> list[ScanRow]:
        """The scans of the signed sheet as they were added, each with what stands in its place."""
        rows = scans_in_order(self.contest)
        after = {one.replaces_id: one for one in rows if one.replaces_id}
        return [ScanRow(scan=one, successor=after.get(one.pk), open=may_be_read(one.state)) for one in rows]

    @property
    def may_scan(self) -> bool:
        """Whether the actor may keep a scan of the signed sheet with the contest."""
        return self.may_count and self.contest.state in (ContestState.COUNTED, ContestState.CONFIRMED)

    @property
    def may_replace_scans(self) -> bool:
        return self.may_scan and not self.contest.confirmed

    @property
    def may_print_slips(self) -> bool:
        on_paper = not self.contest.sealed and (self.contest.frozen or self.contest.open)
        return on_paper and (self.may_lead or self.may_count)

    @property
    def has_tally_sheet(self) -> bool:
        """Whether there is a tally sheet to print: of paper once the roll is frozen, of a box once it is opened."""
        counted = self.contest.state in (ContestState.COUNTED, ContestState.CONFIRMED)
        at_work = self.contest.frozen or self.contest.open or self.contest.closed
        return counted or (at_work and not self.contest.sealed)

    @cached_property
    def trackers(self) -> list[str]:
        """The board: the trackers of all ballots in order of the alphabet; only after closing."""
        if not self.contest.box_closed or not self.contest.sealed:
            return []
        return sorted(tracker_of(bytes(one.blob)) for one in self.contest.box.all())


def contest_page(actor: Actor, contest: Contest) -> ContestPage:
    """The page of a contest. A fixed number of queries whatever the number of voters."""
    running = contest.emulation_year.running
    return ContestPage(
        contest, actor,
        may_lead=running and gate.may(actor, policies.LEAD, contest),
        may_count=running and gate.may(actor, policies.COUNT, contest),
        may_vote=running and contest.open and contest.sealed and gate.may(actor, policies.CAST, contest),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class BallotPaper:
    """What the browser needs to seal a ballot, as the attributes of one element."""

    contest: Contest
    candidates: Sequence[Candidate]
    keys: str
    fingerprint: str


def ballot_paper(contest: Contest) -> BallotPaper:
    """The ballot of an open sealed contest."""
    keys = keys_of(contest)
    assert keys is not None  # a sealed contest is opened with every key there
    order = keys_in_ballots(contest)
    return BallotPaper(
        contest=contest,
        candidates=sorted(contest.candidates.all(), key=lambda one: order.index(one.key)),
        keys=" ".join(base64.b64encode(key).decode("ascii") for key in keys.keys),
        fingerprint=keys.fingerprint,
    )
