"""Whether a file is what its name says, and holds nothing that acts: name, first bytes and structure must agree."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from thidua.kernel.uploads.archives import MOST_UNPACKED, parts_of
from thidua.kernel.uploads.names import display_name, ending_of
from thidua.kernel.uploads.pdfs import look_at_pdf
from thidua.kernel.uploads.pictures import encoded_anew
from thidua.kernel.uploads.refusals import refusal

ENDINGS = {"jpg": "jpg", "jpeg": "jpg", "png": "png", "webp": "webp", "pdf": "pdf", "docx": "docx", "xlsx": "xlsx"}
PICTURES = frozenset({"jpg", "png", "webp"})
CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAIN = {
    "docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
_OLE, _PROGRAM, _ZIP = b"\xd0\xcf\x11\xe0", b"MZ", b"PK\x03\x04"
_READ = 2**16


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file that may be kept. `sha256` is of what was handed in, `kept_sha256` of `content`, which is kept.

    Pictures have a `preview`, a JPEG for pages.
    """

    name: str
    kind: str
    size: int
    sha256: str
    kept_sha256: str
    content: IO[bytes]
    preview: bytes | None = None


def checked(upload: UploadedFile[Any]) -> Checked:
    """Look at one uploaded file. Raises Refused with the reason and the remedy."""
    name = upload.name or ""
    kind = ENDINGS.get(ending_of(name))
    size = upload.size or 0
    if not size:
        raise refusal("empty")
    if size > settings.UPLOAD_MOST_BYTES:
        raise refusal("larger_than", settings.UPLOAD_MOST_BYTES // 2**20)
    if kind is None:
        raise refusal("wrong_ending", ending_of(name) or "–")
    assert upload.file is not None  # only an upload that was closed has none
    content: IO[bytes] = upload.file
    _require_magic(content, kind)
    sha256 = getattr(upload, "sha256", "") or _hash_of(content)
    content.seek(0)
    if kind in PICTURES:
        encoded = encoded_anew(content, kind=kind)
        return Checked(
            name=display_name(name), kind=kind, size=len(encoded.content), sha256=sha256,
            kept_sha256=hashlib.sha256(encoded.content).hexdigest(), content=io.BytesIO(encoded.content),
            preview=encoded.preview,
        )  # fmt: skip
    if kind == "pdf":
        look_at_pdf(content)
    else:
        _look_at_office(content, kind)
    content.seek(0)
    return Checked(name=display_name(name), kind=kind, size=size, sha256=sha256, kept_sha256=sha256, content=content)


def kind_of(content: IO[bytes]) -> str | None:
    """The kind that the first bytes speak of; `office` for an archive, None for anything that is not taken."""
    content.seek(0)
    head = content.read(12)
    content.seek(0)
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"RIFF") and head[8:] == b"WEBP":
        return "webp"
    if head.startswith(b"%PDF-"):
        return "pdf"
    return "office" if head.startswith(_ZIP) else ("old_office" if head.startswith(_OLE) else None)


def _require_magic(content: IO[bytes], kind: str) -> None:
    found = kind_of(content)
    if found == "old_office":
        raise refusal("old_office")
    if found != ("office" if kind in _MAIN else kind):
        raise refusal("not_as_named", kind)


def _hash_of(content: IO[bytes]) -> str:
    content.seek(0)
    hashed = hashlib.sha256()
    while piece := content.read(_READ):
        hashed.update(piece)
    return hashed.hexdigest()


def _look_at_office(content: IO[bytes], kind: str) -> None:
    """Every part of the archive, and every part of the workbooks that charts carry along."""
    main, content_type = _MAIN[kind]
    left = MOST_UNPACKED
    for name, part in parts_of(content, main=main, far_cells=True):
        left -= len(part)
        if name == "[Content_Types].xml" and content_type not in part:
            raise refusal("wrong_kind", main)
        _require_passive(name, part)
        if part.startswith(_ZIP):
            for inner, carried in parts_of(io.BytesIO(part), main="", far_cells=True, most=left):
                left -= len(carried)
                _require_passive(inner, carried, nested=True)


def _require_passive(name: str, part: bytes, *, nested: bool = False) -> None:
    if part.startswith((_OLE, _PROGRAM)) or "/activex/" in f"/{name.casefold()}":
        raise refusal("embedded", name)
    if nested and part.startswith(_ZIP):
        raise refusal("embedded", name)
