"""What changed since the last visit: of others only, as far as the reader may see, bounded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.factories import PLEDGING, Bloc, draft_pledge, make_running_bloc, signed_pledge
from tests.bodies.factories import signed_in
from thidua.kernel.actor import Actor
from thidua.web.changes import MOST, Changes, changes_for, years_to_tell_of
from thidua.web.home import home_for

pytestmark = pytest.mark.django_db

BEFORE = PLEDGING - timedelta(hours=1)


def changes(actor: Actor, *, since=BEFORE) -> Changes:  # type: ignore[no-untyped-def]
    return changes_for(actor, years_to_tell_of(actor), since=since)


def named(found: Changes) -> list[str]:
    return [group.name for group in found.groups]


@pytest.fixture
def bloc() -> Bloc:
    """Two units that signed, one that drafts."""
    bloc = make_running_bloc()
    signed_pledge(bloc, bloc.deputy)
    signed_pledge(bloc, bloc.leader)
    draft_pledge(bloc, bloc.member)
    return bloc


def test_leader_sees_every_unit_but_no_draft_and_nothing_of_their_own(bloc: Bloc) -> None:
    found = changes(bloc.leader.head)

    assert set(named(found)) == {bloc.leader.body.name, bloc.deputy.body.name}
    assert {line.who for group in found.groups for line in group.lines if bloc.leader.head.name in line.who} == set()


def test_unit_sees_its_own_part(bloc: Bloc) -> None:
    assert named(changes(bloc.member.head)) == [bloc.member.body.name]


def test_somebody_of_another_bloc_sees_nothing(bloc: Bloc) -> None:
    other = make_running_bloc()

    found = changes(other.leader.head)

    assert (found.groups, found.count) == ([], 0)


def test_nothing_new_since_a_later_moment(bloc: Bloc) -> None:
    assert changes(bloc.leader.head, since=PLEDGING).count == 0


def test_much_is_capped_and_says_so(bloc: Bloc) -> None:
    from thidua.assessment.actions import pledges

    pledge = bloc.year.pledges.get(unit=bloc.member.body)
    for number in range(MOST + 3):
        pledges.write_commitments(
            pledge.pk, actor=bloc.member.officer, at=PLEDGING, commitments=f"Lần {number}", titles=[]
        )

    found = changes(bloc.member.head)

    assert (found.count, found.capped, len(found.groups[0].lines)) == (MOST, True, 4)
    assert found.groups[0].more == MOST - 4


def test_home_costs_the_same_however_much_happened(bloc: Bloc) -> None:
    from thidua.assessment.actions import pledges

    actor, later = bloc.member.head, PLEDGING + timedelta(minutes=5)
    home_for(actor, at=later)
    with CaptureQueriesContext(connection) as little:
        home_for(actor, at=later)
    pledge = bloc.year.pledges.get(unit=bloc.member.body)
    for number in range(30):
        pledges.write_commitments(
            pledge.pk, actor=bloc.member.officer, at=PLEDGING, commitments=f"Lần {number}", titles=[]
        )
    with CaptureQueriesContext(connection) as much:
        home_for(actor, at=later)

    assert len(little) == len(much)


def test_seen_clears_what_changed(bloc: Bloc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: PLEDGING + timedelta(minutes=5))
    client = signed_in(bloc.leader.head)

    before = client.get("/").context["home"].changes.count
    answer = client.post("/seen/")

    assert (before > 0, answer.status_code, client.get("/").context["home"].changes.count) == (True, 302, 0)
