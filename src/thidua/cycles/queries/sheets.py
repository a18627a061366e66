"""Criteria sheets: drafts are the authority's, an adopted sheet is every member's."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from thidua.cycles.models import Criterion, EmulationBloc, EmulationYear, ScoringTable
from thidua.cycles.queries.years import OF_AUTHORITY, blocs
from thidua.cycles.states import require_draft
from thidua.kernel.actor import Actor
from thidua.rulebook import editing, facts
from thidua.rulebook.refusals import InvalidSheet


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


def entry_of(table: ScoringTable, code: str) -> facts.Section | facts.Criterion:
    """A section or criterion of this sheet by its code, or 404."""
    try:
        return editing.found(sheet_of(table), code)
    except InvalidSheet as error:
        raise Http404 from error


def parent_of(table: ScoringTable, code: str) -> str:
    """The code of the section that directly holds an entry of this sheet; "" for the top."""
    return editing.parent_of(sheet_of(table), code)


def sections_to_move_into(table: ScoringTable, entry: facts.Section | facts.Criterion) -> list[facts.Section]:
    """The sections an entry may go into: any but itself and what is inside it."""
    own: set[str] = set()
    if isinstance(entry, facts.Section):
        own = {section.code for section, _depth in facts.Sheet(title="?", entries=(entry,)).sections()}
    return [section for section, _depth in sheet_of(table).sections() if section.code not in own]


def button_after(table: ScoringTable, code: str, steps: int) -> str:
    """Which button of a moved row keeps the focus: the one pressed, or the other one at the edge; "" for neither."""
    sheet = sheet_of(table)
    parent = editing.parent_of(sheet, code)
    section = editing.found(sheet, parent) if parent else sheet
    codes = [entry.code for entry in (section.entries if not isinstance(section, facts.Criterion) else ())]
    if not steps or len(codes) < 2:
        return ""
    place = codes.index(code)
    up = (steps < 0 and place > 0) or place == len(codes) - 1
    return "up-" if up else "down-"
