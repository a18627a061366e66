"""Build the actor once per request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.bodies.queries import Tenure, actor_for, tenure_of
from thidua.kernel import clock
from thidua.kernel.actor import Actor, Office
from thidua.kernel.clock import now
from thidua.kernel.gate import Denied

CHOSEN = "acting_appointment"


class AppointmentEnded(Denied):
    code = "appointment_ended"
    sentence = _(
        "Chức vụ bạn đang dùng đã kết thúc trong lúc chờ, nên việc này chưa được ghi. "
        "Nếu bạn giữ chức vụ khác, hãy đổi ở mục “Chức vụ của tôi”."
    )


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request at work: the moment it was told, and what the clock said then."""

    at: datetime
    begun: datetime

    def moment(self, actor: Actor) -> datetime:
        """The moment the request was told, moved on by what has passed. One query.

        Raises AppointmentEnded when the office acted in is no longer held on that day.
        """
        acting = None if actor.office is Office.SYSTEM else actor.acting
        tenure = Tenure() if acting is None else tenure_of(acting.id)
        if tenure is None:
            raise AppointmentEnded
        at = self.at + (clock.of_database(tenure.read_at) - self.begun)
        if not tenure.holds(timezone.localdate(at)):
            raise AppointmentEnded
        return at


class ActorMiddleware:
    """Set `request.actor`: who is signed in and in which office they act, or None; and `request.at`."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = now()  # type: ignore[attr-defined]
        token = clock.request.set(Request(at=request.at, begun=clock.now()))  # type: ignore[attr-defined]
        try:
            request.actor = self._actor(request)  # type: ignore[attr-defined]
            return self.respond(request)
        finally:
            clock.request.reset(token)

    @staticmethod
    def _actor(request: HttpRequest) -> Actor | None:
        if not request.user.is_authenticated:
            return None
        day = timezone.localdate(request.at)  # type: ignore[attr-defined]
        return actor_for(request.user, day=day, chosen=request.session.get(CHOSEN))
