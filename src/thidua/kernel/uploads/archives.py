"""Archives: nothing of an Office file is parsed before it has been looked at as an archive of parts."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from thidua.kernel.uploads.refusals import refusal

MOST_BYTES = 20 * 2**20
MOST_PARTS = 2_000
MOST_UNPACKED = 200 * 2**20
MOST_RATIO = 100
SMALL_PART = 2**20
MOST_ROWS = 5_000
MOST_COLUMNS = 256
MOST_DEPTH = 200
_READ = 2**16
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_CONTENT_TYPES = "[Content_Types].xml"
_XML_NAMES = (".xml", ".rels", ".vml")
# In a part that does not look like XML, these would only stand to be read as XML all the same.
_DISGUISED = (b"sheetData", b"<!DOCTYPE", b"<\0!\0D\0O\0C\0T", b"\0<\0!\0D\0O\0C\0T")


def guarded_zip(data: bytes, *, main: str) -> bytes:
    """The archive packed anew from parts that are safe to parse. `main` is the part the kind of file must have.

    What is parsed later is exactly what was checked, whatever the original archive claims about sizes, offsets or
    names. Raises Refused with a code of `refusals.TEXTS`.
    """
    if not data:
        raise refusal("empty")
    if len(data) > MOST_BYTES:
        raise refusal("too_big")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as clean:
        for name, content in parts_of(io.BytesIO(data), main=main):
            clean.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def parts_of(
    stream: IO[bytes], *, main: str, far_cells: bool = False, most: int = MOST_UNPACKED
) -> Iterator[tuple[str, bytes]]:
    """The parts of an archive, one after the other, each once it has been found safe to parse.

    `main` is the part the kind of file must have, if any; `far_cells` lets cells far from the first one pass, for files
    that nobody reads as a table; `most` is how many bytes all parts may unpack to. Raises Refused with a code of `refusals.TEXTS`.
    """
    if stream.read(len(_OLD_OFFICE)) == _OLD_OFFICE:
        raise refusal("old_office")
    try:
        with zipfile.ZipFile(stream) as archive:
            _look_at_list(archive.infolist(), main)
            left = most
            for entry in archive.infolist():
                content = _content(archive, entry, left)
                left -= len(content)
                _look_at_part(entry.filename, content, far_cells=far_cells)
                yield entry.filename, content
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as error:
        raise refusal("not_an_archive") from error


def _look_at_list(entries: list[zipfile.ZipInfo], main: str) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_PARTS:
        raise refusal("too_many_parts")
    if len({name.casefold() for name in names}) < len(names):
        raise refusal("not_an_archive")
    for name in names:
        if "vbaproject" in name.casefold():
            raise refusal("macros", name)
        if _is_astray(name):
            raise refusal("astray", name)
    if main and main not in names:
        raise refusal("wrong_kind", main)


def _is_astray(name: str) -> bool:
    """Whether a part would be unpacked outside its folder."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """The unpacked part; never more than `left` bytes are unpacked."""
    if entry.flag_bits & 1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("not_an_archive")
    if entry.file_size > left:
        raise refusal("unpacks_too_big", entry.filename)
    if entry.file_size > SMALL_PART and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise refusal("unpacks_too_big", entry.filename)
    with archive.open(entry) as stream:
        return _read(stream, entry, left)


def _read(stream: IO[bytes], entry: zipfile.ZipInfo, left: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_READ):
        size += len(piece)
        if size > left:
            raise refusal("unpacks_too_big", entry.filename)
        pieces.append(piece)
    return b"".join(pieces)


def _look_at_part(name: str, content: bytes, *, far_cells: bool) -> None:
    """XML parts are walked through once; any other part must not hide XML."""
    if name == _CONTENT_TYPES and b"macroenabled" in content.lower():
        raise refusal("macros", name)
    plainly = content.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0")
    if name.casefold().endswith(_XML_NAMES) or plainly.startswith(b"<"):
        _Walk(name, far_cells=far_cells).through(content)
        return
    if any(mark in content for mark in _DISGUISED):
        raise refusal("broken_part", name)


class _Walk:
    """One pass over an XML part: no DOCTYPE, no outside data, not too deep, no cell far away."""

    def __init__(self, name: str, *, far_cells: bool) -> None:
        self.name = name
        self.far_cells = far_cells
        self.depth = self.row = self.column = 0
        self.in_cell = 0

    def through(self, content: bytes) -> None:
        """Raises Refused."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise refusal("broken_part", self.name) from error

    def _doctype(self, *_declared: object) -> None:
        raise refusal("doctype", self.name)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise refusal("broken_part", self.name)
        element = element.rpartition(":")[2]
        if element == "Relationship":
            self._relationship({key.casefold(): value.casefold() for key, value in attributes.items()})
        elif element == "row":
            self.row, self.column = _number(attributes.get("r", ""), self.row + 1), 0
        elif element == "c":
            self._cell(attributes.get("r", ""))
            self.in_cell = self.depth
        elif self.in_cell:
            self._filled()

    def _end(self, _element: str) -> None:
        if self.depth == self.in_cell:
            self.in_cell = 0
        self.depth -= 1

    def _relationship(self, attributes: dict[str, str]) -> None:
        kind = posixpath.basename(attributes.get("type", ""))
        if kind == "vbaproject":
            raise refusal("macros", self.name)
        if attributes.get("targetmode") == "external" and kind != "hyperlink":
            raise refusal("external_link", self.name)

    def _cell(self, place: str) -> None:
        letters = place.rstrip("0123456789")
        self.row = _number(place[len(letters) :], self.row)
        self.column = _column(letters) if letters else self.column + 1

    def _filled(self) -> None:
        """Readers make room for every cell up to the last one that holds something."""
        if not self.far_cells and (self.row > MOST_ROWS or self.column > MOST_COLUMNS):
            raise refusal("too_many_rows", posixpath.basename(self.name))


def _number(digits: str, otherwise: int) -> int:
    if not digits.isascii() or not digits.isdigit():
        return otherwise
    return int(digits[:9])


def _column(letters: str) -> int:
    column = 0
    for letter in letters[:4].upper():
        column = column * 26 + (ord(letter) - ord("A") + 1)
    return column
