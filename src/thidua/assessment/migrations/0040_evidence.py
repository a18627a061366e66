"""Evidence: files, links and documents put forward for a claim."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years, refuse_closed_years_of

# Everything but the state of the scan.
GUARDED = (
    "emulation_year_id", "unit_id", "name", "kind", "size", "sha256", "kept_sha256", "key", "preview_key", "added_by",
    "added_at", "illustrative",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("assessment", "0020_movements"), ("bodies", "0001_first"), ("cycles", "0003_sheets_as_content")]

    operations = [
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=4)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("kept_sha256", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=100, unique=True)),
                ("preview_key", models.CharField(blank=True, max_length=100)),
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
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("file", "file"), ("link", "link"), ("document", "document")], max_length=10
                    ),
                ),
                ("url", models.CharField(blank=True, max_length=1000)),
                ("document_number", models.CharField(blank=True, max_length=100)),
                ("document_on", models.DateField(blank=True, null=True)),
                ("issuer", models.CharField(blank=True, max_length=200)),
                ("caption", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveIntegerField()),
                ("added_by", models.CharField(max_length=300)),
                ("added_at", models.DateTimeField()),
                ("illustrative", models.BooleanField(default=False)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_rows",
                        to="assessment.scoreline",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_rows",
                        to="assessment.result",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_rows",
                        to="assessment.evidencefile",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.UniqueConstraint(fields=("emulation_year", "unit", "sha256"), name="evidence_file_once"),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("clean", "infected")), _negated=True),
                    ("scanned_at__isnull", False),
                    _connector="OR",
                ),
                name="evidence_file_judged_by_a_scan",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("line__isnull", True), ("result__isnull", False)),
                    models.Q(("line__isnull", False), ("result__isnull", True)),
                    _connector="OR",
                ),
                name="evidence_for_one_claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("document_number", ""),
                        ("document_on__isnull", True),
                        ("file__isnull", False),
                        ("kind", "file"),
                        ("url", ""),
                    ),
                    models.Q(
                        ("document_number", ""),
                        ("document_on__isnull", True),
                        ("file__isnull", True),
                        ("kind", "link"),
                        models.Q(("url", ""), _negated=True),
                    ),
                    models.Q(
                        ("document_on__isnull", False),
                        ("file__isnull", True),
                        ("kind", "document"),
                        ("url", ""),
                        models.Q(("document_number", ""), _negated=True),
                        models.Q(("issuer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evidence_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("url", ""), ("url__startswith", "https://"), ("url__startswith", "http://"), _connector="OR"
                ),
                name="evidence_link_to_the_web",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(fields=("result", "file"), name="evidence_file_once_for_a_result"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(fields=("line", "file"), name="evidence_file_once_for_a_line"),
        ),
        refuse_closed_years("assessment_evidence"),
        # A scan may still be made after the year is closed: what it finds is no part of the year.
        refuse_closed_years_of("assessment_evidencefile", *GUARDED),
    ]
