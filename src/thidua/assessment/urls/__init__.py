"""The addresses of this app, by subject."""

from thidua.assessment.urls import (
    appeals,
    bloc,
    evidence,
    movements,
    periods,
    pledges,
    reminders,
    reopening,
    reports,
    rounds,
    scores,
    signing,
    standings,
    teams,
)

app_name = "assessment"

urlpatterns = [
    *bloc.pages,
    *evidence.pages,
    *periods.pages,
    *movements.pages,
    *pledges.pages,
    *signing.pages,
    *reminders.pages,
    *reports.pages,
    *scores.pages,
    *standings.pages,
    *rounds.pages,
    *teams.pages,
    *appeals.pages,
    *reopening.pages,
]
