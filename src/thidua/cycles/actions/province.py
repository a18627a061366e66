"""Writing a whole province at once: all of the workbook or nothing."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.cycles import events, policies, queries
from thidua.cycles.models import BlocMembership, EmulationBloc, EmulationYear
from thidua.cycles.province.columns import BLOCS, BODIES, MEMBERS
from thidua.cycles.province.planning import CHANGED, NEW, Plan, bloc_is, body_is, plan_of
from thidua.cycles.province.reading import BlocLine, Province
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.reading.folding import fold


class StillFaulty(Refusal):
    code = "still_faulty"
    sentence = _("Tệp còn %(count)s chỗ phải sửa, nên chưa ghi gì. Sửa tệp rồi tải lên lại.")


class NothingNew(Refusal):
    code = "nothing_new"
    sentence = _("Mọi dòng trong tệp đã có sẵn, nên không có gì để ghi.")


@action(needs=policies.IMPORT_PROVINCE, loads=queries.authority_to_change)
def import_province(authority: Body, *, actor: Actor, at: datetime, province: Province, origin: str) -> Recorded[Plan]:
    """The authority writes bodies, blocs and members from a workbook, compared anew under the authority's lock.

    Raises StillFaulty, NothingNew.
    """
    plan = plan_of(authority, province)
    if plan.faults:
        raise StillFaulty(count=len(plan.faults))
    if not plan.changes_something:
        raise NothingNew
    _write_bodies(plan)
    _write_blocs(plan)
    years = _write_years(plan)
    _write_members(plan)
    event = events.ProvinceImported(
        subject=f"body:{authority.pk}", unit_id=authority.pk, origin=origin, years=years, unchanged=plan.unchanged,
        bodies=plan.count(BODIES.name, NEW, CHANGED), blocs=plan.count(BLOCS.name, NEW, CHANGED),
        members=plan.count(MEMBERS.name, NEW, CHANGED),
    )  # fmt: skip
    return Recorded(plan, event)


def _write_bodies(plan: Plan) -> None:
    """Those directly under the authority first, so that the others find the body above them."""
    top = ("", plan.authority.name)
    for direct in (True, False):
        made, changed = [], []
        for line in plan.province.bodies:
            if (line.parent in top) is not direct:
                continue
            body = plan.bodies.get(line.name)
            if body is not None and body_is(plan, body, line):
                continue
            if body is None:
                body = plan.bodies[line.name] = Body(name=line.name, folded=fold(line.name))
                made.append(body)
            else:
                changed.append(body)
            body.short_name, body.place, body.kind = line.short_name, line.place or plan.authority.place, line.kind
            body.parent = plan.authority if direct else plan.bodies[line.parent]
        Body.objects.bulk_create(made)
        Body.objects.bulk_update(changed, ["short_name", "place", "kind", "parent"])
    plan.everywhere |= plan.bodies


def _write_blocs(plan: Plan) -> None:
    """Each after the bloc it belongs to."""
    waiting = {line.name: line for line in plan.province.blocs}
    while waiting:
        ready = [line for line in waiting.values() if line.parent not in waiting]
        for line in ready:
            del waiting[line.name]
            _write_bloc(plan, line)


def _write_bloc(plan: Plan, line: BlocLine) -> None:
    bloc = plan.blocs.get(line.name) or EmulationBloc(authority=plan.authority, name=line.name)
    if bloc.pk is not None and bloc_is(bloc, line):
        return
    bloc.word, bloc.number, bloc.number_style = line.word, line.number, line.number_style
    bloc.parent = plan.blocs[line.parent] if line.parent else None
    bloc.save()
    plan.blocs[line.name] = bloc


def _write_years(plan: Plan) -> int:
    """A draft for every year of a bloc that is not there yet, under the decision of its first row."""
    made = 0
    for line in plan.province.members:
        key = (line.bloc, line.year)
        if key not in plan.years:
            first, last = queries.calendar_days(line.year)
            plan.years[key] = EmulationYear.objects.create(
                bloc=plan.blocs[line.bloc], year=line.year, first_on=first, last_on=last,
                decision_number=line.decision_number, decision_on=line.decision_on,
            )  # fmt: skip
            made += 1
    return made


def _write_members(plan: Plan) -> None:
    made: list[BlocMembership] = []
    changed: list[BlocMembership] = []
    last: dict[tuple[str, int], int] = {}
    for (bloc, number, _unit), row in plan.memberships.items():
        last[bloc, number] = max(last.get((bloc, number), 0), row.position)
    for line in plan.province.members:
        key = (line.bloc, line.year)
        year, unit = plan.years[key], plan.everywhere[line.unit]
        known = plan.memberships.get((*key, line.unit))
        row = known or BlocMembership(
            emulation_year=year, unit=unit, unit_name=unit.name, position=last.get(key, 0) + 1
        )
        (made if known is None else changed).append(row)
        row.position = line.position or row.position
        last[key] = max(last.get(key, 0), row.position)
        own = (line.decision_number, line.decision_on) != (year.decision_number, year.decision_on)
        row.decision_number = line.decision_number if own else ""
        row.decision_on = line.decision_on if own else None
    BlocMembership.objects.bulk_create(made)
    drafts = [row for row in changed if row.emulation_year.draft]
    BlocMembership.objects.bulk_update(drafts, ["position", "decision_number", "decision_on"])
