"""Signing a pledge on paper with its real date, and amending it afterwards by decision."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.actions.movements import written
from thidua.assessment.actions.pledges import PlanNotAboveZero, about, require_targets, written_number
from thidua.assessment.models import (
    AmendedTarget,
    AmendmentState,
    Pledge,
    PledgeAmendment,
    PledgeSigning,
    SigningWay,
    Target,
    TargetKind,
)
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.facts import Direction


class SignedInFuture(Refusal):
    code = "signed_in_future"
    field = "signed_on"
    sentence = _("Ngày %(signed_on)s chưa tới. Ghi đúng ngày đã ký trên bản giấy.")


class SignedBeforeYear(Refusal):
    code = "signed_before_year"
    field = "signed_on"
    sentence = _("Năm thi đua bắt đầu ngày %(first)s; giao ước không ký trước ngày đó. Kiểm tra ngày trên bản giấy.")


class NotSigned(Refusal):
    code = "not_signed"
    sentence = _("Giao ước chưa ký thì sửa thẳng trong giao ước; điều chỉnh chỉ dành cho giao ước đã ký.")


class AmendmentWaits(Refusal):
    code = "amendment_waits"
    sentence = _("Quyết định số %(number)s đang chờ. Giải quyết xong đề nghị đó rồi lập đề nghị mới.")


class NothingAmended(Refusal):
    code = "nothing_amended"
    sentence = _("Chưa có mức kế hoạch nào thay đổi. Ghi mức mới ở ít nhất một chỉ tiêu.")


class DecidedInFuture(Refusal):
    code = "decided_in_future"
    field = "decided_on"
    sentence = _("Ngày quyết định %(decided_on)s chưa tới. Ghi đúng ngày của quyết định.")


class ReportStands(Refusal):
    code = "report_stands"
    sentence = _(
        "Báo cáo kết quả đã nộp, tính theo mức kế hoạch cũ. Muốn điều chỉnh, đề nghị Khối trưởng hoặc cán bộ thi đua của tỉnh trả lại báo cáo trước."
    )


class PlanChangedMeanwhile(Refusal):
    code = "plan_changed_meanwhile"
    sentence = _("Mức kế hoạch của “%(indicator)s” không còn như khi lập đề nghị. Trả lại đề nghị để đơn vị lập lại.")


class AmendmentSettled(Refusal):
    code = "amendment_settled"
    sentence = _("Đề nghị điều chỉnh này không còn chờ bước này. Tải lại trang để xem tình trạng mới.")


class RangeOverturned(Refusal):
    code = "range_overturned"
    sentence = _("Mức mới của “%(indicator)s” phải nhỏ hơn đầu trên của khoảng, %(upper)s.")


@action(needs=policies.SIGN_PLEDGE, loads=queries.pledge_to_change)
def sign_on_paper(
    pledge: Pledge, *, actor: Actor, at: datetime, signed_on: date, signer: str, illustrative: bool = False
) -> Recorded[Pledge]:
    """The unit's head enters a pledge that was signed on paper, with its real date, however late.

    Raises SignedInFuture and SignedBeforeYear. The deadline does not stop it; the page says that it is late.
    """
    year = pledge.emulation_year
    if not year.running:
        raise flow.YearNotRunning
    if signed_on > timezone.localdate(at):
        raise SignedInFuture(signed_on=written(signed_on))
    first = queries.days_of(year)[0]
    if signed_on < first:
        raise SignedBeforeYear(first=written(first))
    require_targets(pledge)
    flow.approve(pledge, actor=actor, at=at)
    PledgeSigning.objects.create(
        emulation_year=year, pledge=pledge, way=SigningWay.PAPER, signed_on=signed_on, signer=signer,
        recorded_by=actor.describe(), recorded_at=at, illustrative=illustrative,
    )  # fmt: skip
    event = events.PaperSigningRecorded(
        **about(pledge), signed_on=written(signed_on), signer=signer, late=queries.signed_late(year, signed_on)
    )
    return Recorded(pledge, event)


@action(needs=policies.PROPOSE_AMENDMENT, loads=queries.pledge_to_change)
def propose_amendment(
    pledge: Pledge, *, actor: Actor, at: datetime, number: str, decided_on: date, reason: str,
    plans: Mapping[int, Decimal],
) -> Recorded[PledgeAmendment]:  # fmt: skip
    """The unit proposes new plans for targets of its signed pledge, by a decision: `{target_id: plan}`.

    Plans that stay the same are left out. Nothing changes before the head approves, and for lowering the authority.
    """
    _require_amendable(pledge)
    waiting = pledge.amendments.filter(state__in=(AmendmentState.PROPOSED, AmendmentState.APPROVED)).first()
    if waiting:
        raise AmendmentWaits(number=waiting.number)
    if decided_on > timezone.localdate(at):
        raise DecidedInFuture(decided_on=written(decided_on))
    targets = {target.pk: target for target in pledge.targets.all()}
    changed = {pk: plan for pk, plan in plans.items() if targets[pk].planned != plan}
    if not changed:
        raise NothingAmended
    for pk, plan in changed.items():
        _require_plan(targets[pk], plan)
    amendment = PledgeAmendment.objects.create(
        emulation_year_id=pledge.emulation_year_id, pledge=pledge, number=number, decided_on=decided_on, reason=reason,
        lowers=any(lowers(targets[pk], plan) for pk, plan in changed.items()), proposed_by=actor.describe(),
        proposed_at=at,
    )  # fmt: skip
    AmendedTarget.objects.bulk_create(
        AmendedTarget(
            emulation_year_id=pledge.emulation_year_id, amendment=amendment, target=targets[pk],
            planned_before=targets[pk].planned, planned_after=plan,
        )
        for pk, plan in changed.items()
    )  # fmt: skip
    event = events.AmendmentProposed(
        **_about(amendment), decided_on=written(decided_on), changes=changes_in_words(amendment), reason=reason
    )
    return Recorded(amendment, event)


@action(needs=policies.APPROVE_AMENDMENT, loads=queries.amendment_to_change)
def approve_amendment(amendment: PledgeAmendment, *, actor: Actor, at: datetime) -> Recorded[PledgeAmendment]:
    """The unit's head approves. Unless a plan is lowered, the new plans count from here on."""
    _require_state(amendment, AmendmentState.PROPOSED)
    _require_amendable(amendment.pledge)
    amendment.approved_by, amendment.approved_at = actor.describe(), at
    amendment.state = AmendmentState.APPROVED if amendment.lowers else AmendmentState.IN_FORCE
    amendment.save()
    if amendment.in_force:
        _put_in_force(amendment)
    return Recorded(amendment, events.AmendmentApproved(**_about(amendment), in_force=amendment.in_force))


