"""Asking for explanations and giving them; asking to look again, appealing, deciding."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.actions.appraisal import appraise_line
from thidua.assessment.actions.scores import review_line
from thidua.assessment.models import Appeal, AppealKind, AppealState, Explanation, ScoreLine
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import year_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.rounds import Round


class AskedAlready(Refusal):
    code = "asked_already"
    field = "asked_of"
    sentence = _("Đơn vị này đang được đề nghị giải trình dòng này và chưa trả lời. Chờ trả lời rồi hỏi tiếp.")


class NotToBeAsked(Refusal):
    code = "not_to_be_asked"
    field = "asked_of"
    sentence = _("Đơn vị này không có điểm ở dòng này để giải trình. Chọn đơn vị khác.")


class NoDifferences(Refusal):
    code = "no_differences"
    sentence = _("Không còn chênh lệch nào vượt ngưỡng mà chưa hỏi.")


class AnsweredAlready(Refusal):
    code = "answered_already"
    sentence = _("Giải trình này đã gửi lúc %(when)s và không sửa được nữa.")


class NotReviewedYet(Refusal):
    code = "not_reviewed_yet"
    sentence = _("Khối chưa thẩm định dòng này, nên chưa có gì để đề nghị xem xét lại.")


class WindowClosed(Refusal):
    code = "window_closed"
    sentence = _(
        "Hết hạn đề nghị xem xét lại từ lúc %(deadline)s. Trong thời hạn kiến nghị, gửi kiến nghị lên cơ quan."
    )


class NoAppealWindow(Refusal):
    code = "no_appeal_window"
    sentence = _("Năm thi đua này chưa định thời hạn nhận kiến nghị. Hỏi cơ quan tổ chức khối.")


class AppealsNotBegun(Refusal):
    code = "appeals_not_begun"
    sentence = _("Chưa đến thời hạn nhận kiến nghị. Bắt đầu từ %(first)s.")


class AppealsOver(Refusal):
    code = "appeals_over"
    sentence = _("Thời hạn nhận kiến nghị đã hết lúc %(deadline)s.")


class AppealedAlready(Refusal):
    code = "appealed_already"
    sentence = _("Đơn vị đã gửi việc này và đang chờ giải quyết. Rút lại nếu muốn gửi lý do khác.")


class AppealSettled(Refusal):
    code = "appeal_settled"
    sentence = _("Việc này đã được giải quyết hoặc đã rút lúc %(when)s.")


class RankingIsFinal(Refusal):
    code = "ranking_is_final"
    sentence = _("Xếp hạng của năm đã chốt, nên không gửi hay giải quyết kiến nghị về điểm được nữa.")


class PointsNeeded(Refusal):
    code = "points_needed"
    field = "points"
    sentence = _("Chấp nhận thì ghi điểm mới của dòng, khác với điểm đang được tính.")


class NoPointsForRanking(Refusal):
    code = "no_points_for_ranking"
    field = "points"
    sentence = _("Kiến nghị về xếp hạng không kèm điểm của một dòng. Bỏ trống ô điểm; sửa điểm ở từng dòng.")


@action(needs=policies.ASK, loads=queries.line_to_change)
def ask_explanation(
    line: ScoreLine, *, actor: Actor, at: datetime, asked_of_id: int, question: str
) -> Recorded[Explanation]:
    """A reviewer or the authority asks the unit, or one who scored it, to explain a line."""
    if not line.sheet.emulation_year.running:
        raise flow.YearNotRunning
    if asked_of_id not in {unit.pk for unit in queries.units_to_ask(actor, line)}:
        raise NotToBeAsked
    if Explanation.objects.filter(line=line, asked_of_id=asked_of_id, answered_at__isnull=True).exists():
        raise AskedAlready
    asked = Explanation.objects.create(
        emulation_year=line.sheet.emulation_year, line=line, asked_of_id=asked_of_id, question=question,
        asked_by=actor.describe(), asked_at=at,
    )  # fmt: skip
    return Recorded(asked, events.ExplanationAsked(**_about(asked), question=question))


@action(needs=policies.RUN_ROUNDS, loads=year_to_change)
def ask_for_explanations(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[EmulationYear]:
    """Ask about every difference beyond the plan's threshold that nobody was asked about yet."""
    if not year.running:
        raise flow.YearNotRunning
    found = [one for one in queries.differences_of(actor, year) if one.beyond and not one.asked and one.may_ask]
    if not found:
        raise NoDifferences
    Explanation.objects.bulk_create(
        Explanation(
            emulation_year=year, line_id=one.line_id, asked_of_id=one.to_ask_id, question=one.question,
            asked_by=actor.describe(), asked_at=at,
        )
        for one in found
    )  # fmt: skip
    event = events.ExplanationsAsked(subject=f"rounds:{year.pk}", emulation_year_id=year.pk, count=len(found))
    return Recorded(year, event)


