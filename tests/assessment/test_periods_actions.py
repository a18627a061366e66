"""Planning periods, and reporting on them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from tests.assessment.factories import (
    REPORTING,
    SCORING,
    Bloc,
    draft_report,
    make_running_bloc,
    result_of,
    signed_pledge,
    submitted_report,
)
from tests.assessment.factories_periods import (
    HALF_DUE,
    IN_TIME,
    PLANNING,
    TOO_LATE,
    draft_on,
    half_year,
    nine_month,
    planned,
    submitted_on,
)
from tests.factories import moment
from thidua.assessment import queries
from thidua.assessment.actions import periods, reports, scores
from thidua.assessment.models import PeriodKind, Report, ReportingPeriod, Result
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import Refusal
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc() -> Bloc:
    return make_running_bloc()


def test_head_of_the_bloc_and_authority_plan_periods_in_the_order_of_their_days(bloc: Bloc) -> None:
    later = planned(bloc, nine_month())
    periods.add_period(bloc.year.pk, actor=bloc.authority, at=PLANNING, **half_year())

    assert [one.title for one in queries.periods_of(bloc.year)] == ["6 tháng đầu năm", later.title, "Cả năm 2024"]


def test_deputy_and_member_do_not_plan_periods(bloc: Bloc) -> None:
    for actor in (bloc.deputy.head, bloc.member.head):
        with pytest.raises(Denied):
            periods.add_period(bloc.year.pk, actor=actor, at=PLANNING, **half_year())


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"kind": PeriodKind.YEAR}, "period_of_the_year", None),
        ({"last_on": date(2023, 12, 31)}, "days_not_in_order", "last_on"),
        ({"first_on": date(2023, 12, 31)}, "days_outside_year", "first_on"),
        ({"last_on": date(2025, 1, 1)}, "days_outside_year", "last_on"),
        ({"deadline_at": moment(2024, 6, 1)}, "deadline_not_in_order", "deadline_at"),
    ],
)
def test_period_that_contradicts_itself_is_refused_at_its_field(
    bloc: Bloc, changed: dict[str, Any], code: str, field: str | None
) -> None:
    with pytest.raises(Refusal) as refused:
        planned(bloc, half_year(**changed))

    assert (refused.value.code, refused.value.field) == (code, field)
    assert not ReportingPeriod.objects.exists()


def test_title_is_used_once_a_year(bloc: Bloc) -> None:
    planned(bloc)

    with pytest.raises(periods.TitleKnown):
        planned(bloc, nine_month(title="6 tháng đầu năm"))


def test_period_is_changed_and_removed_while_nobody_reported(bloc: Bloc) -> None:
    period = planned(bloc)

    changed = periods.change_period(period.pk, actor=bloc.authority, at=PLANNING, **half_year(title="Sơ kết"))
    assert changed.object.title == "Sơ kết"
    periods.remove_period(period.pk, actor=bloc.leader.head, at=PLANNING)

    assert not ReportingPeriod.objects.exists()


def test_period_with_a_report_stays_as_it_is(bloc: Bloc) -> None:
    period = planned(bloc)
    signed_pledge(bloc, bloc.member)
    draft_on(bloc.member, period)
    by = {"actor": bloc.leader.head, "at": IN_TIME}

    with pytest.raises(periods.AlreadyReported) as refused:
        periods.change_period(period.pk, **by, **half_year(title="Khác"))
    with pytest.raises(periods.AlreadyReported):
        periods.remove_period(period.pk, **by)

    assert bloc.member.body.name in str(refused.value)


def test_period_of_the_year_is_made_once_by_the_first_report_and_never_changed(bloc: Bloc) -> None:
    draft_report(bloc, bloc.member)
    draft_report(bloc, bloc.deputy)
    (period,) = ReportingPeriod.objects.all()

    with pytest.raises(periods.PeriodOfTheYear):
        periods.remove_period(period.pk, actor=bloc.authority, at=REPORTING)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingPeriod.objects.create(emulation_year=bloc.year, kind=PeriodKind.YEAR, title="Hai", position=1)

    assert period.yearly


def test_report_on_a_period_before_it_opens_is_refused(bloc: Bloc) -> None:
    signed_pledge(bloc, bloc.member)

    with pytest.raises(reports.PeriodNotOpen):
        draft_on(bloc.member, planned(bloc), at=moment(2024, 6, 1))


def test_period_of_another_bloc_is_not_found(bloc: Bloc) -> None:
    other = make_running_bloc()
    signed_pledge(bloc, bloc.member)

    with pytest.raises(Http404):
        reports.start_report(bloc.year.pk, actor=bloc.member.officer, at=IN_TIME, period_id=planned(other).pk)


def test_report_in_time_is_not_late(bloc: Bloc) -> None:
    signed_pledge(bloc, bloc.member)

    report = submitted_on(bloc.member, planned(bloc), "50")

    assert (report.first_approved_at, report.due_at, report.days_late) == (IN_TIME, HALF_DUE, 0)


def test_report_after_the_deadline_is_taken_and_its_lateness_kept(bloc: Bloc) -> None:
    signed_pledge(bloc, bloc.member)

    report = submitted_on(bloc.member, planned(bloc), "50", at=TOO_LATE)

    assert (report.due_at, report.days_late) == (HALF_DUE, 5)
    assert Entry.objects.get(event="assessment.report_submitted").payload["late"] == "17:00 ngày 10/07/2024"


def test_report_returned_and_sent_again_is_judged_by_the_first_time(bloc: Bloc) -> None:
    signed_pledge(bloc, bloc.member)
    report = submitted_on(bloc.member, planned(bloc), "50")
    reports.return_report(report.pk, actor=bloc.leader.head, at=IN_TIME, reason="Bổ sung")

    again = reports.submit_report(report.pk, actor=bloc.member.head, at=TOO_LATE).object

    assert (again.approved, again.days_late) == (True, 0)


def test_report_on_a_period_is_neither_scored_nor_counted_as_the_report_of_the_year(bloc: Bloc) -> None:
    signed_pledge(bloc, bloc.member)
    submitted_on(bloc.member, planned(bloc), "50")

    assert not queries.report_is_submitted(bloc.year, bloc.member.body.pk)
    assert queries.facts_of_year(bloc.year) == {}
    assert queries.highlights_of(bloc.year) == []
    assert [one.report for one in queries.progress_of(bloc.year)] == [None, None, None]
    assert queries.papers_of_unit(bloc.member.officer, bloc.year)["report"] is None
    with pytest.raises(scores.ReportNotSubmitted):
        scores.start_scores(bloc.year.pk, actor=bloc.member.officer, at=SCORING)


def test_points_follow_the_report_of_the_year_whatever_other_periods_say(bloc: Bloc) -> None:
    signed_pledge(bloc, bloc.member)
    submitted_on(bloc.member, planned(bloc), "5")
    report = reports.start_report(bloc.year.pk, actor=bloc.member.officer, at=REPORTING).object
    reports.report_result(
        result_of(report).pk, actor=bloc.member.officer, at=REPORTING, written="80", value=Decimal(80)
    )
    reports.submit_report(report.pk, actor=bloc.member.head, at=REPORTING)

    facts = queries.facts_of_year(bloc.year)[bloc.member.body.pk]

    assert [target.actual for line in facts.lines for target in line.targets] == [80]


def test_report_on_a_period_can_be_returned_after_scores_are_handed_in(bloc: Bloc) -> None:
    period = planned(bloc)
    submitted_report(bloc, bloc.member)
    interim = submitted_on(bloc.member, period, "50", at=REPORTING)
    scores.start_scores(bloc.year.pk, actor=bloc.member.officer, at=SCORING)

    returned = reports.return_report(interim.pk, actor=bloc.authority, at=SCORING, reason="Sai kỳ").object

    assert returned.draft


def test_every_column_of_a_result_is_written_and_said_in_the_ledger(bloc: Bloc) -> None:
    report = draft_report(bloc, bloc.member)
    values: dict[str, Any] = {
        "qualifier": "trên", "estimated": True, "basis": "period", "measured": "amount",
        "year_estimate_written": "120", "year_estimate": Decimal(120), "second_written": "1,2 tỷ",
        "second_value": Decimal(1200000000), "second_unit": "đồng", "same_period_written": "60",
        "same_period": Decimal(60),
    }  # fmt: skip

    reports.report_result(
        result_of(report).pk, actor=bloc.member.officer, at=REPORTING, written="trên 80", value=Decimal(80), **values
    )

    stored = Result.objects.get()
    assert {name: getattr(stored, name) for name in values} == values
    line = next(one for one in queries.history_of(bloc.member.officer, bloc.year) if "ghi kết quả" in one.sentence)
    assert line.sentence.endswith(
        "hiểu là 80; có phần ước tính; chỉ tính trong kỳ; ước cả năm 120; kèm theo 1.200.000.000 đồng; "
        "cùng kỳ năm trước 60"
    )


def test_second_value_without_its_unit_is_refused(bloc: Bloc) -> None:
    report = draft_report(bloc, bloc.member)

    with pytest.raises(reports.SecondUnitMissing):
        reports.report_result(
            result_of(report).pk, actor=bloc.member.officer, at=REPORTING, written="80", value=Decimal(80),
            second_value=Decimal(1),
        )  # fmt: skip


def test_words_of_a_report_have_three_parts(bloc: Bloc) -> None:
    report = draft_report(bloc, bloc.member)

    reports.write_summary(
        report.pk, actor=bloc.member.officer, at=REPORTING, summary="A", difficulties="B", proposals="C"
    )

    stored = Report.objects.get()
    assert (stored.summary, stored.difficulties, stored.proposals) == ("A", "B", "C")


def test_closed_year_refuses_changes_of_its_periods(bloc: Bloc) -> None:
    period = planned(bloc)
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingPeriod.objects.filter(pk=period.pk).update(title="Khác")
