"""No sequence of actions, by whomever and whenever, may break what must always hold."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.assessment.factories import PLEDGING, REPORTING, REVIEWING, SCORING, make_running_bloc, proportional
from thidua.assessment import queries
from thidua.assessment.actions import pledges, ranking, reports, scores
from thidua.assessment.models import Pledge, Ranking, RankingRow, Report, Result, ScoreLine, ScoreSheet
from thidua.kernel.refusals import Refusal
from thidua.ledger.models import Entry
from thidua.ledger.queries import verification

UNITS = 3
SOMEBODY = st.integers(0, UNITS - 1)
WHEN = st.sampled_from([PLEDGING, REPORTING, SCORING, REVIEWING])
ROLE = st.sampled_from(["head", "officer"])


class Year(RuleBasedStateMachine):
    """People of three units try everything at any time; what they may not do is refused and leaves no trace."""

    @initialize()
    def begin(self) -> None:
        self.bloc = make_running_bloc(UNITS)
        self.frozen: list[tuple[int, Decimal]] | None = None

    def attempt(self, act, *arguments, **values) -> None:  # type: ignore[no-untyped-def]
        """Do it, or see it refused with nothing entered in the ledger."""
        from django.http import Http404

        before = Entry.objects.count()
        try:
            act(*arguments, **values)
        except (Refusal, Http404):
            assert Entry.objects.count() == before
        else:
            assert Entry.objects.count() == before + 1

    def actor(self, who: int, role: str):  # type: ignore[no-untyped-def]
        return getattr(self.bloc.units[who], role)

    @rule(who=SOMEBODY, role=ROLE, at=WHEN, kind=st.sampled_from(["pledge", "report", "scores"]))
    def start(self, who: int, role: str, at, kind: str) -> None:  # type: ignore[no-untyped-def]
        act = {"pledge": pledges.start_pledge, "report": reports.start_report, "scores": scores.start_scores}[kind]
        self.attempt(act, self.bloc.year.pk, actor=self.actor(who, role), at=at)

    @rule(who=SOMEBODY, of=SOMEBODY, role=ROLE, at=WHEN, planned=st.decimals(-1, 50, places=1))
    def add_target(self, who: int, of: int, role: str, at, planned: Decimal) -> None:  # type: ignore[no-untyped-def]
        for pledge in Pledge.objects.filter(unit=self.bloc.units[of].body):
            self.attempt(
                pledges.add_target, pledge.pk, actor=self.actor(who, role), at=at, indicator="Việc", planned=planned,
                unit_of_measure="việc", direction="more", criterion=proportional(self.bloc.year),
            )  # fmt: skip

    @rule(who=SOMEBODY, of=SOMEBODY, role=ROLE, at=WHEN, step=st.sampled_from(["send", "sign", "return"]))
    def move_pledge(self, who: int, of: int, role: str, at, step: str) -> None:  # type: ignore[no-untyped-def]
        act = {"send": pledges.send_pledge, "sign": pledges.sign_pledge, "return": pledges.return_pledge}[step]
        extra = {"reason": "Xem lại"} if step == "return" else {}
        for pledge in Pledge.objects.filter(unit=self.bloc.units[of].body):
            self.attempt(act, pledge.pk, actor=self.actor(who, role), at=at, **extra)

    @rule(who=SOMEBODY, of=SOMEBODY, role=ROLE, at=WHEN, value=st.none() | st.decimals(0, 90, places=1))
    def report(self, who: int, of: int, role: str, at, value: Decimal | None) -> None:  # type: ignore[no-untyped-def]
        for result in Result.objects.filter(report__unit=self.bloc.units[of].body):
            self.attempt(reports.report_result, result.pk, actor=self.actor(who, role), at=at, written="x", value=value)

    @rule(who=SOMEBODY, of=SOMEBODY, role=ROLE, at=WHEN, step=st.sampled_from(["send", "submit", "return"]))
    def move_report(self, who: int, of: int, role: str, at, step: str) -> None:  # type: ignore[no-untyped-def]
        act = {"send": reports.send_report, "submit": reports.submit_report, "return": reports.return_report}[step]
        extra = {"reason": "Xem lại"} if step == "return" else {}
        for report in Report.objects.filter(unit=self.bloc.units[of].body):
            self.attempt(act, report.pk, actor=self.actor(who, role), at=at, **extra)

    @rule(who=SOMEBODY, of=SOMEBODY, role=ROLE, at=WHEN, points=st.decimals(-5, 45, places=1))
    def judge(self, who: int, of: int, role: str, at, points: Decimal) -> None:  # type: ignore[no-untyped-def]
        for line in ScoreLine.objects.filter(sheet__unit=self.bloc.units[of].body).select_related("criterion"):
            deduction = not line.criterion.max_points
            given = {"occurrences": str(int(abs(points)))} if deduction else {"judged": str(points)}
            self.attempt(scores.judge_line, line.pk, actor=self.actor(who, role), at=at, note="", inputs=given)

    @rule(who=SOMEBODY, of=SOMEBODY, role=ROLE, at=WHEN, step=st.sampled_from(["submit", "return", "confirm"]))
    def move_scores(self, who: int, of: int, role: str, at, step: str) -> None:  # type: ignore[no-untyped-def]
        act = {"submit": scores.submit_scores, "return": scores.return_scores, "confirm": scores.confirm_lines}[step]
        extra = {"reason": "Xem lại"} if step == "return" else {}
        for sheet in ScoreSheet.objects.filter(unit=self.bloc.units[of].body):
            self.attempt(act, sheet.pk, actor=self.actor(who, role), at=at, **extra)

    @rule(who=SOMEBODY, role=ROLE, step=st.sampled_from(["propose", "finalise"]))
    def rank(self, who: int, role: str, step: str) -> None:
        act = {"propose": ranking.propose_ranking, "finalise": ranking.finalise_ranking}[step]
        self.attempt(act, self.bloc.year.pk, actor=self.actor(who, role), at=REVIEWING)

    @rule()
    def do_everything_rightly(self) -> None:
        """Now and then everything goes as it should, so that the end of the year is reached."""
        for index in range(UNITS):
            for role, at, kind in (("officer", PLEDGING, "pledge"),):
                self.start(index, role, at, kind)
            self.add_target(index, index, "officer", PLEDGING, Decimal(10))
            self.move_pledge(index, index, "head", PLEDGING, "sign")
            self.start(index, "officer", REPORTING, "report")
            self.report(index, index, "officer", REPORTING, Decimal(8))
            self.move_report(index, index, "head", REPORTING, "submit")
            self.start(index, "officer", SCORING, "scores")
            self.judge(index, index, "officer", SCORING, Decimal(3))
            self.move_scores(index, index, "head", SCORING, "submit")
            self.move_scores(1 if index == 0 else 0, index, "head", REVIEWING, "confirm")

    @invariant()
    def final_needs_two_people_and_never_changes(self) -> None:
        if not hasattr(self, "bloc"):
            return
        final = Ranking.objects.filter(emulation_year=self.bloc.year, state="final").first()
        rows = list(
            RankingRow.objects.filter(emulation_year=self.bloc.year).order_by("pk").values_list("unit_id", "points")
        )
        if final is None:
            assert rows == []
            return
        assert final.proposed_by_id != final.finalised_by_id
        assert self.frozen in (None, rows)
        self.frozen = rows

    @invariant()
    def points_stay_in_their_range(self) -> None:
        if not hasattr(self, "bloc"):
            return
        for row in queries.standings_of(self.bloc.year):
            assert row.points is None or Decimal(-10) <= row.points <= Decimal(100)
            assert row.points is None or -row.points.as_tuple().exponent == 2

    @invariant()
    def scored_units_have_a_submitted_report(self) -> None:
        approved = ScoreSheet.objects.filter(state="approved").values_list("unit_id", flat=True)
        assert set(approved) <= set(Report.objects.filter(state="approved").values_list("unit_id", flat=True))

    @invariant()
    def signed_pledges_have_targets(self) -> None:
        assert not Pledge.objects.filter(state="approved", targets__isnull=True).exists()

    @invariant()
    def ledger_is_whole(self) -> None:
        assert verification().whole


class OneYear(DjangoCase):
    """Each run begins with an empty database."""

    def test_no_sequence_of_actions_breaks_what_must_hold(self) -> None:
        run_state_machine_as_test(
            Isolated,
            settings=settings(
                max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )


class Isolated(Year):
    """The machine inside a savepoint that is undone at its end."""

    def __init__(self) -> None:
        from django.db import transaction

        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        from django.db import transaction

        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)


pytestmark = pytest.mark.django_db
