"""Races with real threads, on SQLite in a file and on PostgreSQL: an empty database for each, in a process of its own."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import connection

RACES = "tests.assessment.races"
Race = Callable[..., str]


def test_twenty_twins_of_one_request_act_once_and_get_one_answer(race: Race) -> None:
    found = json.loads(race(RACES, "twins"))

    assert (found["failures_with"], found["failures_without"]) == ([], [])
    assert (found["effects_with"], found["answers_with"], found["different_answers_with"]) == (1, 20, 1)
    # The same presses without a key do act twenty times: it is the key that holds them.
    assert (found["effects_without"], found["version"]) == (20, 22)


def test_sixteen_writers_of_one_result_lose_no_edit(race: Race) -> None:
    found = json.loads(race(RACES, "writers"))

    assert found == {
        "failures": [],
        "acknowledged": 48,
        "every_acknowledged_edit_is_in_the_chain": True,
        "every_edit_names_its_parent": True,
        "versions_without_gap": True,
        "counted": 48,
        "version": 49,
        "somebody_was_refused": True,
        "ledger_whole": True,
    }


def test_database_of_a_race_is_of_the_kind_the_tests_run_on(empty_database: str) -> None:
    assert urlsplit(empty_database).scheme.startswith(connection.vendor[:6])
