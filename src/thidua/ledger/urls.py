from thidua.kernel.gate import page
from thidua.ledger import policies, views

app_name = "ledger"
urlpatterns = [
    page("ledger/verification/", views.verification, needs=policies.VERIFY, name="verification"),
]
