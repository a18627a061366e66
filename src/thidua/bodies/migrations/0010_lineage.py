"""Names by the day, and how bodies were renamed, merged, split and dissolved; what is written is never changed."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.kernel.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("bodies", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="BodyChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("renamed", "renamed"),
                            ("merged", "merged"),
                            ("split", "split"),
                            ("dissolved", "dissolved"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decision_number", models.CharField(max_length=100)),
                ("decision_on", models.DateField()),
                ("effective_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("recorded_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="body",
            name="dissolved_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="body",
            name="kind",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="body",
            name="past_names",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name="BodyChangePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("before", "before"), ("after", "after")], max_length=6)),
                ("name", models.CharField(max_length=300)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="change_parts", to="bodies.body"
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="bodies.bodychange"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("change", "body", "side"), name="body_change_part_once")
                ],
            },
        ),
        append_only("bodies_bodychange"),
        append_only("bodies_bodychangepart"),
    ]
