"""The writes of this app, one verb each, in the order of the conference: prepared, run, decided, closed."""

from thidua.conferences.actions.closing import close_conference, hand_over
from thidua.conferences.actions.deciding import record_agreement, record_pledge_signing, undo_pledge_signing
from thidua.conferences.actions.preparing import (
    add_agenda_item,
    change_details,
    move_agenda_item,
    prepare,
    remove_agenda_item,
)
from thidua.conferences.actions.projecting import show_slide
from thidua.conferences.actions.running import (
    add_task,
    mark_item_done,
    open_conference,
    record_attendance,
    remove_task,
    take_item_up_again,
    write_review,
)

__all__ = [
    "add_agenda_item",
    "add_task",
    "change_details",
    "close_conference",
    "hand_over",
    "mark_item_done",
    "move_agenda_item",
    "open_conference",
    "prepare",
    "record_agreement",
    "record_attendance",
    "record_pledge_signing",
    "remove_agenda_item",
    "remove_task",
    "show_slide",
    "take_item_up_again",
    "undo_pledge_signing",
    "write_review",
]
