"""Taking the facts of pledges as they are now."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from thidua.assessment.models import AmendedTarget, Pledge, Target
from thidua.assessment.queries import plans_before, signings_of
from thidua.assessment.vocabulary import TITLES
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import joint_events, members
from thidua.ledger.queries import head_hash
from thidua.papers.facts import CommonPledgeFacts, PledgeFacts, SigningFact, TargetFact, UnitPledgeFact
from thidua.reading.dates import write_date


def pledge_facts(pledge: Pledge) -> PledgeFacts:
    """The facts of a unit's pledge."""
    year = pledge.emulation_year
    signings = _signings(pledge)
    return PledgeFacts(
        bloc=year.bloc.name,
        authority=year.bloc.authority.name,
        leader=year.leader.name if year.leader else "",
        unit=pledge.unit.name,
        year=year.year,
        locality=pledge.unit.place or year.bloc.authority.place,
        signed_on=signings[-1].signed_on if signings else "",
        targets=_targets(list(pledge.targets.order_by("position"))),
        commitments=pledge.commitments,
        titles=tuple(TITLES.get(one.title, one.title) for one in pledge.registrations.order_by("pk")),
        signings=signings,
        illustrative=_illustrative(pledge.illustrative),
        ledger_hash=head_hash(),
    )


def common_pledge_facts(year: EmulationYear, *, at: datetime) -> CommonPledgeFacts:
    """The facts of the pledge of the whole bloc: every member, signed or not."""
    signed = {
        pledge.unit_id: pledge
        for pledge in Pledge.objects.filter(emulation_year=year, state="approved").select_related("emulation_year")
    }
    events = list(joint_events(year))
    made_up = _illustrative(any(one.illustrative for one in signed.values()))
    return CommonPledgeFacts(
        bloc=year.bloc.name,
        authority=year.bloc.authority.name,
        leader=year.leader.name if year.leader else "",
        year=year.year,
        locality=year.bloc.authority.place,
        made_on=timezone.localdate(at).isoformat(),
        units=tuple(
            UnitPledgeFact(
                unit=unit.name,
                targets=_targets(list(signed[unit.pk].targets.order_by("position"))) if unit.pk in signed else (),
                signings=_signings(signed[unit.pk]) if unit.pk in signed else (),
            )
            for unit in members(year)
        ),
        events=tuple((_days(one.first_on, one.last_on), one.title, one.place) for one in events),
        illustrative=(*made_up, *(("events",) if any(one.illustrative for one in events) else ())),
        ledger_hash=head_hash(),
    )


def _days(first_on: date, last_on: date | None) -> str:
    return "–".join(write_date(day, language="vi") for day in (first_on, last_on) if day)


def _illustrative(pledges: bool) -> tuple[str, ...]:
    """In the sample both the targets and the names of people were made up."""
    return ("pledges", "people") if pledges else ()


def _signings(pledge: Pledge) -> tuple[SigningFact, ...]:
    """The signatures that stand; a pledge signed before they were kept one by one has its approval."""
    found = tuple(
        SigningFact(
            way=one.signing.way, signed_on=one.signing.signed_on.isoformat(), signer=one.signing.signer, late=one.late
        )
        for one in signings_of(pledge)
    )
    if found or pledge.approved_at is None:
        return found
    day = timezone.localdate(pledge.approved_at)
    return (SigningFact(way="remote", signed_on=day.isoformat(), signer=pledge.approved_by, late=False),)


def _targets(targets: list[Target]) -> tuple[TargetFact, ...]:
    amended = plans_before(targets)
    return tuple(_target(one, amended.get(one.pk)) for one in targets)


def _target(one: Target, amended: AmendedTarget | None) -> TargetFact:
    decision = ""
    if amended is not None:
        day = write_date(amended.amendment.decided_on, language="vi")
        decision = f"Quyết định số {amended.amendment.number} ngày {day}"
    return TargetFact(
        indicator=one.indicator,
        kind=one.kind,
        wording=one.wording,
        planned=_text(one.planned),
        planned_to=_text(one.planned_to),
        direction=one.direction,
        compared_with=one.compared_with,
        unit_of_measure=one.unit_of_measure,
        before=_text(amended.planned_before) if amended else "",
        decision=decision,
    )


def _text(value: Decimal | None) -> str:
    """A stored figure as decimal text without trailing zeros, which columns add."""
    return "" if value is None else format(value.normalize(), "f")
