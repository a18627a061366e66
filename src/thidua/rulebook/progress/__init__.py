"""Progress: what the figures of reporting periods say together, and what they cannot say."""

from thidua.rulebook.progress.base import Basis, Measured, guess_measured
from thidua.rulebook.progress.comparing import Base, Comparison, compare, mean
from thidua.rulebook.progress.cumulative import Forecast, PeriodFigure, Reached, cumulative, falls_below, forecast
from thidua.rulebook.progress.synthesis import Contribution, SynthesisRow, synthesis

__all__ = [
    "Base",
    "Basis",
    "Comparison",
    "Contribution",
    "Forecast",
    "Measured",
    "PeriodFigure",
    "Reached",
    "SynthesisRow",
    "compare",
    "cumulative",
    "falls_below",
    "forecast",
    "guess_measured",
    "mean",
    "synthesis",
]
