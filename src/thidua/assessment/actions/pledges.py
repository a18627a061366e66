"""Writing and signing a pledge."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.models import Pledge, PledgeSigning, Registration, SigningWay, Target, TargetKind
from thidua.cycles.models import Criterion, EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.reading.folding import fold
from thidua.rulebook.calendar import Phase
from thidua.rulebook.facts import Direction
from thidua.rulebook.measures import write_number
from thidua.rulebook.rules import Relative


class IndicatorKnown(Refusal):
    code = "indicator_known"
    field = "indicator"
    sentence = _("Giao ước đã có chỉ tiêu “%(indicator)s”. Sửa chỉ tiêu đó, hoặc ghi tên khác cho chỉ tiêu mới.")


class PlanNotAboveZero(Refusal):
    code = "plan_not_above_zero"
    field = "planned"
    sentence = _("Mức kế hoạch phải lớn hơn 0. Chỉ tiêu “càng ít càng tốt” mới được ghi mức 0.")


class NoTargets(Refusal):
    code = "no_targets"
    sentence = _("Giao ước chưa có chỉ tiêu nào. Thêm ít nhất một chỉ tiêu rồi trình ký.")


class PlanNeeded(Refusal):
    code = "plan_needed"
    field = "planned"
    sentence = _(
        "Ghi mức kế hoạch. Chỉ được để trống khi chỉ tiêu tính ở tiêu chí so với cả khối và đơn vị không được giao kế hoạch."
    )


class RangeNeedsTwoEnds(Refusal):
    code = "range_needs_two_ends"
    field = "planned_to"
    sentence = _("Chỉ tiêu dạng khoảng cần hai đầu, đầu trên lớn hơn đầu dưới. Ví dụ: từ 15 đến 20.")


class OnlyRangesHaveTwoEnds(Refusal):
    code = "only_ranges_have_two_ends"
    field = "planned_to"
    sentence = _("Chỉ chỉ tiêu dạng khoảng mới có đầu trên. Xoá số này, hoặc chọn dạng “trong một khoảng”.")


class NeverIsNone(Refusal):
    code = "never_is_none"
    field = "planned"
    sentence = _("Chỉ tiêu “không để xảy ra” có mức 0 và càng ít càng tốt. Ghi 0 và chọn “càng ít càng tốt”.")


class ComparedWithWhat(Refusal):
    code = "compared_with_what"
    field = "compared_with"
    sentence = _("Chỉ tiêu giảm phải nói rõ giảm so với cái gì, ví dụ: so với năm 2023.")


class ForeignCriterion(Refusal):
    code = "foreign_criterion"
    field = "criterion"
    sentence = _("Tiêu chí này không thuộc bảng điểm của năm, hoặc không chấm theo tỷ lệ. Chọn tiêu chí khác.")


def about(pledge: Pledge) -> dict[str, Any]:
    """The columns of an event about a pledge."""
    return {
        "subject": f"pledge:{pledge.pk}",
        "emulation_year_id": pledge.emulation_year_id,
        "unit_id": pledge.unit_id,
        "unit": pledge.unit.name,
    }


@action(needs=policies.START, loads=queries.year_to_write_in)
def start_pledge(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[Pledge]:
    """Somebody of a member unit begins its pledge; beginning again finds the one already begun."""
    flow.require_phase(year, Phase.PLEDGE, at=at, unit_id=actor.body_id)
    pledge, _created = Pledge.objects.get_or_create(emulation_year=year, unit_id=actor.body_id)
    return Recorded(pledge, events.PledgeStarted(**about(pledge)))


@action(needs=policies.EDIT_PLEDGE, loads=queries.pledge_to_change)
def write_commitments(
    pledge: Pledge, *, actor: Actor, at: datetime, commitments: str, titles: Iterable[str], version: int | None = None
) -> Recorded[Pledge]:
    """The unit writes what it commits to in words, and the titles it registers for."""
    _require_open(pledge, at=at)
    flow.require_version(version, pledge.version, row=pledge, what=pledge.unit.name)
    chosen = tuple(titles)
    pledge.commitments = commitments
    _bump(pledge, "commitments")
    pledge.registrations.exclude(title__in=chosen).delete()
    for title in chosen:
        Registration.objects.get_or_create(
            pledge=pledge, title=title, defaults={"emulation_year_id": pledge.emulation_year_id}
        )
    return Recorded(pledge, events.CommitmentsWritten(**about(pledge), **flow.edited(pledge), titles=chosen))


@action(needs=policies.EDIT_PLEDGE, loads=queries.pledge_to_change)
def add_target(
    pledge: Pledge, *, actor: Actor, at: datetime, indicator: str, planned: Decimal | None,
    unit_of_measure: str, direction: str, criterion: Criterion | None, previous: Decimal | None = None,
    kind: str = TargetKind.FIGURE, wording: str = "", planned_to: Decimal | None = None, compared_with: str = "",
    illustrative: bool = False,
) -> Recorded[Target]:  # fmt: skip
    """The unit promises one more figure; `previous` is what it came to last year, where known.

    Raises IndicatorKnown, which also stops a form sent twice, and PlanNeeded where a plan cannot be left out.
    """
    _require_open(pledge, at=at)
    _require_sound(pledge, criterion=criterion, planned=planned, direction=direction)
    _require_kind(kind, planned=planned, planned_to=planned_to, direction=direction, compared_with=compared_with)
    if pledge.targets.filter(folded=fold(indicator)).exists():
        raise IndicatorKnown(indicator=indicator)
    last = pledge.targets.aggregate(last=Max("position"))["last"] or 0
    target = Target.objects.create(
        emulation_year_id=pledge.emulation_year_id, pledge=pledge, criterion=criterion, position=last + 1,
        indicator=indicator, folded=fold(indicator), planned=planned, previous=previous,
        unit_of_measure=unit_of_measure, direction=direction, entered_by=actor.describe(), illustrative=illustrative,
        kind=kind, wording=wording, planned_to=planned_to, compared_with=compared_with,
    )  # fmt: skip
    _bump(pledge)
    event = events.TargetAdded(
        **about(pledge),
        **flow.edited(pledge),
        indicator=indicator,
        planned=_written_plan(target),
        unit_of_measure=unit_of_measure,
    )
    return Recorded(target, event)


@action(needs=policies.EDIT_PLEDGE, loads=queries.pledge_to_change)
def change_target(
    pledge: Pledge, *, actor: Actor, at: datetime, target_id: int, indicator: str, planned: Decimal | None,
    unit_of_measure: str, direction: str, criterion: Criterion | None, previous: Decimal | None = None,
    kind: str = TargetKind.FIGURE, wording: str = "", planned_to: Decimal | None = None, compared_with: str = "",
    version: int | None = None,
) -> Recorded[Target]:  # fmt: skip
    """The unit changes a figure it has not signed yet."""
    _require_open(pledge, at=at)
    flow.require_version(version, pledge.version, row=pledge, what=pledge.unit.name)
    _require_sound(pledge, criterion=criterion, planned=planned, direction=direction)
    _require_kind(kind, planned=planned, planned_to=planned_to, direction=direction, compared_with=compared_with)
    target = queries.target_of(pledge, target_id)
    if pledge.targets.filter(folded=fold(indicator)).exclude(pk=target.pk).exists():
        raise IndicatorKnown(indicator=indicator)
    before = _written_plan(target)
    target.indicator, target.folded, target.planned, target.previous = indicator, fold(indicator), planned, previous
    target.unit_of_measure, target.direction, target.criterion = unit_of_measure, direction, criterion
    target.kind, target.wording, target.planned_to, target.compared_with = kind, wording, planned_to, compared_with
    target.entered_by = actor.describe()
    target.save()
    _bump(pledge)
    event = events.TargetChanged(
        **about(pledge),
        **flow.edited(pledge),
        indicator=indicator,
        before=before,
        planned=_written_plan(target),
        unit_of_measure=unit_of_measure,
    )
    return Recorded(target, event)


@action(needs=policies.EDIT_PLEDGE, loads=queries.pledge_to_change)
def remove_target(pledge: Pledge, *, actor: Actor, at: datetime, target_id: int) -> Recorded[Pledge]:
    """The unit drops a figure it has not signed yet."""
    _require_open(pledge, at=at)
    target = queries.target_of(pledge, target_id)
    target.delete()
    _bump(pledge)
    return Recorded(pledge, events.TargetRemoved(**about(pledge), **flow.edited(pledge), indicator=target.indicator))


@action(needs=policies.EDIT_PLEDGE, loads=queries.pledge_to_change)
def send_pledge(pledge: Pledge, *, actor: Actor, at: datetime) -> Recorded[Pledge]:
    """The officer lays the pledge before the unit's head."""
    flow.require_phase(pledge.emulation_year, Phase.PLEDGE, at=at, unit_id=pledge.unit_id)
    require_targets(pledge)
    flow.send(pledge, actor=actor, at=at)
    return Recorded(pledge, events.PledgeSent(**about(pledge), **flow.edited(pledge)))


