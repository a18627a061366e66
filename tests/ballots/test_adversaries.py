"""What somebody may guess who sees everything the server does: who cast which ballot, yes; what it says, no.

The sealed box hides the order of the ballots; the log of changes and two backups give it away all the same, as the page
"who can know what" says. What is scored here is therefore the vote, with the link to the ballot granted.
"""

import json
import os
import random
from collections.abc import Callable

import pytest

from tests.ballots import test_secrecy as secrecy
from tests.ballots.factories import Voting, opened
from tests.conferences.factories import DURING, as_actor
from thidua.ballots import casting
from thidua.ballots.models import SealedBallot

pytestmark = pytest.mark.django_db
ELECTIONS = max(2, int(os.environ.get("THIDUA_ELECTIONS", "60")) // 10)
VOTERS = 8
Race = Callable[..., str]
# What can be read off a ballot whose voter is known: (place in the order of coming, sealed bytes) to a number.
Feature = Callable[[int, bytes], float]
FEATURES: dict[str, Feature] = {
    "order of coming": lambda place, blob: place,
    "size": lambda place, blob: len(blob),
    "first byte": lambda place, blob: blob[0],
    "last byte": lambda place, blob: blob[-1],
    "byte after the first part": lambda place, blob: blob[12],
    "sum of the bytes": lambda place, blob: sum(blob),
    "hash": lambda place, blob: int(casting.hash_of(blob), 16),
}


class LinkedGame:
    """Elections of eight with ballots that are really sealed; the adversary sees each come, and the totals."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.voting = opened(VOTERS)

    def play(self) -> tuple[list[tuple[str, bytes]], float]:
        """One election: what each voter chose beside the ballot that came, and the chance of who knows totals only."""
        with secrecy.undone():
            seen: set[str] = set()
            came: list[tuple[str, bytes]] = []
            for unit in self.random.sample(self.voting.bloc.units, VOTERS):
                choice = self.random.choice(["c1", "c2"])
                self.voting.vote(unit, choice)
                came.append((choice, self._new_since(seen)))
        return came, chance_of(came)

    def _new_since(self, seen: set[str]) -> bytes:
        """The ballot that was not in the box before: two backups compared. Always found."""
        box = {row.body_hash: bytes(row.blob) for row in SealedBallot.objects.filter(contest_id=self.voting.contest_id)}
        (new,) = box.keys() - seen
        seen.add(new)
        return box[new]


def chance_of(came: list[tuple[str, bytes]]) -> float:
    """How often somebody is right who knows the totals and nothing else."""
    share = sum(choice == "c1" for choice, _blob in came)
    return (share**2 + (VOTERS - share) ** 2) / VOTERS**2


def hits_of(came: list[tuple[str, bytes]], feature: Feature) -> int:
    """How many votes are guessed by giving the first candidate to as many as it got, from the smallest number up."""
    order = sorted(range(VOTERS), key=lambda place: feature(place, came[place][1]))
    winners = set(order[: sum(choice == "c1" for choice, _blob in came)])
    return sum((place in winners) == (choice == "c1") for place, (choice, _blob) in enumerate(came))


def scores(elections: int, seed: int = 2025) -> tuple[dict[str, int], tuple[int, int]]:
    """Hits by feature over many elections, and the interval of chance."""
    game, chances = LinkedGame(seed), []
    hits = dict.fromkeys(FEATURES, 0)
    for _ in range(elections):
        came, chance = game.play()
        chances.append(chance)
        for name, feature in FEATURES.items():
            hits[name] += hits_of(came, feature)
    return hits, secrecy.bound(elections * VOTERS, sum(chances) / len(chances))


def test_known_ballot_says_nothing_of_the_vote() -> None:
    hits, (least, most) = scores(ELECTIONS)

    assert {name: count for name, count in hits.items() if not least <= count <= most} == {}


def test_seal_that_let_the_choice_through_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Voting.blob

    def leaking(self: Voting, *choice: str, **changes: object) -> bytes:
        blob = honest(self, *choice, **changes)
        return bytes([choice[0] == "c2"]) + blob[1:]

    monkeypatch.setattr(Voting, "blob", leaking)

    hits, (least, most) = scores(ELECTIONS)

    assert hits["first byte"] == ELECTIONS * VOTERS
    assert not least <= hits["first byte"] <= most


# The log of changes, and backups.


def test_log_of_changes_tells_the_order_but_not_the_votes(race: Race) -> None:
    found = json.loads(race("tests.ballots.backups", "logged"))

    # That it links people to ballots is said to everybody; without the keys it is all it does.
    assert all(found["in_order"])
    least, most = secrecy.bound(found["guesses"], found["chance"])
    assert {name: count for name, count in found["hits"].items() if not least <= count <= most} == {}


def test_restored_backup_opens_with_the_keys_and_with_nothing_else(race: Race) -> None:
    found = json.loads(race("tests.ballots.backups", "restored"))

    assert found == {
        "left": 0, "restored": 7, "no key": "TooFewKeys", "one key": "TooFewKeys", "other keys": "UnusableKey",
        # What keeps the votes after the time for appeals is that nobody has these any more.
        "the keys": {"c1": 5, "c2": 2},
    }  # fmt: skip


# The log of the program.


def lines_of_a_vote(caplog: pytest.LogCaptureFixture, choice: str, seed: int) -> list[str]:
    """What the program logs while everybody votes over HTTP, in one order of coming."""
    with secrecy.undone():
        voting = opened(VOTERS)
        caplog.clear()
        for unit in random.Random(seed).sample(voting.bloc.units, VOTERS):
            blob = secrecy.base64_of(voting.blob(choice))
            address = f"/years/{voting.bloc.year.pk}/contests/{voting.contest_id}/vote/"
            answer = as_actor(unit.head).post(address, {"blob": blob})
            assert answer.json() == {"taken": True}
        return [record.getMessage() for record in caplog.records]


def test_log_of_the_program_has_the_same_lines_whatever_is_chosen(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)
    caplog.set_level("DEBUG", logger="thidua")
    caplog.set_level("INFO", logger="django")

    one, other = (lines_of_a_vote(caplog, choice, 3) for choice in ("c1", "c2"))

    assert len(one) == len(other)
    assert not [line for line in one + other if "c1" in line or "c2" in line or "blob" in line]
