"""When each phase is open for one unit: the bloc's calendar, the unit's own deadlines, locks and reopenings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from thidua.cycles.models import EmulationYear
from thidua.cycles.queries.years import calendar_of
from thidua.rulebook.calendar import Calendar, Phase


@dataclass(frozen=True, kw_only=True)
class UnitTimes:
    """The deadlines in force for one unit, those of the whole bloc, and what was locked or opened again.

    `reopened` says until when.
    """

    calendar: Calendar
    bloc: Calendar
    locked: frozenset[Phase]
    reopened: Mapping[Phase, datetime]

    def is_reopened(self, phase: Phase, at: datetime) -> bool:
        """Whether the unit was opened again in this phase and the time for it is not over."""
        until = self.reopened.get(phase)
        return until is not None and at < until

    def fixed(self, phase: Phase) -> bool:
        """Whether what the unit wrote in this phase is locked, and the unit was not opened again."""
        return phase in self.locked and phase not in self.reopened

    def is_open(self, phase: Phase, at: datetime) -> bool:
        """Whether the unit may write in this phase."""
        if self.is_reopened(phase, at):
            return True
        return phase not in self.locked and self.calendar.is_open(phase, at)

    def deadline(self, phase: Phase) -> datetime | None:
        """Until when the unit may write; a reopening, even one whose time is over, counts before the calendar."""
        return self.reopened.get(phase) or deadline_in(self.calendar, phase)

    def due_at(self, phase: Phase) -> datetime | None:
        """The deadline of the whole bloc, by which lateness is told."""
        return deadline_in(self.bloc, phase)

    def extended(self, phase: Phase) -> bool:
        """Whether the unit has more time than the bloc."""
        return deadline_in(self.calendar, phase) != self.due_at(phase)


def deadline_in(calendar: Calendar, phase: Phase) -> datetime | None:
    """The deadline of a phase; None when it is not planned."""
    return next((window.deadline for window in calendar.windows if window.phase == phase), None)


def times_of(year: EmulationYear, unit_id: int | None = None) -> UnitTimes:
    """The times of a unit, or of the bloc when no unit is named. Four queries, or none when all was prefetched."""
    bloc = calendar_of(year)
    later: dict[str, datetime] = {}
    for row in year.extensions.all() if unit_id else ():
        if row.unit_id == unit_id and row.granted:
            later[row.phase] = max(row.deadline_at, later.get(row.phase, row.deadline_at))
    reopened = {Phase(row.phase): row.until for row in year.reopenings.all() if row.unit_id == unit_id and row.open}
    return UnitTimes(
        calendar=_with(bloc, later),
        bloc=bloc,
        locked=frozenset(Phase(row.phase) for row in year.period_locks.all()),
        reopened=reopened,
    )


def _with(bloc: Calendar, later: Mapping[str, datetime]) -> Calendar:
    if not later:
        return bloc
    return Calendar(
        windows=tuple(
            replace(window, deadline=max(window.deadline, later.get(window.phase, window.deadline)))
            for window in bloc.windows
        )
    )
