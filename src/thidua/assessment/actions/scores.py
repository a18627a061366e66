"""Scoring oneself, and the bloc's review of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.models import Ranking, RankingState, ScoreLine, ScoreSheet
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal, TextRefusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.calendar import Phase
from thidua.rulebook.measures import write_number
from thidua.rulebook.refusals import RulebookError
from thidua.rulebook.rounds import Round
from thidua.rulebook.rules.inputs import HOUSE, Input
from thidua.rulebook.scoring import Score

Computed = TypeVar("Computed")


class ReportNotSubmitted(Refusal):
    code = "report_not_submitted"
    sentence = _("Đơn vị chưa nộp báo cáo kết quả. Nộp báo cáo trước, vì điểm được tính từ báo cáo.")


class LinesMissing(Refusal):
    code = "lines_missing"
    sentence = _("Còn dòng chưa có điểm: %(codes)s. Ghi điểm hoặc số lần cho từng dòng rồi nộp.")


class ComputedLine(Refusal):
    code = "computed_line"
    sentence = _("Điểm của dòng này do hệ thống tính từ kết quả báo cáo, không nhập tay được.")


class NotHandedIn(Refusal):
    code = "not_handed_in"
    sentence = _("Đơn vị chưa nộp bảng tự chấm nên chưa thẩm định được.")


class OutOfRange(Refusal):
    code = "out_of_range"
    sentence = _("Dòng này cho từ %(least)s đến %(most)s điểm. Ghi lại điểm trong khung đó.")


class ReasonNeeded(Refusal):
    code = "reason_needed"
    field = "reason"
    sentence = _("Điểm khác với điểm đang có của dòng (%(computed)s). Ghi lý do để đơn vị và khối cùng biết.")


class MeanIsBinding(Refusal):
    code = "mean_is_binding"
    field = "points"
    sentence = _(
        "Cách chấm điểm của năm lấy bình quân chấm chéo (%(mean)s) làm điểm của khối, nên khối không cho điểm khác. Nếu thấy chưa đúng, đề nghị đơn vị chấm chéo giải trình, hoặc để cơ quan tổ chức khối thẩm định."
    )


class TooFine(Refusal):
    code = "too_fine"
    sentence = _("Điểm ghi nhiều nhất hai chữ số sau dấu phẩy. Ví dụ: 12,25.")


class RankingUnderWay(Refusal):
    code = "ranking_under_way"
    sentence = _(
        "Xếp hạng đã được đề nghị chốt hoặc đã chốt, nên điểm không thay đổi được nữa. Khi chưa chốt, rút đề nghị trước rồi đổi điểm."
    )


class BlocRoundClosed(Refusal):
    code = "bloc_round_closed"
    sentence = _("Ngoài thời gian khối chấm điểm đã định cho năm (từ %(first)s đến %(deadline)s).")


def about(sheet: ScoreSheet) -> dict[str, Any]:
    """The columns of an event about a score sheet."""
    return {
        "subject": f"scores:{sheet.pk}",
        "emulation_year_id": sheet.emulation_year_id,
        "unit_id": sheet.unit_id,
        "unit": sheet.unit.name,
    }


@action(needs=policies.START, loads=queries.year_to_write_in)
def start_scores(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[ScoreSheet]:
    """Somebody of the unit begins its score sheet: one line for each criterion of the year's table."""
    flow.require_phase(year, Phase.SCORE, at=at, unit_id=actor.body_id)
    if not queries.report_is_submitted(year, actor.body_id):
        raise ReportNotSubmitted
    sheet, _created = ScoreSheet.objects.get_or_create(emulation_year=year, unit_id=actor.body_id)
    known = set(sheet.lines.values_list("criterion_id", flat=True))
    ScoreLine.objects.bulk_create(
        ScoreLine(emulation_year=year, sheet=sheet, criterion=criterion)
        for criterion in queries.criteria_of(year)
        if criterion.pk not in known
    )
    return Recorded(sheet, events.ScoresStarted(**about(sheet)))


