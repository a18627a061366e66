"""JSON files of people: read strictly, and every complaint with the line and column where it belongs."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from thidua.rulebook.findings import Text
from thidua.rulebook.refusals import RulebookError

MOST_NESTED = 100
_MOST_DIGITS = 40
_TOKEN = re.compile(r'[ \t\r\n]*(?:("(?:[^"\\]|\\.)*")|([{}\[\],:])|([^\s{}\[\],:"]+))', re.DOTALL)
_OTHER_CODES = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


_SYNTAX = {
    "value_missing": Text("chỗ này thiếu một giá trị", "a value is missing here"),
    "comma_missing": Text("chỗ này thiếu dấu phẩy hoặc dấu đóng", "a comma or a closing bracket is missing here"),
    "colon_missing": Text("chỗ này thiếu dấu hai chấm", "a colon is missing here"),
    "name_missing": Text(
        "tên trường phải đặt trong ngoặc kép, hoặc thừa dấu phẩy ở trước",
        "the name of a field must stand in double quotes, or there is a comma too many before",
    ),
    "text_open": Text("chuỗi chưa đóng ngoặc kép", "a text is not closed by a quotation mark"),
    "control_character": Text(
        "trong chuỗi có ký tự xuống dòng hoặc ký tự điều khiển", "a text holds a line break or a control character"
    ),
    "bad_escape": Text("ký tự sau dấu \\ không đúng", "what follows a \\ is wrong"),
    "extra_data": Text("sau giá trị đầu tiên còn nội dung thừa", "there is something after the first value"),
    "extra_comma": Text("thừa dấu phẩy ở cuối", "there is a comma too many at the end"),
    "not_json": Text("sai cú pháp", "the syntax is wrong"),
}
# What the reader of the standard library says, by the beginning of its message.
_CODES = {
    "Expecting value": "value_missing",
    "Expecting ',' delimiter": "comma_missing",
    "Expecting ':' delimiter": "colon_missing",
    "Expecting property name": "name_missing",
    "Unterminated string": "text_open",
    "Invalid control character": "control_character",
    "Invalid \\": "bad_escape",
    "Extra data": "extra_data",
    "Illegal trailing comma": "extra_comma",
}


def _code_of(message: str) -> str:
    return next((code for begins, code in _CODES.items() if message.startswith(begins)), "not_json")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text; line and column count from 1."""

    line: int
    column: int


class InvalidFile(RulebookError):
    """A file that cannot be read as JSON; `spot` says where, when that is known."""

    sentences = {
        code: Text(
            f"không phải tệp JSON đúng cách: {reason.vi}; hãy sửa lại tệp.",
            f"not a well-formed JSON file: {reason.en}; correct the file.",
        )
        for code, reason in _SYNTAX.items()
    } | {
        "unreadable": Text(
            "không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc.",
            "the file cannot be opened; check the path and the permission to read it.",
        ),
        "wrong_encoding": Text(
            "chữ trong tệp không theo mã UTF-8; hãy lưu lại tệp bằng mã UTF-8.",
            "the text is not UTF-8; save the file again as UTF-8.",
        ),
        "empty": Text("tệp trống; hãy kiểm tra lại tệp.", "the file is empty; check that it is the right one."),
        "repeated_field": Text(
            "trường “{name}” xuất hiện hai lần trong một nhóm; hãy giữ lại một.",
            "the field “{name}” appears twice in one group; keep one.",
        ),
        "not_finite": Text(
            "“{value}” không phải một số; hãy ghi số hoặc null.", "“{value}” is not a number; write a number or null."
        ),
        "number_too_long": Text(
            "số dài quá {most} chữ số; hãy kiểm tra lại.", "a number of more than {most} digits; check it."
        ),
        "too_deep": Text(
            "các nhóm lồng nhau quá {most} tầng; hãy kiểm tra lại cấu trúc tệp.",
            "groups are nested more than {most} deep; check the structure of the file.",
        ),
        "repeated_unit": Text(
            "{field}: đơn vị “{unit}” xuất hiện hai lần; hãy giữ lại một.",
            "{field}: the unit “{unit}” appears twice; keep one.",
        ),
    }
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A file that was read: its text, and the data in it."""

    text: str
    data: object

    def spot(self, path: str) -> Spot | None:
        """Where the value at a path such as "entries[0].rule" begins; None when there is none."""
        for found, offset in places(self.text):
            if found == path:
                return spot_at(self.text, offset)
        return None


def read(path: Path) -> JsonFile:
    """Read a file. Raises InvalidFile."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InvalidFile("unreadable", {}) from error
    text = _decoded(raw)
    return JsonFile(text, parsed(text))


