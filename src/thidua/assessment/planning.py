"""What a plan of scoring says beside its rounds."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class PlanSettings:
    """What a plan says beside its rounds."""

    each: int = 3
    binding: bool = False
    anonymous: bool = True
    no_repeats: bool = False
    four_eyes: bool = True
    threshold_points: Decimal | None = None
    threshold_percent: Decimal | None = None
    appeals_first_at: datetime | None = None
    appeals_deadline_at: datetime | None = None

    def coded(self) -> tuple[tuple[str, ...], ...]:
        """The settings for the ledger: each a code, with its figures or times."""
        coded: list[tuple[str, ...]] = [("each", str(self.each))]
        coded.append(("binding" if self.binding else "advisory",))
        coded.append(("anonymous" if self.anonymous else "named",))
        coded.append(("four_eyes" if self.four_eyes else "one_person",))
        for code, value in (("points", self.threshold_points), ("percent", self.threshold_percent)):
            if value is not None:
                coded.append((code, str(value)))
        if self.appeals_first_at and self.appeals_deadline_at:
            coded.append(("appeals", self.appeals_first_at.isoformat(), self.appeals_deadline_at.isoformat()))
        return tuple(coded)