@action(needs=policies.SCORE_OWN, loads=queries.line_to_change)
def judge_line(
    line: ScoreLine, *, actor: Actor, at: datetime, inputs: Mapping[str, str | list[str]], note: str,
    not_applicable: bool = False, version: int | None = None,
) -> Recorded[ScoreLine]:  # fmt: skip
    """The unit gives what the line's rule asks for: points, counts, a level; or says that the line does not apply.

    `inputs` are texts in plain notation by key. Raises ComputedLine for a line that asks for nothing, and what the
    rulebook refuses.
    """
    flow.require_phase(line.sheet.emulation_year, Phase.SCORE, at=at, unit_id=line.sheet.unit_id)
    flow.require_draft(line.sheet)
    flow.require_version(version, line.version, row=line, what=line.criterion.title)
    criterion = queries.sheet_of_year(line.sheet.emulation_year).criterion(line.criterion.code)
    if (not criterion.typed or HOUSE & set(inputs)) and not not_applicable and not line.not_applicable:
        raise ComputedLine
    line.inputs, line.not_applicable, line.note = dict(inputs), not_applicable, note
    line.entered_by, line.entered_at = actor.describe(), at
    line.version += 1
    line.save()
    _scored(line.sheet, field=None)
    event = events.LineJudged(
        **about(line.sheet), **flow.edited(line), code=criterion.code, entered=_entered(line, criterion.typed)
    )
    return Recorded(line, event)


def _entered(line: ScoreLine, inputs: tuple[Input, ...]) -> str:
    """What was entered, for the ledger: labels with figures as Vietnamese people write them."""
    if line.not_applicable:
        return "không áp dụng"
    said = [
        f"{asked.label} {queries.input_as_typed(asked, line.inputs[asked.key])}".replace("\n", "; ")
        for asked in inputs
        if asked.key in line.inputs
    ]
    return ", ".join(said) or "–"


@action(needs=policies.SCORE_OWN, loads=queries.sheet_to_change)
def send_scores(sheet: ScoreSheet, *, actor: Actor, at: datetime) -> Recorded[ScoreSheet]:
    """The officer lays the score sheet before the unit's head."""
    _require_ready(sheet, at=at)
    flow.send(sheet, actor=actor, at=at)
    return Recorded(sheet, events.ScoresSent(**about(sheet), **flow.edited(sheet)))


@action(needs=policies.SUBMIT_SCORES, loads=queries.sheet_to_change)
def submit_scores(sheet: ScoreSheet, *, actor: Actor, at: datetime) -> Recorded[ScoreSheet]:
    """The unit's head approves the self-score and hands it to the bloc."""
    score = _require_ready(sheet, at=at)
    flow.approve(sheet, actor=actor, at=at)
    total = write_number(score.self_total, language="vi", places=2)
    return Recorded(sheet, events.ScoresSubmitted(**about(sheet), **flow.edited(sheet), total=total))


@action(needs=policies.RETURN_SCORES, loads=queries.sheet_to_change)
def return_scores(sheet: ScoreSheet, *, actor: Actor, at: datetime, reason: str) -> Recorded[ScoreSheet]:
    """The score sheet goes back to the unit with a reason; reviews already made are kept for when it returns."""
    require_points_open(sheet.emulation_year)
    flow.give_back(sheet, actor=actor, at=at, reason=reason)
    return Recorded(sheet, events.ScoresReturned(**about(sheet), **flow.edited(sheet), reason=reason))


@action(needs=policies.REVIEW, loads=queries.line_to_change)
def review_line(
    line: ScoreLine, *, actor: Actor, at: datetime, points: Decimal, reason: str, version: int | None = None
) -> Recorded[ScoreLine]:
    """The bloc confirms the points of one line, or changes them with a reason.

    Raises ReasonNeeded for a change without one, and a refusal of the rulebook for points out of range.
    """
    require_reviewable(line.sheet, at=at, line=line)
    flow.require_version(version, line.version, row=line, what=line.criterion.title)
    _require_hundredths(points, field="points")
    computed = queries.points_before_bloc(line)
    if points != computed and not reason.strip():
        raise ReasonNeeded(computed="–" if computed is None else write_number(computed, language="vi"))
    if points != computed and line.criterion.code in queries.binding_codes(line.sheet):
        raise MeanIsBinding(mean="–" if computed is None else write_number(computed, language="vi"))
    line.review_points, line.review_reason = points, reason
    line.reviewed_by, line.reviewed_at = actor.describe(), at
    line.version += 1
    line.save()
    _scored(line.sheet, field="points")
    event = events.LineReviewed(
        **about(line.sheet), **flow.edited(line), code=line.criterion.code, reason=reason or "–",
        before="–" if computed is None else write_number(computed, language="vi"),
        points=write_number(points, language="vi"),
    )  # fmt: skip
    return Recorded(line, event)


