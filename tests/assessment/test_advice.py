"""What a unit still lacks, seen by that unit alone; and what low plans do, seen by those who answer for the bloc."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import Http404
from django.urls import reverse

from tests.assessment.factories import (
    REPORTING,
    REVIEWING,
    SCORING,
    Bloc,
    Unit,
    draft_scores,
    make_running_bloc,
    reviewed_bloc,
    submitted_scores,
)
from tests.conferences.factories import as_actor
from tests.factories import make_actor, make_bloc, make_sheet, make_table, make_year, moment
from thidua.assessment import queries
from thidua.assessment.actions import pledges, reports, scores
from thidua.assessment.models import ScoreSheet, Target
from thidua.kernel.actor import Office
from thidua.kernel.gate import Denied
from thidua.rulebook import facts
from thidua.rulebook.rules import Relative

pytestmark = pytest.mark.django_db
DURING = moment(2024, 12, 23)


def test_advice_names_the_rank_and_what_would_gain_points() -> None:
    bloc = make_running_bloc()
    submitted_scores(bloc, bloc.leader, value="90")
    sheet = draft_scores(bloc, bloc.member, value="80")
    scores.judge_line(
        sheet.lines.get(criterion__code="II.1").pk,
        actor=bloc.member.officer,
        at=SCORING,
        inputs={"judged": "30"},
        note="",
    )
    scores.judge_line(
        sheet.lines.get(criterion__code="III.1").pk, actor=bloc.member.officer, at=SCORING, inputs={"occurrences": "1"},
        note="",
    )  # fmt: skip

    page = queries.advice_page(bloc.member.officer, bloc.year.pk, sheet.pk, at=DURING)

    assert page.advice is not None
    assert (page.advice.rank, page.advice.points, page.advice.to_above) == (2, Decimal("76.00"), Decimal("6.00"))
    assert [(change.code, change.gain) for change in page.advice.changes if not change.depends_on_judges] == [
        ("I.1", Decimal("12.00")),
    ]


def test_advice_hides_the_names_of_the_other_units(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    submitted_scores(bloc, bloc.leader, value="90")
    sheet = submitted_scores(bloc, bloc.member, value="80")
    at_day(DURING)

    page = as_actor(bloc.member.officer).get(reverse("assessment:advice", args=[bloc.year.pk, sheet.pk]))

    said = page.content.decode().split("<main")[1]
    assert "một đơn vị khác (1)" in said
    assert bloc.leader.body.name not in said


def test_advice_of_another_unit_is_not_given_even_to_the_head_of_the_bloc() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)

    with pytest.raises(Denied):
        queries.advice_page(bloc.leader.head, bloc.year.pk, sheet.pk, at=DURING)
    with pytest.raises(Http404):
        queries.advice_page(bloc.deputy.officer, bloc.year.pk, sheet.pk, at=DURING)


def test_advice_ends_with_the_time_of_scoring() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)

    page = queries.advice_page(bloc.member.head, bloc.year.pk, sheet.pk, at=REVIEWING + timedelta(days=1))

    assert page.advice is None


def relative_bloc(*plans: tuple[str, str]) -> Bloc:
    """A running year whose first line compares excesses over plan; each unit with a plan and a result, reported."""
    compared = facts.Criterion(
        code="I.1", title="So với khối", rule=Relative(points=Decimal(60)), max_points=Decimal(60), clause="Điều 6"
    )
    plain = make_sheet()
    first = replace(plain.entries[0], entries=(compared,))
    table = make_table(bloc := make_bloc(), sheet=replace(plain, entries=(first, *plain.entries[1:])))
    year = make_year(bloc, table=table, units=len(plans))
    made = Bloc(year=year, authority=make_actor(Office.AUTHORITY_OFFICER, bloc.authority))
    for row, (planned, value) in zip(year.memberships.select_related("unit").order_by("position"), plans, strict=True):
        unit = Unit(row.unit, make_actor(Office.UNIT_HEAD, row.unit), make_actor(Office.UNIT_OFFICER, row.unit))
        made.units.append(unit)
        _report(made, unit, planned=planned, value=value)
    return made


def _report(bloc: Bloc, unit: Unit, *, planned: str, value: str) -> None:
    by = {"actor": unit.officer, "at": moment(2024, 2, 1)}
    pledge = pledges.start_pledge(bloc.year.pk, **by).object
    pledges.add_target(
        pledge.pk, **by, indicator="Số phần quà", planned=Decimal(planned) if planned else None, previous=Decimal(90),
        unit_of_measure="phần quà", direction="more",
        criterion=bloc.year.scoring_table.criteria.get(code="I.1"),
    )  # fmt: skip
    pledges.sign_pledge(pledge.pk, actor=unit.head, at=by["at"])
    report = reports.start_report(bloc.year.pk, actor=unit.officer, at=REPORTING).object
    reports.report_result(
        report.results.get().pk, actor=unit.officer, at=REPORTING, written=value, value=Decimal(value)
    )
    reports.submit_report(report.pk, actor=unit.head, at=REPORTING)


def test_plans_page_shows_what_one_low_plan_does_to_the_others() -> None:
    bloc = relative_bloc(("100", "110"), ("100", "120"), ("10", "90"))

    page = queries.plans_page(bloc.leader.head, bloc.year.pk)

    assert [(one.unit, len(one.held)) for one in page.low] == [(bloc.member.body.name, 2)]
    assert len(page.variants) == 4


def test_plans_page_is_for_those_who_answer_for_the_standings() -> None:
    bloc = relative_bloc(("100", "110"), ("100", "120"), ("10", "90"))

    with pytest.raises(Denied):
        queries.plans_page(bloc.member.head, bloc.year.pk)


def test_plans_page_names_units_and_variants(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = relative_bloc(("100", "110"), ("100", "120"), ("10", "90"))
    at_day(REVIEWING)

    said = as_actor(bloc.authority).get(reverse("assessment:plans", args=[bloc.year.pk])).content.decode()

    assert said.count(bloc.member.body.name) >= 5
    assert "trung vị" in said


def test_plans_page_of_a_sheet_that_compares_nobody_says_so(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = reviewed_bloc()
    at_day(REVIEWING)

    said = as_actor(bloc.authority).get(reverse("assessment:plans", args=[bloc.year.pk])).content.decode()

    assert "không so các đơn vị theo kế hoạch" in said


def test_points_of_a_comparing_line_wait_for_the_bloc_and_follow_it() -> None:
    bloc = relative_bloc(("100", "110"), ("100", "120"), ("100", "90"))
    for unit in bloc.units:
        scores.start_scores(bloc.year.pk, actor=unit.officer, at=SCORING)

    computed = [
        queries.score_of(unit_sheet, explain=False).lines[0].computed
        for unit_sheet in (ScoreSheet.objects.get(emulation_year=bloc.year, unit=unit.body) for unit in bloc.units)
    ]

    assert computed == [Decimal("45.00"), Decimal("60.00"), Decimal("27.00")]


def test_target_without_a_plan_is_taken_where_units_without_one_are_compared() -> None:
    bloc = relative_bloc(("", "110"), ("", "120"), ("100", "90"))

    assert Target.objects.filter(emulation_year=bloc.year, planned__isnull=True).count() == 2


def test_target_without_a_plan_is_refused_where_a_plan_is_needed() -> None:
    bloc = make_running_bloc()
    by = {"actor": bloc.member.officer, "at": moment(2024, 2, 1)}
    pledge = pledges.start_pledge(bloc.year.pk, **by).object

    with pytest.raises(pledges.PlanNeeded):
        pledges.add_target(
            pledge.pk, **by, indicator="Số phần quà", planned=None, unit_of_measure="phần quà", direction="more",
            criterion=bloc.year.scoring_table.criteria.get(code="I.1"),
        )  # fmt: skip
