"""Who runs the conference, told from ids alone."""

import pytest

from thidua.bodies.models import Body
from thidua.conferences import policies
from thidua.conferences.models import AgendaItem, Conference, Task
from thidua.cycles.models import EmulationBloc, EmulationYear
from thidua.kernel.actor import Actor, Appointment, Office
from thidua.kernel.gate import may


def actor(office: Office, body_id: int) -> Actor:
    acting = Appointment(id=1, office=office, body_id=body_id, body_name="", title="")
    return Actor(id=1, name="Người", acting=acting, appointments=(acting,))


YEAR = EmulationYear(bloc=EmulationBloc(authority=Body(pk=9)), year=2024, state="running", leader_id=1, deputy_id=2)
CONFERENCE = Conference(emulation_year=YEAR)
ROWS = [
    (Office.UNIT_HEAD, 1, True, True),
    (Office.UNIT_HEAD, 2, True, False),
    (Office.AUTHORITY_OFFICER, 9, True, True),
    (Office.UNIT_HEAD, 3, False, False),
    (Office.UNIT_OFFICER, 1, False, False),
    (Office.AUTHORITY_OFFICER, 8, False, False),
    (Office.COUNCIL_MEMBER, 9, False, False),
    (Office.AUDITOR, 9, False, False),
    (Office.SYSTEM, 0, False, False),
]


@pytest.mark.parametrize(("office", "body_id", "runs", "hands_over"), ROWS)
def test_conference_is_run_by_those_who_answer_for_the_year(
    office: Office, body_id: int, runs: bool, hands_over: bool
) -> None:
    who = actor(office, body_id)

    assert may(who, policies.PREPARE, YEAR) == runs
    assert may(who, policies.RUN, CONFERENCE) == runs
    assert may(who, policies.RUN, AgendaItem(conference=CONFERENCE)) == runs
    assert may(who, policies.RUN, Task(conference=CONFERENCE)) == runs
    assert may(who, policies.CLOSE, CONFERENCE) == runs
    assert may(who, policies.HAND_OVER, CONFERENCE) == hands_over


@pytest.mark.parametrize("office", [one for one in Office if one is not Office.SYSTEM])
def test_conference_is_read_by_every_office(office: Office) -> None:
    assert may(actor(office, 1), policies.SEE, CONFERENCE)


def test_conference_is_not_read_by_the_system() -> None:
    assert not may(actor(Office.SYSTEM, 0), policies.SEE, CONFERENCE)
