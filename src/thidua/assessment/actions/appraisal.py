"""The authority's appraisal: the last round, after the bloc's; by two people where the plan says so."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.actions.ranking import SamePerson
from thidua.assessment.actions.rounds import require_points, require_round
from thidua.assessment.actions.scores import NotHandedIn, ReasonNeeded, about, require_points_open
from thidua.assessment.models import Appeal, AppealKind, AppealState, RoundScore, ScoreLine, ScoreSheet
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.measures import write_number
from thidua.rulebook.rounds import Round


class BlocFirst(Refusal):
    code = "bloc_first"
    sentence = _("Khối chưa thẩm định dòng này. Cơ quan tổ chức khối thẩm định sau khối.")


class NothingToAgreeTo(Refusal):
    code = "nothing_to_agree_to"
    sentence = _("Không có kết quả thẩm định nào của cơ quan đang chờ người thứ hai.")


class SecondIsFirst(SamePerson):
    code = "second_is_first"
    sentence = _(
        "Kết quả thẩm định cần hai người. Bạn là người đã ghi điểm; người đồng ý phải là cán bộ khác của cơ quan."
    )


@action(needs=policies.APPRAISE, loads=queries.line_to_change)
def appraise_line(line: ScoreLine, *, actor: Actor, at: datetime, points: Decimal, reason: str) -> Recorded[RoundScore]:
    """The authority confirms the bloc's points of a line, or changes them with a reason.

    In a year without this round only a line under appeal is appraised. Raises BlocFirst, ReasonNeeded, RoundNotPlanned.
    """
    sheet = line.sheet
    _require_appraisable(sheet)
    plan = queries.plan_of(sheet.emulation_year)
    if not _under_appeal(line):
        require_round(sheet.emulation_year, Round.AUTHORITY, at=at)
    if line.review_points is None:
        raise BlocFirst
    rules = queries.sheet_of_year(sheet.emulation_year)
    require_points(rules.criterion(line.criterion.code), points, places=rules.places, field="points")
    before = line.review_points
    if points != before and not reason.strip():
        raise ReasonNeeded(computed=write_number(before, language="vi"))
    alone = plan is not None and not plan.four_eyes
    score, _made = RoundScore.objects.update_or_create(
        sheet=sheet, criterion=line.criterion, round=Round.AUTHORITY.value,
        scorer_id=sheet.emulation_year.bloc.authority_id,
        defaults={
            "emulation_year": sheet.emulation_year, "points": points, "reason": reason,
            "entered_by": actor.describe(), "entered_by_id": actor.id, "entered_at": at,
            "confirmed_at": at if alone else None, "confirmed_by": "", "confirmed_by_id": None,
        },
    )  # fmt: skip
    event = events.LineAppraised(
        **about(sheet), code=line.criterion.code, before=write_number(before, language="vi"),
        points=write_number(points, language="vi"), reason=reason or "–",
    )  # fmt: skip
    return Recorded(score, event)


@action(needs=policies.APPRAISE, loads=queries.sheet_to_change)
def appraise_rest(sheet: ScoreSheet, *, actor: Actor, at: datetime) -> Recorded[ScoreSheet]:
    """The authority keeps the bloc's points on every line that it has not appraised yet."""
    _require_appraisable(sheet)
    require_round(sheet.emulation_year, Round.AUTHORITY, at=at)
    plan = queries.plan_of(sheet.emulation_year)
    rows = queries.lines_to_appraise(sheet)
    if any(line.review_points is None for line in rows):
        raise BlocFirst
    RoundScore.objects.bulk_create(
        RoundScore(
            emulation_year=sheet.emulation_year, sheet=sheet, criterion=line.criterion, round=Round.AUTHORITY.value,
            scorer_id=sheet.emulation_year.bloc.authority_id, points=line.review_points, entered_by=actor.describe(), entered_by_id=actor.id,
            entered_at=at, confirmed_at=at if plan and not plan.four_eyes else None,
        )
        for line in rows
    )  # fmt: skip
    codes = tuple(line.criterion.code for line in rows)
    return Recorded(sheet, events.RestAppraised(**about(sheet), codes=codes or ("–",)))


@action(needs=policies.APPRAISE, loads=queries.sheet_to_change)
def agree_to_appraisal(sheet: ScoreSheet, *, actor: Actor, at: datetime) -> Recorded[ScoreSheet]:
    """A second person of the authority agrees to what the first one gave; from here on it counts."""
    _require_appraisable(sheet)
    waiting = RoundScore.objects.filter(sheet=sheet, round=Round.AUTHORITY, confirmed_at__isnull=True)
    if not waiting.exists():
        raise NothingToAgreeTo
    if waiting.filter(entered_by_id=actor.id).exists():
        raise SecondIsFirst
    codes = tuple(waiting.order_by("criterion__position").values_list("criterion__code", flat=True))
    waiting.update(confirmed_at=at, confirmed_by=actor.describe(), confirmed_by_id=actor.id)
    return Recorded(sheet, events.AppraisalConfirmed(**about(sheet), codes=codes))


def _require_appraisable(sheet: ScoreSheet) -> None:
    if not sheet.emulation_year.running:
        raise flow.YearNotRunning
    if not sheet.approved:
        raise NotHandedIn
    require_points_open(sheet.emulation_year)


def _under_appeal(line: ScoreLine) -> bool:
    return Appeal.objects.filter(line=line, kind=AppealKind.LINE, state=AppealState.OPEN).exists()
