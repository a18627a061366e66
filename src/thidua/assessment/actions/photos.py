"""Adding pictures to an activity, and taking them off again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions.activities import about
from thidua.assessment.actions.evidence import drop_unless_used, keep_files
from thidua.assessment.actions.flow import YearNotRunning
from thidua.assessment.models import Activity, ActivityPhoto
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.uploads.checking import Checked
from thidua.ledger.actions import Recorded, action

MOST = 30


class NotAPicture(Refusal):
    code = "not_a_picture"
    field = "files"
    sentence = _("“%(name)s” không phải ảnh. Ở đây chỉ thêm ảnh JPG, PNG, WEBP; tài liệu khác thì thêm ở minh chứng.")


class TooManyPhotos(Refusal):
    code = "too_many_photos"
    field = "files"
    sentence = _("Mỗi hoạt động có nhiều nhất %(most)s ảnh; hiện có %(count)s. Chọn ít ảnh hơn, hoặc bỏ bớt ảnh cũ.")


class PhotoKnown(Refusal):
    code = "photo_known"
    field = "files"
    sentence = _("Ảnh này đã có ở hoạt động, nên không thêm lần thứ hai.")


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """In whose room a picture is kept: the unit's own, or that of the unit which leads the bloc."""

    emulation_year: EmulationYear
    unit_id: int | None

    @property
    def emulation_year_id(self) -> int:
        return self.emulation_year.pk


@action(needs=policies.WRITE_ACTIVITY, loads=queries.activity_to_change)
def add_photos(
    activity: Activity, *, actor: Actor, at: datetime, files: Sequence[Checked], caption: str = "",
    illustrative: bool = False,
) -> Recorded[list[ActivityPhoto]]:  # fmt: skip
    """Whoever writes the activity adds pictures with a caption. Raises NotAPicture, TooManyPhotos, PhotoKnown."""
    _require_running(activity)
    for one in files:
        if one.preview is None:
            raise NotAPicture(name=one.name)
    standing = set(activity.photos.values_list("file__sha256", flat=True))
    fresh = list({one.sha256: one for one in files if one.sha256 not in standing}.values())
    if not fresh:
        raise PhotoKnown
    if len(standing) + len(fresh) > MOST:
        raise TooManyPhotos(most=MOST, count=len(standing))
    keeper = Keeper(emulation_year=activity.emulation_year, unit_id=activity.unit_id or actor.body_id)
    kept = keep_files(keeper, fresh, by=actor.describe(), at=at, illustrative=illustrative)
    last = activity.photos.aggregate(last=Max("position"))["last"] or 0
    photos = [
        ActivityPhoto.objects.create(
            emulation_year_id=activity.emulation_year_id, activity=activity, file=file, caption=caption,
            position=position, added_by=actor.describe(), added_at=at, illustrative=illustrative,
        )
        for position, file in enumerate(kept, start=last + 1)
    ]  # fmt: skip
    event = events.PhotosAdded(**about(activity), count=len(photos), caption=caption)
    return Recorded(photos, event)


@action(needs=policies.WRITE_PHOTO, loads=queries.photo_to_change)
def remove_photo(photo: ActivityPhoto, *, actor: Actor, at: datetime) -> Recorded[Activity]:
    """A picture is taken off an activity; its file is deleted when nothing else rests on it."""
    activity = photo.activity
    _require_running(activity)
    event = events.PhotoRemoved(**about(activity), photo=str(photo))
    file = photo.file
    photo.delete()
    drop_unless_used(file)
    return Recorded(activity, event)


def _require_running(activity: Activity) -> None:
    if not activity.emulation_year.running:
        raise YearNotRunning
