"""What all events about one unit have in common."""

from dataclasses import dataclass

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class UnitEvent(Event):
    """An event about one unit of the bloc."""

    name = "assessment.unit"
    unit: str
