"""Asking a ClamAV daemon about a file, by its INSTREAM command over a socket."""

from __future__ import annotations

import re
import socket
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

from thidua.kernel.uploads import storing

_PIECE = 2**16
_SECONDS = 60
_LONGEST_ANSWER = 4096
_PORT = 3310
_FOUND = re.compile(r"^stream: (.+) FOUND$")


class Found(StrEnum):
    """What a scan came to."""

    CLEAN = "clean"
    INFECTED = "infected"
    ERROR = "scan_error"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner said: the name of what it found, or why it could not look."""

    found: Found
    note: str = ""


def is_set() -> bool:
    """Whether this installation has a scanner."""
    return bool(settings.CLAMD)


def scanned(stream: IO[bytes]) -> Verdict:
    """The scanner's verdict on a file. A scanner that is away or does not understand gives an ERROR, never CLEAN."""
    try:
        with _connected(settings.CLAMD) as connection:
            answer = _asked(connection, stream)
    except (OSError, ValueError) as error:
        return Verdict(Found.ERROR, f"{type(error).__name__}: {error}"[:200])
    if answer == "stream: OK":
        return Verdict(Found.CLEAN)
    found = _FOUND.match(answer)
    return Verdict(Found.INFECTED, found.group(1)[:200]) if found else Verdict(Found.ERROR, answer[:200])


def scanned_in_store(key: str) -> Verdict:
    """The scanner's verdict on a stored file; ERROR for one that cannot be read."""
    try:
        with storing.opened(key) as stream:
            return scanned(stream)
    except OSError as error:
        return Verdict(Found.ERROR, f"{type(error).__name__}: {error}"[:200])


def _connected(address: str) -> socket.socket:
    """`tcp://host:port` or `unix:///path`. ValueError for anything else."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SECONDS)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    if parts.scheme != "tcp" or not parts.hostname:
        raise ValueError(f"THIDUA_CLAMD is {address!r}; use tcp://host:port or unix:///path")
    return socket.create_connection((parts.hostname, parts.port or _PORT), timeout=_SECONDS)


def _asked(connection: socket.socket, stream: IO[bytes]) -> str:
    connection.sendall(b"zINSTREAM\0")
    while piece := stream.read(_PIECE):
        connection.sendall(struct.pack(">I", len(piece)) + piece)
    connection.sendall(struct.pack(">I", 0))
    answer = b""
    while len(answer) < _LONGEST_ANSWER and not answer.endswith(b"\0"):
        more = connection.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
