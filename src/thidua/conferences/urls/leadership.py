"""The addresses of next year's leadership and of the handover."""

from thidua.conferences import policies
from thidua.conferences.views import handing, leadership
from thidua.kernel.gate import page

LEADERSHIP = "years/<int:year_id>/leadership/"
CHOICE = f"{LEADERSHIP}<int:choice_id>/"
ROTATION = "years/<int:year_id>/rotation/"
HANDOVER = "years/<int:year_id>/handover/"
ITEM = f"{HANDOVER}<int:handed_id>/"

pages = [
    page(LEADERSHIP, leadership.leadership, needs=policies.SEE, name="leadership"),
    page(f"{LEADERSHIP}rule/", leadership.rule, needs=policies.SET_RULE, name="leadership_rule"),
    page(f"{CHOICE}accept/", leadership.accept, needs=policies.ANSWER, name="leadership_accept"),
    page(f"{CHOICE}decline/", leadership.decline, needs=policies.ANSWER, name="leadership_decline"),
    page(f"{CHOICE}withdraw/", leadership.withdraw, needs=policies.CHOOSE, name="leadership_withdraw"),
    page(f"{CHOICE}allow/", leadership.allow, needs=policies.ALLOW, name="leadership_allow"),
    page(f"{LEADERSHIP}<str:post>/<str:method>/", leadership.choose, needs=policies.CHOOSE, name="choose"),
    page(ROTATION, leadership.rotation, needs=policies.SEE, name="rotation"),
    page(f"{ROTATION}past/", leadership.add_past, needs=policies.SET_RULE, name="past_add"),
    page(f"{ROTATION}past/<int:past_id>/remove/", leadership.remove_past, needs=policies.SET_RULE, name="past_remove"),
    page(HANDOVER, handing.handover, needs=policies.SEE, name="handover"),
    page(f"{HANDOVER}add/", handing.add, needs=policies.GIVE, name="handover_add"),
    page(f"{HANDOVER}accept/", handing.accept, needs=policies.RECEIVE_HANDOVER, name="handover_accept"),
    page(f"{ITEM}remove/", handing.remove, needs=policies.GIVE, name="handed_remove"),
    page(f"{ITEM}give/", handing.give, needs=policies.GIVE, name="handed_give"),
    page(f"{ITEM}receive/", handing.receive, needs=policies.RECEIVE_HANDOVER, name="handed_receive"),
    page(f"{ITEM}take-back/", handing.take_back, needs=policies.GIVE, name="handed_take_back"),
]
