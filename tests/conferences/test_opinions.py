"""Written opinions: named, kept apart from the votes, sent by the unit or recorded for it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.assessment.factories import Bloc, make_running_bloc
from tests.conferences.factories import AFTER, DURING, as_actor, attended, by, opened, ranked_bloc, ready
from tests.conferences.test_pages import text_of
from tests.conferences.test_resolutions import TEXT, values
from tests.factories import moment
from thidua.conferences import actions as conferences
from thidua.conferences.actions import opinions as actions
from thidua.conferences.models import Conference, Said, Way, WrittenOpinion
from thidua.conferences.queries import opining, resolving
from thidua.conferences.queries.stages import ConferenceOver
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import Refusal
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db
SENT = {"matter": TEXT, "said": Said.AGAINST, "text": "Đề nghị để sang năm sau."}


def absent() -> tuple[Bloc, Conference]:
    """Four units, the fourth away."""
    return attended(make_running_bloc(4), absent=1)


def away_of(bloc: Bloc) -> Any:
    return bloc.units[3]


def sent(bloc: Bloc, conference: Conference, **changes: Any) -> WrittenOpinion:
    """The head of the absent unit sends its opinion."""
    away = away_of(bloc)
    told: dict[str, Any] = SENT | {"unit_id": away.body.pk} | changes
    return actions.record_opinion(conference.pk, actor=away.head, at=DURING, **told).object


def refused_as(bloc: Bloc, conference: Conference, **changes: Any) -> str:
    with pytest.raises(Refusal) as caught:
        actions.record_opinion(
            conference.pk, **(by(bloc) | SENT | {"unit_id": away_of(bloc).body.pk, "signer": "Lê A"} | changes)
        )
    return caught.value.code


def test_opinion_of_a_unit_keeps_who_signed_and_what_was_said() -> None:
    bloc, conference = absent()

    made = sent(bloc, conference)

    assert (made.unit_id, made.said, made.way) == (away_of(bloc).body.pk, "against", "system")
    assert made.signer == away_of(bloc).head.describe()
    entry = Entry.objects.latest("sequence")
    assert entry.payload["matter"] == TEXT
    assert entry.payload["said"] == "against"


def test_opinion_is_not_counted_among_the_votes() -> None:
    bloc, conference = absent()
    sent(bloc, conference)

    voices = {unit.body.pk: Said.FOR for unit in bloc.units[:3]}
    conferences.record_resolution(conference.pk, **by(bloc), **(values(bloc) | {"voices": voices}))

    (row,) = resolving.resolutions_of(conference)
    assert (row.agreed, row.against) == (3, 0)
    assert row.verdict.holds
    assert [one.said for one in opining.opinions_of(conference)] == ["against"]


def test_unit_that_is_there_speaks_there() -> None:
    bloc, conference = absent()

    assert refused_as(bloc, conference, actor=bloc.member.head, unit_id=bloc.member.body.pk) == "unit_is_there"


def test_same_matter_twice_a_day_to_come_or_another_bloc_is_refused() -> None:
    bloc, conference = absent()
    sent(bloc, conference)

    assert refused_as(bloc, conference) == "said_already"
    assert refused_as(bloc, conference, matter="Việc khác", received_on=moment(2025, 2, 1).date()) == "not_received_yet"
    assert (
        refused_as(bloc, conference, matter="Việc khác", unit_id=make_running_bloc(3).member.body.pk) == "not_a_member"
    )


def test_one_unit_does_not_write_for_another() -> None:
    bloc, conference = opened(make_running_bloc(4))

    with pytest.raises(Denied):
        actions.record_opinion(conference.pk, actor=bloc.member.head, at=DURING, **SENT, unit_id=away_of(bloc).body.pk)
    with pytest.raises(Denied):
        actions.record_opinion(conference.pk, actor=bloc.member.officer, at=DURING, **SENT, unit_id=bloc.member.body.pk)


def test_who_runs_the_conference_records_a_letter() -> None:
    bloc, conference = absent()

    made = actions.record_opinion(
        conference.pk,
        **by(bloc),
        **SENT,
        unit_id=away_of(bloc).body.pk,
        signer="Lê A, Chủ tịch",
        way=Way.LETTER,
        reference="12/CV",
        received_on=DURING.date(),
    ).object

    assert (made.signer, made.reference, made.way) == ("Lê A, Chủ tịch", "12/CV", "letter")


def test_opinion_is_withdrawn_with_a_reason_and_the_ledger_keeps_it() -> None:
    bloc, conference = absent()
    made = sent(bloc, conference)

    actions.withdraw_opinion(made.pk, actor=away_of(bloc).head, at=DURING, reason="Sẽ dự họp")

    assert opining.opinions_of(conference) == []
    entry = Entry.objects.latest("sequence")
    assert (entry.payload["text"], entry.payload["reason"]) == (SENT["text"], "Sẽ dự họp")


def test_closed_conference_takes_no_opinion_and_gives_none_back() -> None:
    bloc, conference = ready(ranked_bloc(4), absent=1)
    made = sent(bloc, conference)
    conferences.close_conference(conference.pk, **by(bloc, AFTER))

    assert refused_as(bloc, conference, matter="Việc khác") == "conference_over"
    with pytest.raises(ConferenceOver):
        actions.withdraw_opinion(made.pk, **by(bloc, AFTER), reason="Nhầm")


def test_page_lets_a_unit_write_and_take_back() -> None:
    bloc, conference = absent()
    client = as_actor(away_of(bloc).head)
    here = [bloc.year.pk, conference.pk]
    page = text_of(client.get(reverse("conferences:resolutions", args=here)))
    assert "Chưa có ý kiến bằng văn bản nào" in page

    url = reverse("conferences:opinion_add", args=here)
    assert "Số, ký hiệu" not in text_of(client.get(url))
    wrong = text_of(client.post(url, {"unit": away_of(bloc).body.pk, "matter": "", "said": ""}))
    assert "Mục này bắt buộc" in wrong
    client.post(url, {"unit": away_of(bloc).body.pk, "matter": TEXT, "said": "against", "text": "Để sang năm"})

    page = text_of(client.get(reverse("conferences:resolutions", args=here)))
    assert "Để sang năm" in page
    made = WrittenOpinion.objects.get()
    back = reverse("conferences:opinion_withdraw", args=[*here, made.pk])
    assert back not in text_of(as_actor(bloc.member.head).get(reverse("conferences:resolutions", args=here)))
    client.post(back, {"reason": "Dự họp"})
    assert not WrittenOpinion.objects.exists()


def test_page_of_who_runs_it_asks_who_signed() -> None:
    bloc, conference = absent()
    url = reverse("conferences:opinion_add", args=[bloc.year.pk, conference.pk])
    client = as_actor(bloc.leader.head)
    typed = {"unit": away_of(bloc).body.pk, "matter": TEXT, "said": "for", "signer": "Lê A", "way": "mail"}

    assert "Mục này bắt buộc" in text_of(client.post(url, typed))
    client.post(url, typed | {"received_on": "20/1/2025"})

    assert WrittenOpinion.objects.get().received_on.isoformat() == "2025-01-20"


@pytest.mark.parametrize("count", [1, 20])
def test_opinions_ask_the_same_number_of_questions(count: int) -> None:
    bloc, conference = absent()
    for number in range(count):
        sent(bloc, conference, matter=f"Việc {number}")
    actor, found = bloc.leader.head, Conference.objects.select_related("emulation_year__bloc").get(pk=conference.pk)

    with CaptureQueriesContext(connection) as asked:
        opining.opinions_page(actor, found)

    assert len(asked) == 3
