"""The conferences of a bloc in a year and what is recorded at them."""

from thidua.conferences.models.conference import (
    KIND_LABELS,
    REPORTING,
    AgendaItem,
    Agreement,
    Attendance,
    Conference,
    ConferenceKind,
    ConferenceState,
    Kind,
    Task,
)
from thidua.conferences.models.delegates import (
    Delegate,
    DelegateRole,
    Remark,
)
from thidua.conferences.models.leadership import (
    ChoiceMethod,
    ChoiceState,
    Handover,
    HandoverItem,
    ItemKind,
    LeadershipChoice,
    LeadershipRule,
    PastLeadership,
    Post,
)
from thidua.conferences.models.opinions import (
    WAY_LABELS,
    Way,
    WrittenOpinion,
)
from thidua.conferences.models.projector import (
    SLIDE_LABELS,
    Projection,
    Slide,
)
from thidua.conferences.models.resolutions import (
    BASES,
    SAID_LABELS,
    Resolution,
    Said,
    UnitVoice,
)

__all__ = [
    "BASES",
    "KIND_LABELS",
    "REPORTING",
    "SAID_LABELS",
    "SLIDE_LABELS",
    "WAY_LABELS",
    "AgendaItem",
    "Agreement",
    "Attendance",
    "ChoiceMethod",
    "ChoiceState",
    "Conference",
    "ConferenceKind",
    "ConferenceState",
    "Delegate",
    "DelegateRole",
    "Handover",
    "HandoverItem",
    "ItemKind",
    "Kind",
    "LeadershipChoice",
    "LeadershipRule",
    "PastLeadership",
    "Post",
    "Projection",
    "Remark",
    "Resolution",
    "Said",
    "Slide",
    "Task",
    "UnitVoice",
    "Way",
    "WrittenOpinion",
]
