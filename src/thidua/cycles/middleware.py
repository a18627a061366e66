"""Pages of a year that is over show the names that were in force then."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from thidua.bodies.names import names_of
from thidua.cycles.queries import names_day


class NamesMiddleware:
    """Around every request: which day's names count, asked for only when a body that changed its name is shown."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known: dict[int, date | None] = {}

        def day() -> date | None:
            match = request.resolver_match
            year_id = match.kwargs.get("year_id") if match else None
            if year_id is None:
                return None
            if year_id not in known:
                known[year_id] = names_day(year_id, today=timezone.localdate(request.at))  # type: ignore[attr-defined]
            return known[year_id]

        with names_of(day):
            return self.respond(request)
