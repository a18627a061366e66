from thidua.kernel.gate import page
from thidua.ledger import policies, views

app_name = "ledger"
urlpatterns = [
    page("ledger/", views.entries, needs=policies.READ_ALL, name="entries"),
    page("ledger/verification/", views.verification, needs=policies.VERIFY, name="verification"),
]
