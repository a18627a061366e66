"""Mutations: a good file with bytes changed is accepted or refused in words; the checker itself never breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files import changed, parts_of
from tests.kernel.uploads.files import DOCX, XLSX, code_of, photo_with_place, picture
from thidua.kernel.uploads.refusals import TEXTS

KNOWN = {"accepted", *TEXTS}
GOOD = {
    "a.jpg": photo_with_place(),
    "a.png": picture("PNG"),
    "a.webp": picture("WEBP"),
    "a.docx": DOCX,
    "a.xlsx": XLSX,
}
changes = st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=12), st.booleans()), max_size=8)


def mutated(data: bytes, changed_at: list[tuple[float, bytes, bool]]) -> bytes:
    """The bytes with pieces overwritten or put in at places given as shares of the whole."""
    for share, piece, put_in in changed_at:
        place = int(share * len(data))
        data = data[:place] + piece + data[place + (0 if put_in else len(piece)) :]
    return data


@pytest.mark.parametrize("name", GOOD)
@given(changed_at=changes)
@settings(max_examples=60)
def test_mutated_file_is_accepted_or_refused(name: str, changed_at: list[tuple[float, bytes, bool]]) -> None:
    assert code_of(name, mutated(GOOD[name], changed_at)) in KNOWN


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@given(which=st.integers(0, 100), changed_at=changes)
@settings(max_examples=60)
def test_file_with_a_mutated_part_is_accepted_or_refused(
    name: str, which: int, changed_at: list[tuple[float, bytes, bool]]
) -> None:
    parts = sorted(parts_of(GOOD[name]))
    data = changed(GOOD[name], parts[which % len(parts)], lambda part: mutated(part, changed_at))

    assert code_of(name, data) in KNOWN
