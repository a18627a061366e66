"""Papers keep when they were first handed in and when the bloc had to; final rankings can be superseded."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import lift_closed_years, refuse_closed_years
from thidua.kernel.triggers import append_only

PAPERS = {"pledge": "pledge", "report": "report", "scoresheet": "score"}
TABLES = tuple(f"assessment_{paper}" for paper in PAPERS)


def write_deadlines(apps, editor):
    """Until now no unit had a deadline of its own, so what was approved was in time: its deadline is the bloc's."""
    windows = apps.get_model("cycles", "PhaseWindow").objects
    due = {(row.emulation_year_id, row.phase): row.deadline_at for row in windows.all()}
    for model, phase in PAPERS.items():
        for paper in apps.get_model("assessment", model).objects.filter(state="approved"):
            paper.first_approved_at = paper.approved_at
            paper.due_at = due.get((paper.emulation_year_id, phase))
            paper.save(update_fields=["first_approved_at", "due_at"])


class Migration(migrations.Migration):
    dependencies = [("assessment", "0003_inputs_of_lines"), ("cycles", "0020_periods")]

    operations = [
        lift_closed_years(*TABLES),
        *(
            migrations.AddField(paper, name, models.DateTimeField(blank=True, null=True))
            for paper in PAPERS
            for name in ("first_approved_at", "due_at")
        ),
        migrations.RunPython(write_deadlines, migrations.RunPython.noop),
        refuse_closed_years(*TABLES),
        migrations.CreateModel(
            name="SupersededRanking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_hash", models.CharField(max_length=64)),
                ("rows", models.JSONField()),
                ("proposed_by", models.CharField(max_length=300)),
                ("proposed_at", models.DateTimeField()),
                ("finalised_by", models.CharField(max_length=300)),
                ("finalised_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("superseded_by", models.CharField(max_length=300)),
                ("superseded_by_id", models.BigIntegerField()),
                ("asked_by", models.CharField(max_length=300)),
                ("asked_by_id", models.BigIntegerField()),
                ("superseded_at", models.DateTimeField()),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_rankings",
                        to="cycles.emulationyear",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(("superseded_by_id", models.F("asked_by_id"))),
                        name="superseded_ranking_by_two_people",
                    )
                ]
            },
        ),
        refuse_closed_years("assessment_supersededranking"),
        append_only("assessment_supersededranking"),
    ]
