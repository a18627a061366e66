"""What a unit still lacks while scoring is open, and what one low plan does to everybody else's points."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from thidua.assessment import policies
from thidua.assessment.models import YEARLY, PaperState, Report, ScoreSheet
from thidua.assessment.queries.papers import paper_for
from thidua.assessment.queries.scoring import facts_of_year, handed_in, sheet_of_year
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, times_of, units_of, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.advice import Advice, improvements
from thidua.rulebook.calendar import Phase
from thidua.rulebook.facts import UnitFacts
from thidua.rulebook.low_plans import LowPlan, Variant, effect, variants


@dataclass(frozen=True, kw_only=True)
class AdvicePage:
    """What would lift the own unit a rank, and how safe its rank is; None outside the time of scoring."""

    sheet: ScoreSheet
    advice: Advice | None
    others: int


def advice_page(actor: Actor, year_id: int, sheet_id: int, *, at: datetime) -> AdvicePage:
    """The advice for the own unit; 404 out of sight, Denied for anybody else's.

    Other units appear without their names: until the ranking is final their points are not this unit's business.
    """
    sheet = paper_for(actor, ScoreSheet, year_id, sheet_id)
    gate.require(actor, policies.SCORE_OWN, sheet)
    year = sheet.emulation_year
    if not (year.running and times_of(year, sheet.unit_id).is_open(Phase.SCORE, at)):
        return AdvicePage(sheet=sheet, advice=None, others=0)
    others = handed_in(year) - {sheet.unit_id}
    rules = sheet_of_year(year)
    facts = facts_of_year(year, units={sheet.unit_id, *others}, sheet=rules)
    own = facts.get(sheet.unit_id) or UnitFacts(unit=str(sheet.unit_id), lines=())
    hidden = [replace(facts[unit_id], unit=_hidden(number)) for number, unit_id in enumerate(sorted(others), start=1)]
    found = improvements(own.unit, [own, *hidden], rules)
    return AdvicePage(sheet=sheet, advice=found, others=len(others))


def _hidden(number: int) -> str:
    return _("một đơn vị khác (%(number)s)") % {"number": number}


@dataclass(frozen=True, kw_only=True)
class PlansPage:
    """Plans that look low where units are compared, and the bloc under the robust variants of the sheet."""

    year: EmulationYear
    reported: int
    low: tuple[LowPlan, ...]
    variants: tuple[Variant, ...]


def plans_page(actor: Actor, year_id: int) -> PlansPage:
    """What plans do to points in a year, for those who answer for its standings; Denied for anybody else."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.PREVIEW_STANDINGS, year)
    if year.scoring_table is None:
        return PlansPage(year=year, reported=0, low=(), variants=())
    handed = Report.objects.filter(YEARLY, emulation_year=year, state=PaperState.APPROVED, unit__in=units_of(year))
    reports = handed.values_list("unit_id", flat=True)
    rules = sheet_of_year(year)
    facts = facts_of_year(year, units=handed_in(year), reported=set(reports), sheet=rules)
    names = {unit.pk: unit.name for unit in members(year)}
    named = [replace(one, unit=names[unit_id]) for unit_id, one in facts.items() if unit_id in names]
    return PlansPage(year=year, reported=len(named), low=effect(named, rules), variants=variants(named, rules))
