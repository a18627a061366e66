"""The facts of the minutes, and who finds a document."""

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tests.assessment.factories import make_running_bloc, outsider, reviewed_bloc
from tests.conferences.factories import AFTER, attended, by, closed, prepared, rank, ready
from thidua.assessment.models import ScoreSheet
from thidua.conferences.models import Conference
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.papers import actions, minutes, queries, signing

pytestmark = pytest.mark.django_db


def test_facts_say_what_the_conference_recorded() -> None:
    bloc, conference = closed(absent=1)

    facts = minutes.minutes_facts(conference)

    assert (facts.year, facts.bloc, facts.organ) == (2024, bloc.year.bloc.name, bloc.leader.body.name)
    assert (facts.held_at, facts.closed_at) == ("2025-01-21T14:00+07:00", "2025-01-21T17:00+07:00")
    assert [(one.unit, one.present, one.signed) for one in facts.members] == [
        (bloc.leader.body.name, True, True),
        (bloc.deputy.body.name, True, True),
        (bloc.member.body.name, False, False),
    ]
    assert [one.rank for one in facts.ranking] == [1, 2, 3]
    assert facts.tasks == ("Triển khai phong trào thi đua.",)
    assert facts.agreement is not None
    assert (facts.agreement.leader, facts.agreement.agreed) == (bloc.member.body.name, 2)
    assert len(facts.agenda) == 7
    assert facts.illustrative == ()


def test_facts_of_a_conference_only_prepared_leave_out_what_is_not_there() -> None:
    _bloc, conference = prepared()

    facts = minutes.minutes_facts(conference)

    assert (facts.closed_at, facts.review, facts.ranking, facts.tasks, facts.agreement) == ("", "", (), (), None)


def test_facts_mark_what_was_made_up() -> None:
    bloc = reviewed_bloc()
    ScoreSheet.objects.update(illustrative=True)
    rank(bloc)
    EmulationYear.objects.update(leadership_illustrative=True)
    bloc.year.refresh_from_db()
    bloc, conference = prepared(bloc, illustrative_people=True)

    assert minutes.minutes_facts(conference).illustrative == ("people", "scores", "leadership")


def test_facts_ask_the_same_number_of_queries() -> None:
    counts = []
    for units in (3, 8):
        bloc, _conference = attended(make_running_bloc(units))
        found = Conference.objects.select_related("emulation_year__bloc__authority", "emulation_year__leader").get(
            emulation_year=bloc.year
        )
        with CaptureQueriesContext(connection) as caught:
            minutes.minutes_facts(found)
        counts.append(len(caught))

    assert counts[0] == counts[1]


def test_paper_is_found_by_those_who_see_its_year() -> None:
    bloc, conference = closed()
    paper = actions.make_minutes(conference.pk, **by(bloc, AFTER)).object[0]
    other = make_running_bloc()

    assert queries.paper_for(bloc.member.officer, paper.pk) == paper
    assert queries.paper_for(bloc.member.officer, paper.pk, year_id=bloc.year.pk) == paper
    for actor, year_id in (
        (outsider(), bloc.year.pk), (bloc.leader.head, other.year.pk), (other.leader.head, other.year.pk),
    ):  # fmt: skip
        with pytest.raises(Http404):
            queries.paper_for(actor, paper.pk, year_id=year_id)


def test_filename_is_readable() -> None:
    bloc, conference = closed()
    names = [queries.filename_of(one) for one in actions.make_minutes(conference.pk, **by(bloc, AFTER)).object]

    number = bloc.year.bloc.number
    assert names == [f"bien-ban-hoi-nghi-khoi-{number}-nam-2024.{kind}" for kind in ("docx", "pdf")]


def offers(actor: Actor, conference: Conference) -> bool:
    document = signing.document_of(conference)
    return signing.signing_page(actor, document, signing.facts_shown(document)).may_make


def test_making_is_offered_when_the_conference_is_closed_to_those_who_may() -> None:
    bloc, conference = ready()
    assert not offers(bloc.leader.head, conference)
    bloc, conference = closed()

    assert offers(bloc.leader.head, conference)
    assert not offers(bloc.member.head, conference)
    actions.make_minutes(conference.pk, **by(bloc, AFTER))
    assert not offers(bloc.leader.head, conference)
