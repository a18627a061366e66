"""PDF files are read in a process of their own, with little memory and little time: some are made to break readers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from thidua.kernel.uploads.refusals import refusal

_READER = Path(__file__).with_name("pdf_reader.py")
_SECONDS = 30
_READ = 2**16
_SAID = {"ok", "pdf_encrypted", "pdf_active", "pdf_attachment", "pdf_too_big"}


def look_at_pdf(stream: IO[bytes]) -> None:
    """Raises Refused with `pdf_encrypted`, `pdf_active`, `pdf_attachment`, `pdf_too_big`, or `pdf_damaged`."""
    with tempfile.TemporaryFile() as handed:
        while piece := stream.read(_READ):
            handed.write(piece)
        handed.flush()
        os.lseek(handed.fileno(), 0, os.SEEK_SET)
        said = _asked(handed)
    if said != "ok":
        raise refusal(said)


def _asked(handed: IO[bytes]) -> str:
    command = [sys.executable, "-I", str(_READER)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            command, stdin=handed, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "pdf_damaged"
    said = done.stdout.decode("ascii", "replace").strip()
    return said if done.returncode == 0 and said in _SAID else "pdf_damaged"
