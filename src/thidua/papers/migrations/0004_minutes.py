"""The minutes of every conference: corrected by hand, signed, scanned, supplemented."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.kernel.triggers import PutTriggersBack, SetTriggersAside, append_only


def belong_to_the_review(apps, editor):
    """Until now only the conference that reviews a year had minutes."""
    papers = apps.get_model("papers", "Paper").objects
    kinds = apps.get_model("conferences", "ConferenceKind").objects.filter(kind="review")
    for kind in kinds:
        papers.filter(kind="minutes", emulation_year_id=kind.emulation_year_id).update(conference_id=kind.conference_id)


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0010_lineage"),
        ("conferences", "0021_written_opinions"),
        ("papers", "0003_papers_of_units"),
    ]

    operations = [
        SetTriggersAside("papers_paper"),
        migrations.AddField(
            model_name="paper",
            name="conference",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="conferences.conference",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="number",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(belong_to_the_review, migrations.RunPython.noop),
        PutTriggersBack("papers_paper"),
        migrations.CreateModel(
            name="MinutesCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True)),
                ("reason", models.CharField(max_length=300)),
                ("written_by", models.CharField(max_length=300)),
                ("written_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_corrections",
                        to="conferences.conference",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MinutesScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("facts_hash", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=4)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("kept_sha256", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=100, unique=True)),
                ("added_by", models.CharField(max_length=300)),
                ("added_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_scans",
                        to="conferences.conference",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MinutesSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=0)),
                ("facts_hash", models.CharField(max_length=64)),
                ("signing", models.CharField(choices=[("secretary", "secretary"), ("chair", "chair")], max_length=10)),
                ("signed_by", models.CharField(max_length=300)),
                ("signed_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_signatures",
                        to="conferences.conference",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conference", "number", "facts_hash", "signing"), name="minutes_signed_once_as_each"
                    ),
                    models.UniqueConstraint(
                        fields=("conference", "number", "facts_hash", "person"), name="minutes_signed_by_two_people"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("signing__in", ["secretary", "chair"])), name="minutes_signing_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesSigners",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_by", models.CharField(max_length=300)),
                ("named_at", models.DateTimeField()),
                (
                    "chair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.person"
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_signers",
                        to="conferences.conference",
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("chair", models.F("secretary")), _negated=True),
                        name="chair_and_secretary_are_two_people",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesSupplement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("reason", models.CharField(max_length=300)),
                ("written_by", models.CharField(max_length=300)),
                ("written_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_supplements",
                        to="conferences.conference",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="supplement_counts_from_one")
                ],
            },
        ),
        append_only("papers_minutescorrection"),
        append_only("papers_minutesscan"),
        append_only("papers_minutessignature"),
        append_only("papers_minutessigners"),
        append_only("papers_minutessupplement"),
    ]
