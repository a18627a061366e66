"""Finding what somebody is about to change, and setting it out as they would type it."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from thidua.assessment import policies
from thidua.assessment.models import Pledge, Report, Result, ScoreLine, ScoreSheet, Target, UnitPaper
from thidua.assessment.queries.papers import paper_for, result_for
from thidua.cycles.models import Criterion, EmulationYear
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.facts import Criterion as Line
from thidua.rulebook.measures import read_plain, write_number
from thidua.rulebook.rules.inputs import Input, InputKind

KINDS: dict[str, type[UnitPaper]] = {"pledge": Pledge, "report": Report, "scores": ScoreSheet}


def paper_of_kind(actor: Actor, kind: str, year_id: int, paper_id: int, needs: str) -> UnitPaper:
    """A pledge, report or score sheet on which the actor holds a permission; 404 out of sight, Denied without it."""
    paper = paper_for(actor, KINDS[kind], year_id, paper_id)
    gate.require(actor, needs, paper)
    return paper


def pledge_to_edit(actor: Actor, year_id: int, pledge_id: int) -> Pledge:
    """The own unit's pledge, to be edited."""
    pledge = paper_for(actor, Pledge, year_id, pledge_id)
    gate.require(actor, policies.EDIT_PLEDGE, pledge)
    return pledge


def report_to_edit(actor: Actor, year_id: int, report_id: int) -> Report:
    """The own unit's report, to be edited."""
    report = paper_for(actor, Report, year_id, report_id)
    gate.require(actor, policies.REPORT_RESULT, report)
    return report


def sheet_to_confirm(actor: Actor, year_id: int, sheet_id: int) -> ScoreSheet:
    """A score sheet that the actor reviews."""
    sheet = paper_for(actor, ScoreSheet, year_id, sheet_id)
    gate.require(actor, policies.REVIEW, sheet)
    return sheet


def result_to_edit(actor: Actor, year_id: int, result_id: int) -> Result:
    """A result of the own unit's report, to be edited."""
    result = result_for(actor, result_id, year_id)
    gate.require(actor, policies.REPORT_RESULT, result)
    return result


def proportional_criteria(year: EmulationYear) -> QuerySet[Criterion]:
    """The lines of the year's sheet that a target can count for."""
    rows = Criterion.objects.filter(table_id=year.scoring_table_id, takes_targets=True)
    return rows.order_by("position")


def typed(value: Decimal | None) -> str:
    """A stored number as people type it, so that a form can be saved again unchanged."""
    return "" if value is None else write_number(value, language="vi")


def target_as_typed(pledge: Pledge, target: Target) -> dict[str, Any]:
    return {
        "indicator": target.indicator,
        "kind": target.kind,
        "wording": target.wording,
        "planned_to": typed(target.planned_to),
        "compared_with": target.compared_with,
        "planned": typed(target.planned),
        "previous": typed(target.previous),
        "unit_of_measure": target.unit_of_measure,
        "direction": target.direction,
        "criterion": target.criterion_id,
        "version": pledge.version,
    }


def commitments_as_typed(pledge: Pledge) -> dict[str, Any]:
    titles = list(pledge.registrations.values_list("title", flat=True))
    return {"commitments": pledge.commitments, "titles": titles, "version": pledge.version}


def summary_as_typed(report: Report) -> dict[str, Any]:
    return {
        "summary": report.summary, "difficulties": report.difficulties, "proposals": report.proposals,
        "version": report.version,
    }  # fmt: skip


def result_as_typed(result: Result) -> dict[str, Any]:
    return {
        "value": result.written or typed(result.value),
        "estimated": result.estimated,
        "basis": result.basis,
        "measured": result.measured,
        "year_estimate": result.year_estimate_written or typed(result.year_estimate),
        "second_value": result.second_written or typed(result.second_value),
        "second_unit": result.second_unit,
        "same_period": result.same_period_written or typed(result.same_period),
        "evidence": result.evidence,
        "claim": result.claim,
        "claim_source": result.claim_source,
        "note": result.note,
        "version": result.version,
    }


def line_as_typed(line: ScoreLine, criterion: Line) -> dict[str, Any]:
    """What stands on a line, by field of its form."""
    entered = {
        f"input_{asked.key}": input_as_typed(asked, line.inputs[asked.key])
        for asked in criterion.inputs
        if asked.key in line.inputs
    }
    return {**entered, "not_applicable": line.not_applicable, "note": line.note, "version": line.version}


def input_as_typed(asked: Input, raw: str | list[str]) -> str:
    """A stored input as people type it; the points of several judges stand on a line each."""
    if asked.kind == InputKind.LEVEL:
        return str(raw)
    given = raw if isinstance(raw, list) else [raw]
    return "\n".join(typed(read_plain(one)) for one in given)
