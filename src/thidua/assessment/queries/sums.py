"""What of the figures of activities can be added up, and what cannot."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from thidua.assessment.models import Activity


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What the figures of several activities come to. People are not added: one person may have come to several."""

    occurrences: int | None
    money: Decimal | None
    quantities: list[tuple[str, Decimal]]
    people_told: int
    illustrative: bool

    @property
    def any(self) -> bool:
        return self.occurrences is not None or self.money is not None or bool(self.quantities)


def sums_of(activities: Iterable[Activity]) -> Sums:
    """Occurrences, money, and other things by their unit of measure; None where nobody gave a figure."""
    rows = list(activities)
    quantities: dict[str, Decimal] = defaultdict(Decimal)
    for one in rows:
        if one.quantity is not None:
            quantities[one.quantity_unit] += one.quantity
    occurrences = [one.occurrences for one in rows if one.occurrences is not None]
    money = [one.money for one in rows if one.money is not None]
    return Sums(
        occurrences=sum(occurrences) if occurrences else None,
        money=sum(money, Decimal(0)) if money else None,
        quantities=sorted(quantities.items()),
        people_told=sum(one.people is not None for one in rows),
        illustrative=any(one.illustrative for one in rows),
    )
