"""The writes of this app, one verb each: blocs and their years, and criteria sheets."""

from thidua.cycles.actions.blocs import (
    change_bloc,
    create_bloc,
)
from thidua.cycles.actions.membership import (
    add_member,
    assign_role,
    end_role,
    let_member_go,
    replace_leadership,
)
from thidua.cycles.actions.periods import (
    ask_extension,
    extend_unit,
    fix_periods,
    grant_extension,
    lock_period,
    refuse_extension,
    take_extension_back,
)
from thidua.cycles.actions.province import (
    import_province,
)
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
    change_days,
    change_decision,
    choose_sheet,
    extend_deadline,
    open_year,
    require_heads,
    require_pair,
    set_leadership,
    set_members,
    set_phase_windows,
    start_year,
)

__all__ = [
    "add_entry",
    "add_member",
    "adopt_sheet",
    "ask_extension",
    "assign_role",
    "change_bloc",
    "change_days",
    "change_decision",
    "change_entry",
    "change_settings",
    "choose_sheet",
    "create_bloc",
    "end_role",
    "extend_deadline",
    "extend_unit",
    "fix_periods",
    "freeze",
    "grant_extension",
    "import_province",
    "let_member_go",
    "lock_period",
    "move_entry",
    "open_year",
    "refuse_extension",
    "remove_entry",
    "replace_content",
    "replace_leadership",
    "require_heads",
    "require_pair",
    "set_leadership",
    "set_members",
    "set_phase_windows",
    "start_edition",
    "start_sheet",
    "start_year",
    "take_extension_back",
]
