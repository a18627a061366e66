"""JSON files: the line of what is not JSON, the path of what is no sheet."""

import pytest

from tests.rulebook.everything import everything
from thidua.cycles.exchange.jsonfile import json_of, read_json

GOOD = json_of(everything())
CASES = {
    "blank": (b" \n", "empty"),
    "cut": (GOOD[:-10], "not_json"),
    "repeated": (b'{"title": "a", "title": "b"}', "repeated_field"),
    "nan": (b'{"title": NaN}', "not_a_value"),
    "long_number": (b'{"places": ' + b"9" * 5_000 + b"}", "not_a_value"),
    "float": (b'{"title": "a", "scale": 1.5}', "float_number"),
    "deep": (b"[" * 200_000, "too_deep"),
    "mark": (b"\xef\xbb\xbf" + GOOD, "byte_order_mark"),
    "utf16": (GOOD.decode().encode("utf-16"), "byte_order_mark"),
    "latin": ('{"title":\n"é"}'.encode("latin-1"), "not_utf8"),
    "list": (b"[]", "not_an_object"),
    "half": (b'{"title": "\\ud800"}', "not_text"),
    "huge": (b" " * (5 * 2**20) + b"{}", "too_big"),
}


@pytest.mark.parametrize("name", CASES)
def test_json_that_is_wrong_is_refused(name: str) -> None:
    data, code = CASES[name]
    read = read_json(data)

    assert (read.sheet, [one.code for one in read.errors]) == (None, [code])


def test_json_syntax_error_names_its_line() -> None:
    [error] = read_json(b'{\n  "title": "a",\n  "places" 2\n}').errors

    assert error.text.vi == (
        "Dòng 3, ký tự 12: JSON viết chưa đúng. Hãy kiểm tra dấu phẩy, ngoặc và dấu ngoặc kép quanh chỗ này."
    )


def test_json_wrong_field_names_its_path() -> None:
    [error] = read_json(b'{"title": "a", "entries": [{"code": "1", "title": "b", "rule": {"kind": "guess"}}]}').errors

    assert (error.code, error.column) == ("unknown_choice", "entries[0].rule.kind")


def test_json_gives_rows_for_a_preview() -> None:
    rows = read_json(GOOD).rows

    assert [(rows[0].number, rows[0].depth, rows[0].is_section), rows[2].code] == [(1, 0, True), "fixed"]
