"""Blocs, their years, membership, calendar and criteria sheets."""

from thidua.cycles.models.blocs import (
    EmulationBloc,
    NumberStyle,
    POINTS,
    write_bloc_number,
)
from thidua.cycles.models.jointevents import (
    JointEvent,
    JointEventKind,
)
from thidua.cycles.models.periods import (
    Extension,
    ExtensionState,
    PAPER_PHASES,
    PeriodLock,
    Reopening,
)
from thidua.cycles.models.sheets import (
    Criterion,
    ScoringTable,
)
from thidua.cycles.models.years import (
    BlocMembership,
    BlocRole,
    EmulationYear,
    PhaseWindow,
    RoleKind,
    YearState,
)

__all__ = [
    "BlocMembership",
    "BlocRole",
    "Criterion",
    "EmulationBloc",
    "EmulationYear",
    "Extension",
    "ExtensionState",
    "JointEvent",
    "JointEventKind",
    "NumberStyle",
    "PAPER_PHASES",
    "POINTS",
    "PeriodLock",
    "PhaseWindow",
    "Reopening",
    "RoleKind",
    "ScoringTable",
    "YearState",
    "write_bloc_number",
]
