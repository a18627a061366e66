"""What confirmed contests decided, as plain values for the floors above."""

from dataclasses import dataclass

from thidua.ballots.models import Contest, ContestState, Purpose
from thidua.ballots.queries.counting import outcome_of
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear


@dataclass(frozen=True, kw_only=True)
class VoteResult:
    """A confirmed contest: its title, what its rule rests on, and the units it chose."""

    id: int
    title: str
    source: str
    units: frozenset[str]


def confirmed_results(year: EmulationYear) -> list[VoteResult]:
    """The confirmed contests of a year about flags and awards, in order."""
    purposes = (Purpose.FLAG, Purpose.AWARD, Purpose.OTHER)
    rows = Contest.objects.filter(emulation_year=year, state=ContestState.CONFIRMED, purpose__in=purposes)
    return [
        VoteResult(
            id=row.pk, title=row.title, source=row.source, units=frozenset(str(unit.pk) for unit in chosen_units(row))
        )
        for row in rows.prefetch_related("candidates__unit").order_by("pk")
    ]


def chosen_units(contest: Contest) -> list[Body]:
    """The units that a contest chose; a candidate who is no unit is left out."""
    outcome = outcome_of(contest)
    chosen = outcome.chosen if outcome else ()
    return [one.unit for one in contest.candidates.all() if one.key in chosen and one.unit is not None]
