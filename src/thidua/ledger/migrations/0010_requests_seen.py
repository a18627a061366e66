"""Requests that have acted, so that their repetition is answered and not done again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="RequestSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=36)),
                ("person_id", models.BigIntegerField()),
                ("place", models.CharField(max_length=64)),
                ("content", models.CharField(max_length=64)),
                ("request_id", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("location", models.CharField(blank=True, max_length=2000)),
                ("said", models.JSONField(default=list)),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="request_seen_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("person_id", "place", "key"), name="request_seen_once")
                ],
            },
        ),
    ]
