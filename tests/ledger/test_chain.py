"""The chain shows every change, and the database refuses to make one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import AT, make_unit
from tests.ledger.notes import BodyRenamed, rename
from thidua.kernel.actor import SYSTEM
from thidua.ledger import queries
from thidua.ledger.chain import GENESIS, Verdict, hash_of, verify
from thidua.ledger.events import Event, sentence_of
from thidua.ledger.models import Entry, Head


def make_chain(length: int = 4) -> list[Entry]:
    """So many entries, in order."""
    unit = make_unit()
    for number in range(length):
        rename(unit.pk, actor=SYSTEM, at=AT + timedelta(minutes=number), new_name=f"Tên {number}")
    return list(Entry.objects.order_by("sequence"))


@pytest.mark.django_db
def test_chain_as_written_is_whole() -> None:
    entries = make_chain()

    verdict = queries.verification()

    assert verdict == Verdict(entries=4, hash=entries[-1].hash)
    assert (verdict.whole, queries.head_hash()) == (True, entries[-1].hash)


@pytest.mark.django_db
def test_empty_ledger_is_whole() -> None:
    assert queries.verification() == Verdict(entries=0, hash=GENESIS)
    assert queries.head_hash() == GENESIS


CHANGES: dict[str, Callable[[Entry], None]] = {
    "at": lambda entry: setattr(entry, "at", entry.at + timedelta(microseconds=1)),
    "actor_id": lambda entry: setattr(entry, "actor_id", 99),
    "actor_name": lambda entry: setattr(entry, "actor_name", "Người khác"),
    "event": lambda entry: setattr(entry, "event", "test.other"),
    "subject": lambda entry: setattr(entry, "subject", "body:0"),
    "emulation_year_id": lambda entry: setattr(entry, "emulation_year_id", 1),
    "unit_id": lambda entry: setattr(entry, "unit_id", None),
    "payload": lambda entry: entry.payload.update(new_name="Tên sửa"),
    "request_id": lambda entry: setattr(entry, "request_id", "x"),
    "hash": lambda entry: setattr(entry, "hash", "f" * 64),
    "previous_hash": lambda entry: setattr(entry, "previous_hash", "f" * 64),
    "sequence": lambda entry: setattr(entry, "sequence", 7),
}


@pytest.mark.django_db
@pytest.mark.parametrize("column", CHANGES)
def test_changed_column_breaks_the_chain_at_its_entry(column: str) -> None:
    entries = make_chain()
    CHANGES[column](entries[1])

    verdict = verify(entries)

    assert verdict == Verdict(entries=1, hash=entries[0].hash, broken_at=7 if column == "sequence" else 2)
    assert not verdict.whole


@pytest.mark.django_db
def test_changed_entry_with_a_new_hash_breaks_the_chain_at_the_next() -> None:
    entries = make_chain()
    entries[1].payload["new_name"] = "Tên sửa"
    entries[1].hash = hash_of(entries[1])

    assert verify(entries).broken_at == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("missing", "broken_at"), [(0, 2), (1, 3)])
def test_missing_entry_breaks_the_chain_at_the_next(missing: int, broken_at: int) -> None:
    entries = make_chain()
    del entries[missing]

    assert verify(entries).broken_at == broken_at


@pytest.mark.django_db
def test_last_entry_cut_off_is_told_by_the_head() -> None:
    make_chain(3)
    Head.objects.update(sequence=4, hash="a" * 64)

    assert queries.verification().broken_at == 4


@pytest.mark.django_db
def test_hash_does_not_depend_on_the_time_zone_of_the_reader() -> None:
    (entry,) = make_chain(1)
    entry.at = entry.at.astimezone(timezone(timedelta(hours=7)))

    assert hash_of(entry) == entry.hash
    assert entry.at.tzinfo != UTC


def refused(statement: str) -> str:
    """What the database says to a statement; the statement is tried inside a savepoint."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refusal.value)


def rows() -> list[tuple[int, str, str]]:
    return list(Entry.objects.order_by("sequence").values_list("sequence", "actor_name", "hash"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET actor_name = 'x'",
        "UPDATE ledger_entry SET actor_name = 'x' WHERE sequence = 1",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_entry WHERE sequence = 2",
    ],
)
def test_database_refuses_to_change_an_entry(statement: str) -> None:
    make_chain(2)
    before = rows()

    assert "ledger_entry is append-only" in refused(statement)
    assert rows() == before


@pytest.mark.django_db
def test_database_refuses_to_replace_or_empty() -> None:
    """What each database has for walking past a trigger on UPDATE and DELETE."""
    make_chain(2)
    before = rows()
    columns = ", ".join(field.column for field in Entry._meta.concrete_fields)
    others = columns.replace("actor_name", "'x'")
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO ledger_entry ({columns}) SELECT {others} FROM ledger_entry",
        "postgresql": "TRUNCATE ledger_entry",
    }[connection.vendor]

    assert "ledger_entry is append-only" in refused(statement)
    assert rows() == before


@pytest.mark.django_db
def test_changed_entry_in_the_database_is_found() -> None:
    """Somebody with the database in hand: the trigger is taken away, the chain still tells."""
    make_chain(3)
    drop = {
        "sqlite": "DROP TRIGGER ledger_entry_no_update",
        "postgresql": "DROP TRIGGER ledger_entry_no_change ON ledger_entry",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(drop)
        cursor.execute("UPDATE ledger_entry SET actor_name = 'x' WHERE sequence = 2")

    assert queries.verification().broken_at == 2


# Events and their sentences.


@dataclass(frozen=True, kw_only=True)
class Counted(Event):
    name = "test.counted"
    sentence = "Đếm %(what)s: %(figures)s, đủ %(complete)s, thiếu %(missing)s"

    what: str
    figures: tuple[Decimal, ...]
    complete: bool
    missing: None = None


def test_payload_is_text_and_holds_no_float() -> None:
    event = Counted(subject="x:1", unit_id=3, emulation_year_id=2, what="cờ", figures=(Decimal("1.50"),), complete=True)

    assert event.payload() == {"what": "cờ", "figures": ["1.50"], "complete": True, "missing": None}


def test_sentence_is_filled_from_the_payload() -> None:
    payload = {"what": "cờ", "figures": ["1.50", "2"], "complete": True, "missing": None}

    assert sentence_of("test.counted", payload) == "Đếm cờ: 1.50; 2, đủ True, thiếu None"


def test_sentence_of_an_event_no_longer_known_is_its_name() -> None:
    assert sentence_of("test.forgotten", {"a": 1}) == "test.forgotten"


def test_two_events_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"two events are called 'test\.body_renamed'"):

        class Another(Event):
            name = BodyRenamed.name


@dataclass(frozen=True, kw_only=True)
class Named(Event):
    name = "test.named"
    sentence = "Thêm “%(title)s” của %(owner)s, gồm %(names)s"

    title: str
    owner: str
    names: tuple[str, ...]


def test_sentence_keeps_names_apart_and_quotes_within_quotes_single() -> None:
    payload = {"title": "Phong trào “Tết Nhân ái”", "owner": "“Tổ 1”", "names": ["Hội A, B", "Hội C"]}

    assert sentence_of("test.named", payload) == "Thêm “Phong trào ‘Tết Nhân ái’” của “Tổ 1”, gồm Hội A, B; Hội C"
