"""Pages: blocs and their years, and the builder of criteria sheets."""

from thidua.cycles.views.editions import copy_sheet, differences, start_edition
from thidua.cycles.views.entries import add_criterion, add_section, change_entry, move_entry, remove_entry
from thidua.cycles.views.files import export_sheet, import_sheet, keep_import
from thidua.cycles.views.periods import (
    answer_extension,
    ask_extension,
    calendar,
    extend_unit,
    lock_period,
    take_extension_back,
)
from thidua.cycles.views.settings import add_guard, change_guard, remove_guard, sheet_settings
from thidua.cycles.views.sheets import adopt_sheet, sheet, start_sheet
from thidua.cycles.views.years import (
    bloc,
    blocs,
    change_decision,
    choose_sheet,
    create_bloc,
    extend_deadline,
    open_year,
    set_calendar,
    set_leadership,
    set_members,
    setup,
    start_year,
)

__all__ = [
    "add_criterion",
    "add_guard",
    "add_section",
    "adopt_sheet",
    "answer_extension",
    "ask_extension",
    "bloc",
    "blocs",
    "calendar",
    "change_decision",
    "change_entry",
    "change_guard",
    "choose_sheet",
    "copy_sheet",
    "create_bloc",
    "differences",
    "export_sheet",
    "extend_deadline",
    "extend_unit",
    "import_sheet",
    "keep_import",
    "lock_period",
    "move_entry",
    "open_year",
    "remove_entry",
    "remove_guard",
    "set_calendar",
    "set_leadership",
    "set_members",
    "setup",
    "sheet",
    "sheet_settings",
    "start_edition",
    "start_sheet",
    "start_year",
    "take_extension_back",
]
