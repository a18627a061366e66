"""Rules of awards and the list of nominations of a year."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("bodies", "0010_lineage"),
        ("cycles", "0030_joint_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("flag", "flag"),
                            ("certificate", "certificate"),
                            ("title", "title"),
                            ("other", "other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("grantor", models.CharField(max_length=300)),
                ("grade", models.CharField(blank=True, max_length=120)),
                (
                    "by",
                    models.CharField(choices=[("points", "points"), ("vote", "vote"), ("both", "both")], max_length=10),
                ),
                ("places", models.PositiveIntegerField()),
                ("least_points", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ("title", models.CharField(blank=True, max_length=40)),
                ("contest_id", models.BigIntegerField(blank=True, null=True)),
                ("source", models.CharField(max_length=300)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_rules",
                        to="cycles.emulationyear",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                (
                    "nominee",
                    models.CharField(
                        choices=[("unit", "unit"), ("person", "person"), ("other", "other")],
                        default="unit",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("tied", "tied"),
                            ("passed", "passed"),
                            ("removed", "removed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("by_hand", models.BooleanField(default=False)),
                ("why", models.JSONField(default=list)),
                ("conflict", models.CharField(blank=True, max_length=1000)),
                ("reason", models.TextField(blank=True)),
                ("entered_by", models.CharField(max_length=300)),
                ("entered_at", models.DateTimeField()),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="nominations", to="honours.awardrule"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NominationList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drafted_by", models.CharField(max_length=300)),
                ("drafted_at", models.DateTimeField()),
                ("settled_by", models.CharField(blank=True, max_length=300)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "emulation_year",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nomination_list",
                        to="cycles.emulationyear",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="awardrule",
            constraint=models.UniqueConstraint(
                fields=("emulation_year", "name", "grantor", "grade"), name="award_rule_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="awardrule",
            constraint=models.CheckConstraint(condition=models.Q(("places__gte", 1)), name="award_rule_has_a_place"),
        ),
        migrations.AddConstraint(
            model_name="awardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="award_rule_has_a_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.UniqueConstraint(fields=("rule", "name"), name="nomination_once"),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_hand", False), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="nomination_by_hand_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="nominationlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("settled_at__isnull", True), models.Q(("settled_by", ""), _negated=True), _connector="OR"
                ),
                name="nominations_settled_by_someone",
            ),
        ),
        refuse_closed_years("honours_awardrule", "honours_nominationlist", "honours_nomination"),
    ]
