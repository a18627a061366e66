"""Reports belong to a period of the year; those there are already belong to the period of the whole year."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from thidua.cycles.seal import lift_closed_years, refuse_closed_years
from thidua.kernel.triggers import RunVendorSQL

CHANGED = ("assessment_report", "assessment_result")
QUANTITY = {"max_digits": 24, "decimal_places": 6}
KINDS = [("half_year", "half_year"), ("nine_month", "nine_month"), ("year", "year"), ("ad_hoc", "ad_hoc")]
BASES = [("cumulative", "cumulative"), ("period", "period")]
MEASURED = [(one, one) for one in ("amount", "occurrences", "people", "share", "mean")]
NO_TIMES = Q(kind="year", first_on__isnull=True, last_on__isnull=True, opens_at__isnull=True, deadline_at__isnull=True)
TIMES = ~Q(kind="year") & Q(
    first_on__isnull=False, last_on__isnull=False, opens_at__isnull=False, deadline_at__isnull=False
)
NOT_NEGATIVE = ("value", "year_estimate", "second_value", "same_period")


def give_every_year_its_period(apps, editor):
    """One period of the whole year for each year, and every report put into it."""
    period_model = apps.get_model("assessment", "ReportingPeriod")
    report_model = apps.get_model("assessment", "Report")
    for year in apps.get_model("cycles", "EmulationYear").objects.order_by("pk"):
        period = period_model.objects.create(
            emulation_year=year, kind="year", title=f"Cả năm {year.year}", position=100
        )
        report_model.objects.filter(emulation_year=year).update(period=period)


def not_negative():
    """Every figure that is known is at least 0."""
    condition = Q()
    for field in NOT_NEGATIVE:
        condition &= Q((f"{field}__isnull", True)) | Q((f"{field}__gte", 0))
    return models.CheckConstraint(condition=condition, name="result_not_negative")


class Migration(migrations.Migration):
    dependencies = [("assessment", "0040_evidence"), ("cycles", "0003_sheets_as_content")]

    operations = [
        lift_closed_years(*CHANGED),
        migrations.CreateModel(
            name="ReportingPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=12)),
                ("title", models.CharField(max_length=120)),
                ("first_on", models.DateField(blank=True, null=True)),
                ("last_on", models.DateField(blank=True, null=True)),
                ("opens_at", models.DateTimeField(blank=True, null=True)),
                ("deadline_at", models.DateTimeField(blank=True, null=True)),
                ("position", models.PositiveIntegerField()),
                ("illustrative", models.BooleanField(default=False)),
                (
                    "emulation_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reporting_periods",
                        to="cycles.emulationyear",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(("kind", "year")), fields=("emulation_year",), name="one_period_of_the_year"
                    ),
                    models.UniqueConstraint(fields=("emulation_year", "title"), name="period_title_once"),
                    models.CheckConstraint(condition=NO_TIMES | TIMES, name="period_times_unless_of_the_year"),
                    models.CheckConstraint(
                        condition=Q(("first_on__isnull", True))
                        | (Q(("last_on__gt", F("first_on"))) & Q(("deadline_at__gt", F("opens_at")))),
                        name="period_times_in_order",
                    ),
                ]
            },
        ),
        migrations.AddField(
            "report",
            "period",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="assessment.reportingperiod",
            ),
        ),
        migrations.AddField("report", "difficulties", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("report", "proposals", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunPython(give_every_year_its_period, migrations.RunPython.noop),
        # PostgreSQL does not alter a table on which checks are still pending.
        RunVendorSQL(
            forwards={"sqlite": [], "postgresql": ["SET CONSTRAINTS ALL IMMEDIATE"]},
            backwards={"sqlite": [], "postgresql": []},
        ),
        migrations.RemoveConstraint("report", "report_once"),
        migrations.AlterField(
            "report",
            "period",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="assessment.reportingperiod"
            ),
        ),
        migrations.AddConstraint(
            "report", models.UniqueConstraint(fields=["emulation_year", "unit", "period"], name="report_once")
        ),
        migrations.AlterField(
            "result",
            "target",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="results", to="assessment.target"
            ),
        ),
        *(
            migrations.AddField("result", name, field, preserve_default=False)
            for name, field in (
                ("qualifier", models.CharField(blank=True, default="", max_length=20)),
                ("measured", models.CharField(blank=True, choices=MEASURED, default="", max_length=12)),
                ("year_estimate_written", models.CharField(blank=True, default="", max_length=60)),
                ("second_written", models.CharField(blank=True, default="", max_length=60)),
                ("second_unit", models.CharField(blank=True, default="", max_length=60)),
                ("same_period_written", models.CharField(blank=True, default="", max_length=60)),
            )
        ),
        migrations.AddField("result", "estimated", models.BooleanField(default=False)),
        migrations.AddField("result", "basis", models.CharField(choices=BASES, default="cumulative", max_length=10)),
        *(
            migrations.AddField("result", name, models.DecimalField(blank=True, null=True, **QUANTITY))
            for name in ("year_estimate", "second_value", "same_period")
        ),
        migrations.RemoveConstraint("result", "result_not_negative"),
        migrations.AddConstraint("result", not_negative()),
        migrations.AddConstraint("result", models.UniqueConstraint(fields=["report", "target"], name="result_once")),
        migrations.AddConstraint(
            "result",
            models.CheckConstraint(
                condition=Q(("second_value__isnull", True)) | ~Q(("second_unit", "")),
                name="result_second_value_has_a_unit",
            ),
        ),
        refuse_closed_years(*CHANGED, "assessment_reportingperiod"),
    ]
