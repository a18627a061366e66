"""A contest at each step, made through the actions people use. The committee sits in the authority and two units."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from tests.assessment.factories import Bloc, Unit, make_running_bloc
from tests.ballots.sealing import make_private, public_of, seal
from tests.conferences.factories import DURING, attended
from tests.factories import make_actor
from thidua.ballots import actions, casting, queries
from thidua.ballots.models import Contest
from thidua.kernel.actor import Actor, Office

RULE: dict[str, Any] = {
    "title": "Bầu Khối trưởng năm sau", "purpose": "leader", "mode": "sealed", "question": "choose", "seats": 1,
    "share": "1/2", "strict": True, "base": "members", "source": "Quy chế khối, Điều 7", "turnout": "0", "rounds": 2,
}  # fmt: skip


@cache
def private_keys() -> tuple[rsa.RSAPrivateKey, ...]:
    """Three pairs for all tests of a run: making one takes a while."""
    return tuple(make_private() for _ in range(3))


@dataclass
class Voting:
    """A contest of a bloc of seven: the first two units stand, everybody's head votes, three people count."""

    bloc: Bloc
    contest_id: int
    committee: list[Actor]

    @property
    def contest(self) -> Contest:
        return Contest.objects.get(pk=self.contest_id)

    @property
    def seen(self) -> Contest:
        """The contest as its bloc's head sees it, with everything at hand."""
        return queries.contest_for(self.bloc.leader.head, self.bloc.year.pk, self.contest_id)

    def by(self, actor: Actor) -> dict[str, Any]:
        return {"actor": actor, "at": DURING}

    def both(self, act: Any) -> None:
        """A step that two people take: the bloc's head and the authority."""
        assert self.bloc.authority is not None
        act(self.contest_id, **self.by(self.bloc.leader.head))
        act(self.contest_id, **self.by(self.bloc.authority))

    def blob(self, *choice: str, **changes: Any) -> bytes:
        keys = queries.keys_of(self.seen)
        assert keys is not None
        return seal(list(choice), **({"contest": self.contest.public_id, "keys": keys} | changes))

    def vote(self, unit: Unit, *choice: str) -> bytes:
        blob = self.blob(*choice)
        casting.cast(self.contest_id, **self.by(unit.head), blob=blob)
        return blob


def prepared(units: int = 7, **changes: Any) -> Voting:
    """A contest with roll and committee, nothing frozen. The committee: two of the authority, one of the last unit."""
    bloc, conference = attended(make_running_bloc(units))
    authority = bloc.year.bloc.authority
    assert bloc.authority is not None
    standing = [unit.body.pk for unit in bloc.units[:2]]
    contest = actions.prepare_contest(
        conference.pk, actor=bloc.leader.head, at=DURING, values=RULE | changes, units=standing
    ).object
    counting = [make_actor(Office.COUNCIL_MEMBER, authority), make_actor(Office.COUNCIL_MEMBER, authority)]
    counting.append(bloc.units[-1].officer)
    voting = Voting(bloc, contest.pk, counting)
    voters = {unit.body.pk: unit.head.id for unit in bloc.units}
    actions.write_roll(contest.pk, **voting.by(bloc.leader.head), voters=voters)
    actions.choose_committee(
        contest.pk, **voting.by(bloc.leader.head), members=[one.id for one in counting], threshold=2
    )
    return voting


def frozen(units: int = 7, **changes: Any) -> Voting:
    voting = prepared(units, **changes)
    voting.both(actions.freeze_roll)
    return voting


def opened(units: int = 7, **changes: Any) -> Voting:
    """Open for voting; a sealed one with the key of every member."""
    voting = frozen(units, **changes)
    if voting.contest.sealed:
        for member, key in zip(voting.committee, private_keys(), strict=True):
            actions.offer_key(voting.contest_id, **voting.by(member), public_key=public_of(key))
    voting.both(actions.open_contest)
    return voting


def closed(*choices: str, units: int = 7, **changes: Any) -> Voting:
    """Closed after each unit, in order, has chosen; "" is a blank ballot and units beyond the choices stay away."""
    voting = opened(units, **changes)
    for unit, choice in zip(voting.bloc.units, choices, strict=False):
        voting.vote(unit, *([choice] if choice else []))
    voting.both(actions.close_contest)
    return voting


def result_of(voting: Voting, *, signers: int = 2) -> str:
    """What the committee's command writes for the closed box."""
    from thidua.ballots.sealing.box import read_box
    from thidua.ballots.sealing.opening import open_box
    from thidua.ballots.sealing.result import write_result

    box = read_box(queries.box_to_take_away(voting.seen))
    totals = open_box(box, private_keys()[:2])
    return write_result(box, totals, private_keys()[:signers], program="0" * 64)


def figures(**changes: Any) -> dict[str, Any]:
    """The tally sheet of seven ballots, one of them spoilt: four for the first, two for the second."""
    votes = {"c1": {"agree": 4, "disagree": 0}, "c2": {"agree": 2, "disagree": 0}}
    return {"present": 7, "issued": 7, "returned": 7, "valid": 6, "invalid": 1, "votes": votes} | changes
