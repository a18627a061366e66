"""The calendar page: phases, who has more time, who asks for it, what is locked and what was opened again."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.bodies.models import Body
from thidua.cycles import policies
from thidua.cycles.models import (
    PAPER_PHASES,
    EmulationYear,
    Extension,
    ExtensionState,
    PeriodLock,
    Reopening,
    YearState,
)
from thidua.cycles.phases import phase_label
from thidua.cycles.queries.times import UnitTimes, times_of
from thidua.cycles.queries.years import PhaseRow, is_member, members, phase_rows, visible_years, year_for
from thidua.cycles.states import require_running
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.kernel.tasks import Task

# The drawing of a year is a thousand units wide and a row high for each phase.
WIDTH = 1000
HEIGHT = 26


def year_of_own_unit(actor: Actor, year_id: int) -> EmulationYear:
    """A year in which the actor's unit is a member, or 404."""
    year = year_for(actor, year_id)
    if actor.body_id is None or not is_member(year, actor.body_id):
        raise Http404
    return year


def visible_extensions(actor: Actor) -> QuerySet[Extension]:
    """More time that was given is for everyone in the bloc to see; what was asked or refused for those concerned."""
    rows = Extension.objects.filter(emulation_year__in=visible_years(actor)).select_related(
        "unit", "emulation_year__bloc__authority"
    )
    if actor.office in (Office.UNIT_HEAD, Office.UNIT_OFFICER):
        return rows.filter(state=ExtensionState.GRANTED) | rows.filter(unit_id=actor.body_id)
    return rows


def extension_to_change(actor: Actor, extension_id: int) -> Extension:
    """The request for more time, locked, or 404."""
    return get_object_or_404(visible_extensions(actor).select_for_update(of=("self",)), pk=extension_id)


def own_request_to_change(actor: Actor, extension_id: int) -> Extension:
    """The own unit's request that nobody has answered, locked, or 404."""
    rows = visible_extensions(actor).filter(unit_id=actor.body_id, state=ExtensionState.ASKED)
    return get_object_or_404(rows.select_for_update(of=("self",)), pk=extension_id)


def extension_to_answer(actor: Actor, year_id: int, extension_id: int) -> Extension:
    """The request for more time, to be read before it is answered; 404 out of sight, Denied without the right."""
    found = get_object_or_404(visible_extensions(actor), pk=extension_id, emulation_year_id=year_id)
    gate.require(actor, policies.ANSWER_EXTENSION, found)
    return found


def request_as_typed(extension: Extension) -> dict[str, date | time]:
    """The moment asked for, as the form shows it."""
    asked = timezone.localtime(extension.deadline_at)
    return {"last": asked.date(), "hour": asked.time()}


def own_request(actor: Actor, year_id: int, extension_id: int) -> Extension:
    """The own unit's request that nobody has answered, or 404."""
    rows = visible_extensions(actor).filter(unit_id=actor.body_id, state=ExtensionState.ASKED)
    return get_object_or_404(rows, pk=extension_id, emulation_year_id=year_id)


def year_to_ask_in(actor: Actor, year_id: int) -> EmulationYear:
    """The running year of the own unit, to ask for more time in. Raises NotRunning."""
    year = year_of_own_unit(actor, year_id)
    require_running(year)
    return year


def year_to_lock(actor: Actor, year_id: int, phase: str) -> EmulationYear:
    """The running year in which a period may be locked; 404 for another phase, Denied without the right."""
    if phase not in PAPER_PHASES:
        raise Http404
    year = year_for(actor, year_id)
    gate.require(actor, policies.LOCK_PERIOD, year)
    require_running(year)
    return year


@dataclass(frozen=True, kw_only=True)
class PeriodRow:
    """A phase on the calendar page: its window, the own unit's deadline where it differs, and its lock."""

    row: PhaseRow
    own_deadline: datetime | None
    lock: PeriodLock | None
    may_lock: bool
    may_extend: bool

    @property
    def of_papers(self) -> bool:
        return self.row.phase in PAPER_PHASES


@dataclass(frozen=True, kw_only=True)
class Band:
    """A phase in the drawing, in whole units from the left and the top."""

    label: str
    row: PhaseRow
    x: int
    width: int
    y: int


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """The year's phases beside one another; `today` is None outside them."""

    bands: list[Band]
    today: int | None
    height: int
    first: datetime
    last: datetime

    @property
    def label_at(self) -> int:
        """Where the word of today stands, so that it stays inside."""
        return min(max(self.today or 0, 60), WIDTH - 60)


