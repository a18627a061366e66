"""Pledges, reports, score sheets and rankings. Every row carries its year, so a closed year can refuse it."""

from thidua.assessment.models.appeals import (
    Appeal,
    AppealKind,
    AppealState,
    Explanation,
)
from thidua.assessment.models.evidence import (
    Evidence,
    EvidenceFile,
    EvidenceKind,
    FileState,
)
from thidua.assessment.models.movements import (
    WIDE,
    Activity,
    ActivityKind,
    Launcher,
    Movement,
    MovementWave,
    Participation,
)
from thidua.assessment.models.papers import (
    QUANTITY,
    PaperState,
    UnitPaper,
    days_late,
)
from thidua.assessment.models.periods import (
    PeriodKind,
    ReportingPeriod,
)
from thidua.assessment.models.photos import ActivityPhoto
from thidua.assessment.models.pledges import (
    Pledge,
    Registration,
    Target,
    TargetKind,
)
from thidua.assessment.models.ranking import (
    Ranking,
    RankingRow,
    RankingState,
)
from thidua.assessment.models.reports import (
    OF_YEARLY,
    YEARLY,
    Report,
    Result,
)
from thidua.assessment.models.rounds import (
    CrossAssignment,
    RoundScore,
    ScoringPlan,
    ScoringRound,
)
from thidua.assessment.models.scores import (
    GuardAnswer,
    ScoreLine,
    ScoreSheet,
)
from thidua.assessment.models.signing import (
    AmendedTarget,
    AmendmentState,
    PledgeAmendment,
    PledgeSigning,
    SigningWay,
)
from thidua.assessment.models.superseded import (
    SupersededRanking,
)
from thidua.assessment.models.teams import (
    CheckTeam,
    CheckTeamMember,
    VisitRecord,
)

__all__ = [
    "OF_YEARLY",
    "QUANTITY",
    "WIDE",
    "YEARLY",
    "Activity",
    "ActivityKind",
    "ActivityPhoto",
    "AmendedTarget",
    "AmendmentState",
    "Appeal",
    "AppealKind",
    "AppealState",
    "CheckTeam",
    "CheckTeamMember",
    "CrossAssignment",
    "Evidence",
    "EvidenceFile",
    "EvidenceKind",
    "Explanation",
    "FileState",
    "GuardAnswer",
    "Launcher",
    "Movement",
    "MovementWave",
    "PaperState",
    "Participation",
    "PeriodKind",
    "Pledge",
    "PledgeAmendment",
    "PledgeSigning",
    "Ranking",
    "RankingRow",
    "RankingState",
    "Registration",
    "Report",
    "ReportingPeriod",
    "Result",
    "RoundScore",
    "ScoreLine",
    "ScoreSheet",
    "ScoringPlan",
    "ScoringRound",
    "SigningWay",
    "SupersededRanking",
    "Target",
    "TargetKind",
    "UnitPaper",
    "VisitRecord",
    "days_late",
]
