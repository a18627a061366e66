"""Criteria sheets: drafts are the authority's, an adopted sheet is every member's."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from thidua.cycles.models import Criterion, EmulationBloc, EmulationYear, ScoringTable
from thidua.cycles.phases import KIND_WORDS
from thidua.cycles.queries.years import OF_AUTHORITY, blocs
from thidua.cycles.states import require_draft
from thidua.kernel.actor import Actor
from thidua.rulebook import facts
from thidua.rulebook.editing import found
from thidua.rulebook.findings import Text
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.sheet import attainable


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
    rows = ScoringTable.objects.filter(bloc_id=year.bloc_id, adopted_at__isnull=False, superseded_at__isnull=True)
    return list(rows.order_by("-pk"))


def criteria(table: ScoringTable) -> list[Criterion]:
    """The lines of the sheet in order."""
    return list(Criterion.objects.filter(table=table).order_by("position", "pk"))


def sheet_of(table: ScoringTable) -> facts.Sheet:
    """The sheet as the rulebook reads it. Raises InvalidSheet for content that was not written by this program."""
    return facts.Sheet.from_json({**table.content, "title": table.title, "source": table.source})


@dataclass(frozen=True, kw_only=True)
class Row:
    """A section or a criterion on the page of its sheet; `attainable` is what the printed maxima add up to."""

    entry: facts.Section | facts.Criterion
    depth: int
    attainable: Decimal
    words: Text | None = None

    @property
    def is_section(self) -> bool:
        return isinstance(self.entry, facts.Section)


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """A sheet set out row by row, with the most a unit can reach."""

    table: ScoringTable
    sheet: facts.Sheet
    rows: tuple[Row, ...]
    attainable: Decimal


def sheet_page(table: ScoringTable) -> SheetPage:
    """The sheet for reading, finished or not."""
    sheet = sheet_of(table)
    return SheetPage(table=table, sheet=sheet, rows=tuple(_rows(sheet.entries, 0)), attainable=sheet.attainable)


def _rows(entries: tuple[facts.Section | facts.Criterion, ...], depth: int) -> Iterator[Row]:
    for entry in entries:
        if isinstance(entry, facts.Criterion):
            words = KIND_WORDS[entry.rule.kind]
            yield Row(entry=entry, depth=depth, attainable=entry.max_points, words=words)
        else:
            yield Row(entry=entry, depth=depth, attainable=attainable(entry))
            yield from _rows(entry.entries, depth + 1)


def entry_of(table: ScoringTable, code: str) -> facts.Section | facts.Criterion:
    """A section or criterion of this sheet by its code, or 404."""
    try:
        return found(sheet_of(table), code)
    except InvalidSheet as error:
        raise Http404 from error
