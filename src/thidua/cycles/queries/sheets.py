"""Criteria sheets: drafts are the authority's, an adopted sheet is every member's."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from thidua.cycles.models import Criterion, EmulationBloc, EmulationYear, ScoringTable
from thidua.cycles.phases import kind_label
from thidua.cycles.queries.years import OF_AUTHORITY, blocs
from thidua.cycles.states import require_draft
from thidua.kernel.actor import Actor
from thidua.rulebook import facts
from thidua.rulebook.facts import CriterionKind


def visible_tables(actor: Actor) -> QuerySet[ScoringTable]:
    """The sheets of the blocs the actor sees; outside the authority only those adopted."""
    rows = ScoringTable.objects.filter(bloc__in=blocs(actor)).select_related("bloc__authority")
    return rows if actor.office in OF_AUTHORITY else rows.filter(adopted_at__isnull=False)


def table_for(actor: Actor, table_id: int) -> ScoringTable:
    """The sheet, or 404 when the actor may not see it."""
    return get_object_or_404(visible_tables(actor), pk=table_id)


def table_to_change(actor: Actor, table_id: int) -> ScoringTable:
    """The sheet, locked for a change, or 404."""
    return get_object_or_404(visible_tables(actor).select_for_update(of=("self",)), pk=table_id)


def table_to_edit(actor: Actor, table_id: int) -> ScoringTable:
    """The sheet while it may still be changed, or 404. Raises SheetFrozen once it is adopted."""
    table = table_for(actor, table_id)
    require_draft(table)
    return table


def tables_of(actor: Actor, bloc: EmulationBloc) -> list[ScoringTable]:
    """The bloc's sheets that the actor sees, latest first."""
    return list(visible_tables(actor).filter(bloc=bloc).order_by("-pk"))


def tables_to_choose(year: EmulationYear) -> list[ScoringTable]:
    """The adopted sheets of the year's bloc, latest first."""
    rows = ScoringTable.objects.filter(bloc_id=year.bloc_id, adopted_at__isnull=False)
    return list(rows.order_by("-pk"))


def criteria(table: ScoringTable) -> list[Criterion]:
    """The lines of the sheet in order."""
    return list(Criterion.objects.filter(table=table).order_by("position", "pk"))


def criterion_of(table: ScoringTable, criterion_id: int) -> Criterion:
    """A line of this sheet, or 404."""
    return get_object_or_404(Criterion.objects.filter(table=table), pk=criterion_id)


def sheet_of(table: ScoringTable) -> facts.Sheet:
    """The sheet as the rulebook reads it. Raises InvalidSheet when it could not be scored by."""
    return facts.Sheet(title=table.title, criteria=tuple(line_of(row) for row in criteria(table)))


def line_of(row: Criterion) -> facts.Criterion:
    """A line as the rulebook reads it. Raises InvalidSheet when it contradicts itself."""
    return facts.Criterion(
        code=row.code,
        title=row.title,
        kind=CriterionKind(row.kind),
        max_points=row.max_points,
        clause=row.clause,
        section=row.section,
        per_occurrence=row.per_occurrence,
    )


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a sheet on its page."""

    criterion: Criterion
    kind: str

    @property
    def deducts(self) -> bool:
        return self.criterion.kind == CriterionKind.DEDUCTION


@dataclass(frozen=True, kw_only=True)
class Section:
    """Lines under one heading, and the most they give; deductions give nothing."""

    title: str
    lines: tuple[Line, ...]
    attainable: Decimal


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """A sheet with its sections, the most a unit can reach, and the most that can be taken away."""

    table: ScoringTable
    sections: tuple[Section, ...]
    attainable: Decimal
    deductible: Decimal


def sheet_page(table: ScoringTable) -> SheetPage:
    """The sheet for reading, finished or not."""
    grouped: dict[str, list[Line]] = {}
    for row in criteria(table):
        grouped.setdefault(row.section, []).append(Line(criterion=row, kind=kind_label(row.kind)))
    sections = tuple(
        Section(title=title, lines=tuple(lines), attainable=_sum(lines, deducts=False))
        for title, lines in grouped.items()
    )
    every = [line for lines in grouped.values() for line in lines]
    return SheetPage(
        table=table,
        sections=sections,
        attainable=_sum(every, deducts=False),
        deductible=_sum(every, deducts=True),
    )


def _sum(lines: list[Line], *, deducts: bool) -> Decimal:
    return sum((line.criterion.max_points for line in lines if line.deducts == deducts), Decimal(0))
