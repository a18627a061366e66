from thidua.conferences.policies import GIVE
from thidua.kernel.gate import page
from thidua.papers import policies
from thidua.papers.views import minutes, papers

app_name = "papers"

HERE = "years/<int:year_id>/papers/"
MINUTES = "years/<int:year_id>/conferences/<int:conference_id>/minutes/"
HANDOVER = "years/<int:year_id>/handover/"

urlpatterns = [
    page(HERE, papers.papers, needs=policies.SEE, name="papers"),
    page(f"{HERE}pledges/<int:pledge_id>/", papers.make_pledge, needs=policies.MAKE_PLEDGE, name="make_pledge"),
    page(
        f"{HERE}common-pledge/", papers.make_common_pledge, needs=policies.MAKE_COMMON_PLEDGE, name="make_common_pledge"
    ),
    page(f"{HERE}<int:paper_id>/download/", papers.download, needs=policies.SEE, name="download"),
    page(MINUTES, minutes.minutes, needs=policies.SEE, name="minutes"),
    page(f"{MINUTES}parts/<str:minutes_part>/", minutes.correct, needs=policies.WRITE_MINUTES, name="correct_minutes"),
    page(f"{MINUTES}signers/", minutes.signers, needs=policies.MAKE_MINUTES, name="signers"),
    page(f"{MINUTES}<int:number>/make/", minutes.make, needs=policies.MAKE_MINUTES, name="make_minutes"),
    page(f"{MINUTES}<int:number>/sign/", minutes.sign, needs=policies.SIGN_MINUTES, name="sign_minutes"),
    page(f"{MINUTES}<int:number>/scan/", minutes.scan, needs=policies.MAKE_MINUTES, name="scan_minutes"),
    page(f"{MINUTES}scans/<int:scan_id>/", minutes.download_scan, needs=policies.SEE, name="download_scan"),
    page(f"{MINUTES}supplements/add/", minutes.write_supplement, needs=policies.WRITE_MINUTES, name="add_supplement"),
    page(f"{MINUTES}supplements/<int:supplement_number>/", minutes.supplement, needs=policies.SEE, name="supplement"),
    page(
        f"{MINUTES}supplements/<int:supplement_number>/edit/",
        minutes.write_supplement,
        needs=policies.WRITE_MINUTES,
        name="edit_supplement",
    ),
    page(f"{HANDOVER}draw-up/", papers.draw_up_handover, needs=GIVE, name="draw_up_handover"),
    page(f"{HANDOVER}package/", papers.handover_package, needs=policies.TAKE_HANDOVER, name="handover_package"),
    page(f"{HANDOVER}record/", papers.handover_record, needs=policies.TAKE_HANDOVER, name="handover_record"),
]
