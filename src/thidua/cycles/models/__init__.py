"""Blocs, their years, membership, calendar and criteria sheets."""

from thidua.cycles.models.blocs import (
    POINTS,
    EmulationBloc,
    NumberStyle,
    write_bloc_number,
)
from thidua.cycles.models.jointevents import (
    JointEvent,
    JointEventKind,
)
from thidua.cycles.models.periods import (
    PAPER_PHASES,
    Extension,
    ExtensionState,
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
    "PAPER_PHASES",
    "POINTS",
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
    "PeriodLock",
    "PhaseWindow",
    "Reopening",
    "RoleKind",
    "ScoringTable",
    "YearState",
    "write_bloc_number",
]
