"""One voter, one ballot, whatever happens: `python -m tests.ballots.races same_voter|killed`.

Runs on the database of DATABASE_URL, which must be empty, and prints what came of it as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from typing import Any

import django

AT_ONCE, VOTERS = 50, 12


def same_voter() -> dict[str, Any]:
    """Fifty threads cast fifty different ballots for one voter at the same moment."""
    from tests.assessment.races import at_once
    from tests.ballots.factories import opened
    from thidua.ballots import casting
    from thidua.ballots.models import SealedBallot, Voter

    voting = opened()
    voter = voting.bloc.units[0].head
    blobs = [voting.blob("c1" if number % 2 else "c2") for number in range(AT_ONCE)]
    answers: list[str] = []

    def cast(number: int) -> None:
        try:
            casting.cast(voting.contest_id, **voting.by(voter), blob=blobs[number])
            answers.append("taken")
        except casting.AlreadyVoted as refused:
            answers.append(f"{refused.code} {refused.status}")

    failures = at_once(AT_ONCE, cast)
    return {
        "failures": failures,
        "answers": {answer: answers.count(answer) for answer in sorted(set(answers))},
        "ballots": SealedBallot.objects.count(),
        "voted": Voter.objects.filter(voted=True).count(),
    }


def killed() -> dict[str, Any]:
    """A process that casts one ballot after the other is killed at a moment of no meaning, again and again."""
    from django.db import connections

    from tests.ballots.factories import opened
    from thidua.ballots.models import SealedBallot, Voter

    voting = opened(VOTERS)
    blobs = [voting.blob("c1") for _ in voting.bloc.units]
    chance = random.Random(2024)
    seen = []
    for _ in range(int(os.environ.get("THIDUA_KILLS", "10"))):
        SealedBallot.objects.all().delete()
        Voter.objects.update(voted=False)
        connections.close_all()
        _killed_while_casting(voting, blobs, casts=chance.randrange(VOTERS - 1), pause=chance.uniform(0.0, 0.02))
        seen.append((Voter.objects.filter(voted=True).count(), SealedBallot.objects.count(), Voter.objects.count()))
    return {
        "kills": len(seen),
        "unequal": [one for one in seen if one[0] != one[1]],
        "rolls": sorted({one[2] for one in seen}),
        "caught_in_between": any(0 < one[0] < VOTERS for one in seen),
    }


def _killed_while_casting(voting: Any, blobs: list[bytes], *, casts: int, pause: float) -> None:
    """The child tells of every cast, and is killed a moment after so many of them. It never comes back."""
    from django.db import connection

    from thidua.ballots import casting

    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        connection.ensure_connection()
        os.write(tell, b"!")
        for unit, blob in zip(voting.bloc.units, blobs, strict=True):
            casting.cast(voting.contest_id, **voting.by(unit.head), blob=blob)
            os.write(tell, b"!")
        time.sleep(60)
    for _ in range(casts + 1):
        os.read(told, 1)
    time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(told)
    os.close(tell)


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps({"same_voter": same_voter, "killed": killed}[sys.argv[1]]()))
