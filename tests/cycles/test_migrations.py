"""The migration that gives years their days also reaches closed years, and puts every trigger back."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from tests.factories import make_year
from thidua.cycles.models import BlocMembership, EmulationYear
from thidua.kernel.triggers import PutTriggersBack, SetTriggersAside

pytestmark = pytest.mark.django_db
MIGRATION = import_module("thidua.cycles.migrations.0010_blocs_as_they_are")


class Editor:
    """The part of Django's schema editor that operations on triggers use."""

    connection = connection

    def execute(self, statement: str, params: Any = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)


def triggers() -> set[str]:
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else postgresql)
        return {row[0] for row in cursor.fetchall()}


def test_days_and_names_are_written_for_closed_years_too() -> None:
    year = make_year(state="closed", year=2023)
    before = triggers()
    SetTriggersAside(*MIGRATION.WRITTEN)._aside(apps, Editor())
    EmulationYear.objects.update(first_on=date(2000, 1, 1), last_on=date(2000, 1, 2))
    MIGRATION.write_days(apps, Editor())
    PutTriggersBack(*MIGRATION.WRITTEN)._back(apps, Editor())
    year.refresh_from_db()

    assert (year.first_on, year.last_on) == (date(2023, 1, 1), date(2023, 12, 31))
    assert [row.unit_name == row.unit.name for row in BlocMembership.objects.all()] == [True, True, True]
    assert triggers() == before
    with pytest.raises(IntegrityError), transaction.atomic():
        year.memberships.update(position=9)
