"""Planning the rounds of a year, and cross-scoring: assigned, scored in secret, revealed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.actions.scores import in_language_of_page
from thidua.assessment.models import CrossAssignment, RoundScore, ScoreSheet, ScoringPlan, ScoringRound
from thidua.assessment.planning import PlanSettings
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import year_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal, TextRefusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.assigning import Unassignable
from thidua.rulebook.rounds import Round
from thidua.rulebook.scoring import checked_points

Window = tuple[datetime | None, datetime | None]
Entries = Mapping[int, tuple[Decimal | None, str]]


class RoundNotPlanned(Refusal):
    code = "round_not_planned"
    sentence = _("Cách chấm điểm của năm không có vòng này. Đề nghị cơ quan tổ chức khối thêm vòng.")


class RoundNotBegun(Refusal):
    code = "round_not_begun"
    sentence = _("Vòng này chưa mở. Bắt đầu từ %(first)s.")


class RoundOver(Refusal):
    code = "round_over"
    sentence = _(
        "Vòng này đã hết hạn lúc %(deadline)s. Cần thêm thời gian thì đề nghị cơ quan tổ chức khối sửa cách chấm điểm của năm."
    )


class PromiseMade(Refusal):
    code = "promise_made"
    sentence = _(
        "Đã có phiếu chấm chéo được nộp theo cách chấm điểm đang dùng, nên không bỏ vòng chấm chéo, không đổi cách lấy bình quân và không bỏ việc giữ kín tên người chấm được nữa."
    )


class OneIsNotHidden(Refusal):
    code = "one_is_not_hidden"
    field = "each"
    sentence = _("Chỉ một đơn vị chấm thì không giữ kín được là ai. Ghi ít nhất 2, hoặc bỏ việc giữ kín tên.")


class AlreadySubmitted(Refusal):
    code = "already_submitted"
    sentence = _("Đã có phiếu chấm chéo được nộp, nên không phân công lại được nữa. Đổi từng lượt chấm chưa nộp.")


class ScoresRevealed(Refusal):
    code = "scores_revealed"
    sentence = _("Điểm chấm chéo đã mở, nên phiếu và phân công không thay đổi được nữa.")


class NotWaiting(Refusal):
    code = "not_waiting"
    sentence = _("Lượt chấm này đã nộp hoặc đã được xin không chấm, nên không đổi được.")


class CannotTakeOver(Refusal):
    code = "cannot_take_over"
    field = "scorer"
    sentence = _("Đơn vị này không chấm thay được: là đơn vị được chấm, đã chấm đơn vị ấy, hoặc không thuộc khối.")


class OthersNotHandedIn(Refusal):
    code = "others_not_handed_in"
    sentence = _(
        "Đơn vị được chấm chưa nộp bảng tự chấm, nên chưa chấm chéo được. Chờ đơn vị nộp rồi mở lại trang này."
    )


class PointsMissing(Refusal):
    code = "points_missing"
    sentence = _("Còn dòng chưa có điểm: %(codes)s. Ghi điểm từng dòng rồi nộp.")


class ReasonsMissing(Refusal):
    code = "reasons_missing"
    sentence = _("Còn dòng cho điểm khác điểm tự chấm mà chưa ghi lý do: %(codes)s.")


class StillWaiting(Refusal):
    code = "still_waiting"
    sentence = _(
        "Chưa mở điểm chấm chéo được: còn %(count)s phiếu chưa nộp và chưa đến hạn của vòng. Nhắc các đơn vị, hoặc chờ đến hạn."
    )


class NothingAssigned(Refusal):
    code = "nothing_assigned"
    sentence = _("Chưa phân công chấm chéo. Phân công trước.")


def require_round(year: EmulationYear, wanted: Round, *, at: datetime) -> None:
    """Refuse unless the year runs, its plan has the round, and the round is open."""
    if not year.running:
        raise flow.YearNotRunning
    found = queries.round_of(queries.plan_of(year), wanted)
    if found is None:
        raise RoundNotPlanned
    if found.first_at is not None and at < found.first_at:
        raise RoundNotBegun(first=moment(found.first_at))
    if found.deadline_at is not None and at >= found.deadline_at:
        raise RoundOver(deadline=moment(found.deadline_at))


@action(needs=policies.PLAN_SCORING, loads=year_to_change)
def plan_scoring(
    year: EmulationYear, *, actor: Actor, at: datetime, rounds: Mapping[Round, Window], settings: PlanSettings,
    version: int | None = None,
) -> Recorded[ScoringPlan]:  # fmt: skip
    """The authority says which rounds the year uses, when each is open, and by which thresholds.

    Raises PromiseMade when scorers have already handed in what they were promised to be kept or counted differently.
    """
    if not year.running:
        raise flow.YearNotRunning
    if Round.CROSS in rounds and settings.anonymous and settings.each < 2:
        raise OneIsNotHidden
    plan = ScoringPlan.objects.select_for_update().filter(emulation_year=year).first()
    if plan is not None:
        flow.require_version(version, plan.version, row=plan)
        _keep_promises(plan, rounds, settings)
    plan = plan or ScoringPlan(emulation_year=year)
    for name in PlanSettings.__dataclass_fields__:
        setattr(plan, name, getattr(settings, name))
    plan.version = plan.version + 1 if plan.pk else 1
    plan.save()
    plan.rounds.exclude(round__in=[one.value for one in rounds]).delete()
    for one, (first, deadline) in rounds.items():
        ScoringRound.objects.update_or_create(
            plan=plan, round=one.value, defaults={"emulation_year": year, "first_at": first, "deadline_at": deadline}
        )
    event = events.ScoringPlanned(
        subject=f"rounds:{year.pk}", emulation_year_id=year.pk, rounds=tuple(one.value for one in rounds),
        settings=settings.coded(),
    )  # fmt: skip
    return Recorded(plan, event)


def _keep_promises(plan: ScoringPlan, rounds: Mapping[Round, Window], settings: PlanSettings) -> None:
    """What scorers submitted under one understanding is not used under another."""
    if not CrossAssignment.objects.filter(emulation_year=plan.emulation_year_id, submitted_at__isnull=False).exists():
        return
    if Round.CROSS not in rounds or settings.binding != plan.binding or (plan.anonymous and not settings.anonymous):
        raise PromiseMade


@action(needs=policies.RUN_ROUNDS, loads=year_to_change)
def assign_cross_scoring(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[EmulationYear]:
    """Who scores whom is assigned as the year's seed says; what was assigned before and not submitted is replaced."""
    if not year.running:
        raise flow.YearNotRunning
    plan = queries.plan_of(year)
    if plan is None or queries.round_of(plan, Round.CROSS) is None:
        raise RoundNotPlanned
    if plan.revealed:
        raise ScoresRevealed
    before = CrossAssignment.objects.filter(emulation_year=year)
    if before.filter(submitted_at__isnull=False).exists():
        raise AlreadySubmitted
    try:
        pairs = queries.planned_pairs(year, plan)
    except Unassignable as error:
        text = error.text
        raise TextRefusal(code=error.code, sentence=lambda: text.in_language(get_language() or "vi")) from error
    RoundScore.objects.filter(emulation_year=year, round=Round.CROSS).delete()
    before.filter(recused_at__isnull=True).delete()
    CrossAssignment.objects.bulk_create(
        CrossAssignment(emulation_year=year, scorer=scorer, scored=scored, assigned_by=actor.describe(), assigned_at=at)
        for scorer, scored in pairs
    )
    event = events.CrossAssigned(
        subject=f"rounds:{year.pk}", emulation_year_id=year.pk, each=plan.each, pairs=len(pairs),
        seed=queries.seed_of(year, plan),
    )  # fmt: skip
    return Recorded(year, event)


