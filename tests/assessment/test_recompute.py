"""Recomputing every bloc: the same again, resumable, and telling when a final ranking does not come out."""

import json
from pathlib import Path

import pytest

from tests.assessment.factories import REVIEWING, reviewed_bloc
from thidua.assessment.actions import ranking
from thidua.assessment.models import RankingRow
from thidua.assessment.queries import standings_of
from thidua.assessment.queries.standings import computed_rows
from thidua.assessment.recompute import recompute, recompute_all
from thidua.cycles.models import EmulationYear

pytestmark = pytest.mark.django_db


def told(done: int, whole: int) -> None:
    """Nobody listens."""


def finalised():  # type: ignore[no-untyped-def]
    bloc = reviewed_bloc()
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=REVIEWING)
    return bloc


def test_final_ranking_comes_out_again_from_its_facts() -> None:
    assert recompute(finalised().year).agrees is True


def test_provisional_standings_have_nothing_to_agree_with() -> None:
    assert recompute(reviewed_bloc().year).agrees is None


def test_final_ranking_that_was_tampered_with_is_told() -> None:
    bloc = finalised()
    RankingRow.objects.filter(unit=bloc.member.body).update(points=99)

    assert recompute(bloc.year).agrees is False


def test_run_that_was_cut_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    finalised(), finalised(), reviewed_bloc()
    record = tmp_path / "recompute.jsonl"
    run = recompute_all(record, told=told)
    first = next(run)
    run.close()
    with record.open("a", encoding="utf-8") as lines:
        lines.write('{"year_id": 9')

    rest = list(recompute_all(record, told=told))

    noted = [json.loads(line)["year_id"] for line in record.read_text(encoding="utf-8").splitlines()]
    assert noted == [first.year_id, *(one.year_id for one in rest)]
    assert len(set(noted)) == 3


def test_progress_is_told_year_by_year(tmp_path: Path) -> None:
    reviewed_bloc(), reviewed_bloc()
    heard: list[tuple[int, int]] = []

    list(recompute_all(tmp_path / "r.jsonl", told=lambda done, whole: heard.append((done, whole))))

    assert heard == [(1, 2), (2, 2)]


def test_figures_are_written_the_same_on_either_database() -> None:
    """The suite runs on SQLite and on PostgreSQL, whose columns give numbers back with more or fewer zeros."""
    rows = computed_rows(finalised().year)
    kept = standings_of(EmulationYear.objects.get())

    assert [str(row.points) for row in rows] == ["82.00", "76.00", "76.00"]
    assert [str(row.points) for row in kept] == ["82.00", "76.00", "76.00"]
