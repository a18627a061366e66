"""Activities of units and of the bloc itself, and what of their figures can be added up."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from thidua.assessment import policies
from thidua.assessment.models import Activity, ActivityKind, ActivityPhoto, Movement, MovementWave
from thidua.assessment.queries.editing import typed
from thidua.assessment.queries.movements import movements_of
from thidua.assessment.queries.sums import Sums, sums_of
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.policies import is_leader_head
from thidua.cycles.queries import members, visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.listing import Listing, listed
from thidua.ledger.queries import Line, entries_of, lines

OF_BLOC = "bloc"


def activities_of(year: EmulationYear) -> QuerySet[Activity]:
    """The activities of a year, first day first, with what a row shows."""
    rows = Activity.objects.filter(emulation_year=year).select_related("unit", "movement", "wave")
    return rows.order_by("first_on", "pk")


def activity_for(actor: Actor, year_id: int, activity_id: int) -> Activity:
    """The activity, or 404 when it is not of this year or out of the actor's sight."""
    rows = _visible(actor).filter(emulation_year_id=year_id)
    return get_object_or_404(rows, pk=activity_id)


def _visible(actor: Actor) -> QuerySet[Activity]:
    rows = Activity.objects.filter(emulation_year__in=visible_years(actor))
    return rows.select_related("unit", "movement", "wave", "emulation_year__bloc")


def activity_to_change(actor: Actor, activity_id: int) -> Activity:
    """The activity, locked, or 404."""
    return get_object_or_404(_visible(actor).select_for_update(of=("self",)), pk=activity_id)


def activity_to_edit(actor: Actor, year_id: int, activity_id: int) -> Activity:
    """An activity the actor may write; 404 out of sight, Denied for others."""
    activity = activity_for(actor, year_id, activity_id)
    gate.require(actor, policies.WRITE_ACTIVITY, activity)
    return activity


def _photos(actor: Actor) -> QuerySet[ActivityPhoto]:
    rows = ActivityPhoto.objects.filter(emulation_year__in=visible_years(actor))
    return rows.select_related("file", "activity__unit", "activity__emulation_year__bloc")


def photo_to_change(actor: Actor, photo_id: int) -> ActivityPhoto:
    """The picture, locked, or 404."""
    return get_object_or_404(_photos(actor).select_for_update(of=("self",)), pk=photo_id)


def photo_to_edit(actor: Actor, year_id: int, photo_id: int) -> ActivityPhoto:
    """A picture the actor may take off; 404 out of sight, Denied for others."""
    photo = get_object_or_404(_photos(actor), pk=photo_id, emulation_year_id=year_id)
    gate.require(actor, policies.WRITE_PHOTO, photo)
    return photo


def year_to_record_in(actor: Actor, year_id: int) -> EmulationYear:
    """The year, for somebody who may record an activity in it."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.RECORD_ACTIVITY, year)
    return year


def acts_for(actor: Actor, year: EmulationYear) -> list[str]:
    """For whom the actor may record an activity: the own unit, and the bloc itself when leading it."""
    return ["unit", OF_BLOC] if is_leader_head(actor, year) else ["unit"]


@dataclass(frozen=True, kw_only=True)
class ActivitiesPage:
    """The activities of a year as the address asks for them, with the sums of all that were found."""

    year: EmulationYear
    found: Listing[Activity]
    sums: Sums
    units: list[Body]
    movements: list[Movement]
    waves: list[MovementWave]
    may_record: bool


FILTERS = ("by", "kind", "movement", "wave")


def activities_page(actor: Actor, year_id: int, *, asked: QueryDict) -> ActivitiesPage:
    """The list that the address asks for. A fixed number of queries."""
    year = year_for(actor, year_id)
    rows = _narrowed(list(activities_of(year)), asked)
    found = listed(
        rows,
        asked=asked,
        texts=_texts,
        orders={
            "first": lambda one: (one.first_on, one.pk),
            "title": lambda one: one.folded,
            "by": lambda one: (one.unit.folded if one.unit else "", one.first_on),
            "occurrences": lambda one: one.occurrences,
            "money": lambda one: one.money,
        },
        filters=FILTERS,
    )
    movements = list(movements_of(year).order_by("folded"))
    waves = MovementWave.objects.filter(movement__in=[one.pk for one in movements]).select_related("movement")
    return ActivitiesPage(
        year=year,
        found=found,
        sums=sums_of(found.page.paginator.object_list),
        units=members(year),
        movements=movements,
        waves=list(waves.order_by("first_on", "pk")),
        may_record=year.running and gate.may(actor, policies.RECORD_ACTIVITY, year),
    )


def _texts(one: Activity) -> tuple[str, ...]:
    of = one.movement.name if one.movement else ""
    return one.title, one.place, one.unit.name if one.unit else "", of, one.done


def _narrowed(rows: list[Activity], asked: QueryDict) -> list[Activity]:
    """The rows that pass the filters of the address; a filter that means nothing keeps everything."""
    if asked.get("by") == OF_BLOC:
        rows = [one for one in rows if one.unit_id is None]
    elif (by := asked.get("by", "")).isdecimal():
        rows = [one for one in rows if one.unit_id == int(by)]
    if asked.get("kind") in ActivityKind.values:
        rows = [one for one in rows if one.kind == asked["kind"]]
    for name in ("movement", "wave"):
        if (wanted := asked.get(name, "")).isdecimal():
            rows = [one for one in rows if getattr(one, f"{name}_id") == int(wanted)]
    return rows


@dataclass(frozen=True, kw_only=True)
class ActivityPage:
    """One activity and its history."""

    activity: Activity
    photos: list[ActivityPhoto]
    may_write: bool
    history: list[Line]


def activity_page(actor: Actor, year_id: int, activity_id: int) -> ActivityPage:
    """The page of an activity, or 404."""
    activity = activity_for(actor, year_id, activity_id)
    return ActivityPage(
        activity=activity,
        photos=list(activity.photos.select_related("file").order_by("position")),
        may_write=activity.emulation_year.running and gate.may(actor, policies.WRITE_ACTIVITY, activity),
        history=lines(entries_of(f"activity:{activity.pk}", reader=actor), reader=actor),
    )


def activity_as_typed(activity: Activity) -> dict[str, Any]:
    """What stands in an activity, as people type it."""
    names = (
        "kind",
        "title",
        "first_on",
        "last_on",
        "place",
        "done",
        "people",
        "occurrences",
        "quantity_unit",
        "source",
    )
    numbers = {"money": typed(activity.money), "quantity": typed(activity.quantity), "version": activity.version}
    return {name: getattr(activity, name) for name in names} | numbers | {"occasion": occasion_of(activity)}


def occasion_of(activity: Activity) -> str:
    """The movement and the wave as one choice of the form: "3", "3-7" or nothing."""
    if activity.movement_id is None:
        return ""
    return f"{activity.movement_id}-{activity.wave_id}" if activity.wave_id else str(activity.movement_id)


def occasions(year: EmulationYear) -> list[tuple[str, str]]:
    """The movements of a year and their waves, to choose what an activity belongs to."""
    found = []
    for movement in movements_of(year).prefetch_related("waves").order_by("folded"):
        found.append((str(movement.pk), movement.name))
        waves = sorted(movement.waves.all(), key=lambda wave: (wave.first_on, wave.pk))
        found += [(f"{movement.pk}-{wave.pk}", f"{movement.name}: {wave.name}") for wave in waves]
    return found
