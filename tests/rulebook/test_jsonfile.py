"""Files of people: what is wrong in them, and where."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.rulebook.jsonfile import InvalidFile, JsonFile, Spot, parsed, places, read, spot_at

DEEP = "[" * 50_000


@pytest.mark.parametrize(
    ("text", "code", "spot"),
    [
        ("", "empty", None),
        (" \n\n", "empty", None),
        ('{"a": 1,\n "b" 2}', "colon_missing", Spot(2, 6)),
        ('{"a": 1\n "b": 2}', "comma_missing", Spot(2, 2)),
        ('{"a":\n}', "value_missing", Spot(2, 1)),
        ("{a: 1}", "name_missing", Spot(1, 2)),
        ('{"a": 1,\n}', "name_missing", Spot(2, 1)),
        ('{"a": "x}', "text_open", Spot(1, 7)),
        ('{"a": "x\ny"}', "control_character", Spot(1, 9)),
        ('{"a": "\\q"}', "bad_escape", Spot(1, 8)),
        ('{"a": "\\u12"}', "bad_escape", Spot(1, 9)),
        ("{}\n{}", "extra_data", Spot(2, 1)),
        ('{"a": 1,\n "b": {"a": 2,\n  "a": 3}}', "repeated_field", Spot(3, 3)),
        ('{"a": 1,\n "b": [{"a": NaN}]}', "not_finite", Spot(2, 14)),
        ('[1,\n -Infinity]', "not_finite", Spot(2, 2)),
        (f'[1,\n {"9" * 5000}]', "number_too_long", Spot(2, 2)),
        (DEEP, "too_deep", Spot(1, 102)),
        ('{"a":' * 20_000, "too_deep", Spot(1, 502)),
    ],
)  # fmt: skip
def test_text_that_is_no_json_is_refused_with_its_place(text: str, code: str, spot: Spot | None) -> None:
    with pytest.raises(InvalidFile) as refused:
        parsed(text)
    assert (refused.value.code, refused.value.spot) == (code, spot)


def test_refusal_says_the_reason_in_both_languages() -> None:
    with pytest.raises(InvalidFile) as refused:
        parsed('{"a" 1}')
    assert refused.value.text.vi == "không phải tệp JSON đúng cách: chỗ này thiếu dấu hai chấm; hãy sửa lại tệp."
    assert refused.value.text.en == "not a well-formed JSON file: a colon is missing here; correct the file."


@pytest.mark.parametrize(
    ("raw", "spot"),
    [
        ('{"a": 1}'.encode("utf-16"), None),
        ('{"a": 1}'.encode("utf-32"), None),
        (b'{"a": 1,\n "b": "Th\xeaa"}', Spot(2, 10)),
        (b"\xff", Spot(1, 1)),
    ],
)
def test_file_in_another_encoding_is_refused(tmp_path: Path, raw: bytes, spot: Spot | None) -> None:
    path = tmp_path / "sheet.json"
    path.write_bytes(raw)
    with pytest.raises(InvalidFile) as refused:
        read(path)
    assert (refused.value.code, refused.value.spot) == ("wrong_encoding", spot)


def test_file_with_the_mark_of_utf8_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sheet.json"
    path.write_bytes(b'\xef\xbb\xbf{"a": "\xc4\x91"}')
    assert read(path).data == {"a": "đ"}


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile) as refused:
        read(tmp_path)
    assert refused.value.code == "unreadable"


TEXT = """{
  "title": "Bảng, {x}: [1]",
  "entries": [
    {"code": "1", "rule": {"of": []}},
    [true, -1.5]
  ]
}"""


@pytest.mark.parametrize(
    ("path", "spot"),
    [
        ("", Spot(1, 1)),
        ("title", Spot(2, 12)),
        ("entries", Spot(3, 14)),
        ("entries[0].rule", Spot(4, 27)),
        ("entries[0].rule.of", Spot(4, 34)),
        ("entries[1][1]", Spot(5, 12)),
        ("entries[2]", None),
    ],
)
def test_place_of_a_value(path: str, spot: Spot | None) -> None:
    assert JsonFile(TEXT, json.loads(TEXT)).spot(path) == spot


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("}{"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('ab"\\', max_size=2), inner, max_size=4),
    max_leaves=15,
)


def every(value: object) -> list[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(one for part in inner for one in every(part))]


@given(values, st.sampled_from([None, 1]))
def test_every_value_is_found_where_it_is_written(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    decoder = json.JSONDecoder()
    assert [decoder.raw_decode(text, offset)[0] for _path, offset in places(text)] == every(value)


def refusal(text: str) -> InvalidFile | None:
    try:
        parsed(text)
    except InvalidFile as error:
        return error
    return None


@given(st.text('{}[]:,"\\ \n1aN', max_size=40))
def test_any_text_is_read_or_refused_within_it(text: str) -> None:
    error = refusal(text)
    line = 1 if error is None or error.spot is None else error.spot.line
    assert 1 <= line <= text.count("\n") + 1


def test_spot_counts_lines_and_columns_from_one() -> None:
    assert [spot_at("ab\ncd", at) for at in (0, 2, 3, 5)] == [Spot(1, 1), Spot(1, 3), Spot(2, 1), Spot(2, 3)]
