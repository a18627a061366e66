"""The addresses of resolutions and written opinions."""

from thidua.conferences import policies
from thidua.conferences.views import opining, resolving
from thidua.kernel.gate import page

RESOLUTIONS = "years/<int:year_id>/conferences/<int:conference_id>/resolutions/"
OPINIONS = "years/<int:year_id>/conferences/<int:conference_id>/opinions/"

pages = [
    page(RESOLUTIONS, resolving.resolutions, needs=policies.SEE, name="resolutions"),
    page(f"{RESOLUTIONS}add/", resolving.add, needs=policies.RUN, name="resolution_add"),
    page(f"{RESOLUTIONS}<int:resolution_id>/", resolving.correct, needs=policies.RUN, name="resolution_correct"),
    page(f"{OPINIONS}add/", opining.add, needs=policies.GIVE_OPINION, name="opinion_add"),
    page(
        f"{OPINIONS}<int:opinion_id>/withdraw/", opining.withdraw, needs=policies.GIVE_OPINION, name="opinion_withdraw"
    ),
]
