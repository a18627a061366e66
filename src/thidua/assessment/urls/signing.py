"""Signing pledges on paper, and amending them."""

from thidua.assessment import policies
from thidua.assessment.urls.places import YEAR
from thidua.assessment.views import signing
from thidua.kernel.gate import page

PLEDGE = f"{YEAR}pledges/<int:pledge_id>/"
AMENDMENT = f"{YEAR}amendments/<int:amendment_id>/"

pages = [
    page(f"{PLEDGE}sign-on-paper/", signing.sign_on_paper, needs=policies.SIGN_PLEDGE, name="sign_on_paper"),
    page(f"{PLEDGE}amend/", signing.amend, needs=policies.PROPOSE_AMENDMENT, name="amend"),
    page(f"{AMENDMENT}approve/", signing.approve_amendment, needs=policies.APPROVE_AMENDMENT, name="approve_amendment"),
    page(
        f"{AMENDMENT}agree/", signing.agree_to_amendment, needs=policies.AGREE_TO_AMENDMENT, name="agree_to_amendment"
    ),
    page(f"{AMENDMENT}return/", signing.return_amendment, needs=policies.RETURN_AMENDMENT, name="return_amendment"),
]
