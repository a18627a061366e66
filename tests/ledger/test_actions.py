"""`@action`: permitted, atomic, entered; and everything it refuses."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404

from tests.factories import AT, make_actor, make_unit
from tests.ledger.notes import BodyRenamed, body, rename
from thidua.bodies.models import Body
from thidua.kernel import gate
from thidua.kernel.actor import SYSTEM, Office
from thidua.kernel.gate import SIGNED_IN, Denied
from thidua.kernel.middleware import request_id
from thidua.ledger.actions import Recorded, action
from thidua.ledger.chain import GENESIS, hash_of
from thidua.ledger.models import Entry, Head

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]


def nothing_written() -> bool:
    return (Entry.objects.count(), Body.objects.filter(name="Tên mới").count()) == (0, 0)


def test_action_writes_the_change_and_one_entry() -> None:
    unit = make_unit()
    head = make_actor(Office.UNIT_HEAD, unit, name="Nguyễn Văn A")
    token = request_id.set("abc123")
    unit_name = unit.name

    recorded = rename(unit.pk, actor=head, at=AT, new_name="Tên mới")
    request_id.reset(token)

    entry = Entry.objects.get()
    assert recorded.object.name == Body.objects.get(pk=unit.pk).name == "Tên mới"
    assert (entry.sequence, entry.at, entry.actor_id, entry.actor_name) == (
        1, AT, head.id, f"Nguyễn Văn A, Chức vụ unit_head {unit_name}",
    )  # fmt: skip
    assert (entry.event, entry.subject, entry.unit_id, entry.emulation_year_id) == (
        "test.body_renamed", f"body:{unit.pk}", unit.pk, None,
    )  # fmt: skip
    assert (entry.payload, entry.request_id) == ({"new_name": "Tên mới"}, "abc123")
    assert (entry.previous_hash, entry.hash) == (GENESIS, hash_of(entry))


def test_next_entry_is_chained_to_the_last() -> None:
    unit = make_unit()
    for name in ("Một", "Hai"):
        rename(unit.pk, actor=SYSTEM, at=AT, new_name=name)

    first, second = Entry.objects.order_by("sequence")
    head = Head.objects.get()
    assert (second.sequence, second.previous_hash) == (2, first.hash)
    assert (head.sequence, head.hash) == (2, second.hash)


def test_action_knows_the_permission_it_needs() -> None:
    assert (rename.needs, rename.__name__) == (SIGNED_IN, "rename")


def test_action_with_an_unknown_permission_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no permission is called"):
        action(needs="test.nobody_wrote_this", loads=body)


@pytest.mark.parametrize("values", [{}, {"actor": None}, {"actor": "Nguyễn Văn A"}])
def test_action_without_an_actor_is_refused(values: dict[str, Any]) -> None:
    unit = make_unit()

    with pytest.raises(TypeError, match="actor="):
        rename(unit.pk, at=AT, new_name="Tên mới", **values)

    assert nothing_written()


@pytest.mark.parametrize("values", [{}, {"at": None}, {"at": datetime(2024, 6, 1)}, {"at": AT.date()}])  # noqa: DTZ001
def test_action_without_an_aware_moment_is_refused(values: dict[str, Any]) -> None:
    unit = make_unit()

    with pytest.raises(TypeError, match="at="):
        rename(unit.pk, actor=SYSTEM, new_name="Tên mới", **values)

    assert nothing_written()


def test_action_that_returns_no_event_is_refused_and_undone() -> None:
    @action(needs=SIGNED_IN, loads=body)
    def forget(thing: Body, *, actor: Any, at: datetime) -> Any:
        Body.objects.filter(pk=thing.pk).update(name="Tên mới")
        return thing

    unit = make_unit()

    with pytest.raises(TypeError, match=r"forget must return Recorded\(object, event\)"):
        forget(unit.pk, actor=SYSTEM, at=AT)

    assert nothing_written()


def test_action_that_fails_half_way_writes_nothing() -> None:
    @action(needs=SIGNED_IN, loads=body)
    def fail(thing: Body, *, actor: Any, at: datetime) -> Recorded[Body]:
        Body.objects.filter(pk=thing.pk).update(name="Tên mới")
        raise LookupError

    unit = make_unit()

    with pytest.raises(LookupError):
        fail(unit.pk, actor=SYSTEM, at=AT)

    assert nothing_written()


def test_action_whose_entry_cannot_be_written_changes_nothing() -> None:
    class Unwritable(BodyRenamed):
        name = "test.unwritable"

        def payload(self) -> dict[str, Any]:
            raise ValueError("no payload")

    @action(needs=SIGNED_IN, loads=body)
    def mumble(thing: Body, *, actor: Any, at: datetime) -> Recorded[Body]:
        Body.objects.filter(pk=thing.pk).update(name="Tên mới")
        return Recorded(thing, Unwritable(subject="body:1", new_name="Tên mới"))

    unit = make_unit()

    with pytest.raises(ValueError, match="no payload"):
        mumble(unit.pk, actor=SYSTEM, at=AT)

    assert nothing_written()


@pytest.fixture
def own_unit_only() -> Iterator[str]:
    yield gate.permission(
        "test.rename_own", offices=[Office.UNIT_HEAD], when=lambda actor, thing: actor.body_id == thing.pk
    )
    del gate._permissions["test.rename_own"]


def test_action_asks_the_gate_with_the_object(own_unit_only: str) -> None:
    ran: list[int] = []

    @action(needs=own_unit_only, loads=body)
    def touch(thing: Body, *, actor: Any, at: datetime) -> Recorded[Body]:
        ran.append(thing.pk)
        return Recorded(thing, BodyRenamed(subject="body:1", new_name=""))

    own, other = make_unit(), make_unit()
    head = make_actor(Office.UNIT_HEAD, own)
    touch(own.pk, actor=head, at=AT)

    with pytest.raises(Denied):
        touch(other.pk, actor=head, at=AT)
    with pytest.raises(Denied):
        touch(own.pk, actor=make_actor(Office.UNIT_OFFICER, own), at=AT)

    assert (ran, Entry.objects.count()) == ([own.pk], 1)


def test_action_on_what_is_out_of_sight_is_not_found() -> None:
    with pytest.raises(Http404):
        rename(987_654, actor=SYSTEM, at=AT, new_name="Tên mới")

    assert nothing_written()


TWO_WRITERS = """
import sys, threading
import django
django.setup()
from django.core.management import call_command
from django.db import connection, connections
call_command("migrate", verbosity=0)
from tests.factories import AT, make_unit
from tests.ledger.notes import rename
from thidua.kernel.actor import SYSTEM
from thidua.ledger.models import Entry
from thidua.ledger.queries import verification
unit, failures, ready = make_unit(), [], threading.Barrier(2)

def write(mark):
    ready.wait()
    try:
        for number in range(20):
            rename(unit.pk, actor=SYSTEM, at=AT, new_name=f"{mark}{number}")
    except Exception as failure:
        failures.append(repr(failure))
    finally:
        connections.close_all()

threads = [threading.Thread(target=write, args=(mark,)) for mark in "AB"]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
entries = list(Entry.objects.order_by("sequence"))
verdict = verification()
writers = {entry.payload["new_name"][0] for entry in entries}
print(failures, [entry.sequence for entry in entries] == list(range(1, 41)), sorted(writers), verdict.whole)
"""


def test_two_writers_at_once_leave_no_gap(tmp_path: Path) -> None:
    """On a database of its own in a file: two connections, twenty actions each, no lost or doubled number."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite://{tmp_path / 'two.sqlite3'}",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }

    done = subprocess.run(
        [sys.executable, "-c", TWO_WRITERS], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.stdout.strip(), done.returncode) == ("[] True ['A', 'B'] True", 0), done.stderr
