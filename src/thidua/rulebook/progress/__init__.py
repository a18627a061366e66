"""Progress: what the figures of reporting periods say together, and what they cannot say."""

from thidua.rulebook.progress.base import Basis, Measured, guess_measured, is_money

__all__ = ["Basis", "Measured", "guess_measured", "is_money"]
