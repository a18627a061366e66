"""Finding the conference of a year and what belongs to it."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from thidua.conferences import policies
from thidua.conferences.models import AgendaItem, Attendance, Conference, Kind, Task
from thidua.conferences.queries.stages import require_not_closed
from thidua.cycles.models import EmulationYear
from thidua.cycles.policies import is_leader_head
from thidua.cycles.queries import members, visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor


def visible(actor: Actor) -> QuerySet[Conference]:
    """The conferences of the years that the actor sees."""
    years = visible_years(actor).values("pk")
    return (
        Conference.objects.filter(emulation_year__in=years)
        .select_related("emulation_year__bloc__authority", "emulation_year__leader", "emulation_year__deputy")
        .prefetch_related("kinds")
    )


def conferences_of(actor: Actor, year_id: int) -> list[Conference]:
    """Every conference of a year, in the order in which they are held. 404 for a year out of sight."""
    year = year_for(actor, year_id)
    return list(visible(actor).filter(emulation_year=year).order_by("held_at", "pk"))


def conference_for(actor: Actor, year_id: int) -> Conference | None:
    """The conference that reviews a year; None while nobody has prepared one. 404 for a year out of sight."""
    year = year_for(actor, year_id)
    return visible(actor).filter(emulation_year=year, kinds__kind=Kind.REVIEW).first()


def conference_to_see(actor: Actor, year_id: int, conference_id: int | None = None) -> Conference:
    """A conference of a year, the one that reviews it unless another is named, or 404."""
    which: dict[str, Any] = {"kinds__kind": Kind.REVIEW} if conference_id is None else {"pk": conference_id}
    return get_object_or_404(visible(actor), emulation_year_id=year_id, **which)


def year_to_prepare(actor: Actor, year_id: int) -> EmulationYear:
    """The year whose conference the actor may prepare. Raises Denied for anybody else."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.PREPARE, year)
    return year


def conference_to_run(actor: Actor, year_id: int, conference_id: int | None = None) -> Conference:
    """The conference, for a page on which it is run. Raises Denied for those who only read it, ConferenceOver later."""
    return _allowed(actor, policies.RUN, year_id, conference_id, still_open=True)


def conference_to_close(actor: Actor, year_id: int, conference_id: int | None = None) -> Conference:
    """The conference, for the page on which it is closed."""
    return _allowed(actor, policies.CLOSE, year_id, conference_id, still_open=True)


def conference_to_hand_over(actor: Actor, year_id: int) -> Conference:
    """The conference, for the page on which the year is handed over."""
    return _allowed(actor, policies.HAND_OVER, year_id, still_open=False)


def _allowed(
    actor: Actor, needs: str, year_id: int, conference_id: int | None = None, *, still_open: bool
) -> Conference:
    conference = conference_to_see(actor, year_id, conference_id)
    gate.require(actor, needs, conference)
    if still_open:
        require_not_closed(conference)
    return conference


def conference_to_change(actor: Actor, conference_id: int) -> Conference:
    """The conference, locked together with its year, or 404."""
    return get_object_or_404(visible(actor).select_for_update(of=("self", "emulation_year")), pk=conference_id)


def item_of_year(actor: Actor, year_id: int, item_id: int, needs: str = policies.RUN) -> AgendaItem:
    """An item of the agenda of this year's conference, for those who run it or as named; 404 for any other."""
    item = get_object_or_404(_items(actor), pk=item_id, emulation_year_id=year_id)
    gate.require(actor, needs, item)
    require_not_closed(item.conference)
    return item


def item_to_change(actor: Actor, item_id: int) -> AgendaItem:
    """An item of the agenda, or 404. Its conference is locked, so that the order changes by one person at a time."""
    conference_id = get_object_or_404(_items(actor), pk=item_id).conference_id
    conference_to_change(actor, conference_id)
    return get_object_or_404(_items(actor).select_for_update(of=("self",)), pk=item_id)


def _items(actor: Actor) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(conference__in=visible(actor).values("pk")).select_related(
        "conference__emulation_year__bloc"
    )


def task_of_year(actor: Actor, year_id: int, task_id: int) -> Task:
    """A task set by this year's conference, for those who run it; 404 for any other."""
    task = get_object_or_404(_tasks(actor), pk=task_id, emulation_year_id=year_id)
    gate.require(actor, policies.RUN, task)
    require_not_closed(task.conference)
    return task


def task_to_change(actor: Actor, task_id: int) -> Task:
    """A task for next year, or 404. Its conference is locked with it."""
    conference_id = get_object_or_404(_tasks(actor), pk=task_id).conference_id
    conference_to_change(actor, conference_id)
    return get_object_or_404(_tasks(actor).select_for_update(of=("self",)), pk=task_id)


def _tasks(actor: Actor) -> QuerySet[Task]:
    return Task.objects.filter(conference__in=visible(actor).values("pk")).select_related(
        "conference__emulation_year__bloc"
    )


def attendance_rows(conference: Conference) -> list[Attendance]:
    """One row a member unit, in the order of membership; after the closing, whoever was called then."""
    rows = list(Attendance.objects.filter(conference=conference).select_related("unit"))
    order = {unit.pk: position for position, unit in enumerate(members(conference.emulation_year))}
    for row in rows:
        row.conference = conference
    if conference.closed_at is None:
        rows = [row for row in rows if row.unit_id in order]
    return sorted(rows, key=lambda row: (order.get(row.unit_id, len(order)), row.pk))


def unit_choices(conference: Conference) -> list[tuple[int, str]]:
    """The member units, to choose next year's head and deputy from."""
    return [(unit.pk, unit.name) for unit in members(conference.emulation_year)]


def details_as_typed(conference: Conference) -> dict[str, Any]:
    """What the form of details begins with."""
    held = timezone.localtime(conference.held_at)
    return {
        "held_on": held.date(),
        "held_time": held.strftime("%H:%M"),
        "place": conference.place,
        "locality": conference.locality,
        "chair": conference.chair,
        "secretary": conference.secretary,
        "version": conference.version,
    }


def details_to_begin_with(actor: Actor, year: EmulationYear) -> dict[str, Any]:
    """What is known before anybody types: the locality, and who chairs when the head prepares it."""
    chair = actor.describe() if is_leader_head(actor, year) else ""
    return {"locality": year.bloc.authority.place, "chair": chair}
