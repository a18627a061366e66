"""The command line: `thidua COMMAND`."""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thidua.web.hall import Certificate

SAMPLE_FOLDER, DATA_FOLDER = Path("var/sample"), Path("var")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.web.settings")
    if arguments[:1] == ["check"]:
        from thidua.rulebook.check import main as check

        return check(arguments[1:])
    if arguments[:1] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["thidua manage", *arguments[1:]])
        return 0
    parsed = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = parsed.run
    return run(parsed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="thidua", description="Thi Đua: the yearly emulation of public bodies.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    sample = commands.add_parser("serve-sample", help="set up and serve the sample year at 127.0.0.1:8000")
    sample.add_argument("--port", type=int, default=8000)
    sample.add_argument("--until", default="handed_over", help="how far the sample year has gone")
    sample.add_argument("--fresh", action="store_true", help="begin again with a new copy of the sample")
    sample.set_defaults(run=serve_sample)
    serve = commands.add_parser("serve", help="serve the program with the settings of the environment")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=2)
    serve.set_defaults(run=lambda parsed: _serve(port=parsed.port, workers=parsed.workers))
    up = commands.add_parser("up", help="serve from this laptop to the phones of a hall, without internet")
    up.add_argument("--hall", action="store_true", required=True, help="over HTTPS, at the laptop's own address")
    up.add_argument("--address", default="", help="the laptop's address on the hall's network, like 192.168.1.20")
    up.add_argument("--port", type=int, default=8443)
    up.add_argument("--sample", action="store_true", help="the sample year, to rehearse with")
    up.add_argument("--until", default="conference", help="with --sample: how far the sample year has gone")
    up.set_defaults(run=up_in_hall)
    verify = commands.add_parser("verify-ledger", help="recompute the chain of the ledger")
    verify.add_argument("--head", type=_printed_head, help="the hash printed in minutes, or what its QR code says")
    verify.set_defaults(run=verify_ledger)
    sweep = commands.add_parser("sweep", help="drop what is kept for a while only: keys of requests, ended sessions")
    sweep.set_defaults(run=sweep_up)
    again = commands.add_parser("recompute", help="compute the standings of every bloc and year again from their facts")
    again.add_argument("--all", action="store_true", required=True, help="every bloc and year")
    again.add_argument("--record", type=Path, default=Path("recompute.jsonl"), help="where each year's result is noted")
    again.set_defaults(run=recompute)
    remind = commands.add_parser("send-reminders", help="remind people of deadlines and send the mail that is due")
    remind.set_defaults(run=send_reminders)
    authority = commands.add_parser("create-authority", help="register an authority and invite its first officer")
    for name in ("name", "short-name", "place", "officer", "username"):
        authority.add_argument(f"--{name}", required=True)
    authority.set_defaults(run=create_authority)
    opening = commands.add_parser("open", help="open a box of sealed ballots with the keys of its committee, offline")
    opening.add_argument("box", type=Path, help="the box as it was taken from its page")
    opening.add_argument("keys", type=Path, nargs="+", help="the key files of the members who are there")
    opening.add_argument("--result", type=Path, default=Path("result.json"), help="where the signed result is written")
    opening.set_defaults(run=open_ballots)
    waiting = commands.add_parser("scan-files", help="have the virus scanner look at the files that wait for it")
    waiting.set_defaults(run=scan_files)
    commands.add_parser("check", help="score facts by a sheet: thidua check sheet.json facts.json")
    commands.add_parser("manage", help="a command of Django: thidua manage migrate")
    return parser


def serve_sample(parsed: argparse.Namespace) -> int:
    """Set up the sample in its own folder when it is not there yet, and serve it."""
    folder = _data_folder(SAMPLE_FOLDER)
    os.environ |= {"THIDUA_SAMPLE": "1"}
    os.environ.setdefault("THIDUA_SITE_URL", f"http://127.0.0.1:{parsed.port}")
    if parsed.fresh:
        for path in folder.glob("thidua.sqlite3*"):
            path.unlink()
    _django()
    _migrate_and_load(parsed.until)
    print(f"Thi Đua: http://127.0.0.1:{parsed.port}/  (sample data in {folder.name}/)", flush=True)
    return _serve(port=parsed.port, workers=1)


