from thidua.conferences import policies
from thidua.conferences.leadershippages import pages
from thidua.conferences.views import agenda, business, conference
from thidua.kernel.gate import page

app_name = "conferences"

HERE = "years/<int:year_id>/conference/"
ITEM = f"{HERE}agenda/<int:item_id>/"

urlpatterns = [
    page(HERE, conference.conference, needs=policies.SEE, name="conference"),
    page(f"{HERE}prepare/", conference.prepare, needs=policies.PREPARE, name="prepare"),
    page(f"{HERE}details/", conference.change_details, needs=policies.RUN, name="change_details"),
    page(f"{HERE}open/", conference.open_conference, needs=policies.RUN, name="open"),
    page(f"{HERE}agenda/add/", agenda.add, needs=policies.RUN, name="agenda_add"),
    page(f"{ITEM}move/", agenda.move, needs=policies.RUN, name="agenda_move"),
    page(f"{ITEM}remove/", agenda.remove, needs=policies.RUN, name="agenda_remove"),
    page(f"{ITEM}done/", agenda.done, needs=policies.RUN, name="agenda_done"),
    page(f"{HERE}attendance/", business.attendance, needs=policies.RUN, name="attendance"),
    page(f"{HERE}review/", business.review, needs=policies.RUN, name="review"),
    page(f"{HERE}tasks/add/", business.add_task, needs=policies.RUN, name="task_add"),
    page(f"{HERE}tasks/<int:task_id>/remove/", business.remove_task, needs=policies.RUN, name="task_remove"),
    page(f"{HERE}agreement/", business.agreement, needs=policies.RUN, name="agreement"),
    page(f"{HERE}signing/", business.signing, needs=policies.RUN, name="signing"),
    page(f"{HERE}close/", conference.close, needs=policies.CLOSE, name="close"),
    page(f"{HERE}hand-over/", conference.hand_over, needs=policies.HAND_OVER, name="hand_over"),
    *pages,
]
