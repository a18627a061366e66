"""What the database itself refuses: the triggers are there, on both databases, after every migration."""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db

APPEND_ONLY = {"ledger_entry", "papers_paper"}
# Rows about a year that are kept for good by other means.
ELSEWHERE = {"papers_paper"}


def guarded_tables() -> set[str]:
    """The tables that have a trigger."""
    sqlite = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
    postgresql = "SELECT event_object_table FROM information_schema.triggers"
    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else postgresql)
        return {row[0] for row in cursor.fetchall()}


def tables_of_years() -> set[str]:
    """The tables whose rows carry their year."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "emulation_year" for field in model._meta.fields)
    }


def test_every_row_of_a_year_is_guarded_against_changes_after_closing() -> None:
    assert tables_of_years() - ELSEWHERE - guarded_tables() == set()


def test_years_ledger_and_papers_are_guarded() -> None:
    assert guarded_tables() >= APPEND_ONLY | {"cycles_emulationyear"}
