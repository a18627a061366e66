"""Locked periods and one unit opened again: the others untouched, the old ranking kept, two people where it was final."""

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from tests.assessment.factories import (
    REVIEWING,
    SCORING,
    Bloc,
    Unit,
    draft_scores,
    make_running_bloc,
    outsider,
    result_of,
    reviewed_bloc,
    submitted_report,
    submitted_scores,
)
from tests.conferences.factories import rank
from tests.factories import moment
from thidua.assessment import queries
from thidua.assessment.actions import flow, pledges, ranking, reopening, reports, scores
from thidua.assessment.models import (
    Evidence,
    Pledge,
    RankingRow,
    Registration,
    Report,
    Result,
    ScoreLine,
    ScoreSheet,
    SupersededRanking,
    Target,
)
from thidua.cycles.actions import extend_unit, lock_period
from thidua.cycles.models import BlocMembership, Reopening
from thidua.cycles.states import PeriodIsLocked
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db

LOCKING = moment(2025, 1, 12)
UNTIL = moment(2025, 1, 20, 17)
PAPERS = (Pledge, Target, Registration, Report, Result, ScoreSheet, ScoreLine)


def membership(bloc: Bloc, unit: Unit) -> int:
    return BlocMembership.objects.get(emulation_year=bloc.year, unit=unit.body).pk


def lock(bloc: Bloc, phase: str) -> None:
    assert bloc.authority is not None
    lock_period(bloc.year.pk, actor=bloc.authority, at=LOCKING, phase=phase)


def open_again(bloc: Bloc, unit: Unit, phase: str, *, by: Actor | None = None, **changed: Any) -> Reopening:
    values = {"phase": phase, "until": UNTIL, "reason": "Sai số liệu", "at": LOCKING} | changed
    return reopening.reopen(membership(bloc, unit), actor=by or bloc.leader.head, **values).object


def rows_of(unit: Unit) -> str:
    """A hash of everything that one unit has written."""
    path = {Pledge: "unit", Target: "pledge__unit", Registration: "pledge__unit", Report: "unit",
            Result: "report__unit", ScoreSheet: "unit", ScoreLine: "sheet__unit"}  # fmt: skip
    rows = [
        list(kind._default_manager.filter(**{path[kind]: unit.body}).order_by("pk").values_list()) for kind in PAPERS
    ]
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


@pytest.mark.parametrize(
    ("phase", "kind", "field"),
    [
        ("pledge", Pledge, "commitments"), ("pledge", Target, "indicator"), ("report", Report, "summary"),
        ("report", Result, "note"), ("score", ScoreSheet, "sent_by"), ("score", ScoreLine, "note"),
    ],
)  # fmt: skip
def test_locked_period_is_refused_by_the_database(phase: str, kind: type[models.Model], field: str) -> None:
    bloc = make_running_bloc()
    submitted_scores(bloc, bloc.member)
    lock(bloc, phase)
    row = kind._default_manager.get() if kind is not ScoreLine else ScoreLine.objects.all()[0]

    for write in (
        lambda: kind._default_manager.filter(pk=row.pk).update(**{field: "khác"}),
        lambda: kind._default_manager.filter(pk=row.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="the period is locked"), transaction.atomic():
            write()
    assert kind._default_manager.filter(pk=row.pk).exists()


def test_locked_period_takes_nothing_new() -> None:
    bloc = make_running_bloc()
    lock(bloc, "pledge")

    with pytest.raises(IntegrityError, match="the period is locked"), transaction.atomic():
        Pledge.objects.create(emulation_year=bloc.year, unit=bloc.member.body)


@pytest.mark.parametrize(("phase", "of"), [("report", {"result__isnull": False}), ("score", {"line__isnull": False})])
def test_evidence_is_locked_with_the_period_of_what_it_proves(phase: str, of: dict[str, bool]) -> None:
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.member)
    line, result = sheet.lines.all()[0], Result.objects.get()
    common = {"emulation_year": bloc.year, "unit": bloc.member.body, "added_by": "A", "added_at": SCORING}
    link = {"kind": "link", "url": "https://thidua.example/", "position": 1}
    Evidence.objects.create(result=result, **common, **link)
    Evidence.objects.create(line=line, **common, **link)
    lock(bloc, phase)

    locked, other = Evidence.objects.filter(**of), Evidence.objects.exclude(**of)

    with pytest.raises(IntegrityError, match="the period is locked"), transaction.atomic():
        locked.update(caption="khác")
    assert other.update(caption="khác") == 1
    assert locked.get().caption == ""


