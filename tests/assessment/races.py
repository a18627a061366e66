"""Real threads on a real database, each with its own connection: `python -m tests.assessment.races twins|writers`.

Runs on the database of DATABASE_URL, which must be empty, and prints what came of it as JSON.
"""

import json
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import django

TWINS, WRITERS, EACH = 20, 16, 3


def at_once(count: int, act: Callable[[int], None]) -> list[str]:
    """Run in so many threads that begin together; what went wrong in them."""
    from django.db import connections

    ready, failures = threading.Barrier(count), []

    def run(number: int) -> None:
        ready.wait()
        try:
            act(number)
        except Exception as failure:
            failures.append(repr(failure))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def twins() -> dict[str, Any]:
    """Twenty times the same request at the same moment, with a key and without."""
    import uuid

    from django.test import Client
    from django.urls import reverse

    import thidua.bodies.middleware
    from tests.assessment.factories import REPORTING, draft_report, make_running_bloc, result_of
    from thidua.assessment.models import Result
    from thidua.bodies.models import Account
    from thidua.ledger.models import Entry

    thidua.bodies.middleware.now = lambda: REPORTING
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))
    account = Account.objects.get(person_id=bloc.member.officer.id)
    address = reverse("assessment:result", args=[bloc.year.pk, result.pk])
    found: dict[str, Any] = {}
    for name, key in (("with", uuid.uuid4().hex), ("without", "")):
        before, answers = Entry.objects.count(), []
        clients = [Client() for _ in range(TWINS)]
        for client in clients:
            client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

        def press(number: int, clients: Any = clients, answers: Any = answers, key: str = key) -> None:
            answer = clients[number].post(address, {"value": "81", "note": "x", "once": key})
            answers.append((answer.status_code, answer.headers.get("Location", "")))

        found[f"failures_{name}"] = at_once(TWINS, press)
        found[f"effects_{name}"] = Entry.objects.count() - before
        found[f"answers_{name}"] = len(answers)
        found[f"different_answers_{name}"] = len(set(answers))
    found["version"] = Result.objects.get(pk=result.pk).version
    return found


def writers() -> dict[str, Any]:
    """Sixteen people add one to the same result, three times each; a stale version is read again."""
    from tests.assessment.factories import REPORTING, draft_report, make_running_bloc, result_of
    from thidua.assessment.actions.reports import report_result
    from thidua.assessment.models import Result
    from thidua.kernel.versions import Stale
    from thidua.ledger.models import Entry
    from thidua.ledger.queries import verification

    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))
    acknowledged: list[tuple[int, int]] = []
    refused: list[int] = []

    def add_one(number: int) -> None:
        done = 0
        while done < EACH:
            seen = Result.objects.get(pk=result.pk)
            value = (seen.value or Decimal(0)) + 1
            try:
                saved = report_result(
                    result.pk, actor=bloc.member.officer, at=REPORTING, written=str(value), value=value,
                    version=seen.version,
                ).object  # fmt: skip
            except Stale:
                refused.append(number)
                continue
            acknowledged.append((saved.version, int(value)))
            done += 1

    failures = at_once(WRITERS, add_one)
    entries = Entry.objects.filter(payload__edited=f"result:{result.pk}").order_by("sequence")
    chain = [(entry.payload["parent"], entry.payload["version"], int(entry.payload["value"])) for entry in entries]
    stored = Result.objects.get(pk=result.pk)
    return {
        "failures": failures,
        "acknowledged": len(acknowledged),
        "every_acknowledged_edit_is_in_the_chain": sorted(acknowledged) == [(new, value) for _old, new, value in chain],
        "every_edit_names_its_parent": [old for old, _new, _value in chain] == [new - 1 for _old, new, _value in chain],
        "versions_without_gap": [new for _old, new, _value in chain] == list(range(2, WRITERS * EACH + 2)),
        "counted": int(stored.value or 0),
        "version": stored.version,
        "somebody_was_refused": bool(refused),
        "ledger_whole": verification().whole,
    }


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    print(json.dumps({"twins": twins, "writers": writers}[sys.argv[1]]()))
