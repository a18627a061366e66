"""Parsing what the authority types: blocs and their years, and criteria sheets."""

from thidua.cycles.forms.choosing import (
    MoveForm,
    PresetForm,
)
from thidua.cycles.forms.editions import (
    CopyForm,
    EditionForm,
)
from thidua.cycles.forms.entries import (
    CriterionForm,
    SectionForm,
    TryForm,
)
from thidua.cycles.forms.files import (
    PreviewForm,
    UploadForm,
)
from thidua.cycles.forms.membership import (
    AddMemberForm,
    ChangeForm,
    EndRoleForm,
    LetGoForm,
    MergeForm,
    RenameForm,
    ReplaceLeadershipForm,
    RoleForm,
    SplitForm,
)
from thidua.cycles.forms.periods import (
    AskExtensionForm,
    ExtendUnitForm,
    GrantForm,
    LastMomentForm,
    RefuseForm,
)
from thidua.cycles.forms.province import (
    KeepProvinceForm,
    ProvinceForm,
)
from thidua.cycles.forms.settings import (
    GuardForm,
    SettingsForm,
)
from thidua.cycles.forms.sheets import (
    AdoptForm,
    SheetForm,
)
from thidua.cycles.forms.years import (
    BlocForm,
    CalendarForm,
    ChooseSheetForm,
    DaysForm,
    DecisionForm,
    ExtendForm,
    LeadershipForm,
    MembersForm,
    YearForm,
    bloc_as_typed,
)

__all__ = [
    "AddMemberForm",
    "AdoptForm",
    "AskExtensionForm",
    "BlocForm",
    "CalendarForm",
    "ChangeForm",
    "ChooseSheetForm",
    "CopyForm",
    "CriterionForm",
    "DaysForm",
    "DecisionForm",
    "EditionForm",
    "EndRoleForm",
    "ExtendForm",
    "ExtendUnitForm",
    "GrantForm",
    "GuardForm",
    "KeepProvinceForm",
    "LastMomentForm",
    "LeadershipForm",
    "LetGoForm",
    "MembersForm",
    "MergeForm",
    "MoveForm",
    "PresetForm",
    "PreviewForm",
    "ProvinceForm",
    "RefuseForm",
    "RenameForm",
    "ReplaceLeadershipForm",
    "RoleForm",
    "SectionForm",
    "SettingsForm",
    "SheetForm",
    "SplitForm",
    "TryForm",
    "UploadForm",
    "YearForm",
    "bloc_as_typed",
]
