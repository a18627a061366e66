"""A nomination may rest on an open vote."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0021_written_opinions"),
        ("honours", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="nomination",
            name="resolution",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="conferences.resolution",
            ),
        ),
    ]
