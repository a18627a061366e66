"""Who may invite, release and register whom. No database: bodies are given by their ids."""

import pytest

from thidua.bodies import policies
from thidua.bodies.models import Appointment, Body, Invitation
from thidua.kernel import actor as kernel
from thidua.kernel.actor import SYSTEM, Actor, Office
from thidua.kernel.gate import may

AUTHORITY, UNIT, SIBLING, ELSEWHERE = 1, 2, 3, 9
BODIES = {
    AUTHORITY: Body(pk=AUTHORITY), UNIT: Body(pk=UNIT, parent=Body(pk=AUTHORITY)), SIBLING: Body(pk=SIBLING, parent=Body(pk=AUTHORITY)),
    ELSEWHERE: Body(pk=ELSEWHERE, parent=Body(pk=8)),
}  # fmt: skip


def acting(office: Office, body_id: int, person_id: int = 50) -> Actor:
    held = kernel.Appointment(id=1, office=office, body_id=body_id, body_name="", title="")
    return Actor(id=person_id, name="", acting=held, appointments=(held,))


NOBODY = Actor(id=51, name="")
OFFICER = acting(Office.AUTHORITY_OFFICER, AUTHORITY)
HEAD = acting(Office.UNIT_HEAD, UNIT)
EVERYONE = [acting(office, UNIT) for office in Office if office is not Office.SYSTEM] + [OFFICER, SYSTEM, NOBODY]


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (SYSTEM, {AUTHORITY, UNIT, SIBLING, ELSEWHERE}),
        (OFFICER, {AUTHORITY, UNIT, SIBLING}),
        (HEAD, {UNIT}),
        (acting(Office.UNIT_OFFICER, UNIT), set()),
        (acting(Office.AUDITOR, AUTHORITY), set()),
        (acting(Office.COUNCIL_MEMBER, AUTHORITY), set()),
        (NOBODY, set()),
    ],
)
def test_looks_after_these_bodies(actor: Actor, expected: set[int]) -> None:
    assert {pk for pk, body in BODIES.items() if policies.looks_after(actor, body)} == expected


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (SYSTEM, set(Office)),
        (OFFICER, set(Office) - {Office.SYSTEM}),
        (HEAD, {Office.UNIT_OFFICER}),
        (acting(Office.UNIT_OFFICER, UNIT), set()),
        (acting(Office.AUDITOR, AUTHORITY), set()),
        (acting(Office.COUNCIL_MEMBER, AUTHORITY), set()),
        (NOBODY, set()),
    ],
)
def test_may_appoint_to_these_offices(actor: Actor, expected: set[Office]) -> None:
    assert {office for office in Office if policies.may_appoint(actor, office.value)} == expected


@pytest.mark.parametrize(
    ("actor", "body_id", "office", "person_id", "expected"),
    [
        (OFFICER, UNIT, Office.UNIT_HEAD, 60, True),
        (OFFICER, AUTHORITY, Office.AUTHORITY_OFFICER, 60, True),
        (HEAD, UNIT, Office.UNIT_OFFICER, 60, True),
        (SYSTEM, ELSEWHERE, Office.AUDITOR, 60, True),
        (OFFICER, AUTHORITY, Office.AUTHORITY_OFFICER, 50, False),  # the own appointment
        (HEAD, UNIT, Office.UNIT_OFFICER, 50, False),
        (HEAD, UNIT, Office.UNIT_HEAD, 60, False),
        (HEAD, SIBLING, Office.UNIT_OFFICER, 60, False),
        (OFFICER, ELSEWHERE, Office.UNIT_HEAD, 60, False),
        (acting(Office.UNIT_OFFICER, UNIT), UNIT, Office.UNIT_OFFICER, 60, False),
    ],
)
def test_may_end_asks_for_body_office_and_another_person(
    actor: Actor, body_id: int, office: Office, person_id: int, expected: bool
) -> None:
    appointment = Appointment(body=BODIES[body_id], office=office, person_id=person_id)

    assert may(actor, policies.END_APPOINTMENT, appointment) is expected


@pytest.mark.parametrize(
    ("actor", "body_id", "office", "expected"),
    [
        (OFFICER, UNIT, Office.UNIT_HEAD, True),
        (HEAD, UNIT, Office.UNIT_OFFICER, True),
        (HEAD, UNIT, Office.UNIT_HEAD, False),
        (HEAD, SIBLING, Office.UNIT_OFFICER, False),
        (OFFICER, ELSEWHERE, Office.UNIT_OFFICER, False),
    ],
)
def test_may_withdraw_what_one_could_have_sent(actor: Actor, body_id: int, office: Office, expected: bool) -> None:
    assert may(actor, policies.WITHDRAW, Invitation(body=BODIES[body_id], office=office)) is expected


@pytest.mark.parametrize(
    ("needs", "offices"),
    [
        (policies.READ_PEOPLE, set(Office) - {Office.COUNCIL_MEMBER}),
        (policies.REGISTER_AUTHORITY, {Office.SYSTEM}),
        (policies.ACCEPT, {Office.SYSTEM}),
    ],
)
def test_permission_belongs_to_these_offices(needs: str, offices: set[Office]) -> None:
    assert {actor.office for actor in EVERYONE if may(actor, needs, None)} == offices


@pytest.mark.parametrize(
    ("needs", "holders"),
    [
        (policies.REGISTER, [OFFICER, SYSTEM]),
        (policies.INVITE, [acting(Office.UNIT_HEAD, UNIT), OFFICER, SYSTEM]),
    ],
)
def test_permission_over_a_unit_belongs_to_those_who_look_after_it(needs: str, holders: list[Actor]) -> None:
    own_officer = acting(Office.AUTHORITY_OFFICER, UNIT)  # an authority that is itself the body looks after itself

    assert [one for one in EVERYONE if may(one, needs, BODIES[UNIT]) and one != own_officer] == holders
