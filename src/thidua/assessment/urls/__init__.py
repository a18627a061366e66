"""The addresses of this app, by subject."""

from thidua.assessment.urls import bloc, pledges, reopening, reports, scores, standings

app_name = "assessment"

urlpatterns = [*bloc.pages, *pledges.pages, *reports.pages, *scores.pages, *standings.pages, *reopening.pages]