@action(needs=policies.AGREE_TO_AMENDMENT, loads=queries.amendment_to_change)
def agree_to_amendment(amendment: PledgeAmendment, *, actor: Actor, at: datetime) -> Recorded[PledgeAmendment]:
    """The authority agrees that a plan is lowered: the new plans count from here on."""
    _require_state(amendment, AmendmentState.APPROVED)
    _require_amendable(amendment.pledge)
    amendment.agreed_by, amendment.agreed_at, amendment.state = actor.describe(), at, AmendmentState.IN_FORCE
    amendment.save()
    _put_in_force(amendment)
    return Recorded(amendment, events.AmendmentAgreed(**_about(amendment), changes=changes_in_words(amendment)))


@action(needs=policies.RETURN_AMENDMENT, loads=queries.amendment_to_change)
def return_amendment(
    amendment: PledgeAmendment, *, actor: Actor, at: datetime, reason: str
) -> Recorded[PledgeAmendment]:
    """A proposal goes back to the unit with a reason; the signed plans stand as they were."""
    if not amendment.open:
        raise AmendmentSettled
    amendment.state, amendment.return_reason = AmendmentState.RETURNED, reason
    amendment.returned_by, amendment.returned_at = actor.describe(), at
    amendment.save()
    return Recorded(amendment, events.AmendmentReturned(**_about(amendment), reason=reason))


def lowers(target: Target, plan: Decimal) -> bool:
    """Whether a plan asks less of the unit than the one it signed."""
    if target.planned is None:
        return False
    return plan > target.planned if target.direction == Direction.LESS else plan < target.planned


def changes_in_words(amendment: PledgeAmendment) -> tuple[str, ...]:
    """Every changed target with its plan before and after, as the ledger keeps it."""
    rows = amendment.changes.select_related("target").order_by("target__position")
    return tuple(
        f"“{row.target.indicator}” từ {written_number(row.planned_before)} thành {written_number(row.planned_after)} "
        f"{row.target.unit_of_measure}"
        for row in rows
    )


def _about(amendment: PledgeAmendment) -> dict[str, Any]:
    return about(amendment.pledge) | {"number": amendment.number}


def _require_amendable(pledge: Pledge) -> None:
    """Plans may change while the year runs, the pledge is signed, and no report was handed in on the old ones."""
    if not pledge.emulation_year.running:
        raise flow.YearNotRunning
    if not pledge.approved:
        raise NotSigned
    if queries.report_is_submitted(pledge.emulation_year, pledge.unit_id):
        raise ReportStands


def _require_state(amendment: PledgeAmendment, state: AmendmentState) -> None:
    if amendment.state != state:
        raise AmendmentSettled


def _require_plan(target: Target, plan: Decimal) -> None:
    field = f"plan_{target.pk}"
    if plan < 0 or (plan == 0 and target.direction != Direction.LESS):
        raise PlanNotAboveZero(field=field)
    if target.kind == TargetKind.RANGE and target.planned_to is not None and plan >= target.planned_to:
        raise RangeOverturned(field=field, indicator=target.indicator, upper=written_number(target.planned_to))


def _put_in_force(amendment: PledgeAmendment) -> None:
    """The targets take their new plans. Raises PlanChangedMeanwhile when one is no longer what it was."""
    for row in amendment.changes.select_related("target"):
        if row.target.planned != row.planned_before:
            raise PlanChangedMeanwhile(indicator=row.target.indicator)
        row.target.planned = row.planned_after
        row.target.save(update_fields=["planned"])
