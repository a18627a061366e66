"""A body with all it was and became, the years it belongs to, and what a change of it would touch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from thidua.bodies.models import Body, BodyChange, BodyChangePart, ChangeKind, ChangeSide
from thidua.bodies.policies import CHANGE_BODY
from thidua.bodies.queries import changes_of, visible_bodies
from thidua.cycles.models import BlocMembership, EmulationYear, YearState
from thidua.cycles.queries.years import visible_years
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.templatetags.thidua import day as shown_day

FARTHEST = 6


def names_day(year_id: int, *, today: date) -> date | None:
    """The day whose names a page of this year shows; None for the present ones. One query."""
    last_on = EmulationYear.objects.filter(pk=year_id).values_list("last_on", flat=True).first()
    return last_on if last_on is not None and last_on < today else None


@dataclass(frozen=True, kw_only=True)
class Node:
    """A body in the tree of a lineage, under the name it had in the change, with what came before or after it."""

    body_id: int
    name: str
    sentence: str
    nodes: tuple["Node", ...] = ()


@dataclass(frozen=True, kw_only=True)
class BodyPage:
    """A body: its names, its lineage in sentences and as a tree, its years, and the bodies under it."""

    body: Body
    sentences: list[str]
    before: tuple[Node, ...]
    after: tuple[Node, ...]
    memberships: list[BlocMembership]
    children: list[Body]
    may_change: bool


def bodies_seen(actor: Actor) -> "Q":
    """The bodies an actor may open a page of: those of the directory, and the units of the years they see."""
    units = BlocMembership.objects.filter(emulation_year__in=visible_years(actor).values("pk")).values("unit_id")
    return Q(pk__in=visible_bodies(actor).values("pk")) | Q(pk__in=units)


def body_page(actor: Actor, body_id: int) -> BodyPage:
    """The page of a body, or 404 when the actor sees neither it nor a year it belongs to."""
    body = get_object_or_404(Body.objects.filter(bodies_seen(actor)).select_related("parent__parent"), pk=body_id)
    rows = BlocMembership.objects.filter(unit=body, emulation_year__in=visible_years(actor).values("pk"))
    changes = _connected(body)
    return BodyPage(
        body=body,
        sentences=[sentence_of(change) for change in changes_of(body)],
        before=_steps(body.pk, changes, ChangeSide.AFTER, FARTHEST),
        after=_steps(body.pk, changes, ChangeSide.BEFORE, FARTHEST),
        memberships=list(rows.select_related("emulation_year__bloc").order_by("-emulation_year__first_on", "pk")),
        children=list(body.children.filter(bodies_seen(actor)).order_by("folded")),
        may_change=gate.may(actor, CHANGE_BODY, body),
    )


def sentence_of(change: BodyChange) -> str:
    """A change in words, in the language of the page."""
    parts = list(change.parts.all())
    named = {
        "day": shown_day(change.effective_on),
        "before": "; ".join(one.name for one in parts if one.side == ChangeSide.BEFORE),
        "after": "; ".join(one.name for one in parts if one.side == ChangeSide.AFTER),
        "number": change.decision_number,
        "decided": shown_day(change.decision_on),
    }
    sentences = {
        ChangeKind.RENAMED: _(
            "Từ ngày %(day)s: đổi tên từ “%(before)s” thành “%(after)s”, theo quyết định số %(number)s ngày %(decided)s."
        ),
        ChangeKind.MERGED: _(
            "Từ ngày %(day)s: sáp nhập %(before)s; đơn vị tiếp tục là %(after)s, theo quyết định số %(number)s ngày "
            "%(decided)s."
        ),
        ChangeKind.SPLIT: _(
            "Từ ngày %(day)s: chia tách %(before)s thành %(after)s, theo quyết định số %(number)s ngày %(decided)s."
        ),
        ChangeKind.DISSOLVED: _(
            "Từ ngày %(day)s: giải thể %(before)s, theo quyết định số %(number)s ngày %(decided)s."
        ),
    }
    return sentences[ChangeKind(change.kind)] % named


def _connected(body: Body) -> list[BodyChange]:
    """Every change that body had part in, with those of the bodies on the other side, some steps far."""
    seen: dict[int, BodyChange] = {}
    reached, frontier = {body.pk}, {body.pk}
    for _step in range(FARTHEST):
        rows = BodyChange.objects.filter(parts__body__in=frontier).exclude(pk__in=seen).distinct()
        found = list(rows.prefetch_related("parts"))
        seen |= {change.pk: change for change in found}
        frontier = {part.body_id for change in found for part in change.parts.all()} - reached
        reached |= frontier
        if not frontier:
            break
    return sorted(seen.values(), key=lambda change: (change.effective_on, change.pk))


def _steps(body_id: int, changes: list[BodyChange], side: str, left: int) -> tuple[Node, ...]:
    """What lies on the other side of the changes in which the body stood on this side; itself is left out."""
    nodes: list[Node] = []
    for change in changes if left else ():
        parts: list[BodyChangePart] = list(change.parts.all())
        if not any(part.body_id == body_id and part.side == side for part in parts):
            continue
        nodes += [
            Node(
                body_id=part.body_id, name=part.name, sentence=shown_day(change.effective_on),
                nodes=_steps(part.body_id, _apart(changes, change, side), side, left - 1),
            )
            for part in parts
            if part.side != side and part.body_id != body_id
        ]  # fmt: skip
    return tuple(nodes)


def _apart(changes: list[BodyChange], change: BodyChange, side: str) -> list[BodyChange]:
    """The changes before this one, or after it: a lineage never turns back."""
    place = changes.index(change)
    return changes[:place] if side == ChangeSide.AFTER else changes[place + 1 :]


def open_memberships_of(body_ids: Iterable[int]) -> list[BlocMembership]:
    """Where these bodies belong to a year that is not closed, under any authority. One query."""
    rows = BlocMembership.objects.filter(unit_id__in=list(body_ids), last_on__isnull=True)
    rows = rows.exclude(emulation_year__state=YearState.CLOSED)
    return list(rows.select_related("unit", "emulation_year__bloc__authority").order_by("unit__folded", "pk"))
