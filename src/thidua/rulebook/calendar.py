"""Calendar: the phases of a yearly cycle and their windows.

A window is half-open, `[first, deadline)`: at the deadline itself the phase is over. The time is always
passed in and always carries its time zone.
"""

import datetime
import itertools
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from thidua.rulebook.findings import Text
from thidua.rulebook.refusals import RulebookError

State = Literal["past", "open", "future"]


class Phase(StrEnum):
    """The phases of a cycle, in the order in which their deadlines fall."""

    PLEDGE = "pledge"
    CARRY_OUT = "carry_out"
    REPORT = "report"
    SCORE = "score"
    CONFERENCE = "conference"
    COMMEND = "commend"


_ORDER = {phase: position for position, phase in enumerate(Phase)}


class InvalidCalendar(RulebookError):
    """A calendar that contradicts itself, or a question it cannot answer."""

    sentences = {
        "naive_time": Text(
            "{field}: thời điểm thiếu múi giờ; hãy ghi kèm múi giờ.",
            "{field}: the time has no time zone; give one.",
        ),
        "deadline_before_first": Text(
            "{phase}: hạn cuối phải sau thời điểm bắt đầu; hãy sửa lại.",
            "{phase}: the deadline must be after the beginning; correct it.",
        ),
        "duplicate_phase": Text(
            "{phase}: giai đoạn này có hai khoảng thời gian; hãy giữ lại một.",
            "{phase}: the phase has two windows; keep one.",
        ),
        "deadlines_out_of_order": Text(
            "{phase}: hạn cuối sớm hơn hạn của giai đoạn trước ({earlier}); hãy sửa lại.",
            "{phase}: the deadline falls before that of the phase before it ({earlier}); correct it.",
        ),
        "phase_not_planned": Text(
            "{phase}: lịch năm chưa có giai đoạn này; hãy bổ sung.",
            "{phase}: the calendar does not have this phase; add it.",
        ),
    }


@dataclass(frozen=True, slots=True)
class PhaseWindow:
    """The window `[first, deadline)` of one phase; both times carry a time zone. Raises InvalidCalendar."""

    phase: Phase
    first: datetime.datetime
    deadline: datetime.datetime

    def __post_init__(self) -> None:
        _refuse_naive(self.first, f"{self.phase}.first")
        _refuse_naive(self.deadline, f"{self.phase}.deadline")
        if self.deadline <= self.first:
            raise InvalidCalendar("deadline_before_first", {"phase": self.phase.value})


@dataclass(frozen=True, slots=True)
class Calendar:
    """Windows of the phases of one cycle, kept in the order of the phases; windows may overlap.

    Raises InvalidCalendar when a phase has two windows or an earlier phase has a later deadline.
    """

    windows: tuple[PhaseWindow, ...]

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.windows, key=lambda window: _ORDER[window.phase]))
        object.__setattr__(self, "windows", ordered)
        for before, after in itertools.pairwise(ordered):
            if before.phase == after.phase:
                raise InvalidCalendar("duplicate_phase", {"phase": after.phase.value})
            if after.deadline < before.deadline:
                data = {"phase": after.phase.value, "earlier": before.phase.value}
                raise InvalidCalendar("deadlines_out_of_order", data)

    def is_open(self, phase: Phase, at: datetime.datetime) -> bool:
        """Whether the phase is open; one not planned never is. Raises InvalidCalendar (naive time)."""
        _refuse_naive(at, "at")
        return any(window.phase == phase and window.first <= at < window.deadline for window in self.windows)

    def current(self, at: datetime.datetime) -> Phase | None:
        """The open phase, of several the one due first. Raises InvalidCalendar (naive time)."""
        return next((window.phase for window in self.windows if self.is_open(window.phase, at)), None)

    def next_deadline(self, at: datetime.datetime) -> PhaseWindow | None:
        """The window due next after `at`, open or not. Raises InvalidCalendar (naive time)."""
        _refuse_naive(at, "at")
        return next((window for window in self.windows if at < window.deadline), None)

    def state(self, phase: Phase, at: datetime.datetime) -> State:
        """Where the phase stands at that time. Raises InvalidCalendar (phase not planned, naive time)."""
        _refuse_naive(at, "at")
        for window in self.windows:
            if window.phase == phase:
                return _state(window, at)
        raise InvalidCalendar("phase_not_planned", {"phase": phase.value})


def _state(window: PhaseWindow, at: datetime.datetime) -> State:
    if at < window.first:
        return "future"
    return "open" if at < window.deadline else "past"


def _refuse_naive(at: datetime.datetime, name: str) -> None:
    if at.utcoffset() is None:
        raise InvalidCalendar("naive_time", {"field": name})
