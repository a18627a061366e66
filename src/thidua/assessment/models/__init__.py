"""Pledges, reports, score sheets and rankings. Every row carries its year, so a closed year can refuse it."""

from thidua.assessment.models.papers import QUANTITY, PaperState, UnitPaper, days_late
from thidua.assessment.models.pledges import Pledge, Registration, Target
from thidua.assessment.models.ranking import Ranking, RankingRow, RankingState
from thidua.assessment.models.reports import Report, Result
from thidua.assessment.models.scores import GuardAnswer, ScoreLine, ScoreSheet
from thidua.assessment.models.superseded import SupersededRanking

__all__ = [
    "QUANTITY",
    "GuardAnswer",
    "PaperState",
    "Pledge",
    "Ranking",
    "RankingRow",
    "RankingState",
    "Registration",
    "Report",
    "Result",
    "ScoreLine",
    "ScoreSheet",
    "SupersededRanking",
    "Target",
    "UnitPaper",
    "days_late",
]
