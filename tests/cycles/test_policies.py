"""Who sets a year up and who stands at its head, told from ids alone: no database."""

import pytest

from thidua.bodies.models import Body
from thidua.cycles import policies
from thidua.cycles.models import EmulationBloc, EmulationYear, ScoringTable
from thidua.kernel.actor import SYSTEM, Actor, Appointment, Office
from thidua.kernel.gate import may

AUTHORITY, LEADER, DEPUTY, MEMBER, OTHER = 1, 2, 3, 4, 9


def actor(office: Office, body_id: int) -> Actor:
    held = Appointment(id=1, office=office, body_id=body_id, body_name="", title="")
    return Actor(id=1, name="Người thử", acting=held, appointments=(held,))


def bloc() -> EmulationBloc:
    return EmulationBloc(pk=1, number=12, name="Khối thi đua số 12", authority_id=AUTHORITY)


def year() -> EmulationYear:
    return EmulationYear(pk=1, bloc=bloc(), year=2025, leader_id=LEADER, deputy_id=DEPUTY)


@pytest.mark.parametrize(
    ("office", "body_id", "leads", "deputises"),
    [
        (Office.UNIT_HEAD, LEADER, True, False),
        (Office.UNIT_HEAD, DEPUTY, False, True),
        (Office.UNIT_HEAD, MEMBER, False, False),
        (Office.UNIT_OFFICER, LEADER, False, False),
        (Office.AUTHORITY_OFFICER, AUTHORITY, False, False),
    ],
)
def test_head_of_the_bloc_is_the_head_of_its_unit(office: Office, body_id: int, leads: bool, deputises: bool) -> None:
    assert policies.is_leader_head(actor(office, body_id), year()) is leads
    assert policies.is_deputy_head(actor(office, body_id), year()) is deputises


def test_nobody_leads_a_year_without_a_head() -> None:
    empty = EmulationYear(pk=1, bloc=bloc(), year=2025)

    assert not policies.is_leader_head(actor(Office.UNIT_HEAD, LEADER), empty)
    assert not policies.is_deputy_head(actor(Office.UNIT_HEAD, DEPUTY), empty)


THINGS = {
    policies.CREATE_BLOC: Body(pk=AUTHORITY, name="Sở Nội vụ"),
    policies.START_YEAR: bloc(),
    policies.START_SHEET: bloc(),
    policies.SET_UP: year(),
    policies.OPEN: year(),
    policies.EXTEND: year(),
    policies.EDIT_SHEET: ScoringTable(pk=1, bloc=bloc(), title="Bảng điểm"),
    policies.ADOPT_SHEET: ScoringTable(pk=1, bloc=bloc(), title="Bảng điểm"),
}


@pytest.mark.parametrize("needs", THINGS)
def test_setting_up_is_for_the_officer_of_the_organising_authority(needs: str) -> None:
    assert may(actor(Office.AUTHORITY_OFFICER, AUTHORITY), needs, THINGS[needs])


@pytest.mark.parametrize("needs", THINGS)
@pytest.mark.parametrize(
    ("office", "body_id"),
    [
        (Office.AUTHORITY_OFFICER, OTHER),
        (Office.COUNCIL_MEMBER, AUTHORITY),
        (Office.AUDITOR, AUTHORITY),
        (Office.UNIT_HEAD, LEADER),
        (Office.UNIT_OFFICER, LEADER),
    ],
)
def test_setting_up_is_for_nobody_else(needs: str, office: Office, body_id: int) -> None:
    assert not may(actor(office, body_id), needs, THINGS[needs])


@pytest.mark.parametrize("needs", [*THINGS, policies.SEE])
def test_the_system_neither_sees_nor_sets_up(needs: str) -> None:
    assert not may(SYSTEM, needs, THINGS.get(needs))
