"""What waits for people in contests, on their home page."""

from typing import Any

import pytest

from tests.assessment.factories import outsider
from tests.ballots.factories import Voting, closed, figures, frozen, opened, prepared, private_keys
from tests.ballots.factories_scans import counted, scanned
from tests.ballots.sealing import public_of
from tests.ballots.test_pages import here
from tests.conferences.factories import DURING, as_actor
from tests.factories import make_actor
from thidua.ballots import actions, queries
from thidua.conferences.queries import years_at_work
from thidua.kernel.actor import Actor, Office
from thidua.web.home import tasks_for

pytestmark = pytest.mark.django_db


def waiting(actor: Actor | None) -> list[tuple[str, str]]:
    """The word on the button and the address of what waits."""
    assert actor is not None
    return [(one.action, one.url) for one in queries.tasks_for(actor, years=years_at_work(actor))]


def test_member_of_the_committee_is_asked_for_a_key_until_it_is_there() -> None:
    voting = frozen()
    member = voting.committee[0]
    before = waiting(member)

    actions.offer_key(voting.contest_id, **voting.by(member), public_key=public_of(private_keys()[0]))

    assert before == [("Tạo khoá", here(voting, "key/"))]
    assert waiting(member) == []
    assert waiting(voting.bloc.member.head) == []


def test_voter_is_asked_to_vote_until_the_ballot_is_cast() -> None:
    voting = opened()
    unit = voting.bloc.member
    before = waiting(unit.head)

    voting.vote(unit, "c1")

    assert before == [("Bỏ phiếu", here(voting, "vote/"))]
    assert waiting(unit.head) == []
    assert waiting(unit.officer) == []


def test_nobody_is_asked_to_vote_on_paper() -> None:
    assert waiting(opened(mode="paper").bloc.member.head) == []


def test_committee_is_asked_for_a_count_each_member_until_theirs_is_typed() -> None:
    voting = closed(mode="paper")
    first, second, _third = voting.committee

    actions.type_paper_count(voting.contest_id, **voting.by(first), figures=figures())

    assert waiting(first) == []
    assert waiting(second) == [("Nhập kết quả", here(voting, "count/"))]


def test_committee_is_asked_to_count_again_where_two_typed_differently() -> None:
    voting = closed(mode="paper")
    wrong = figures(votes={"c1": {"agree": 3, "disagree": 0}, "c2": {"agree": 3, "disagree": 0}})
    for member, typed in zip(voting.committee, (figures(), wrong), strict=False):
        actions.type_paper_count(voting.contest_id, **voting.by(member), figures=typed)

    assert [waiting(one) for one in voting.committee] == [[("Nhập lại", here(voting, "count/"))]] * 3


def test_committee_is_sent_to_the_box_of_a_sealed_contest() -> None:
    voting = closed("c1", "c1", "c1", "c2", "c2")

    assert waiting(voting.committee[0]) == [("Kiểm phiếu", here(voting))]


def test_second_person_is_asked_and_the_first_is_not() -> None:
    voting = prepared()
    bloc = voting.bloc
    actions.freeze_roll(voting.contest_id, **voting.by(bloc.leader.head))

    assert waiting(bloc.leader.head) == []
    assert waiting(bloc.deputy.head) == waiting(bloc.authority) == [("Xem và đồng ý", here(voting, "freeze/"))]
    assert waiting(bloc.member.head) == []


def test_consent_to_an_earlier_step_asks_nobody() -> None:
    voting = frozen(mode="paper")

    assert waiting(voting.bloc.deputy.head) == []


def test_committee_is_asked_for_the_scan_until_one_is_there() -> None:
    voting = counted()
    before = waiting(voting.committee[1])

    scanned(voting)

    assert before == [("Gắn bản quét", here(voting, "scans/add/"))]
    assert waiting(voting.committee[1]) == []


def test_nothing_waits_in_a_contest_that_is_over() -> None:
    voting = opened()
    actions.annul(voting.contest_id, **voting.by(voting.bloc.leader.head), reason="Nhầm")

    assert waiting(voting.bloc.member.head) == []


def test_nothing_waits_for_people_of_elsewhere_and_for_auditors() -> None:
    voting = opened()

    assert waiting(outsider()) == []
    assert waiting(make_actor(Office.AUDITOR, voting.bloc.year.bloc.authority)) == []


def test_home_page_leads_to_the_ballot(monkeypatch: pytest.MonkeyPatch) -> None:
    voting = opened()
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)

    shown = as_actor(voting.bloc.member.head).get("/").content.decode()

    assert here(voting, "vote/") in shown
    assert any(one.action == "Bỏ phiếu" for one in tasks_for(voting.bloc.member.head, at=DURING))


def test_tasks_cost_one_query_for_one_contest_and_for_many(django_assert_num_queries: Any) -> None:
    voting = prepared()
    deputy = voting.bloc.deputy.head
    for _ in range(5):
        _another(voting)
    years = years_at_work(deputy)

    with django_assert_num_queries(1):
        found = queries.tasks_for(deputy, years=years)

    assert len(found) == 5


def _another(voting: Voting) -> None:
    """A further contest at the same conference, proposed to be frozen by the bloc's head."""
    from tests.ballots.factories import RULE

    bloc, by = voting.bloc, voting.by(voting.bloc.leader.head)
    made = actions.prepare_contest(
        voting.contest.conference_id, **by, values=RULE, units=[bloc.units[0].body.pk]
    ).object  # fmt: skip
    actions.write_roll(made.pk, **by, voters={unit.body.pk: unit.head.id for unit in bloc.units})
    actions.choose_committee(made.pk, **by, members=[one.id for one in voting.committee], threshold=2)
    actions.freeze_roll(made.pk, **by)
