"""The number of tasks beside the name follows records and time, and is not counted again for every page."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.assessment.factories import REPORTING, Bloc, draft_report, make_running_bloc, result_of
from tests.bodies.factories import signed_in
from thidua.assessment.actions import reports

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def remembered(settings) -> Iterator[None]:  # type: ignore[no-untyped-def]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def say(moment: datetime) -> None:
        monkeypatch.setattr("thidua.bodies.middleware.now", lambda: moment)

    return say


def waiting(client: Client, bloc: Bloc) -> tuple[int, int]:
    """The number beside the name on a page of the year, and how many questions the page asked."""
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("cycles:members", args=[bloc.year.pk])).content.decode()
    found = re.search(r'waiting-count">(\d+)<', page)
    return (int(found[1]) if found else 0), len(asked)


def test_number_of_tasks_is_counted_again_after_an_entry_in_the_year(at) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member)
    reports.report_result(
        result_of(report).pk, actor=bloc.member.officer, at=REPORTING, written="80", value=Decimal(80)
    )
    at(REPORTING)
    officer = signed_in(bloc.member.officer)
    before, _asked = waiting(officer, bloc)

    reports.send_report(report.pk, actor=bloc.member.officer, at=REPORTING)

    assert (before, waiting(officer, bloc)[0]) == (1, 0)


def test_second_page_asks_less(at) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    at(REPORTING)
    client = signed_in(bloc.member.officer)

    (first, asked_first), (second, asked_second) = waiting(client, bloc), waiting(client, bloc)

    assert first == second
    assert asked_second < asked_first - 10


def test_number_of_tasks_is_counted_again_when_time_has_passed(at) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    draft_report(bloc, bloc.member)
    client = signed_in(bloc.member.officer)
    at(REPORTING - timedelta(days=300))
    before, _asked = waiting(client, bloc)

    at(REPORTING)

    assert (before, waiting(client, bloc)[0]) == (0, 1)
