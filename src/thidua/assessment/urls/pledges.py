"""Pledges."""

from thidua.assessment import policies
from thidua.assessment.actions.pledges import return_pledge
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import pledges, steps
from thidua.kernel.gate import page

PLEDGE = f"{YEAR}pledges/<int:pledge_id>/"

pages = [
    page(f"{YEAR}pledges/start/", pledges.start, needs=policies.START, name="pledge_start"),
    page(PLEDGE, pledges.pledge, needs=policies.SEE, name="pledge"),
    page(f"{PLEDGE}targets/add/", pledges.add_target, needs=policies.EDIT_PLEDGE, name="add_target"),
    page(f"{PLEDGE}targets/<int:target_id>/", pledges.change_target, needs=policies.EDIT_PLEDGE, name="change_target"),
    page(
        f"{PLEDGE}targets/<int:target_id>/remove/",
        pledges.remove_target,
        needs=policies.EDIT_PLEDGE,
        name="remove_target",
    ),
    page(f"{PLEDGE}commitments/", pledges.commitments, needs=policies.EDIT_PLEDGE, name="commitments"),
    page(
        f"{YEAR}pledges/<int:paper_id>/send/",
        steps.confirm(steps.SEND_PLEDGE),
        needs=policies.EDIT_PLEDGE,
        name="send_pledge",
    ),
    page(
        f"{YEAR}pledges/<int:paper_id>/sign/",
        steps.confirm(steps.SIGN_PLEDGE),
        needs=policies.SIGN_PLEDGE,
        name="sign_pledge",
    ),
    page(
        f"{YEAR}pledges/<int:paper_id>/return/",
        steps.give_back("pledge", return_pledge),
        needs=policies.RETURN_PLEDGE,
        name="return_pledge",
    ),
]
