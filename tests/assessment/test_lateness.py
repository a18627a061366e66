"""Papers that came late: kept with the paper, shown, and counted by a sheet that asks the house for it."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.factories import (
    PLEDGING,
    REPORTING,
    REVIEWING,
    SCORING,
    Bloc,
    Unit,
    draft_pledge,
    line_of,
    make_running_bloc,
    result_of,
    signed_pledge,
    submitted_report,
)
from tests.factories import make_line, make_sheet, moment
from thidua.assessment import queries
from thidua.assessment.actions import guards, pledges, reports, scores
from thidua.assessment.models import Pledge, Report, days_late
from thidua.cycles.actions import extend_unit
from thidua.cycles.models import BlocMembership
from thidua.cycles.presets import preset_of
from thidua.rulebook import facts
from thidua.rulebook.guards import Guard, Then, When

pytestmark = pytest.mark.django_db

DUE = moment(2024, 12, 21, 0)


def late_line(late: str = "house_late_days") -> facts.Criterion:
    preset = preset_of("late_papers")
    assert preset is not None
    scoring = preset.compose(preset.defaults() | {"late": late, "start": Decimal(10), "each": Decimal(2), "cap": None})
    return facts.Criterion(
        code="IV", title="Nộp đúng hạn", rule=scoring.rule, max_points=scoring.max_points, clause="Điều 7",
        least=scoring.least, over=scoring.over,
    )  # fmt: skip


def sheet_with(*lines: facts.Criterion, guard: Guard | None = None) -> facts.Sheet:
    return facts.Sheet(title="Bảng điểm", entries=(*make_sheet().entries, *lines), guards=(guard,) if guard else ())


def give_time(bloc: Bloc, unit: Unit, phase: str, deadline_at: datetime) -> None:
    assert bloc.authority is not None
    extend_unit(
        bloc.year.pk, actor=bloc.authority, at=PLEDGING, unit_id=unit.body.pk, phase=phase, deadline_at=deadline_at,
        reason="Lũ lụt",
    )  # fmt: skip


def late_report(bloc: Bloc, unit: Unit, *, at: datetime = DUE + timedelta(days=1, hours=8)) -> Report:
    """A report handed in a day and eight hours after the bloc's deadline: two days late."""
    signed_pledge(bloc, unit)
    give_time(bloc, unit, "report", DUE + timedelta(days=5))
    report = reports.start_report(bloc.year.pk, actor=unit.officer, at=REPORTING).object
    reports.report_result(result_of(report).pk, actor=unit.officer, at=REPORTING, written="80", value=Decimal(80))
    return reports.submit_report(report.pk, actor=unit.head, at=at).object


@pytest.mark.parametrize(
    ("after", "days"),
    [(-1, 0), (0, 1), (86_399, 1), (86_400, 2), (86_400 * 10, 11)],
)
def test_day_begun_after_the_deadline_counts_whole(after: int, days: int) -> None:
    assert days_late(DUE + timedelta(seconds=after), due_at=DUE) == days


def test_lateness_is_kept_with_the_paper_and_stays_when_it_is_given_back() -> None:
    bloc = make_running_bloc()
    report = late_report(bloc, bloc.member)
    assert (report.first_approved_at, report.due_at, report.days_late) == (DUE + timedelta(days=1, hours=8), DUE, 2)
    reports.return_report(report.pk, actor=bloc.leader.head, at=DUE + timedelta(days=2), reason="Sai")

    again = reports.submit_report(report.pk, actor=bloc.member.head, at=DUE + timedelta(days=4)).object

    assert again.days_late == 2


def test_paper_in_time_is_not_late_and_one_not_handed_in_is_not_known() -> None:
    bloc = make_running_bloc()

    assert signed_pledge(bloc, bloc.member).days_late == 0
    assert draft_pledge(bloc, bloc.deputy).days_late is None


