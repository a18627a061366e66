"""A year of extensions, locks, reopenings, members who leave and forms gone stale: what must hold whatever happens.

The invariants have the numbers under which the design names them: I1, I2, I5 to I9 and I11. What needs real threads
(I3, I12) is raced in `races.py` and `time_races.py`; that nobody reads scores before they are revealed (I10) is tried
in the tests of the rounds.
"""

import hashlib
import itertools
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.assessment.factories import PLEDGING, REPORTING, REVIEWING, SCORING, make_running_bloc, proportional
from tests.factories import moment
from thidua.assessment import queries
from thidua.assessment.actions import pledges, ranking, reopening, reports, scores
from thidua.assessment.models import (
    Pledge,
    Ranking,
    RankingRow,
    RankingState,
    Report,
    Result,
    ScoreLine,
    ScoreSheet,
    SupersededRanking,
    Target,
)
from thidua.assessment.recompute import recompute
from thidua.bodies.models import Body
from thidua.cycles import actions as cycles
from thidua.cycles.models import BlocMembership, PeriodLock, Reopening
from thidua.cycles.queries import members
from thidua.kernel.refusals import Refusal
from thidua.ledger.models import Entry
from thidua.ledger.queries import verification
from thidua.rulebook.calendar import Phase

pytestmark = pytest.mark.django_db

UNITS = 4
SOMEBODY = st.integers(0, UNITS - 1)
PERIOD = st.sampled_from([Phase.PLEDGE, Phase.REPORT, Phase.SCORE])
# The deadlines of `tests.factories.WINDOWS`, and the moments just before, at and after each.
DEADLINES = {
    Phase.PLEDGE: moment(2024, 3, 1, 0),
    Phase.REPORT: moment(2024, 12, 21, 0),
    Phase.SCORE: moment(2025, 1, 11, 0),
}
FIRST = {Phase.PLEDGE: moment(2024, 1, 1, 0), Phase.REPORT: moment(2024, 3, 1, 0), Phase.SCORE: moment(2024, 12, 10, 0)}
SECOND = timedelta(seconds=1)
EDGES = [deadline + step for deadline in DEADLINES.values() for step in (-SECOND, timedelta(), SECOND)]
WHEN = st.sampled_from([PLEDGING, REPORTING, SCORING, REVIEWING, *EDGES])
LONGER = timedelta(days=3)


