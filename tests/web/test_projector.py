"""The projector of a conference: who opens it, what it shows and what it keeps back, and how it is changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.assessment.factories import Bloc, make_running_bloc, outsider
from tests.ballots.factories import Voting, result_of
from tests.ballots.factories import closed as closed_contest
from tests.ballots.factories import opened as opened_contest
from tests.ballots.factories import prepared as prepared_contest
from tests.conferences.factories import DURING, as_actor, attended, by, closed, ranked_bloc, ready
from thidua.ballots import actions as ballots
from thidua.conferences import actions
from thidua.conferences.actions.projecting import RankingNotFinal
from thidua.conferences.models import Conference, Projection
from thidua.conferences.queries.stages import ConferenceOver
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock says that the conference is on."""
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING + timedelta(minutes=10))


def screen(conference: Conference, name: str = "projector") -> str:
    return reverse(f"web:{name}", args=[conference.emulation_year_id, conference.pk])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def seen(bloc: Bloc, conference: Conference) -> str:
    return text_of(as_actor(bloc.leader.head).get(screen(conference)))


def show(bloc: Bloc, conference: Conference, slide: str, contest: int | None = None, revealed: int = 0) -> Projection:
    return actions.show_slide(conference.pk, **by(bloc), slide=slide, contest_number=contest, revealed=revealed).object


def at_contest(voting: Voting) -> str:
    """What the hall sees of the contest."""
    conference = voting.contest.conference
    show(voting.bloc, conference, "contest", voting.contest_id)
    return seen(voting.bloc, conference)


def test_projector_begins_with_the_welcome_and_the_address(settings: Any) -> None:
    settings.SITE_URL = "https://192.168.1.20:8443"
    bloc, conference = attended()

    shown = seen(bloc, conference)

    assert f"<h1>{conference.title}</h1>" in shown
    assert "https://192.168.1.20:8443/" in shown
    assert 'class="qr" role="img"' in shown
    assert "Dấu chứng thư" not in shown


def test_fingerprint_of_a_hall_stands_beside_its_address(settings: Any) -> None:
    settings.HALL_FINGERPRINT = "AB12 CD34"

    assert "<code>AB12 CD34</code>" in seen(*attended())


def test_agenda_marks_the_present_item() -> None:
    bloc, conference = attended()
    first, second = conference.agenda.order_by("position")[:2]
    actions.mark_item_done(first.pk, **by(bloc))
    show(bloc, conference, "agenda")

    shown = seen(bloc, conference)

    assert f'<li class="done">{first.title}' in shown
    assert f'<li class="now" aria-current="step">{second.title}' in shown


def test_quorum_says_whether_enough_are_there() -> None:
    bloc, conference = attended(make_running_bloc(6), absent=2)
    show(bloc, conference, "quorum")
    enough = seen(bloc, conference)
    actions.record_attendance(conference.pk, **by(bloc), rows={unit.body.pk: (False, "") for unit in bloc.units[3:]})

    assert ("4/6" in enough, "Đủ số đơn vị để họp" in enough) == (True, True)
    assert "Chưa đủ số đơn vị để họp" in seen(bloc, conference)


def test_signing_shows_who_has_signed() -> None:
    bloc, conference = ready(absent=1)
    show(bloc, conference, "signing")

    shown = seen(bloc, conference)

    assert '<p class="screen-figure">2/3</p>' in shown
    assert shown.count("✓") == 2


def test_open_contest_shows_how_many_have_voted_and_not_who_or_what() -> None:
    voting = opened_contest()
    voting.vote(voting.bloc.units[3], "c1")
    first = at_contest(voting)
    voting.vote(voting.bloc.units[4], "c2")

    second = at_contest(voting)

    assert '<p class="screen-figure">1/7</p>' in first
    assert '<p class="screen-figure">2/7</p>' in second
    for shown in (first, second):
        for unit in voting.bloc.units:
            assert unit.head.name not in shown
            assert unit.body.name not in shown


def test_contests_with_opposite_votes_look_the_same_until_recognised() -> None:
    def pages(*choices: str) -> list[str]:
        voting = closed_contest(*choices)
        states = [at_contest(voting)]
        ballots.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting))
        states.append(at_contest(voting))
        return [body(one) for one in states]

    one, other = pages("c1", "c1", "c1", "c1", "c2"), pages("c2", "c2", "c2", "c2", "c1")

    assert one == other
    assert all("Tổ kiểm phiếu đang làm việc" in shown for shown in one)


