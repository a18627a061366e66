"""The years of a bloc, who belongs to them, and their calendar."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from thidua.bodies.models import Body, Person
from thidua.cycles.models.blocs import EmulationBloc
from thidua.cycles.models.sheets import ScoringTable
from thidua.rulebook.calendar import Phase


class YearState(models.TextChoices):
    DRAFT = "draft", "draft"
    RUNNING = "running", "running"
    CLOSED = "closed", "closed"


class EmulationYear(models.Model):
    """One year of one bloc: draft while it is set up, running once opened, closed for good at handover.

    It has a first and a last day of its own (a school year, October to September, a term of five years) and goes by
    the calendar year it is counted under, or by a label.
    """

    bloc = models.ForeignKey(EmulationBloc, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveIntegerField()
    own_label = models.CharField(max_length=60, blank=True)
    first_on = models.DateField()
    last_on = models.DateField()
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
            models.CheckConstraint(condition=Q(last_on__gt=F("first_on")), name="emulation_year_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.bloc} {self.label}"

    @property
    def label(self) -> str:
        """What stands after the word “năm”."""
        return self.own_label or str(self.year)

    @property
    def leader_name(self) -> str:
        """The head's unit under the name it had at the end of the year."""
        return self.leader.name_on(self.last_on) if self.leader else ""

    @property
    def deputy_name(self) -> str:
        """The deputy's unit under the name it had at the end of the year."""
        return self.deputy.name_on(self.last_on) if self.deputy else ""

    @property
    def is_calendar_year(self) -> bool:
        return (self.first_on, self.last_on) == (date(self.year, 1, 1), date(self.year, 12, 31))

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
    """A unit belongs to the bloc in this year, by a dated decision, under the name it had when it joined.

    Without a first day it has belonged since the year began. A last day means that it has left: its papers can still
    be read, and it no longer counts in progress, scores and ranking. What the decision fields leave empty is as in the
    decision of the year.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    unit_name = models.CharField(max_length=300, blank=True)
    first_on = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=100, blank=True)
    decision_on = models.DateField(null=True, blank=True)
    joined_because = models.CharField(max_length=1000, blank=True)
    last_on = models.DateField(null=True, blank=True)
    left_decision_number = models.CharField(max_length=100, blank=True)
    left_decision_on = models.DateField(null=True, blank=True)
    left_because = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["emulation_year", "unit"], condition=Q(last_on__isnull=True), name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(first_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="membership_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | ~Q(left_because=""), name="membership_left_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.emulation_year_id}"

    @property
    def left(self) -> bool:
        return self.last_on is not None


class RoleKind(models.TextChoices):
    SUPERVISOR = "supervisor", "supervisor"
    SECRETARIAT = "secretariat", "secretariat"
    OBSERVER = "observer", "observer"


class BlocRole(models.Model):
    """A person or a body stands beside the bloc in this year: supervises it, serves it as secretariat, or observes.

    Once it has a last day it is over.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=12, choices=RoleKind.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, body__isnull=False) | Q(person__isnull=False, body__isnull=True),
                name="bloc_role_of_a_person_or_a_body",
            ),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")), name="bloc_role_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["emulation_year", "kind", "person"], condition=Q(last_on__isnull=True, person__isnull=False),
                name="bloc_role_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["emulation_year", "kind", "body"], condition=Q(last_on__isnull=True, body__isnull=False),
                name="bloc_role_of_body_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.holder}"

    @property
    def holder(self) -> Person | Body:
        found = self.person or self.body
        assert found is not None  # by constraint
        return found


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
