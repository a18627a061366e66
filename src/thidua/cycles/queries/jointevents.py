"""The calendar of joint events: by month, as a form shows one, and as a calendar file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from thidua.cycles import policies
from thidua.cycles.models import EmulationYear, JointEvent
from thidua.cycles.queries.years import visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor

# How long an event with an hour but no end is taken to last in a calendar file.
USUAL = timedelta(hours=2)
OCTETS = 75


def joint_events(year: EmulationYear) -> QuerySet[JointEvent]:
    """The joint events of a year, first day first."""
    rows = JointEvent.objects.filter(emulation_year=year).select_related("host")
    return rows.order_by("first_on", "begins", "pk")


def _visible(actor: Actor) -> QuerySet[JointEvent]:
    rows = JointEvent.objects.filter(emulation_year__in=visible_years(actor))
    return rows.select_related("host", "emulation_year__bloc")


def joint_event_to_change(actor: Actor, event_id: int) -> JointEvent:
    """The event, locked, or 404."""
    return get_object_or_404(_visible(actor).select_for_update(of=("self",)), pk=event_id)


def joint_event_to_edit(actor: Actor, year_id: int, event_id: int) -> JointEvent:
    """An event the actor may change; 404 out of sight, Denied for others."""
    found = get_object_or_404(_visible(actor), pk=event_id, emulation_year_id=year_id)
    gate.require(actor, policies.CHANGE_EVENT, found)
    return found


def year_to_plan_in(actor: Actor, year_id: int) -> EmulationYear:
    """The year, for somebody who keeps its calendar of joint events."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.PLAN_EVENTS, year)
    return year


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month of the calendar with what happens in it."""

    first: date
    events: list[JointEvent]


@dataclass(frozen=True, kw_only=True)
class EventsPage:
    """The calendar by month; `following` is the next event that is not over."""

    year: EmulationYear
    months: list[Month]
    following: JointEvent | None
    may_plan: bool


def events_page(actor: Actor, year_id: int, *, today: date) -> EventsPage:
    """The joint events of a year."""
    year = year_for(actor, year_id)
    rows = list(joint_events(year))
    return EventsPage(
        year=year,
        months=[
            Month(first=first, events=list(group))
            for first, group in groupby(rows, lambda one: one.first_on.replace(day=1))
        ],
        following=next((one for one in rows if (one.last_on or one.first_on) >= today), None),
        may_plan=not year.closed and gate.may(actor, policies.PLAN_EVENTS, year),
    )


def joint_event_as_typed(found: JointEvent) -> dict[str, Any]:
    """What stands in an event, as people type it."""
    names = ("kind", "title", "first_on", "last_on", "begins", "place", "host", "note", "version")
    return {name: getattr(found, name) for name in names}


# The calendar file, as RFC 5545 asks.


def calendar_file(year: EmulationYear, *, at: datetime) -> bytes:
    """The joint events of a year as an iCalendar file in UTF-8."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//thidua//joint events//VI", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(f'{year.bloc.name} {year.year}')}")
    for one in joint_events(year):
        lines += _event_lines(one, year, at=at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event_lines(one: JointEvent, year: EmulationYear, *, at: datetime) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:joint-event-{one.pk}@thidua"
    yield f"DTSTAMP:{_utc(at)}"
    yield f"LAST-MODIFIED:{_utc(one.changed_at)}"
    yield f"SEQUENCE:{one.version - 1}"
    yield from _days(one)
    yield f"SUMMARY:{_escaped(one.title)}"
    if one.place:
        yield f"LOCATION:{_escaped(one.place)}"
    host = one.host.name if one.host else year.bloc.name
    yield f"DESCRIPTION:{_escaped(chr(10).join(part for part in (host, one.note) if part))}"
    yield "END:VEVENT"


def _days(one: JointEvent) -> Iterable[str]:
    """With an hour: moments in UTC. Without: whole days, the end being the day after the last."""
    last = one.last_on or one.first_on
    if one.begins is None:
        yield f"DTSTART;VALUE=DATE:{one.first_on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
        return
    first = timezone.make_aware(datetime.combine(one.first_on, one.begins))
    end = first + USUAL if last == one.first_on else timezone.make_aware(datetime.combine(last, one.begins)) + USUAL
    yield f"DTSTART:{_utc(first)}"
    yield f"DTEND:{_utc(end)}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Text as a calendar file writes it; control characters, which it cannot hold, become spaces."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(one if one.isprintable() else " " for one in text)


def _folded(line: str) -> Iterable[str]:
    """A line in pieces of at most 75 octets, each further one after a space, never inside a character."""
    piece, size = "", 0
    for one in line:
        octets = len(one.encode())
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + one, size + octets
    yield piece
