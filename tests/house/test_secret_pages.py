"""While people vote, no address of the whole site tells anybody anything that depends on what they chose."""

import re
from collections.abc import Sequence
from typing import Any

import pytest

from tests.ballots.factories import Voting, opened
from tests.ballots.test_secrecy import CHANGING, undone
from tests.conferences.factories import DURING
from tests.files import parts_of
from tests.house.test_permissions import House, address_of, client_of, routes
from tests.house.test_permissions import house as house  # the fixture
from thidua.ballots.models import Contest

pytestmark = pytest.mark.django_db
# Nobody signed in, who leads, who counts and who supervises: the other roles see less than one of these.
# When and with what a form was signed that remembers what it was opened with.
SIGNED = re.compile(r':[A-Za-z0-9]{6}:[A-Za-z0-9_-]{20,}"')
READERS = ("public", "leader", "committee", "authority", "auditor")


@pytest.fixture
def voting(house: House, monkeypatch: pytest.MonkeyPatch) -> Voting:
    """A sealed contest of another bloc that is open, at every address that a contest has."""
    voting = opened(5)
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)
    return voting


def site(house: House, voting: Voting) -> dict[tuple[str, str], str]:
    """What every reader gets from every address, without what differs between any two answers."""
    bloc = voting.bloc
    ids: dict[str, Any] = house.ids | {
        "year_id": bloc.year.pk, "bloc_id": bloc.year.bloc_id, "contest_id": voting.contest_id,
        "conference_id": voting.contest.conference_id, "unit_id": bloc.member.body.pk, "body_id": bloc.member.body.pk,
    }  # fmt: skip
    readers = {"leader": bloc.leader.head, "committee": voting.committee[0], "authority": bloc.authority}
    readers |= {"auditor": house.actors["auditor"]}
    found = {}
    for reader in READERS:
        client = client_of(readers.get(reader))
        for route, _pattern in routes():
            answer = client.get(address_of(route, ids))
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            found[reader, route] = f"{answer.status_code} {plain(content)}"
    return found


def plain(content: bytes) -> str:
    """An answer without what differs between any two of them; of a workbook, what its parts say but when it was made."""
    if content.startswith(b"PK"):
        parts = parts_of(content)
        return str(sorted((name, part) for name, part in parts.items() if not name.startswith("docProps/")))
    return CHANGING.sub("", SIGNED.sub('"', content.decode(errors="replace")))


def told(house: House, voting: Voting, choices: Sequence[str]) -> dict[tuple[str, str], str]:
    """The whole site once everybody has chosen so, after which nobody has."""
    with undone():
        for unit, choice in zip(voting.bloc.units, choices, strict=True):
            voting.vote(unit, choice)
        return site(house, voting)


def test_no_address_tells_what_was_chosen(house: House, voting: Voting) -> None:
    one, other = told(house, voting, ["c1"] * 5), told(house, voting, ["c2"] * 5)

    assert sorted(key for key in one if one[key] != other[key]) == []
    here = "years/<int:year_id>/contests/<int:contest_id>/"
    assert one["leader", here].startswith("200 ")


def test_address_that_told_would_be_found(house: House, voting: Voting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tests.house.test_secret_pages.routes",
        lambda: [("years/<int:year_id>/contests/<int:contest_id>/", None)],
    )
    honest = Voting.vote

    def telling(self: Voting, unit: Any, *choice: str) -> bytes:
        Contest.objects.filter(pk=self.contest_id).update(title=f"Bầu {choice[0]}")
        return honest(self, unit, *choice)

    monkeypatch.setattr(Voting, "vote", telling)

    assert told(house, voting, ["c1"] * 5) != told(house, voting, ["c2"] * 5)
