"""A bloc whose next year's head and deputy are being chosen, and its list of handover."""

from datetime import date
from typing import Any

from tests.assessment.factories import Bloc
from tests.conferences.factories import AFTER, DURING, by, closed
from thidua.conferences.actions import handing, leadership
from thidua.conferences.models import Conference, Handover, LeadershipChoice
from thidua.conferences.queries.leadership import standing_choices
from thidua.papers.actions import draw_up_handover

RULE: dict[str, Any] = {
    "order": "fixed", "listed": [], "rest": 0, "has_deputy": True, "deputy_follows": False, "bar_unreviewed": True,
    "base": "present", "share": "1/2", "strict": True, "source": "Quy chế của khối, Điều 5",
}  # fmt: skip
HOLDER = {"person_name": "Lê Văn C", "person_title": "Chủ tịch"}
PAPER: dict[str, Any] = {"document_number": "15/QĐ-UBND", "document_on": date(2025, 1, 20), "issuer": "UBND tỉnh"}


def ruled(bloc: Bloc, **changes: Any) -> None:
    leadership.set_leadership_rule(bloc.year.pk, **by(bloc), values=RULE | changes)


def appointed(bloc: Bloc, *, post: str = "leader", unit: int = 2) -> LeadershipChoice:
    """A unit is appointed by a higher body; the third unless another is named."""
    return leadership.choose_by_appointment(
        bloc.year.pk, **by(bloc), post=post, unit_id=bloc.units[unit].body.pk, **HOLDER, **PAPER
    ).object


def accepted(bloc: Bloc) -> None:
    """Everybody chosen accepts."""
    heads = {unit.body.pk: unit.head for unit in bloc.units}
    for choice in standing_choices(bloc.year).values():
        if choice.unit_id is not None:
            leadership.accept_leadership(choice.pk, actor=heads[choice.unit_id], at=DURING, **HOLDER)


def drawn_up(bloc: Bloc | None = None) -> tuple[Bloc, Conference, Handover]:
    """A closed conference, its heads accepted, and the list of the handover."""
    bloc, conference = closed(bloc)
    accepted(bloc)
    return bloc, conference, draw_up_handover(bloc.year.pk, **by(bloc, AFTER)).object


def handed(bloc: Bloc, handover: Handover) -> None:
    """Everything given, received and accepted."""
    taker: dict[str, Any] = {"actor": bloc.member.head, "at": AFTER}
    for item in handover.items.order_by("position"):
        handing.give_item(item.pk, **by(bloc, AFTER))
        handing.receive_item(item.pk, **taker, note="Đủ")
    handing.accept_handover(handover.pk, **taker)
