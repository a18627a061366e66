"""The handover of the sample year: the heads agreed on accept, the list is gone through. Who ticked what is invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from thidua.conferences.actions import handing
from thidua.conferences.actions.leadership import accept_leadership
from thidua.conferences.queries.leadership import standing_choices
from thidua.papers.actions import draw_up_handover

if TYPE_CHECKING:
    from thidua.web.sample.loading import Sample


def accept_and_hand_over(sample: Sample, acts: Callable[..., dict[str, Any]]) -> None:
    """Next year's head and deputy accept; the head of 2024 gives every item, the head of 2025 receives it."""
    day = sample.facts["next_year"]["decision_on"]
    keys = {body.pk: key for key, body in sample.bodies.items()}
    for choice in standing_choices(sample.year).values():
        assert choice.unit_id is not None
        head = sample.head(keys[choice.unit_id], day)
        accept_leadership(
            choice.pk,
            **acts(head, day, 8),
            person_name=head.name,
            person_title=head.acting.title if head.acting else "",
        )
    giver = acts(sample.head(sample.facts["year"]["leader"], day), day)
    taker = acts(sample.head(sample.facts["next_year"]["leader"], day), day)
    handover = draw_up_handover(sample.year.pk, **giver).object
    for item in handover.items.order_by("position"):
        handing.give_item(item.pk, **giver, note="Số liệu minh hoạ")
        handing.receive_item(item.pk, **taker, note="Số liệu minh hoạ")
    handing.accept_handover(handover.pk, **taker, note="Số liệu minh hoạ")
