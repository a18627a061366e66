"""What came of it."""

from django.db import models
from django.db.models import Q

from thidua.assessment.models.papers import QUANTITY, UnitPaper
from thidua.assessment.models.pledges import Target
from thidua.cycles.models import EmulationYear
from thidua.rulebook.calendar import Phase


class Report(UnitPaper):
    """A unit's report of results against its pledge. Approved = submitted to the bloc."""

    of_phase = Phase.REPORT

    summary = models.TextField(blank=True)


class Result(models.Model):
    """What came of one target. `value` is missing until somebody writes it; missing is not zero.

    `claim` keeps words quoted from a printed source, beside the computed figure and never instead of it.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="results")
    target = models.OneToOneField(Target, on_delete=models.PROTECT, related_name="result")
    written = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(**QUANTITY, null=True, blank=True)
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
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="result_not_negative"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(entered_by=""), name="result_entered_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.value}"
