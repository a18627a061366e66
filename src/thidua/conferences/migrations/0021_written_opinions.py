"""What absent units say in writing."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0010_lineage"),
        ("conferences", "0020_resolutions"),
        ("cycles", "0030_joint_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="WrittenOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", models.CharField(max_length=300)),
                (
                    "said",
                    models.CharField(choices=[("for", "for"), ("against", "against"), ("none", "none")], max_length=10),
                ),
                ("text", models.TextField(blank=True)),
                ("signer", models.CharField(max_length=300)),
                (
                    "way",
                    models.CharField(
                        choices=[("letter", "letter"), ("mail", "mail"), ("system", "system")], max_length=10
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("received_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="conferences.conference",
                    ),
                ),
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "unit", "matter"), name="written_opinion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("said__in", ["for", "against", "none"])),
                        name="written_opinion_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["letter", "mail", "system"])), name="written_opinion_way_known"
                    ),
                ],
            },
        ),
        refuse_closed_years("conferences_writtenopinion"),
    ]
