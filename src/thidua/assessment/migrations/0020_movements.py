"""Movements with waves, participation and activities; how pledges are signed and amended; kinds of targets."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import lift_closed_years, refuse_closed_years

NEW = (
    "assessment_participation",
    "assessment_activity",
    "assessment_pledgesigning",
    "assessment_pledgeamendment",
    "assessment_amendedtarget",
)


class Migration(migrations.Migration):
    dependencies = [("assessment", "0010_timing"), ("bodies", "0001_first"), ("cycles", "0030_joint_events")]

    operations = [
        lift_closed_years("assessment_target"),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "event"),
                            ("talk", "talk"),
                            ("help", "help"),
                            ("model", "model"),
                            ("contest", "contest"),
                            ("other", "other"),
                        ],
                        default="event",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("folded", models.CharField(max_length=300)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("done", models.TextField(blank=True)),
                ("people", models.PositiveIntegerField(blank=True, null=True)),
                ("occurrences", models.PositiveIntegerField(blank=True, null=True)),
                ("money", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                ("quantity", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                ("quantity_unit", models.CharField(blank=True, max_length=60)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("entered_by", models.CharField(max_length=300)),
                ("entered_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("illustrative", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="AmendedTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("planned_before", models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True)),
                ("planned_after", models.DecimalField(decimal_places=6, max_digits=24)),
            ],
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("state", "state"),
                            ("ministry", "ministry"),
                            ("province", "province"),
                            ("bloc", "bloc"),
                            ("unit", "unit"),
                        ],
                        max_length=10,
                    ),
                ),
                ("launched_by", models.CharField(max_length=300)),
                ("name", models.CharField(max_length=300)),
                ("folded", models.CharField(max_length=300)),
                ("document_number", models.CharField(blank=True, max_length=100)),
                ("document_on", models.DateField(blank=True, null=True)),
                ("aim", models.TextField(blank=True)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField(blank=True, null=True)),
                ("entered_by", models.CharField(max_length=300)),
                ("entered_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("illustrative", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="MovementWave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300)),
                ("folded", models.CharField(max_length=300)),
                ("aim", models.TextField(blank=True)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("illustrative", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since_on", models.DateField()),
                ("figures", models.TextField(blank=True)),
                ("entered_by", models.CharField(max_length=300)),
                ("entered_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("illustrative", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="PledgeAmendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=100)),
                ("decided_on", models.DateField()),
                ("reason", models.TextField()),
                ("lowers", models.BooleanField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("approved", "approved"),
                            ("in_force", "in_force"),
                            ("returned", "returned"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_by", models.CharField(max_length=300)),
                ("proposed_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=300)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("agreed_by", models.CharField(blank=True, max_length=300)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("return_reason", models.TextField(blank=True)),
                ("returned_by", models.CharField(blank=True, max_length=300)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PledgeSigning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[("conference", "conference"), ("remote", "remote"), ("paper", "paper")], max_length=12
                    ),
                ),
                ("signed_on", models.DateField()),
                ("signer", models.CharField(max_length=300)),
                ("recorded_by", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("illustrative", models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name="target",
            name="compared_with",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="target",
            name="kind",
            field=models.CharField(
                choices=[
                    ("figure", "figure"),
                    ("threshold", "threshold"),
                    ("range", "range"),
                    ("never", "never"),
                    ("reduction", "reduction"),
                    ("award", "award"),
                ],
                default="figure",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="planned_to",
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=24, null=True),
        ),
        migrations.AddField(
            model_name="target",
            name="wording",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "range"), ("planned_to__gt", models.F("planned"))),
                    models.Q(models.Q(("kind", "range"), _negated=True), ("planned_to__isnull", True)),
                    _connector="OR",
                ),
                name="target_range_has_two_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "never"), _negated=True),
                    models.Q(("direction", "less"), ("planned", 0)),
                    _connector="OR",
                ),
                name="target_never_is_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reduction"), _negated=True),
                    models.Q(("compared_with", ""), _negated=True),
                    _connector="OR",
                ),
                name="target_reduction_compared_with_something",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="emulation_year",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="cycles.emulationyear"
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
            ),
        ),
        migrations.AddField(
            model_name="amendedtarget",
            name="emulation_year",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
            ),
        ),
        migrations.AddField(
            model_name="amendedtarget",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="amended", to="assessment.target"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="authority",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
        ),
        migrations.AddField(
            model_name="movement",
            name="bloc",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cycles.emulationbloc",
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="assessment.movement",
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="movement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="assessment.movement",
            ),
        ),
        migrations.AddField(
            model_name="movementwave",
            name="movement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="waves", to="assessment.movement"
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="wave",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="assessment.movementwave",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="emulation_year",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="movement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="participations", to="assessment.movement"
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="unit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
        ),
        migrations.AddField(
            model_name="pledgeamendment",
            name="emulation_year",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
            ),
        ),
        migrations.AddField(
            model_name="pledgeamendment",
            name="pledge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="assessment.pledge"
            ),
        ),
        migrations.AddField(
            model_name="amendedtarget",
            name="amendment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="assessment.pledgeamendment"
            ),
        ),
        migrations.AddField(
            model_name="pledgesigning",
            name="emulation_year",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
            ),
        ),
        migrations.AddField(
            model_name="pledgesigning",
            name="pledge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="signings", to="assessment.pledge"
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("bloc__isnull", True)),
                fields=("authority", "folded", "first_on"),
                name="movement_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("level", "bloc")),
                fields=("bloc", "folded", "first_on"),
                name="movement_of_bloc_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("level", "unit")),
                fields=("bloc", "unit", "folded", "first_on"),
                name="movement_of_unit_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__isnull", True), ("last_on__gte", models.F("first_on")), _connector="OR"),
                name="movement_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("bloc__isnull", True), ("level__in", ("state", "ministry", "province")), ("unit__isnull", True)
                    ),
                    models.Q(("bloc__isnull", False), ("level", "bloc"), ("unit__isnull", True)),
                    models.Q(("bloc__isnull", False), ("level", "unit"), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="movement_reaches_as_far_as_its_launcher",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="movement_not_its_own_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="movementwave",
            constraint=models.UniqueConstraint(fields=("movement", "folded"), name="wave_once"),
        ),
        migrations.AddConstraint(
            model_name="movementwave",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))), name="wave_days_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                fields=("emulation_year", "unit", "folded", "first_on"), name="activity_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unit__isnull", True)),
                fields=("emulation_year", "folded", "first_on"),
                name="activity_of_bloc_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__isnull", True), ("last_on__gte", models.F("first_on")), _connector="OR"),
                name="activity_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("people__isnull", True),
                    ("occurrences__isnull", True),
                    ("occurrences__gte", models.F("people")),
                    _connector="OR",
                ),
                name="activity_occurrences_not_below_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("money__isnull", True), ("money__gte", 0), _connector="OR"),
                name="activity_money_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quantity__isnull", True), ("quantity_unit", "")),
                    models.Q(("quantity__gte", 0), models.Q(("quantity_unit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="activity_quantity_with_its_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("wave__isnull", True), ("movement__isnull", False), _connector="OR"),
                name="activity_wave_of_a_movement",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("emulation_year", "movement", "unit"), name="participation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeamendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("proposed", "approved"))),
                fields=("pledge",),
                name="amendment_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeamendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "in_force"), _negated=True),
                    models.Q(
                        ("approved_at__isnull", False),
                        models.Q(("lowers", False), ("agreed_at__isnull", False), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="amendment_in_force_when_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledgeamendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    models.Q(("return_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="amendment_returned_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendedtarget",
            constraint=models.UniqueConstraint(fields=("amendment", "target"), name="amended_target_once"),
        ),
        migrations.AddConstraint(
            model_name="pledgesigning",
            constraint=models.UniqueConstraint(
                condition=models.Q(("returned_at__isnull", True)), fields=("pledge", "way"), name="signing_stands_once"
            ),
        ),
        refuse_closed_years("assessment_target", *NEW),
    ]
