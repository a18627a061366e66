"""The pages of a contest as people meet them."""

from typing import Any

import pytest
from django.urls import reverse

from tests.ballots.factories import prepared
from tests.conferences.factories import DURING, as_actor
from thidua.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock says that the conference is on."""
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)


def test_step_of_two_tells_the_first_person_that_it_waits_and_the_second_that_it_is_done() -> None:
    voting = prepared()
    address = reverse("ballots:freeze", args=[voting.bloc.year.pk, voting.contest_id])

    def step(actor: Actor | None) -> str:
        assert actor is not None
        response: Any = as_actor(actor).post(address, follow=True)
        return " ".join(response.content.decode().split())

    first, second = step(voting.bloc.leader.head), step(voting.bloc.authority)

    assert ("Cần người thứ hai đồng ý" in first, "Đã chốt danh sách bỏ phiếu" in first) == (True, False)
    assert ("Cần người thứ hai đồng ý" in second, "Đã chốt danh sách bỏ phiếu" in second) == (False, True)
