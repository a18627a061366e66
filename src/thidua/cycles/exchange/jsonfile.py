"""The sheet as a JSON file, and reading one with the place of whatever is wrong."""

from __future__ import annotations

import json

from thidua.cycles.exchange.imported import Imported, RowError, in_order, refused, row_of
from thidua.kernel.uploads.refusals import Refused, refusal
from thidua.rulebook.findings import Text
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.sheet import Sheet

CONTENT_TYPE = "application/json"
MOST_BYTES = 5 * 2**20
_LONGEST_NUMBER = 40
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_TEXTS = {
    "too_big": Text(
        "Tệp JSON lớn hơn 5 MB. Hãy kiểm tra lại tệp.", "The JSON file is larger than 5 MB. Check the file."
    ),
    "byte_order_mark": Text(
        "Tệp bắt đầu bằng dấu thứ tự byte (BOM). Hãy lưu lại với bảng mã UTF-8 không có BOM.",
        "The file begins with a byte order mark. Save it as UTF-8 without BOM.",
    ),
    "not_utf8": Text(
        "Dòng {line}: tệp không dùng bảng mã UTF-8. Hãy lưu lại với bảng mã UTF-8.",
        "Line {line}: the file is not in UTF-8. Save it as UTF-8.",
    ),
    "not_json": Text(
        "Dòng {line}, ký tự {column}: JSON viết chưa đúng. Hãy kiểm tra dấu phẩy, ngoặc và dấu ngoặc kép quanh chỗ này.",
        "Line {line}, character {column}: not well-formed JSON. Check commas, brackets and quotation marks there.",
    ),
    "repeated_field": Text(
        "Trường “{name}” xuất hiện hai lần trong một nhóm. Hãy giữ lại một.",
        "The field “{name}” appears twice in one group. Keep one.",
    ),
    "not_a_value": Text(
        "“{name}” không phải giá trị dùng được. Hãy thay bằng số hoặc null.",
        "“{name}” is not a value that can be used. Replace it by a number or null.",
    ),
    "too_deep": Text(
        "Các nhóm trong tệp lồng nhau quá sâu. Hãy kiểm tra lại dấu ngoặc.",
        "The groups in the file are nested too deeply. Check the brackets.",
    ),
}


def json_of(sheet: Sheet) -> bytes:
    """The sheet as JSON, UTF-8, indented for people; `read_json` gives the same sheet back."""
    text = json.dumps(sheet.to_json(), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def read_json(data: bytes) -> Imported:
    """The sheet in a JSON file, or the line or the field that is wrong. Never raises for what the bytes hold."""
    try:
        sheet = Sheet.from_json(_parsed(_text(data)))
    except Refused as error:
        return refused(error)
    except InvalidSheet as error:
        return Imported(errors=(RowError(code=error.code, text=error.text, column=error.place),))
    rows = (
        row_of(entry, worksheet="", number=number, depth=depth)
        for number, (depth, entry) in enumerate(in_order(sheet.entries), start=1)
    )
    return Imported(sheet=sheet, rows=tuple(rows))


def _refused(code: str, **pieces: str | int) -> Refused:
    return Refused(code, _TEXTS[code].filled(**{name: str(piece) for name, piece in pieces.items()}))


def _text(data: bytes) -> str:
    if not data.strip():
        raise refusal("empty")
    if len(data) > MOST_BYTES:
        raise _refused("too_big")
    if data.startswith(_MARKS):
        raise _refused("byte_order_mark")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused("not_utf8", line=data.count(b"\n", 0, error.start) + 1) from error


def _parsed(text: str) -> object:
    try:
        data: object = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise _refused("not_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise _refused("too_deep") from error
    return data


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, value in pairs:
        if name in fields:
            raise _refused("repeated_field", name=name[:60])
        fields[name] = value
    return fields


def _no_constant(name: str) -> object:
    raise _refused("not_a_value", name=name)


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise _refused("not_a_value", name=f"{digits[:20]}…")
    return int(digits)
