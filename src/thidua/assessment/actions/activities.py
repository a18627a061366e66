"""Recording what units and the bloc itself did."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions.flow import YearNotRunning, require_version
from thidua.assessment.actions.movements import DaysOutOfOrder, written
from thidua.assessment.models import Activity, Movement, MovementWave
from thidua.cycles.models import EmulationYear
from thidua.cycles.policies import is_leader_head
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.reading.folding import fold
from thidua.rulebook.measures import write_number


class ActivityKnown(Refusal):
    code = "activity_known"
    field = "title"
    sentence = _("Đã ghi hoạt động “%(title)s” ngày %(first_on)s. Mở hoạt động đó để sửa, hoặc ghi tên khác.")


class NotInTheYear(Refusal):
    code = "not_in_the_year"
    field = "first_on"
    sentence = _("Hoạt động phải nằm trong năm thi đua, từ %(first)s đến %(last)s. Sửa ngày, hoặc ghi vào năm khác.")


class NotDoneYet(Refusal):
    code = "not_done_yet"
    field = "first_on"
    sentence = _("Ngày %(first_on)s chưa tới. Ở đây chỉ ghi việc đã làm; việc sắp làm ghi ở lịch hoạt động chung.")


class FewerOccurrencesThanPeople(Refusal):
    code = "fewer_occurrences_than_people"
    field = "occurrences"
    sentence = _(
        "Số lượt không thể ít hơn số người: mỗi người ít nhất là một lượt. Sửa một trong hai số, hoặc để trống số chưa rõ."
    )


class QuantityWithoutUnit(Refusal):
    code = "quantity_without_unit"
    field = "quantity_unit"
    sentence = _("Ghi cả số lượng và đơn vị tính, ví dụ 74.958 và phần quà; hoặc để trống cả hai.")


class NoSuchOccasion(Refusal):
    code = "no_such_occasion"
    field = "occasion"
    sentence = _("Phong trào hoặc đợt này không có trong năm thi đua. Tải lại trang rồi chọn lại.")


class OutsideWave(Refusal):
    code = "outside_wave"
    field = "first_on"
    sentence = _(
        "Hoạt động không nằm trong đợt “%(wave)s”, từ %(first_on)s đến %(last_on)s. Sửa ngày, hoặc chọn đợt khác."
    )


class PhotosHang(Refusal):
    code = "photos_hang"
    sentence = _("Chưa bỏ được: hoạt động còn %(count)s ảnh. Bỏ ảnh trước rồi bỏ hoạt động.")


def about(activity: Activity) -> dict[str, Any]:
    """The columns of an event about an activity."""
    year = activity.emulation_year
    return {
        "subject": f"activity:{activity.pk}",
        "emulation_year_id": activity.emulation_year_id,
        "unit_id": activity.unit_id,
        "by": activity.unit.name if activity.unit else year.bloc.name,
        "title": activity.title,
    }


@action(needs=policies.RECORD_ACTIVITY, loads=queries.year_to_write_in)
def record_activity(
    year: EmulationYear,
    /,
    *,
    actor: Actor,
    at: datetime,
    of_bloc: bool = False,
    illustrative: bool = False,
    **values: Any,
) -> Recorded[Activity]:
    """A unit records what it did, or the bloc's head what the bloc itself did.

    `values` are those of `fill`. Raises ActivityKnown, which also stops a form sent twice.
    """
    if of_bloc and not is_leader_head(actor, year):
        raise Denied
    activity = Activity(
        emulation_year=year, unit_id=None if of_bloc else actor.body_id, entered_by=actor.describe(), entered_at=at,
        illustrative=illustrative,
    )  # fmt: skip
    _fill(activity, at=at, **values)
    activity.save(force_insert=True)
    return Recorded(activity, events.ActivityRecorded(**about(activity), first_on=written(activity.first_on)))


@action(needs=policies.WRITE_ACTIVITY, loads=queries.activity_to_change)
def change_activity(
    activity: Activity, /, *, actor: Actor, at: datetime, version: int | None = None, **values: Any
) -> Recorded[Activity]:
    """What was recorded of an activity is corrected."""
    require_version(version, activity.version, row=activity, what=activity.title)
    before = activity.title
    _fill(activity, at=at, **values)
    activity.entered_by, activity.entered_at = actor.describe(), at
    activity.version += 1
    activity.save()
    event = events.ActivityChanged(
        **about(activity), before=before, first_on=written(activity.first_on), figures=_figures(activity)
    )
    return Recorded(activity, event)


@action(needs=policies.WRITE_ACTIVITY, loads=queries.activity_to_change)
def remove_activity(activity: Activity, *, actor: Actor, at: datetime) -> Recorded[EmulationYear]:
    """An activity written down by mistake is taken off the list."""
    if not activity.emulation_year.running:
        raise YearNotRunning
    if count := activity.photos.count():
        raise PhotosHang(count=count)
    event = events.ActivityRemoved(**about(activity))
    activity.delete()
    return Recorded(activity.emulation_year, event)


def _fill(
    activity: Activity, *, at: datetime, kind: str, title: str, first_on: date, last_on: date | None = None,
    place: str = "", done: str = "", people: int | None = None, occurrences: int | None = None,
    money: Decimal | None = None, quantity: Decimal | None = None, quantity_unit: str = "", source: str = "",
    occasion: str = "",
) -> None:  # fmt: skip
    """Set what was typed. `occasion` is a movement's id, or its and a wave's: "3-7"."""
    year = activity.emulation_year
    _require_days(year, first_on, last_on, at=at)
    if people is not None and occurrences is not None and occurrences < people:
        raise FewerOccurrencesThanPeople
    if (quantity is None) != (not quantity_unit):
        raise QuantityWithoutUnit(field="quantity" if quantity is None else "quantity_unit")
    activity.kind, activity.title, activity.folded = kind, title, fold(title)
    activity.first_on, activity.last_on, activity.place, activity.done = first_on, last_on, place, done
    activity.people, activity.occurrences, activity.money = people, occurrences, money
    activity.quantity, activity.quantity_unit, activity.source = quantity, quantity_unit, source
    activity.movement, activity.wave = _occasion(year, occasion)
    _require_within_wave(activity)
    same = Activity.objects.filter(
        emulation_year=year, unit_id=activity.unit_id, folded=activity.folded, first_on=first_on
    )
    if same.exclude(pk=activity.pk).exists():
        raise ActivityKnown(title=title, first_on=written(first_on))


def _require_days(year: EmulationYear, first_on: date, last_on: date | None, *, at: datetime) -> None:
    if not year.running:
        raise YearNotRunning
    if last_on is not None and last_on < first_on:
        raise DaysOutOfOrder(first_on=written(first_on))
    if first_on > timezone.localdate(at):
        raise NotDoneYet(first_on=written(first_on))
    first, last = queries.days_of(year)
    if first_on < first or (last_on or first_on) > last:
        raise NotInTheYear(
            field="first_on" if first_on < first else "last_on", first=written(first), last=written(last)
        )


def _occasion(year: EmulationYear, occasion: str) -> tuple[Movement | None, MovementWave | None]:
    if not occasion:
        return None, None
    movement_id, _dash, wave_id = occasion.partition("-")
    if not movement_id.isdecimal() or (wave_id and not wave_id.isdecimal()):
        raise NoSuchOccasion
    movement = queries.movements_of(year).filter(pk=movement_id).first()
    wave = movement.waves.filter(pk=wave_id).first() if movement and wave_id else None
    if movement is None or (wave_id and wave is None):
        raise NoSuchOccasion
    return movement, wave


def _require_within_wave(activity: Activity) -> None:
    """An activity of a wave has at least a day in it."""
    wave = activity.wave
    if wave is None:
        return
    if activity.first_on > wave.last_on or (activity.last_on or activity.first_on) < wave.first_on:
        raise OutsideWave(wave=wave.name, first_on=written(wave.first_on), last_on=written(wave.last_on))


def _figures(activity: Activity) -> str:
    """The figures of an activity as the ledger keeps them."""
    told = (
        (activity.people, "người"),
        (activity.occurrences, "lượt"),
        (activity.money, "đồng"),
        (activity.quantity, activity.quantity_unit),
    )
    return (
        "; ".join(f"{write_number(Decimal(value), language='vi')} {unit}" for value, unit in told if value is not None)
        or "–"
    )
