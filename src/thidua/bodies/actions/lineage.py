"""Bodies are renamed, merged, split and dissolved, each by a dated decision; what they were called is kept."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.bodies import events, policies, queries
from thidua.bodies.actions.people import BodyKnown
from thidua.bodies.decisions import Decision
from thidua.bodies.models import Body, BodyChange, BodyChangePart, ChangeKind, ChangeSide
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.reading.folding import fold


class AlreadyDissolved(Refusal):
    code = "already_dissolved"
    sentence = _("%(body)s đã giải thể hoặc nhập vào đơn vị khác từ ngày %(day)s, nên không đổi được nữa.")


class NotYetInForce(Refusal):
    code = "not_yet_in_force"
    field = "effective_on"
    sentence = _("Ngày %(day)s chưa đến. Ghi việc này khi quyết định đã có hiệu lực.")


class BeforeLastChange(Refusal):
    code = "before_last_change"
    field = "effective_on"
    sentence = _("%(body)s đã có thay đổi từ ngày %(day)s. Ghi ngày đó hoặc một ngày sau đó.")


class SameName(Refusal):
    code = "same_name"
    field = "name"
    sentence = _("Tên mới giống tên đang dùng. Ghi tên mới như trong quyết định.")


class NothingToMerge(Refusal):
    code = "nothing_to_merge"
    field = "merged_ids"
    sentence = _("Chọn ít nhất một đơn vị khác để nhập vào %(body)s.")


class TooFewParts(Refusal):
    code = "too_few_parts"
    field = "parts"
    sentence = _("Chia tách cần ít nhất %(needed)s đơn vị mới. Ghi mỗi đơn vị một dòng.")


@action(needs=policies.CHANGE_BODY, loads=queries.body_to_change)
def rename_body(
    body: Body, *, actor: Actor, at: datetime, name: str, short_name: str, decision: Decision
) -> Recorded[BodyChange]:
    """The authority records the new name of a body. Raises SameName, BodyKnown, and what `_require_order` raises."""
    _require_order([body], decision, at)
    before = body.name
    if (name, short_name) == (before, body.short_name):
        raise SameName
    change = _record(ChangeKind.RENAMED, decision, at=at, before=[body])
    _give_name(body, name, short_name, decision.effective_on)
    _after(change, [body])
    event = events.BodyRenamed(**_about(body), before=before, body=name, **decision.written)
    return Recorded(change, event)


@action(needs=policies.CHANGE_BODY, loads=queries.body_to_change)
def merge_bodies(
    body: Body, *, actor: Actor, at: datetime, merged_ids: Sequence[int], name: str, short_name: str,
    decision: Decision,
) -> Recorded[BodyChange]:  # fmt: skip
    """The authority records that bodies were merged into this one, which goes on, perhaps under a new name.

    Bodies directly under those merged come under the one that goes on. Raises NothingToMerge, BodyKnown, and what
    `_require_order` raises.
    """
    merged = queries.bodies_to_merge(actor, body, merged_ids)
    if not merged:
        raise NothingToMerge(body=body.name)
    _require_order([body, *merged], decision, at)
    change = _record(ChangeKind.MERGED, decision, at=at, before=[body, *merged])
    for one in merged:
        _end(one, decision.effective_on, heir=body)
    if (name, short_name) != (body.name, body.short_name):
        _give_name(body, name, short_name, decision.effective_on)
    _after(change, [body])
    event = events.BodiesMerged(**_about(body), merged=tuple(one.name for one in merged), body=name, **decision.written)
    return Recorded(change, event)


@action(needs=policies.CHANGE_BODY, loads=queries.body_to_change)
def split_body(
    body: Body, *, actor: Actor, at: datetime, parts: Sequence[tuple[str, str]], continues: bool, decision: Decision
) -> Recorded[BodyChange]:
    """The authority records that a body was split: new bodies stand beside it, or in its place.

    Raises TooFewParts, BodyKnown, and what `_require_order` raises.
    """
    needed = 1 if continues else 2
    if len(dict(parts)) < needed:
        raise TooFewParts(needed=needed)
    _require_order([body], decision, at)
    for name, _short in parts:
        _require_free(name)
    change = _record(ChangeKind.SPLIT, decision, at=at, before=[body])
    made = [
        Body.objects.create(
            name=name, short_name=short, folded=fold(name), parent=body.parent, place=body.place, kind=body.kind
        )
        for name, short in dict(parts).items()
    ]
    if not continues:
        _end(body, decision.effective_on, heir=made[0])
    _after(change, [body, *made] if continues else made)
    event = events.BodySplit(**_about(body), body=body.name, parts=tuple(one.name for one in made), **decision.written)
    return Recorded(change, event)


@action(needs=policies.CHANGE_BODY, loads=queries.body_to_change)
def dissolve_body(body: Body, *, actor: Actor, at: datetime, decision: Decision) -> Recorded[BodyChange]:
    """The authority records that a body was dissolved. Raises what `_require_order` raises."""
    _require_order([body], decision, at)
    change = _record(ChangeKind.DISSOLVED, decision, at=at, before=[body])
    _end(body, decision.effective_on, heir=body.parent)
    return Recorded(change, events.BodyDissolved(**_about(body), body=body.name, **decision.written))


def _about(body: Body) -> dict[str, Any]:
    return {"subject": f"body:{body.pk}", "unit_id": body.pk}


def _require_order(bodies: Sequence[Body], decision: Decision, at: datetime) -> None:
    """Raises AlreadyDissolved, NotYetInForce, BeforeLastChange."""
    if decision.effective_on > timezone.localdate(at):
        raise NotYetInForce(day=decision.effective_on.strftime("%d/%m/%Y"))
    for body in bodies:
        if body.dissolved_on:
            raise AlreadyDissolved(body=body.name, day=body.dissolved_on.strftime("%d/%m/%Y"))
        last = queries.last_change_of(body)
        if last is not None and decision.effective_on < last:
            raise BeforeLastChange(body=body.name, day=last.strftime("%d/%m/%Y"))


def _require_free(name: str) -> None:
    if Body.objects.filter(name=name).exists():
        raise BodyKnown(name=name)


def _record(kind: ChangeKind, decision: Decision, *, at: datetime, before: Iterable[Body]) -> BodyChange:
    change = BodyChange.objects.create(
        kind=kind, decision_number=decision.number, decision_on=decision.on, effective_on=decision.effective_on,
        note=decision.note, recorded_at=at,
    )  # fmt: skip
    _parts(change, ChangeSide.BEFORE, before)
    return change


def _after(change: BodyChange, bodies: Iterable[Body]) -> None:
    _parts(change, ChangeSide.AFTER, bodies)


def _parts(change: BodyChange, side: ChangeSide, bodies: Iterable[Body]) -> None:
    BodyChangePart.objects.bulk_create(
        BodyChangePart(change=change, body=body, side=side, name=body.name) for body in bodies
    )


def _give_name(body: Body, name: str, short_name: str, day: date) -> None:
    """The body goes by another name from this day on. Raises BodyKnown."""
    if name != body.name:
        _require_free(name)
    given_up = {"before": day.isoformat(), "name": body.name, "short_name": body.short_name}
    body.past_names = [*body.past_names, given_up]
    body.name, body.short_name, body.folded = name, short_name, fold(name)
    body.save(update_fields=["name", "short_name", "folded", "past_names"])


def _end(body: Body, day: date, *, heir: Body | None) -> None:
    """The body is no more from this day on; those under it come under its heir."""
    body.dissolved_on = day
    body.save(update_fields=["dissolved_on"])
    body.children.exclude(pk=heir.pk if heir else 0).update(parent=heir)
