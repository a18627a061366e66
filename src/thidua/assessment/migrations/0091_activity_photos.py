"""Pictures of activities."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years


class Migration(migrations.Migration):
    dependencies = [("assessment", "0090_locked_periods"), ("cycles", "0030_joint_events")]

    operations = [
        migrations.CreateModel(
            name="ActivityPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("caption", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveIntegerField()),
                ("added_by", models.CharField(max_length=300)),
                ("added_at", models.DateTimeField()),
                ("illustrative", models.BooleanField(default=False)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="assessment.activity"
                    ),
                ),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activity_photos",
                        to="assessment.evidencefile",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("activity", "file"), name="activity_photo_once")],
            },
        ),
        refuse_closed_years("assessment_activityphoto"),
    ]
