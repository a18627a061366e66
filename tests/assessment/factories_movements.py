"""Movements, waves, activities, joint events and amendments, made through the actions people use."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.assessment.factories import PLEDGING, Bloc, Unit
from tests.assessment.factories_evidence import photo
from tests.factories import moment
from thidua.assessment.actions import activities, movements, photos, signing
from thidua.assessment.models import Activity, ActivityPhoto, Movement, MovementWave, Pledge, PledgeAmendment
from thidua.cycles.actions import jointevents
from thidua.cycles.models import JointEvent
from thidua.kernel.actor import Actor

WORKING = moment(2024, 6, 3)


def launched(bloc: Bloc, *, by: Actor | None = None, **changes: Any) -> Movement:
    """A movement of the member unit from January to June, unless told otherwise."""
    values: dict[str, Any] = {
        "level": "unit", "launched_by": "Hội Chữ thập đỏ", "name": "Tết Nhân ái", "first_on": date(2024, 1, 10),
        "last_on": date(2024, 6, 30),
    }  # fmt: skip
    return movements.launch_movement(
        bloc.year.pk, actor=by or bloc.member.officer, at=WORKING, **values | changes
    ).object


def with_wave(bloc: Bloc, movement: Movement, *, by: Actor | None = None, **changes: Any) -> MovementWave:
    """A wave of February."""
    values: dict[str, Any] = {"name": "Đợt 1", "first_on": date(2024, 2, 1), "last_on": date(2024, 2, 20)}
    return movements.set_wave(movement.pk, actor=by or bloc.member.officer, at=WORKING, **values | changes).object


def recorded(bloc: Bloc, *, by: Actor | None = None, **changes: Any) -> Activity:
    """An activity of the member unit in February, without figures."""
    values: dict[str, Any] = {"kind": "help", "title": "Trao quà Tết", "first_on": date(2024, 2, 3)}
    return activities.record_activity(
        bloc.year.pk, actor=by or bloc.member.officer, at=WORKING, **values | changes
    ).object


def pictured(bloc: Bloc, activity: Activity | None = None, *, number: int = 1) -> ActivityPhoto:
    """A picture of an activity of the member unit."""
    activity = activity or recorded(bloc, title="Có ảnh")
    by = {"actor": bloc.member.officer, "at": WORKING}
    [made] = photos.add_photos(activity.pk, **by, files=[photo(number)], caption="Trao quà tận tay").object
    return made


def planned(bloc: Bloc, **changes: Any) -> JointEvent:
    """A joint event in July, put in the calendar by the bloc's head."""
    values: dict[str, Any] = {"kind": "conference", "title": "Sơ kết 6 tháng", "first_on": date(2024, 7, 12)}
    return jointevents.plan_event(bloc.year.pk, actor=bloc.leader.head, at=PLEDGING, **values | changes).object


def proposed(unit: Unit, pledge: Pledge, *, plan: str) -> PledgeAmendment:
    """An amendment of the pledge's one target, proposed by the unit's officer."""
    target = pledge.targets.get()
    return signing.propose_amendment(
        pledge.pk, actor=unit.officer, at=WORKING, number="25/QĐ", decided_on=date(2024, 5, 30), reason="Thiên tai",
        plans={target.pk: Decimal(plan)},
    ).object  # fmt: skip
