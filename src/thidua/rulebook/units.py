"""Units: a file of facts holds one unit, or a whole bloc as `{"units": [...]}`."""

from __future__ import annotations

from collections.abc import Mapping

from thidua.rulebook.facts import UNIT_NAMES, UnitFacts
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidFacts

BLOC_NAMES = frozenset({"units"})


def is_bloc(data: object) -> bool:
    """Whether the JSON is meant as a bloc."""
    return isinstance(data, Mapping) and "units" in data


def read_units(data: object) -> tuple[UnitFacts, ...]:
    """The units of a file, one or many. Raises InvalidFacts naming the field and the remedy."""
    if not is_bloc(data):
        return (UnitFacts.from_json(data),)
    record = Record.opened(data, at="", refusal=InvalidFacts, names=BLOC_NAMES)
    units = tuple(UnitFacts.from_record(entry) for entry in record.entries("units", names=UNIT_NAMES))
    if not units:
        raise record.refuse("missing_field", "units")
    return units
