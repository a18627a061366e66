"""Making documents, and bringing the minutes of a conference to their signatures."""

from thidua.papers.actions.making import draw_up_handover, make_common_pledge, make_pledge_paper
from thidua.papers.actions.minuting import (
    correct_minutes,
    keep_scan,
    make_minutes,
    name_signers,
    sign_minutes,
    write_supplement,
)

__all__ = [
    "correct_minutes",
    "draw_up_handover",
    "keep_scan",
    "make_common_pledge",
    "make_minutes",
    "make_pledge_paper",
    "name_signers",
    "sign_minutes",
    "write_supplement",
]
