"""Pledges, reports, score sheets and rankings. Every row carries its year, so a closed year can refuse it."""

from thidua.assessment.models.movements import (
    WIDE,
    Activity,
    ActivityKind,
    Launcher,
    Movement,
    MovementWave,
    Participation,
)
from thidua.assessment.models.papers import QUANTITY, PaperState, UnitPaper
from thidua.assessment.models.pledges import Pledge, Registration, Target, TargetKind
from thidua.assessment.models.ranking import Ranking, RankingRow, RankingState
from thidua.assessment.models.reports import Report, Result
from thidua.assessment.models.scores import GuardAnswer, ScoreLine, ScoreSheet
from thidua.assessment.models.signing import (
    AmendedTarget,
    AmendmentState,
    PledgeAmendment,
    PledgeSigning,
    SigningWay,
)

__all__ = [
    "QUANTITY",
    "WIDE",
    "Activity",
    "ActivityKind",
    "AmendedTarget",
    "AmendmentState",
    "GuardAnswer",
    "Launcher",
    "Movement",
    "MovementWave",
    "PaperState",
    "Participation",
    "Pledge",
    "PledgeAmendment",
    "PledgeSigning",
    "Ranking",
    "RankingRow",
    "RankingState",
    "Registration",
    "Report",
    "Result",
    "ScoreLine",
    "ScoreSheet",
    "SigningWay",
    "Target",
    "TargetKind",
    "UnitPaper",
]
