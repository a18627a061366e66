"""The command line: verifying the ledger, the first authority, scoring a file."""

import logging.config
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.factories import AT, make_authority
from thidua.bodies import actions
from thidua.bodies.models import Body, Invitation
from thidua.kernel.actor import SYSTEM
from thidua.kernel.clock import now
from thidua.ledger.models import RequestSeen
from thidua.ledger.queries import head_hash
from thidua.web.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """A command sets the log up anew, on the stream that the test reads; afterwards it is as it was."""
    yield
    logging.config.dictConfig(settings.LOGGING)


def two_entries() -> None:
    authority = make_authority()
    for name in ("Một", "Hai"):
        actions.register_body(authority.pk, actor=SYSTEM, at=AT, name=name, short_name=name)


def test_verify_ledger_says_it_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    two_entries()

    status = main(["verify-ledger"])

    assert (status, capsys.readouterr().out) == (0, f"The ledger is whole: 2 entries, head {head_hash()}\n")


@pytest.mark.parametrize("before", ["", "ledger:"])
def test_verify_ledger_finds_a_head_printed_before_later_entries(
    before: str, capsys: pytest.CaptureFixture[str]
) -> None:
    two_entries()
    printed = head_hash().upper()
    actions.register_body(make_authority().pk, actor=SYSTEM, at=AT, name="Ba", short_name="Ba")

    assert main(["verify-ledger", "--head", before + printed]) == 0
    assert capsys.readouterr().out.endswith("The printed head is entry 2: nothing up to it was changed since.\n")


def test_verify_ledger_refuses_a_head_it_does_not_hold(capsys: pytest.CaptureFixture[str]) -> None:
    two_entries()

    assert main(["verify-ledger", "--head", "a" * 64]) == 1
    assert "No entry has the printed hash" in capsys.readouterr().out


@pytest.mark.parametrize("written", ["", "57", "a" * 63, "a" * 65, "g" * 64, "box:" + "a" * 64])
def test_verify_ledger_says_how_a_head_is_written(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["verify-ledger", "--head", written])

    assert "write the hash of 64 letters and digits as it is printed" in capsys.readouterr().err


def test_verify_ledger_says_where_it_is_broken(capsys: pytest.CaptureFixture[str]) -> None:
    two_entries()
    drop = {
        "sqlite": "DROP TRIGGER ledger_entry_no_update",
        "postgresql": "DROP TRIGGER ledger_entry_no_change ON ledger_entry",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(drop)
        cursor.execute("UPDATE ledger_entry SET subject = 'x' WHERE sequence = 2")

    status = main(["verify-ledger"])

    assert status == 1
    assert capsys.readouterr().out == "The ledger is broken at entry 2; 1 entries before it are whole.\n"


def test_sweep_drops_keys_older_than_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    for key, at in (("a" * 32, AT), ("b" * 32, now())):
        RequestSeen.objects.create(key=key, person_id=1, place="x", content="x", request_id="x", at=at)

    status = main(["sweep"])

    assert (status, capsys.readouterr().out) == (0, "Keys of requests dropped: 1\n")
    assert RequestSeen.objects.get().key == "b" * 32


AUTHORITY = [
    "create-authority", "--name", "Sở Nội vụ tỉnh A", "--short-name", "SNV", "--place", "Tỉnh A", "--officer",
    "Nguyễn Văn A", "--username", "nguyen.van.a",
]  # fmt: skip


def test_create_authority_prints_a_link_that_works(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(AUTHORITY)

    link = re.search(r"/invitation/\S+/", capsys.readouterr().out)
    assert link is not None
    assert (status, Body.objects.get().name, Invitation.objects.get().office) == (
        0, "Sở Nội vụ tỉnh A", "authority_officer",
    )  # fmt: skip
    assert Client().get(link.group()).status_code == 200


def test_create_authority_twice_is_refused() -> None:
    main(AUTHORITY)

    with pytest.raises(actions.BodyKnown):
        main(AUTHORITY)

    assert Body.objects.count() == 1


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["create-authority"]])
def test_command_that_is_not_complete_ends_with_its_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert (ended.value.code, capsys.readouterr().err.startswith("usage: thidua")) == (2, True)


def test_manage_runs_a_command_of_django(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["manage", "showmigrations", "ledger", "--plan"])

    assert (status, "[X]  ledger.0001_first" in capsys.readouterr().out) == (0, True)
