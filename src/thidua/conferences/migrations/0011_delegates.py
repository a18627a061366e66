"""Delegates with their invitations, what is said under an item of the agenda, and the quorum the bloc sets."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import lift_closed_years, refuse_closed_years

CHANGED = ("conferences_conference", "conferences_agendaitem")
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def key(to, name="+", **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, **options)


class Migration(migrations.Migration):
    dependencies = [("conferences", "0010_several_conferences"), ("bodies", "0001_first")]

    operations = [
        lift_closed_years(*CHANGED),
        migrations.AddField("conference", "quorum_part", models.PositiveSmallIntegerField(default=2)),
        migrations.AddField("conference", "quorum_whole", models.PositiveSmallIntegerField(default=3)),
        migrations.AddField(
            "conference", "quorum_basis", models.CharField(blank=True, default="", max_length=300), False
        ),
        migrations.AddField(
            "conference", "opened_without_quorum", models.CharField(blank=True, default="", max_length=500), False
        ),
        migrations.AddField("agendaitem", "started_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("agendaitem", "notes", models.TextField(blank=True, default=""), False),
        migrations.AddConstraint(
            "conference",
            models.CheckConstraint(
                condition=models.Q(("quorum_part__gte", 1), ("quorum_part__lte", models.F("quorum_whole"))),
                name="quorum_share_at_most_all",
            ),
        ),
        refuse_closed_years(*CHANGED),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ID,
                ("speaker", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("emulation_year", key("cycles.emulationyear")),
                ("item", key("conferences.agendaitem", "remarks")),
                ("unit", key("bodies.body", blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Delegate",
            fields=[
                ID,
                ("name", models.CharField(max_length=200)),
                ("post", models.CharField(blank=True, max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[(role, role) for role in ("official", "substitute", "guest", "observer")],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("speaks", models.BooleanField(default=False)),
                ("remote", models.BooleanField(default=False)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "arrived_by",
                    models.CharField(blank=True, choices=[("list", "list"), ("code", "code")], max_length=4),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("seed", models.CharField(max_length=32)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("illustrative", models.BooleanField(default=False)),
                ("conference", key("conferences.conference", "invited")),
                ("emulation_year", key("cycles.emulationyear")),
                ("person", key("bodies.person", blank=True, null=True)),
                (
                    "substitutes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="conferences.delegate",
                    ),
                ),
                ("unit", key("bodies.body", blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("speaks", True)),
                        fields=("conference", "unit"),
                        name="one_speaking_delegate_a_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__isnull", False),
                            models.Q(("role__in", ["official", "substitute"]), _negated=True),
                            _connector="OR",
                        ),
                        name="member_has_a_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left_at__isnull", True), ("arrived_at__isnull", False), _connector="OR"),
                        name="leaves_after_arriving",
                    ),
                ],
            },
        ),
        refuse_closed_years("conferences_remark", "conferences_delegate"),
    ]
