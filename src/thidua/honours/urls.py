from thidua.honours import policies, views
from thidua.kernel.gate import page

app_name = "honours"

HERE = "years/<int:year_id>/nominations/"
RULE = f"{HERE}awards/<int:rule_id>/"

urlpatterns = [
    page(HERE, views.nominations, needs=policies.SEE, name="nominations"),
    page(f"{HERE}export/", views.export, needs=policies.SEE, name="export"),
    page(f"{HERE}awards/add/", views.add_rule, needs=policies.DRAFT, name="add_rule"),
    page(f"{RULE}remove/", views.remove_rule, needs=policies.DRAFT, name="remove_rule"),
    page(f"{RULE}nominate/", views.nominate, needs=policies.DRAFT, name="nominate"),
    page(f"{HERE}draft/", views.draft, needs=policies.DRAFT, name="draft"),
    page(f"{HERE}<int:nomination_id>/remove/", views.remove, needs=policies.DRAFT, name="remove"),
    page(f"{HERE}settle/", views.settle, needs=policies.SETTLE, name="settle"),
    page(f"{HERE}reopen/", views.reopen, needs=policies.REOPEN, name="reopen"),
]
