"""What all events about one unit have in common."""

from dataclasses import dataclass
from typing import Any

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class UnitEvent(Event):
    """An event about one unit of the bloc.

    The event of an edit also names what was edited, the version that the edit was based on and the one it became: the
    versions of a thing form a chain in the ledger, and none is lost from it.
    """

    name = "assessment.unit"
    unit: str
    edited: str = ""
    parent: int | None = None
    version: int | None = None

    def payload(self) -> dict[str, Any]:
        payload = super().payload()
        return payload if self.edited else {key: payload[key] for key in payload if key not in EDIT}


EDIT = frozenset({"edited", "parent", "version"})
