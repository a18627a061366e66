"""Choosing next year's head and deputy, rotation, and the list of the handover."""

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0010_lineage"),
        ("conferences", "0011_delegates"),
        ("cycles", "0030_joint_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drawn_up_by", models.CharField(max_length=300)),
                ("drawn_up_at", models.DateTimeField()),
                ("accepted_by", models.CharField(blank=True, max_length=300)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "emulation_year",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handover", to="cycles.emulationyear"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HandoverItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("files", "files"),
                            ("open", "open"),
                            ("flag", "flag"),
                            ("duties", "duties"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("detail", models.TextField(blank=True)),
                ("given_by", models.CharField(blank=True, max_length=300)),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                ("given_note", models.CharField(blank=True, max_length=1000)),
                ("received_by", models.CharField(blank=True, max_length=300)),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                ("received_note", models.CharField(blank=True, max_length=1000)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="conferences.handover"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LeadershipChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post", models.CharField(choices=[("leader", "leader"), ("deputy", "deputy")], max_length=10)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("agreement", "agreement"),
                            ("vote", "vote"),
                            ("rotation", "rotation"),
                            ("appointment", "appointment"),
                            ("absent", "absent"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("chosen", "chosen"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="chosen",
                        max_length=10,
                    ),
                ),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("person_title", models.CharField(blank=True, max_length=200)),
                ("evidence", models.TextField()),
                ("basis", models.CharField(max_length=300)),
                ("document_number", models.CharField(blank=True, max_length=100)),
                ("document_on", models.DateField(blank=True, null=True)),
                ("issuer", models.CharField(blank=True, max_length=300)),
                ("conflict", models.TextField(blank=True)),
                ("allowed_because", models.TextField(blank=True)),
                ("allowed_by", models.CharField(blank=True, max_length=300)),
                ("chosen_by", models.CharField(max_length=300)),
                ("chosen_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leadership_choices",
                        to="cycles.emulationyear",
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
            name="LeadershipRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "order",
                    models.CharField(
                        choices=[("fixed", "fixed"), ("longest", "longest"), ("never_first", "never_first")],
                        max_length=12,
                    ),
                ),
                ("has_deputy", models.BooleanField(default=True)),
                ("deputy_follows", models.BooleanField(default=False)),
                ("rest", models.PositiveIntegerField(default=0)),
                ("bar_unreviewed", models.BooleanField(default=True)),
                (
                    "base",
                    models.CharField(
                        choices=[("present", "present"), ("members", "members")], default="present", max_length=10
                    ),
                ),
                ("share", models.CharField(default="1/2", max_length=20)),
                ("strict", models.BooleanField(default=True)),
                ("listed", models.JSONField(blank=True, default=list)),
                ("source", models.CharField(max_length=300)),
                ("set_by", models.CharField(max_length=300)),
                ("set_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "emulation_year",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leadership_rule",
                        to="cycles.emulationyear",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PastLeadership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=300)),
                ("recorded_by", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationbloc"
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.body",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_at__isnull", True), models.Q(("accepted_by", ""), _negated=True), _connector="OR"
                ),
                name="handover_accepted_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="handoveritem",
            constraint=models.UniqueConstraint(fields=("handover", "position"), name="handover_position_once"),
        ),
        migrations.AddConstraint(
            model_name="handoveritem",
            constraint=models.UniqueConstraint(fields=("handover", "title"), name="handover_title_once"),
        ),
        migrations.AddConstraint(
            model_name="handoveritem",
            constraint=models.CheckConstraint(
                condition=models.Q(("received_at__isnull", True), ("given_at__isnull", False), _connector="OR"),
                name="handover_given_before_received",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadershipchoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("chosen", "accepted"))),
                fields=("emulation_year", "post"),
                name="leadership_post_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadershipchoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("chosen", "accepted")), ("unit__isnull", False)),
                fields=("emulation_year", "unit"),
                name="leadership_unit_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadershipchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "absent"), ("post", "deputy"), ("unit__isnull", True)),
                    models.Q(models.Q(("method", "absent"), _negated=True), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="leadership_choice_of_a_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadershipchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "appointment"), _negated=True),
                    models.Q(
                        models.Q(("document_number", ""), _negated=True),
                        models.Q(("issuer", ""), _negated=True),
                        ("document_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="appointment_has_a_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadershipchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("declined", "withdrawn")), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="leadership_refused_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadershiprule",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="leadership_rule_has_a_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="pastleadership",
            constraint=models.UniqueConstraint(fields=("bloc", "year"), name="past_leadership_once"),
        ),
        migrations.AddConstraint(
            model_name="pastleadership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputy__isnull", True), models.Q(("leader", models.F("deputy")), _negated=True), _connector="OR"
                ),
                name="past_leader_is_not_deputy",
            ),
        ),
        migrations.AddConstraint(
            model_name="pastleadership",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="past_leadership_has_a_source"
            ),
        ),
        refuse_closed_years(
            "conferences_leadershiprule",
            "conferences_leadershipchoice",
            "conferences_handover",
            "conferences_handoveritem",
        ),
    ]
