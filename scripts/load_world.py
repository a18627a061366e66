"""The units that the load is made of, and the check afterwards that nothing acknowledged is missing.

Runs inside the settings of the server under test: `load_world.py prepare PLAN`, `verify ACKS`, `contest PLAN VOTERS` and
`box`.
"""

import json
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

UNITS_IN_BLOC = 10
NOW_OPEN = timedelta(days=2)


def prepare(plan_path: Path) -> None:
    """Make each group of units of the plan, with a signed pledge and sessions of officer and head for every unit."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    plan = json.loads(plan_path.read_text(encoding="utf-8"))
    made = {name: _units(group["units"], targets=group["targets"]) for name, group in plan.items()}
    plan_path.write_text(json.dumps(made), encoding="utf-8")


def _units(count: int, *, targets: int) -> list[dict[str, Any]]:
    units: list[dict[str, Any]] = []
    while len(units) < count:
        units += _bloc(min(UNITS_IN_BLOC, count - len(units)), targets=targets)
    return units


def _bloc(count: int, *, targets: int) -> list[dict[str, Any]]:
    """A running year in which reports are due, with so many units."""
    from tests.factories import make_bloc, make_table, make_year

    from thidua.cycles.models import PhaseWindow
    from thidua.cycles.queries import members
    from thidua.kernel.clock import now

    bloc = make_bloc()
    lines = [("I.1", "proportion", "60", None), ("II.1", "judged", "40", None)]
    year = make_year(bloc, units=count, year=now().year, table=make_table(bloc, lines=lines))
    PhaseWindow.objects.filter(emulation_year=year).update(first_at=now() - NOW_OPEN, deadline_at=now() + NOW_OPEN)
    return [_unit(year, body, targets=targets) for body in members(year)]


def _unit(year: Any, body: Any, *, targets: int) -> dict[str, Any]:
    from tests.factories import make_actor

    from thidua.assessment.models import PaperState, Pledge, Target
    from thidua.cycles.models import Criterion
    from thidua.kernel.actor import Office
    from thidua.kernel.clock import now

    officer, head = make_actor(Office.UNIT_OFFICER, body), make_actor(Office.UNIT_HEAD, body)
    pledge = Pledge.objects.create(
        emulation_year=year, unit=body, state=PaperState.APPROVED, approved_by=head.describe(), approved_at=now()
    )
    line = Criterion.objects.get(table=year.scoring_table, takes_targets=True)
    Target.objects.bulk_create(
        Target(
            emulation_year=year, pledge=pledge, criterion=line, position=number, indicator=f"Chỉ tiêu {number}",
            folded=f"chi tieu {number}", planned=Decimal(100), unit_of_measure="việc", direction="more", entered_by="x",
        )
        for number in range(1, targets + 1)
    )  # fmt: skip
    return {"unit": body.pk, "year": year.pk, "officer": _session(officer), "head": _session(head)}


def contest(path: Path, voters: int) -> None:
    """An open sealed contest of so many units: its address, and for every voter a session and a ballot already sealed."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.ballots.factories import opened
    from tests.ballots.sealing import base64_of

    voting = opened(voters)
    units = [
        {"session": _session(unit.head), "blob": base64_of(voting.blob("c1" if number % 2 else "c2"))}
        for number, unit in enumerate(voting.bloc.units)
    ]
    address = f"/years/{voting.bloc.year.pk}/contests/{voting.contest_id}/vote/"
    path.write_text(json.dumps({"address": address, "voters": units}), encoding="utf-8")


def box() -> None:
    """Print, as JSON, how many ballots lie in the box and how many people are marked as having voted."""
    from thidua.ballots.models import SealedBallot, Voter

    print(json.dumps([SealedBallot.objects.count(), Voter.objects.filter(voted=True).count()]))


def _session(actor: Any) -> str:
    """A session of somebody who has signed in; the key is what the browser's cookie would hold."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from thidua.bodies.models import Account

    account = Account.objects.get(person_id=actor.id)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def verify(acks_path: Path) -> None:
    """Print, as JSON, how many acknowledged writes there were and which are not in the database."""
    from thidua.assessment.models import Evidence, PaperState, Report, Result
    from thidua.ledger.queries import verification

    acks = [json.loads(line) for line in acks_path.read_text(encoding="utf-8").splitlines()]
    results = {row.pk: row for row in Result.objects.all()}
    reports = {row.pk: row for row in Report.objects.all()}
    files = set(Evidence.objects.filter(file__isnull=False).values_list("result_id", "file__sha256"))
    last: dict[tuple[str, int], Any] = {}
    for ack in acks:
        last[ack["kind"], ack["id"]] = ack["value"]
    lost = []
    for (kind, number), value in last.items():
        result, report = results.get(number), reports.get(number)
        there = {
            "start": report is not None,
            "result": kind == "result" and result is not None and result.value == Decimal(value),
            "file": (number, value) in files,
            "summary": report is not None and report.summary == value,
            "send": report is not None and report.sent_at is not None,
            "submit": report is not None and report.state == PaperState.APPROVED,
        }
        if not there[kind]:
            lost.append([kind, number, value])
    whole = verification()
    print(json.dumps({"acknowledged": len(acks), "lost": lost, "ledger_whole": whole.whole, "entries": whole.entries}))


if __name__ == "__main__":
    django.setup()
    asked = sys.argv[1]
    if asked == "prepare":
        prepare(Path(sys.argv[2]))
    elif asked == "verify":
        verify(Path(sys.argv[2]))
    elif asked == "contest":
        contest(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        box()
