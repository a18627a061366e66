"""A dated decision about a body, as forms hand it to actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Decision:
    """By which decision a change was made, and the first day on which it holds."""

    number: str
    on: date
    effective_on: date
    note: str = ""

    @property
    def written(self) -> dict[str, Any]:
        """The fields of the events about it."""
        return {"decision": self.number, "effective_on": self.effective_on.strftime("%d/%m/%Y")}
