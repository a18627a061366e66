"""Who reads the whole ledger and who verifies it."""

import pytest

from thidua.kernel.actor import Actor, Appointment, Office
from thidua.kernel.gate import may
from thidua.ledger import policies


def acting(office: Office) -> Actor:
    held = Appointment(id=1, office=office, body_id=1, body_name="", title="")
    return Actor(id=1, name="", acting=held)


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        (policies.READ_ALL, {Office.AUDITOR, Office.AUTHORITY_OFFICER}),
        (policies.VERIFY, {Office.AUDITOR, Office.AUTHORITY_OFFICER, Office.UNIT_HEAD}),
    ],
)
def test_permission_belongs_to_these_offices(needs: str, expected: set[Office]) -> None:
    assert {office for office in Office if may(acting(office), needs, None)} == expected
