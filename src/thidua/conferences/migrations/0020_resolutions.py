"""Resolutions put to an open vote, and the voice of every unit."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0010_lineage"),
        ("conferences", "0040_projector"),
        ("cycles", "0030_joint_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("share", models.CharField(max_length=20)),
                ("strict", models.BooleanField(default=False)),
                ("base", models.CharField(choices=[("present", "present"), ("members", "members")], max_length=10)),
                ("source", models.CharField(max_length=300)),
                ("members", models.PositiveIntegerField()),
                ("recorded_by", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("corrected_because", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="conferences.conference",
                    ),
                ),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnitVoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "said",
                    models.CharField(
                        choices=[("for", "for"), ("against", "against"), ("none", "none"), ("recused", "recused")],
                        max_length=10,
                    ),
                ),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voices", to="conferences.resolution"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(fields=("conference", "position"), name="resolution_position_once"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="resolution_rule_has_a_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("base__in", ["present", "members"])), name="resolution_base_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitvoice",
            constraint=models.UniqueConstraint(fields=("resolution", "unit"), name="unit_voice_once"),
        ),
        migrations.AddConstraint(
            model_name="unitvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("said__in", ["for", "against", "none", "recused"])), name="unit_voice_known"
            ),
        ),
        refuse_closed_years("conferences_resolution", "conferences_unitvoice"),
    ]
