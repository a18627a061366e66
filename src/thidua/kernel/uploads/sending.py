"""Handing a stored file out: to be saved, and never shown with any rights in the browser."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse

from thidua.kernel.uploads import storing
from thidua.kernel.uploads.checking import CONTENT_TYPES


def attachment(key: str, *, kind: str, name: str) -> FileResponse:
    """A stored file under its own name, to be saved. FileNotFoundError when it is not there."""
    response = FileResponse(storing.opened(key), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return guarded(response)


def guarded(response: FileResponse) -> FileResponse:
    """Whatever a file holds, a browser gives it no rights and keeps no copy."""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
