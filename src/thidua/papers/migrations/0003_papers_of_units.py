"""A document may be about one unit."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bodies", "0010_lineage"), ("papers", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
            ),
        ),
    ]
