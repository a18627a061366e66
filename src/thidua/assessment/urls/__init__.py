"""The addresses of this app, by subject."""

from thidua.assessment.urls import bloc, periods, pledges, reminders, reports, scores, standings

app_name = "assessment"

urlpatterns = [
    *bloc.pages,
    *periods.pages,
    *pledges.pages,
    *reminders.pages,
    *reports.pages,
    *scores.pages,
    *standings.pages,
]
