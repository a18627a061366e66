"""The handover: what is on its list, who gives and who receives, and what is still unsettled."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from thidua.assessment.queries import open_appeals, progress_of
from thidua.bodies.models import Body
from thidua.conferences import policies
from thidua.conferences.models import Conference, Handover, HandoverItem, LeadershipChoice, Post, Task
from thidua.conferences.queries.judging import recorded_agreement
from thidua.conferences.queries.leadership import choices_of, standing_choices
from thidua.conferences.queries.rota import Rota
from thidua.cycles.models import EmulationYear, Extension, ExtensionState
from thidua.cycles.queries import visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor


def heads_of_next_year(conference: Conference) -> tuple[Body, Body | None] | None:
    """Who was chosen to head and to deputise next year; None while there is no head.

    An agreement of the time before choices were kept post by post still counts.
    """
    year = conference.emulation_year
    standing = standing_choices(year)
    if Post.LEADER in standing:
        leader = standing[Post.LEADER].unit
        assert leader is not None  # by constraint: only a deputy may be absent
        return leader, standing[Post.DEPUTY].unit if Post.DEPUTY in standing else None
    recorded = recorded_agreement(conference)
    if recorded is None or choices_of(year):
        return None
    return recorded.leader, recorded.deputy


def unsettled_before_handover(year: EmulationYear) -> list[str]:
    """What should be done before the year is handed over, in sentences; a reason is asked for while there is any."""
    found, rota = [], Rota(year)
    for choice in standing_choices(year).values():
        unit = choice.unit
        if unit is None:
            continue
        if rota.bars_on(unit, choice.post) and not choice.allowed_because:
            found.append(_("%(unit)s còn vướng quy ước, cơ quan tổ chức khối chưa cho phép") % {"unit": unit.name})
        if not choice.accepted:
            found.append(_("%(unit)s chưa nhận nhiệm vụ năm sau") % {"unit": unit.name})
    handover = handover_of(year)
    if handover is None:
        return [*found, _("chưa lập danh mục bàn giao")]
    waiting = sum(1 for item in handover.items.all() if item.received_at is None)
    if waiting:
        found.append(_("còn %(count)s mục chưa nhận") % {"count": waiting})
    elif not handover.accepted:
        found.append(_("Khối trưởng năm sau chưa nhận bàn giao"))
    return found


def handover_of(year: EmulationYear) -> Handover | None:
    """The list of the year's handover with its items; None before it is drawn up. Two queries."""
    rows = Handover.objects.filter(emulation_year=year)
    return rows.prefetch_related(Prefetch("items", HandoverItem.objects.order_by("position"))).first()


def open_matters(year: EmulationYear) -> list[tuple[str, str]]:
    """What is left open at the end of the year, as titles and details in Vietnamese: they are printed."""
    found = []
    appeals = open_appeals(year)
    if appeals:
        found.append((f"Kiến nghị chưa trả lời: {len(appeals)}", "; ".join(sorted({one.unit.name for one in appeals}))))
    asked = Extension.objects.filter(emulation_year=year, state=ExtensionState.ASKED).select_related("unit")
    if asked:
        found.append((f"Đề nghị gia hạn chưa trả lời: {len(asked)}", "; ".join(one.unit.name for one in asked)))
    late = [row.unit.name for row in progress_of(year) if not row.report_submitted]
    if late:
        found.append((f"Báo cáo chưa nộp: {len(late)} đơn vị", "; ".join(late)))
    return found


def tasks_of_next_year(year: EmulationYear) -> list[str]:
    """The tasks that the year's conferences set for the next."""
    return list(Task.objects.filter(emulation_year=year).order_by("pk").values_list("text", flat=True))


# Finding, for a page and for an action.


def _visible_items(actor: Actor) -> QuerySet[HandoverItem]:
    years = visible_years(actor).values("pk")
    return HandoverItem.objects.filter(emulation_year__in=years).select_related(
        "handover", "emulation_year__bloc__authority"
    )


def item_to_hand(actor: Actor, item_id: int) -> HandoverItem:
    """An item of a handover, locked, or 404."""
    return get_object_or_404(_visible_items(actor).select_for_update(of=("self",)), pk=item_id)


def item_of_handover(actor: Actor, year_id: int, item_id: int, needs: str) -> HandoverItem:
    """An item of this year's handover, for a page; Denied without the permission."""
    item = get_object_or_404(_visible_items(actor), pk=item_id, emulation_year_id=year_id)
    gate.require(actor, needs, item)
    return item


def handover_to_change(actor: Actor, handover_id: int) -> Handover:
    """A handover, locked, or 404."""
    rows = Handover.objects.filter(emulation_year__in=visible_years(actor).values("pk"))
    rows = rows.select_related("emulation_year__bloc__authority").select_for_update(of=("self",))
    return get_object_or_404(rows, pk=handover_id)


def handover_to_see(actor: Actor, year_id: int, needs: str) -> Handover:
    """This year's handover, for a page on which something is done with it."""
    rows = Handover.objects.filter(emulation_year__in=visible_years(actor).values("pk"))
    found = get_object_or_404(rows.select_related("emulation_year__bloc__authority"), emulation_year_id=year_id)
    gate.require(actor, needs, found)
    return found


def year_to_give(actor: Actor, year_id: int) -> EmulationYear:
    """The year, for somebody who gives it out of their hands."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.GIVE, year)
    return year


@dataclass(frozen=True, kw_only=True)
class HandingPage:
    """The list of the handover as its page shows it to one actor."""

    year: EmulationYear
    handover: Handover | None
    items: list[HandoverItem]
    leader: LeadershipChoice | None
    unsettled: list[str]
    may_give: bool
    may_receive: bool
    may_take: bool

    @property
    def next_year(self) -> int:
        return self.year.year + 1

    @property
    def given(self) -> int:
        return sum(1 for item in self.items if item.given_at)

    @property
    def received(self) -> int:
        return sum(1 for item in self.items if item.received_at)

    @property
    def complete(self) -> bool:
        """Whether everything on the list was received."""
        return bool(self.items) and self.received == len(self.items)


def handing_page(actor: Actor, year_id: int) -> HandingPage:
    """The page of the handover; a fixed number of queries whatever the number of items."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.SEE, year)
    handover = handover_of(year)
    receives = handover is not None and gate.may(actor, policies.RECEIVE_HANDOVER, handover)
    gives = gate.may(actor, policies.GIVE, year)
    return HandingPage(
        year=year, handover=handover, items=list(handover.items.all()) if handover else [],
        leader=standing_choices(year).get(Post.LEADER),
        unsettled=unsettled_before_handover(year) if year.running else [],
        may_give=year.running and gives, may_receive=year.running and receives, may_take=gives or receives,
    )  # fmt: skip
