"""Scans of the signed tally sheet."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years_of

GUARDED = (
    "emulation_year_id", "contest_id", "replaces_id", "because", "name", "kind", "size", "sha256", "kept_sha256", "key",
    "added_by", "added_at", "illustrative",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("ballots", "0002_closed_years"),
        ("cycles", "0030_joint_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="TallySheetScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.TextField(blank=True)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=4)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("kept_sha256", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=100, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("quarantine", "quarantine"),
                            ("clean", "clean"),
                            ("infected", "infected"),
                            ("scan_error", "scan_error"),
                        ],
                        default="quarantine",
                        max_length=10,
                    ),
                ),
                ("scan_note", models.CharField(blank=True, max_length=200)),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
                ("added_by", models.CharField(max_length=300)),
                ("added_at", models.DateTimeField()),
                ("illustrative", models.BooleanField(default=False)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="ballots.contest"
                    ),
                ),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="ballots.tallysheetscan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("contest", "sha256"), name="tally_scan_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("because", ""), ("replaces__isnull", True)),
                            models.Q(("replaces__isnull", False), models.Q(("because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="tally_scan_replaced_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("clean", "infected")), _negated=True),
                            ("scanned_at__isnull", False),
                            _connector="OR",
                        ),
                        name="tally_scan_judged_by_a_scan",
                    ),
                ],
            },
        ),
        # A virus scan may still be made after the year is closed: what it finds is no part of the year.
        refuse_closed_years_of("ballots_tallysheetscan", *GUARDED),
    ]
