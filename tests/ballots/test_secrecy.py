"""What must stay secret: that no row, order, size or page tells what anybody chose. And that each test can fail."""

import os
import random
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import exp, lgamma, log
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import Http404
from django.template import Template
from django.test import Client
from django.test.utils import _TestState

from tests.ballots.factories import Voting, closed, opened, private_keys, result_of
from tests.ballots.sealing import base64_of, make_private, seal
from tests.conferences.factories import DURING, as_actor
from thidua.ballots import actions, casting, queries
from thidua.ballots.actions import counting, steps
from thidua.ballots.models import Contest, SealedBallot, Voter
from thidua.ballots.sealing.box import read_box
from thidua.ballots.sealing.form import tracker_of
from thidua.ballots.sealing.keys import UnusableKey
from thidua.ballots.sealing.opening import TooFewKeys, open_box
from thidua.kernel.actor import Actor

pytestmark = pytest.mark.django_db

# What differs between any two ballots, whatever was chosen: sealed bytes, hashes of them, and what follows from those.
SEALED = {"blob", "body_hash", "root", "hash", "previous_hash", "fingerprint"}
# Numbers that a database gives out and never takes back.
GIVEN_OUT = {"ballots_stepconsent.id", "ledger_entry.id", "ledger_entry.request_id"}


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back, so that the same election can be held again."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def dump() -> list[Any]:
    """Every row of every table in the order in which the database keeps them, sealed bytes by their length alone."""
    found = []
    for model in sorted(apps.get_models(), key=lambda one: one._meta.db_table):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            place = "rowid" if connection.vendor == "sqlite" else "ctid"
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY {place}')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found.append((table, [_plain(table, name, value) for name, value in zip(names, row, strict=True)]))
    return found


def _plain(table: str, name: str, value: Any) -> Any:
    if f"{table}.{name}" in GIVEN_OUT:
        return None
    if name in SEALED:
        return len(value or "")
    if name == "payload":
        return re.sub(r"[0-9a-f]{64}", "…", str(value))
    return bytes(value) if isinstance(value, memoryview) else value


def elected(voting: Voting, choices: Sequence[str]) -> list[Any]:
    """Hold the election, close the box, and dump everything."""
    found: list[Any] = []
    with undone():
        for unit, choice in zip(voting.bloc.units, choices, strict=True):
            voting.vote(unit, choice)
        voting.both(actions.close_contest)
        found += dump()
    return found


def test_votes_exchanged_between_two_voters_leave_the_database_the_same() -> None:
    voting = opened()

    one = elected(voting, ["c1", "c2", "c1", "c1", "c2", "c1", "c1"])
    other = elected(voting, ["c2", "c1", "c1", "c1", "c2", "c1", "c1"])

    assert one == other


def test_dump_shows_a_choice_that_would_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    voting = opened()
    honest = Voting.vote

    def keeping(self: Voting, unit: Any, *choice: str) -> bytes:
        kept = f"{self.contest.annulled_because}{unit.body.pk}{choice};"
        Contest.objects.filter(pk=self.contest_id).update(annulled_because=kept)
        return honest(self, unit, *choice)

    monkeypatch.setattr(Voting, "vote", keeping)

    one = elected(voting, ["c1", "c2", "c1", "c1", "c2", "c1", "c1"])
    other = elected(voting, ["c2", "c1", "c1", "c1", "c2", "c1", "c1"])

    assert one != other


# The game: somebody who can open ballots but not see the server guesses who cast which.


