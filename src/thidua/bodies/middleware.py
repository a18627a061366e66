"""Build the actor once per request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from thidua.bodies.queries import actor_for
from thidua.kernel.actor import Actor
from thidua.kernel.clock import now

CHOSEN = "acting_appointment"


class ActorMiddleware:
    """Set `request.actor`: who is signed in and in which office they act, or None; and `request.at`."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = now()  # type: ignore[attr-defined]
        request.actor = self._actor(request)  # type: ignore[attr-defined]
        return self.respond(request)

    @staticmethod
    def _actor(request: HttpRequest) -> Actor | None:
        if not request.user.is_authenticated:
            return None
        day = timezone.localdate(request.at)  # type: ignore[attr-defined]
        return actor_for(request.user, day=day, chosen=request.session.get(CHOSEN))
