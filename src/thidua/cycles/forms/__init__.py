"""Parsing what the authority types: blocs and their years, and criteria sheets."""

from thidua.cycles.forms.choosing import MoveForm, PresetForm
from thidua.cycles.forms.editions import CopyForm, EditionForm
from thidua.cycles.forms.entries import CriterionForm, SectionForm, TryForm
from thidua.cycles.forms.files import PreviewForm, UploadForm
from thidua.cycles.forms.periods import AskExtensionForm, ExtendUnitForm, GrantForm, LastMomentForm, RefuseForm
from thidua.cycles.forms.settings import GuardForm, SettingsForm
from thidua.cycles.forms.sheets import AdoptForm, SheetForm
from thidua.cycles.forms.years import (
    BlocForm,
    CalendarForm,
    ChooseSheetForm,
    DecisionForm,
    ExtendForm,
    LeadershipForm,
    MembersForm,
    YearForm,
)

__all__ = [
    "AdoptForm",
    "AskExtensionForm",
    "BlocForm",
    "CalendarForm",
    "ChooseSheetForm",
    "CopyForm",
    "CriterionForm",
    "DecisionForm",
    "EditionForm",
    "ExtendForm",
    "ExtendUnitForm",
    "GrantForm",
    "GuardForm",
    "LastMomentForm",
    "LeadershipForm",
    "MembersForm",
    "MoveForm",
    "PresetForm",
    "PreviewForm",
    "RefuseForm",
    "SectionForm",
    "SettingsForm",
    "SheetForm",
    "TryForm",
    "UploadForm",
    "YearForm",
]
