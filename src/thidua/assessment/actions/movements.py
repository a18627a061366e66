"""Launching movements, setting their waves, taking part in them."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions.flow import YearNotRunning, require_version
from thidua.assessment.models import WIDE, Launcher, Movement, MovementWave, Participation
from thidua.assessment.policies import AboutMovement
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.reading.dates import write_date
from thidua.reading.folding import fold


class MovementKnown(Refusal):
    code = "movement_known"
    field = "name"
    sentence = _("Đã có phong trào “%(name)s” bắt đầu ngày %(first_on)s. Mở phong trào đó để sửa, hoặc ghi tên khác.")


class DaysOutOfOrder(Refusal):
    code = "days_out_of_order"
    field = "last_on"
    sentence = _("Ngày kết thúc phải từ ngày bắt đầu %(first_on)s trở đi. Sửa một trong hai ngày.")


class OutsideTheYear(Refusal):
    code = "outside_the_year"
    field = "first_on"
    sentence = _(
        "Phong trào không có ngày nào trong năm thi đua, từ %(first)s đến %(last)s. Sửa ngày, hoặc mở năm khác."
    )


class ParentNotThere(Refusal):
    code = "parent_not_there"
    field = "parent"
    sentence = _("Phong trào cấp trên này không có trong năm thi đua. Tải lại trang rồi chọn lại.")


class ParentNarrower(Refusal):
    code = "parent_narrower"
    field = "parent"
    sentence = _(
        "Phong trào cấp trên phải do cùng cấp hoặc cấp cao hơn phát động. Chọn phong trào khác, hoặc để trống."
    )


class ParentBelow(Refusal):
    code = "parent_below"
    field = "parent"
    sentence = _("“%(parent)s” nằm dưới chính phong trào này, nên không làm cấp trên được. Chọn phong trào khác.")


class StandsInClosedYear(Refusal):
    code = "stands_in_closed_year"
    sentence = _(
        "Phong trào này đã có trong năm đã khép lại, nên tên, nơi phát động và ngày bắt đầu giữ nguyên; chỉ sửa được mục đích và "
        "ngày kết thúc, không trước %(closed_until)s."
    )


class MovementInUse(Refusal):
    code = "movement_in_use"
    sentence = _(
        "Chưa bỏ được: phong trào còn %(children)s phong trào con, %(waves)s đợt, %(units)s đơn vị tham gia và %(activities)s hoạt động. "
        "Bỏ hoặc chuyển các mục đó trước."
    )


class WaveKnown(Refusal):
    code = "wave_known"
    field = "name"
    sentence = _("Phong trào đã có đợt “%(name)s”. Sửa đợt đó, hoặc ghi tên khác.")


class WaveOutside(Refusal):
    code = "wave_outside"
    field = "first_on"
    sentence = _("Đợt phải nằm trong thời gian của phong trào: %(first_on)s đến %(last_on)s. Sửa ngày của đợt.")


class WaveInUse(Refusal):
    code = "wave_in_use"
    sentence = _("Chưa bỏ được: đợt này còn %(activities)s hoạt động. Bỏ hoặc chuyển các hoạt động đó trước.")


class OutsideMovement(Refusal):
    code = "outside_movement"
    field = "since_on"
    sentence = _("Ngày tham gia phải trong thời gian của phong trào: %(first_on)s đến %(last_on)s.")


class NotTakingPart(Refusal):
    code = "not_taking_part"
    sentence = _("Đơn vị chưa được ghi tham gia phong trào này trong năm. Tải lại trang.")


def about(movement: Movement, year: EmulationYear | None = None) -> dict[str, Any]:
    """The columns of an event about a movement: of a year where one is known, of the authority where it reaches all."""
    return {
        "subject": f"movement:{movement.pk}",
        "emulation_year_id": year.pk if year else None,
        "unit_id": movement.unit_id or (movement.authority_id if movement.bloc_id is None else None),
        "movement": movement.name,
    }


def written(day: date | None) -> str:
    """A day in the ledger: in one way whatever the page's language."""
    return write_date(day, language="vi") if day else "–"


@action(needs=policies.LAUNCH_MOVEMENT, loads=queries.year_to_change)
def launch_movement(
    year: EmulationYear, *, actor: Actor, at: datetime, level: str, launched_by: str, name: str, first_on: date,
    last_on: date | None = None, parent_id: int | None = None, document_number: str = "",
    document_on: date | None = None, aim: str = "", illustrative: bool = False,
) -> Recorded[Movement]:  # fmt: skip
    """A movement is written down: the province's and wider by the authority, the bloc's by its head, a unit's by it.

    Raises MovementKnown, which also stops a form sent twice.
    """
    _require_running(year)
    if level not in policies.levels_of(actor, year):
        raise Denied
    movement = Movement(
        authority_id=year.bloc.authority_id, bloc=None if level in WIDE else year.bloc,
        unit_id=actor.body_id if level == Launcher.UNIT else None, level=level, launched_by=launched_by, name=name,
        folded=fold(name), document_number=document_number, document_on=document_on, aim=aim, first_on=first_on,
        last_on=last_on, entered_by=actor.describe(), entered_at=at, illustrative=illustrative,
    )  # fmt: skip
    _require_days(first_on, last_on)
    _require_within(movement, year)
    movement.parent = _parent(actor, year, movement, parent_id)
    _require_unknown(movement)
    movement.save(force_insert=True)
    event = events.MovementLaunched(
        **about(movement, year), launched_by=launched_by, first_on=written(first_on), last_on=written(last_on)
    )
    return Recorded(movement, event)


