from thidua.kernel.gate import PUBLIC, SIGNED_IN, page
from thidua.ledger.policies import READ_ALL
from thidua.web import views

app_name = "web"
urlpatterns = [
    page("", views.home_page, needs=SIGNED_IN, name="home"),
    page("seen/", views.seen, needs=SIGNED_IN, name="seen"),
    page("search/", views.search, needs=SIGNED_IN, name="search"),
    page("help/", views.help_page, needs=PUBLIC, name="help"),
    page("hall/", views.hall, needs=PUBLIC, name="hall"),
    page("language/", views.language, needs=PUBLIC, name="language"),
    page("preferences/", views.preferences, needs=PUBLIC, name="preferences"),
    page("sample/clock/", views.sample_clock, needs=SIGNED_IN, name="sample_clock"),
    page("sample/reminders/", views.sample_reminders, needs=SIGNED_IN, name="sample_reminders"),
    page("ledger/", views.ledger, needs=READ_ALL, name="ledger"),
    page("health/", views.health, needs=PUBLIC, name="health"),
]
