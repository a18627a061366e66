"""Parsing what units and the bloc's head type. Numbers are read as people write them."""

from thidua.assessment.forms.base import (
    ReasonForm,
    VersionForm,
)
from thidua.assessment.forms.periods import PeriodForm
from thidua.assessment.forms.pledges import (
    CommitmentsForm,
    TargetForm,
)
from thidua.assessment.forms.reopening import (
    ReopenForm,
)
from thidua.assessment.forms.reports import (
    ResultForm,
    SummaryForm,
)
from thidua.assessment.forms.rounds import (
    AnswerForm,
    AppealForm,
    AppraiseForm,
    DecisionForm,
    EntriesForm,
    PlanForm,
    QuestionForm,
    ReassignForm,
    TeamForm,
    VisitForm,
    plan_as_typed,
)
from thidua.assessment.forms.scores import (
    GuardsForm,
    LineForm,
    ReviewForm,
    SeveralNumbersField,
    _as_stored,
    _points_allowed,
    field_for,
)
from thidua.assessment.forms.workbooks import (
    KeepForm,
    WorkbookForm,
)

__all__ = [
    "AnswerForm",
    "AppealForm",
    "AppraiseForm",
    "CommitmentsForm",
    "DecisionForm",
    "EntriesForm",
    "GuardsForm",
    "KeepForm",
    "LineForm",
    "PeriodForm",
    "PlanForm",
    "QuestionForm",
    "ReasonForm",
    "ReassignForm",
    "ReopenForm",
    "ResultForm",
    "ReviewForm",
    "SeveralNumbersField",
    "SummaryForm",
    "TargetForm",
    "TeamForm",
    "VersionForm",
    "VisitForm",
    "WorkbookForm",
    "_as_stored",
    "_points_allowed",
    "field_for",
    "plan_as_typed",
]
