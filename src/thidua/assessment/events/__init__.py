"""What this app enters in the ledger."""

from thidua.assessment.events.movements import (
    ActivityChanged,
    ActivityRecorded,
    ActivityRemoved,
    MovementChanged,
    MovementLaunched,
    MovementRemoved,
    PartTaken,
    PartWithdrawn,
    WaveRemoved,
    WaveSet,
)
from thidua.assessment.events.periods import (
    PeriodAdded,
    PeriodChanged,
    PeriodRemoved,
)
from thidua.assessment.events.pledges import (
    CommitmentsWritten,
    PledgeReturned,
    PledgeSent,
    PledgeSigned,
    PledgeStarted,
    TargetAdded,
    TargetChanged,
    TargetRemoved,
)
from thidua.assessment.events.ranking import (
    EditionAdopted,
    RankingFinalised,
    RankingProposed,
    RankingWithdrawn,
)
from thidua.assessment.events.reminders import (
    LateReminded,
)
from thidua.assessment.events.reports import (
    ReportReturned,
    ReportSent,
    ReportStarted,
    ReportSubmitted,
    ResultReported,
    SummaryWritten,
)
from thidua.assessment.events.scores import (
    GuardsAnswered,
    LineJudged,
    LineReviewed,
    LinesConfirmed,
    ScoresReturned,
    ScoresSent,
    ScoresStarted,
    ScoresSubmitted,
)
from thidua.assessment.events.signing import (
    AmendmentAgreed,
    AmendmentApproved,
    AmendmentProposed,
    AmendmentReturned,
    PaperSigningRecorded,
)
from thidua.assessment.events.units import (
    UnitEvent,
)

__all__ = [
    "ActivityChanged",
    "ActivityRecorded",
    "ActivityRemoved",
    "AmendmentAgreed",
    "AmendmentApproved",
    "AmendmentProposed",
    "AmendmentReturned",
    "CommitmentsWritten",
    "EditionAdopted",
    "GuardsAnswered",
    "LateReminded",
    "LineJudged",
    "LineReviewed",
    "LinesConfirmed",
    "MovementChanged",
    "MovementLaunched",
    "MovementRemoved",
    "PaperSigningRecorded",
    "PartTaken",
    "PartWithdrawn",
    "PeriodAdded",
    "PeriodChanged",
    "PeriodRemoved",
    "PledgeReturned",
    "PledgeSent",
    "PledgeSigned",
    "PledgeStarted",
    "RankingFinalised",
    "RankingProposed",
    "RankingWithdrawn",
    "ReportReturned",
    "ReportSent",
    "ReportStarted",
    "ReportSubmitted",
    "ResultReported",
    "ScoresReturned",
    "ScoresSent",
    "ScoresStarted",
    "ScoresSubmitted",
    "SummaryWritten",
    "TargetAdded",
    "TargetChanged",
    "TargetRemoved",
    "UnitEvent",
    "WaveRemoved",
    "WaveSet",
]
