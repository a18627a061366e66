"""A conference at each step of its afternoon, made through the actions people use."""

from datetime import timedelta
from typing import Any

from django.test import Client

from tests.assessment.factories import Bloc, make_running_bloc, reviewed_bloc
from tests.factories import moment
from thidua.assessment.actions import ranking
from thidua.bodies.models import Account
from thidua.conferences import actions
from thidua.conferences.models import Conference
from thidua.kernel.actor import Actor

PREPARING = moment(2025, 1, 15)
HELD_AT = moment(2025, 1, 21, 14)
DURING = HELD_AT + timedelta(minutes=20)
AFTER = HELD_AT + timedelta(hours=3)

DETAILS: dict[str, Any] = {
    "held_at": HELD_AT,
    "place": "Hội trường tỉnh, thành phố Cao Lãnh",
    "locality": "Đồng Tháp",
    "chair": "Nguyễn Thị A, Chủ tịch",
    "secretary": "Trần Văn B, Chánh Văn phòng",
}


def ranked_bloc(units: int = 3) -> Bloc:
    """A bloc whose ranking two people have finalised."""
    bloc = reviewed_bloc(tuple(str(90 - index) for index in range(units)))
    rank(bloc)
    return bloc


def rank(bloc: Bloc) -> None:
    """Two people finalise the ranking of a reviewed bloc."""
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=moment(2025, 1, 13))
    ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=moment(2025, 1, 14))


def by(bloc: Bloc, at: Any = DURING) -> dict[str, Any]:
    """The keywords of an action by the bloc's head."""
    return {"actor": bloc.leader.head, "at": at}


def prepared(bloc: Bloc | None = None, **changes: Any) -> tuple[Bloc, Conference]:
    """A prepared conference of a bloc that is not ranked, unless one is given."""
    bloc = bloc or make_running_bloc()
    made = actions.prepare(bloc.year.pk, **by(bloc, PREPARING), **(DETAILS | changes))
    return bloc, made.object


def opened(bloc: Bloc | None = None) -> tuple[Bloc, Conference]:
    bloc, conference = prepared(bloc)
    return bloc, actions.open_conference(conference.pk, **by(bloc)).object


def everyone(bloc: Bloc, *, absent: int = 0) -> dict[int, tuple[bool | None, str]]:
    """Attendance with the last `absent` units away."""
    ids = [unit.body.pk for unit in bloc.units]
    return {pk: (index < len(ids) - absent, f"Đại biểu {index + 1}") for index, pk in enumerate(ids)}


def attended(bloc: Bloc | None = None, *, absent: int = 0) -> tuple[Bloc, Conference]:
    """An open conference with its attendance taken."""
    bloc, conference = opened(bloc)
    actions.record_attendance(conference.pk, **by(bloc), rows=everyone(bloc, absent=absent))
    return bloc, Conference.objects.get(pk=conference.pk)


def ready(bloc: Bloc | None = None, *, absent: int = 0) -> tuple[Bloc, Conference]:
    """Everything done but the closing: the third unit is to lead, the second to deputise; all present signed."""
    bloc, conference = attended(bloc or ranked_bloc(), absent=absent)
    pk = conference.pk
    actions.write_review(pk, **by(bloc), text="Các đơn vị hoàn thành kế hoạch.\n\nVận động 74.958 phần quà.")
    actions.add_task(pk, **by(bloc), text="Triển khai phong trào thi đua.")
    present = bloc.units[: len(bloc.units) - absent]
    actions.record_agreement(
        pk, **by(bloc), leader_id=bloc.member.body.pk, deputy_id=bloc.deputy.body.pk, agreed=len(present)
    )
    for unit in present:
        actions.record_pledge_signing(pk, **by(bloc), unit_id=unit.body.pk)
    return bloc, Conference.objects.get(pk=pk)


def closed(bloc: Bloc | None = None, *, absent: int = 0) -> tuple[Bloc, Conference]:
    bloc, conference = ready(bloc, absent=absent)
    return bloc, actions.close_conference(conference.pk, **by(bloc, AFTER)).object


def as_actor(actor: Actor) -> Client:
    """A browser in which the actor is signed in."""
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client
