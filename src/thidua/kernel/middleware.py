"""What wraps every request: its language, its number, and the answer to a refusal."""

import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from thidua.kernel.refusals import Refusal

Respond = Callable[[HttpRequest], HttpResponse]

# The number of the request at work, for the ledger; empty outside a request.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class LanguageMiddleware:
    """Vietnamese unless the person has chosen English: a browser's own preference does not decide."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.respond(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RequestIdMiddleware:
    """Give each request a number, so that one click can be followed through the ledger and the log."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex)
        try:
            return self.respond(request)
        finally:
            request_id.reset(token)


class RefusalMiddleware:
    """Turn a refusal that no form took up into a page that says what to do next."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        context = {"refusal": exception, "page_before": page_before(request)}
        return render(request, "kernel/refused.html", context, status=exception.status)


def page_before(request: HttpRequest) -> str:
    """The page of this program that the request came from; empty when it came from elsewhere."""
    address = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""
