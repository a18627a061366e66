"""The pages of periods, of reports over the year, and of the synthesis."""

import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.assessment.factories import Bloc, Unit, make_running_bloc, signed_pledge
from tests.assessment.factories_periods import (
    IN_TIME,
    TOO_LATE,
    draft_on,
    half_year,
    nine_month,
    planned,
    submitted_on,
)
from tests.factories import moment
from thidua.assessment import queries
from thidua.assessment.actions import reports
from thidua.assessment.models import ReportingPeriod, Result
from thidua.bodies.models import Account
from thidua.kernel.actor import Actor
from thidua.rulebook.progress import Base

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
OCTOBER = moment(2024, 10, 3)


@pytest.fixture
def bloc() -> Bloc:
    return make_running_bloc()


def signed_in(actor: Actor | None) -> Client:
    client = Client()
    assert actor is not None
    client.force_login(Account.objects.get(person_id=actor.id), backend=BACKEND)
    return client


def shown(client: Client, name: str, *ids: int) -> str:
    return client.get(reverse(f"assessment:{name}", args=ids)).content.decode()


def typed(**changed: str) -> dict[str, str]:
    """The half-year as somebody types it."""
    return {
        "kind": "half_year", "title": "6 tháng đầu năm", "first_on": "1/1/2024", "last_on": "30/6/2024",
        "opens_on": "20/6/2024", "deadline_on": "10/7/2024",
    } | changed  # fmt: skip


