"""What came of it."""

from django.db import models
from django.db.models import Q

from thidua.assessment.models.papers import QUANTITY, UnitPaper
from thidua.assessment.models.periods import PeriodKind, ReportingPeriod
from thidua.assessment.models.pledges import Target
from thidua.cycles.models import EmulationYear
from thidua.rulebook.calendar import Phase
from thidua.rulebook.progress import Basis, Measured

# Only the report of the whole year is scored, ranked and quoted; those of other periods are for following it.
YEARLY = Q(period__kind=PeriodKind.YEAR)
OF_YEARLY = Q(report__period__kind=PeriodKind.YEAR)


class Report(UnitPaper):
    """A unit's report of results against its pledge, for one period. Approved = submitted to the bloc."""

    of_phase = Phase.REPORT
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="reports")
    summary = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    proposals = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "unit", "period"], name="report_once"),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(approved_at__isnull=False) & ~Q(approved_by="")),
                name="report_approved_by_someone",
            ),
        ]


class Result(models.Model):
    """What came of one target. `value` is missing until somebody writes it; missing is not zero.

    `estimated`: the value counts in what is only expected of the last days ("ước đạt"). `year_estimate` is what
    the unit expects of the whole year. `qualifier` keeps the word written before the number ("trên", "gần").
    `second_value` goes with the first: houses and the money spent on them. `same_period` is last year's figure as
    the unit knows it, for when the system does not. `measured` says what is counted; blank follows the unit of
    measure. `claim` keeps words quoted from a printed source, beside the computed figure and never instead of it.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="results")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="results")
    written = models.CharField(max_length=60, blank=True)
    qualifier = models.CharField(max_length=20, blank=True)
    value = models.DecimalField(**QUANTITY, null=True, blank=True)
    estimated = models.BooleanField(default=False)
    basis = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Basis], default=Basis.CUMULATIVE.value
    )
    measured = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Measured], blank=True)
    year_estimate_written = models.CharField(max_length=60, blank=True)
    year_estimate = models.DecimalField(**QUANTITY, null=True, blank=True)
    second_written = models.CharField(max_length=60, blank=True)
    second_value = models.DecimalField(**QUANTITY, null=True, blank=True)
    second_unit = models.CharField(max_length=60, blank=True)
    same_period_written = models.CharField(max_length=60, blank=True)
    same_period = models.DecimalField(**QUANTITY, null=True, blank=True)
    claim = models.CharField(max_length=200, blank=True)
    claim_source = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    entered_by = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "target"], name="result_once"),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) | Q(value__gte=0))
                & (Q(year_estimate__isnull=True) | Q(year_estimate__gte=0))
                & (Q(second_value__isnull=True) | Q(second_value__gte=0))
                & (Q(same_period__isnull=True) | Q(same_period__gte=0)),
                name="result_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(entered_by=""), name="result_entered_by_someone"
            ),
            models.CheckConstraint(
                condition=Q(second_value__isnull=True) | ~Q(second_unit=""), name="result_second_value_has_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.value}"
