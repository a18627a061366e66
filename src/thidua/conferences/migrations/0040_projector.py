"""What the projector of a conference shows."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years

SLIDES = ["welcome", "agenda", "quorum", "signing", "contest", "ranking"]


class Migration(migrations.Migration):
    dependencies = [("conferences", "0030_leadership"), ("cycles", "0002_closed_years")]

    operations = [
        migrations.CreateModel(
            name="Projection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slide",
                    models.CharField(choices=[(one, one) for one in SLIDES], default="welcome", max_length=10),
                ),
                ("contest_number", models.PositiveBigIntegerField(blank=True, null=True)),
                ("revealed", models.PositiveIntegerField(default=0)),
                (
                    "conference",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projection",
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(slide="contest", contest_number__isnull=False)
                        | (~models.Q(slide="contest") & models.Q(contest_number__isnull=True)),
                        name="projection_names_its_contest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(slide="ranking") | models.Q(revealed=0),
                        name="projection_reveals_ranking_only",
                    ),
                ],
            },
        ),
        refuse_closed_years("conferences_projection"),
    ]