def about(assignment: CrossAssignment) -> dict[str, Any]:
    """The columns of an event about an assignment: the scorer's, never the scored unit's."""
    return {
        "subject": f"cross:{assignment.pk}",
        "emulation_year_id": assignment.emulation_year_id,
        "unit_id": assignment.scorer_id,
        "unit": assignment.scorer.name,
        "scored": assignment.scored.name,
    }


@action(needs=policies.RUN_ROUNDS, loads=queries.assignment_to_change)
def reassign_cross(
    assignment: CrossAssignment, *, actor: Actor, at: datetime, scorer_id: int, reason: str
) -> Recorded[CrossAssignment]:
    """Another unit scores instead, with a reason; what the first one had begun is dropped, a recusal is kept."""
    _require_closed_scores(assignment.emulation_year)
    if assignment.submitted:
        raise NotWaiting
    if scorer_id not in {unit.pk for unit in queries.units_to_take_over(assignment)}:
        raise CannotTakeOver
    if assignment.recused:
        plan = queries.plan_of(assignment.emulation_year)
        if plan is not None and queries.scorers_of(assignment) >= plan.each:
            raise NotWaiting
    else:
        _drop_scores(assignment)
        CrossAssignment.objects.filter(pk=assignment.pk).delete()
    made = CrossAssignment.objects.create(
        emulation_year=assignment.emulation_year, scorer_id=scorer_id, scored=assignment.scored,
        assigned_by=actor.describe(), assigned_at=at, change_reason=reason,
    )  # fmt: skip
    event = events.CrossReassigned(**about(made), before=assignment.scorer.name, reason=reason)
    return Recorded(made, event)


