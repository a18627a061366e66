"""The addresses of resolutions."""

from thidua.conferences import policies
from thidua.conferences.views import resolving
from thidua.kernel.gate import page

RESOLUTIONS = "years/<int:year_id>/conferences/<int:conference_id>/resolutions/"

pages = [
    page(RESOLUTIONS, resolving.resolutions, needs=policies.SEE, name="resolutions"),
    page(f"{RESOLUTIONS}add/", resolving.add, needs=policies.RUN, name="resolution_add"),
    page(f"{RESOLUTIONS}<int:resolution_id>/", resolving.correct, needs=policies.RUN, name="resolution_correct"),
]
