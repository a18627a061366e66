"""Going through the list of a handover: what is given, what is received, and the acceptance of the whole."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from thidua.conferences import events, policies
from thidua.conferences.models import Handover, HandoverItem, ItemKind
from thidua.conferences.queries import handing, stages
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class HandoverOver(Refusal):
    code = "handover_over"
    sentence = _("Khối trưởng năm sau đã nhận bàn giao, nên danh mục không sửa được nữa.")


class ItemKnown(Refusal):
    code = "item_known"
    field = "title"
    sentence = _("Mục này đã có trong danh mục bàn giao.")


class NotGivenYet(Refusal):
    code = "not_given_yet"
    sentence = _("“%(title)s” chưa được ghi là đã giao. Người bàn giao ghi trước, rồi người nhận xác nhận.")


class AlreadyHanded(Refusal):
    code = "already_handed"
    sentence = _("“%(title)s” đã giao hoặc đã nhận nên không bỏ được. Rút ghi nhận trước nếu ghi nhầm.")


class NotAllReceived(Refusal):
    code = "not_all_received"
    sentence = _("Còn %(count)s mục chưa nhận. Nhận từng mục, rồi nhận bàn giao.")


@action(needs=policies.GIVE, loads=handing.handover_to_change)
def add_item(handover: Handover, *, actor: Actor, at: datetime, title: str, detail: str = "") -> Recorded[HandoverItem]:
    """One more thing to hand over, typed by hand."""
    _require_open(handover)
    if handover.items.filter(title=title).exists():
        raise ItemKnown
    last = handover.items.aggregate(last=Max("position"))["last"] or 0
    item = HandoverItem.objects.create(
        emulation_year_id=handover.emulation_year_id, handover=handover, position=last + 1, kind=ItemKind.OTHER,
        title=title, detail=detail,
    )  # fmt: skip
    return Recorded(item, events.HandoverItemAdded(**_about(item), title=title))


@action(needs=policies.GIVE, loads=handing.item_to_hand)
def remove_item(item: HandoverItem, *, actor: Actor, at: datetime) -> Recorded[Handover]:
    """Something that is not handed over after all leaves the list."""
    _require_open(item.handover)
    if item.given_at or item.received_at:
        raise AlreadyHanded(title=item.title)
    event = events.HandoverItemRemoved(**_about(item), title=item.title)
    item.delete()
    return Recorded(item.handover, event)


@action(needs=policies.GIVE, loads=handing.item_to_hand)
def give_item(item: HandoverItem, *, actor: Actor, at: datetime, note: str = "") -> Recorded[HandoverItem]:
    """The outgoing head, or the authority, has handed a thing over."""
    _require_open(item.handover)
    if item.received_at:
        raise AlreadyHanded(title=item.title)
    item.given_by, item.given_at, item.given_note = actor.describe(), at, note
    item.save(update_fields=["given_by", "given_at", "given_note"])
    return Recorded(item, events.HandoverItemGiven(**_about(item), title=item.title, note=note or "–"))


@action(needs=policies.RECEIVE_HANDOVER, loads=handing.item_to_hand)
def receive_item(item: HandoverItem, *, actor: Actor, at: datetime, note: str = "") -> Recorded[HandoverItem]:
    """The incoming head confirms that they have it."""
    _require_open(item.handover)
    if item.given_at is None:
        raise NotGivenYet(title=item.title)
    item.received_by, item.received_at, item.received_note = actor.describe(), at, note
    item.save(update_fields=["received_by", "received_at", "received_note"])
    return Recorded(item, events.HandoverItemReceived(**_about(item), title=item.title, note=note or "–"))


@action(needs=policies.GIVE, loads=handing.item_to_hand)
def take_item_back(item: HandoverItem, *, actor: Actor, at: datetime) -> Recorded[HandoverItem]:
    """A tick made by mistake is taken off again, before the whole is accepted."""
    _require_open(item.handover)
    item.given_by, item.given_at, item.given_note = "", None, ""
    item.received_by, item.received_at, item.received_note = "", None, ""
    item.save(update_fields=["given_by", "given_at", "given_note", "received_by", "received_at", "received_note"])
    return Recorded(item, events.HandoverItemTakenBack(**_about(item), title=item.title))


@action(needs=policies.RECEIVE_HANDOVER, loads=handing.handover_to_change)
def accept_handover(handover: Handover, *, actor: Actor, at: datetime, note: str = "") -> Recorded[Handover]:
    """The head of next year accepts the whole; from then on the list stands."""
    _require_open(handover)
    waiting = handover.items.filter(received_at__isnull=True).count()
    if waiting:
        raise NotAllReceived(count=waiting)
    handover.accepted_by, handover.accepted_at, handover.note = actor.describe(), at, note
    handover.save(update_fields=["accepted_by", "accepted_at", "note"])
    event = events.HandoverAccepted(
        subject=f"handover:{handover.emulation_year_id}", emulation_year_id=handover.emulation_year_id,
        count=handover.items.count(), note=note or "–",
    )  # fmt: skip
    return Recorded(handover, event)


def _require_open(handover: Handover) -> None:
    if not handover.emulation_year.running:
        raise stages.YearNotRunning
    if handover.accepted:
        raise HandoverOver


def _about(item: HandoverItem) -> dict[str, Any]:
    return {"subject": f"handover:{item.emulation_year_id}", "emulation_year_id": item.emulation_year_id}
