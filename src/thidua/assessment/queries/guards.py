"""What the sheet asks about a unit beside its lines: events that bar, lower or defer, and who answered."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from thidua.assessment import policies
from thidua.assessment.models import GuardAnswer
from thidua.assessment.queries.scoring import sheet_of_year
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import memberships_now, visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.findings import Text
from thidua.rulebook.guards import Guard, When, explain
from thidua.rulebook.rules.inputs import HOUSE


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One question of the sheet with its answer for a unit; None while nobody has answered."""

    guard: Guard
    answer: GuardAnswer | None

    @property
    def effect(self) -> Text:
        """What follows when it is set off."""
        return explain(self.guard).because


@dataclass(frozen=True, kw_only=True)
class UnitConditions:
    """A unit with every question of the sheet."""

    membership_id: int
    unit: Body
    answered: list[Answered]
    may_answer: bool

    @property
    def open(self) -> int:
        return sum(one.answer is None for one in self.answered)


def questions_of(year: EmulationYear) -> list[Guard]:
    """The events the year's sheet asks people about, each once."""
    if year.scoring_table is None:
        return []
    asked = {
        guard.key: guard for guard in sheet_of_year(year).guards if guard.when == When.EVENT and guard.key not in HOUSE
    }
    return list(asked.values())


def conditions_of(actor: Actor, year_id: int) -> tuple[EmulationYear, list[UnitConditions]]:
    """Every unit the actor answers for, or reads as an auditor; the own unit for anybody else. Two queries."""
    year = year_for(actor, year_id)
    asked = questions_of(year)
    known = {(row.unit_id, row.key): row for row in GuardAnswer.objects.filter(emulation_year=year)}
    rows = []
    for row in memberships_now().filter(emulation_year=year).select_related("unit").order_by("position"):
        unit = row.unit
        may_answer = gate.may(actor, policies.ANSWER_GUARDS, policies.AboutUnit(year=year, unit=unit))
        if may_answer or unit.pk == actor.body_id or policies.previews(actor, year):
            answered = [Answered(guard=guard, answer=known.get((unit.pk, guard.key))) for guard in asked]
            may_answer = may_answer and year.running
            rows.append(UnitConditions(membership_id=row.pk, unit=unit, answered=answered, may_answer=may_answer))
    return year, rows


def unit_to_answer_for(actor: Actor, year_id: int, unit_id: int) -> tuple[EmulationYear, UnitConditions]:
    """One unit with the sheet's questions, for somebody who answers them; 404 out of sight, Denied without the right."""
    year, rows = conditions_of(actor, year_id)
    found = next((row for row in rows if row.unit.pk == unit_id), None)
    if found is None or not found.answered:
        raise Http404
    gate.require(actor, policies.ANSWER_GUARDS, policies.AboutUnit(year=year, unit=found.unit))
    return year, found


def membership_to_judge(actor: Actor, membership_id: int) -> policies.AboutUnit:
    """A unit as a member of its year, the membership locked, or 404."""
    rows = memberships_now().filter(emulation_year__in=visible_years(actor))
    row = get_object_or_404(rows.select_for_update(of=("self",)).select_related("unit"), pk=membership_id)
    return policies.AboutUnit(year=year_for(actor, row.emulation_year_id), unit=row.unit)