@action(needs=policies.WRITE_MOVEMENT, loads=queries.movement_to_change)
def change_movement(
    found: AboutMovement, *, actor: Actor, at: datetime, year_id: int, launched_by: str, name: str, first_on: date,
    last_on: date | None, parent_id: int | None, document_number: str, document_on: date | None, aim: str,
    version: int | None = None,
) -> Recorded[Movement]:  # fmt: skip
    """A movement is corrected, or its end is set. What stood in a closed year keeps its name and its beginning."""
    movement, year = found.movement, queries.year_for(actor, year_id)
    require_version(version, movement.version, what=movement.name)
    _require_running(year)
    _require_days(first_on, last_on)
    fixed = (name, launched_by, first_on, document_number, document_on, parent_id)
    kept = (
        movement.name, movement.launched_by, movement.first_on, movement.document_number, movement.document_on,
        movement.parent_id,
    )  # fmt: skip
    ends_before = found.closed_until and last_on and last_on < min(found.closed_until, movement.last_on or last_on)
    if found.closed_until and (fixed != kept or ends_before):
        raise StandsInClosedYear(closed_until=written(found.closed_until))
    before = movement.name
    movement.launched_by, movement.name, movement.folded = launched_by, name, fold(name)
    movement.document_number, movement.document_on, movement.aim = document_number, document_on, aim
    movement.first_on, movement.last_on = first_on, last_on
    _require_within(movement, year)
    movement.parent = _parent(actor, year, movement, parent_id)
    _require_unknown(movement)
    _require_waves_inside(movement)
    movement.version += 1
    movement.save()
    event = events.MovementChanged(
        **about(movement, year), before=before, first_on=written(first_on), last_on=written(last_on)
    )
    return Recorded(movement, event)


@action(needs=policies.WRITE_MOVEMENT, loads=queries.movement_to_change)
def remove_movement(found: AboutMovement, *, actor: Actor, at: datetime) -> Recorded[Movement]:
    """A movement that nothing hangs on is taken off the list. Raises MovementInUse, which counts what does."""
    movement = found.movement
    if found.closed_until:
        raise StandsInClosedYear(closed_until=written(found.closed_until))
    hanging: dict[str, Any] = {
        "children": movement.children.count(),
        "waves": movement.waves.count(),
        "units": movement.participations.count(),
        "activities": movement.activities.count(),
    }
    if any(hanging.values()):
        raise MovementInUse(**hanging)
    event = events.MovementRemoved(**about(movement, found.year))
    movement.delete()
    return Recorded(movement, event)


@action(needs=policies.WRITE_MOVEMENT, loads=queries.movement_to_change)
def set_wave(
    found: AboutMovement, *, actor: Actor, at: datetime, name: str, first_on: date, last_on: date, aim: str = "",
    wave_id: int | None = None, illustrative: bool = False,
) -> Recorded[MovementWave]:  # fmt: skip
    """A wave gets its days and its aim: a new one, or one that was there. Raises WaveKnown for a name given twice."""
    movement = found.movement
    _require_open(found)
    _require_days(first_on, last_on)
    if first_on < movement.first_on or (movement.last_on and last_on > movement.last_on):
        raise WaveOutside(first_on=written(movement.first_on), last_on=written(movement.last_on))
    if movement.waves.filter(folded=fold(name)).exclude(pk=wave_id or 0).exists():
        raise WaveKnown(name=name)
    wave = queries.wave_of(movement, wave_id) if wave_id else MovementWave(movement=movement, illustrative=illustrative)
    if wave.pk and found.closed_until and wave.first_on <= found.closed_until:
        raise StandsInClosedYear(closed_until=written(found.closed_until))
    wave.name, wave.folded, wave.aim, wave.first_on, wave.last_on = name, fold(name), aim, first_on, last_on
    wave.save()
    event = events.WaveSet(
        **about(movement, found.year), wave=name, first_on=written(first_on), last_on=written(last_on)
    )
    return Recorded(wave, event)


