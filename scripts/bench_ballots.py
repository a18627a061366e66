"""A hall votes within five seconds, and a committee opens its box.

43 delegates fetch the ballot and hand it in at moments spread over five seconds, against the real server on PostgreSQL
with two workers. Ballots are sealed beforehand, as their browsers would. Opening is timed apart, with no server.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from load import ROOT, database, serving
from load_client import Browser, Record

DELEGATES, SECONDS = 43, 5
SIZES = (43, 1000)


def ballots() -> int:
    """Cast and open; 1 when a ballot was refused or lost."""
    print("ballots", flush=True)
    kept = _cast()
    _open()
    print("  nothing lost" if kept else "  NOT kept: see above")
    return 0 if kept else 1


def _asked(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "scripts" / "load_world.py"), *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def _cast() -> bool:
    with database() as environment, tempfile.TemporaryDirectory(prefix="thidua-ballots-") as name:
        plan = Path(name) / "contest.json"
        # A factory of the tests makes the contest, which speaks of testing.
        _asked(environment | {"THIDUA_TESTING": "1"}, "contest", str(plan), str(DELEGATES))
        made = json.loads(plan.read_text(encoding="utf-8"))
        with serving(environment) as port:
            record, statuses, took = _hall(port, made)
        in_box, voted = json.loads(_asked(environment, "box").splitlines()[-1])
    for kind in ("ballot", "cast"):
        times = sorted(seconds * 1000 for one, seconds, _status in record.requests if one == kind)
        p95 = times[len(times) * 95 // 100]
        print(
            f"  {kind}: {len(times)}, p50 {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, longest {times[-1]:.0f} ms"
        )
    errors = sum(status != 200 for status in statuses)
    print(f"  {DELEGATES} delegates in {took:.1f} s, errors {errors}; {in_box} ballots in the box, {voted} voted")
    return errors == 0 and in_box == voted == DELEGATES


def _hall(port: int, made: dict[str, Any]) -> tuple[Record, list[int], float]:
    """Everybody at a moment of their own within five seconds."""
    record, chance = Record(), random.Random(43)
    moments = sorted(chance.uniform(0, SECONDS) for _ in made["voters"])
    began = time.perf_counter()

    def vote(voter: dict[str, str], moment: float) -> int:
        browser = Browser(port, voter["session"], record)
        time.sleep(max(0.0, moment - (time.perf_counter() - began)))
        browser.get(made["address"], "ballot")
        return browser.post({"blob": voter["blob"]}, "cast")

    with ThreadPoolExecutor(DELEGATES) as pool:
        statuses = list(pool.map(vote, made["voters"], moments))
    return record, statuses, time.perf_counter() - began


def _open() -> None:
    """Two of three members open boxes of ballots that differ in what they hold."""
    os.environ.setdefault("THIDUA_TESTING", "1")
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    from tests.ballots.sealing import committee, make_private, seal

    from thidua.ballots.sealing.box import Box, in_order
    from thidua.ballots.sealing.opening import open_box

    privates = [make_private() for _ in range(3)]
    keys = committee(privates, 2)
    candidates = ("c1", "c2", "c3")
    for count in SIZES:
        sealed = tuple(seal([candidates[n % 3]], contest="bench", keys=keys) for n in range(count))
        box = Box(
            contest="bench", keys=keys, candidates=candidates, seats=1, question="choose", ballots=in_order(sealed)
        )
        began = time.perf_counter()
        totals = open_box(box, privates[:2])
        took = time.perf_counter() - began
        print(f"  opening {count} ballots: {took:.2f} s, {took / count * 1000:.1f} ms a ballot")
        assert sum(totals.votes.values()) == count, totals


if __name__ == "__main__":
    sys.exit(ballots())
