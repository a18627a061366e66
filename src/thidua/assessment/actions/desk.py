"""Reviewing many lines of a unit at once."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions.rounds import require_points
from thidua.assessment.actions.scores import about, require_reviewable
from thidua.assessment.models import ScoreLine, ScoreSheet
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.measures import write_number


class LineReasonNeeded(Refusal):
    code = "line_reason_needed"
    sentence = _("Điểm khác với điểm đang có (%(before)s). Ghi lý do để đơn vị và khối cùng biết.")


class MeansAreBinding(Refusal):
    code = "means_are_binding"
    sentence = _("Cách chấm điểm của năm lấy bình quân chấm chéo (%(before)s) làm điểm của khối.")


@action(needs=policies.REVIEW, loads=queries.sheet_to_change)
def review_lines(
    sheet: ScoreSheet, *, actor: Actor, at: datetime, entries: Mapping[int, tuple[Decimal | None, str]],
    rest: bool = False,
) -> Recorded[ScoreSheet]:  # fmt: skip
    """The bloc reviews the lines for which points were typed, by id of line; with `rest`, it also confirms the others.

    A line left empty keeps what it has. Refuses what one line at a time would refuse, naming the field.
    """
    require_reviewable(sheet, at=at)
    standing = queries.standing_before_bloc(sheet)
    binding = queries.binding_codes(sheet)
    changed: list[ScoreLine] = []
    for line in queries.lines_of(sheet).filter(not_applicable=False):
        typed, reason = entries.get(line.pk, (None, ""))
        before = standing.get(line.criterion.code)
        points = before if typed is None and rest and line.review_points is None else typed
        if points is None or (points == line.review_points and reason == line.review_reason):
            continue
        _require_allowed(sheet, line, points, reason, before=before, binding=binding)
        line.review_points, line.review_reason = points, reason
        line.reviewed_by, line.reviewed_at = actor.describe(), at
        line.version += 1
        changed.append(line)
    ScoreLine.objects.bulk_update(changed, ["review_points", "review_reason", "reviewed_by", "reviewed_at", "version"])
    said = tuple(_said(line, standing.get(line.criterion.code)) for line in changed)
    return Recorded(sheet, events.LinesReviewed(**about(sheet), lines=said or ("–",)))


def _require_allowed(
    sheet: ScoreSheet, line: ScoreLine, points: Decimal, reason: str, *, before: Decimal | None, binding: frozenset[str]
) -> None:
    rules = queries.sheet_of_year(sheet.emulation_year)
    code = line.criterion.code
    require_points(rules.criterion(code), points, places=rules.places, field=f"points_{line.pk}")
    if points == before:
        return
    shown = "–" if before is None else write_number(before, language="vi")
    if code in binding:
        raise MeansAreBinding(field=f"points_{line.pk}", code=code, before=shown)
    if not reason.strip():
        raise LineReasonNeeded(field=f"reason_{line.pk}", code=code, before=shown)


def _said(line: ScoreLine, before: Decimal | None) -> str:
    """One line for the ledger: its points before and after, and why."""
    old, new = ("–" if value is None else write_number(value, language="vi") for value in (before, line.review_points))
    reason = f" ({line.review_reason})" if line.review_reason else ""
    return f"{line.criterion.code}: {old} → {new}{reason}"