def _about(asked: Explanation) -> dict[str, Any]:
    """The columns of an event about a question: those of the one who is asked."""
    return {
        "subject": f"explanation:{asked.pk}",
        "emulation_year_id": asked.emulation_year_id,
        "unit_id": asked.asked_of_id,
        "unit": asked.asked_of.name,
        "about": asked.line.sheet.unit.name,
        "code": asked.line.criterion.code,
    }


@action(needs=policies.EXPLAIN, loads=queries.explanation_to_change)
def give_explanation(explanation: Explanation, *, actor: Actor, at: datetime, answer: str) -> Recorded[Explanation]:
    """The unit that was asked answers, once."""
    if not explanation.emulation_year.running:
        raise flow.YearNotRunning
    if not explanation.open:
        raise AnsweredAlready(when=moment(explanation.answered_at))
    explanation.answer, explanation.answered_by, explanation.answered_at = answer, actor.describe(), at
    explanation.version += 1
    explanation.save()
    return Recorded(explanation, events.ExplanationGiven(**_about(explanation), answer=answer))


@action(needs=policies.APPEAL, loads=queries.line_to_change)
def ask_to_look_again(line: ScoreLine, *, actor: Actor, at: datetime, reason: str) -> Recorded[Appeal]:
    """The unit's head asks the bloc to look at a reviewed line again, within the bloc's round."""
    year = line.sheet.emulation_year
    _require_unsettled(year)
    if line.review_points is None:
        raise NotReviewedYet
    window = queries.round_of(queries.plan_of(year), Round.BLOC)
    if window is not None and window.deadline_at is not None and at >= window.deadline_at:
        raise WindowClosed(deadline=moment(window.deadline_at))
    return _file(year, AppealKind.REVIEW, line, unit_id=line.sheet.unit_id, actor=actor, at=at, reason=reason)


@action(needs=policies.APPEAL, loads=queries.line_to_change)
def appeal_line(line: ScoreLine, *, actor: Actor, at: datetime, reason: str) -> Recorded[Appeal]:
    """The unit's head appeals to the authority about the points of a line, within the window of appeals."""
    year = line.sheet.emulation_year
    _require_appeals_open(year, at=at)
    if line.review_points is None:
        raise NotReviewedYet
    return _file(year, AppealKind.LINE, line, unit_id=line.sheet.unit_id, actor=actor, at=at, reason=reason)


@action(needs=policies.APPEAL_RANKING, loads=queries.year_to_write_in)
def appeal_ranking(year: EmulationYear, *, actor: Actor, at: datetime, reason: str) -> Recorded[Appeal]:
    """The unit's head appeals to the authority about the provisional ranking, within the window of appeals."""
    _require_appeals_open(year, at=at)
    assert actor.body_id is not None  # a year to write in has the actor's unit as a member
    return _file(year, AppealKind.RANKING, None, unit_id=actor.body_id, actor=actor, at=at, reason=reason)


