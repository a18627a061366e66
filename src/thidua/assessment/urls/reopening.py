"""Periods opened again for one unit."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import reopening
from thidua.kernel.gate import page

PLACE = f"{YEAR}reopenings/<int:reopening_id>/"

pages = [
    page(f"{YEAR}reopen/", reopening.reopen, needs=policies.REOPEN, name="reopen"),
    page(f"{PLACE}confirm/", reopening.confirm_reopening, needs=policies.REOPEN, name="confirm_reopening"),
    page(f"{PLACE}close/", reopening.close_reopening, needs=policies.REOPEN, name="close_reopening"),
    page(
        f"{YEAR}standings/superseded/<int:superseded_id>/",
        reopening.superseded,
        needs=policies.SEE,
        name="superseded",
    ),
]
