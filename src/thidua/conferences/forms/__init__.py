"""Parsing what people type."""

from thidua.conferences.forms.conference import (
    AgendaItemForm,
    AgreementForm,
    AttendanceForm,
    AttendanceRow,
    DetailsForm,
    HandoverForm,
    HourField,
    PrepareForm,
    ReviewForm,
    TaskForm,
    UnitForm,
)
from thidua.conferences.forms.delegates import (
    DelegateForm,
    ItemMinutesForm,
    OpeningForm,
    QuorumForm,
    RemarkForm,
    SubstituteForm,
)
from thidua.conferences.forms.leadership import (
    ChoiceForm,
    HandoverItemForm,
    HolderForm,
    LeadershipRuleForm,
    NoteForm,
    PastLeadershipForm,
    ReasonForm,
)
from thidua.conferences.forms.resolutions import (
    CorrectionForm,
    ResolutionForm,
    VoicesForm,
)

__all__ = [
    "AgendaItemForm",
    "AgreementForm",
    "AttendanceForm",
    "AttendanceRow",
    "ChoiceForm",
    "CorrectionForm",
    "DelegateForm",
    "DetailsForm",
    "HandoverForm",
    "HandoverItemForm",
    "HolderForm",
    "HourField",
    "ItemMinutesForm",
    "LeadershipRuleForm",
    "NoteForm",
    "OpeningForm",
    "PastLeadershipForm",
    "PrepareForm",
    "QuorumForm",
    "ReasonForm",
    "RemarkForm",
    "ResolutionForm",
    "ReviewForm",
    "SubstituteForm",
    "TaskForm",
    "UnitForm",
    "VoicesForm",
]
