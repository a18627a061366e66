"""Words, numbers and nesting of blocs; first and last days of years and memberships; roles around a bloc."""

from datetime import date

import django.db.models.deletion
from django.db import migrations, models

from thidua.cycles.seal import refuse_closed_years
from thidua.kernel.triggers import PutTriggersBack, SetTriggersAside

WRITTEN = ("cycles_emulationyear", "cycles_blocmembership")


def write_days(apps, editor):
    """Every year so far was a calendar year; every member goes by the name it has now."""
    for year in apps.get_model("cycles", "EmulationYear").objects.all():
        year.first_on, year.last_on = date(year.year, 1, 1), date(year.year, 12, 31)
        year.save(update_fields=["first_on", "last_on"])
    for membership in apps.get_model("cycles", "BlocMembership").objects.select_related("unit"):
        membership.unit_name = membership.unit.name
        membership.save(update_fields=["unit_name"])


class Migration(migrations.Migration):
    dependencies = [("bodies", "0010_lineage"), ("cycles", "0003_sheets_as_content")]

    operations = [
        SetTriggersAside(*WRITTEN),
        migrations.CreateModel(
            name="BlocRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supervisor", "supervisor"),
                            ("secretariat", "secretariat"),
                            ("observer", "observer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("first_on", models.DateField()),
                ("last_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="blocmembership",
            name="membership_once",
        ),
        migrations.RemoveConstraint(
            model_name="emulationbloc",
            name="bloc_number_once",
        ),
        migrations.AddField(
            model_name="blocmembership",
            name="decision_number",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="blocmembership",
            name="decision_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="blocmembership",
            name="first_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="blocmembership",
            name="joined_because",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="blocmembership",
            name="last_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="blocmembership",
            name="left_because",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="blocmembership",
            name="left_decision_number",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="blocmembership",
            name="left_decision_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="blocmembership",
            name="unit_name",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="emulationbloc",
            name="number_style",
            field=models.CharField(
                choices=[("arabic", "arabic"), ("roman", "roman"), ("padded", "padded")], default="arabic", max_length=6
            ),
        ),
        migrations.AddField(
            model_name="emulationbloc",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="cycles.emulationbloc",
            ),
        ),
        migrations.AddField(
            model_name="emulationbloc",
            name="word",
            field=models.CharField(default="Khối", max_length=40),
        ),
        migrations.AddField(
            model_name="emulationyear",
            name="first_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="emulationyear",
            name="last_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="emulationyear",
            name="own_label",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.RunPython(write_days, migrations.RunPython.noop),
        migrations.AlterField(model_name="emulationyear", name="first_on", field=models.DateField()),
        migrations.AlterField(model_name="emulationyear", name="last_on", field=models.DateField()),
        migrations.AlterField(
            model_name="emulationbloc",
            name="number",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="blocmembership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("last_on__isnull", True)), fields=("emulation_year", "unit"), name="membership_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="blocmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_on__isnull", True),
                    ("first_on__isnull", True),
                    ("last_on__gte", models.F("first_on")),
                    _connector="OR",
                ),
                name="membership_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="blocmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_on__isnull", True), models.Q(("left_because", ""), _negated=True), _connector="OR"
                ),
                name="membership_left_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="emulationbloc",
            constraint=models.UniqueConstraint(
                condition=models.Q(("parent__isnull", True)),
                fields=("authority", "word", "number"),
                name="bloc_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="emulationbloc",
            constraint=models.UniqueConstraint(fields=("parent", "word", "number"), name="bloc_number_once_in_parent"),
        ),
        migrations.AddConstraint(
            model_name="emulationyear",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gt", models.F("first_on"))), name="emulation_year_days_in_order"
            ),
        ),
        migrations.AddField(
            model_name="blocrole",
            name="body",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
            ),
        ),
        migrations.AddField(
            model_name="blocrole",
            name="emulation_year",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="roles", to="cycles.emulationyear"
            ),
        ),
        migrations.AddField(
            model_name="blocrole",
            name="person",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="blocrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body__isnull", False), ("person__isnull", True)),
                    models.Q(("body__isnull", True), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="bloc_role_of_a_person_or_a_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="blocrole",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__isnull", True), ("last_on__gte", models.F("first_on")), _connector="OR"),
                name="bloc_role_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="blocrole",
            constraint=models.UniqueConstraint(
                condition=models.Q(("last_on__isnull", True), ("person__isnull", False)),
                fields=("emulation_year", "kind", "person"),
                name="bloc_role_of_person_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="blocrole",
            constraint=models.UniqueConstraint(
                condition=models.Q(("body__isnull", False), ("last_on__isnull", True)),
                fields=("emulation_year", "kind", "body"),
                name="bloc_role_of_body_once",
            ),
        ),
        PutTriggersBack(*WRITTEN),
        refuse_closed_years("cycles_blocrole"),
    ]
