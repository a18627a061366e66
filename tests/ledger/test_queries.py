"""Histories in sentences, by object, by year and by words."""

import pytest

from tests.factories import AT, make_unit
from tests.ledger.notes import rename
from thidua.kernel.actor import SYSTEM
from thidua.ledger import queries
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


def test_entries_of_an_object_are_newest_first() -> None:
    one, other = make_unit(), make_unit()
    for unit, name in ((one, "Một"), (other, "Khác"), (one, "Hai")):
        rename(unit.pk, actor=SYSTEM, at=AT, new_name=name)

    lines = queries.lines(queries.entries_of(f"body:{one.pk}", reader=SYSTEM), reader=SYSTEM)

    assert [(line.sequence, line.sentence) for line in lines] == [(3, "Đổi tên thành Hai"), (1, "Đổi tên thành Một")]
    assert (lines[0].who, lines[0].at) == ("Hệ thống, lệnh quản trị máy chủ", AT)


def make_entry(sequence: int, *, year: int | None, unit: int | None) -> None:
    Entry.objects.create(
        sequence=sequence, at=AT, actor_id=0, actor_name="", event="x", subject="x:1", emulation_year_id=year,
        unit_id=unit, payload={}, previous_hash="", hash=str(sequence),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("units", "expected"), [(None, [4, 3, 2, 1]), ([7], [3, 1]), ([], [3]), ([7, 8], [3, 2, 1]), ([9], [4, 3])]
)
def test_entries_of_a_year_are_those_of_the_units_and_of_the_whole(
    units: list[int] | None, expected: list[int]
) -> None:
    for sequence, unit in enumerate((7, 8, None, 9), start=1):
        make_entry(sequence, year=1, unit=unit)
    make_entry(5, year=2, unit=7)

    assert [entry.sequence for entry in queries.entries_of_year(1, reader=SYSTEM, units=units)] == expected


def test_lines_match_words_without_accents() -> None:
    unit = make_unit()
    for name in ("Hội Nông dân", "Thành đoàn"):
        rename(unit.pk, actor=SYSTEM, at=AT, new_name=name)
    lines = queries.lines(queries.entries_within(years=[], units=[unit.pk]), reader=SYSTEM)

    assert [line.sequence for line in queries.matching(lines, "nong dan")] == [1]
    assert [line.sequence for line in queries.matching(lines, "he thong")] == [2, 1]
