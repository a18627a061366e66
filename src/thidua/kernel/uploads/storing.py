"""Keeping files in Django's storage under random names; nothing there has an address of its own."""

from __future__ import annotations

import io
import secrets
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage


def keep(content: IO[bytes]) -> str:
    """Store a file and return its name in the store."""
    content.seek(0)
    name = secrets.token_hex(20)
    return default_storage.save(f"{name[:2]}/{name}", File(content))


def opened(key: str) -> File[bytes]:
    """A stored file, open for reading. FileNotFoundError when it is not there."""
    return default_storage.open(key, "rb")


def discard(*keys: str) -> None:
    """Remove stored files; one that is gone already is no error."""
    for key in filter(None, keys):
        default_storage.delete(key)


def keep_bytes(content: bytes) -> str:
    """Store bytes that are at hand and return their name in the store."""
    return keep(io.BytesIO(content))
