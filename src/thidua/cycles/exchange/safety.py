"""Safety: nothing of an Office file is parsed before it has been looked at as an archive of parts.

The parts that pass are packed anew, so that what is parsed later is exactly what was checked, whatever the original
archive claims about sizes, offsets or names.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from thidua.cycles.exchange.imported import Refused
from thidua.rulebook.findings import Text

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
_XML_NAMES = (".xml", ".rels", ".vml")
# In a part that does not look like XML, these would only stand to be read as XML all the same.
_DISGUISED = (b"sheetData", b"<!DOCTYPE", b"<\0!\0D\0O\0C\0T", b"\0<\0!\0D\0O\0C\0T")

TEXTS = {
    "empty": Text("Tệp trống. Hãy chọn đúng tệp rồi tải lên lại.", "The file is empty. Choose the right file again."),
    "too_big": Text(
        "Tệp lớn hơn 20 MB. Hãy bỏ bớt hình ảnh, trang không dùng rồi tải lên lại.",
        "The file is larger than 20 MB. Remove pictures and unused worksheets, then upload it again.",
    ),
    "old_office": Text(
        "Đây là tệp Office kiểu cũ (.xls, .doc) hoặc có mật khẩu. Hãy mở tệp, bỏ mật khẩu và lưu thành .xlsx hoặc .docx.",
        "This is an old Office file (.xls, .doc) or has a password. Open it, remove the password, and save it as .xlsx "
        "or .docx.",
    ),
    "not_an_archive": Text(
        "Không phải tệp .xlsx hoặc .docx, hoặc tệp bị hỏng. Hãy mở bằng Excel, Word hoặc LibreOffice và lưu lại.",
        "Not an .xlsx or .docx file, or a damaged one. Open it in Excel, Word or LibreOffice and save it again.",
    ),
    "wrong_kind": Text(
        "Tệp không có phần “{part}”. Hãy chọn đúng loại tệp: bảng tính .xlsx, hoặc văn bản .docx.",
        "The file has no part “{part}”. Choose the right kind of file: a workbook .xlsx, or a document .docx.",
    ),
    "too_many_parts": Text(
        "Tệp gồm quá 2.000 phần nhỏ. Hãy chép bảng điểm sang một tệp mới rồi tải lên lại.",
        "The file consists of more than 2,000 parts. Copy the table into a new file and upload that.",
    ),
    "unpacks_too_big": Text(
        "Nội dung sau khi mở nén quá lớn ({part}). Hãy chép bảng điểm sang một tệp mới rồi tải lên lại.",
        "The unpacked content is too large ({part}). Copy the table into a new file and upload that.",
    ),
    "macros": Text(
        "Tệp có macro ({part}) nên không được nhận. Hãy lưu lại dạng .xlsx hoặc .docx không có macro.",
        "The file holds macros ({part}) and is not accepted. Save it as .xlsx or .docx without macros.",
    ),
    "external_link": Text(
        "Tệp có liên kết lấy dữ liệu từ bên ngoài ({part}) nên không được nhận. Hãy chép giá trị sang một tệp mới.",
        "The file takes data from outside through a link ({part}) and is not accepted. Copy the values into a new file.",
    ),
    "doctype": Text(
        "Tệp có khai báo DOCTYPE ({part}) nên không được nhận. Hãy mở bằng Excel hoặc Word và lưu lại.",
        "The file declares a DOCTYPE ({part}) and is not accepted. Open it in Excel or Word and save it again.",
    ),
    "broken_part": Text(
        "Phần “{part}” của tệp bị hỏng. Hãy mở bằng Excel, Word hoặc LibreOffice và lưu lại.",
        "The part “{part}” of the file is damaged. Open it in Excel, Word or LibreOffice and save it again.",
    ),
    "too_many_rows": Text(
        "Trang tính “{part}” có ô ở quá dòng 5.000 hoặc quá cột 256. Hãy xóa các ô thừa rồi tải lên lại.",
        "The worksheet “{part}” has cells beyond row 5,000 or column 256. Delete what is not needed and upload again.",
    ),
}


def refusal(code: str, part: str = "") -> Refused:
    """The refusal of a whole file; `part` names the part of the archive it is about."""
    return Refused(code, TEXTS[code].filled(part=part[:80]))


def guarded_zip(data: bytes, *, main: str) -> bytes:
    """The archive packed anew from parts that are safe to parse. `main` is the part the kind of file must have.

    Raises Refused with a code of `TEXTS`.
    """
    if not data:
        raise refusal("empty")
    if len(data) > MOST_BYTES:
        raise refusal("too_big")
    if data.startswith(_OLD_OFFICE):
        raise refusal("old_office")
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(packed, "w") as clean:
            _look_at_list(archive.infolist(), main)
            left = MOST_UNPACKED
            for entry in archive.infolist():
                content = _content(archive, entry, left)
                left -= len(content)
                _look_at_part(entry.filename, content)
                clean.writestr(zipfile.ZipInfo(entry.filename), content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as error:
        raise refusal("not_an_archive") from error
    return packed.getvalue()


def _look_at_list(entries: list[zipfile.ZipInfo], main: str) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_PARTS:
        raise refusal("too_many_parts")
    if len({name.casefold() for name in names}) < len(names):
        raise refusal("not_an_archive")
    for name in names:
        if "vbaproject" in name.casefold():
            raise refusal("macros", name)
    if main not in names:
        raise refusal("wrong_kind", main)


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


def _look_at_part(name: str, content: bytes) -> None:
    """XML parts are walked through once; any other part must not hide XML."""
    plainly = content.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0")
    if name.casefold().endswith(_XML_NAMES) or plainly.startswith(b"<"):
        _Walk(name).through(content)
        return
    if any(mark in content for mark in _DISGUISED):
        raise refusal("broken_part", name)


class _Walk:
    """One pass over an XML part: no DOCTYPE, no outside data, not too deep, no cell far away."""

    def __init__(self, name: str) -> None:
        self.name = name
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
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
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
