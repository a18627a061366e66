"""The reads of this app. Every function that takes an actor sees only what the actor may see."""

from thidua.ballots.queries.counting import (
    ballots_from,
    box_of,
    box_to_take_away,
    keys_in_ballots,
    names_by_key,
    outcome_of,
    rule_of,
)
from thidua.ballots.queries.finding import (
    conference_to_vote_at,
    contest_for,
    contest_to_change,
    contest_to_count,
    contest_to_lead,
    contest_to_vote_in,
    contests_of,
    keys_of,
    may_prepare,
    people_of_units,
    people_to_count,
    visible,
)
from thidua.ballots.queries.pages import BallotPaper, ContestPage, ballot_paper, contest_page
from thidua.ballots.queries.printing import Slips, TallySheet, slips_for, tally_sheet_for
from thidua.ballots.queries.scans import (
    scan_of,
    scan_to_check,
    scan_to_download,
    scan_to_look_at,
    scan_to_replace,
    scans_waiting,
)
from thidua.ballots.queries.told import ContestTold, ScanTold, contests_told, tally_scans_told
from thidua.ballots.queries.waiting import tasks_for

__all__ = [
    "BallotPaper",
    "ContestPage",
    "ContestTold",
    "ScanTold",
    "Slips",
    "TallySheet",
    "ballot_paper",
    "ballots_from",
    "box_of",
    "box_to_take_away",
    "conference_to_vote_at",
    "contest_for",
    "contest_page",
    "contest_to_change",
    "contest_to_count",
    "contest_to_lead",
    "contest_to_vote_in",
    "contests_of",
    "contests_told",
    "keys_in_ballots",
    "keys_of",
    "may_prepare",
    "names_by_key",
    "outcome_of",
    "people_of_units",
    "people_to_count",
    "rule_of",
    "scan_of",
    "scan_to_check",
    "scan_to_download",
    "scan_to_look_at",
    "scan_to_replace",
    "scans_waiting",
    "slips_for",
    "tally_scans_told",
    "tally_sheet_for",
    "tasks_for",
    "visible",
]