def parsed(text: str) -> object:
    """The data of a JSON text. Raises InvalidFile with the place of what is wrong."""
    if not text.strip():
        raise InvalidFile("empty", {})
    try:
        data: object = json.loads(
            text, object_pairs_hook=_without_repeats, parse_constant=_no_constant, parse_int=_whole
        )
    except InvalidFile as error:
        raise _placed(error, _offset_of(error, text), text) from None
    except json.JSONDecodeError as error:
        refusal = InvalidFile(_code_of(error.msg), {})
        raise _placed(refusal, error.pos, text) from error
    except RecursionError as error:
        refusal = InvalidFile("too_deep", {"most": MOST_NESTED})
        raise _placed(refusal, _too_deep(text), text) from error
    return data


def spot_at(text: str, offset: int) -> Spot:
    """Line and column of an offset."""
    before = text[:offset]
    return Spot(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def places(text: str) -> Iterator[tuple[str, int]]:
    """The path and the offset of every value of a JSON text, in order; "" is the whole.

    A text that is not well-formed is followed as far as it can be.
    """
    for token in _walk(text):
        if not token.is_name:
            yield token.path, token.offset


@dataclass(frozen=True, slots=True)
class _Token:
    """A value, or the name of a field (then `path` is that of the field)."""

    path: str
    offset: int
    written: str
    is_name: bool
    depth: int


@dataclass(slots=True)
class _Open:
    """A list or a group that is being walked through: its path, and where in it the walk is."""

    path: str
    is_list: bool
    position: int = 0
    name: str | None = None

    def inner(self) -> str:
        """The path of the next value."""
        if self.is_list:
            return f"{self.path}[{self.position}]"
        return f"{self.path}.{self.name}" if self.path else str(self.name)


def _walk(text: str) -> Iterator[_Token]:
    """Names and values in order, without recursion."""
    around: list[_Open] = []
    at = 0
    while (match := _TOKEN.match(text, at)) is not None:
        at = match.end()
        string, mark, plain = match.groups()
        if mark in ("}", "]"):
            if around:
                around.pop()
            continue
        here = around[-1] if around else None
        if mark == "," and here is not None:
            here.position, here.name = here.position + 1, None
        if mark in (",", ":"):
            continue
        offset = match.start(match.lastindex or 0)
        written = string or mark or plain
        names = here is not None and not here.is_list and here.name is None
        if names and here is not None and string:
            here.name = _unquoted(string)
        path = here.inner() if here is not None else ""
        yield _Token(path, offset, written, names, len(around))
        if mark:
            around.append(_Open(path, is_list=mark == "["))


def _unquoted(string: str) -> str:
    try:
        return str(json.loads(string))
    except ValueError:
        return string


def _decoded(raw: bytes) -> str:
    """Text from UTF-8, with or without the mark that some editors put in front."""
    try:
        if raw.startswith(_OTHER_CODES):
            raise InvalidFile("wrong_encoding", {})
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refusal = InvalidFile("wrong_encoding", {})
        refusal.spot = Spot(raw.count(b"\n", 0, error.start) + 1, error.start - raw.rfind(b"\n", 0, error.start))
        raise refusal from error


def _placed(refusal: InvalidFile, offset: int | None, text: str) -> InvalidFile:
    refusal.spot = None if offset is None else spot_at(text, offset)
    return refusal


def _offset_of(error: InvalidFile, text: str) -> int | None:
    """Where the repeated name, or the number that is none, stands."""
    if error.code == "repeated_field":
        return _repeated(text)
    if error.code == "not_finite":
        return next((token.offset for token in _walk(text) if token.written == error.data["value"]), None)
    return next((token.offset for token in _walk(text) if _is_long(token.written)), None)


def _repeated(text: str) -> int | None:
    """Where a name stands for the second time in one group."""
    first: dict[str, int] = {}
    names = (token for token in _walk(text) if token.is_name)
    return next((token.offset for token in names if first.setdefault(token.path, token.offset) != token.offset), None)


def _is_long(written: str) -> bool:
    return len(written) > _MOST_DIGITS and written.lstrip("-").isdigit()


def _too_deep(text: str) -> int | None:
    return next((token.offset for token in _walk(text) if token.depth > MOST_NESTED), None)


def _without_repeats(pairs: list[tuple[str, object]]) -> Mapping[str, object]:
    """JSON readers keep the last of two equal names in silence; a second "points" must not win unseen."""
    fields: dict[str, object] = {}
    for name, value in pairs:
        if name in fields:
            raise InvalidFile("repeated_field", {"name": name})
        fields[name] = value
    return fields


def _no_constant(written: str) -> object:
    raise InvalidFile("not_finite", {"value": written})


def _whole(written: str) -> int:
    if len(written) > _MOST_DIGITS:
        raise InvalidFile("number_too_long", {"most": _MOST_DIGITS})
    return int(written)
