"""The writes of this app, one verb each: blocs and their years, and criteria sheets."""

from thidua.cycles.actions.sheets import add_criterion, adopt_sheet, remove_criterion, start_sheet
from thidua.cycles.actions.years import (
    change_decision,
    choose_sheet,
    create_bloc,
    extend_deadline,
    open_year,
    require_pair,
    set_leadership,
    set_members,
    set_phase_windows,
    start_year,
)

__all__ = [
    "add_criterion",
    "adopt_sheet",
    "change_decision",
    "choose_sheet",
    "create_bloc",
    "extend_deadline",
    "open_year",
    "remove_criterion",
    "require_pair",
    "set_leadership",
    "set_members",
    "set_phase_windows",
    "start_sheet",
    "start_year",
]
