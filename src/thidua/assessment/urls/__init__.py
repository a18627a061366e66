"""The addresses of this app, by subject."""

from thidua.assessment.urls import bloc, evidence, pledges, reminders, reports, scores, standings

app_name = "assessment"

urlpatterns = [
    *bloc.pages,
    *evidence.pages,
    *pledges.pages,
    *reminders.pages,
    *reports.pages,
    *scores.pages,
    *standings.pages,
]
