"""Keeping what a filled workbook says about a report: every row or none, in one entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.actions.reports import SecondUnitMissing, _require_open, about
from thidua.assessment.models import Report, Result
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.measures import write_number


class NothingFilled(Refusal):
    code = "nothing_filled"
    sentence = _("Tệp không có gì khác với báo cáo đã lưu, nên không ghi gì.")


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is to be written of one result: columns by name, on the version that the preview showed."""

    result_id: int
    version: int
    values: Mapping[str, Any]


@action(needs=policies.REPORT_RESULT, loads=queries.report_to_change)
def fill_results(report: Report, *, actor: Actor, at: datetime, rows: Sequence[Row], origin: str) -> Recorded[Report]:
    """The unit takes the results of a workbook over, all of them or none.

    Raises NothingFilled, Stale when somebody changed one of them since the preview, Http404 for a result of another
    report.
    """
    _require_open(report, at=at)
    if not rows:
        raise NothingFilled
    results = {result.pk: result for result in queries.results_to_fill(report)}
    changed: list[Result] = []
    columns: set[str] = set()
    for row in rows:
        if row.result_id not in results:
            raise Http404
        result = results[row.result_id]
        flow.require_version(row.version, result.version, row=result, what=result.target.indicator)
        for name, value in row.values.items():
            setattr(result, name, value)
        if result.second_value is not None and not result.second_unit:
            raise SecondUnitMissing
        columns |= row.values.keys()
        result.entered_by, result.entered_at, result.illustrative = actor.describe(), at, False
        result.version += 1
        changed.append(result)
    Result.objects.bulk_update(changed, [*sorted(columns), "entered_by", "entered_at", "illustrative", "version"])
    event = events.ResultsFilled(
        **about(report), origin=origin, count=len(changed), rows=tuple(map(_said, changed)),
        versions=tuple(f"{flow.name_of(result)}:{result.version}" for result in changed),
    )  # fmt: skip
    return Recorded(report, event)


def _said(result: Result) -> str:
    value: Decimal | None = result.value
    understood = "–" if value is None else write_number(value, language="vi")
    return f"{result.target.indicator}: viết “{result.written}”, hiểu là {understood}"
