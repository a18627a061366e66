"""How a pledge was signed, what amended it, and where each plan comes from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.assessment import policies
from thidua.assessment.models import (
    AmendedTarget,
    AmendmentState,
    Pledge,
    PledgeAmendment,
    PledgeSigning,
    ScoreLine,
    Target,
)
from thidua.assessment.queries.editing import typed
from thidua.assessment.queries.papers import paper_for, visible
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import calendar_of, visible_years
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.kernel.tasks import Task
from thidua.rulebook.calendar import Phase


def pledges_due(year: EmulationYear) -> datetime | None:
    """When pledges are due, if it was planned."""
    return next((window.deadline for window in calendar_of(year).windows if window.phase == Phase.PLEDGE), None)


def signed_late(year: EmulationYear, signed_on: date) -> bool:
    """Whether a day of signing lies after the last day on which pledges were due."""
    due = pledges_due(year)
    return due is not None and signed_on > timezone.localdate(due)


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A signature that stands, and whether it came late."""

    signing: PledgeSigning
    late: bool


def signings_of(pledge: Pledge) -> list[Signed]:
    """The signatures under a pledge that were not given back, first one first."""
    rows = pledge.signings.filter(returned_at__isnull=True).order_by("signed_on", "recorded_at", "pk")
    return [Signed(signing=row, late=signed_late(pledge.emulation_year, row.signed_on)) for row in rows]


def _amendments(actor: Actor) -> QuerySet[PledgeAmendment]:
    rows = PledgeAmendment.objects.filter(pledge__in=visible(actor, Pledge))
    return rows.select_related("pledge__unit", "emulation_year__bloc", "pledge__emulation_year__bloc")


def amendment_to_change(actor: Actor, amendment_id: int) -> PledgeAmendment:
    """The amendment, locked, or 404."""
    return get_object_or_404(_amendments(actor).select_for_update(of=("self",)), pk=amendment_id)


def amendment_for(actor: Actor, year_id: int, amendment_id: int, needs: str) -> PledgeAmendment:
    """An amendment on which the actor holds a permission; 404 out of sight, Denied without it."""
    amendment = get_object_or_404(_amendments(actor), pk=amendment_id, emulation_year_id=year_id)
    gate.require(actor, needs, amendment)
    return amendment


def pledge_to_amend(actor: Actor, year_id: int, pledge_id: int) -> Pledge:
    """The own unit's pledge, to propose an amendment of."""
    pledge = paper_for(actor, Pledge, year_id, pledge_id)
    gate.require(actor, policies.PROPOSE_AMENDMENT, pledge)
    return pledge


def pledge_to_sign(actor: Actor, year_id: int, pledge_id: int) -> Pledge:
    """The own unit's pledge, for its head."""
    pledge = paper_for(actor, Pledge, year_id, pledge_id)
    gate.require(actor, policies.SIGN_PLEDGE, pledge)
    return pledge


@dataclass(frozen=True, kw_only=True)
class Amended:
    """An amendment with what it changes, and what the actor may do with it now."""

    amendment: PledgeAmendment
    changes: list[AmendedTarget]
    may_approve: bool
    may_agree: bool
    may_return: bool


def amendments_of(actor: Actor, pledge: Pledge) -> list[Amended]:
    """The amendments of a pledge, newest first. Those not in force yet are the unit's and the authority's."""
    rows = pledge.amendments.select_related("emulation_year__bloc", "pledge").order_by("-proposed_at", "-pk")
    changes: dict[int, list[AmendedTarget]] = defaultdict(list)
    for change in AmendedTarget.objects.filter(amendment__pledge=pledge).select_related("target"):
        changes[change.amendment_id].append(change)
    running = pledge.emulation_year.running
    found = []
    for row in rows:
        if not (row.in_force or _concerns(actor, row)):
            continue
        proposed, approved = row.state == AmendmentState.PROPOSED, row.state == AmendmentState.APPROVED
        found.append(
            Amended(
                amendment=row, changes=sorted(changes[row.pk], key=lambda one: one.target.position),
                may_approve=running and proposed and gate.may(actor, policies.APPROVE_AMENDMENT, row),
                may_agree=running and approved and gate.may(actor, policies.AGREE_TO_AMENDMENT, row),
                may_return=running and row.open and gate.may(actor, policies.RETURN_AMENDMENT, row),
            )
        )  # fmt: skip
    return found


def _concerns(actor: Actor, amendment: PledgeAmendment) -> bool:
    own = actor.body_id == amendment.pledge.unit_id
    return own or gate.may(actor, policies.AGREE_TO_AMENDMENT, amendment)


def may_amend(actor: Actor, pledge: Pledge) -> bool:
    """Whether the page of a pledge offers to amend it."""
    offers = pledge.approved and pledge.emulation_year.running and gate.may(actor, policies.PROPOSE_AMENDMENT, pledge)
    return offers and not pledge.amendments.filter(state__in=("proposed", "approved")).exists()


def plans_before(targets: Iterable[Target]) -> dict[int, AmendedTarget]:
    """The last amendment in force of each target that was amended, by id of target. One query."""
    rows = AmendedTarget.objects.filter(target__in=[one.pk for one in targets], amendment__state="in_force")
    rows = rows.select_related("amendment", "target").order_by("amendment__approved_at", "pk")
    return {row.target_id: row for row in rows}


def amended_on_line(line: ScoreLine) -> list[AmendedTarget]:
    """The targets that count for a line and whose plan was amended, each with its plan before and after."""
    targets = Target.objects.filter(
        pledge__unit_id=line.sheet.unit_id, emulation_year_id=line.emulation_year_id, criterion_id=line.criterion_id
    )
    return list(plans_before(targets).values())


def amendment_tasks(actor: Actor) -> list[Task]:
    """Amendments that wait for the actor: for the unit's head to approve, for the authority to agree. One query."""
    rows = PledgeAmendment.objects.filter(emulation_year__in=visible_years(actor), emulation_year__state="running")
    if actor.office is Office.UNIT_HEAD:
        rows = rows.filter(pledge__unit_id=actor.body_id, state=AmendmentState.PROPOSED)
    elif actor.office is Office.AUTHORITY_OFFICER:
        rows = rows.filter(state=AmendmentState.APPROVED)
    else:
        return []
    return [
        Task(
            heading=_("Điều chỉnh giao ước của %(unit)s") % {"unit": row.pledge.unit.name},
            why=_("Quyết định số %(number)s. Lý do: %(reason)s") % {"number": row.number, "reason": row.reason},
            url=reverse("assessment:pledge", args=[row.emulation_year_id, row.pledge_id]),
            action=_("Xem và duyệt"),
        )
        for row in rows.select_related("pledge__unit").order_by("proposed_at", "pk")
    ]


def plans_as_typed(pledge: Pledge) -> dict[str, Any]:
    """The present plans, by field of the form."""
    return {f"plan_{target.pk}": typed(target.planned) for target in pledge.targets.all()}


def amendment_shown(amendment: PledgeAmendment) -> dict[str, Any]:
    """What the pages about one amendment show."""
    changes = amendment.changes.select_related("target").order_by("target__position")
    return {"amendment": amendment, "changes": list(changes), "pledge": amendment.pledge}