class Year(RuleBasedStateMachine):
    """People of four units and the authority try everything at any time; the machine keeps what must come of it."""

    @initialize()
    def begin(self) -> None:
        self.bloc = make_running_bloc(UNITS)
        self.deadlines: dict[tuple[int, Phase], datetime] = {}
        self.fixed: dict[tuple[int, Phase], str] = {}
        self.values: dict[int, tuple[int, Decimal | None]] = {}
        self.ranked: set[int] | None = None
        assert self.bloc.authority is not None
        self.authority = self.bloc.authority

    # The model.

    def unit(self, index: int) -> Body:
        return self.bloc.units[index].body

    def deadline(self, index: int, phase: Phase) -> datetime:
        return self.deadlines.get((index, phase), DEADLINES[phase])

    def reopened_until(self, index: int, phase: Phase) -> datetime | None:
        row = Reopening.objects.filter(
            unit=self.unit(index), phase=phase, closed_at__isnull=True, opened_at__isnull=False
        ).first()
        return row.until if row else None

    def may_be_in_time(self, index: int, phase: Phase, at: datetime) -> bool:
        """I2: the only moments at which something of a phase can be accepted from a unit."""
        until = self.reopened_until(index, phase)
        if until is not None and at < until:
            return True
        locked = PeriodLock.objects.filter(emulation_year=self.bloc.year, phase=phase).exists()
        return not locked and FIRST[phase] <= at < self.deadline(index, phase)

    def attempt(self, act: Any, *arguments: Any, **values: Any) -> bool:
        """Do it and say so, or see it refused with nothing entered in the ledger."""
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                act(*arguments, **values)
        except (Refusal, Http404):
            assert Entry.objects.count() == before
            return False
        assert Entry.objects.count() == before + 1
        return True

    def written(self, index: int, phase: Phase, act: Any, *arguments: Any, at: datetime, **values: Any) -> bool:
        """A unit writes in a phase: accepted only in time (I2)."""
        allowed = self.may_be_in_time(index, phase, at)
        done = self.attempt(act, *arguments, at=at, **values)
        assert allowed or not done, (phase, at)
        return done

    # What people do.

    @rule(who=SOMEBODY, at=WHEN, planned=st.integers(1, 50))
    def pledge(self, who: int, at: datetime, planned: int) -> None:
        officer, year = self.bloc.units[who].officer, self.bloc.year
        self.written(who, Phase.PLEDGE, pledges.start_pledge, year.pk, actor=officer, at=at)
        for pledge in Pledge.objects.filter(unit=self.unit(who)):
            self.written(
                who, Phase.PLEDGE, pledges.add_target, pledge.pk, actor=officer, at=at, indicator=f"Việc {planned}",
                planned=Decimal(planned), unit_of_measure="việc", direction="more", criterion=proportional(year),
            )  # fmt: skip
            self.written(who, Phase.PLEDGE, pledges.sign_pledge, pledge.pk, actor=self.bloc.units[who].head, at=at)

    @rule(who=SOMEBODY, at=WHEN, value=st.none() | st.decimals(0, 90, places=1), stale=st.integers(0, 2))
    def edit_result(self, who: int, at: datetime, value: Decimal | None, stale: int) -> None:
        """I1: an edit on an old version is refused; one that is accepted is what stands."""
        officer = self.bloc.units[who].officer
        self.written(who, Phase.REPORT, reports.start_report, self.bloc.year.pk, actor=officer, at=at)
        for result in Result.objects.filter(report__unit=self.unit(who)):
            version = result.version - stale
            done = self.written(
                who, Phase.REPORT, reports.report_result, result.pk, actor=officer, at=at, written="x", value=value,
                version=version,
            )  # fmt: skip
            assert not (done and stale)
            if done:
                self.values[result.pk] = (version + 1, value)

    @rule(who=SOMEBODY, at=WHEN)
    def submit_report(self, who: int, at: datetime) -> None:
        for report in Report.objects.filter(unit=self.unit(who)):
            self.written(who, Phase.REPORT, reports.submit_report, report.pk, actor=self.bloc.units[who].head, at=at)

    @rule(who=SOMEBODY, at=WHEN, points=st.decimals(0, 40, places=1), times=st.integers(0, 4))
    def score(self, who: int, at: datetime, points: Decimal, times: int) -> None:
        unit = self.bloc.units[who]
        self.written(who, Phase.SCORE, scores.start_scores, self.bloc.year.pk, actor=unit.officer, at=at)
        given = {"II.1": {"judged": str(points)}, "III.1": {"occurrences": str(times)}}
        for line in ScoreLine.objects.filter(sheet__unit=unit.body).select_related("criterion"):
            inputs = given.get(line.criterion.code)
            if inputs:
                self.written(
                    who, Phase.SCORE, scores.judge_line, line.pk, actor=unit.officer, at=at, note="", inputs=inputs
                )
        for sheet in ScoreSheet.objects.filter(unit=unit.body):
            self.written(who, Phase.SCORE, scores.submit_scores, sheet.pk, actor=unit.head, at=at)

    @rule(who=SOMEBODY)
    def review(self, who: int) -> None:
        reviewer = self.bloc.units[1 if who == 0 else 0].head
        for sheet in ScoreSheet.objects.filter(unit=self.unit(who)):
            self.attempt(scores.confirm_lines, sheet.pk, actor=reviewer, at=REVIEWING)

    @rule(who=SOMEBODY, what=st.sampled_from(["report", "scores"]))
    def give_back(self, who: int, what: str) -> None:
        act, kind = {"report": (reports.return_report, Report), "scores": (scores.return_scores, ScoreSheet)}[what]
        for paper in kind._default_manager.filter(unit=self.unit(who)):
            self.attempt(act, paper.pk, actor=self.authority, at=REVIEWING, reason="Xem lại")

    @rule(who=SOMEBODY, phase=PERIOD, at=WHEN)
    def extend(self, who: int, phase: Phase, at: datetime) -> None:
        deadline = self.deadline(who, phase) + LONGER
        if self.attempt(
            cycles.extend_unit, self.bloc.year.pk, actor=self.authority, at=at, unit_id=self.unit(who).pk, phase=phase,
            deadline_at=deadline, reason="Bão lũ",
        ):  # fmt: skip
            self.deadlines[who, phase] = deadline

    @rule(phase=PERIOD, at=WHEN)
    def lock(self, phase: Phase, at: datetime) -> None:
        self.attempt(cycles.lock_period, self.bloc.year.pk, actor=self.authority, at=at, phase=phase)

    @rule(who=SOMEBODY, phase=PERIOD, at=WHEN)
    def reopen(self, who: int, phase: Phase, at: datetime) -> None:
        membership = BlocMembership.objects.get(emulation_year=self.bloc.year, unit=self.unit(who))
        self.attempt(
            reopening.reopen, membership.pk, actor=self.authority, at=at, phase=phase, until=at + LONGER, reason="Sai"
        )

    @rule(second=st.booleans(), close=st.booleans())
    def settle_reopenings(self, second: bool, close: bool) -> None:
        """A proposal on a final ranking is confirmed by another person, or by the same one in vain; or it is closed."""
        actor = self.bloc.leader.head if second else self.authority
        for row in Reopening.objects.filter(closed_at__isnull=True):
            waiting, same = row.waiting, row.proposed_by_id == actor.id
            act = reopening.close_reopening if close else reopening.confirm_reopening
            done = self.attempt(act, row.pk, actor=actor, at=REVIEWING)
            assert close or not done or (waiting and not same)

    @rule(who=st.integers(2, UNITS - 1))
    def let_go(self, who: int) -> None:
        membership = BlocMembership.objects.get(emulation_year=self.bloc.year, unit=self.unit(who))
        day = REVIEWING.date()
        self.attempt(
            cycles.let_member_go, membership.pk, actor=self.authority, at=REVIEWING, decision_number="9/QĐ",
            decision_on=day, last_on=day, reason="Sáp nhập",
        )  # fmt: skip

    @rule(who=st.sampled_from([0, 1]), step=st.sampled_from(["propose", "finalise", "withdraw"]))
    def rank(self, who: int, step: str) -> None:
        acts = {
            "propose": ranking.propose_ranking,
            "finalise": ranking.finalise_ranking,
            "withdraw": ranking.withdraw_ranking,
        }
        extra = {"reason": "Xem lại"} if step == "withdraw" else {}
        active = {unit.pk for unit in members(self.bloc.year)}
        if self.attempt(acts[step], self.bloc.year.pk, actor=self.bloc.units[who].head, at=REVIEWING, **extra):
            self.ranked = active if step == "finalise" else self.ranked

    @rule()
    def do_everything_rightly(self) -> None:
        """Now and then everything goes as it should, so that the end of the year is reached."""
        for index in range(UNITS):
            self.pledge(index, PLEDGING, 10)
            for result in Result.objects.filter(report__unit=self.unit(index), value__isnull=True):
                assert result.value is None
            self.edit_result(index, REPORTING, Decimal(8), 0)
            self.submit_report(index, REPORTING)
            self.score(index, SCORING, Decimal(30), 1)
            self.review(index)
        self.rank(0, "propose")
        self.rank(1, "finalise")

    # What must hold.

    def fingerprint(self, index: int, phase: Phase) -> str:
        """SHA-256 over everything that the unit wrote in a phase."""
        unit = self.unit(index)
        rows = {
            Phase.PLEDGE: [Pledge.objects.filter(unit=unit), Target.objects.filter(pledge__unit=unit)],
            Phase.REPORT: [Report.objects.filter(unit=unit), Result.objects.filter(report__unit=unit)],
            Phase.SCORE: [ScoreSheet.objects.filter(unit=unit)],
        }[phase]
        content = [list(found.order_by("pk").values_list()) for found in rows]
        if phase is Phase.SCORE:
            typed = ("pk", "inputs", "not_applicable", "note", "entered_by")
            content.append(list(ScoreLine.objects.filter(sheet__unit=unit).order_by("pk").values_list(*typed)))
        return hashlib.sha256(repr(content).encode()).hexdigest()

    @invariant()
    def locked_periods_stay_as_they_are_until_the_unit_is_reopened(self) -> None:
        """I8 and the second half of I9: also while another unit is open again."""
        if not hasattr(self, "bloc"):
            return
        locked = {Phase(one) for one in PeriodLock.objects.values_list("phase", flat=True)}
        for index, phase in itertools.product(range(UNITS), locked):
            if self.reopened_until(index, phase) is not None:
                self.fixed.pop((index, phase), None)
                continue
            now = self.fingerprint(index, phase)
            assert self.fixed.setdefault((index, phase), now) == now

    @invariant()
    def edits_form_a_chain(self) -> None:
        """I1: what stands is the last edit that was accepted, and no version is missing between two entries."""
        if not hasattr(self, "bloc"):
            return
        stored = {row.pk: (row.version, row.value) for row in Result.objects.filter(pk__in=self.values)}
        assert stored == self.values
        versions: dict[str, int] = {}
        for entry in Entry.objects.filter(event="assessment.result_reported").order_by("sequence"):
            edited = entry.payload["edited"]
            assert entry.payload["parent"] == versions.get(edited, entry.payload["parent"])
            versions[edited] = entry.payload["version"]

    @invariant()
    def points_add_up_and_equal_points_have_equal_rank(self) -> None:
        """I6 and I7."""
        if not hasattr(self, "bloc"):
            return
        rows = [row for row in queries.standings_of(self.bloc.year) if row.points is not None]
        for row in rows:
            known = [cell.final for cell in row.cells if cell.final is not None]
            assert row.points == sum(known, Decimal(0)), row
            assert Decimal(-10) <= row.points <= Decimal(100)
        for one, other in itertools.combinations(rows, 2):
            if one.rank is not None and other.rank is not None:
                assert (one.points == other.points) == (one.rank == other.rank)

    @invariant()
    def final_rankings_come_out_again_and_hold_the_members_of_their_moment(self) -> None:
        """I5, I9 and I11."""
        if not hasattr(self, "bloc"):
            return
        final = Ranking.objects.filter(state=RankingState.FINAL).first()
        kept = list(RankingRow.objects.values_list("unit_id", flat=True))
        if final is None:
            assert kept == []
            return
        assert final.proposed_by_id != final.finalised_by_id
        assert set(kept) == self.ranked
        assert len(kept) == len(set(kept))
        if {unit.pk for unit in members(self.bloc.year)} == self.ranked:
            assert recompute(self.bloc.year).agrees

    @invariant()
    def superseded_rankings_are_kept_with_two_people_behind_them(self) -> None:
        """I9: published, superseded, never deleted."""
        if not hasattr(self, "bloc"):
            return
        for kept in SupersededRanking.objects.all():
            assert kept.asked_by_id != kept.superseded_by_id
            assert kept.rows
            assert len(kept.content_hash) == 64