def joined_by(column: str) -> Callable[[int], list[tuple[int, str]]]:
    """An adversary who sets voters beside ballots in the order of a hidden column of the database."""

    def guess(contest_id: int) -> list[tuple[int, str]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT person_id FROM ballots_voter WHERE contest_id = %s ORDER BY {column}", [contest_id])
            people = [row[0] for row in cursor.fetchall()]
            cursor.execute(
                f"SELECT body_hash FROM ballots_sealedballot WHERE contest_id = %s ORDER BY {column}", [contest_id]
            )
            return list(zip(people, (row[0] for row in cursor.fetchall()), strict=False))

    return guess


def places() -> list[str]:
    return ["rowid"] if connection.vendor == "sqlite" else ["ctid", "xmin::text::bigint, ctid"]


class Game:
    """Elections of eight who vote in a random order; ballots are random bytes whose choice the game remembers."""

    VOTERS, LENGTH = 8, 3388

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.voting = opened(self.VOTERS)
        self.heads = [unit.head for unit in self.voting.bloc.units]

    def play(self, guess: Callable[[int], list[tuple[int, str]]]) -> tuple[int, int, list[float]]:
        """One election: hits, guesses, and the chance of a hit for somebody who knows the totals only."""
        with undone():
            votes: dict[int, str] = {}
            chosen: dict[str, str] = {}
            for head in self.random.sample(self.heads, self.VOTERS):
                blob = self.random.randbytes(self.LENGTH)
                votes[head.id] = chosen[casting.hash_of(blob)] = self.random.choice(["c1", "c2"])
                casting.cast(self.voting.contest_id, actor=head, at=DURING, blob=blob)
            guessed = guess(self.voting.contest_id)
            hits = sum(votes[person] == chosen[ballot] for person, ballot in guessed)
        share = sum(choice == "c1" for choice in votes.values())
        chance = (share**2 + (self.VOTERS - share) ** 2) / self.VOTERS**2
        return hits, len(guessed), [chance] * len(guessed)


def bound(guesses: int, chance: float) -> tuple[int, int]:
    """The 99.9 % interval of a binomial, exactly enough: counts outside have less than a thousandth."""
    # By logarithms: for thousands of guesses the coefficients are beyond any float.
    ways = [lgamma(guesses + 1) - lgamma(hits + 1) - lgamma(guesses - hits + 1) for hits in range(guesses + 1)]
    weights = [exp(way + hits * log(chance) + (guesses - hits) * log(1 - chance)) for hits, way in enumerate(ways)]
    below = above = 0.0
    least, most = 0, guesses
    while below + weights[least] < 0.0005:
        below += weights[least]
        least += 1
    while above + weights[most] < 0.0005:
        above += weights[most]
        most -= 1
    return least, most


def played(elections: int, column: str, seed: int = 2024) -> tuple[int, tuple[int, int]]:
    game, hits, chances = Game(seed), 0, []
    for _ in range(elections):
        won, _guesses, chance = game.play(joined_by(column))
        hits += won
        chances += chance
    return hits, bound(len(chances), sum(chances) / len(chances))


ELECTIONS = int(os.environ.get("THIDUA_ELECTIONS", "60"))


def test_hidden_columns_link_nobody_to_a_ballot_better_than_chance() -> None:
    for column in places():
        hits, (least, most) = played(ELECTIONS, column)
        assert least <= hits <= most, column


def in_order_of_coming(contest: Contest, blob: bytes) -> None:
    """A box that is not written anew: ballots lie in the order in which they came."""
    SealedBallot.objects.create(body_hash=casting.hash_of(blob), contest=contest, blob=blob)


def test_game_is_won_where_the_box_is_not_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casting, "_write_anew", in_order_of_coming)
    game, hits, guesses, chances = Game(7), 0, 0, []

    def by_time(contest_id: int) -> list[tuple[int, str]]:
        """Somebody who saw people walk to the phone, in order, and reads the box in the order of its rows."""
        with connection.cursor() as cursor:
            order = "rowid" if connection.vendor == "sqlite" else "ctid"
            cursor.execute(
                f"SELECT body_hash FROM ballots_sealedballot WHERE contest_id = %s ORDER BY {order}", [contest_id]
            )
            return list(zip(walked, (row[0] for row in cursor.fetchall()), strict=True))

    for _ in range(20):
        state = game.random.getstate()
        walked = [head.id for head in game.random.sample(game.heads, game.VOTERS)]
        game.random.setstate(state)
        won, made, chance = game.play(by_time)
        hits, guesses, chances = hits + won, guesses + made, chances + chance

    assert hits == guesses
    assert not bound(guesses, sum(chances) / guesses)[0] <= hits <= bound(guesses, sum(chances) / guesses)[1]


def test_box_lies_in_the_order_of_its_hashes_after_every_ballot() -> None:
    voting = opened()

    for unit in voting.bloc.units:
        voting.vote(unit, "c1")
        with connection.cursor() as cursor:
            order = "rowid" if connection.vendor == "sqlite" else "ctid"
            cursor.execute(f"SELECT body_hash FROM ballots_sealedballot ORDER BY {order}")
            found = [row[0] for row in cursor.fetchall()]
        assert found == sorted(found)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL keeps a transaction with every row")
