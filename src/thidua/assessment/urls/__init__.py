"""The addresses of this app, by subject."""

from thidua.assessment.urls import (
    bloc,
    movements,
    periods,
    pledges,
    reminders,
    reports,
    scores,
    signing,
    standings,
)

app_name = "assessment"

urlpatterns = [
    *bloc.pages,
    *periods.pages,
    *movements.pages,
    *pledges.pages,
    *signing.pages,
    *reminders.pages,
    *reports.pages,
    *scores.pages,
    *standings.pages,
]
