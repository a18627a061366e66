from thidua.conferences.policies import GIVE
from thidua.kernel.gate import page
from thidua.papers import policies, views

app_name = "papers"

HERE = "years/<int:year_id>/papers/"
HANDOVER = "years/<int:year_id>/handover/"

urlpatterns = [
    page(HERE, views.papers, needs=policies.SEE, name="papers"),
    page(f"{HERE}minutes/", views.make_minutes, needs=policies.MAKE_MINUTES, name="make_minutes"),
    page(f"{HERE}pledges/<int:pledge_id>/", views.make_pledge, needs=policies.MAKE_PLEDGE, name="make_pledge"),
    page(
        f"{HERE}common-pledge/", views.make_common_pledge, needs=policies.MAKE_COMMON_PLEDGE, name="make_common_pledge"
    ),
    page(f"{HERE}<int:paper_id>/download/", views.download, needs=policies.SEE, name="download"),
    page(f"{HANDOVER}draw-up/", views.draw_up_handover, needs=GIVE, name="draw_up_handover"),
    page(f"{HANDOVER}package/", views.handover_package, needs=policies.TAKE_HANDOVER, name="handover_package"),
    page(f"{HANDOVER}record/", views.handover_record, needs=policies.TAKE_HANDOVER, name="handover_record"),
]