@dataclass(frozen=True, kw_only=True)
class CalendarPage:
    """Everything about the time of a year, as far as the actor may see it."""

    year: EmulationYear
    periods: list[PeriodRow]
    drawing: Drawing | None
    granted: list[Extension]
    waiting: list[Extension]
    refused: list[Extension]
    reopenings: list[Reopening]
    may_extend: bool
    may_ask: bool
    may_reopen: bool
    own_unit_id: int | None
    at: datetime


def calendar_page(actor: Actor, year_id: int, *, at: datetime) -> CalendarPage:
    """The calendar of the year, or 404. The same number of queries whatever the number of units."""
    year = year_for(actor, year_id)
    extensions = list(visible_extensions(actor).filter(emulation_year=year).order_by("phase", "unit__folded", "pk"))
    reopenings = Reopening.objects.filter(emulation_year=year).select_related("unit").order_by("-proposed_at", "-pk")
    unit_id = actor.body_id if actor.office in policies.UNIT else None
    may_reopen = year.running and (policies.locks(actor, year) or policies.is_deputy_head(actor, year))
    rows = phase_rows(year, at=at)
    return CalendarPage(
        year=year,
        periods=_periods(actor, year, rows, times_of(year, unit_id), at=at),
        drawing=drawing_of(rows, at=at),
        granted=[one for one in extensions if one.granted],
        waiting=[one for one in extensions if one.waiting],
        refused=[one for one in extensions if one.state == ExtensionState.REFUSED],
        reopenings=[one for one in reopenings if may_reopen or unit_id is None or one.unit_id == unit_id],
        may_extend=year.running and gate.may(actor, policies.EXTEND, year),
        may_ask=year.running and unit_id is not None and is_member(year, unit_id),
        may_reopen=may_reopen,
        own_unit_id=unit_id,
        at=at,
    )


def _periods(
    actor: Actor, year: EmulationYear, rows: list[PhaseRow], times: UnitTimes, *, at: datetime
) -> list[PeriodRow]:
    locks = {lock.phase: lock for lock in year.period_locks.all()}
    may_lock = year.running and gate.may(actor, policies.LOCK_PERIOD, year)
    may_extend = year.running and gate.may(actor, policies.EXTEND, year)
    return [
        PeriodRow(
            row=row,
            own_deadline=times.deadline(row.phase) if times.deadline(row.phase) != row.deadline else None,
            lock=locks.get(row.phase),
            may_lock=may_lock and row.phase in PAPER_PHASES and row.phase not in locks and row.deadline <= at,
            may_extend=may_extend and row.phase not in locks,
        )
        for row in rows
    ]


def drawing_of(rows: list[PhaseRow], *, at: datetime) -> Drawing | None:
    """The phases as bands on one scale, with today; None while nothing is planned."""
    if not rows:
        return None
    first, last = min(row.first for row in rows), max(row.deadline for row in rows)

    def place(moment: datetime) -> int:
        return (moment - first) * WIDTH // (last - first)

    bands = [
        Band(
            label=row.label, row=row, x=place(row.first), width=max(4, place(row.deadline) - place(row.first)),
            y=number * HEIGHT,
        )
        for number, row in enumerate(rows)
    ]  # fmt: skip
    today = place(at) if first <= at < last else None
    return Drawing(bands=bands, today=today, height=len(rows) * HEIGHT, first=first, last=last)


def units_to_extend(actor: Actor, year_id: int) -> tuple[EmulationYear, list[Body]]:
    """The running year and its members, for somebody who gives more time. Raises NotRunning; Denied."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.EXTEND, year)
    require_running(year)
    return year, members(year)


def period_tasks_for(actor: Actor, *, at: datetime) -> list[Task]:
    """Requests for more time that wait for the authority. One query."""
    if actor.office is not Office.AUTHORITY_OFFICER:
        return []
    rows = visible_extensions(actor).filter(state=ExtensionState.ASKED, emulation_year__state=YearState.RUNNING)
    return [
        Task(
            heading=_("Trả lời đề nghị gia hạn của %(unit)s") % {"unit": row.unit.name},
            why=_("%(phase)s: %(reason)s") % {"phase": phase_label(row.phase), "reason": row.reason},
            url=reverse("cycles:answer_extension", args=[row.emulation_year_id, row.pk]),
            action=_("Xem và trả lời"),
            deadline=row.deadline_at,
            late=row.deadline_at <= at,
        )
        for row in rows.order_by("asked_at", "pk")
    ]
