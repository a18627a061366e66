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
    Activity,
    ActivityKind,
    Launcher,
    Movement,
    MovementWave,
    Participation,
    WIDE,
)
from thidua.assessment.models.papers import (
    PaperState,
    QUANTITY,
    UnitPaper,
    days_late,
)
from thidua.assessment.models.periods import (
    PeriodKind,
    ReportingPeriod,
)
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
    Report,
    Result,
    YEARLY,
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
    "Activity",
    "ActivityKind",
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
    "OF_YEARLY",
    "PaperState",
    "Participation",
    "PeriodKind",
    "Pledge",
    "PledgeAmendment",
    "PledgeSigning",
    "QUANTITY",
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
    "WIDE",
    "YEARLY",
    "days_late",
]
