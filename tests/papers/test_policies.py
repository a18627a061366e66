"""Who reads the documents, and who has the minutes made."""

import pytest

from tests.conferences.test_policies import CONFERENCE, ROWS, actor
from thidua.kernel.actor import Office
from thidua.kernel.gate import may
from thidua.papers import policies


@pytest.mark.parametrize(("office", "body_id", "runs"), [row[:3] for row in ROWS])
def test_minutes_are_made_by_those_who_run_the_conference(office: Office, body_id: int, runs: bool) -> None:
    assert may(actor(office, body_id), policies.MAKE_MINUTES, CONFERENCE) == runs


@pytest.mark.parametrize("office", list(Office))
def test_papers_are_read_by_every_office_but_the_system(office: Office) -> None:
    assert may(actor(office, 1), policies.SEE, None) == (office is not Office.SYSTEM)