@action(needs=policies.SIGN_PLEDGE, loads=queries.pledge_to_change)
def sign_pledge(pledge: Pledge, *, actor: Actor, at: datetime) -> Recorded[Pledge]:
    """The unit's head signs. From here on nobody in the unit can change it."""
    flow.require_phase(pledge.emulation_year, Phase.PLEDGE, at=at, unit_id=pledge.unit_id)
    require_targets(pledge)
    flow.approve(pledge, actor=actor, at=at)
    PledgeSigning.objects.create(
        emulation_year_id=pledge.emulation_year_id, pledge=pledge, way=SigningWay.REMOTE,
        signed_on=timezone.localdate(at), signer=actor.describe(), recorded_by=actor.describe(), recorded_at=at,
    )  # fmt: skip
    return Recorded(pledge, events.PledgeSigned(**about(pledge), **flow.edited(pledge), targets=pledge.targets.count()))


@action(needs=policies.RETURN_PLEDGE, loads=queries.pledge_to_change)
def return_pledge(pledge: Pledge, *, actor: Actor, at: datetime, reason: str) -> Recorded[Pledge]:
    """The pledge goes back to the unit's officer with a reason."""
    flow.require_phase(pledge.emulation_year, Phase.PLEDGE, at=at, unit_id=pledge.unit_id)
    flow.give_back(pledge, actor=actor, at=at, reason=reason)
    standing = pledge.signings.filter(returned_at__isnull=True).exclude(way=SigningWay.CONFERENCE)
    standing.update(returned_at=at)
    return Recorded(pledge, events.PledgeReturned(**about(pledge), **flow.edited(pledge), reason=reason))