def body(shown: str) -> str:
    """The slide without the key set, which differs from contest to contest."""
    return shown.split('<div class="screen-body">')[1].split('<p class="screen-small">')[0]


def test_result_is_shown_once_two_people_have_recognised_it() -> None:
    voting = closed_contest("c1", "c1", "c1", "c1", "c2")
    ballots.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting))
    name = voting.bloc.units[0].body.name
    before = at_contest(voting)
    voting.both(ballots.confirm_result)

    after = at_contest(voting)

    assert "Trúng" not in before
    assert f'<tr class="now"><th scope="row">{name}</th><td class="num">4</td><td>Trúng</td></tr>' in after


def test_annulled_contest_gives_way_to_the_welcome() -> None:
    voting = prepared_contest()
    assert f"<h1>{voting.contest.title}</h1>" in at_contest(voting)

    ballots.annul(voting.contest_id, **voting.by(voting.bloc.leader.head), reason="Nhầm")

    assert f"<h1>{voting.contest.conference.title}</h1>" in seen(voting.bloc, voting.contest.conference)


def test_ranking_is_revealed_from_the_last_place_one_press_at_a_time() -> None:
    bloc, conference = attended(ranked_bloc())
    names = [unit.body.name for unit in bloc.units]
    client = as_actor(bloc.leader.head)
    show(bloc, conference, "ranking")

    steps = []
    for _ in range(3):
        steps.append([name in text_of(client.get(screen(conference))) for name in names])
        press(client, conference, "on")
    steps.append([name in text_of(client.get(screen(conference))) for name in names])

    assert steps == [[False] * 3, [False, False, True], [False, True, True], [True] * 3]


def press(client: Client, conference: Conference, key: str) -> Any:
    """Press the button of the projector's window that an arrow key presses."""
    shown = client.get(screen(conference)).content.decode()
    form = shown.split(f'data-key="{key}"')[1].split("</form>")[0]
    pairs = [part.split('"')[0:3:2] for part in form.split('name="')[1:]]
    values = {name: value for name, value in pairs if name in ("from", "slide", "contest", "revealed")}
    return client.post(screen(conference, "panel"), values, follow=True)


def test_ranking_that_is_not_final_is_neither_offered_nor_shown() -> None:
    bloc, conference = attended()

    with pytest.raises(RankingNotFinal):
        show(bloc, conference, "ranking")

    assert "Xếp hạng</button>" not in text_of(as_actor(bloc.leader.head).get(screen(conference, "panel")))


def test_going_on_and_back_passes_every_slide() -> None:
    voting = prepared_contest()
    conference = voting.contest.conference
    client = as_actor(voting.bloc.leader.head)

    passed = []
    for key in ("on", "on", "on", "on", "back"):
        press(client, conference, key)
        passed.append(Projection.objects.get().slide)

    assert passed == ["agenda", "quorum", "contest", "signing", "contest"]


def test_same_press_twice_changes_nothing_more() -> None:
    bloc, conference = attended(ranked_bloc())
    client = as_actor(bloc.leader.head)
    for _ in range(2):
        client.post(screen(conference, "panel"), {"slide": "ranking", "contest": "", "revealed": "1"})

    assert Projection.objects.get().revealed == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"slide": "ranking", "revealed": "4"}, "không còn để chiếu"),
        ({"slide": "contest", "contest": "77"}, "không còn để chiếu"),
        ({"slide": "contest"}, "không còn để chiếu"),
        ({"slide": "welcome", "revealed": "1"}, "không còn để chiếu"),
        ({"slide": "ranking", "revealed": "-1"}, "error-summary"),
        ({"slide": "votes"}, "không có trong danh sách"),
        ({"slide": "contest", "contest": "x"}, "error-summary"),
        ({"revealed": "1"}, "Mục này bắt buộc"),
    ],
)
def test_what_cannot_be_shown_is_refused(given: dict[str, str], said: str) -> None:
    bloc, conference = attended(ranked_bloc())

    answer = as_actor(bloc.leader.head).post(screen(conference, "panel"), given)

    assert said in text_of(answer)
    assert not Projection.objects.exists()


