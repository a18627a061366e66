import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years

TABLES = (
    "assessment_scoringplan", "assessment_scoringround", "assessment_crossassignment", "assessment_roundscore",
    "assessment_checkteam", "assessment_checkteammember", "assessment_visitrecord", "assessment_explanation",
    "assessment_appeal",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0050_reporting_periods"),
        ("bodies", "0001_first"),
        ("cycles", "0003_sheets_as_content"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckTeam",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("decision_number", models.CharField(blank=True, max_length=100)),
                ("set_up_by", models.CharField(max_length=300)),
                ("set_up_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CheckTeamMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(blank=True, max_length=300)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="assessment.checkteam"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CrossAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assigned_by", models.CharField(max_length=300)),
                ("assigned_at", models.DateTimeField()),
                ("change_reason", models.TextField(blank=True)),
                ("recused_reason", models.TextField(blank=True)),
                ("recused_by", models.CharField(blank=True, max_length=300)),
                ("recused_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_by", models.CharField(blank=True, max_length=300)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "scored",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "scorer",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.TextField()),
                ("asked_by", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "asked_of",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="assessment.scoreline",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoundScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.CharField(
                        choices=[("cross", "cross"), ("team", "team"), ("bloc", "bloc"), ("authority", "authority")],
                        max_length=10,
                    ),
                ),
                ("points", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ("reason", models.TextField(blank=True)),
                ("entered_by", models.CharField(max_length=300)),
                ("entered_by_id", models.BigIntegerField()),
                ("entered_at", models.DateTimeField()),
                ("confirmed_by", models.CharField(blank=True, max_length=300)),
                ("confirmed_by_id", models.BigIntegerField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.criterion"
                    ),
                ),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "scorer",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round_scores",
                        to="assessment.scoresheet",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScoringPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("each", models.PositiveIntegerField(default=3)),
                ("binding", models.BooleanField(default=False)),
                ("anonymous", models.BooleanField(default=True)),
                ("no_repeats", models.BooleanField(default=False)),
                ("four_eyes", models.BooleanField(default=True)),
                ("threshold_points", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ("threshold_percent", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ("appeals_first_at", models.DateTimeField(blank=True, null=True)),
                ("appeals_deadline_at", models.DateTimeField(blank=True, null=True)),
                ("revealed_at", models.DateTimeField(blank=True, null=True)),
                ("revealed_by", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "emulation_year",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scoring_plan",
                        to="cycles.emulationyear",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScoringRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.CharField(
                        choices=[("cross", "cross"), ("team", "team"), ("bloc", "bloc"), ("authority", "authority")],
                        max_length=10,
                    ),
                ),
                ("first_at", models.DateTimeField(blank=True, null=True)),
                ("deadline_at", models.DateTimeField(blank=True, null=True)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="assessment.scoringplan"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visited_on", models.DateField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("present", models.TextField(blank=True)),
                ("findings", models.TextField(blank=True)),
                ("return_reason", models.TextField(blank=True)),
                ("returned_by", models.CharField(blank=True, max_length=300)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("team_signed_by", models.CharField(blank=True, max_length=300)),
                ("team_signed_by_id", models.BigIntegerField(blank=True, null=True)),
                ("team_signed_at", models.DateTimeField(blank=True, null=True)),
                ("unit_signed_by", models.CharField(blank=True, max_length=300)),
                ("unit_signed_by_id", models.BigIntegerField(blank=True, null=True)),
                ("unit_signed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="assessment.scoresheet"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="assessment.checkteam"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("review", "review"), ("line", "line"), ("ranking", "ranking")], max_length=10
                    ),
                ),
                ("reason", models.TextField()),
                ("filed_by", models.CharField(max_length=300)),
                ("filed_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("upheld", "upheld"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("decision", models.TextField(blank=True)),
                ("decided_by", models.CharField(blank=True, max_length=300)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cycles.emulationyear"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="assessment.scoreline",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("line__isnull", False), ("state", "open")),
                        fields=("emulation_year", "unit", "kind", "line"),
                        name="appeal_of_line_open_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("line__isnull", True), ("state", "open")),
                        fields=("emulation_year", "unit", "kind"),
                        name="appeal_of_ranking_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "ranking"), ("line__isnull", True)),
                            models.Q(models.Q(("kind", "ranking"), _negated=True), ("line__isnull", False)),
                            _connector="OR",
                        ),
                        name="appeal_about_line_or_ranking",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(("decided_at__isnull", False), models.Q(("decided_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="appeal_decided_by_someone",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="checkteam",
            constraint=models.UniqueConstraint(fields=("emulation_year", "name"), name="check_team_name_once"),
        ),
        migrations.AddConstraint(
            model_name="checkteammember",
            constraint=models.UniqueConstraint(fields=("team", "unit"), name="check_team_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="crossassignment",
            constraint=models.UniqueConstraint(
                fields=("emulation_year", "scorer", "scored"), name="cross_assignment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="crossassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("scorer", models.F("scored")), _negated=True), name="cross_assignment_never_oneself"
            ),
        ),
        migrations.AddConstraint(
            model_name="crossassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("recused_at__isnull", True), ("submitted_at__isnull", True), _connector="OR"),
                name="cross_assignment_recused_or_submitted",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)),
                fields=("line", "asked_of"),
                name="explanation_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_at__isnull", True),
                    models.Q(models.Q(("answer", ""), _negated=True), models.Q(("answered_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="explanation_answered_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundscore",
            constraint=models.UniqueConstraint(
                fields=("sheet", "criterion", "round", "scorer"), name="round_score_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("round", "bloc"), _negated=True), name="round_score_bloc_is_elsewhere"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundscore",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by_id__isnull", True),
                    models.Q(("confirmed_by_id", models.F("entered_by_id")), _negated=True),
                    _connector="OR",
                ),
                name="round_score_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="scoringplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("each__gte", 1)), name="scoring_plan_each_at_least_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="scoringplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appeals_deadline_at__isnull", True), ("appeals_first_at__isnull", True)),
                    ("appeals_deadline_at__gt", models.F("appeals_first_at")),
                    _connector="OR",
                ),
                name="scoring_plan_appeals_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="scoringround",
            constraint=models.UniqueConstraint(fields=("plan", "round"), name="scoring_round_once"),
        ),
        migrations.AddConstraint(
            model_name="scoringround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_at__isnull", True),
                    ("deadline_at__isnull", True),
                    ("deadline_at__gt", models.F("first_at")),
                    _connector="OR",
                ),
                name="scoring_round_times_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitrecord",
            constraint=models.UniqueConstraint(fields=("emulation_year", "sheet"), name="visit_record_once"),
        ),
        migrations.AddConstraint(
            model_name="visitrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unit_signed_at__isnull", True),
                    models.Q(
                        ("team_signed_at__isnull", False),
                        models.Q(("unit_signed_by_id", models.F("team_signed_by_id")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="visit_record_signed_by_two",
            ),
        ),
        refuse_closed_years(*TABLES),
    ]
