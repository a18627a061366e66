"""Who writes down, chooses, answers, allows, gives and receives; told from ids alone."""

import pytest

from tests.conferences.test_policies import YEAR, actor
from thidua.conferences import policies
from thidua.conferences.models import LeadershipChoice
from thidua.kernel.actor import Office
from thidua.kernel.gate import may

CHOICE = LeadershipChoice(emulation_year=YEAR, unit_id=3, post="leader")
# office, body, sets the rule and gives, chooses, answers, allows
ROWS = [
    (Office.UNIT_HEAD, 1, True, True, False, False),
    (Office.UNIT_HEAD, 2, False, True, False, False),
    (Office.UNIT_HEAD, 3, False, False, True, False),
    (Office.UNIT_OFFICER, 3, False, False, False, False),
    (Office.AUTHORITY_OFFICER, 9, True, True, False, True),
    (Office.AUTHORITY_OFFICER, 8, False, False, False, False),
    (Office.AUDITOR, 9, False, False, False, False),
]


@pytest.mark.parametrize(("office", "body_id", "sets", "chooses", "answers", "allows"), ROWS)
def test_leadership_is_written_by_those_who_run_and_answered_by_the_unit(
    office: Office, body_id: int, sets: bool, chooses: bool, answers: bool, allows: bool
) -> None:
    who = actor(office, body_id)

    assert may(who, policies.SET_RULE, YEAR) == sets
    assert may(who, policies.GIVE, YEAR) == sets
    assert (may(who, policies.CHOOSE, YEAR), may(who, policies.CHOOSE, CHOICE)) == (chooses, chooses)
    assert may(who, policies.ANSWER, CHOICE) == answers
    assert may(who, policies.ALLOW, CHOICE) == allows


def test_nobody_answers_for_an_absent_deputy() -> None:
    assert not may(actor(Office.UNIT_HEAD, 3), policies.ANSWER, LeadershipChoice(emulation_year=YEAR, post="deputy"))
