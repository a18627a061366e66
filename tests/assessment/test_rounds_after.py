"""What follows the self-score beside cross-scoring: visits, the desk, the authority, explanations, appeals."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404
from python_calamine import CalamineWorkbook

from tests.assessment.factories import REVIEWING, Bloc, Unit, line_of
from tests.assessment.factories_rounds import (
    ALL_ROUNDS,
    APPEALING,
    APPEALS_FIRST,
    APPEALS_OVER,
    CROSSING,
    NO_AUTHORITY,
    confirmed,
    planned_bloc,
    revealed_bloc,
    reviewer_of,
    sheet_of,
    team_of,
    unit_of,
    written_visit,
)
from tests.factories import make_actor, moment
from thidua.assessment import queries
from thidua.assessment.actions import appeals, appraisal, desk, flow, ranking, scores, teams
from thidua.assessment.actions.scores import OutOfRange
from thidua.assessment.models import Appeal, AppealState, Explanation, RoundScore, ScoreLine, VisitRecord
from thidua.assessment.workbook import workbook_of
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import Denied
from thidua.rulebook.rounds import Round

pytestmark = pytest.mark.django_db


def judged(bloc: Bloc, unit: Unit) -> int:
    return line_of(sheet_of(bloc, unit), "II.1")


def points_of(bloc: Bloc, unit: Unit) -> Decimal:
    return queries.score_of(sheet_of(bloc, unit), explain=False).total


def authority_of(bloc: Bloc) -> Actor:
    assert bloc.authority is not None
    return bloc.authority


def second_of(bloc: Bloc) -> Actor:
    return make_actor(Office.AUTHORITY_OFFICER, bloc.year.bloc.authority)


# Teams and visits.


def test_points_of_a_visit_count_when_both_sides_have_signed() -> None:
    bloc = planned_bloc()
    visit = written_visit(bloc, bloc.deputy, bloc.member)
    teams.sign_visit(visit.pk, actor=bloc.deputy.head, at=CROSSING)
    assert points_of(bloc, bloc.member) == Decimal(76)

    teams.agree_to_visit(visit.pk, actor=bloc.member.head, at=CROSSING)

    assert points_of(bloc, bloc.member) == Decimal(71)
    assert VisitRecord.objects.get().frozen


def test_team_never_visits_a_unit_of_its_own() -> None:
    bloc = planned_bloc()
    team = team_of(bloc, bloc.deputy, bloc.member)

    with pytest.raises(teams.OwnUnit):
        teams.start_visit(team.pk, actor=bloc.deputy.officer, at=CROSSING, unit_id=bloc.member.body.pk)


def test_lead_belongs_to_the_team() -> None:
    bloc = planned_bloc()

    with pytest.raises(teams.LeadOutsideTeam):
        teams.set_up_team(
            bloc.year.pk, actor=bloc.leader.head, at=CROSSING, name="Tổ", lead_id=bloc.deputy.body.pk,
            people={bloc.member.body.pk: ""},
        )  # fmt: skip


def test_unit_is_visited_once() -> None:
    bloc = planned_bloc()
    written_visit(bloc, bloc.deputy, bloc.member)
    other = team_of(bloc, bloc.units[3], name="Tổ 2")

    with pytest.raises(teams.VisitedAlready):
        teams.start_visit(other.pk, actor=bloc.units[3].officer, at=CROSSING, unit_id=bloc.member.body.pk)


def test_signed_record_is_frozen_and_returned_only_with_a_reason() -> None:
    bloc = planned_bloc()
    visit = written_visit(bloc, bloc.deputy, bloc.member)
    teams.sign_visit(visit.pk, actor=bloc.deputy.head, at=CROSSING)
    writing: dict[str, Any] = {
        "actor": bloc.deputy.officer, "at": CROSSING, "visited_on": None, "place": "", "present": "", "findings": "",
        "entries": {},
    }  # fmt: skip
    with pytest.raises(teams.VisitSettled):
        teams.write_visit(visit.pk, **writing)

    teams.return_visit(visit.pk, actor=bloc.member.head, at=CROSSING, reason="Sai ngày")

    assert VisitRecord.objects.get().return_reason == "Sai ngày"
    teams.write_visit(visit.pk, **writing)
    with pytest.raises(teams.VisitIncomplete):
        teams.sign_visit(visit.pk, actor=bloc.deputy.head, at=CROSSING)


def test_record_that_departs_without_a_reason_is_not_signed() -> None:
    bloc = planned_bloc()
    visit = written_visit(bloc, bloc.deputy, bloc.member, reason="")

    with pytest.raises(teams.VisitIncomplete) as refused:
        teams.sign_visit(visit.pk, actor=bloc.deputy.head, at=CROSSING)
    assert "II.1" in str(refused.value)


def test_unit_does_not_sign_what_the_team_has_not_signed() -> None:
    bloc = planned_bloc()
    visit = written_visit(bloc, bloc.deputy, bloc.member)

    with pytest.raises(Http404):
        teams.agree_to_visit(visit.pk, actor=bloc.member.head, at=CROSSING)


def test_team_with_a_record_is_not_dissolved() -> None:
    bloc = planned_bloc()
    visit = written_visit(bloc, bloc.deputy, bloc.member)
    idle = team_of(bloc, bloc.units[3], name="Tổ 2")

    with pytest.raises(teams.TeamAtWork):
        teams.dissolve_team(visit.team_id, actor=bloc.leader.head, at=CROSSING, reason="Thôi")
    teams.dissolve_team(idle.pk, actor=bloc.leader.head, at=CROSSING, reason="Thôi")


def test_bloc_confirms_the_points_of_the_team() -> None:
    bloc = planned_bloc()
    visit = written_visit(bloc, bloc.deputy, bloc.member)
    teams.sign_visit(visit.pk, actor=bloc.deputy.head, at=CROSSING)
    teams.agree_to_visit(visit.pk, actor=bloc.member.head, at=CROSSING)

    scores.confirm_lines(sheet_of(bloc, bloc.member).pk, actor=bloc.leader.head, at=REVIEWING)

    assert ScoreLine.objects.get(pk=judged(bloc, bloc.member)).review_points == Decimal(25)


# The reviewer's desk.


def test_desk_writes_what_was_typed_and_confirms_the_rest_when_asked() -> None:
    bloc = planned_bloc()
    sheet = sheet_of(bloc, bloc.member)
    by: dict[str, Any] = {"actor": bloc.leader.head, "at": REVIEWING}

    desk.review_lines(sheet.pk, **by, entries={judged(bloc, bloc.member): (Decimal(22), "Thiếu")})
    assert sheet.lines.filter(review_points__isnull=False).count() == 1
    desk.review_lines(sheet.pk, **by, entries={}, rest=True)

    given = dict(sheet.lines.values_list("criterion__code", "review_points"))
    assert given == {"I.1": Decimal(48), "II.1": Decimal(22), "III.1": Decimal(-2)}


def test_desk_refuses_about_the_field_that_was_typed() -> None:
    bloc = planned_bloc()
    line = judged(bloc, bloc.member)
    by: dict[str, Any] = {"actor": bloc.leader.head, "at": REVIEWING}
    sheet = sheet_of(bloc, bloc.member)

    with pytest.raises(desk.LineReasonNeeded) as unsaid:
        desk.review_lines(sheet.pk, **by, entries={line: (Decimal(22), "")})
    with pytest.raises(OutOfRange) as outside:
        desk.review_lines(sheet.pk, **by, entries={line: (Decimal(99), "Nhiều")})

    assert (unsaid.value.field, outside.value.field) == (f"reason_{line}", f"points_{line}")
    assert ScoreLine.objects.get(pk=line).review_points is None


def test_desk_goes_through_the_units_the_actor_reviews() -> None:
    bloc = planned_bloc()

    page = queries.desk_page(bloc.leader.head, bloc.year.pk, sheet_of(bloc, bloc.member).pk, at=REVIEWING)

    assert bloc.leader.body.pk not in {one.unit_id for one in page.sheets}
    assert len(page.sheets) == 3
    assert page.beside("x") == page.sheet
    with pytest.raises(Denied):
        queries.desk_page(bloc.leader.head, bloc.year.pk, sheet_of(bloc, bloc.leader).pk, at=REVIEWING)


def test_bloc_reviews_within_its_round_only() -> None:
    windows = ALL_ROUNDS | {Round.BLOC: (moment(2025, 1, 11), moment(2025, 1, 12))}
    bloc = planned_bloc(used=windows)

    with pytest.raises(scores.BlocRoundClosed):
        scores.confirm_lines(sheet_of(bloc, bloc.member).pk, actor=bloc.leader.head, at=REVIEWING)
    scores.confirm_lines(
        sheet_of(bloc, bloc.member).pk, actor=bloc.leader.head, at=moment(2025, 1, 12) - timedelta(seconds=1)
    )


# The authority's appraisal.


def test_authority_changes_points_and_a_second_officer_makes_them_count() -> None:
    bloc = planned_bloc()
    confirmed(bloc)
    line = judged(bloc, bloc.member)
    appraisal.appraise_line(line, actor=authority_of(bloc), at=APPEALING, points=Decimal(35), reason="Có quyết định")
    assert points_of(bloc, bloc.member) == Decimal(76)

    with pytest.raises(appraisal.SecondIsFirst):
        appraisal.agree_to_appraisal(sheet_of(bloc, bloc.member).pk, actor=authority_of(bloc), at=APPEALING)
    appraisal.agree_to_appraisal(sheet_of(bloc, bloc.member).pk, actor=second_of(bloc), at=APPEALING)

    assert points_of(bloc, bloc.member) == Decimal(81)


def test_authority_appraises_alone_where_the_plan_says_so() -> None:
    bloc = planned_bloc(four_eyes=False)
    confirmed(bloc)

    appraisal.appraise_line(
        judged(bloc, bloc.member), actor=authority_of(bloc), at=APPEALING, points=Decimal(35), reason="Có quyết định"
    )

    assert points_of(bloc, bloc.member) == Decimal(81)


def test_authority_appraises_after_the_bloc_and_with_a_reason() -> None:
    bloc = planned_bloc()
    line = judged(bloc, bloc.member)
    by: dict[str, Any] = {"actor": authority_of(bloc), "at": APPEALING}

    with pytest.raises(appraisal.BlocFirst):
        appraisal.appraise_line(line, **by, points=Decimal(35), reason="Vì")
    confirmed(bloc)
    with pytest.raises(scores.ReasonNeeded):
        appraisal.appraise_line(line, **by, points=Decimal(35), reason="")
    for actor in (bloc.leader.head, bloc.member.head):
        with pytest.raises(Denied):
            appraisal.appraise_line(line, actor=actor, at=APPEALING, points=Decimal(35), reason="Vì")


def test_ranking_waits_for_the_authority_where_the_plan_gives_it_a_round() -> None:
    bloc = planned_bloc()
    confirmed(bloc)
    assert len(queries.units_not_reviewed(bloc.year)) == 4

    second = second_of(bloc)
    for unit in bloc.units:
        appraisal.appraise_rest(sheet_of(bloc, unit).pk, actor=authority_of(bloc), at=APPEALING)
        assert unit.body in queries.units_not_reviewed(bloc.year)
        appraisal.agree_to_appraisal(sheet_of(bloc, unit).pk, actor=second, at=APPEALING)

    assert queries.units_not_reviewed(bloc.year) == []


# Differences and explanations.


def test_differences_between_rounds_and_between_scorers_are_found() -> None:
    bloc = revealed_bloc()
    one = RoundScore.objects.filter(sheet=sheet_of(bloc, bloc.member), criterion__code="II.1").order_by("pk")[0]
    RoundScore.objects.filter(pk=one.pk).update(points=Decimal(12))

    found = [one for one in queries.differences_of(authority_of(bloc), bloc.year) if one.unit == bloc.member.body]

    assert [(one.between, one.low, one.high, one.beyond) for one in found] == [
        ("rounds", Decimal(16), Decimal(30), True), ("scorers", Decimal(12), Decimal(20), True)
    ]  # fmt: skip


def test_all_differences_beyond_the_threshold_are_asked_about_once() -> None:
    bloc = revealed_bloc()

    appeals.ask_for_explanations(bloc.year.pk, actor=authority_of(bloc), at=REVIEWING)

    assert set(Explanation.objects.values_list("asked_of_id", flat=True)) == {unit.body.pk for unit in bloc.units}
    with pytest.raises(appeals.NoDifferences):
        appeals.ask_for_explanations(bloc.year.pk, actor=authority_of(bloc), at=REVIEWING)


def test_unit_explains_once() -> None:
    bloc = revealed_bloc()
    asked = appeals.ask_explanation(
        judged(bloc, bloc.member), actor=bloc.leader.head, at=REVIEWING, asked_of_id=bloc.member.body.pk,
        question="Vì sao?",
    ).object  # fmt: skip
    assert any("II.1" in task.heading for task in queries.tasks_for(bloc.member.officer, at=REVIEWING))

    appeals.give_explanation(asked.pk, actor=bloc.member.officer, at=REVIEWING, answer="Có biên bản")

    with pytest.raises(appeals.AnsweredAlready):
        appeals.give_explanation(asked.pk, actor=bloc.member.officer, at=REVIEWING, answer="Khác")
    with pytest.raises((Denied, Http404)):
        appeals.give_explanation(asked.pk, actor=bloc.deputy.officer, at=REVIEWING, answer="Khác")


def test_scorer_is_asked_and_the_scored_unit_does_not_see_it() -> None:
    bloc = revealed_bloc()
    sheet = sheet_of(bloc, bloc.leader)
    scorer = unit_of(bloc, RoundScore.objects.filter(sheet=sheet).order_by("pk")[0].scorer_id)
    line = judged(bloc, bloc.leader)

    asked = appeals.ask_explanation(
        line, actor=authority_of(bloc), at=REVIEWING, asked_of_id=scorer.body.pk, question="Vì sao?"
    ).object

    assert not queries.explanations_page(bloc.leader.head, bloc.year.pk)[1]
    assert [row.explanation for row in queries.explanations_page(scorer.head, bloc.year.pk)[1]] == [asked]


def test_nobody_is_asked_about_points_not_given_or_hidden() -> None:
    bloc = planned_bloc()

    with pytest.raises(appeals.NotToBeAsked):
        appeals.ask_explanation(
            judged(bloc, bloc.member), actor=bloc.leader.head, at=REVIEWING, asked_of_id=bloc.deputy.body.pk,
            question="Vì sao?",
        )  # fmt: skip


# Requests and appeals.


def test_request_to_look_again_is_upheld_in_the_blocs_round() -> None:
    bloc = planned_bloc(used=NO_AUTHORITY)
    confirmed(bloc)
    line = judged(bloc, bloc.member)
    asked = appeals.ask_to_look_again(line, actor=bloc.member.head, at=REVIEWING, reason="Có thêm hồ sơ").object

    with pytest.raises(appeals.PointsNeeded):
        appeals.decide_appeal(asked.pk, actor=bloc.leader.head, at=REVIEWING, upheld=True, decision="Đúng")
    appeals.decide_appeal(
        asked.pk, actor=bloc.leader.head, at=REVIEWING, upheld=True, decision="Đúng", points=Decimal(33)
    )

    stored = ScoreLine.objects.get(pk=line)
    assert (stored.review_points, stored.review_reason) == (Decimal(33), "Đúng")
    assert Appeal.objects.get().state == AppealState.UPHELD


def test_request_about_the_heads_own_unit_goes_to_the_deputy() -> None:
    bloc = planned_bloc(used=NO_AUTHORITY)
    confirmed(bloc)
    asked = appeals.ask_to_look_again(
        judged(bloc, bloc.leader), actor=bloc.leader.head, at=REVIEWING, reason="Xem lại"
    ).object

    with pytest.raises(Denied):
        appeals.decide_appeal(asked.pk, actor=bloc.leader.head, at=REVIEWING, upheld=False, decision="Không")
    appeals.decide_appeal(asked.pk, actor=bloc.deputy.head, at=REVIEWING, upheld=False, decision="Không")


def test_appeal_is_decided_by_the_authority_in_its_own_round() -> None:
    bloc = planned_bloc(used=NO_AUTHORITY, four_eyes=False)
    confirmed(bloc)
    line = judged(bloc, bloc.member)
    filed = appeals.appeal_line(line, actor=bloc.member.head, at=APPEALING, reason="Chưa đúng").object

    with pytest.raises(Denied):
        appeals.decide_appeal(filed.pk, actor=bloc.leader.head, at=APPEALING, upheld=False, decision="Không")
    appeals.decide_appeal(
        filed.pk, actor=authority_of(bloc), at=APPEALING, upheld=True, decision="Đúng", points=Decimal(35)
    )

    assert ScoreLine.objects.get(pk=line).review_points == Decimal(30)
    assert points_of(bloc, bloc.member) == Decimal(81)


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        (APPEALS_FIRST - timedelta(seconds=1), appeals.AppealsNotBegun),
        (APPEALS_FIRST, None),
        (APPEALS_OVER - timedelta(seconds=1), None),
        (APPEALS_OVER, appeals.AppealsOver),
    ],
)
def test_appeals_are_taken_within_their_window(at: Any, refusal: type[Exception] | None) -> None:
    bloc = planned_bloc(used=NO_AUTHORITY)
    confirmed(bloc)
    by: dict[str, Any] = {"actor": bloc.member.head, "at": at, "reason": "Chưa đúng"}

    if refusal is None:
        assert appeals.appeal_ranking(bloc.year.pk, **by).object.open
    else:
        with pytest.raises(refusal):
            appeals.appeal_ranking(bloc.year.pk, **by)


def test_only_the_head_of_the_unit_appeals_and_once() -> None:
    bloc = planned_bloc(used=NO_AUTHORITY)
    confirmed(bloc)
    line = judged(bloc, bloc.member)

    for actor in (bloc.member.officer, bloc.deputy.head, bloc.leader.head):
        with pytest.raises((Denied, Http404)):
            appeals.appeal_line(line, actor=actor, at=APPEALING, reason="Chưa đúng")
    filed = appeals.appeal_line(line, actor=bloc.member.head, at=APPEALING, reason="Chưa đúng").object
    with pytest.raises(appeals.AppealedAlready):
        appeals.appeal_line(line, actor=bloc.member.head, at=APPEALING, reason="Nữa")
    appeals.withdraw_appeal(filed.pk, actor=bloc.member.head, at=APPEALING)
    with pytest.raises(appeals.AppealSettled):
        appeals.withdraw_appeal(filed.pk, actor=bloc.member.head, at=APPEALING)


def test_open_appeal_holds_the_ranking_and_is_named() -> None:
    bloc = planned_bloc(used=NO_AUTHORITY)
    confirmed(bloc)
    filed = appeals.appeal_ranking(bloc.year.pk, actor=bloc.member.head, at=APPEALING, reason="Chưa đúng").object

    with pytest.raises(ranking.AppealsOpen) as refused:
        ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=APPEALING)
    assert bloc.member.body.name in str(refused.value)

    appeals.decide_appeal(filed.pk, actor=authority_of(bloc), at=APPEALING, upheld=False, decision="Đã tính đúng")
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=APPEALING)
    appeals.appeal_ranking(bloc.year.pk, actor=bloc.units[3].head, at=APPEALING, reason="Chưa đúng")
    with pytest.raises(ranking.AppealsOpen):
        ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=APPEALING)


def test_nothing_is_appealed_once_the_ranking_is_final() -> None:
    bloc = planned_bloc(used=NO_AUTHORITY)
    confirmed(bloc)
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=APPEALING)
    ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=APPEALING)

    with pytest.raises(appeals.RankingIsFinal):
        appeals.appeal_ranking(bloc.year.pk, actor=bloc.member.head, at=APPEALING, reason="Chưa đúng")


def test_provisional_standings_are_shown_to_members_from_the_first_moment_of_appeals() -> None:
    bloc = planned_bloc(used=NO_AUTHORITY)
    confirmed(bloc)

    before = queries.standings_page(bloc.member.head, bloc.year.pk, at=APPEALS_FIRST - timedelta(seconds=1))
    after = queries.standings_page(bloc.member.head, bloc.year.pk, at=APPEALS_FIRST)

    assert (before.shown, after.shown) == (False, True)


def test_year_without_a_window_takes_no_appeals() -> None:
    bloc = planned_bloc(used=NO_AUTHORITY, appeals_first_at=None, appeals_deadline_at=None)

    with pytest.raises(appeals.NoAppealWindow):
        appeals.appeal_ranking(bloc.year.pk, actor=bloc.member.head, at=APPEALING, reason="Chưa đúng")


def test_decision_needs_the_year_to_run() -> None:
    bloc = planned_bloc(used=NO_AUTHORITY)
    filed = appeals.appeal_ranking(bloc.year.pk, actor=bloc.member.head, at=APPEALING, reason="Chưa đúng").object
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])

    with pytest.raises(flow.YearNotRunning):
        appeals.decide_appeal(filed.pk, actor=authority_of(bloc), at=APPEALING, upheld=False, decision="Không")


# The workbook.


def test_workbook_holds_every_round_and_every_comment_and_no_formula() -> None:
    bloc = revealed_bloc(reason="=HYPERLINK(1)")
    actor = authority_of(bloc)
    found = queries.rounds_of_bloc(actor, bloc.year)

    content = workbook_of(queries.matrix_of(bloc.year), title="Khối", explained={}, rounds=found)

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    lines, comments = (book.get_sheet_by_index(number).to_python() for number in (1, 2))
    assert lines[2][3:8] == [40, 30, 20, "", ""]
    assert any("=HYPERLINK(1)" in row for row in comments)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(parts) == 3
    assert not any(b"<f>" in part for part in parts)
    assert all(b'orientation="landscape"' in part and b'fitToHeight="0"' in part for part in parts)


def test_workbook_of_the_head_names_no_scorer_of_the_own_unit() -> None:
    bloc = revealed_bloc()

    found = queries.rounds_of_bloc(bloc.leader.head, bloc.year)

    assert {one.unit for one in found.comments} == {unit.body.name for unit in bloc.units[1:]}
    assert {one.cross for one in found.lines if one.code == "II.1"} == {Decimal(20)}
    assert reviewer_of(bloc, bloc.leader) == bloc.deputy.head