def up_in_hall(parsed: argparse.Namespace) -> int:
    """Serve to the phones of a hall from this laptop; exit status 1, with a sentence, when that cannot be."""
    from thidua.web import hall

    folder = _data_folder(SAMPLE_FOLDER if parsed.sample else DATA_FOLDER)
    try:
        address = hall.address_for(parsed.address, port=parsed.port)
    except hall.NoHall as refused:
        print(refused, file=sys.stderr)
        return 1
    url = f"https://{address}:{parsed.port}/"
    os.environ |= {
        "THIDUA_SAMPLE": "1" if parsed.sample else "", "THIDUA_HOSTS": address, "THIDUA_SITE_URL": url,
    }  # fmt: skip
    _django()
    from thidua.kernel.clock import of_machine

    made = hall.certificate_for(address, folder=folder, at=of_machine())
    # Read by the processes that serve, which begin after this.
    os.environ["THIDUA_HALL_FINGERPRINT"] = made.fingerprint
    _migrate_and_load(parsed.until if parsed.sample else None)
    print(hall.said(url, made.fingerprint), flush=True)
    return _serve(host=address, port=parsed.port, workers=1 if parsed.sample else 2, certificate=made)


def _data_folder(usual: Path) -> Path:
    """The folder of this installation's data, with a secret key of its own."""
    folder = Path(os.environ.get("THIDUA_DATA_DIR", usual)).resolve()
    os.environ["THIDUA_DATA_DIR"] = str(folder)
    os.environ.setdefault("THIDUA_SECRET_KEY", _secret_of(folder))
    return folder


def _migrate_and_load(until: str | None) -> None:
    """Bring the database up to date; with a stage, load the sample year up to it unless it is there."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if settings.STATIC_ROOT:
        call_command("collectstatic", interactive=False, verbosity=0)
    if until is None:
        return
    from thidua.kernel.clock import set_sample_clock
    from thidua.web.sample import loading, notices

    if not loading.is_loaded():
        print("Loading the sample year.", flush=True)
        loading.load(until)
        set_sample_clock(loading.morning(loading.TODAY[until]))
        notices.load(at=loading.morning(loading.TODAY[until]))


def _secret_of(folder: Path) -> str:
    """A secret key of this folder's data alone, kept so that sign-ins outlive a restart."""
    import secrets

    from thidua.kernel.ownfile import write_for_owner

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret-key"
    if not path.exists():
        write_for_owner(path, secrets.token_urlsafe(64).encode("ascii"))
    return path.read_text(encoding="ascii")


def _serve(*, port: int, workers: int, host: str = "127.0.0.1", certificate: "Certificate | None" = None) -> int:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-access-log", "--log-level", "warning",
        "thidua.web.wsgi:application",
    ]  # fmt: skip
    if certificate:
        files = ["--ssl-certificate", str(certificate.certificate), "--ssl-keyfile", str(certificate.key)]
        # Phones of some years ago do not speak 1.3.
        command[-1:-1] = [*files, "--ssl-protocol-min", "tls1.2"]
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 - our own interpreter and arguments
    except KeyboardInterrupt:
        return 0


def verify_ledger(parsed: argparse.Namespace) -> int:
    """Print whether the chain is whole and holds a printed head; exit status 1 when one of them is not so."""
    _django()
    from thidua.ledger.queries import entry_of, verification

    verdict = verification()
    if not verdict.whole:
        print(f"The ledger is broken at entry {verdict.broken_at}; {verdict.entries} entries before it are whole.")
        return 1
    print(f"The ledger is whole: {verdict.entries} entries, head {verdict.hash}")
    if parsed.head is None:
        return 0
    entry = entry_of(parsed.head)
    if entry is None:
        print("No entry has the printed hash: this is not the ledger that was printed, or it was written anew.")
        return 1
    print(f"The printed head is entry {entry.sequence}: nothing up to it was changed since.")
    return 0


