"""The periods of the year on which the units report."""

from django.db import models
from django.db.models import F, Q

from thidua.cycles.models import EmulationYear


class PeriodKind(models.TextChoices):
    HALF_YEAR = "half_year", "half_year"
    NINE_MONTH = "nine_month", "nine_month"
    YEAR = "year", "year"
    AD_HOC = "ad_hoc", "ad_hoc"


class ReportingPeriod(models.Model):
    """A stretch of the year on which every unit reports.

    Each year has exactly one period of the kind `year`: it follows the calendar, so it has no times of its own,
    and its reports alone are scored. The other periods say their days and when reports on them are due.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="reporting_periods")
    kind = models.CharField(max_length=12, choices=PeriodKind.choices)
    title = models.CharField(max_length=120)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    deadline_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year"], condition=Q(kind="year"), name="one_period_of_the_year"),
            models.UniqueConstraint(fields=["emulation_year", "title"], name="period_title_once"),
            models.CheckConstraint(
                condition=Q(
                    kind="year", first_on__isnull=True, last_on__isnull=True, opens_at__isnull=True,
                    deadline_at__isnull=True,
                )
                | (
                    ~Q(kind="year")
                    & Q(first_on__isnull=False, last_on__isnull=False, opens_at__isnull=False, deadline_at__isnull=False)
                ),
                name="period_times_unless_of_the_year",
            ),
            models.CheckConstraint(
                condition=Q(first_on__isnull=True) | (Q(last_on__gt=F("first_on")) & Q(deadline_at__gt=F("opens_at"))),
                name="period_times_in_order",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} {self.emulation_year_id}"

    @property
    def yearly(self) -> bool:
        return self.kind == PeriodKind.YEAR
