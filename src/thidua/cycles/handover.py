"""Closing one year and carrying it over into the next: parts of the conference's handover, not actions."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.cycles.actions import require_heads
from thidua.cycles.models import BlocMembership, EmulationYear, PhaseWindow, YearState
from thidua.cycles.queries import calendar_of, members
from thidua.kernel.refusals import Refusal
from thidua.rulebook import calendar
from thidua.rulebook.calendar import Calendar


class NextYearExists(Refusal):
    code = "next_year_exists"
    sentence = _("Khối đã có năm %(year)s, nên không bàn giao sang năm đó được nữa.")


def carry_over(
    year: EmulationYear, *, at: datetime, leader_id: int, deputy_id: int | None, decision_number: str, decision_on: date
) -> EmulationYear:
    """The next year of the bloc, running: the members that still exist, same sheet and rulebook, windows a year later.

    A year may have no deputy.

    Raises NextYearExists, SameUnit, NotMembers.
    """
    if EmulationYear.objects.filter(bloc_id=year.bloc_id, year=year.year + 1).exists():
        raise NextYearExists(year=year.year + 1)
    units = [unit for unit in members(year) if unit.dissolved_on is None]
    leader, deputy = require_heads(units, leader_id=leader_id, deputy_id=deputy_id)
    first_on, last_on = next_days(year)
    following = EmulationYear.objects.create(
        bloc=year.bloc, year=year.year + 1, first_on=first_on, last_on=last_on, own_label=next_label(year),
        state=YearState.RUNNING, decision_number=decision_number, decision_on=decision_on,
        decision_illustrative=year.decision_illustrative, leader=leader, deputy=deputy,
        scoring_table=year.scoring_table, rulebook_version=year.rulebook_version, opened_at=at,
    )  # fmt: skip
    BlocMembership.objects.bulk_create(
        BlocMembership(emulation_year=following, unit=unit, unit_name=unit.name, position=position)
        for position, unit in enumerate(units, start=1)
    )
    PhaseWindow.objects.bulk_create(
        PhaseWindow(emulation_year=following, phase=window.phase, first_at=window.first, deadline_at=window.deadline)
        for window in calendar_a_year_later(calendar_of(year)).windows
    )
    return following


def close_year(year: EmulationYear, *, at: datetime) -> None:
    """Close the year for good. The database then refuses every change to its rows, so this comes last."""
    year.state, year.closed_at = YearState.CLOSED, at
    year.save(update_fields=["state", "closed_at"])


def calendar_a_year_later(planned: Calendar) -> Calendar:
    """The same calendar a year later.

    29 February becomes the 28th, which can push two moments of those days past each other: deadlines are then
    kept in order, and a window that would have vanished keeps its length.
    """
    shifted: list[calendar.PhaseWindow] = []
    for window in planned.windows:
        first, deadline = a_year_later(window.first), a_year_later(window.deadline)
        if shifted:
            deadline = max(deadline, shifted[-1].deadline)
        if first >= deadline:
            first = deadline - (window.deadline - window.first)
        shifted.append(calendar.PhaseWindow(window.phase, first, deadline))
    return Calendar(windows=tuple(shifted))


def next_days(year: EmulationYear) -> tuple[date, date]:
    """The first and the last day of a year as long, from the day after this one."""
    first = year.last_on + timedelta(days=1)
    months = (year.last_on.year - year.first_on.year) * 12 + year.last_on.month - year.first_on.month + 1
    beyond = first.year * 12 + first.month - 1 + months
    last = date(beyond // 12, beyond % 12 + 1, 1) - timedelta(days=1)
    whole = year.first_on.day == 1 and first.day == 1
    return first, last if whole else year.last_on + (year.last_on - year.first_on) + timedelta(days=1)


def next_label(year: EmulationYear) -> str:
    """The label with every year in it moved on by as many years as the year lasts; none when there was none."""
    years = max(1, next_days(year)[0].year - year.first_on.year)
    return re.sub(r"\b(?:19|20|21)[0-9]{2}\b", lambda found: str(int(found.group()) + years), year.own_label)


def a_year_later(moment: datetime) -> datetime:
    """The same local day and hour a calendar year later; 29 February becomes 28 February."""
    local = timezone.localtime(moment)
    day = 28 if (local.month, local.day) == (2, 29) else local.day
    return local.replace(year=local.year + 1, day=day)