def test_contest_of_another_conference_is_not_shown() -> None:
    bloc, conference = attended(ranked_bloc())
    elsewhere = prepared_contest()

    answer = as_actor(bloc.leader.head).post(
        screen(conference, "panel"), {"slide": "contest", "contest": str(elsewhere.contest_id)}
    )

    assert "không còn để chiếu" in text_of(answer)
    assert elsewhere.contest.title not in text_of(answer)


def test_unchanged_screen_is_answered_with_nothing() -> None:
    bloc, conference = attended()
    client = as_actor(bloc.leader.head)
    mark = client.get(screen(conference)).content.decode().split("?seen=")[1].split('"')[0]
    asked = {"path": screen(conference), "data": {"seen": mark}, "headers": {"HX-Request": "true"}}

    same = client.get(**asked)
    show(bloc, conference, "agenda")
    other = client.get(**asked)

    assert (same.status_code, same.content) == (204, b"")
    assert other.status_code == 200
    assert "<h1>Chương trình</h1>" in text_of(other)


def test_screen_works_without_scripts() -> None:
    shown = seen(*attended())

    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in shown
    assert 'data-key="on"' in shown


@pytest.mark.parametrize("who", ["member", "outsider"])
@pytest.mark.parametrize("name", ["projector", "panel"])
def test_only_those_who_run_the_conference_open_its_projector(who: str, name: str) -> None:
    bloc, conference = attended()
    actor = bloc.member.head if who == "member" else outsider()

    answer = as_actor(actor).get(screen(conference, name))

    assert answer.status_code == (403 if who == "member" else 404)


def test_member_cannot_change_the_projector() -> None:
    bloc, conference = attended()

    with pytest.raises(Denied):
        actions.show_slide(
            conference.pk, actor=bloc.member.head, at=DURING, slide="agenda", contest_number=None, revealed=0
        )


@pytest.mark.parametrize("who", ["leader", "deputy", "authority"])
def test_head_deputy_and_authority_change_the_projector(who: str) -> None:
    bloc, conference = attended()
    actor = bloc.authority if who == "authority" else getattr(bloc, who).head

    as_actor(actor).post(screen(conference, "panel"), {"slide": "quorum"})

    assert Projection.objects.get().slide == "quorum"


def test_closed_conference_thanks_and_changes_no_more() -> None:
    bloc, conference = closed()

    shown = seen(bloc, conference)

    assert "Hội nghị đã bế mạc" in shown
    assert "data-key" not in shown
    with pytest.raises(ConferenceOver):
        show(bloc, conference, "agenda")


def test_every_change_of_the_screen_is_in_the_ledger() -> None:
    bloc, conference = attended(ranked_bloc())

    show(bloc, conference, "ranking", revealed=2)

    entry = Entry.objects.order_by("sequence").last()
    assert entry is not None
    assert (entry.event, entry.payload) == (
        "conferences.slide_shown", {"slide": "ranking", "contest_number": None, "revealed": 2},
    )  # fmt: skip


@pytest.mark.parametrize("wrong", [{"slide": "contest"}, {"slide": "agenda", "revealed": 1}, {"contest_number": 1}])
def test_database_refuses_what_is_no_slide(wrong: dict[str, Any]) -> None:
    _bloc, conference = attended()

    with pytest.raises(IntegrityError), transaction.atomic():
        Projection.objects.create(conference=conference, emulation_year_id=conference.emulation_year_id, **wrong)


def test_screen_costs_the_same_for_three_and_for_thirty_units(django_assert_num_queries: Any) -> None:
    for units in (3, 30):
        bloc, conference = attended(make_running_bloc(units))
        client = as_actor(bloc.leader.head)
        client.get("/")
        with django_assert_num_queries(QUERIES):
            client.get(screen(conference))


QUERIES = 18


def test_conference_page_leads_those_who_run_it_to_the_projector() -> None:
    bloc, conference = attended()
    page = reverse("conferences:held", args=[bloc.year.pk, conference.pk])

    assert screen(conference, "panel") in text_of(as_actor(bloc.leader.head).get(page))
    assert screen(conference, "panel") not in text_of(as_actor(bloc.member.head).get(page))