def test_all_rows_of_roll_and_box_carry_one_transaction() -> None:
    voting = opened()
    for unit in voting.bloc.units:
        voting.vote(unit, "c1")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT xmin::text FROM ballots_voter UNION SELECT xmin::text FROM ballots_sealedballot"
        )
        assert len(cursor.fetchall()) == 1


# Plaintext nowhere.


def canary() -> str:
    """A word of its own for each test: the log of changes keeps what another one wrote in the clear."""
    return f"CHIM-HOANG-YEN-{uuid.uuid4().hex}"


def stored_bytes() -> Iterator[bytes]:
    """Everything the database has written: its file, or the data folder of the server with its log of changes."""
    if connection.vendor == "sqlite":
        yield connection.connection.serialize()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    for path in folder.rglob("*"):
        if path.is_file() and ("base" in path.parts or "pg_wal" in path.parts or path.suffix == ".log"):
            yield path.read_bytes()


def found(word: str) -> bool:
    return any(word.encode() in block for block in stored_bytes())


def test_choice_is_nowhere_in_what_the_database_writes(caplog: pytest.LogCaptureFixture) -> None:
    voting, word = opened(), canary()
    client = as_actor(voting.bloc.member.head)
    address = f"/years/{voting.bloc.year.pk}/contests/{voting.contest_id}/vote/"

    answer = client.post(address, {"blob": base64_of(voting.blob(word))})

    assert answer.json() == {"taken": True}
    assert not found(word)
    assert word not in caplog.text


def test_canary_kept_in_the_clear_would_be_found() -> None:
    voting, word = opened(), canary()

    Contest.objects.filter(pk=voting.contest_id).update(annulled_because=word)

    assert found(word)


# Sizes and pages.


def test_request_and_answer_have_one_length_whatever_is_chosen() -> None:
    voting = opened()
    sizes = set()
    for choice in ([], ["c1"], ["c2"], ["c1", "c2"], ["c1" * 100]):
        with undone():
            blob = base64_of(voting.blob(*choice))
            answer = as_actor(voting.bloc.member.head).post(
                f"/years/{voting.bloc.year.pk}/contests/{voting.contest_id}/vote/", {"blob": blob}
            )
            headers = sorted((name, len(value)) for name, value in answer.headers.items())
            sizes.add((len(blob), answer.status_code, len(answer.content), str(headers)))

    assert {size[:3] for size in sizes} == {(4520, 200, len(b'{"taken": true}'))}
    assert len(sizes) == 1


CHANGING = re.compile(r'(csrfmiddlewaretoken|name="once"|name="key")[^>]*>|value="[A-Za-z0-9:_-]{20,}"')


def everything_shown(voting: Voting) -> dict[tuple[str, str], str]:
    """What every kind of reader sees of an open contest, from every address that shows it."""
    bloc = voting.bloc
    assert bloc.authority is not None
    readers: dict[str, Actor] = {
        "leader": bloc.leader.head, "deputy": bloc.deputy.head, "voter": bloc.member.head,
        "authority": bloc.authority, "committee": voting.committee[0],
    }  # fmt: skip
    here = f"/years/{bloc.year.pk}/contests/"
    conference = f"/years/{bloc.year.pk}/conferences/{voting.contest.conference_id}/"
    addresses = ["/", "/ledger/", here, f"{here}{voting.contest_id}/", f"{here}{voting.contest_id}/vote/",
                 f"{here}{voting.contest_id}/box/", f"{here}{voting.contest_id}/count/", conference,
                 f"{conference}projector/", f"/years/{bloc.year.pk}/history/"]  # fmt: skip
    shown = {}
    for name, actor in readers.items():
        client: Client = as_actor(actor)
        for address in addresses:
            answer = client.get(address)
            shown[name, address] = f"{answer.status_code} {CHANGING.sub('', answer.content.decode())}"
    return shown


def shown_after(voting: Voting, choice: str) -> dict[tuple[str, str], str]:
    """Everything that is shown once everybody has chosen this, after which nobody has."""
    with undone():
        for unit in voting.bloc.units:
            voting.vote(unit, choice)
        return everything_shown(voting)


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> Voting:
    """An open contest on its day. The test client's copies of every template's context would take most of the time."""
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    return opened()


