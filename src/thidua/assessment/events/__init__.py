"""What this app enters in the ledger."""

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
from thidua.assessment.events.ranking import EditionAdopted, RankingFinalised, RankingProposed, RankingWithdrawn
from thidua.assessment.events.reopening import ReopeningClosed, ReopeningProposed, UnitReopened
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
from thidua.assessment.events.units import UnitEvent

__all__ = [
    "CommitmentsWritten",
    "EditionAdopted",
    "GuardsAnswered",
    "LineJudged",
    "LineReviewed",
    "LinesConfirmed",
    "PledgeReturned",
    "PledgeSent",
    "PledgeSigned",
    "PledgeStarted",
    "RankingFinalised",
    "RankingProposed",
    "RankingWithdrawn",
    "ReopeningClosed",
    "ReopeningProposed",
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
    "UnitReopened",
]
