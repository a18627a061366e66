"""Wording: rules, guards, classes and settings of a sheet in words, the same on every page and in every document."""

from thidua.rulebook.wording.rules import describe

__all__ = ["describe"]