def _file(
    year: EmulationYear, kind: AppealKind, line: ScoreLine | None, *, unit_id: int, actor: Actor, at: datetime,
    reason: str,
) -> Recorded[Appeal]:  # fmt: skip
    if Appeal.objects.filter(
        emulation_year=year, unit_id=unit_id, kind=kind, line=line, state=AppealState.OPEN
    ).exists():
        raise AppealedAlready
    appeal = Appeal.objects.create(
        emulation_year=year,
        unit_id=unit_id,
        kind=kind,
        line=line,
        reason=reason,
        filed_by=actor.describe(),
        filed_at=at,
    )
    return Recorded(appeal, events.AppealFiled(**about(appeal), reason=reason))


def about(appeal: Appeal) -> dict[str, Any]:
    """The columns of an event about an appeal."""
    return {
        "subject": f"appeal:{appeal.pk}",
        "emulation_year_id": appeal.emulation_year_id,
        "unit_id": appeal.unit_id,
        "unit": appeal.unit.name,
        "kind": appeal.kind,
        "line": appeal.line.criterion.code if appeal.line else "",
    }


@action(needs=policies.APPEAL, loads=queries.appeal_to_change)
def withdraw_appeal(appeal: Appeal, *, actor: Actor, at: datetime) -> Recorded[Appeal]:
    """The unit's head takes a request or an appeal back."""
    _settle(appeal, AppealState.WITHDRAWN, actor=actor, at=at, decision="")
    return Recorded(appeal, events.AppealWithdrawn(**about(appeal)))


@action(needs=policies.DECIDE_APPEAL, loads=queries.appeal_to_change)
def decide_appeal(
    appeal: Appeal, *, actor: Actor, at: datetime, upheld: bool, decision: str, points: Decimal | None = None
) -> Recorded[Appeal]:
    """Whoever it was addressed to decides, with reasons. Upheld about a line, the points change in the right round:
    the bloc's for a request to look again, the authority's for an appeal."""
    if appeal.open:
        _require_unsettled(appeal.emulation_year)
        if upheld:
            _change_points(appeal, points, actor=actor, at=at, reason=decision)
    state = AppealState.UPHELD if upheld else AppealState.REJECTED
    _settle(appeal, state, actor=actor, at=at, decision=decision)
    return Recorded(appeal, events.AppealDecided(**about(appeal), outcome=state.value, decision=decision))


def _change_points(appeal: Appeal, points: Decimal | None, *, actor: Actor, at: datetime, reason: str) -> None:
    line = appeal.line
    if line is None:
        if points is not None:
            raise NoPointsForRanking
        return
    if points is None or points == line.review_points:
        raise PointsNeeded
    change = review_line if appeal.kind == AppealKind.REVIEW else appraise_line
    change(line.pk, actor=actor, at=at, points=points, reason=reason)


def _settle(appeal: Appeal, state: AppealState, *, actor: Actor, at: datetime, decision: str) -> None:
    if not appeal.emulation_year.running:
        raise flow.YearNotRunning
    if not appeal.open:
        raise AppealSettled(when=moment(appeal.decided_at))
    appeal.state, appeal.decision = state, decision
    appeal.decided_by, appeal.decided_at = actor.describe(), at
    appeal.version += 1
    appeal.save()


def _require_unsettled(year: EmulationYear) -> None:
    if not year.running:
        raise flow.YearNotRunning
    if queries.ranking_is_final(year):
        raise RankingIsFinal


def _require_appeals_open(year: EmulationYear, *, at: datetime) -> None:
    """Refuse outside the window `[first, deadline)` of appeals."""
    _require_unsettled(year)
    plan = queries.plan_of(year)
    if plan is None or plan.appeals_first_at is None or plan.appeals_deadline_at is None:
        raise NoAppealWindow
    if at < plan.appeals_first_at:
        raise AppealsNotBegun(first=moment(plan.appeals_first_at))
    if at >= plan.appeals_deadline_at:
        raise AppealsOver(deadline=moment(plan.appeals_deadline_at))
