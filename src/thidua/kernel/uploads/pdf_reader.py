"""Run by itself: reads a PDF from standard input and writes one word about it.

It imports nothing of the program, so that the process stays small and begins quickly.
"""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

_MEMORY = 1024 * 2**20
_SECONDS = 15
_UNPACKED = 128 * 2**20
_MOST_OBJECTS = 300_000
_MOST_PAGES = 3_000
_MOST_DEPTH = 60
# A page of more than five metres is no page; the specification itself ends at 14,400 points.
_LONGEST_SIDE = 14_400
_ACTING_KEYS = {"/JS", "/JavaScript", "/RichMedia", "/RichMediaContent", "/RichMediaSettings", "/XFA", "/Launch"}
_ATTACHING_KEYS = {"/EmbeddedFiles", "/EmbeddedFile", "/EF"}
_ACTING_KINDS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute", "/GoToE", "/Rendition", "/Movie",
    "/RichMedia", "/3D", "/Sound", "/Screen",
}  # fmt: skip
_OPENING_KINDS = {"/URI", "/GoToR", "/Thread", "/Named"}


def main() -> None:
    """Write ok, or the code of a refusal."""
    _limit(resource.RLIMIT_AS, _MEMORY)
    _limit(resource.RLIMIT_CPU, _SECONDS)
    print(said_of(sys.stdin.buffer.read()))  # noqa: T201 - the answer


def _limit(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def said_of(data: bytes) -> str:
    """The word about one file; the errors of the reader pass through."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=_UNPACKED, run_length_max_memory=_UNPACKED, png_max_memory=_UNPACKED,
        tiff_max_memory=_UNPACKED, parser_max_nesting=100, doc_max_warnings=1_000,
    )  # fmt: skip
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            return "pdf_encrypted" if document.is_encrypted else _look_at(document)
    except pikepdf.PasswordError:
        return "pdf_encrypted"


def _look_at(document: Any) -> str:
    if len(document.objects) > _MOST_OBJECTS or len(document.pages) > _MOST_PAGES:
        return "pdf_too_big"
    if any(_side(page) > _LONGEST_SIDE for page in document.pages):
        return "pdf_too_big"
    if _opens_elsewhere(document.Root.get("/OpenAction")):
        return "pdf_active"
    found = {word for one in (document.trailer, *document.objects) for word in _words(one, 0)}
    return min(found, default="ok")


def _side(page: Any) -> Any:
    box = [int(corner) for corner in page.mediabox]
    return max(abs(box[2] - box[0]), abs(box[3] - box[1]))


def _opens_elsewhere(action: Any) -> bool:
    import pikepdf

    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in _OPENING_KINDS | _ACTING_KINDS


def _words(thing: Any, depth: int) -> Iterator[str]:
    """What speaks against one object. Names arrive decoded, however they were written."""
    import pikepdf

    if depth > _MOST_DEPTH:
        yield "pdf_too_big"
        return
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from _words_of_keys(thing, depth)
        return
    for inner in thing if isinstance(thing, pikepdf.Array) else ():
        if not getattr(inner, "is_indirect", False):
            yield from _words(inner, depth + 1)


def _words_of_keys(thing: Any, depth: int) -> Iterator[str]:
    entries = dict(thing.items())
    if _ACTING_KEYS & entries.keys() or {str(entries.get(key, "")) for key in ("/S", "/Subtype")} & _ACTING_KINDS:
        yield "pdf_active"
    if _ATTACHING_KEYS & entries.keys() or str(entries.get("/Type", "")) == "/EmbeddedFile":
        yield "pdf_attachment"
    for inner in entries.values():
        if not getattr(inner, "is_indirect", False):
            yield from _words(inner, depth + 1)


if __name__ == "__main__":
    main()
