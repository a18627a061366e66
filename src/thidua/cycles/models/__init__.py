"""Blocs, their years, membership, calendar and criteria sheets."""

from thidua.cycles.models.blocs import POINTS, EmulationBloc
from thidua.cycles.models.periods import PAPER_PHASES, Extension, ExtensionState, PeriodLock, Reopening
from thidua.cycles.models.sheets import Criterion, ScoringTable
from thidua.cycles.models.years import BlocMembership, EmulationYear, PhaseWindow, YearState

__all__ = [
    "PAPER_PHASES",
    "POINTS",
    "BlocMembership",
    "Criterion",
    "EmulationBloc",
    "EmulationYear",
    "Extension",
    "ExtensionState",
    "PeriodLock",
    "PhaseWindow",
    "Reopening",
    "ScoringTable",
    "YearState",
]
