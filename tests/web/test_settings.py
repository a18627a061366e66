"""Starting: no secret key, no start; and what the address of the database means."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from thidua.web.settings import SQLITE, database, flag, text

ROOT = Path(__file__).resolve().parents[2]
SHOW = """
import django, json
django.setup()
from django.conf import settings as s
print(json.dumps([s.SAMPLE, s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
                  s.SECURE_HSTS_SECONDS, s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS]))
"""


def start(code: str, folder: Path, **environment: str) -> tuple[int, str]:
    """Run code in a process of its own, with nothing of ours in its environment but what is given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("THIDUA_", "DATABASE_URL"))}
    clean |= {
        "DJANGO_SETTINGS_MODULE": "thidua.web.settings", "THIDUA_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean | environment, cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("environment", [{}, {"THIDUA_SECRET_KEY": "x" * 49}, {"THIDUA_SECRET_KEY": " " * 60}])
def test_program_does_not_start_without_a_secret_key(tmp_path: Path, environment: dict[str, str]) -> None:
    code, said = start(SHOW, tmp_path, **environment)

    assert code == 1
    assert said.startswith("django.core.exceptions.ImproperlyConfigured: THIDUA_SECRET_KEY must hold at least 50")


def test_program_started_with_a_secret_key_is_strict(tmp_path: Path) -> None:
    started = start(SHOW, tmp_path, THIDUA_SECRET_KEY="k" * 50, THIDUA_HOSTS="thidua.example.vn")

    assert started == (
        0, '[false, false, true, true, true, 31536000, ["thidua.example.vn"], ["https://thidua.example.vn"]]',
    )  # fmt: skip


def test_sample_starts_without_a_secret_key_for_this_machine_only(tmp_path: Path) -> None:
    started = start(SHOW, tmp_path, THIDUA_SAMPLE="1")

    assert started == (0, '[true, false, false, false, false, 0, ["127.0.0.1", "localhost"], []]')


def test_server_without_hosts_answers_to_no_name(tmp_path: Path) -> None:
    _, said = start(SHOW, tmp_path, THIDUA_SECRET_KEY="k" * 50)

    assert said == '[false, false, true, true, true, 31536000, [""], []]'


def test_address_of_sqlite_is_a_path() -> None:
    found = database("sqlite:///srv/thidua/thidua.sqlite3")

    assert found == {"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/thidua/thidua.sqlite3", "OPTIONS": SQLITE}
    assert "recursive_triggers=ON" in SQLITE["init_command"]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_address_of_postgresql_is_taken_apart(scheme: str) -> None:
    found = database(f"{scheme}://nguoi%40so:m%2Fk@db.example.vn:5433/thidua")

    assert {name: found[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "ENGINE": "django.db.backends.postgresql", "NAME": "thidua", "USER": "nguoi@so", "PASSWORD": "m/k",
        "HOST": "db.example.vn", "PORT": "5433",
    }  # fmt: skip


def test_address_of_postgresql_by_socket_names_a_folder() -> None:
    found = database("postgresql://postgres:@/thidua?host=%2Ftmp%2Fpg")

    assert (found["HOST"], found["PORT"], found["USER"], found["PASSWORD"]) == ("/tmp/pg", "", "postgres", "")


def test_address_of_another_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="'mysql'"):
        database("mysql://root@localhost/thidua")


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), (" Yes ", True), ("on", True), ("true", True), ("0", False), ("", False)]
)
def test_flag_says_yes_in_a_few_words(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("THIDUA_A_FLAG", value)

    assert flag("A_FLAG") is expected


def test_text_is_stripped_and_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_A_TEXT", " x ")

    assert (text("A_TEXT"), text("NO_TEXT", "y")) == ("x", "y")
