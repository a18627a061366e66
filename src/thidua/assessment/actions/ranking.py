"""Finalising the bloc's ranking: proposed by one person, made final by another."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.models import Appeal, Ranking, RankingRow, RankingState
from thidua.assessment.vocabulary import appeal_label
from thidua.cycles.actions import fix_periods
from thidua.cycles.models import PAPER_PHASES
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action


class ScoresNotReviewed(Refusal):
    code = "scores_not_reviewed"
    sentence = _("Chưa chốt được xếp hạng. Còn đơn vị chưa thẩm định xong: %(units)s.")


class AppealsOpen(Refusal):
    code = "appeals_open"
    sentence = _("Chưa chốt được xếp hạng: còn đề nghị, kiến nghị chưa giải quyết: %(appeals)s.")


class SamePerson(Refusal):
    code = "same_person"
    sentence = _("Việc chốt xếp hạng cần hai người. Bạn là người đã đề nghị; người thứ hai phải là người khác.")


class NotProposed(Refusal):
    code = "not_proposed"
    sentence = _("Chưa có ai đề nghị chốt xếp hạng, hoặc đề nghị đã được rút.")


class UnitsReopened(Refusal):
    code = "units_reopened"
    sentence = _("Chưa chốt được xếp hạng. Còn kỳ đang mở lại cho: %(units)s. Khép lại ở trang lịch trước.")


class PointsChanged(Refusal):
    code = "points_changed"
    sentence = _("Điểm đã thay đổi sau khi đề nghị. Rút đề nghị, xem lại xếp hạng rồi đề nghị lại.")


@action(needs=policies.RANK, loads=queries.ranking_to_change)
def propose_ranking(ranking: Ranking, *, actor: Actor, at: datetime) -> Recorded[Ranking]:
    """The first of two people says that the ranking may be finalised as it stands."""
    _require_running(ranking)
    if ranking.state != RankingState.PROVISIONAL:
        raise flow.AlreadyDone(when=moment(ranking.finalised_at or ranking.proposed_at))
    reopened = queries.open_reopenings(ranking.emulation_year)
    if reopened:
        raise UnitsReopened(units="; ".join(one.unit.name for one in reopened))
    unready = queries.units_not_reviewed(ranking.emulation_year)
    if unready:
        raise ScoresNotReviewed(units="; ".join(unit.name for unit in unready))
    _require_no_appeals(ranking)
    ranking.state = RankingState.PROPOSED
    ranking.content_hash = queries.ranking_hash(queries.standings_of(ranking.emulation_year))
    ranking.proposed_by, ranking.proposed_by_id, ranking.proposed_at = actor.describe(), actor.id, at
    ranking.save()
    event = events.RankingProposed(
        subject=f"ranking:{ranking.pk}", emulation_year_id=ranking.emulation_year_id, content_hash=ranking.content_hash
    )
    return Recorded(ranking, event)


@action(needs=policies.RANK, loads=queries.ranking_to_change)
def withdraw_ranking(ranking: Ranking, *, actor: Actor, at: datetime, reason: str) -> Recorded[Ranking]:
    """A proposal that nobody has finalised yet is taken back, so that points can be reviewed again."""
    _require_running(ranking)
    if ranking.state != RankingState.PROPOSED:
        raise NotProposed
    ranking.state, ranking.content_hash = RankingState.PROVISIONAL, ""
    ranking.proposed_by, ranking.proposed_by_id, ranking.proposed_at = "", None, None
    ranking.save()
    event = events.RankingWithdrawn(
        subject=f"ranking:{ranking.pk}", emulation_year_id=ranking.emulation_year_id, reason=reason
    )
    return Recorded(ranking, event)


@action(needs=policies.RANK, loads=queries.ranking_to_change)
def finalise_ranking(ranking: Ranking, *, actor: Actor, at: datetime) -> Recorded[Ranking]:
    """The second person makes the ranking final; its rows are written once, and what they rest on is locked."""
    _require_running(ranking)
    if ranking.state == RankingState.FINAL:
        raise flow.AlreadyDone(when=moment(ranking.finalised_at))
    if ranking.state != RankingState.PROPOSED:
        raise NotProposed
    if ranking.proposed_by_id == actor.id:
        raise SamePerson
    _require_no_appeals(ranking)
    rows = queries.standings_of(ranking.emulation_year)
    if queries.ranking_hash(rows) != ranking.content_hash:
        raise PointsChanged
    RankingRow.objects.bulk_create(_frozen(ranking, row) for row in rows)
    ranking.state = RankingState.FINAL
    ranking.finalised_by, ranking.finalised_by_id, ranking.finalised_at = actor.describe(), actor.id, at
    ranking.save()
    fix_periods(ranking.emulation_year, PAPER_PHASES, by=actor.describe(), at=at)
    event = events.RankingFinalised(
        subject=f"ranking:{ranking.pk}",
        emulation_year_id=ranking.emulation_year_id,
        places=tuple(f"{'–' if row.rank is None else row.rank}. {row.unit.name}" for row in rows),
        content_hash=ranking.content_hash,
    )
    return Recorded(ranking, event)


def _require_no_appeals(ranking: Ranking) -> None:
    """Refuse while something that was asked for in time is not decided, naming it."""
    waiting = queries.open_appeals(ranking.emulation_year)
    if waiting:
        raise AppealsOpen(appeals="; ".join(_named(one) for one in waiting))


def _named(appeal: Appeal) -> str:
    line = f", {appeal.line.criterion.code}" if appeal.line else ""
    return f"{appeal.unit.name} ({appeal_label(appeal.kind).lower()}{line})"


def _frozen(ranking: Ranking, row: queries.StandingRow) -> RankingRow:
    """The row as it is kept. A unit without points cannot get here: its sheet would not be reviewed."""
    assert row.points is not None
    assert row.self_points is not None
    return RankingRow(
        emulation_year_id=ranking.emulation_year_id, ranking=ranking, unit=row.unit, rank=row.rank, tied=row.tied,
        points=row.points, self_points=row.self_points, lines=row.lines_as_text(), class_label=row.label,
        remarks=[[said.vi, said.en] for said in row.remarks],
    )  # fmt: skip


def _require_running(ranking: Ranking) -> None:
    if not ranking.emulation_year.running:
        raise flow.YearNotRunning
