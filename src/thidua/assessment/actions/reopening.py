"""Opening a period again for one unit, and closing it; a final ranking that rests on it no longer holds then."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.models import Ranking, RankingRow, RankingState, SupersededRanking
from thidua.cycles.models import PAPER_PHASES, Reopening
from thidua.cycles.phases import PHASE_LABELS
from thidua.cycles.queries import deadline_in, times_of
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.reading.dates import write_datetime
from thidua.rulebook.calendar import Phase


class NotAPeriod(Refusal):
    code = "not_a_period"
    field = "phase"
    sentence = _("Chỉ mở lại được kỳ ký giao ước, báo cáo và chấm điểm. Chọn một trong ba kỳ đó.")


class StillOpen(Refusal):
    code = "still_open"
    field = "phase"
    sentence = _("Kỳ này còn mở cho đơn vị đến %(deadline)s, nên chưa cần mở lại.")


class UntilPast(Refusal):
    code = "until_past"
    field = "last"
    sentence = _("Thời hạn mở lại phải sau thời điểm này. Chọn ngày giờ muộn hơn.")


class AlreadyReopened(Refusal):
    code = "already_reopened"
    sentence = _(
        "Kỳ này đã được mở lại cho đơn vị, hoặc đang chờ người thứ hai. Khép lại phần đó trước khi mở lần nữa."
    )


class RankingProposedMeanwhile(Refusal):
    code = "ranking_is_proposed"
    sentence = _("Xếp hạng đang được đề nghị chốt. Rút đề nghị đó trước, rồi mở lại kỳ cho đơn vị.")


class SecondPersonNeeded(Refusal):
    code = "second_person_needed"
    sentence = _(
        "Xếp hạng đã chốt, nên mở lại cần hai người. Bạn là người đã đề nghị; người thứ hai phải là người khác."
    )


class NotWaiting(Refusal):
    code = "reopening_not_waiting"
    sentence = _("Phần này đã được mở lại hoặc đã khép lại.")


class ClosedAlready(Refusal):
    code = "reopening_closed"
    sentence = _("Phần mở lại này đã khép lại lúc %(when)s.")


@action(needs=policies.REOPEN, loads=queries.membership_to_judge)
def reopen(
    about: policies.AboutUnit, *, actor: Actor, at: datetime, phase: str, until: datetime, reason: str
) -> Recorded[Reopening]:
    """One unit may write again in a phase that is over, until a moment, for a reason. Nobody else is touched.

    Where the ranking is final this only proposes: a second person opens. Raises StillOpen, UntilPast,
    AlreadyReopened, RankingProposedMeanwhile.
    """
    year = about.year
    if not year.running:
        raise flow.YearNotRunning
    _require_over(about, phase, at=at)
    if until <= at:
        raise UntilPast
    if Reopening.objects.filter(emulation_year=year, unit=about.unit, phase=phase, closed_at__isnull=True).exists():
        raise AlreadyReopened
    final = _ranking_is_final(year.pk)
    made = Reopening.objects.create(
        emulation_year=year, unit=about.unit, phase=phase, until=until, reason=reason, by_two=final,
        proposed_by=actor.describe(), proposed_by_id=actor.id, proposed_at=at,
        **({} if final else {"opened_by": actor.describe(), "opened_by_id": actor.id, "opened_at": at}),
    )  # fmt: skip
    said = {**_about(made), "until": _written(until), "reason": reason}
    event = events.ReopeningProposed(**said) if final else events.UnitReopened(**said, superseded="–")
    return Recorded(made, event)


@action(needs=policies.REOPEN, loads=queries.reopening_to_change)
def confirm_reopening(reopening: Reopening, *, actor: Actor, at: datetime) -> Recorded[Reopening]:
    """The second person opens; the ranking that was final no longer holds, and is kept as it was.

    Raises NotWaiting, SecondPersonNeeded, UntilPast, RankingProposedMeanwhile.
    """
    if not reopening.emulation_year.running:
        raise flow.YearNotRunning
    if not reopening.waiting:
        raise NotWaiting
    if reopening.proposed_by_id == actor.id:
        raise SecondPersonNeeded
    if reopening.until <= at:
        raise UntilPast
    superseded = "–"
    if _ranking_is_final(reopening.emulation_year_id):
        superseded = _supersede(reopening, actor=actor, at=at).content_hash
    reopening.opened_by, reopening.opened_by_id, reopening.opened_at = actor.describe(), actor.id, at
    reopening.save(update_fields=["opened_by", "opened_by_id", "opened_at"])
    said = {**_about(reopening), "until": _written(reopening.until), "reason": reopening.reason}
    return Recorded(reopening, events.UnitReopened(**said, superseded=superseded))


@action(needs=policies.REOPEN, loads=queries.reopening_to_change)
def close_reopening(reopening: Reopening, *, actor: Actor, at: datetime) -> Recorded[Reopening]:
    """What was opened again is closed, or a proposal to open is taken back. Raises ClosedAlready."""
    if reopening.closed_at is not None:
        raise ClosedAlready(when=moment(reopening.closed_at))
    reopening.closed_by, reopening.closed_at = actor.describe(), at
    reopening.save(update_fields=["closed_by", "closed_at"])
    return Recorded(reopening, events.ReopeningClosed(**_about(reopening)))


def _require_over(about: policies.AboutUnit, phase: str, *, at: datetime) -> None:
    if phase not in PAPER_PHASES:
        raise NotAPeriod
    times = times_of(about.year, about.unit_id)
    due_at = deadline_in(times.calendar, Phase(phase))
    if due_at and at < due_at and phase not in times.locked:
        raise StillOpen(deadline=moment(due_at))


def _ranking_is_final(year_id: int) -> bool:
    """Whether the year's ranking is final, holding it so. Raises RankingProposedMeanwhile."""
    ranking = Ranking.objects.select_for_update().filter(emulation_year_id=year_id).first()
    if ranking is not None and ranking.state == RankingState.PROPOSED:
        raise RankingProposedMeanwhile
    return ranking is not None and ranking.final


