"""A unit that left the bloc: its papers are read and not written, and it no longer counts; who stands beside reads all."""

from datetime import date

import pytest

from tests.assessment.factories import REVIEWING, make_running_bloc, submitted_scores
from tests.factories import make_actor, make_unit
from thidua.assessment import policies, queries
from thidua.assessment.models import Report, ScoreSheet
from thidua.assessment.queries.papers import UnitLeft, sheet_to_change
from thidua.assessment.queries.scoring import handed_in
from thidua.cycles import actions
from thidua.cycles.models import BlocMembership
from thidua.cycles.queries import year_for
from thidua.kernel import gate
from thidua.kernel.actor import Office

pytestmark = pytest.mark.django_db


def test_unit_that_left_is_out_of_progress_and_ranking_and_its_papers_stay() -> None:
    bloc = make_running_bloc(4)
    sheet = submitted_scores(bloc, bloc.member)
    left = bloc.member.body
    assert handed_in(bloc.year) == {left.pk}
    row = BlocMembership.objects.get(emulation_year=bloc.year, unit=left)
    actions.let_member_go(
        row.pk, actor=bloc.authority, at=REVIEWING, last_on=date(2024, 12, 1), decision_number="9/QĐ",
        decision_on=date(2024, 12, 1), reason="Sáp nhập.",
    )  # fmt: skip

    assert handed_in(bloc.year) == set()
    assert left not in [one.unit for one in queries.progress_of(bloc.year)]
    assert left not in [one.unit for one in queries.standings_of(bloc.year)]
    assert queries.paper_for(bloc.member.officer, ScoreSheet, bloc.year.pk, sheet.pk) == sheet
    report = bloc.year.reports.get(unit=left)
    assert queries.paper_for(bloc.leader.head, Report, bloc.year.pk, report.pk) == report
    with pytest.raises(UnitLeft):
        sheet_to_change(bloc.leader.head, sheet.pk)


def test_supervisor_reads_what_the_head_reads_and_an_observer_does_not() -> None:
    bloc = make_running_bloc(4)
    sheet = submitted_scores(bloc, bloc.member)
    seen = {}
    for kind in ("supervisor", "secretariat", "observer"):
        outside = make_unit()
        actions.assign_role(
            bloc.year.pk, actor=bloc.authority, at=REVIEWING, kind=kind, person_id=None, body_id=outside.pk,
            first_on=date(2024, 12, 1), note="",
        )  # fmt: skip
        actor = make_actor(Office.UNIT_OFFICER, outside)
        year = year_for(actor, bloc.year.pk)
        reads = queries.visible(actor, ScoreSheet).filter(pk=sheet.pk).exists()
        seen[kind] = (reads, gate.may(actor, policies.PREVIEW_STANDINGS, year), gate.may(actor, policies.RANK, year))

    assert seen == {
        "supervisor": (True, True, False),
        "secretariat": (True, True, False),
        "observer": (False, False, False),
    }