@action(needs=policies.REVIEW, loads=queries.sheet_to_change)
def confirm_lines(sheet: ScoreSheet, *, actor: Actor, at: datetime) -> Recorded[ScoreSheet]:
    """The bloc confirms every line of a unit that it has not reviewed yet, at the points that stand on it."""
    require_reviewable(sheet, at=at)
    computed = queries.standing_before_bloc(sheet)
    confirmed = []
    for line in queries.lines_of(sheet).filter(review_points__isnull=True):
        line.review_points = computed[line.criterion.code]
        line.reviewed_by, line.reviewed_at = actor.describe(), at
        line.version += 1
        confirmed.append(line)
    ScoreLine.objects.bulk_update(confirmed, ["review_points", "reviewed_by", "reviewed_at", "version"])
    codes = tuple(line.criterion.code for line in confirmed)
    versions = tuple(f"{flow.name_of(line)}:{line.version}" for line in confirmed)
    return Recorded(sheet, events.LinesConfirmed(**about(sheet), codes=codes, versions=versions))


def _require_ready(sheet: ScoreSheet, *, at: datetime) -> Score:
    """The score of a sheet that may be handed in: in its phase, on a submitted report, no line missing."""
    flow.require_phase(sheet.emulation_year, Phase.SCORE, at=at, unit_id=sheet.unit_id)
    if not queries.report_is_submitted(sheet.emulation_year, sheet.unit_id):
        raise ReportNotSubmitted
    score = _scored(sheet, field=None)
    missing = [line.code for line in score.lines if line.computed is None and not line.not_applicable]
    if missing:
        raise LinesMissing(codes=", ".join(missing))
    return score


def require_reviewable(sheet: ScoreSheet, *, at: datetime, line: ScoreLine | None = None) -> None:
    """Refuse outside the bloc's round, where the plan limits it; a line that the unit asked about is still open."""
    if not sheet.approved:
        raise NotHandedIn
    require_points_open(sheet.emulation_year)
    window = queries.round_of(queries.plan_of(sheet.emulation_year), Round.BLOC)
    if window is None or queries.round_is_open(window, at):
        return
    if line is None or line.pk not in queries.lines_of_appeals(sheet.emulation_year):
        raise BlocRoundClosed(
            first="–" if window.first_at is None else moment(window.first_at),
            deadline="–" if window.deadline_at is None else moment(window.deadline_at),
        )


def require_points_open(year: EmulationYear) -> None:
    """Refuse to change points of a year that does not run, or whose ranking is proposed or final."""
    if not year.running:
        raise flow.YearNotRunning
    # The lock on the ranking row lets a proposal and a review take turns: points cannot change under a proposal.
    ranking = Ranking.objects.select_for_update().filter(emulation_year=year).first()
    if ranking and ranking.state != RankingState.PROVISIONAL:
        raise RankingUnderWay


def _require_hundredths(points: Decimal | None, *, field: str) -> None:
    """The column would round a finer figure in silence, and its author would never know."""
    if points is not None and points != points.quantize(Decimal("0.01")):
        raise TooFine(field=field)


def _scored(sheet: ScoreSheet, *, field: str | None) -> Score:
    """Score the sheet; what the rulebook refuses becomes a refusal about the field that was typed."""
    return in_language_of_page(lambda: queries.score_of(sheet, explain=False), field=field)


def in_language_of_page(compute: Callable[[], Computed], *, field: str | None) -> Computed:
    """Run a computation of the rulebook, turning its refusal into one that a form can show."""
    try:
        return compute()
    except RulebookError as error:
        about = field or (f"input_{error.data['field']}" if "field" in error.data else None)
        if error.code == "out_of_range":
            least, most = (_bound_in_words(error.data[end]) for end in ("least", "most"))
            raise OutOfRange(field=about, least=least, most=most) from error
        text = error.text_beside_field
        raise TextRefusal(
            code=error.code, sentence=lambda: text.in_language(get_language() or "vi"), field=about
        ) from error


def _bound_in_words(bound: str) -> str:
    """A bound of the rulebook in Vietnamese notation; "…" stands for none."""
    return bound if bound == "…" else write_number(Decimal(bound), language="vi")