@action(needs=policies.SUBMIT_CROSS, loads=queries.assignment_to_change)
def recuse_from_cross(
    assignment: CrossAssignment, *, actor: Actor, at: datetime, reason: str
) -> Recorded[CrossAssignment]:
    """The head of the scoring unit declares a conflict of interest; somebody else is then assigned."""
    _require_closed_scores(assignment.emulation_year)
    if not assignment.waiting:
        raise NotWaiting
    _drop_scores(assignment)
    assignment.recused_reason, assignment.recused_by, assignment.recused_at = reason, actor.describe(), at
    assignment.version += 1
    assignment.save()
    return Recorded(assignment, events.CrossRecused(**about(assignment), reason=reason))


@action(needs=policies.CROSS_SCORE, loads=queries.assignment_to_change)
def enter_cross_scores(
    assignment: CrossAssignment, *, actor: Actor, at: datetime, entries: Entries, version: int | None = None
) -> Recorded[CrossAssignment]:
    """The assigned unit writes its points and reasons, by id of score line. Nobody else can read them yet."""
    sheet = _require_enterable(assignment, at=at)
    flow.require_version(version, assignment.version, row=assignment)
    known = keep_entries(
        sheet, Round.CROSS, assignment.scorer_id, entries, entered_by=actor.describe(), entered_by_id=actor.id, at=at
    )
    assignment.version += 1
    assignment.save(update_fields=["version"])
    return Recorded(assignment, events.CrossScored(**about(assignment), lines=known))


@action(needs=policies.SUBMIT_CROSS, loads=queries.assignment_to_change)
def submit_cross_scores(assignment: CrossAssignment, *, actor: Actor, at: datetime) -> Recorded[CrossAssignment]:
    """The head of the scoring unit hands the scores in; they are not changed after this."""
    sheet = _require_enterable(assignment, at=at)
    rows = queries.lines_to_enter(sheet, Round.CROSS, assignment.scorer_id)
    missing = [row.criterion.code for row in rows if row.mine is None or row.mine.points is None]
    if missing:
        raise PointsMissing(codes=", ".join(missing))
    unsaid = [
        row.criterion.code for row in rows if row.mine and row.mine.points != row.computed and not row.mine.reason
    ]
    if unsaid:
        raise ReasonsMissing(codes=", ".join(unsaid))
    given = RoundScore.objects.filter(sheet=sheet, round=Round.CROSS, scorer_id=assignment.scorer_id)
    given.update(confirmed_at=at)
    assignment.submitted_by, assignment.submitted_at = actor.describe(), at
    assignment.version += 1
    assignment.save()
    return Recorded(assignment, events.CrossSubmitted(**about(assignment), content_hash=digest_of(given)))


