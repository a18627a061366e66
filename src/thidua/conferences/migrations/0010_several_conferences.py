"""A year has several conferences, each held for one thing or more; those there were reviewed their year."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import lift_closed_years, refuse_closed_years

KINDS = ("review", "half_year", "nine_month", "signing", "handover", "kickoff", "thematic")


def say_what_they_were_for(apps, editor):
    """Until now every conference reviewed its year and let the units sign for the next."""
    kinds = apps.get_model("conferences", "ConferenceKind").objects
    for conference in apps.get_model("conferences", "Conference").objects.all():
        for kind in ("review", "signing"):
            kinds.create(emulation_year_id=conference.emulation_year_id, conference=conference, kind=kind)
    if editor.connection.vendor == "postgresql":
        # Rows whose keys are still to be checked would keep the triggers from being made.
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("conferences", "0002_closed_years")]

    operations = [
        lift_closed_years("conferences_conference"),
        migrations.AlterField(
            "conference",
            "emulation_year",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="conferences", to="cycles.emulationyear"
            ),
        ),
        migrations.AddField("conference", "subject", models.CharField(blank=True, default="", max_length=200), False),
        migrations.CreateModel(
            name="ConferenceKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=12)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="kinds", to="conferences.conference"
                    ),
                ),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "kind"), name="conference_kind_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "review")), fields=("emulation_year",), name="one_review_a_year"
                    ),
                    models.CheckConstraint(condition=models.Q(("kind__in", list(KINDS))), name="conference_kind_known"),
                ],
            },
        ),
        migrations.RunPython(say_what_they_were_for, migrations.RunPython.noop),
        refuse_closed_years("conferences_conference", "conferences_conferencekind"),
    ]
