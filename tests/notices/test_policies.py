"""Who may remind the late, and that only the system tells."""

import pytest

from tests.factories import make_actor, make_unit, make_year
from thidua.kernel import gate
from thidua.kernel.actor import SYSTEM, Office
from thidua.notices import policies

pytestmark = pytest.mark.django_db


def test_leader_deputy_and_authority_remind_and_nobody_else() -> None:
    year = make_year()
    units = [row.unit for row in year.memberships.select_related("unit").order_by("position")]
    heads = [make_actor(Office.UNIT_HEAD, unit) for unit in units]
    others = [
        make_actor(Office.AUTHORITY_OFFICER, year.bloc.authority),
        make_actor(Office.UNIT_OFFICER, units[0]),
        make_actor(Office.UNIT_HEAD, make_unit()),
        make_actor(Office.AUDITOR, year.bloc.authority),
    ]

    found = [gate.may(actor, policies.REMIND, year) for actor in [*heads, *others]]

    assert found == [True, True, False, True, False, False, False]


@pytest.mark.parametrize("needs", [policies.TELL, policies.CONFIRM])
def test_only_the_system_tells_and_confirms(needs: str) -> None:
    officer = make_actor(Office.AUTHORITY_OFFICER, make_unit())

    assert (gate.may(SYSTEM, needs, None), gate.may(officer, needs, None)) == (True, False)
