"""Where a new sheet can begin: the sheets of the authority's blocs, and the real tables that are shipped."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.cycles.models import EmulationBloc, ScoringTable
from thidua.cycles.queries.sheets import sheet_of, visible_tables
from thidua.kernel.actor import Actor
from thidua.kernel.templatetags.thidua import said
from thidua.rulebook import library
from thidua.rulebook.differences import Difference, between
from thidua.rulebook.facts import Sheet


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A sheet to begin from: the key it is chosen by, its name, and its content."""

    key: str
    name: str
    source: str
    sheet: Sheet


def origins_of(actor: Actor, bloc: EmulationBloc) -> list[tuple[str, str]]:
    """Keys and names to choose from, the bloc's own sheets first, then those of other blocs, then the shipped ones."""
    rows = visible_tables(actor).order_by("-pk")
    own = [(f"table:{row.pk}", f"{row.title} ({row.bloc.name})") for row in rows if row.bloc_id == bloc.pk]
    others = [(f"table:{row.pk}", f"{row.title} ({row.bloc.name})") for row in rows if row.bloc_id != bloc.pk]
    shipped = [
        (f"library:{one.id}", _("Bảng mẫu, chưa ai đối chiếu với văn bản gốc: %(name)s") % {"name": said(one.name)})
        for one in library.entries()
    ]
    return [*own, *others, *shipped]


def origin_of(actor: Actor, key: str) -> Origin:
    """The sheet behind a key that `origins_of` gave. Raises LookupError for any other."""
    kind, _sep, rest = key.partition(":")
    if kind == "library":
        sheet = library.load(rest)
        return Origin(key=key, name=sheet.title, source=sheet.source, sheet=sheet)
    row = visible_tables(actor).filter(pk=int(rest)).first()
    if row is None:
        raise LookupError(key)
    return Origin(key=key, name=row.title, source=row.source, sheet=sheet_of(row))


@dataclass(frozen=True, kw_only=True)
class DifferencesPage:
    """What a sheet changes against another of the same bloc."""

    table: ScoringTable
    other: ScoringTable | None
    others: list[ScoringTable]
    differences: tuple[Difference, ...]


def differences_page(actor: Actor, table: ScoringTable, other_id: int | None) -> DifferencesPage:
    """A sheet against another that the actor sees: the one it supersedes unless another is named."""
    others = list(visible_tables(actor).filter(bloc_id=table.bloc_id).exclude(pk=table.pk).order_by("-pk"))
    wanted = other_id or table.supersedes_id
    other = next((row for row in others if row.pk == wanted), others[0] if others else None)
    found = between(sheet_of(other), sheet_of(table)) if other else ()
    return DifferencesPage(table=table, other=other, others=others, differences=found)
