"""The writes of this app. Casting a ballot is not among them: see `casting`."""

from thidua.ballots.actions.counting import confirm_result, import_result, next_round, type_paper_count
from thidua.ballots.actions.leadership import take_over_result
from thidua.ballots.actions.preparing import choose_committee, prepare_contest, write_roll
from thidua.ballots.actions.scans import add_tally_scan, look_for_viruses, replace_tally_scan
from thidua.ballots.actions.steps import annul, close_contest, destroy_box, freeze_roll, offer_key, open_contest

__all__ = [
    "add_tally_scan",
    "annul",
    "choose_committee",
    "close_contest",
    "confirm_result",
    "destroy_box",
    "freeze_roll",
    "import_result",
    "look_for_viruses",
    "next_round",
    "offer_key",
    "open_contest",
    "prepare_contest",
    "replace_tally_scan",
    "take_over_result",
    "type_paper_count",
    "write_roll",
]