@action(needs=policies.WRITE_MOVEMENT, loads=queries.movement_to_change)
def remove_wave(found: AboutMovement, *, actor: Actor, at: datetime, wave_id: int) -> Recorded[Movement]:
    """A wave without activities is dropped."""
    movement = found.movement
    _require_open(found)
    wave = queries.wave_of(movement, wave_id)
    if found.closed_until and wave.first_on <= found.closed_until:
        raise StandsInClosedYear(closed_until=written(found.closed_until))
    if count := wave.activities.count():
        raise WaveInUse(activities=count)
    event = events.WaveRemoved(**about(movement, found.year), wave=wave.name)
    wave.delete()
    return Recorded(movement, event)


@action(needs=policies.TAKE_PART, loads=queries.year_to_write_in)
def take_part(
    year: EmulationYear, *, actor: Actor, at: datetime, movement_id: int, since_on: date, figures: str = "",
    version: int | None = None, illustrative: bool = False,
) -> Recorded[Participation]:  # fmt: skip
    """A unit says that it takes part in a movement this year, since when, and with what figures. Again: it corrects."""
    _require_running(year)
    assert actor.body_id is not None  # the year was found by the unit that is its member
    _year, movement = queries.movement_for(actor, year.pk, movement_id)
    if since_on < movement.first_on or (movement.last_on and since_on > movement.last_on):
        raise OutsideMovement(first_on=written(movement.first_on), last_on=written(movement.last_on))
    part = Participation.objects.filter(emulation_year=year, movement=movement, unit_id=actor.body_id).first()
    if part is None:
        part = Participation(
            emulation_year=year, movement=movement, unit_id=actor.body_id, version=0, illustrative=illustrative
        )
    else:
        require_version(version, part.version, row=part, what=part.movement.name)
    part.since_on, part.figures, part.entered_by, part.entered_at = since_on, figures, actor.describe(), at
    part.version += 1
    part.save()
    unit = Body.objects.get(pk=actor.body_id)
    event = events.PartTaken(
        **about(movement, year) | {"unit_id": unit.pk}, unit=unit.name, since_on=written(since_on), figures=figures
    )
    return Recorded(part, event)


@action(needs=policies.TAKE_PART, loads=queries.year_to_write_in)
def withdraw_part(year: EmulationYear, *, actor: Actor, at: datetime, movement_id: int) -> Recorded[Movement]:
    """A unit takes back that it took part, when it was written down by mistake."""
    _require_running(year)
    _year, movement = queries.movement_for(actor, year.pk, movement_id)
    part = Participation.objects.filter(emulation_year=year, movement=movement, unit_id=actor.body_id)
    found = part.select_related("unit").first()
    if found is None:
        raise NotTakingPart
    event = events.PartWithdrawn(**about(movement, year) | {"unit_id": found.unit_id}, unit=found.unit.name)
    found.delete()
    return Recorded(movement, event)


def _require_running(year: EmulationYear) -> None:
    if not year.running:
        raise YearNotRunning


def _require_open(found: AboutMovement) -> None:
    """A bloc's or a unit's movement is written in while its bloc has a running year that it touches."""
    if found.movement.bloc_id and found.year is None:
        raise YearNotRunning


def _require_days(first_on: date, last_on: date | None) -> None:
    if last_on is not None and last_on < first_on:
        raise DaysOutOfOrder(first_on=written(first_on))


def _require_within(movement: Movement, year: EmulationYear) -> None:
    first, last = queries.days_of(year)
    if movement.first_on > last or (movement.last_on is not None and movement.last_on < first):
        raise OutsideTheYear(first=written(first), last=written(last))


def _require_unknown(movement: Movement) -> None:
    """Refuse a second movement of the same launcher with this name and first day."""
    same = Movement.objects.filter(
        authority_id=movement.authority_id, bloc_id=movement.bloc_id, unit_id=movement.unit_id,
        folded=movement.folded, first_on=movement.first_on,
    )  # fmt: skip
    if same.exclude(pk=movement.pk).exists():
        raise MovementKnown(name=movement.name, first_on=written(movement.first_on))


def _require_waves_inside(movement: Movement) -> None:
    outside = [
        wave for wave in movement.waves.all()
        if wave.first_on < movement.first_on or (movement.last_on and wave.last_on > movement.last_on)
    ]  # fmt: skip
    if outside:
        raise WaveOutside(field="last_on", first_on=written(movement.first_on), last_on=written(movement.last_on))


def _parent(actor: Actor, year: EmulationYear, movement: Movement, parent_id: int | None) -> Movement | None:
    """The movement above: of the same circle or a wider one, and not below this one."""
    if parent_id is None:
        return None
    parent = queries.movements_of(year).filter(pk=parent_id).first()
    if parent is None:
        raise ParentNotThere
    if movement.pk and (parent.pk == movement.pk or movement.pk in {one.pk for one in queries.ancestors(parent)}):
        raise ParentBelow(parent=parent.name)
    order = list(Launcher)
    others = parent.level == Launcher.UNIT and parent.unit_id != movement.unit_id
    if order.index(Launcher(parent.level)) > order.index(Launcher(movement.level)) or others:
        raise ParentNarrower
    return parent
