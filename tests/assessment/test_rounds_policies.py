"""Who plans, runs, scores, signs, appraises, explains, appeals and decides. No database: everything is told from ids."""

import pytest

from tests.assessment.test_policies import DEPUTY, LEADER, MEMBER, ROLES, YEAR, papers_of, who_may
from thidua.assessment import policies
from thidua.assessment.models import Appeal, AppealKind, CheckTeam, CrossAssignment, Explanation, VisitRecord

ASSIGNED = CrossAssignment(emulation_year=YEAR, scorer_id=MEMBER, scored_id=LEADER)
TEAM = CheckTeam(emulation_year=YEAR, lead_id=DEPUTY)


def visit_of(unit_id: int) -> VisitRecord:
    return VisitRecord(emulation_year=YEAR, team=TEAM, sheet=papers_of(unit_id, "approved").sheet)


def appeal_of(unit_id: int, kind: AppealKind) -> Appeal:
    line = None if kind == AppealKind.RANKING else papers_of(unit_id, "approved").line
    return Appeal(emulation_year=YEAR, unit_id=unit_id, kind=kind, line=line)


def test_authority_plans_and_the_head_or_the_authority_runs_the_rounds() -> None:
    assert who_may(policies.PLAN_SCORING, YEAR) == {"authority"}
    for thing in (YEAR, ASSIGNED, TEAM):
        assert who_may(policies.RUN_ROUNDS, thing) == {"leader head", "authority"}


def test_only_the_assigned_unit_cross_scores_and_its_head_submits() -> None:
    assert who_may(policies.CROSS_SCORE, ASSIGNED) == {"member head", "member officer"}
    assert who_may(policies.SUBMIT_CROSS, ASSIGNED) == {"member head"}


def test_nobody_cross_scores_the_own_unit() -> None:
    oneself = CrossAssignment(emulation_year=YEAR, scorer_id=MEMBER, scored_id=MEMBER)

    assert who_may(policies.CROSS_SCORE, oneself) == set()


def test_leading_unit_writes_the_record_and_both_heads_sign() -> None:
    visit = visit_of(MEMBER)

    assert who_may(policies.WRITE_VISIT, visit) == {"deputy head", "deputy officer"}
    assert who_may(policies.WRITE_VISIT, TEAM) == {"deputy head", "deputy officer"}
    assert who_may(policies.SIGN_VISIT, visit) == {"deputy head"}
    assert who_may(policies.RECEIVE_VISIT, visit) == {"member head"}


def test_authority_appraises_and_reviewers_ask() -> None:
    of_member, of_leader = papers_of(MEMBER, "approved"), papers_of(LEADER, "approved")

    assert who_may(policies.APPRAISE, of_member.sheet) == {"authority"}
    assert who_may(policies.ASK, of_member.line) == {"leader head", "authority"}
    assert who_may(policies.ASK, of_leader.line) == {"deputy head", "authority"}


@pytest.mark.parametrize(
    ("unit_id", "named"),
    [
        (MEMBER, {"leader head", "authority", "auditor"}),
        (LEADER, {"deputy head", "authority", "auditor"}),
        (DEPUTY, {"leader head", "authority", "auditor"}),
    ],
)
def test_names_of_scorers_are_for_reviewers_and_never_for_the_unit(unit_id: int, named: set[str]) -> None:
    sheet = papers_of(unit_id, "approved").sheet

    assert {name for name, actor in ROLES.items() if policies.names_scorers(actor, sheet)} == named


def test_unit_that_was_asked_explains() -> None:
    asked = Explanation(emulation_year=YEAR, asked_of_id=MEMBER)

    assert who_may(policies.EXPLAIN, asked) == {"member head", "member officer"}


def test_head_of_the_unit_appeals() -> None:
    assert who_may(policies.APPEAL, papers_of(MEMBER, "approved").line) == {"member head"}
    assert who_may(policies.APPEAL, appeal_of(MEMBER, AppealKind.RANKING)) == {"member head"}


@pytest.mark.parametrize(
    ("unit_id", "kind", "deciders"),
    [
        (MEMBER, AppealKind.REVIEW, {"leader head"}),
        (LEADER, AppealKind.REVIEW, {"deputy head"}),
        (MEMBER, AppealKind.LINE, {"authority"}),
        (LEADER, AppealKind.RANKING, {"authority"}),
    ],
)
def test_right_desk_decides(unit_id: int, kind: AppealKind, deciders: set[str]) -> None:
    assert who_may(policies.DECIDE_APPEAL, appeal_of(unit_id, kind)) == deciders
