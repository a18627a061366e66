from thidua.conferences.policies import PROJECT
from thidua.kernel.gate import PUBLIC, SIGNED_IN, page
from thidua.ledger.policies import READ_ALL
from thidua.web import views
from thidua.web.projector import views as projector

app_name = "web"

CONFERENCE = "years/<int:year_id>/conferences/<int:conference_id>/"

urlpatterns = [
    page("", views.home_page, needs=SIGNED_IN, name="home"),
    page("seen/", views.seen, needs=SIGNED_IN, name="seen"),
    page("search/", views.search, needs=SIGNED_IN, name="search"),
    page("help/", views.help_page, needs=PUBLIC, name="help"),
    page("language/", views.language, needs=PUBLIC, name="language"),
    page("preferences/", views.preferences, needs=PUBLIC, name="preferences"),
    page("sample/clock/", views.sample_clock, needs=SIGNED_IN, name="sample_clock"),
    page("sample/reminders/", views.sample_reminders, needs=SIGNED_IN, name="sample_reminders"),
    page("ledger/", views.ledger, needs=READ_ALL, name="ledger"),
    page("hall/", views.hall, needs=PUBLIC, name="hall"),
    page(f"{CONFERENCE}projector/", projector.projector, needs=PROJECT, name="projector"),
    page(f"{CONFERENCE}projector/panel/", projector.panel, needs=PROJECT, name="panel"),
    page("health/", views.health, needs=PUBLIC, name="health"),
]