def test_bloc_goes_on_reviewing_locked_scores_until_the_ranking_is_final() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)
    lock(bloc, "score")

    scores.confirm_lines(sheet.pk, actor=bloc.leader.head, at=REVIEWING)

    assert sheet.lines.filter(review_points__isnull=True).count() == 0


def test_review_is_refused_by_the_database_once_the_ranking_is_final() -> None:
    bloc = reviewed_bloc()
    rank(bloc)

    with pytest.raises(IntegrityError, match="the ranking is final"), transaction.atomic():
        ScoreLine.objects.update(review_reason="khác")


def test_final_ranking_locks_what_it_rests_on() -> None:
    bloc = reviewed_bloc()
    rank(bloc)

    assert sorted(bloc.year.period_locks.values_list("phase", flat=True)) == ["pledge", "report", "score"]


def test_locked_paper_is_not_given_back_until_its_unit_is_opened_again() -> None:
    bloc = make_running_bloc()
    report = submitted_report(bloc, bloc.member)
    lock(bloc, "report")
    by = {"actor": bloc.leader.head, "at": LOCKING, "reason": "Sai"}
    with pytest.raises(PeriodIsLocked):
        reports.return_report(report.pk, **by)
    open_again(bloc, bloc.member, "report")

    reports.return_report(report.pk, **by)
    result = result_of(report)
    reports.report_result(result.pk, actor=bloc.member.officer, at=LOCKING, written="90", value=Decimal(90))

    assert Result.objects.get(pk=result.pk).value == 90


def test_other_units_stay_as_they_were_while_one_is_opened_again() -> None:
    bloc = make_running_bloc(3)
    report = [submitted_report(bloc, unit) for unit in bloc.units][2]
    lock(bloc, "report")
    before = [rows_of(unit) for unit in bloc.units]
    open_again(bloc, bloc.member, "report")

    reports.return_report(report.pk, actor=bloc.leader.head, at=LOCKING, reason="Sai")
    other = Report.objects.get(unit=bloc.deputy.body)
    with pytest.raises(PeriodIsLocked):
        reports.return_report(other.pk, actor=bloc.leader.head, at=LOCKING, reason="Sai")
    with pytest.raises(IntegrityError, match="the period is locked"), transaction.atomic():
        Result.objects.filter(report=other).update(note="khác")

    after = [rows_of(unit) for unit in bloc.units]
    assert (before[:2] == after[:2], before[2] == after[2]) == (True, False)


def test_reopening_ends_at_its_moment_and_when_it_is_closed() -> None:
    bloc = make_running_bloc()
    report = submitted_report(bloc, bloc.member)
    lock(bloc, "report")
    opened = open_again(bloc, bloc.member, "report")
    reports.return_report(report.pk, actor=bloc.leader.head, at=LOCKING, reason="Sai")
    by = {"actor": bloc.member.officer, "summary": "Lời"}
    with pytest.raises(flow.PhaseOver):
        reports.write_summary(report.pk, at=UNTIL, **by)

    reopening.close_reopening(opened.pk, actor=bloc.leader.head, at=LOCKING)

    with pytest.raises(PeriodIsLocked):
        reports.write_summary(report.pk, at=LOCKING, **by)
    with pytest.raises(reopening.ClosedAlready):
        reopening.close_reopening(opened.pk, actor=bloc.leader.head, at=LOCKING)
    assert open_again(bloc, bloc.member, "report").open


def test_reopening_that_makes_no_sense_is_refused() -> None:
    bloc = make_running_bloc()
    with pytest.raises(reopening.StillOpen):
        open_again(bloc, bloc.member, "report", at=moment(2024, 12, 5))
    with pytest.raises(reopening.NotAPeriod):
        open_again(bloc, bloc.member, "commend")
    with pytest.raises(reopening.UntilPast):
        open_again(bloc, bloc.member, "report", until=LOCKING)
    open_again(bloc, bloc.member, "report")
    with pytest.raises(reopening.AlreadyReopened):
        open_again(bloc, bloc.member, "report")


