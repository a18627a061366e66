"""The years of a bloc, who belongs to them, and their calendar."""

from django.db import models
from django.db.models import F, Q

from thidua.bodies.models import Body
from thidua.cycles.models.blocs import EmulationBloc
from thidua.cycles.models.sheets import ScoringTable
from thidua.rulebook.calendar import Phase


class YearState(models.TextChoices):
    DRAFT = "draft", "draft"
    RUNNING = "running", "running"
    CLOSED = "closed", "closed"


class EmulationYear(models.Model):
    """One year of one bloc: draft while it is set up, running once opened, closed for good at handover."""

    bloc = models.ForeignKey(EmulationBloc, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=YearState.choices, default=YearState.DRAFT)
    decision_number = models.CharField(max_length=100)
    decision_on = models.DateField()
    decision_illustrative = models.BooleanField(default=False)
    leader = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    leadership_illustrative = models.BooleanField(default=False)
    scoring_table = models.ForeignKey(
        ScoringTable, null=True, blank=True, on_delete=models.PROTECT, related_name="years"
    )
    rulebook_version = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bloc", "year"], name="emulation_year_once"),
            models.CheckConstraint(
                condition=Q(leader__isnull=True) | Q(deputy__isnull=True) | ~Q(leader=F("deputy")),
                name="leader_is_not_deputy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bloc} {self.year}"

    @property
    def draft(self) -> bool:
        return self.state == YearState.DRAFT

    @property
    def running(self) -> bool:
        return self.state == YearState.RUNNING

    @property
    def closed(self) -> bool:
        return self.state == YearState.CLOSED


class BlocMembership(models.Model):
    """A unit belongs to the bloc in this year, by a dated decision."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["emulation_year", "unit"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.emulation_year_id}"


class PhaseWindow(models.Model):
    """When a phase of the year is open: from `first_at` until just before `deadline_at`."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="phases")
    phase = models.CharField(max_length=20, choices=[(phase.value, phase.value) for phase in Phase])
    first_at = models.DateTimeField()
    deadline_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "phase"], name="phase_once"),
            models.CheckConstraint(condition=Q(deadline_at__gt=F("first_at")), name="phase_times_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.emulation_year_id}"
