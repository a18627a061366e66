"""Pledges, reports, score sheets and rankings. Every row carries its year, so a closed year can refuse it."""

from thidua.assessment.models.appeals import Appeal, AppealKind, AppealState, Explanation
from thidua.assessment.models.papers import QUANTITY, PaperState, UnitPaper
from thidua.assessment.models.pledges import Pledge, Registration, Target
from thidua.assessment.models.ranking import Ranking, RankingRow, RankingState
from thidua.assessment.models.reports import Report, Result
from thidua.assessment.models.rounds import CrossAssignment, RoundScore, ScoringPlan, ScoringRound
from thidua.assessment.models.scores import GuardAnswer, ScoreLine, ScoreSheet
from thidua.assessment.models.teams import CheckTeam, CheckTeamMember, VisitRecord

__all__ = [
    "QUANTITY",
    "Appeal",
    "AppealKind",
    "AppealState",
    "CheckTeam",
    "CheckTeamMember",
    "CrossAssignment",
    "Explanation",
    "GuardAnswer",
    "PaperState",
    "Pledge",
    "Ranking",
    "RankingRow",
    "RankingState",
    "Registration",
    "Report",
    "Result",
    "RoundScore",
    "ScoreLine",
    "ScoreSheet",
    "ScoringPlan",
    "ScoringRound",
    "Target",
    "UnitPaper",
    "VisitRecord",
]
