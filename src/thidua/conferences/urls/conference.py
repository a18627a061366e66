"""The addresses of conferences, their agenda, their delegates and their business."""

from thidua.conferences import policies
from thidua.conferences.views import agenda, business, conference, delegates
from thidua.kernel.gate import page

ALL = "years/<int:year_id>/conferences/"
ONE = f"{ALL}<int:conference_id>/"
# The conference that reviews the year, of which there is one; items and tasks name their conference themselves.
HERE = "years/<int:year_id>/conference/"
ONE_OF_THEM = f"{ONE}delegates/<int:delegate_id>/"
ITEM = f"{HERE}agenda/<int:item_id>/"

pages = [
    page(ALL, conference.conferences, needs=policies.SEE, name="conferences"),
    page(f"{ALL}prepare/", conference.prepare, needs=policies.PREPARE, name="prepare"),
    page(ONE, conference.held, needs=policies.SEE, name="held"),
    page(HERE, conference.conference, needs=policies.SEE, name="conference"),
    page(f"{ONE}drop/", conference.drop, needs=policies.PREPARE, name="drop"),
    page(f"{ONE}details/", conference.change_details, needs=policies.RUN, name="change_details"),
    page(f"{ONE}open/", conference.open_conference, needs=policies.RUN, name="open"),
    page(f"{ONE}agenda/add/", agenda.add, needs=policies.RUN, name="agenda_add"),
    page(f"{ONE}programme/", agenda.programme, needs=policies.SEE, name="programme"),
    page(f"{ONE}quorum/", conference.quorum, needs=policies.RUN, name="quorum"),
    page(f"{ONE}delegates/", delegates.delegates, needs=policies.SEE, name="delegates"),
    page(f"{ONE}badges/", delegates.badges, needs=policies.RECEIVE_DELEGATES, name="badges"),
    page(f"{ONE_OF_THEM}replace/", delegates.replace, needs=policies.REGISTER, name="delegate_replace"),
    page(f"{ONE_OF_THEM}remove/", delegates.remove, needs=policies.REGISTER, name="delegate_remove"),
    page(f"{ONE_OF_THEM}mark/", delegates.mark, needs=policies.ARRIVE, name="delegate_mark"),
    page(f"{ONE_OF_THEM}invitation/", delegates.invitation, needs=policies.REGISTER, name="invitation"),
    page("arrive/<str:token>/", delegates.arrive, needs=policies.SEE, name="arrive"),
    page(f"{ITEM}start/", agenda.start, needs=policies.RUN, name="agenda_start"),
    page(f"{ITEM}minutes/", agenda.minutes, needs=policies.TAKE_MINUTES, name="agenda_minutes"),
    page(f"{ITEM}remark/", agenda.remark, needs=policies.TAKE_MINUTES, name="agenda_remark"),
    page(f"{ITEM}move/", agenda.move, needs=policies.RUN, name="agenda_move"),
    page(f"{ITEM}remove/", agenda.remove, needs=policies.RUN, name="agenda_remove"),
    page(f"{ITEM}done/", agenda.done, needs=policies.RUN, name="agenda_done"),
    page(f"{ONE}attendance/", business.attendance, needs=policies.RUN, name="attendance"),
    page(f"{ONE}review/", business.review, needs=policies.RUN, name="review"),
    page(f"{ONE}tasks/add/", business.add_task, needs=policies.RUN, name="task_add"),
    page(f"{HERE}tasks/<int:task_id>/remove/", business.remove_task, needs=policies.RUN, name="task_remove"),
    page(f"{HERE}agreement/", business.agreement, needs=policies.RUN, name="agreement"),
    page(f"{HERE}signing/", business.signing, needs=policies.RUN, name="signing"),
    page(f"{ONE}close/", conference.close, needs=policies.CLOSE, name="close"),
    page(f"{HERE}hand-over/", conference.hand_over, needs=policies.HAND_OVER, name="hand_over"),
]
