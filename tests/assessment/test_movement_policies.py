"""Who writes movements, activities and amendments: told from the ids on the objects, without a database."""

import pytest

from thidua.assessment import policies
from thidua.assessment.models import Activity, ActivityPhoto, Movement, Pledge, PledgeAmendment
from thidua.assessment.policies import AboutMovement
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationBloc, EmulationYear, JointEvent
from thidua.cycles.policies import changes_event
from thidua.kernel.actor import Actor, Appointment, Office
from thidua.papers.policies import makes_pledge

AUTHORITY, LEADER, DEPUTY, MEMBER = 1, 11, 12, 13


def actor(office: Office, body: int) -> Actor:
    acting = Appointment(id=1, office=office, body_id=body, body_name="", title="")
    return Actor(id=1, name="N", acting=acting, appointments=(acting,))


EVERYBODY = {
    "authority": actor(Office.AUTHORITY_OFFICER, AUTHORITY),
    "leader": actor(Office.UNIT_HEAD, LEADER),
    "leader officer": actor(Office.UNIT_OFFICER, LEADER),
    "deputy": actor(Office.UNIT_HEAD, DEPUTY),
    "head": actor(Office.UNIT_HEAD, MEMBER),
    "officer": actor(Office.UNIT_OFFICER, MEMBER),
    "auditor": actor(Office.AUDITOR, AUTHORITY),
}
YEAR = EmulationYear(bloc=EmulationBloc(authority=Body(pk=AUTHORITY)), leader_id=LEADER, deputy_id=DEPUTY)


def those(rule, thing) -> set[str]:  # type: ignore[no-untyped-def]
    return {name for name, one in EVERYBODY.items() if rule(one, thing)}


@pytest.mark.parametrize(
    ("movement", "writers"),
    [
        (Movement(level="state", authority_id=AUTHORITY), {"authority"}),
        (Movement(level="bloc", authority_id=AUTHORITY), {"leader"}),
        (Movement(level="unit", authority_id=AUTHORITY, unit_id=MEMBER), {"head", "officer"}),
    ],
)
def test_movement_is_written_by_whom_it_belongs_to(movement: Movement, writers: set[str]) -> None:
    assert those(policies.writes_movement, AboutMovement(movement=movement, year=YEAR)) == writers


def test_movement_of_a_bloc_without_a_running_year_is_written_by_nobody() -> None:
    assert those(policies.writes_movement, AboutMovement(movement=Movement(level="bloc"))) == set()


def test_launching_is_for_units_and_the_authority() -> None:
    assert those(policies.launches, YEAR) == set(EVERYBODY) - {"auditor"}
    assert {name: policies.levels_of(one, YEAR) for name, one in EVERYBODY.items()} == {
        "authority": ("state", "ministry", "province"),
        "leader": ("bloc", "unit"),
        **dict.fromkeys(("leader officer", "deputy", "head", "officer", "auditor"), ("unit",)),
    }


def test_activity_and_its_pictures_are_written_by_the_unit_or_for_the_bloc_by_its_head() -> None:
    own, common = Activity(unit_id=MEMBER, emulation_year=YEAR), Activity(emulation_year=YEAR)

    assert those(policies.writes_activity, own) == {"head", "officer"}
    assert those(policies.writes_activity, common) == {"leader"}
    assert those(policies.writes_photo, ActivityPhoto(activity=common)) == {"leader"}


def test_amendment_goes_from_the_units_head_to_the_authority() -> None:
    pledge = Pledge(unit_id=MEMBER, emulation_year=YEAR)
    proposed = PledgeAmendment(pledge=pledge, emulation_year=YEAR, state="proposed")
    approved = PledgeAmendment(pledge=pledge, emulation_year=YEAR, state="approved")

    assert those(policies.amends, proposed) == {"head"}
    assert those(policies.agrees_to_amendment, approved) == {"authority"}
    assert those(policies.returns_amendment, proposed) == {"head"}
    assert those(policies.returns_amendment, approved) == {"authority"}


def test_calendar_and_documents_are_for_those_who_lead() -> None:
    pledge = Pledge(unit_id=MEMBER, emulation_year=YEAR)

    assert those(changes_event, JointEvent(emulation_year=YEAR)) == {"authority", "leader"}
    assert those(makes_pledge, pledge) == {"authority", "leader", "deputy", "head", "officer"}