def test_sheet_counts_days_late_by_itself_and_names_the_paper() -> None:
    bloc = make_running_bloc(sheet=sheet_with(late_line()))
    late_report(bloc, bloc.member)
    sheet = scores.start_scores(bloc.year.pk, actor=bloc.member.officer, at=SCORING + timedelta(days=2)).object

    page = queries.line_page(bloc.member.officer, bloc.year.pk, line_of(sheet, "IV"), at=SCORING)

    assert (page.score.computed, page.criterion.typed, page.may_enter) == (Decimal("6.00"), (), False)
    told = queries.explained(bloc.year, units=[bloc.member.body.pk], language="vi")[bloc.member.body.pk, "IV"]
    assert "báo cáo nộp lúc 08:00 ngày 22/12/2024, hạn của khối 00:00 ngày 21/12/2024, muộn 2 ngày" in told


def test_sheet_counts_papers_late_and_nothing_when_all_came_in_time() -> None:
    bloc = make_running_bloc(sheet=sheet_with(late_line("house_late_papers")))
    late_report(bloc, bloc.member)
    submitted_report(bloc, bloc.deputy)

    found = queries.scores_of_year(bloc.year, units=[bloc.member.body.pk, bloc.deputy.body.pk])

    points = [{line.code: line.computed for line in one.lines}["IV"] for one in found.values()]
    assert points == [Decimal("8.00"), Decimal("10.00")]


def test_lateness_is_missing_and_not_zero_until_both_papers_came() -> None:
    bloc = make_running_bloc(sheet=sheet_with(late_line()))
    signed_pledge(bloc, bloc.member)

    assert queries.lateness_of(bloc.year) == {}
    scored = queries.scores_of_year(bloc.year, units=[bloc.member.body.pk])[bloc.member.body.pk]
    assert {line.code: line.computed for line in scored.lines}["IV"] is None


def test_line_of_the_house_takes_nothing_typed() -> None:
    bloc = make_running_bloc(sheet=sheet_with(late_line()))
    submitted_report(bloc, bloc.member)
    by = {"actor": bloc.member.officer, "at": SCORING}
    sheet = scores.start_scores(bloc.year.pk, **by).object

    with pytest.raises(scores.ComputedLine):
        scores.judge_line(line_of(sheet, "IV"), **by, inputs={"house_late_days": "0"}, note="")


def test_guard_on_late_papers_is_answered_by_the_house_alone() -> None:
    guard = Guard(
        title="Nộp muộn", clause="Điều 8", when=When.EVENT, then=Then.NOT_RANKED, key="house_late_papers",
        question="Số văn bản nộp muộn", times=1,
    )  # fmt: skip
    bloc = make_running_bloc(sheet=sheet_with(guard=guard))
    late_report(bloc, bloc.member)
    membership = BlocMembership.objects.get(emulation_year=bloc.year, unit=bloc.member.body)
    guards.answer_guards(
        membership.pk, actor=bloc.leader.head, at=REVIEWING, times={"house_late_papers": 0}, reason="Bỏ qua"
    )

    assert queries.questions_of(bloc.year) == []
    assert queries.facts_of_year(bloc.year)[bloc.member.body.pk].events == {"house_late_papers": 1}


def test_lateness_is_shown_on_the_blocs_overview() -> None:
    bloc = make_running_bloc()
    late_report(bloc, bloc.member)

    rows = {row.unit: row.report and row.report.days_late for row in queries.progress_of(bloc.year)}

    assert rows == {bloc.leader.body: None, bloc.deputy.body: None, bloc.member.body: 2}


@pytest.mark.parametrize("units", [3, 11])
def test_facts_ask_the_same_number_of_queries_with_lateness(units: int) -> None:
    bloc = make_running_bloc(units, sheet=sheet_with(make_line("V", "judged", "5"), late_line()))
    for unit in bloc.units:
        submitted_report(bloc, unit)

    with CaptureQueriesContext(connection) as taken:
        found = queries.facts_of_year(bloc.year)

    assert (len(found), len(taken)) == (units, 4)


def test_pledge_signed_late_under_an_extension_is_late() -> None:
    bloc = make_running_bloc()
    give_time(bloc, bloc.member, "pledge", moment(2024, 3, 8, 17))
    pledge = draft_pledge(bloc, bloc.member)

    pledges.sign_pledge(pledge.pk, actor=bloc.member.head, at=moment(2024, 3, 5))

    assert Pledge.objects.get(pk=pledge.pk).days_late == 5
