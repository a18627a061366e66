"""Trial runs: a sheet tried on a year's facts or on invented ones, beside the sheet it would replace."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from thidua.assessment.queries.scoring import facts_of_year, handed_in
from thidua.cycles.models import EmulationYear, ScoringTable
from thidua.cycles.queries import members, sheet_of, table_to_edit, visible_tables, visible_years
from thidua.kernel.actor import Actor
from thidua.rulebook.facts import Sheet, UnitFacts
from thidua.rulebook.invented import invented
from thidua.rulebook.trial import Trial, compare

INVENTED_UNITS = 11


@dataclass(frozen=True, kw_only=True)
class TrialPage:
    """A sheet tried: against which sheet, on which year's facts; `year` None when they are invented."""

    table: ScoringTable
    against: ScoringTable | None
    year: EmulationYear | None
    years: list[EmulationYear]
    trial: Trial | None

    @property
    def invented(self) -> bool:
        return self.year is None


def trial_page(actor: Actor, table_id: int, year_id: int | None, *, made_up: bool) -> TrialPage:
    """The sheet on the facts of one of the bloc's scored years, the latest unless another is named, or on made-up ones."""
    table = get_object_or_404(visible_tables(actor), pk=table_id)
    years = list(visible_years(actor).filter(bloc_id=table.bloc_id, scoring_table__isnull=False).order_by("-year"))
    scored = [year for year in years if handed_in(year)]
    year = next((one for one in scored if one.pk == year_id), scored[0] if scored else None)
    if made_up or year is None:
        return _on_invented(table, scored)
    assert year.scoring_table is not None
    trial = _compared(year, sheet_of(year.scoring_table), sheet_of(table))
    return TrialPage(table=table, against=year.scoring_table, year=year, years=scored, trial=trial)


def _on_invented(table: ScoringTable, years: list[EmulationYear]) -> TrialPage:
    """Made-up facts fit the sheet they are made for; it is compared with the edition it supersedes, or with itself."""
    sheet = sheet_of(table)
    old = table.supersedes
    before = sheet_of(old) if old else sheet
    if not sheet.criteria or not before.criteria:
        return TrialPage(table=table, against=None, year=None, years=years, trial=None)
    units = invented(before, units=INVENTED_UNITS)
    trial = compare(before, sheet, units, labels={one.unit: one.unit for one in units})
    return TrialPage(table=table, against=old, year=None, years=years, trial=trial)


def _compared(year: EmulationYear, before: Sheet, after: Sheet) -> Trial:
    facts = facts_of_year(year, units=handed_in(year))
    names = {str(unit.pk): unit.name for unit in members(year)}
    units: list[UnitFacts] = [one for one in facts.values() if one.unit in names]
    return compare(before, after, units, labels=names)


@dataclass(frozen=True, kw_only=True)
class EditionPage:
    """A changed edition before it is adopted: each year that would go over to it, with points before and after."""

    table: ScoringTable
    trials: list[tuple[EmulationYear, Trial | None]]


def edition_page(actor: Actor, table_id: int) -> EditionPage:
    """The page on which an edition is adopted; 404 out of sight. Raises SheetFrozen once it is adopted."""
    table = table_to_edit(actor, table_id)
    after = sheet_of(table)
    years = visible_years(actor).filter(scoring_table_id=table.supersedes_id).exclude(state="closed")
    trials = []
    for year in years.order_by("year") if table.supersedes_id else ():
        assert year.scoring_table is not None
        trial = _compared(year, sheet_of(year.scoring_table), after) if handed_in(year) and after.criteria else None
        trials.append((year, trial))
    return EditionPage(table=table, trials=trials)
