"""More time for one unit; periods that are locked, and opened again for one unit."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.locks import take_turns_in_locking
from thidua.cycles.seal import refuse_closed_years
from thidua.kernel.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("bodies", "0001_first"), ("cycles", "0010_blocs_as_they_are")]

    operations = [
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phase",
                    models.CharField(
                        choices=[("pledge", "pledge"), ("report", "report"), ("score", "score")], max_length=20
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "asked"), ("granted", "granted"), ("refused", "refused")], max_length=10
                    ),
                ),
                ("deadline_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("asked_by", models.CharField(blank=True, max_length=300)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="cycles.emulationyear",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("emulation_year", "unit", "phase"),
                        name="extension_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "asked")),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True),
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="extension_answered_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="extension_refused_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodLock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phase",
                    models.CharField(
                        choices=[("pledge", "pledge"), ("report", "report"), ("score", "score")], max_length=20
                    ),
                ),
                ("locked_by", models.CharField(max_length=300)),
                ("locked_at", models.DateTimeField()),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="period_locks",
                        to="cycles.emulationyear",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("emulation_year", "phase"), name="period_locked_once")],
            },
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phase",
                    models.CharField(
                        choices=[("pledge", "pledge"), ("report", "report"), ("score", "score")], max_length=20
                    ),
                ),
                ("until", models.DateTimeField()),
                ("reason", models.TextField()),
                ("by_two", models.BooleanField(default=False)),
                ("proposed_by", models.CharField(max_length=300)),
                ("proposed_by_id", models.BigIntegerField()),
                ("proposed_at", models.DateTimeField()),
                ("opened_by", models.CharField(blank=True, max_length=300)),
                ("opened_by_id", models.BigIntegerField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by", models.CharField(blank=True, max_length=300)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopenings",
                        to="cycles.emulationyear",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("emulation_year", "unit", "phase"),
                        name="reopening_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at__isnull", True),
                            models.Q(("opened_by_id__isnull", False), models.Q(("opened_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="reopening_opened_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_two", False),
                            ("opened_by_id__isnull", True),
                            models.Q(("opened_by_id", models.F("proposed_by_id")), _negated=True),
                            _connector="OR",
                        ),
                        name="reopening_by_two_people",
                    ),
                ],
            },
        ),
        refuse_closed_years("cycles_extension", "cycles_periodlock", "cycles_reopening"),
        append_only("cycles_periodlock"),
        take_turns_in_locking(),
    ]