def _printed_head(text: str) -> str:
    """The 64 letters and digits of a hash, also with "ledger:" before them as the QR code has it."""
    printed = text.strip().removeprefix("ledger:")
    if not re.fullmatch(r"[0-9a-fA-F]{64}", printed):
        raise argparse.ArgumentTypeError("write the hash of 64 letters and digits as it is printed")
    return printed


def sweep_up(parsed: argparse.Namespace) -> int:
    """Drop the keys of requests older than a day, and sessions that have ended. To be run once a day."""
    _django()
    from django.core.management import call_command

    from thidua.kernel.clock import now
    from thidua.ledger.once import forget

    print(f"Keys of requests dropped: {forget(at=now())}")
    call_command("clearsessions", verbosity=0)
    return 0


def scan_files(parsed: argparse.Namespace) -> int:
    """Scan every file that waits; exit status 1 when there is no scanner, or it could not look at some."""
    _django()
    from thidua.assessment.actions.evidence import scan
    from thidua.assessment.queries import files_waiting
    from thidua.ballots.actions import look_for_viruses
    from thidua.ballots.queries import scans_waiting
    from thidua.kernel.clock import now
    from thidua.kernel.uploads import scanning

    if not scanning.is_set():
        print("No scanner is set. Set THIDUA_CLAMD to tcp://host:port or unix:///path.")
        return 1
    found = [file.state for file in scan(files_waiting(), at=now())]
    found += [file.state for file in look_for_viruses(scans_waiting(), at=now())]
    states = ("clean", "infected", "scan_error")
    print(", ".join(f"{state} {found.count(state)}" for state in states))
    return 1 if "scan_error" in found else 0


def recompute(parsed: argparse.Namespace) -> int:
    """Recompute every year with a progress bar; exit status 1 when a final ranking does not come out again."""
    _django()
    from thidua.assessment.recompute import recompute_all

    differing = 0
    for found in recompute_all(parsed.record, told=_progress):
        if found.agrees is False:
            differing += 1
            print(f"\n{found.bloc} {found.year}: the final ranking does not come out again", flush=True)
    print(f"\nEvery year is in {parsed.record}; {differing} final rankings do not come out again.")
    return 1 if differing else 0


def _progress(done: int, whole: int) -> None:
    """One line that is written over until it is full."""
    filled = done * 40 // whole
    print(f"\r[{'#' * filled}{'.' * (40 - filled)}] {done}/{whole}", end="", flush=True)


def send_reminders(parsed: argparse.Namespace) -> int:
    """Remind everybody, for a timer to call every quarter of an hour; exit status 1 when it failed for somebody."""
    _django()
    from thidua.kernel.clock import now
    from thidua.web import reminders

    done = reminders.send_reminders(at=now())
    print(
        f"{done.notices} notices, {done.letters} letters written, {done.sent} sent, {done.unsent} to be tried again, "
        f"{done.failed} people not reminded"
    )
    return 1 if done.failed else 0


def create_authority(parsed: argparse.Namespace) -> int:
    """Register an authority and print the link with which its first officer sets a password."""
    _django()
    from django.urls import reverse

    from thidua.bodies import actions
    from thidua.kernel.actor import SYSTEM, Office
    from thidua.kernel.clock import now

    authority = actions.register_authority(
        0, actor=SYSTEM, at=now(), name=parsed.name, short_name=parsed.short_name, place=parsed.place
    ).object
    _invitation, secret = actions.invite(
        authority.pk, actor=SYSTEM, at=now(), name=parsed.officer, username=parsed.username,
        office=Office.AUTHORITY_OFFICER, title=Office.AUTHORITY_OFFICER.label,
    ).object  # fmt: skip
    print(f"Open this address within 14 days to set a password: {reverse('bodies:accept_invitation', args=[secret])}")
    return 0


def open_ballots(parsed: argparse.Namespace) -> int:
    """Ask each member for the passphrase, count in memory, print totals only; exit status 1 for what does not open."""
    from thidua.ballots.sealing.command import open_and_write

    return open_and_write(box=parsed.box, keys=parsed.keys, result=parsed.result)


def _django() -> None:
    import django

    django.setup()
