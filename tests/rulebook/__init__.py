"""Tests of the rulebook: examples that officials can read, and properties that hold for every input."""
