"""The request as views see it: with its actor and its moment."""

from datetime import datetime

from django.http import HttpRequest

from thidua.kernel.actor import Actor


class ActorRequest(HttpRequest):
    """`actor` is set on every page that is not public; `at` is when the request arrived."""

    actor: Actor
    at: datetime