class Isolated(Year):
    """The machine inside a savepoint that is undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        assert verification().whole
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)


class OneYear(DjangoCase):
    """Each run begins with an empty database."""

    def test_no_sequence_of_actions_breaks_what_must_hold(self) -> None:
        run_state_machine_as_test(
            Isolated,
            settings=settings(
                max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )


def test_locked_period_refuses_a_write_that_no_action_stood_before() -> None:
    bloc = make_running_bloc(UNITS)
    pledge = pledges.start_pledge(bloc.year.pk, actor=bloc.member.officer, at=PLEDGING).object
    assert bloc.authority is not None
    cycles.lock_period(bloc.year.pk, actor=bloc.authority, at=REPORTING, phase=Phase.PLEDGE)

    with pytest.raises(DatabaseError), transaction.atomic():
        Pledge.objects.filter(pk=pledge.pk).update(commitments="Sửa ngoài chương trình")


def test_report_is_not_begun_in_a_locked_period_while_the_year_is_carried_out() -> None:
    bloc = make_running_bloc(UNITS)
    pledges.start_pledge(bloc.year.pk, actor=bloc.member.officer, at=PLEDGING)
    PeriodLock.objects.create(
        emulation_year=bloc.year, phase=Phase.REPORT, locked_by="Người khoá", locked_at=REVIEWING
    )  # fmt: skip

    with pytest.raises(Refusal) as refused:
        reports.start_report(bloc.year.pk, actor=bloc.member.officer, at=moment(2024, 6, 1))

    assert refused.value.code == "period_locked"