def _require_open(pledge: Pledge, *, at: datetime) -> None:
    flow.require_phase(pledge.emulation_year, Phase.PLEDGE, at=at, unit_id=pledge.unit_id)
    flow.require_draft(pledge)


def require_targets(pledge: Pledge) -> None:
    if not pledge.targets.exists():
        raise NoTargets


def _require_sound(pledge: Pledge, *, criterion: Criterion | None, planned: Decimal | None, direction: str) -> None:
    if planned is not None and (planned < 0 or (planned == 0 and direction != Direction.LESS)):
        raise PlanNotAboveZero
    table_id = pledge.emulation_year.scoring_table_id
    if criterion is not None and (criterion.table_id != table_id or not criterion.takes_targets):
        raise ForeignCriterion
    if planned is None and not _scored_without_plan(pledge, criterion):
        raise PlanNeeded


def _require_kind(
    kind: str, *, planned: Decimal | None, planned_to: Decimal | None, direction: str, compared_with: str
) -> None:
    """Refuse figures that the kind of the target does not have, or lacks."""
    if kind == TargetKind.RANGE and (planned is None or planned_to is None or planned_to <= planned):
        raise RangeNeedsTwoEnds
    if kind != TargetKind.RANGE and planned_to is not None:
        raise OnlyRangesHaveTwoEnds
    if kind == TargetKind.NEVER and (planned != 0 or direction != Direction.LESS):
        raise NeverIsNone
    if kind == TargetKind.REDUCTION and not compared_with:
        raise ComparedWithWhat


def _scored_without_plan(pledge: Pledge, criterion: Criterion | None) -> bool:
    """Whether the line compares units that were given no plan with one another."""
    if criterion is None:
        return False
    rule = queries.sheet_of_year(pledge.emulation_year).criterion(criterion.code).rule
    return any(isinstance(part, Relative) for part in rule.every())


def _written_plan(target: Target) -> str:
    """The plan in figures: one number, or both ends of a range."""
    planned = written_number(target.planned)
    return planned if target.planned_to is None else f"{planned}–{written_number(target.planned_to)}"


def written_number(value: Decimal | None) -> str:
    """Figures in the ledger are written in one way whatever the page's language: the Vietnamese one."""
    return "–" if value is None else write_number(value, language="vi")


def _bump(pledge: Pledge, *fields: str) -> None:
    pledge.version += 1
    pledge.save(update_fields=[*fields, "version"])
