"""The addresses of this app, by subject."""

from thidua.conferences.urls import conference, leadership, resolutions

app_name = "conferences"

urlpatterns = [*conference.pages, *leadership.pages, *resolutions.pages]
