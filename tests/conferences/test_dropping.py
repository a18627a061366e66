"""A conference that will not be held: taken back with a reason, as long as nothing hangs on it."""

import pytest
from django.urls import reverse

from tests.ballots.factories import prepared as contest_prepared
from tests.conferences.factories import DETAILS, PREPARING, as_actor, by, opened, prepared
from tests.conferences.test_actions import refused
from tests.conferences.test_pages import text_of
from thidua.conferences import actions
from thidua.conferences.actions.dropping import drop_conference
from thidua.conferences.actions.opinions import record_opinion
from thidua.conferences.models import Conference, Said
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


def test_prepared_conference_goes_with_everything_prepared_for_it() -> None:
    bloc, conference = prepared()
    member = {"actor": bloc.member.head, "at": PREPARING}
    delegate = actions.register_delegate(conference.pk, **member, unit_id=bloc.member.body.pk, name="A").object
    actions.replace_delegate(delegate.pk, **member, name="B", reason="Bận")
    record_opinion(conference.pk, **member, unit_id=bloc.member.body.pk, matter="Quy chế", said=Said.FOR)
    actions.add_task(conference.pk, **by(bloc, PREPARING), text="Việc")
    actions.show_slide(conference.pk, **by(bloc, PREPARING), slide="agenda", contest_number=None, revealed=0)

    drop_conference(conference.pk, **by(bloc, PREPARING), reason="Họp ghép với khối khác")

    assert not Conference.objects.filter(pk=conference.pk).exists()
    entry = Entry.objects.latest("sequence")
    assert entry.payload == {"title": "hội nghị tổng kết, ký giao ước năm 2024", "reason": "Họp ghép với khối khác"}
    assert actions.prepare(bloc.year.pk, **by(bloc, PREPARING), **DETAILS).object.reviews_year


def test_open_conference_or_one_with_a_vote_stays() -> None:
    bloc, conference = opened()
    assert refused(drop_conference, conference.pk, **by(bloc), reason="Nhầm") == "opened_already"
    voting = contest_prepared()
    conference = Conference.objects.get(pk=voting.contest.conference_id)
    Conference.objects.filter(pk=conference.pk).update(opened_at=None, state="prepared")

    leader = {"actor": voting.bloc.leader.head, "at": PREPARING}
    assert refused(drop_conference, conference.pk, **leader, reason="Nhầm") == "votes_hang_on_it"
    assert conference.agenda.exists()


def test_unit_that_only_takes_part_does_not_drop_it() -> None:
    bloc, conference = prepared()

    with pytest.raises(Denied):
        drop_conference(conference.pk, actor=bloc.member.head, at=PREPARING, reason="Nhầm")


def test_page_asks_why_and_then_drops_it() -> None:
    bloc, conference = prepared()
    client = as_actor(bloc.leader.head)
    here = reverse("conferences:drop", args=[bloc.year.pk, conference.pk])
    assert here in text_of(client.get(reverse("conferences:held", args=[bloc.year.pk, conference.pk])))

    assert "Mục này bắt buộc" in text_of(client.post(here, {"reason": ""}))
    client.post(here, {"reason": "Hoãn vô thời hạn"})

    assert not Conference.objects.exists()
