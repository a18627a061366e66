"""What a secret vote decided becomes next year's head or deputy."""

import pytest

from tests.ballots import factories
from tests.conferences.factories_leadership import HOLDER
from tests.conferences.test_actions import refused
from thidua.ballots import actions
from thidua.conferences.queries.leadership import standing_choices

pytestmark = pytest.mark.django_db


def voted(**changes: object) -> factories.Voting:
    """A paper contest that five of seven decided for the first candidate, confirmed by two."""
    voting = factories.prepared(**({"mode": "paper"} | changes))
    voting.both(actions.freeze_roll)
    voting.both(actions.open_contest)
    voting.both(actions.close_contest)
    keys = [one.key for one in voting.seen.candidates.order_by("position")]
    figures = {
        "present": 7, "issued": 7, "returned": 7, "valid": 7, "invalid": 0,
        "votes": {keys[0]: {"agree": 5, "disagree": 0}, keys[1]: {"agree": 2, "disagree": 0}},
    }  # fmt: skip
    for member in voting.committee[:2]:
        actions.type_paper_count(voting.contest_id, **voting.by(member), figures=figures)
    voting.both(actions.confirm_result)
    return voting


def test_unit_chosen_by_vote_stands_with_the_count_as_evidence() -> None:
    voting = voted()

    actions.take_over_result(voting.contest_id, **voting.by(voting.bloc.leader.head), **HOLDER)

    choice = standing_choices(voting.bloc.year)["leader"]
    assert (choice.unit, choice.method) == (voting.bloc.units[0].body, "vote")
    assert choice.evidence == "Bỏ phiếu kín “Bầu Khối trưởng năm sau”: 5/7 phiếu hợp lệ"
    assert choice.basis == "Quy chế khối, Điều 7"
    again = voting.by(voting.bloc.leader.head)
    assert refused(actions.take_over_result, voting.contest_id, **again, **HOLDER) == "post_taken"


def test_vote_about_something_else_is_not_taken_over() -> None:
    voting = voted(purpose="flag")

    by = voting.by(voting.bloc.leader.head)
    assert refused(actions.take_over_result, voting.contest_id, **by, **HOLDER) == "not_about_leadership"


def test_vote_that_is_not_confirmed_is_not_taken_over() -> None:
    voting = factories.prepared(mode="paper")

    by = voting.by(voting.bloc.leader.head)
    assert refused(actions.take_over_result, voting.contest_id, **by, **HOLDER) == "contest_other_state"


def test_vote_that_chose_nobody_is_not_taken_over() -> None:
    voting = voted(share="1", strict=False)

    by = voting.by(voting.bloc.leader.head)
    assert refused(actions.take_over_result, voting.contest_id, **by, **HOLDER) == "nobody_chosen"