def _supersede(reopening: Reopening, *, actor: Actor, at: datetime) -> SupersededRanking:
    """Keep the final ranking whole as one that no longer holds, and begin again with a provisional one."""
    year = reopening.emulation_year
    ranking = Ranking.objects.get(emulation_year=year)
    assert ranking.proposed_at is not None
    assert ranking.finalised_at is not None
    kept = SupersededRanking.objects.create(
        emulation_year=year, content_hash=ranking.content_hash, rows=queries.rows_to_keep(queries.standings_of(year)),
        proposed_by=ranking.proposed_by, proposed_at=ranking.proposed_at, finalised_by=ranking.finalised_by,
        finalised_at=ranking.finalised_at, reason=reopening.reason, superseded_by=actor.describe(),
        superseded_by_id=actor.id, asked_by=reopening.proposed_by, asked_by_id=reopening.proposed_by_id,
        superseded_at=at,
    )  # fmt: skip
    RankingRow.objects.filter(emulation_year=year).delete()
    ranking.state, ranking.content_hash = RankingState.PROVISIONAL, ""
    ranking.proposed_by, ranking.proposed_by_id, ranking.proposed_at = "", None, None
    ranking.finalised_by, ranking.finalised_by_id, ranking.finalised_at = "", None, None
    ranking.save()
    return kept


def _about(reopening: Reopening) -> dict[str, Any]:
    """The columns of an event about one unit's period."""
    return {
        "subject": f"reopening:{reopening.pk}",
        "emulation_year_id": reopening.emulation_year_id,
        "unit_id": reopening.unit_id,
        "unit": reopening.unit.name,
        "phase": PHASE_LABELS[Phase(reopening.phase)],
    }


def _written(when: datetime) -> str:
    return write_datetime(when, language="vi")
