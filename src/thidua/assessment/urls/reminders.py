"""Reminding the late."""

from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import reminders
from thidua.kernel.gate import page
from thidua.notices.policies import REMIND

pages = [
    page(f"{YEAR}late/", reminders.late, needs=REMIND, name="late"),
    page(f"{YEAR}late/<str:what>/", reminders.remind, needs=REMIND, name="remind"),
]
