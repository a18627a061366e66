"""Periods opened again for one unit, and the rankings that no longer hold because of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.assessment import policies
from thidua.assessment.models import SupersededRanking
from thidua.assessment.queries.standings import StandingRow
from thidua.bodies.models import Body
from thidua.cycles.models import BlocMembership, EmulationYear, Reopening, YearState
from thidua.cycles.phases import phase_label
from thidua.cycles.queries import visible_years, year_for
from thidua.cycles.states import require_running
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.kernel.tasks import Task


def visible_reopenings(actor: Actor) -> QuerySet[Reopening]:
    """The reopenings of the years that the actor sees."""
    return Reopening.objects.filter(emulation_year__in=visible_years(actor)).select_related(
        "unit", "emulation_year__bloc__authority"
    )


def reopening_to_change(actor: Actor, reopening_id: int) -> Reopening:
    """The reopening, locked, or 404."""
    return get_object_or_404(visible_reopenings(actor).select_for_update(of=("self",)), pk=reopening_id)


def reopening_to_decide(actor: Actor, year_id: int, reopening_id: int) -> Reopening:
    """A reopening that is not closed, for somebody who decides about it; 404 out of sight, Denied without the right."""
    rows = visible_reopenings(actor).filter(emulation_year_id=year_id, closed_at__isnull=True)
    found = get_object_or_404(rows, pk=reopening_id)
    gate.require(actor, policies.REOPEN, found)
    return found


def memberships_to_reopen(actor: Actor, year_id: int) -> tuple[EmulationYear, list[tuple[int, Body]]]:
    """The running year and the units the actor may open again, by id of membership. Raises NotRunning; Denied."""
    year = year_for(actor, year_id)
    rows = BlocMembership.objects.filter(emulation_year=year).select_related("unit").order_by("position")
    found = [
        (row.pk, row.unit)
        for row in rows
        if gate.may(actor, policies.REOPEN, policies.AboutUnit(year=year, unit=row.unit))
    ]
    if not found:
        raise gate.Denied
    require_running(year)
    return year, found


def open_reopenings(year: EmulationYear) -> list[Reopening]:
    """What is opened again, or waits to be, and is not closed."""
    rows = Reopening.objects.filter(emulation_year=year, closed_at__isnull=True)
    return list(rows.select_related("unit").order_by("unit__folded", "pk"))


def rows_to_keep(rows: Sequence[StandingRow]) -> list[dict[str, Any]]:
    """Standings as they are kept for good: names and figures as text."""
    return [
        {
            "rank": row.rank,
            "tied": row.tied,
            "unit_id": row.unit.pk,
            "unit": row.unit.name,
            "points": None if row.points is None else str(row.points),
            "self_points": None if row.self_points is None else str(row.self_points),
            "lines": row.lines_as_text(),
            "label": row.label,
            "remarks": [[said.vi, said.en] for said in row.remarks],
        }
        for row in rows
    ]


@dataclass(frozen=True, kw_only=True)
class KeptRow:
    """A place in a ranking that no longer holds."""

    rank: int | None
    tied: bool
    unit: str
    points: Decimal | None
    label: str


@dataclass(frozen=True, kw_only=True)
class SupersededPage:
    """A ranking that no longer holds, as it was finalised."""

    year: EmulationYear
    ranking: SupersededRanking
    rows: list[KeptRow]


def superseded_of(year: EmulationYear) -> list[SupersededRanking]:
    """The rankings of a year that no longer hold, the last first."""
    return list(SupersededRanking.objects.filter(emulation_year=year).order_by("-superseded_at", "-pk"))


def superseded_page(actor: Actor, year_id: int, superseded_id: int) -> SupersededPage:
    """A ranking that was final once was everyone's to see, and stays so; 404 out of sight."""
    year = year_for(actor, year_id)
    kept = get_object_or_404(SupersededRanking, pk=superseded_id, emulation_year=year)
    rows = [
        KeptRow(
            rank=row["rank"], tied=row["tied"], unit=row["unit"], label=row["label"],
            points=None if row["points"] is None else Decimal(row["points"]),
        )
        for row in kept.rows
    ]  # fmt: skip
    return SupersededPage(year=year, ranking=kept, rows=rows)


def reopening_tasks_for(actor: Actor, *, at: datetime) -> list[Task]:
    """Reopenings that wait for a second person, and those whose time is over and that are still open. One query."""
    if actor.office not in (Office.UNIT_HEAD, Office.AUTHORITY_OFFICER):
        return []
    rows = visible_reopenings(actor).filter(closed_at__isnull=True, emulation_year__state=YearState.RUNNING)
    return [
        _task(row, at=at)
        for row in rows.order_by("until", "pk")
        if _waits_for(actor, row, at=at) and gate.may(actor, policies.REOPEN, row)
    ]


def _waits_for(actor: Actor, row: Reopening, *, at: datetime) -> bool:
    return row.proposed_by_id != actor.id if row.waiting else row.until <= at


def _task(row: Reopening, *, at: datetime) -> Task:
    named = {"phase": phase_label(row.phase), "unit": row.unit.name}
    if row.waiting:
        return Task(
            heading=_("Mở lại kỳ %(phase)s cho %(unit)s") % named,
            why=_("Một người đã đề nghị khi xếp hạng đã chốt; cần người thứ hai. Lý do: %(reason)s")
            % {"reason": row.reason},
            url=reverse("assessment:confirm_reopening", args=[row.emulation_year_id, row.pk]),
            action=_("Xem và quyết định"),
            deadline=row.until,
        )
    return Task(
        heading=_("Khép lại kỳ %(phase)s đã mở lại cho %(unit)s") % named,
        why=_("Thời gian mở lại đã hết; khép lại để chốt xếp hạng được."),
        url=reverse("assessment:close_reopening", args=[row.emulation_year_id, row.pk]),
        action=_("Khép lại"),
        deadline=row.until,
        late=True,
    )