@action(needs=policies.RUN_ROUNDS, loads=year_to_change)
def reveal_cross_scores(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[ScoringPlan]:
    """The cross scores are opened: when every scorer has submitted or stepped back, or the round's deadline is past."""
    if not year.running:
        raise flow.YearNotRunning
    plan = ScoringPlan.objects.select_for_update().filter(emulation_year=year).first()
    window = queries.round_of(plan, Round.CROSS)
    if plan is None or window is None:
        raise RoundNotPlanned
    if plan.revealed:
        raise flow.AlreadyDone(when=moment(plan.revealed_at))
    assigned = list(CrossAssignment.objects.filter(emulation_year=year, recused_at__isnull=True))
    if not assigned:
        raise NothingAssigned
    waiting = sum(one.waiting for one in assigned)
    if waiting and (window.deadline_at is None or at < window.deadline_at):
        raise StillWaiting(count=waiting)
    plan.revealed_at, plan.revealed_by = at, actor.describe()
    plan.version += 1
    plan.save()
    given = RoundScore.objects.filter(emulation_year=year, round=Round.CROSS, confirmed_at__isnull=False)
    event = events.CrossRevealed(
        subject=f"rounds:{year.pk}", emulation_year_id=year.pk, submitted=len(assigned) - waiting, missing=waiting,
        content_hash=digest_of(given),
    )  # fmt: skip
    return Recorded(plan, event)


def digest_of(rows: Iterable[RoundScore]) -> str:
    """SHA-256 of scores by sheet, line and scorer."""
    content = sorted(
        [row.sheet_id, row.criterion_id, row.scorer_id, None if row.points is None else f"{row.points:.4f}", row.reason]
        for row in rows
    )
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def keep_entries(
    sheet: ScoreSheet, round_: Round, scorer_id: int, entries: Entries, *, entered_by: str, entered_by_id: int,
    at: datetime,
) -> int:  # fmt: skip
    """Write what one scorer gave in one round; how many lines have points then. Raises for points out of range."""
    rules = queries.sheet_of_year(sheet.emulation_year)
    lines = {line.pk: line for line in queries.lines_of(sheet) if not line.not_applicable}
    given = RoundScore.objects.filter(sheet=sheet, round=round_, scorer_id=scorer_id)
    before = {row.criterion_id: row for row in given}
    who = {"entered_by": entered_by, "entered_by_id": entered_by_id, "entered_at": at}
    kept: list[RoundScore] = []
    for line_id, (points, reason) in entries.items():
        line = lines.get(line_id)
        if line is None:
            continue
        if points is not None:
            require_points(rules.criterion(line.criterion.code), points, places=rules.places, field=f"points_{line_id}")
        row = before.pop(line.criterion_id, None)
        if points is None and not reason:
            if row is not None:
                row.delete()
            continue
        row = row or RoundScore(
            emulation_year=sheet.emulation_year, sheet=sheet, criterion=line.criterion, round=round_.value,
            scorer_id=scorer_id,
        )  # fmt: skip
        if (row.points, row.reason) == (points, reason) and row.pk:
            continue
        row.points, row.reason = points, reason
        for name, value in who.items():
            setattr(row, name, value)
        kept.append(row)
    RoundScore.objects.bulk_create([row for row in kept if row.pk is None])
    RoundScore.objects.bulk_update([row for row in kept if row.pk is not None], ["points", "reason", *who])
    return given.filter(points__isnull=False).count()


def require_points(criterion: Any, points: Decimal, *, places: int, field: str) -> None:
    """Refuse points that the line cannot be given, about the field that was typed."""
    in_language_of_page(lambda: checked_points(criterion, points, places=places), field=field)


def _require_enterable(assignment: CrossAssignment, *, at: datetime) -> ScoreSheet:
    year = assignment.emulation_year
    require_round(year, Round.CROSS, at=at)
    _require_closed_scores(year)
    if not assignment.waiting:
        raise NotWaiting
    sheet = queries.handed_in_sheet(year, assignment.scored_id)
    if sheet is None:
        raise OthersNotHandedIn
    return sheet


def _require_closed_scores(year: EmulationYear) -> None:
    """Refuse once the scores are open. The lock lets a reveal and a submission take turns."""
    if not year.running:
        raise flow.YearNotRunning
    plan = ScoringPlan.objects.select_for_update().filter(emulation_year=year).first()
    if plan is not None and plan.revealed:
        raise ScoresRevealed


def _drop_scores(assignment: CrossAssignment) -> None:
    RoundScore.objects.filter(
        emulation_year_id=assignment.emulation_year_id, round=Round.CROSS, scorer_id=assignment.scorer_id,
        sheet__unit_id=assignment.scored_id,
    ).delete()  # fmt: skip