def test_no_page_of_an_open_contest_depends_on_the_votes(walked: Voting) -> None:
    one, other = shown_after(walked, "c1"), shown_after(walked, "c2")

    assert {address for address in one if one[address] != other[address]} == set()


def test_page_that_told_a_vote_would_be_found(walked: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Voting.vote

    def telling(self: Voting, unit: Any, *choice: str) -> bytes:
        Contest.objects.filter(pk=self.contest_id).update(annulled_because=f"lần này {choice[0]}")
        return honest(self, unit, *choice)

    monkeypatch.setattr(Voting, "vote", telling)

    assert shown_after(walked, "c1") != shown_after(walked, "c2")


# What is put in or taken out.


def test_ballot_taken_out_of_the_box_is_missed_on_the_board_and_by_its_root() -> None:
    voting = opened()
    trackers = [tracker_of(voting.vote(unit, "c1")) for unit in voting.bloc.units]
    voting.both(actions.close_contest)
    whole = queries.contest_page(voting.bloc.leader.head, voting.seen).trackers
    lost = SealedBallot.objects.order_by("body_hash").first()
    assert lost is not None
    tracker = tracker_of(bytes(lost.blob))
    lost.delete()

    left = queries.contest_page(voting.bloc.leader.head, voting.seen).trackers

    assert (whole, set(trackers) - set(left)) == (sorted(trackers), {tracker})
    with pytest.raises(counting.OtherBox, match="mã gốc"):
        actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting))


def test_ballot_put_into_the_box_is_noticed_when_the_result_comes() -> None:
    voting = opened()
    for unit in voting.bloc.units:
        voting.vote(unit, "c1")
    voting.both(actions.close_contest)
    stuffed = voting.blob("c2")
    SealedBallot.objects.create(body_hash=casting.hash_of(stuffed), contest_id=voting.contest_id, blob=stuffed)

    with pytest.raises(counting.OtherBox, match="mã gốc"):
        actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting))


def test_ballot_put_in_before_the_closing_is_one_more_than_voted() -> None:
    voting = opened()
    for unit in voting.bloc.units[:6]:
        voting.vote(unit, "c1")
    stuffed = voting.blob("c2")
    SealedBallot.objects.create(body_hash=casting.hash_of(stuffed), contest_id=voting.contest_id, blob=stuffed)
    voting.both(actions.close_contest)

    with pytest.raises(counting.OtherBox, match="số lá phiếu khác số người đã bỏ phiếu"):
        actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting))


# After destruction.


def test_backup_taken_while_open_does_not_open_once_the_keys_are_gone() -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1")
    backup = read_box(queries.box_to_take_away(voting.seen))

    with pytest.raises(TooFewKeys):
        open_box(backup, [])
    with pytest.raises(TooFewKeys):
        open_box(backup, private_keys()[:1])


def test_backup_taken_while_open_does_not_open_with_other_keys() -> None:
    voting = opened()
    for unit in voting.bloc.units:
        voting.vote(unit, "c1")
    voting.both(actions.close_contest)
    backup = read_box(queries.box_to_take_away(voting.seen))
    Contest.objects.filter(pk=voting.contest_id).update(
        confirmed_at=DURING - 2 * steps.APPEAL, state="confirmed", counted={}
    )
    actions.destroy_box(voting.contest_id, **voting.by(voting.bloc.leader.head))

    with pytest.raises(Http404):
        queries.box_to_take_away(voting.seen)
    with pytest.raises(UnusableKey):
        open_box(backup, [make_private(), make_private()])


def test_voter_row_says_only_that_somebody_voted() -> None:
    columns = {field.name for field in Voter._meta.fields} | {field.name for field in SealedBallot._meta.fields}

    assert columns == {"id", "contest", "person", "unit", "position", "voted", "body_hash", "blob"}


def test_sealing_is_not_something_the_server_can_do() -> None:
    import thidua.ballots.sealing as package

    source = "".join(path.read_text(encoding="utf-8") for path in Path(package.__file__).parent.glob("*.py"))

    assert ".encrypt(" not in source
    assert seal.__module__ == "tests.ballots.sealing"