def test_head_of_the_bloc_adds_a_period_by_form(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(moment(2024, 3, 5))
    client = signed_in(bloc.leader.head)

    answer = client.post(reverse("assessment:add_period", args=[bloc.year.pk]), typed())

    assert answer.status_code == 302
    period = ReportingPeriod.objects.get()
    assert (period.title, period.deadline_at) == ("6 tháng đầu năm", moment(2024, 7, 10, 17))
    assert "6 tháng đầu năm" in shown(client, "periods", bloc.year.pk)


def test_form_of_a_period_keeps_what_was_typed_and_names_the_field(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(moment(2024, 3, 5))

    page = signed_in(bloc.leader.head).post(
        reverse("assessment:add_period", args=[bloc.year.pk]), typed(last_on="1/6/2023")
    )

    assert page.status_code == 200
    assert "Ngày cuối của kỳ phải sau ngày đầu" in page.content.decode()
    assert "1/6/2023" in page.content.decode()


def test_period_is_changed_and_removed_on_its_pages(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(moment(2024, 3, 6))
    period, client = planned(bloc), signed_in(bloc.authority)
    here = [bloc.year.pk, period.pk]

    assert "30/06/2024" in shown(client, "change_period", *here)
    client.post(reverse("assessment:change_period", args=here), typed(title="Sơ kết"))
    assert ReportingPeriod.objects.get().title == "Sơ kết"
    assert "Không. Muốn có lại thì thêm kỳ mới." in shown(client, "remove_period", *here)
    client.post(reverse("assessment:remove_period", args=here))

    assert not ReportingPeriod.objects.exists()


def test_unit_begins_its_report_on_a_period(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(IN_TIME)
    signed_pledge(bloc, bloc.member)
    period, client = planned(bloc), signed_in(bloc.member.officer)

    answer = client.post(reverse("assessment:period_start", args=[bloc.year.pk, period.pk]), follow=True)

    assert "Báo cáo kết quả: 6 tháng đầu năm" in answer.content.decode()
    assert "Còn thiếu 1 kết quả" in answer.content.decode()


def test_tasks_name_every_open_period_until_it_is_submitted(bloc: Bloc) -> None:
    signed_pledge(bloc, bloc.member)
    period = planned(bloc)

    def headings(actor: Actor) -> list[str]:
        return [task.heading for task in queries.tasks_for(actor, at=IN_TIME)]

    assert headings(bloc.member.officer) == ["Báo cáo kết quả: 6 tháng đầu năm"]
    draft_on(bloc.member, period)
    assert headings(bloc.member.officer) == ["Hoàn thành báo cáo: 6 tháng đầu năm"]
    result = Result.objects.get()
    assert headings(bloc.deputy.officer) == []  # no pledge signed, nothing to report
    by = {"actor": bloc.member.officer, "at": IN_TIME}
    reports.report_result(result.pk, **by, written="50", value=Decimal(50))
    reports.send_report(result.report_id, **by)
    assert (headings(bloc.member.officer), headings(bloc.member.head)) == (
        [],
        ["Duyệt và nộp báo cáo: 6 tháng đầu năm"],
    )
    reports.return_report(result.report_id, actor=bloc.member.head, at=IN_TIME, reason="Thiếu")
    assert queries.tasks_for(bloc.member.officer, at=TOO_LATE)[0].why == "Bị trả lại: Thiếu"
    reports.submit_report(result.report_id, actor=bloc.member.head, at=IN_TIME)
    assert headings(bloc.member.officer) == []


def progress(unit: Unit, period: ReportingPeriod) -> queries.TargetProgress:
    report = period.reports.get(unit=unit.body)
    return queries.report_page(unit.officer, report.emulation_year_id, report.pk, at=OCTOBER).results[0]


def test_report_shows_the_last_cumulative_value_beside_and_forecasts(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(OCTOBER)
    signed_pledge(bloc, bloc.member)
    submitted_on(bloc.member, planned(bloc), "50")
    nine = planned(bloc, nine_month())
    report = draft_on(bloc.member, nine, at=OCTOBER)

    page = shown(signed_in(bloc.member.officer), "report", bloc.year.pk, report.pk)
    assert "<dt>6 tháng đầu năm</dt><dd>50</dd>" in page
    assert Result.objects.get(report=report).value is None
    assert progress(bloc.member, nine).forecast.because.vi.startswith("Theo nhịp này, cuối năm đạt khoảng 101")
    submitted = submitted_on(bloc.member, nine, "80", at=OCTOBER)
    one = progress(bloc.member, nine)
    page = shown(signed_in(bloc.member.officer), "report", bloc.year.pk, submitted.pk)

    assert [(before.title, before.value) for before in one.earlier] == [("6 tháng đầu năm", 50)]
    assert one.forecast.because.vi in page
    assert one.plot is not None
    assert one.plot.line in page


def test_figure_of_the_period_alone_is_added_to_the_one_before(bloc: Bloc) -> None:
    signed_pledge(bloc, bloc.member)
    submitted_on(bloc.member, planned(bloc), "50")
    third = planned(bloc, nine_month(first_on=half_year()["last_on"].replace(month=7, day=1), title="Quý III"))
    submitted_on(bloc.member, third, "30", at=OCTOBER, basis="period")

    one = progress(bloc.member, third)

    assert (one.now.value, one.period_alone) == (80, True)
    assert one.shown.achievement.reached_percent == 80


def test_fall_is_warned_about_and_not_refused(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(OCTOBER)
    signed_pledge(bloc, bloc.member)
    submitted_on(bloc.member, planned(bloc), "50")
    nine = planned(bloc, nine_month())
    report = submitted_on(bloc.member, nine, "40", at=OCTOBER)

    assert report.approved
    assert "Số lũy kế 40 thấp hơn số lũy kế kỳ trước" in shown(
        signed_in(bloc.member.officer), "report", bloc.year.pk, report.pk
    )


def test_peers_are_the_other_units_with_the_same_indicator(bloc: Bloc) -> None:
    period = planned(bloc)
    for unit, value in ((bloc.leader, "20"), (bloc.deputy, "40"), (bloc.member, "60")):
        signed_pledge(bloc, unit)
        submitted_on(unit, period, value)

    found = {one.base: one for one in progress(bloc.member, period).comparisons}

    assert found[Base.PEERS].other == 30
    assert found[Base.PEERS].better
    assert found[Base.SAME_PERIOD].other is None
    assert "chưa có số liệu để so" in found[Base.SAME_PERIOD].because.vi


def test_same_period_is_taken_from_the_result_where_the_system_has_none(bloc: Bloc) -> None:
    period = planned(bloc)
    signed_pledge(bloc, bloc.member)
    submitted_on(bloc.member, period, "60", same_period=Decimal(50))

    found = {one.base: one for one in progress(bloc.member, period).comparisons}

    assert "tăng 20% so với cùng kỳ năm trước" in found[Base.SAME_PERIOD].because.vi


def test_figure_typed_on_the_report_leaves_the_rest_of_the_result(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(IN_TIME)
    signed_pledge(bloc, bloc.member)
    report = draft_on(bloc.member, planned(bloc))
    result, client = Result.objects.get(), signed_in(bloc.member.officer)
    url = reverse("assessment:result", args=[bloc.year.pk, result.pk])
    client.post(url, {"value": "ước 1.200", "note": "Dòng một", "second_value": "1,2 tỷ", "second_unit": "đồng"})
    result.refresh_from_db()
    assert (result.value, result.qualifier, result.estimated) == (1200, "ước", True)
    one = queries.report_page(bloc.member.officer, bloc.year.pk, report.pk, at=IN_TIME).results[0]

    client.post(url, {**{key: str(value) for key, value in one.typed.items()}, "value": "1.300"})

    result.refresh_from_db()
    assert (result.value, result.note, result.second_value, result.second_unit) == (
        1300,
        "Dòng một",
        1200000000,
        "đồng",
    )


def test_second_value_without_its_unit_is_named_at_the_field(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(IN_TIME)
    signed_pledge(bloc, bloc.member)
    draft_on(bloc.member, planned(bloc))
    url = reverse("assessment:result", args=[bloc.year.pk, Result.objects.get().pk])

    page = signed_in(bloc.member.officer).post(url, {"value": "5", "second_value": "1,2 tỷ"}).content.decode()

    assert "chưa ghi đơn vị tính" in page
    assert Result.objects.get().value is None


def test_synthesis_adds_up_names_the_missing_and_says_the_estimate(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(TOO_LATE)
    period = planned(bloc)
    for unit in bloc.units:
        signed_pledge(bloc, unit)
    submitted_on(bloc.leader, period, "20", estimated=True)
    submitted_on(bloc.deputy, period, "60", at=TOO_LATE)
    draft_on(bloc.member, period)

    page = queries.synthesis_page(bloc.member.head, bloc.year.pk, period.pk)
    (row,) = page.rows
    text = shown(signed_in(bloc.authority), "synthesis_of", bloc.year.pk, period.pk)

    assert (row.total, row.planned, row.estimated) == (80, 200, 20)
    assert [one.unit for one in row.missing] == [bloc.member.body.name]
    assert [one.unit for one in page.waiting] == [bloc.member.body]
    assert [one.unit for one in page.late] == [bloc.deputy.body]
    assert [one.bar for one in page.units] == [20, 60, 0]
    assert "Trong đó 20 (25%) là số của đơn vị có phần ước." in text


def test_synthesis_of_a_year_without_reports_counts_nobody_as_zero(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(IN_TIME)
    signed_pledge(bloc, bloc.member)

    page = queries.synthesis_page(bloc.member.head, bloc.year.pk, None)

    assert [row.total for row in page.rows] == [None]
    assert "Chưa đơn vị nào nộp báo cáo kỳ này" in shown(signed_in(bloc.member.head), "synthesis", bloc.year.pk)


def test_synthesis_as_a_workbook_keeps_missing_cells_empty_and_texts_texts(bloc: Bloc, at_day) -> None:  # type: ignore[no-untyped-def]
    at_day(IN_TIME)
    period = planned(bloc)
    signed_pledge(bloc, bloc.leader)
    signed_pledge(bloc, bloc.member)
    submitted_on(bloc.leader, period, "20", second_value=Decimal(5), second_unit="=đồng")

    answer = signed_in(bloc.member.head).get(reverse("assessment:synthesis_book_of", args=[bloc.year.pk, period.pk]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    totals, units, words = (book.get_sheet_by_index(number).to_python()[3:] for number in range(3))

    assert [(row[0], row[2]) for row in totals] == [("Số phần quà", 20), ("Số phần quà (số liệu kèm theo)", 5)]
    assert totals[1][1] == "=đồng"
    assert [row[3] for row in units] == [20, 5, ""]
    assert [row[4] for row in words] == ["đã nộp", "chưa nộp", "chưa nộp"]


@pytest.mark.parametrize("units", [3, 12])
def test_pages_of_periods_ask_the_database_as_often_for_few_units_as_for_many(
    units: int,
    at_day,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    at_day(TOO_LATE)
    bloc = make_running_bloc(units)
    period = planned(bloc)
    for unit in bloc.units:
        signed_pledge(bloc, unit)
        submitted_on(unit, period, "50")

    with django_assert_num_queries(8):
        queries.synthesis_page(bloc.member.head, bloc.year.pk, period.pk)
    with django_assert_num_queries(14):
        queries.periods_page(bloc.member.head, bloc.year.pk, at=TOO_LATE)
