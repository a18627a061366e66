"""Races with real threads, on SQLite in a file and on PostgreSQL: an empty database for each, in a process of its own."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
Race = Callable[[str], dict[str, Any]]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """An empty database of the kind that the tests run on."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite://{tmp_path / 'race.sqlite3'}"
        return
    import psycopg

    name = f"race_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def race(address: str) -> Race:
    def run(name: str) -> dict[str, Any]:
        environment = os.environ | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "thidua.web.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        command = [sys.executable, "-m", "tests.assessment.races", name]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return run


def test_twenty_twins_of_one_request_act_once_and_get_one_answer(race: Race) -> None:
    found = race("twins")

    assert (found["failures_with"], found["failures_without"]) == ([], [])
    assert (found["effects_with"], found["answers_with"], found["different_answers_with"]) == (1, 20, 1)
    # The same presses without a key do act twenty times: it is the key that holds them.
    assert (found["effects_without"], found["version"]) == (20, 22)


def test_sixteen_writers_of_one_result_lose_no_edit(race: Race) -> None:
    found = race("writers")

    assert found == {
        "failures": [],
        "acknowledged": 48,
        "every_acknowledged_edit_is_in_the_chain": True,
        "every_edit_names_its_parent": True,
        "versions_without_gap": True,
        "counted": 48,
        "version": 49,
        "somebody_was_refused": True,
        "ledger_whole": True,
    }


def test_database_of_a_race_is_of_the_kind_the_tests_run_on(address: str) -> None:
    assert urlsplit(address).scheme.startswith(connection.vendor[:6])
