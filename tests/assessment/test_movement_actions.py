"""Launching movements, their waves, taking part, recording activities, and every way it is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from tests.assessment.factories import Bloc, make_running_bloc, outsider
from tests.assessment.factories_movements import WORKING, launched, recorded, with_wave
from tests.factories import make_year
from thidua.assessment.actions import activities, flow, movements
from thidua.assessment.models import Activity, Movement, Participation
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


def changed(bloc: Bloc, movement: Movement, **changes: Any) -> Movement:
    values: dict[str, Any] = {
        "launched_by": movement.launched_by, "name": movement.name, "first_on": movement.first_on,
        "last_on": movement.last_on, "parent_id": movement.parent_id, "document_number": "", "document_on": None,
        "aim": "",
    }  # fmt: skip
    by = {"actor": bloc.member.officer, "at": WORKING, "year_id": bloc.year.pk}
    return movements.change_movement(movement.pk, **by, **values | changes).object


def test_each_launches_what_is_its_own() -> None:
    bloc = make_running_bloc()

    wide = launched(bloc, by=bloc.authority, level="state", launched_by="Thủ tướng", name="Vì người nghèo")
    of_bloc = launched(bloc, by=bloc.leader.head, level="bloc", name="Cả khối", parent_id=wide.pk)
    of_unit = launched(bloc, parent_id=of_bloc.pk)

    assert (wide.bloc, wide.unit) == (None, None)
    assert (of_bloc.bloc, of_bloc.unit, of_bloc.parent) == (bloc.year.bloc, None, wide)
    assert (of_unit.unit, of_unit.parent) == (bloc.member.body, of_bloc)
    assert Entry.objects.filter(event="assessment.movement_launched").count() == 3


@pytest.mark.parametrize("level", ["state", "ministry", "province", "bloc"])
def test_unit_cannot_launch_what_is_above_it(level: str) -> None:
    bloc = make_running_bloc()

    with pytest.raises(Denied):
        launched(bloc, level=level)
    assert not Movement.objects.exists()


def test_officer_of_the_leading_unit_does_not_launch_for_the_bloc() -> None:
    bloc = make_running_bloc()

    with pytest.raises(Denied):
        launched(bloc, by=bloc.leader.officer, level="bloc")


def test_stranger_finds_no_year_to_launch_in() -> None:
    with pytest.raises(Http404):
        launched(make_running_bloc(), by=outsider())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"last_on": date(2024, 1, 1)}, "days_out_of_order"),
        ({"first_on": date(2023, 1, 1), "last_on": date(2023, 12, 31)}, "outside_the_year"),
        ({"first_on": date(2025, 1, 1), "last_on": None}, "outside_the_year"),
        ({"parent_id": 999_999}, "parent_not_there"),
    ],
)
def test_movement_that_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(movements.Refusal) as refused:
        launched(make_running_bloc(), **changes)

    assert refused.value.code == code


def test_form_sent_twice_makes_one_movement() -> None:
    bloc = make_running_bloc()
    launched(bloc)

    with pytest.raises(movements.MovementKnown):
        launched(bloc)
    assert Movement.objects.count() == 1


def test_movement_of_another_unit_cannot_stand_above() -> None:
    bloc = make_running_bloc()
    other = launched(bloc, by=bloc.deputy.officer)

    with pytest.raises(movements.ParentNarrower):
        launched(bloc, parent_id=other.pk)


def test_narrower_movement_cannot_stand_above_a_wider_one() -> None:
    bloc = make_running_bloc()
    of_unit = launched(bloc)

    with pytest.raises(movements.ParentNarrower):
        launched(bloc, by=bloc.leader.head, level="bloc", name="Khác", parent_id=of_unit.pk)


def test_circle_of_movements_is_refused() -> None:
    bloc = make_running_bloc()
    first = launched(bloc)
    second = launched(bloc, name="Hai", parent_id=first.pk)
    third = launched(bloc, name="Ba", parent_id=second.pk)

    for parent in (first, second, third):
        with pytest.raises(movements.ParentBelow):
            changed(bloc, first, parent_id=parent.pk)
    first.refresh_from_db()
    assert first.parent is None


def test_change_opened_before_another_was_saved_is_refused() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    changed(bloc, movement, name="Tết ấm", version=1)

    with pytest.raises(flow.Stale):
        changed(bloc, movement, name="Tết vui", version=1)
    movement.refresh_from_db()
    assert (movement.name, movement.version) == ("Tết ấm", 2)


def test_end_before_a_wave_is_over_is_refused() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    with_wave(bloc, movement)

    with pytest.raises(movements.WaveOutside):
        changed(bloc, movement, last_on=date(2024, 2, 10))


def test_movement_in_use_is_not_removed() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    recorded(bloc, occasion=str(movement.pk))

    with pytest.raises(movements.MovementInUse) as refused:
        movements.remove_movement(movement.pk, actor=bloc.member.officer, at=WORKING)
    assert refused.value.data == {"children": 0, "waves": 0, "units": 0, "activities": 1}


def test_movement_nothing_hangs_on_is_removed_and_stays_in_the_ledger() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)

    movements.remove_movement(movement.pk, actor=bloc.member.officer, at=WORKING)

    assert not Movement.objects.exists()
    assert Entry.objects.order_by("-sequence")[0].event == "assessment.movement_removed"


def test_other_unit_neither_changes_nor_removes_a_movement() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)

    with pytest.raises(Denied):
        movements.remove_movement(movement.pk, actor=bloc.deputy.head, at=WORKING)


def closed_bloc() -> tuple[Bloc, Movement]:
    """A movement that ran in 2023, now closed, and still runs in 2024."""
    bloc = make_running_bloc()
    movement = launched(bloc, first_on=date(2023, 5, 1), last_on=None)
    make_year(bloc.year.bloc, units=[unit.body for unit in bloc.units], year=2023, state="closed")
    return bloc, movement


def test_what_stood_in_a_closed_year_keeps_its_name() -> None:
    bloc, movement = closed_bloc()

    with pytest.raises(movements.StandsInClosedYear):
        changed(bloc, movement, name="Tên khác")
    with pytest.raises(movements.StandsInClosedYear):
        movements.remove_movement(movement.pk, actor=bloc.member.officer, at=WORKING)


def test_what_stood_in_a_closed_year_may_still_end_in_this_one() -> None:
    bloc, movement = closed_bloc()

    assert changed(bloc, movement, last_on=date(2024, 11, 30)).last_on == date(2024, 11, 30)


# Waves.


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"first_on": date(2024, 1, 1)}, "wave_outside"),
        ({"last_on": date(2024, 7, 1)}, "wave_outside"),
        ({"last_on": date(2024, 1, 20)}, "days_out_of_order"),
        ({}, "wave_known"),
    ],
)
def test_wave_that_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    with_wave(bloc, movement)

    with pytest.raises(movements.Refusal) as refused:
        with_wave(bloc, movement, **changes)
    assert refused.value.code == code


def test_wave_is_moved_and_removed() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    wave = with_wave(bloc, movement)

    moved = with_wave(bloc, movement, wave_id=wave.pk, last_on=date(2024, 3, 1))
    movements.remove_wave(movement.pk, actor=bloc.member.officer, at=WORKING, wave_id=wave.pk)

    assert (moved.pk, moved.last_on) == (wave.pk, date(2024, 3, 1))
    assert not movement.waves.exists()


def test_wave_with_activities_is_not_removed() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    wave = with_wave(bloc, movement)
    recorded(bloc, occasion=f"{movement.pk}-{wave.pk}")

    with pytest.raises(movements.WaveInUse):
        movements.remove_wave(movement.pk, actor=bloc.member.officer, at=WORKING, wave_id=wave.pk)


def test_wave_of_a_bloc_without_a_running_year_is_refused() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])

    with pytest.raises(flow.YearNotRunning):
        with_wave(bloc, movement)


# Taking part.


def part(bloc: Bloc, movement: Movement, **changes: Any) -> Participation:
    values: dict[str, Any] = {"since_on": date(2024, 1, 15), "figures": "74.958 phần quà"}
    by = {"actor": bloc.deputy.officer, "at": WORKING, "movement_id": movement.pk}
    return movements.take_part(bloc.year.pk, **by, **values | changes).object


def test_any_unit_takes_part_in_a_movement_and_corrects_it() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    part(bloc, movement)

    corrected = part(bloc, movement, figures="75.000 phần quà", version=1)

    assert (corrected.unit, corrected.figures, corrected.version) == (bloc.deputy.body, "75.000 phần quà", 2)
    assert Participation.objects.count() == 1


def test_taking_part_outside_the_movement_or_over_another_change_is_refused() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)

    for day in (date(2024, 1, 9), date(2024, 7, 1)):
        with pytest.raises(movements.OutsideMovement):
            part(bloc, movement, since_on=day)
    part(bloc, movement)
    with pytest.raises(flow.Stale):
        part(bloc, movement, version=7)


def test_taking_part_begins_no_later_than_the_year_ends() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc, last_on=None)

    assert part(bloc, movement, since_on=date(2024, 12, 31)).since_on == date(2024, 12, 31)
    with pytest.raises(movements.OutsideMovement, match="đến 31/12/2024"):
        part(bloc, movement, since_on=date(2025, 1, 1), version=1)


def test_part_is_withdrawn_once() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    part(bloc, movement)
    by = {"actor": bloc.deputy.head, "at": WORKING, "movement_id": movement.pk}

    movements.withdraw_part(bloc.year.pk, **by)

    assert not Participation.objects.exists()
    with pytest.raises(movements.NotTakingPart):
        movements.withdraw_part(bloc.year.pk, **by)


def test_authority_takes_no_part() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)

    with pytest.raises(Http404):
        movements.take_part(
            bloc.year.pk, actor=bloc.authority, at=WORKING, movement_id=movement.pk, since_on=date(2024, 2, 1)
        )


# Activities.


def test_activity_keeps_people_and_occurrences_apart() -> None:
    bloc = make_running_bloc()

    one = recorded(bloc, people=30, occurrences=90, money=Decimal("1500000"), quantity=Decimal(12), quantity_unit="nhà")

    one.refresh_from_db()
    assert (one.people, one.occurrences, one.money, one.quantity) == (30, 90, Decimal(1_500_000), Decimal(12))
    assert one.unit == bloc.member.body


def test_bloc_itself_acts_through_its_head_alone() -> None:
    bloc = make_running_bloc()

    assert recorded(bloc, by=bloc.leader.head, of_bloc=True).unit is None
    for actor in (bloc.leader.officer, bloc.member.head):
        with pytest.raises(Denied):
            recorded(bloc, by=actor, of_bloc=True, title="Khác")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"first_on": date(2024, 6, 4)}, "not_done_yet"),
        ({"first_on": date(2023, 12, 31)}, "not_in_the_year"),
        ({"last_on": date(2025, 1, 1)}, "not_in_the_year"),
        ({"last_on": date(2024, 1, 1)}, "days_out_of_order"),
        ({"people": 10, "occurrences": 9}, "fewer_occurrences_than_people"),
        ({"quantity": Decimal(3)}, "quantity_without_unit"),
        ({"quantity_unit": "phần quà"}, "quantity_without_unit"),
        ({"occasion": "999999"}, "no_such_occasion"),
        ({"occasion": "x"}, "no_such_occasion"),
        ({"occasion": "1-x"}, "no_such_occasion"),
    ],
)
def test_activity_that_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(activities.Refusal) as refused:
        recorded(make_running_bloc(), **changes)

    assert refused.value.code == code
    assert not Activity.objects.exists()


def test_activity_outside_its_wave_is_refused() -> None:
    bloc = make_running_bloc()
    movement = launched(bloc)
    wave = with_wave(bloc, movement)

    for days in ({"first_on": date(2024, 2, 21)}, {"first_on": date(2024, 1, 20), "last_on": date(2024, 1, 31)}):
        with pytest.raises(activities.OutsideWave):
            recorded(bloc, occasion=f"{movement.pk}-{wave.pk}", **days)
    assert recorded(bloc, occasion=f"{movement.pk}-{wave.pk}").wave == wave


def test_wave_of_another_movement_is_no_occasion() -> None:
    bloc = make_running_bloc()
    wave = with_wave(bloc, launched(bloc))
    other = launched(bloc, name="Khác")

    with pytest.raises(activities.NoSuchOccasion):
        recorded(bloc, occasion=f"{other.pk}-{wave.pk}")


def test_activity_sent_twice_is_recorded_once() -> None:
    bloc = make_running_bloc()
    recorded(bloc)

    with pytest.raises(activities.ActivityKnown):
        recorded(bloc)


def test_activity_is_changed_by_its_unit_only_and_on_the_version_it_was_opened_on() -> None:
    bloc = make_running_bloc()
    one = recorded(bloc)
    values: dict[str, Any] = {"kind": "talk", "title": "Nói chuyện", "first_on": date(2024, 2, 3), "people": 5}

    changed = activities.change_activity(one.pk, actor=bloc.member.head, at=WORKING, version=1, **values).object

    assert (changed.title, changed.people, changed.version) == ("Nói chuyện", 5, 2)
    assert Entry.objects.order_by("-sequence")[0].payload["figures"] == "5 người"
    with pytest.raises(flow.Stale):
        activities.change_activity(one.pk, actor=bloc.member.head, at=WORKING, version=1, **values)
    with pytest.raises(Denied):
        activities.change_activity(one.pk, actor=bloc.deputy.head, at=WORKING, **values)


def test_activity_is_removed_and_a_closed_year_keeps_its_own() -> None:
    bloc = make_running_bloc()
    one, other = recorded(bloc), recorded(bloc, title="Khác")
    activities.remove_activity(one.pk, actor=bloc.member.officer, at=WORKING)
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])

    with pytest.raises(flow.YearNotRunning):
        activities.remove_activity(other.pk, actor=bloc.member.officer, at=WORKING)
    with pytest.raises(flow.YearNotRunning):
        recorded(bloc, title="Sau khi khép")
    with pytest.raises(IntegrityError), transaction.atomic():
        other.delete()
    assert Activity.objects.get() == other
