"""A changed edition takes over in the middle of a year; sheets are tried out before that."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.urls import reverse

from tests.assessment.factories import (
    REVIEWING,
    SCORING,
    Bloc,
    draft_scores,
    make_running_bloc,
    reviewed_bloc,
    submitted_scores,
)
from tests.conferences.factories import as_actor
from tests.factories import make_actor, make_authority, make_line
from thidua.assessment import queries
from thidua.assessment.actions import ranking, scores
from thidua.assessment.actions.editions import NotAnEdition, RankingSettled, adopt_edition
from thidua.assessment.models import ScoreLine, ScoreSheet, Target
from thidua.cycles import actions as sheets
from thidua.cycles.models import Criterion, EmulationYear, ScoringTable
from thidua.kernel.actor import Office
from thidua.rulebook import facts
from thidua.rulebook.rules import Judged

pytestmark = pytest.mark.django_db


def edition_of(bloc: Bloc) -> ScoringTable:
    """A changed edition of the year's sheet, not adopted yet."""
    return sheets.start_edition(
        bloc.year.scoring_table_id, actor=bloc.authority, at=REVIEWING, decision_number="77/QĐ-SNV",
        effective_on=REVIEWING.date(),
    ).object  # fmt: skip


def change(bloc: Bloc, table: ScoringTable, criterion: facts.Criterion) -> None:
    sheets.change_entry(table.pk, actor=bloc.authority, at=REVIEWING, code=criterion.code, entry=criterion)


def adopt(bloc: Bloc, table: ScoringTable) -> None:
    adopt_edition(table.pk, actor=bloc.authority, at=REVIEWING)
    bloc.year = EmulationYear.objects.get(pk=bloc.year.pk)


def totals(bloc: Bloc) -> list[str]:
    return [str(row.points) for row in queries.standings_of(bloc.year)]


def test_year_goes_over_to_the_edition_and_unchanged_lines_keep_everything() -> None:
    bloc = reviewed_bloc()
    table = edition_of(bloc)

    adopt(bloc, table)

    assert (bloc.year.scoring_table_id, totals(bloc)) == (table.pk, ["82.00", "76.00", "76.00"])
    assert queries.units_not_reviewed(bloc.year) == []
    assert set(Target.objects.values_list("criterion__table_id", flat=True)) == {table.pk}


def test_changed_line_loses_its_review_and_keeps_what_is_still_asked() -> None:
    bloc = reviewed_bloc()
    table = edition_of(bloc)
    change(bloc, table, replace(make_line("II.1", "judged", "50"), clause="Mục mới"))

    adopt(bloc, table)

    lines = ScoreLine.objects.filter(criterion__table=table, criterion__code="II.1")
    assert {(line.review_points, line.inputs["judged"]) for line in lines} == {(None, "30")}
    assert len(queries.units_not_reviewed(bloc.year)) == 3


def test_entry_that_the_new_rule_refuses_is_dropped() -> None:
    bloc = reviewed_bloc()
    table = edition_of(bloc)
    change(bloc, table, make_line("II.1", "judged", "20"))

    adopt(bloc, table)

    assert [line.inputs for line in ScoreLine.objects.filter(criterion__table=table, criterion__code="II.1")] == [
        {}
    ] * 3


def test_line_that_vanished_counts_no_more_and_its_target_is_only_followed() -> None:
    bloc = reviewed_bloc()
    table = edition_of(bloc)
    sheets.remove_entry(table.pk, actor=bloc.authority, at=REVIEWING, code="I.1")

    adopt(bloc, table)

    assert totals(bloc) == ["28.00", "28.00", "28.00"]
    assert set(Target.objects.values_list("criterion", flat=True)) == {None}


def test_new_line_is_asked_of_every_unit_that_has_begun() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)
    table = edition_of(bloc)
    added = facts.Criterion(
        code="II.2", title="Dòng mới", rule=Judged(points=Decimal(5)), max_points=Decimal(5), clause="Điều 9"
    )
    sheets.add_entry(table.pk, actor=bloc.authority, at=REVIEWING, entry=added, into="II")

    adopt(bloc, table)

    score = queries.score_of(ScoreSheet.objects.get(pk=sheet.pk))
    assert (score.missing, sheet.lines.filter(criterion__table=table).count()) == (("II.2",), 4)


def test_draft_score_sheet_goes_on_by_the_new_edition() -> None:
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.member)
    table = edition_of(bloc)
    adopt(bloc, table)

    line = sheet.lines.get(criterion__table=table, criterion__code="II.1")
    scores.judge_line(line.pk, actor=bloc.member.officer, at=SCORING, inputs={"judged": "12.5"}, note="")

    assert queries.score_of(ScoreSheet.objects.get(pk=sheet.pk)).lines[1].computed == Decimal("12.50")


