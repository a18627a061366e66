"""Pledges, reports, score sheets and rankings. Every row carries its year, so a closed year can refuse it."""

from thidua.assessment.models.papers import QUANTITY, PaperState, UnitPaper
from thidua.assessment.models.periods import PeriodKind, ReportingPeriod
from thidua.assessment.models.pledges import Pledge, Registration, Target
from thidua.assessment.models.ranking import Ranking, RankingRow, RankingState
from thidua.assessment.models.reports import OF_YEARLY, YEARLY, Report, Result
from thidua.assessment.models.scores import GuardAnswer, ScoreLine, ScoreSheet

__all__ = [
    "OF_YEARLY",
    "QUANTITY",
    "YEARLY",
    "GuardAnswer",
    "PaperState",
    "PeriodKind",
    "Pledge",
    "Ranking",
    "RankingRow",
    "RankingState",
    "Registration",
    "Report",
    "ReportingPeriod",
    "Result",
    "ScoreLine",
    "ScoreSheet",
    "Target",
    "UnitPaper",
]
