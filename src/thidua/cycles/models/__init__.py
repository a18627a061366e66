"""Blocs, their years, membership, calendar and criteria sheets."""

from thidua.cycles.models.blocs import POINTS, EmulationBloc
from thidua.cycles.models.jointevents import JointEvent, JointEventKind
from thidua.cycles.models.sheets import Criterion, ScoringTable
from thidua.cycles.models.years import BlocMembership, EmulationYear, PhaseWindow, YearState

__all__ = [
    "POINTS",
    "BlocMembership",
    "Criterion",
    "EmulationBloc",
    "EmulationYear",
    "JointEvent",
    "JointEventKind",
    "PhaseWindow",
    "ScoringTable",
    "YearState",
]
