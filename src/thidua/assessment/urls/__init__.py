"""The addresses of this app, by subject."""

from thidua.assessment.urls import appeals, bloc, pledges, reminders, reports, rounds, scores, standings, teams

app_name = "assessment"

urlpatterns = [
    *bloc.pages,
    *pledges.pages,
    *reminders.pages,
    *reports.pages,
    *scores.pages,
    *standings.pages,
    *rounds.pages,
    *teams.pages,
    *appeals.pages,
]
