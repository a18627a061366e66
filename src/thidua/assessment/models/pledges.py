"""What a unit promises for the year."""

from django.db import models
from django.db.models import F, Q

from thidua.assessment.models.papers import QUANTITY, UnitPaper
from thidua.cycles.models import Criterion, EmulationYear
from thidua.rulebook.calendar import Phase
from thidua.rulebook.facts import Direction


class Pledge(UnitPaper):
    """A unit's emulation pledge for the year: targets, commitments and registered titles. Approved = signed.

    A pledge signed by hand at the conference is recorded as such; its targets may follow later.
    """

    of_phase = Phase.PLEDGE

    commitments = models.TextField(blank=True)
    signed_on_paper_on = models.DateField(null=True, blank=True)
    paper_signing_recorded_by = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)


class TargetKind(models.TextChoices):
    """How a target is worded: a figure, a threshold, a range, "none of it", a reduction, or an award to be won."""

    FIGURE = "figure", "figure"
    THRESHOLD = "threshold", "threshold"
    RANGE = "range", "range"
    NEVER = "never", "never"
    REDUCTION = "reduction", "reduction"
    AWARD = "award", "award"


class Target(models.Model):
    """One figure the unit promises, and the line of the criteria sheet that it counts for.

    `planned` is missing where no plan was set, `previous` where last year's result is not known. `planned` is what
    scoring counts, whatever the kind; for a range it is the lower end and `planned_to` the upper. `wording` is how the
    pledge puts it, and `compared_with` what a reduction is measured against.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="targets")
    criterion = models.ForeignKey(Criterion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    indicator = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=TargetKind.choices, default=TargetKind.FIGURE)
    wording = models.CharField(max_length=300, blank=True)
    planned = models.DecimalField(**QUANTITY, null=True, blank=True)
    planned_to = models.DecimalField(**QUANTITY, null=True, blank=True)
    compared_with = models.CharField(max_length=200, blank=True)
    previous = models.DecimalField(**QUANTITY, null=True, blank=True)
    unit_of_measure = models.CharField(max_length=60)
    direction = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Direction])
    entered_by = models.CharField(max_length=300)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pledge", "folded"], name="target_indicator_once"),
            models.CheckConstraint(
                condition=Q(planned__isnull=True) | Q(planned__gt=0) | Q(planned=0, direction="less"),
                name="target_planned_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | Q(previous__gte=0), name="target_previous_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(kind="range", planned_to__gt=F("planned"))
                | (~Q(kind="range") & Q(planned_to__isnull=True)),
                name="target_range_has_two_ends",
            ),
            models.CheckConstraint(
                condition=~Q(kind="never") | Q(planned=0, direction="less"), name="target_never_is_none"
            ),
            models.CheckConstraint(
                condition=~Q(kind="reduction") | ~Q(compared_with=""), name="target_reduction_compared_with_something"
            ),
        ]

    def __str__(self) -> str:
        return self.indicator


class Registration(models.Model):
    """A title or form of commendation that the unit registers for."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="registrations")
    title = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pledge", "title"], name="registration_once")]

    def __str__(self) -> str:
        return self.title