def test_reopening_is_for_those_who_answer_for_the_unit() -> None:
    bloc = make_running_bloc()
    for actor, unit in (
        (bloc.leader.head, bloc.leader), (bloc.deputy.head, bloc.member), (bloc.member.head, bloc.member),
    ):  # fmt: skip
        with pytest.raises(Denied):
            open_again(bloc, unit, "report", by=actor)

    assert open_again(bloc, bloc.leader, "report", by=bloc.deputy.head).open
    assert open_again(bloc, bloc.member, "report", by=bloc.authority).open
    assert queries.reopening_tasks_for(outsider(), at=LOCKING) == []


def test_final_ranking_is_superseded_by_two_people_and_kept_whole() -> None:
    bloc = reviewed_bloc()
    rank(bloc)
    before = queries.standings_of(bloc.year)
    agreed = bloc.year.ranking.content_hash
    asked = open_again(bloc, bloc.member, "report", at=REVIEWING)
    assert (asked.waiting, RankingRow.objects.count()) == (True, 3)
    with pytest.raises(reopening.SecondPersonNeeded):
        reopening.confirm_reopening(asked.pk, actor=bloc.leader.head, at=REVIEWING)

    assert bloc.authority is not None
    assert [one.action for one in queries.reopening_tasks_for(bloc.authority, at=REVIEWING)] == ["Xem và quyết định"]
    reopening.confirm_reopening(asked.pk, actor=bloc.authority, at=REVIEWING)

    kept = SupersededRanking.objects.get()
    bloc.year.ranking.refresh_from_db()
    assert (bloc.year.ranking.state, RankingRow.objects.count()) == ("provisional", 0)
    assert (kept.content_hash, kept.rows) == (agreed, queries.rows_to_keep(before))
    assert hash_again(kept.rows) == agreed
    assert Entry.objects.get(event="assessment.unit_reopened").payload["superseded"] == agreed
    with pytest.raises(reopening.NotWaiting):
        reopening.confirm_reopening(asked.pk, actor=bloc.authority, at=REVIEWING)
    for write in (
        lambda: SupersededRanking.objects.update(reason="khác"),
        lambda: SupersededRanking.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            write()


def hash_again(rows: list[dict[str, Any]]) -> str:
    """What two people agreed to, computed again from what is kept."""
    content = [
        [row["rank"], row["unit_id"], row["points"], row["self_points"], row["label"], row["lines"]] for row in rows
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def test_proposed_ranking_is_withdrawn_before_anything_is_opened_again() -> None:
    bloc = reviewed_bloc()
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)

    with pytest.raises(reopening.RankingProposedMeanwhile):
        open_again(bloc, bloc.member, "report", at=REVIEWING)


def test_ranking_waits_until_what_was_opened_again_is_closed() -> None:
    bloc = reviewed_bloc()
    opened = open_again(bloc, bloc.member, "report", at=REVIEWING)
    with pytest.raises(ranking.UnitsReopened):
        ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    late = queries.reopening_tasks_for(bloc.leader.head, at=UNTIL)
    reopening.close_reopening(opened.pk, actor=bloc.leader.head, at=UNTIL)

    assert [task.late for task in late] == [True]
    assert ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=UNTIL).object.state == "proposed"


def test_unit_with_more_time_signs_after_the_blocs_deadline_and_others_do_not() -> None:
    bloc = make_running_bloc()
    assert bloc.authority is not None
    extend_unit(
        bloc.year.pk, actor=bloc.authority, at=moment(2024, 2, 20), unit_id=bloc.member.body.pk, phase="pledge",
        deadline_at=moment(2024, 3, 8, 17), reason="Đổi lãnh đạo",
    )  # fmt: skip
    by = {"at": moment(2024, 3, 8, 16)}
    started = pledges.start_pledge(bloc.year.pk, actor=bloc.member.officer, **by).object

    with pytest.raises(flow.PhaseOver):
        pledges.start_pledge(bloc.year.pk, actor=bloc.deputy.officer, **by)
    with pytest.raises(flow.PhaseOver):
        pledges.write_commitments(
            started.pk, actor=bloc.member.officer, at=moment(2024, 3, 8, 17), commitments="", titles=[]
        )
