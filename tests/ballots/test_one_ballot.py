"""One voter, one ballot: fifty at once, and a process that is killed while it casts; on both databases."""

import json
from collections.abc import Callable

RACES = "tests.ballots.races"
Race = Callable[..., str]


def test_fifty_casts_for_one_voter_leave_one_ballot(race: Race) -> None:
    assert json.loads(race(RACES, "same_voter")) == {
        "failures": [],
        "answers": {"already_voted 409": 49, "taken": 1},
        "ballots": 1,
        "voted": 1,
    }


def test_killed_process_leaves_as_many_ballots_as_voters_who_voted(race: Race) -> None:
    found = json.loads(race(RACES, "killed"))

    assert (found["unequal"], found["rolls"]) == ([], [12])
    # Otherwise nobody was ever killed while casting, and the test would show nothing.
    assert found["caught_in_between"]
