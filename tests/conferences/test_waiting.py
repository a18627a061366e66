"""What waits for the units chosen for next year."""

from datetime import timedelta

import pytest

from tests.assessment.factories import make_running_bloc
from tests.conferences.factories import AFTER, by
from tests.conferences.factories_leadership import accepted, appointed, drawn_up
from thidua.conferences.actions import handing
from thidua.conferences.queries import tasks_for
from thidua.kernel.actor import Actor

pytestmark = pytest.mark.django_db


def headings(actor: Actor) -> list[str]:
    return [task.heading for task in tasks_for(actor, at=AFTER + timedelta(hours=1))]


def test_chosen_unit_is_asked_for_its_answer() -> None:
    bloc = make_running_bloc()
    appointed(bloc)

    assert "Trả lời việc nhận làm Khối trưởng năm 2025" in headings(bloc.member.head)
    assert headings(bloc.member.officer) == []
    accepted(bloc)
    assert headings(bloc.member.head) == []


def test_next_head_is_told_what_was_given_until_it_is_received() -> None:
    bloc, _conference, handover = drawn_up()
    item = handover.items.order_by("position")[0]
    assert headings(bloc.member.head) == []

    handing.give_item(item.pk, **by(bloc, AFTER))
    (task,) = tasks_for(bloc.member.head, at=AFTER)
    assert (task.heading, task.why) == ("Nhận bàn giao sang năm 2025", "1 mục đã giao, chờ bạn ghi đã nhận.")

    handing.receive_item(item.pk, actor=bloc.member.head, at=AFTER)
    assert headings(bloc.member.head) == []
