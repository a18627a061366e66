"""What every test shares: a database that is real, and days that are given and not looked up."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

os.environ.setdefault("THIDUA_TESTING", "1")
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def files_of_their_own(settings: object, tmp_path: Path) -> None:
    """Stored files go to a folder of the test, never to the checkout."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite://{tmp_path / 'races.sqlite3'}"
        return
    import psycopg

    name = f"races_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def race(empty_database: str) -> Callable[..., str]:
    """Run a module with races in a process of its own, on an empty database; what it printed."""

    def run(module: str, *names: str) -> str:
        environment = os.environ | {
            "DATABASE_URL": empty_database,
            "DJANGO_SETTINGS_MODULE": "thidua.web.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        command = [sys.executable, "-m", module, *names]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
