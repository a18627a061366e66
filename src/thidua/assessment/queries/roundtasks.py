"""What waits for somebody in the rounds of scoring: to score others, to explain, to sign, to reveal, to decide."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.assessment import policies
from thidua.assessment.models import (
    Appeal,
    AppealState,
    CrossAssignment,
    Explanation,
    RoundScore,
    ScoreSheet,
    ScoringPlan,
    VisitRecord,
)
from thidua.assessment.queries.appeals import visible_appeals
from thidua.assessment.queries.rounds import round_is_open, round_of
from thidua.assessment.queries.teams import visible_visits
from thidua.cycles.models import YearState
from thidua.cycles.queries import visible_years
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.kernel.tasks import Task
from thidua.rulebook.rounds import Round

RUNNING = {"emulation_year__state": YearState.RUNNING}


def round_tasks(actor: Actor, *, at: datetime) -> list[Task]:
    """The actor's tasks in the rounds of every running year. As many queries whatever the number of years."""
    found: list[Task] = []
    if actor.office in policies.UNIT and actor.body_id is not None:
        found += [*_to_score(actor, at), *_to_explain(actor), *_to_sign(actor)]
    if actor.office in (Office.UNIT_HEAD, Office.AUTHORITY_OFFICER):
        found += [*_to_reveal(actor, at), *_to_decide(actor)]
    if actor.office == Office.AUTHORITY_OFFICER:
        found += _to_agree(actor)
    return found


def _to_score(actor: Actor, at: datetime) -> Iterator[Task]:
    rows = CrossAssignment.objects.filter(
        **RUNNING, scorer_id=actor.body_id, submitted_at__isnull=True, recused_at__isnull=True,
        emulation_year__scoring_plan__revealed_at__isnull=True,
    ).select_related("scored", "emulation_year__scoring_plan")  # fmt: skip
    for row in rows.prefetch_related("emulation_year__scoring_plan__rounds").order_by("pk"):
        window = round_of(row.emulation_year.scoring_plan, Round.CROSS)
        if not round_is_open(window, at):
            continue
        yield Task(
            heading=_("Chấm chéo %(unit)s") % {"unit": row.scored.name},
            why=_("Phiếu chưa nộp. Điểm được giữ kín cho đến khi mở."),
            url=reverse("assessment:cross_scores", args=[row.emulation_year_id, row.pk]),
            action=_("Chấm"),
            deadline=window.deadline_at if window else None,
        )


def _to_explain(actor: Actor) -> Iterator[Task]:
    rows = Explanation.objects.filter(**RUNNING, asked_of_id=actor.body_id, answered_at__isnull=True)
    for row in rows.select_related("line__criterion", "line__sheet__unit").order_by("pk"):
        said = {"code": row.line.criterion.code, "unit": row.line.sheet.unit.name}
        yield Task(
            heading=_("Giải trình dòng %(code)s của %(unit)s") % said, why=row.question,
            url=reverse("assessment:explain", args=[row.emulation_year_id, row.pk]), action=_("Giải trình"),
            deadline=None,
        )  # fmt: skip


def _to_sign(actor: Actor) -> Iterator[Task]:
    """Records that wait for the head of the unit, or that the unit returned to the team."""
    for row in visible_visits(actor).filter(**RUNNING, unit_signed_at__isnull=True):
        url = reverse("assessment:visit", args=[row.emulation_year_id, row.pk])
        if row.awaiting_unit and gate.may(actor, policies.RECEIVE_VISIT, row):
            why = _("%(who)s đã ký; đơn vị ký hoặc trả lại kèm lý do.") % {"who": row.team_signed_by}
            heading = _("Ký biên bản của %(team)s") % {"team": row.team.name}
            yield Task(heading=heading, why=why, url=url, action=_("Xem biên bản"), deadline=None)
        elif row.draft and gate.may(actor, policies.WRITE_VISIT, row):
            yield _to_write(row, url)


def _to_write(visit: VisitRecord, url: str) -> Task:
    why = _("Chưa ký.")
    if visit.return_reason:
        why = _("Bị trả lại: %(reason)s") % {"reason": visit.return_reason}
    heading = _("Hoàn thành biên bản kiểm tra tại %(unit)s") % {"unit": visit.sheet.unit.name}
    return Task(heading=heading, why=why, url=url, action=_("Làm tiếp"), deadline=None)


def _to_reveal(actor: Actor, at: datetime) -> Iterator[Task]:
    """Cross scores that can be revealed: all are in, or the deadline is past."""
    plans = ScoringPlan.objects.filter(
        **RUNNING, emulation_year__in=visible_years(actor), revealed_at__isnull=True, rounds__round=Round.CROSS
    ).select_related("emulation_year__bloc")
    for plan in plans.prefetch_related("rounds"):
        year = plan.emulation_year
        if not gate.may(actor, policies.RUN_ROUNDS, year):
            continue
        rows = CrossAssignment.objects.filter(emulation_year=year, recused_at__isnull=True)
        waiting = [one.waiting for one in rows]
        window = round_of(plan, Round.CROSS)
        over = window is not None and window.deadline_at is not None and at >= window.deadline_at
        if waiting and (over or not any(waiting)):
            yield Task(
                heading=_("Mở điểm chấm chéo của %(bloc)s") % {"bloc": year.bloc.name},
                why=_("Còn %(count)s phiếu chưa nộp.") % {"count": sum(waiting)},
                url=reverse("assessment:reveal_cross", args=[year.pk]), action=_("Xem và mở"), deadline=None,
            )  # fmt: skip


def _to_decide(actor: Actor) -> Iterator[Task]:
    rows = visible_appeals(actor).filter(**RUNNING, state=AppealState.OPEN).order_by("filed_at")
    for row in rows:
        if gate.may(actor, policies.DECIDE_APPEAL, row):
            yield _decision(row)


def _decision(appeal: Appeal) -> Task:
    return Task(
        heading=_("Giải quyết đề nghị của %(unit)s") % {"unit": appeal.unit.name}, why=appeal.reason,
        url=reverse("assessment:decide_appeal", args=[appeal.emulation_year_id, appeal.pk]), action=_("Giải quyết"),
        deadline=None,
    )  # fmt: skip


def _to_agree(actor: Actor) -> Iterator[Task]:
    """Sheets whose appraisal by the authority waits for a second person, who is not the one that gave the points."""
    waiting = RoundScore.objects.filter(
        **RUNNING, emulation_year__in=visible_years(actor), round=Round.AUTHORITY, confirmed_at__isnull=True
    )
    own = waiting.filter(entered_by_id=actor.id).values("sheet")
    sheets = ScoreSheet.objects.filter(pk__in=waiting.values("sheet")).exclude(pk__in=own)
    for sheet in sheets.select_related("unit", "emulation_year__bloc").order_by("pk"):
        if gate.may(actor, policies.APPRAISE, sheet):
            yield Task(
                heading=_("Đồng ý kết quả thẩm định của %(unit)s") % {"unit": sheet.unit.name},
                why=_("Một người của cơ quan đã ghi điểm; điểm được tính khi người thứ hai đồng ý."),
                url=reverse("assessment:agree_appraisal", args=[sheet.emulation_year_id, sheet.pk]),
                action=_("Xem và đồng ý"), deadline=None,
            )  # fmt: skip
