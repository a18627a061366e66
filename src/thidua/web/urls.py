"""Every address of the program. The gate stands in front of each: see kernel.checks."""

from django.urls import include, path

urlpatterns = [
    path("", include("thidua.web.pages")),
    path("", include("thidua.bodies.urls")),
    path("", include("thidua.ledger.urls")),
    path("", include("thidua.cycles.urls")),
    path("", include("thidua.notices.urls")),
    path("", include("thidua.assessment.urls")),
    path("", include("thidua.conferences.urls")),
    path("", include("thidua.ballots.urls")),
    path("", include("thidua.honours.urls")),
    path("", include("thidua.papers.urls")),
    path("", include("thidua.kernel.urls")),
]
