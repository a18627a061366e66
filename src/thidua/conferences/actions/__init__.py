"""The writes of this app, one verb each, in the order of the conference: prepared, run, decided, closed."""

from thidua.conferences.actions.closing import close_conference, hand_over
from thidua.conferences.actions.deciding import record_agreement, record_pledge_signing, undo_pledge_signing
from thidua.conferences.actions.delegates import (
    choose_speaker,
    record_arrival,
    record_leaving,
    register_delegate,
    remove_delegate,
    renew_invitation,
    replace_delegate,
    undo_arrival,
)
from thidua.conferences.actions.minuting import (
    record_remark,
    remove_remark,
    set_quorum,
    start_item,
    write_item_minutes,
)
from thidua.conferences.actions.preparing import (
    add_agenda_item,
    change_details,
    move_agenda_item,
    prepare,
    remove_agenda_item,
)
from thidua.conferences.actions.projecting import show_slide
from thidua.conferences.actions.resolving import correct_resolution, record_resolution
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
    "choose_speaker",
    "close_conference",
    "correct_resolution",
    "hand_over",
    "mark_item_done",
    "move_agenda_item",
    "open_conference",
    "prepare",
    "record_agreement",
    "record_arrival",
    "record_attendance",
    "record_leaving",
    "record_pledge_signing",
    "record_remark",
    "record_resolution",
    "register_delegate",
    "remove_agenda_item",
    "remove_delegate",
    "remove_remark",
    "remove_task",
    "renew_invitation",
    "replace_delegate",
    "set_quorum",
    "show_slide",
    "start_item",
    "take_item_up_again",
    "undo_arrival",
    "undo_pledge_signing",
    "write_item_minutes",
    "write_review",
]