def test_edition_is_refused_once_the_ranking_is_proposed() -> None:
    bloc = reviewed_bloc()
    table = edition_of(bloc)
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)

    with pytest.raises(RankingSettled):
        adopt_edition(table.pk, actor=bloc.authority, at=REVIEWING)

    assert (totals(bloc), ScoringTable.objects.get(pk=table.pk).adopted) == (["82.00", "76.00", "76.00"], False)


def test_first_edition_is_not_adopted_here_nor_a_later_one_alone() -> None:
    bloc = make_running_bloc()
    table = edition_of(bloc)
    fresh = sheets.start_sheet(
        bloc.year.bloc_id, actor=bloc.authority, at=REVIEWING, title="Bảng khác", source=""
    ).object

    with pytest.raises(NotAnEdition):
        adopt_edition(fresh.pk, actor=bloc.authority, at=REVIEWING)
    with pytest.raises(sheets.sheets.EditionTakesOver):
        sheets.adopt_sheet(table.pk, actor=bloc.authority, at=REVIEWING)


def test_second_edition_at_the_same_time_is_refused() -> None:
    bloc = make_running_bloc()
    edition_of(bloc)

    with pytest.raises(sheets.sheets.EditionUnderWay):
        edition_of(bloc)


def test_adopted_sheet_cannot_be_changed_even_by_the_database() -> None:
    table = make_running_bloc().year.scoring_table

    for attempt in (
        lambda: ScoringTable.objects.filter(pk=table.pk).update(content={}),
        lambda: ScoringTable.objects.filter(pk=table.pk).update(title="Khác"),
        lambda: Criterion.objects.filter(table=table).update(max_points=1),
        lambda: Criterion.objects.create(table=table, position=9, code="X", title="X", max_points=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_edition_page_shows_every_units_points_before_and_after() -> None:
    bloc = reviewed_bloc()
    table = edition_of(bloc)
    sheets.remove_entry(table.pk, actor=bloc.authority, at=REVIEWING, code="III.1")
    address = reverse("assessment:adopt_edition", args=[table.pk])
    client = as_actor(bloc.authority)

    page = client.get(address).content.decode()
    done = client.post(address)

    assert page.count("78,00") == 2
    assert (page.count("82,00"), done.status_code) == (1, 302)
    assert ScoringTable.objects.get(pk=table.supersedes_id).superseded


def test_trial_runs_a_draft_on_the_years_facts_and_changes_nothing() -> None:
    bloc = reviewed_bloc()
    table = edition_of(bloc)
    sheets.remove_entry(table.pk, actor=bloc.authority, at=REVIEWING, code="III.1")

    page = queries.trial_page(bloc.authority, table.pk, None, made_up=False)

    assert page.trial is not None
    assert [(str(row.points_before), str(row.points_after)) for row in page.trial.rows] == [
        ("82.00", "84.00"), ("76.00", "78.00"), ("76.00", "78.00"),
    ]  # fmt: skip
    assert totals(bloc) == ["82.00", "76.00", "76.00"]


def test_trial_without_a_scored_year_runs_on_invented_figures_and_says_so() -> None:
    bloc = make_running_bloc()
    address = reverse("assessment:trial", args=[bloc.year.scoring_table_id])

    page = as_actor(bloc.authority).get(address).content.decode()

    assert "do máy dựng ra" in page


def test_trial_of_an_empty_draft_says_how_to_begin() -> None:
    bloc = make_running_bloc()
    fresh = sheets.start_sheet(
        bloc.year.bloc_id, actor=bloc.authority, at=REVIEWING, title="Bảng khác", source=""
    ).object

    page = as_actor(bloc.authority).get(reverse("assessment:trial", args=[fresh.pk])).content.decode()

    assert "Thêm tiêu chí rồi chấm thử." in page


@pytest.mark.parametrize("name", ["trial", "adopt_edition"])
def test_another_authority_does_not_find_the_sheet(name: str) -> None:
    table = edition_of(make_running_bloc())
    other = make_actor(Office.AUTHORITY_OFFICER, make_authority())

    assert as_actor(other).get(reverse(f"assessment:{name}", args=[table.pk])).status_code == 404


def test_edition_by_another_authority_is_not_found() -> None:
    table = edition_of(make_running_bloc())
    other = make_actor(Office.AUTHORITY_OFFICER, make_authority())

    with pytest.raises(Http404):
        adopt_edition(table.pk, actor=other, at=REVIEWING)
