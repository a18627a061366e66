"""Language, request number and the answer to a refusal."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from thidua.kernel.gate import Denied
from thidua.kernel.middleware import LanguageMiddleware, RefusalMiddleware, RequestIdMiddleware, request_id
from thidua.kernel.refusals import Refusal


class Closed(Refusal):
    code = "closed"
    sentence = "Năm này đã khoá sổ."


def spoken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_language())


def request_with(**cookies: str) -> HttpRequest:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = "en"
    request.META["SERVER_NAME"], request.META["SERVER_PORT"] = "localhost", "80"
    request.COOKIES = cookies
    return request


@pytest.mark.parametrize(
    ("cookies", "language"),
    [
        ({}, "vi"),
        ({"django_language": "en"}, "en"),
        ({"django_language": "vi"}, "vi"),
        ({"django_language": "xx"}, "vi"),
    ],
)
def test_language_is_the_chosen_one_or_vietnamese(cookies: dict[str, str], language: str) -> None:
    before = get_language()
    request = request_with(**cookies)

    response = LanguageMiddleware(spoken)(request)

    assert response.content.decode() == language
    assert response.headers["Content-Language"] == language
    assert language == request.LANGUAGE_CODE
    assert get_language() == before


def test_content_language_that_a_page_set_itself_is_kept() -> None:
    response = LanguageMiddleware(lambda request: HttpResponse(headers={"Content-Language": "en"}))(request_with())

    assert response.headers["Content-Language"] == "en"


def test_each_request_has_a_number_of_its_own_while_it_lasts() -> None:
    middleware = RequestIdMiddleware(lambda request: HttpResponse(request_id.get()))
    first, second = (middleware(request_with()).content.decode() for _ in range(2))

    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != second
    assert request_id.get() == ""


def test_request_number_is_gone_after_a_failure() -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise LookupError

    with pytest.raises(LookupError):
        RequestIdMiddleware(fail)(request_with())
    assert request_id.get() == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("refusal", "status"), [(Closed(), 409), (Denied(), 403)])
def test_refusal_becomes_a_page_with_its_sentence(refusal: Refusal, status: int) -> None:
    response = RefusalMiddleware(spoken).process_exception(request_with(), refusal)

    assert response is not None
    assert response.status_code == status
    assert str(refusal).split("“")[0] in response.content.decode()


def test_other_failures_are_not_taken_for_refusals() -> None:
    assert RefusalMiddleware(spoken).process_exception(request_with(), LookupError()) is None


def test_refusal_middleware_passes_answers_on() -> None:
    assert RefusalMiddleware(lambda request: HttpResponse("yes"))(request_with()).content == b"yes"


@pytest.mark.django_db
@pytest.mark.parametrize(("came_from", "shown"), [("http://localhost/blocs/7/", True), ("http://elsewhere/x/", False)])
def test_refusal_page_leads_back_to_a_page_of_ours_only(came_from: str, shown: bool) -> None:
    request = request_with()
    request.META["HTTP_REFERER"] = came_from

    response = RefusalMiddleware(spoken).process_exception(request, Closed())

    assert response is not None
    assert (f'href="{came_from}"' in response.content.decode()) is shown
