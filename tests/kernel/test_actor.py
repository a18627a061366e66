"""The frozen value that policies are asked about."""

import dataclasses

import pytest

from thidua.kernel.actor import OFFICE_LABELS, SYSTEM, Actor, Appointment, Office

ACTING = Appointment(id=4, office=Office.UNIT_HEAD, body_id=7, body_name="Hội Nông dân", title="Chủ tịch")
OTHER = Appointment(id=5, office=Office.AUDITOR, body_id=9, body_name="Sở Nội vụ", title="Thanh tra viên")
ACTOR = Actor(id=1, name="Nguyễn Văn A", acting=ACTING, appointments=(ACTING, OTHER))


def test_actor_has_the_rights_of_the_office_acted_in() -> None:
    assert (ACTOR.office, ACTOR.body_id) == (Office.UNIT_HEAD, 7)


@pytest.mark.parametrize(
    ("office", "body_id", "expected"),
    [
        (Office.UNIT_HEAD, 7, True),
        (Office.UNIT_HEAD, 8, False),
        (Office.UNIT_OFFICER, 7, False),
        (Office.UNIT_HEAD, None, False),
        (Office.AUDITOR, 9, False),
    ],
)
def test_holds_asks_only_for_the_office_acted_in(office: Office, body_id: int | None, expected: bool) -> None:
    assert ACTOR.holds(office, body_id) is expected


def test_actor_without_an_office_holds_nothing() -> None:
    nobody = Actor(id=2, name="Trần Thị B")

    assert (nobody.office, nobody.body_id, nobody.holds(Office.UNIT_HEAD, None)) == (None, None, False)
    assert nobody.describe() == "Trần Thị B"


def test_describe_names_the_person_the_title_and_the_body() -> None:
    assert ACTOR.describe() == "Nguyễn Văn A, Chủ tịch Hội Nông dân"
    assert SYSTEM.describe() == "Hệ thống, lệnh quản trị máy chủ"


def test_actor_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ACTOR.acting = OTHER  # type: ignore[misc]


def test_every_office_has_a_label() -> None:
    assert set(OFFICE_LABELS) == set(Office)
    assert Office.UNIT_HEAD.label == "Thủ trưởng đơn vị"
