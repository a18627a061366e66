"""The pages of the rounds offer only what can be done."""

from typing import Any

import pytest
from django.urls import reverse

from tests.assessment.factories import REVIEWING
from tests.assessment.factories_rounds import (
    CROSSING,
    NO_AUTHORITY,
    confirmed,
    planned_bloc,
    revealed_bloc,
    sheet_of,
    written_visit,
)
from tests.conferences.factories import as_actor
from tests.factories import make_actor
from thidua.assessment.actions import appraisal, teams
from thidua.assessment.queries.roundtasks import round_tasks
from thidua.kernel.actor import Actor, Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def while_scoring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock says that scoring is on."""
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: CROSSING)


def page(actor: Actor | None, name: str, *numbers: int, follow: bool = False) -> str:
    assert actor is not None
    response: Any = as_actor(actor).get(reverse(f"assessment:{name}", args=numbers), follow=follow)
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(("asked", "offered"), [({}, True), ({"used": NO_AUTHORITY}, False)])
def test_appraisal_is_offered_when_the_plan_has_it(asked: dict[str, Any], offered: bool) -> None:
    bloc = planned_bloc(**asked)
    sheet = sheet_of(bloc, bloc.member)

    shown = page(bloc.authority, "scores", bloc.year.pk, sheet.pk)

    assert ("Giữ nguyên các dòng còn lại" in shown) is offered


def test_authority_keeps_nothing_while_the_bloc_has_not_scored() -> None:
    bloc = planned_bloc()

    shown = page(bloc.authority, "appraise_rest", bloc.year.pk, sheet_of(bloc, bloc.member).pk)

    assert ("dòng khối chưa chấm" in shown, "Giữ nguyên các dòng này" in shown) == (True, False)


def test_revealing_again_leads_back_to_the_rounds() -> None:
    bloc = revealed_bloc()

    shown = page(bloc.leader.head, "reveal_cross", bloc.year.pk, follow=True)

    assert ("Điểm chấm chéo đã mở rồi" in shown, "Điểm đã mở thì không đóng lại được" in shown) == (True, False)


def test_appraisal_waits_among_the_tasks_of_the_second_person_alone() -> None:
    bloc = planned_bloc(four_eyes=True)
    confirmed(bloc)
    first, second = bloc.authority, make_actor(Office.AUTHORITY_OFFICER, bloc.year.bloc.authority)
    assert first is not None
    sheet = sheet_of(bloc, bloc.member)
    appraisal.appraise_rest(sheet.pk, actor=first, at=REVIEWING)
    address = reverse("assessment:agree_appraisal", args=[bloc.year.pk, sheet.pk])

    def waits(actor: Actor) -> bool:
        return any(task.url == address for task in round_tasks(actor, at=REVIEWING))

    assert (waits(first), waits(second)) == (False, True)
    appraisal.agree_to_appraisal(sheet.pk, actor=second, at=REVIEWING)
    assert not waits(second)


def test_signed_record_is_read_and_no_longer_written() -> None:
    bloc = planned_bloc()
    visit = written_visit(bloc, bloc.leader, bloc.member)
    address = reverse("assessment:write_visit", args=[bloc.year.pk, visit.pk])
    client = as_actor(bloc.leader.head)
    assert client.get(address).status_code == 200

    teams.sign_visit(visit.pk, actor=bloc.leader.head, at=CROSSING)

    assert client.get(address).headers["Location"] == reverse("assessment:visit", args=[bloc.year.pk, visit.pk])
