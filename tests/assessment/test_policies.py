"""Who drafts, signs, returns, reviews and ranks. No database: everything is told from ids."""

from dataclasses import dataclass

import pytest

from thidua.assessment import policies
from thidua.assessment.models import Pledge, Ranking, Report, Result, ScoreLine, ScoreSheet, UnitPaper
from thidua.cycles.models import EmulationBloc, EmulationYear
from thidua.kernel import actor as kernel
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import may

AUTHORITY, LEADER, DEPUTY, MEMBER, STRANGER = 1, 2, 3, 4, 5
BLOC = EmulationBloc(pk=1, authority_id=AUTHORITY)
YEAR = EmulationYear(pk=1, bloc=BLOC, leader_id=LEADER, deputy_id=DEPUTY)


def acting(office: Office, body_id: int) -> Actor:
    held = kernel.Appointment(id=1, office=office, body_id=body_id, body_name="", title="")
    return Actor(id=1, name="", acting=held)


ROLES = {
    "leader head": acting(Office.UNIT_HEAD, LEADER),
    "deputy head": acting(Office.UNIT_HEAD, DEPUTY),
    "member head": acting(Office.UNIT_HEAD, MEMBER),
    "stranger head": acting(Office.UNIT_HEAD, STRANGER),
    "leader officer": acting(Office.UNIT_OFFICER, LEADER),
    "deputy officer": acting(Office.UNIT_OFFICER, DEPUTY),
    "member officer": acting(Office.UNIT_OFFICER, MEMBER),
    "authority": acting(Office.AUTHORITY_OFFICER, AUTHORITY),
    "other authority": acting(Office.AUTHORITY_OFFICER, 9),
    "council": acting(Office.COUNCIL_MEMBER, AUTHORITY),
    "auditor": acting(Office.AUDITOR, AUTHORITY),
    "system": kernel.SYSTEM,
    "nobody": Actor(id=2, name=""),
}


def who_may(needs: str, thing: object) -> set[str]:
    return {name for name, actor in ROLES.items() if may(actor, needs, thing)}


@dataclass(frozen=True)
class Papers:
    """One paper of each kind for one unit."""

    pledge: Pledge
    report: Report
    result: Result
    sheet: ScoreSheet
    line: ScoreLine


def papers_of(unit_id: int, state: str = "draft") -> Papers:
    values = {"emulation_year": YEAR, "unit_id": unit_id, "state": state}
    report, sheet = Report(**values), ScoreSheet(**values)
    return Papers(Pledge(**values), report, Result(report=report), sheet, ScoreLine(sheet=sheet))


@pytest.mark.parametrize("state", ["draft", "awaiting", "approved"])
def test_unit_and_nobody_else_writes_its_papers(state: str) -> None:
    papers = papers_of(MEMBER, state)
    own = {"member head", "member officer"}

    assert who_may(policies.EDIT_PLEDGE, papers.pledge) == own
    assert who_may(policies.REPORT_RESULT, papers.report) == own
    assert who_may(policies.REPORT_RESULT, papers.result) == own
    assert who_may(policies.SCORE_OWN, papers.sheet) == own
    assert who_may(policies.SCORE_OWN, papers.line) == own


def test_only_the_head_of_the_unit_signs_and_submits() -> None:
    papers = papers_of(MEMBER)

    assert who_may(policies.SIGN_PLEDGE, papers.pledge) == {"member head"}
    assert who_may(policies.SUBMIT_REPORT, papers.report) == {"member head"}
    assert who_may(policies.SUBMIT_SCORES, papers.sheet) == {"member head"}


@pytest.mark.parametrize(
    ("unit_id", "state", "expected"),
    [
        (MEMBER, "draft", {"member head"}),
        (MEMBER, "awaiting", {"member head"}),
        (MEMBER, "approved", {"leader head", "deputy head", "authority"}),
        (LEADER, "draft", {"leader head"}),
        (LEADER, "approved", {"deputy head", "authority"}),
        (DEPUTY, "awaiting", {"deputy head"}),
        (DEPUTY, "approved", {"leader head", "authority"}),
    ],
)
def test_paper_is_returned_by_its_head_until_approved_and_then_by_the_bloc(
    unit_id: int, state: str, expected: set[str]
) -> None:
    papers = papers_of(unit_id, state)
    wanted: list[tuple[str, UnitPaper]] = [
        (policies.RETURN_PLEDGE, papers.pledge),
        (policies.RETURN_REPORT, papers.report),
        (policies.RETURN_SCORES, papers.sheet),
    ]

    assert [who_may(needs, paper) for needs, paper in wanted] == [expected] * 3


@pytest.mark.parametrize(
    ("unit_id", "expected"), [(MEMBER, {"leader head"}), (DEPUTY, {"leader head"}), (LEADER, {"deputy head"})]
)
def test_nobody_reviews_the_own_unit(unit_id: int, expected: set[str]) -> None:
    papers = papers_of(unit_id, "approved")

    assert who_may(policies.REVIEW, papers.sheet) == expected
    assert who_may(policies.REVIEW, papers.line) == expected


def test_provisional_standings_are_for_those_who_answer_for_them() -> None:
    # An auditor sees only years of the own authority; the query that loads the year sees to that.
    assert who_may(policies.PREVIEW_STANDINGS, YEAR) == {"leader head", "deputy head", "authority", "auditor"}


def test_ranking_is_proposed_by_head_deputy_or_authority() -> None:
    assert who_may(policies.RANK, Ranking(emulation_year=YEAR)) == {"leader head", "deputy head", "authority"}


def test_year_without_leaders_is_led_by_nobody() -> None:
    bare = EmulationYear(pk=2, bloc=BLOC)

    assert who_may(policies.RANK, Ranking(emulation_year=bare)) == {"authority"}


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        (policies.START, {name for name in ROLES if name.endswith(("head", "officer"))}),
        (policies.SEE, set(ROLES) - {"system", "nobody"}),
    ],
)
def test_permission_without_an_object_belongs_to_offices(needs: str, expected: set[str]) -> None:
    assert who_may(needs, YEAR) == expected
