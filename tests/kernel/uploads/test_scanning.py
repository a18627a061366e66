"""Scanning: a real socket, the daemon's own protocol, and what is said when the daemon is away."""

import io
import socket
from typing import Any

import pytest

from tests.kernel.uploads.clamd import clamd
from tests.kernel.uploads.files import DOCX, EICAR, pdf, stored_part
from thidua.kernel.uploads.scanning import Found, Verdict, is_set, scanned

INFECTED = {
    "pdf": pdf() + b"\n% " + EICAR,
    "docx": stored_part(DOCX, "word/media/a.txt", EICAR),
    "text": EICAR,
}


@pytest.mark.parametrize("kind", INFECTED)
def test_file_with_the_test_signature_is_infected(settings: Any, kind: str) -> None:
    with clamd() as settings.CLAMD:
        assert scanned(io.BytesIO(INFECTED[kind])) == Verdict(Found.INFECTED, "Win.Test.EICAR_HDB-1")


def test_file_without_it_is_clean_however_large(settings: Any) -> None:
    with clamd() as settings.CLAMD:
        assert scanned(io.BytesIO(b"a" * 3_000_000)) == Verdict(Found.CLEAN)


def test_file_beyond_the_daemons_limit_is_an_error(settings: Any) -> None:
    with clamd(most=10) as settings.CLAMD:
        assert scanned(io.BytesIO(b"a" * 100)).found is Found.ERROR


def test_daemon_that_is_away_is_an_error(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.CLAMD = f"tcp://127.0.0.1:{free.getsockname()[1]}"

    assert scanned(io.BytesIO(b"a")).found is Found.ERROR


@pytest.mark.parametrize("address", ["unix:///no/such/socket", "http://a", "tcp://", "anything"])
def test_address_that_leads_nowhere_is_an_error(settings: Any, address: str) -> None:
    settings.CLAMD = address

    assert scanned(io.BytesIO(b"a")).found is Found.ERROR


def test_scanner_is_set_by_its_address(settings: Any) -> None:
    settings.CLAMD = ""
    without = is_set()
    settings.CLAMD = "tcp://127.0.0.1"

    assert (without, is_set()) == (False, True)
