"""The writes of this app, one verb each: blocs and their years, and criteria sheets."""

from thidua.cycles.actions.sheets import (
    add_entry,
    adopt_sheet,
    change_entry,
    change_settings,
    freeze,
    move_entry,
    remove_entry,
    replace_content,
    start_edition,
    start_sheet,
)
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
    "add_entry",
    "adopt_sheet",
    "change_decision",
    "change_entry",
    "change_settings",
    "choose_sheet",
    "create_bloc",
    "extend_deadline",
    "freeze",
    "move_entry",
    "open_year",
    "remove_entry",
    "replace_content",
    "require_pair",
    "set_leadership",
    "set_members",
    "set_phase_windows",
    "start_edition",
    "start_sheet",
    "start_year",
]
