"""Answer a request that has acted before as it was answered then."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thidua.kernel.middleware import page_before
from thidua.ledger import once

DONE = "done"
"""The cookie that tells the page which form was confirmed, so that the draft it kept can go."""
_DONE_SECONDS = 600
LONGEST_ADDRESS = 2000


class OnceMiddleware:
    """Let a form act once, however often it is sent. Stands inside the middlewares of the actor and of messages."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = once.pressed_by(request)
        if asked is None:
            return self.respond(request)
        answer = once.answer_to(asked)
        if answer:
            return _confirmed(request, _repeated(request, answer), asked)
        token = once.pressed.set(asked)
        try:
            response = self.respond(request)
        finally:
            once.pressed.reset(token)
        acted = once.keep_answer(asked, _answer_of(request, response))
        return _confirmed(request, response, asked) if acted else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        asked = once.pressed.get()
        if not isinstance(exception, once.DoneBefore) or asked is None:
            return None
        return _confirmed(request, _repeated(request, once.awaited_answer(asked)), asked)


def _answer_of(request: HttpRequest, response: HttpResponse) -> once.Answer:
    queued = getattr(getattr(request, "_messages", None), "_queued_messages", ())
    said = tuple((one.level, str(one.message)) for one in queued)
    return once.Answer(status=response.status_code, location=_place(response), said=said)


def _place(response: HttpResponse) -> str:
    """Where the answer leads; an address too long to keep is not kept."""
    location = response.headers.get("Location", "")
    return location if len(location) <= LONGEST_ADDRESS else ""


def _repeated(request: HttpRequest, answer: once.Answer | None) -> HttpResponse:
    """The first answer again: the same address with the same words; a page that says so where there is no address."""
    if answer is None or not answer.location:
        return render(request, "ledger/repeated.html", {"page_before": page_before(request)})
    for level, text in answer.said:
        messages.add_message(request, level, text)
    response = HttpResponse(status=answer.status)
    response["Location"] = answer.location
    return response


def _confirmed(request: HttpRequest, response: HttpResponse, asked: once.Pressed) -> HttpResponse:
    """Tell the browser which form was confirmed. The key opens nothing, so a script may read it."""
    response.set_cookie(DONE, asked.key, max_age=_DONE_SECONDS, samesite="Lax", secure=request.is_secure())
    return response
