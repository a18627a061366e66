"""A line keeps what its rule asks for, by key; targets may have no plan and know last year's result."""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import lift_closed_years, refuse_closed_years

CHANGED = ("assessment_target", "assessment_scoreline", "assessment_rankingrow")
POINTS = {"max_digits": 12, "decimal_places": 4}
QUANTITY = {"max_digits": 24, "decimal_places": 6}


def plain(value):
    """A number as the rulebook's files write it."""
    written = format(Decimal(value), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def write_inputs(apps, editor):
    """Keep judged points and occurrences as inputs."""
    for line in apps.get_model("assessment", "ScoreLine").objects.all():
        if line.judged is not None:
            line.inputs = {"judged": plain(line.judged)}
        elif line.occurrences is not None:
            line.inputs = {"occurrences": str(line.occurrences)}
        else:
            continue
        line.save(update_fields=["inputs"])


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_closed_years"), ("cycles", "0003_sheets_as_content")]

    operations = [
        lift_closed_years(*CHANGED),
        migrations.RemoveConstraint("target", "target_planned_above_zero"),
        migrations.AlterField("target", "planned", models.DecimalField(blank=True, null=True, **QUANTITY)),
        migrations.AddField("target", "previous", models.DecimalField(blank=True, null=True, **QUANTITY)),
        migrations.AddConstraint(
            "target",
            models.CheckConstraint(
                condition=models.Q(("planned__isnull", True))
                | models.Q(("planned__gt", 0))
                | models.Q(("direction", "less"), ("planned", 0)),
                name="target_planned_above_zero",
            ),
        ),
        migrations.AddConstraint(
            "target",
            models.CheckConstraint(
                condition=models.Q(("previous__isnull", True)) | models.Q(("previous__gte", 0)),
                name="target_previous_not_negative",
            ),
        ),
        migrations.AddField("scoreline", "inputs", models.JSONField(blank=True, default=dict)),
        migrations.AddField("scoreline", "not_applicable", models.BooleanField(default=False)),
        migrations.RunPython(write_inputs, migrations.RunPython.noop),
        migrations.RemoveField("scoreline", "judged"),
        migrations.RemoveField("scoreline", "occurrences"),
        migrations.AlterField("scoreline", "review_points", models.DecimalField(blank=True, null=True, **POINTS)),
        migrations.AlterField("rankingrow", "rank", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AlterField("rankingrow", "points", models.DecimalField(**POINTS)),
        migrations.AlterField("rankingrow", "self_points", models.DecimalField(**POINTS)),
        migrations.AddField(
            "rankingrow",
            "class_label",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField("rankingrow", "remarks", models.JSONField(blank=True, default=list)),
        refuse_closed_years(*CHANGED),
        migrations.CreateModel(
            name="GuardAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("times", models.PositiveIntegerField()),
                ("reason", models.TextField(blank=True)),
                ("answered_by", models.CharField(max_length=300)),
                ("answered_at", models.DateTimeField()),
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
                    models.UniqueConstraint(fields=("emulation_year", "unit", "key"), name="guard_answer_once")
                ]
            },
        ),
        refuse_closed_years("assessment_guardanswer"),
    ]
