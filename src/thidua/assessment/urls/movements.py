"""Movements and activities."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import activities, movements, photos
from thidua.kernel.gate import page

MOVEMENT = f"{YEAR}movements/<int:movement_id>/"
WAVE = f"{MOVEMENT}waves/<int:wave_id>/"
ACTIVITY = f"{YEAR}activities/<int:activity_id>/"
WRITE = policies.WRITE_MOVEMENT

pages = [
    page(f"{YEAR}movements/", movements.movements, needs=policies.SEE, name="movements"),
    page(f"{YEAR}movements/launch/", movements.launch_movement, needs=policies.LAUNCH_MOVEMENT, name="launch_movement"),
    page(MOVEMENT, movements.movement, needs=policies.SEE, name="movement"),
    page(f"{MOVEMENT}change/", movements.change_movement, needs=WRITE, name="change_movement"),
    page(f"{MOVEMENT}remove/", movements.remove_movement, needs=WRITE, name="remove_movement"),
    page(f"{MOVEMENT}waves/add/", movements.wave, needs=WRITE, name="add_wave"),
    page(WAVE, movements.wave, needs=WRITE, name="change_wave"),
    page(f"{WAVE}remove/", movements.remove_wave, needs=WRITE, name="remove_wave"),
    page(f"{MOVEMENT}part/", movements.take_part, needs=policies.TAKE_PART, name="take_part"),
    page(f"{MOVEMENT}part/withdraw/", movements.withdraw_part, needs=policies.TAKE_PART, name="withdraw_part"),
    page(f"{YEAR}activities/", activities.activities, needs=policies.SEE, name="activities"),
    page(
        f"{YEAR}activities/record/", activities.record_activity, needs=policies.RECORD_ACTIVITY, name="record_activity"
    ),
    page(ACTIVITY, activities.activity, needs=policies.SEE, name="activity"),
    page(f"{ACTIVITY}change/", activities.change_activity, needs=policies.WRITE_ACTIVITY, name="change_activity"),
    page(f"{ACTIVITY}remove/", activities.remove_activity, needs=policies.WRITE_ACTIVITY, name="remove_activity"),
    page(f"{ACTIVITY}photos/add/", photos.add_photos, needs=policies.WRITE_ACTIVITY, name="add_photos"),
    page(f"{YEAR}photos/<int:photo_id>/remove/", photos.remove_photo, needs=policies.WRITE_PHOTO, name="remove_photo"),
]
