"""The sample's cross-scoring: every unit scored by two others, closed, then revealed. All of it is illustrative."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone

from thidua.assessment import queries
from thidua.assessment.actions import rounds
from thidua.assessment.models import CrossAssignment
from thidua.assessment.planning import PlanSettings
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.rulebook.rounds import Round

REASON = "Minh chứng kèm theo chưa đủ (số liệu minh họa)"
OPEN, ENTERED, OVER = date(2025, 1, 2), date(2025, 1, 3), date(2025, 1, 4)
APPEALS_FIRST, APPEALS_OVER = date(2025, 1, 8), date(2025, 1, 8)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def cross_score(
    year: EmulationYear, *, authority: dict[str, Any], leader: Actor, head: Callable[[Body], Actor]
) -> None:
    """Plan, assign, score and reveal; `head` finds the head of a unit. The mean is shown to the reviewer only."""
    windows = {Round.CROSS: (_at(OPEN, 0), _at(OVER, 17)), Round.BLOC: (None, None)}
    settings = PlanSettings(
        each=2, threshold_points=Decimal("1.5"), threshold_percent=Decimal(20), appeals_first_at=_at(APPEALS_FIRST, 0),
        appeals_deadline_at=_at(APPEALS_OVER, 17),
    )  # fmt: skip
    rounds.plan_scoring(year.pk, **authority, rounds=windows, settings=settings)
    rounds.assign_cross_scoring(year.pk, actor=leader, at=_at(OPEN, 8))
    rows = CrossAssignment.objects.filter(emulation_year=year).select_related("scorer", "scored")
    for number, one in enumerate(rows.order_by("scored_id", "scorer_id")):
        by: dict[str, Any] = {"actor": head(one.scorer), "at": _at(ENTERED, 9)}
        rounds.enter_cross_scores(one.pk, **by, entries=_entries(one, number))
        rounds.submit_cross_scores(one.pk, **by)
    rounds.reveal_cross_scores(year.pk, actor=leader, at=_at(OVER, 17))


def _entries(one: CrossAssignment, number: int) -> dict[int, tuple[Decimal | None, str]]:
    """The points computed, but for one line of each sheet in turn, which loses one point, or two."""
    sheet = queries.handed_in_sheet(one.emulation_year, one.scored_id)
    assert sheet is not None
    lines = queries.lines_to_enter(sheet, Round.CROSS, one.scorer_id)
    found: dict[int, tuple[Decimal | None, str]] = {row.line.pk: (row.computed, "") for row in lines}
    judged = [row for row in lines if row.computed is not None and row.computed >= 2 and row.criterion.inputs]
    row = judged[number % len(judged)]
    assert row.computed is not None
    found[row.line.pk] = (row.computed - 1 - number % 2, REASON)
    return found
