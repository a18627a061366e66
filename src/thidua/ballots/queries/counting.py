"""The count of a contest as the rulebook reads it, and what it decides."""

from typing import Any

from django.http import Http404

from thidua.ballots.models import Contest
from thidua.ballots.queries.finding import keys_of
from thidua.ballots.sealing.box import Box, in_order
from thidua.rulebook.contests import Ballots, ContestRule, Outcome, Votes, decide

COUNTS = ("members", "present", "issued", "returned", "valid", "invalid")


def keys_in_ballots(contest: Contest) -> tuple[str, ...]:
    """What ballots call the candidates, in their order."""
    return tuple(one.key for one in sorted(contest.candidates.all(), key=lambda one: one.position))


def names_by_key(contest: Contest) -> dict[str, str]:
    return {one.key: one.name for one in contest.candidates.all()}


def rule_of(contest: Contest) -> ContestRule:
    """The rule of the contest. Raises InvalidContest for one that could decide nothing."""
    return contest.rule(keys_in_ballots(contest))


def ballots_from(figures: dict[str, Any]) -> Ballots:
    """Stored figures as the rulebook reads them."""
    votes = {key: Votes(agree=given["agree"], disagree=given["disagree"]) for key, given in figures["votes"].items()}
    return Ballots(**{name: figures[name] for name in COUNTS}, votes=votes)


def outcome_of(contest: Contest) -> Outcome | None:
    """What the count decides; None while there is none."""
    if contest.counted is None:
        return None
    return decide(rule=rule_of(contest), ballots=ballots_from(contest.counted))


def box_of(contest: Contest) -> Box:
    """The box as the committee takes it away. Only for a sealed contest that was opened."""
    keys = keys_of(contest)
    assert keys is not None  # a sealed contest is opened with every key there
    return Box(
        contest=contest.public_id, keys=keys, candidates=keys_in_ballots(contest), seats=contest.seats,
        question=contest.question, ballots=in_order([bytes(one.blob) for one in contest.box.all()]),
    )  # fmt: skip


def box_to_take_away(contest: Contest) -> str:
    """The file of a closed box. 404 for a contest without one, or one still open, or destroyed."""
    if not contest.sealed or not contest.box_closed or not contest.box.exists():
        raise Http404
    return box_of(contest).to_json()
