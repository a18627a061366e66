"""The deadline second, the end of an appointment and the lock of a period, raced by real threads on both databases."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from thidua.kernel.clock import now

ROOT = Path(__file__).resolve().parents[2]
CAME_OUT = """\
deadline_passes_while_waiting: done PhaseOver ['approved', 'draft']
appointment_ends_while_waiting: AppointmentEnded draft
lock_waits_for_a_writer: ['written', 'locked'] kịp
writer_waits_for_a_lock: IntegrityError: the period is locked ''
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite://{tmp_path / 'races.sqlite3'}"
        return
    import psycopg

    url, name = os.environ["DATABASE_URL"], f"thidua_races_{int(now().timestamp())}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(url)
    yield parts._replace(path=f"/{name}").geturl()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_races_come_out_as_the_rules_say(database: str) -> None:
    environment = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "thidua.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }

    done = subprocess.run(
        [sys.executable, "-m", "tests.assessment.time_races"], env=environment, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip

    assert (done.stdout, done.returncode) == (CAME_OUT, 0), done.stderr
