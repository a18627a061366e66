"""What happens to movements, their waves, those who take part, and activities."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class MovementEvent(Event):
    """An event about a movement."""

    name = "assessment.movement"
    movement: str


@dataclass(frozen=True, kw_only=True)
class MovementLaunched(MovementEvent):
    name = "assessment.movement_launched"
    sentence = _("Ghi phong trào “%(movement)s” do %(launched_by)s phát động, từ %(first_on)s đến %(last_on)s")

    launched_by: str
    first_on: str
    last_on: str


@dataclass(frozen=True, kw_only=True)
class MovementChanged(MovementEvent):
    name = "assessment.movement_changed"
    sentence = _("Sửa phong trào “%(before)s” thành “%(movement)s”, từ %(first_on)s đến %(last_on)s")

    before: str
    first_on: str
    last_on: str


@dataclass(frozen=True, kw_only=True)
class MovementRemoved(MovementEvent):
    name = "assessment.movement_removed"
    sentence = _("Bỏ phong trào “%(movement)s”")


@dataclass(frozen=True, kw_only=True)
class WaveSet(MovementEvent):
    name = "assessment.wave_set"
    sentence = _("Ghi đợt “%(wave)s” của phong trào “%(movement)s”: từ %(first_on)s đến %(last_on)s")

    wave: str
    first_on: str
    last_on: str


@dataclass(frozen=True, kw_only=True)
class WaveRemoved(MovementEvent):
    name = "assessment.wave_removed"
    sentence = _("Bỏ đợt “%(wave)s” của phong trào “%(movement)s”")

    wave: str


@dataclass(frozen=True, kw_only=True)
class PartTaken(MovementEvent):
    name = "assessment.part_taken"
    sentence = _("%(unit)s tham gia phong trào “%(movement)s” từ %(since_on)s. %(figures)s")

    unit: str
    since_on: str
    figures: str


@dataclass(frozen=True, kw_only=True)
class PartWithdrawn(MovementEvent):
    name = "assessment.part_withdrawn"
    sentence = _("%(unit)s rút ghi nhận tham gia phong trào “%(movement)s”")

    unit: str


@dataclass(frozen=True, kw_only=True)
class ActivityEvent(Event):
    """An event about an activity: of a unit, or of the bloc itself."""

    name = "assessment.activity"
    by: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ActivityRecorded(ActivityEvent):
    name = "assessment.activity_recorded"
    sentence = _("%(by)s ghi hoạt động “%(title)s” ngày %(first_on)s")

    first_on: str


@dataclass(frozen=True, kw_only=True)
class ActivityChanged(ActivityEvent):
    name = "assessment.activity_changed"
    sentence = _("%(by)s sửa hoạt động “%(before)s” thành “%(title)s” ngày %(first_on)s; số liệu: %(figures)s")

    before: str
    first_on: str
    figures: str


@dataclass(frozen=True, kw_only=True)
class ActivityRemoved(ActivityEvent):
    name = "assessment.activity_removed"
    sentence = _("%(by)s bỏ hoạt động “%(title)s”")


@dataclass(frozen=True, kw_only=True)
class PhotosAdded(ActivityEvent):
    name = "assessment.photos_added"
    sentence = _("%(by)s thêm %(count)s ảnh vào hoạt động “%(title)s”. %(caption)s")

    count: int
    caption: str


@dataclass(frozen=True, kw_only=True)
class PhotoRemoved(ActivityEvent):
    name = "assessment.photo_removed"
    sentence = _("%(by)s bỏ ảnh “%(photo)s” khỏi hoạt động “%(title)s”")

    photo: str
