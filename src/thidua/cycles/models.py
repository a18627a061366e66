"""Blocs, their years, membership, calendar and criteria sheets."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from thidua.bodies.models import Body
from thidua.rulebook.calendar import Phase

POINTS: dict[str, Any] = {"max_digits": 12, "decimal_places": 4}


class EmulationBloc(models.Model):
    """A numbered group of bodies that emulate one another, organised by an authority."""

    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    authority = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="bloc_number_once")]

    def __str__(self) -> str:
        return self.name


class ScoringTable(models.Model):
    """One edition of a criteria sheet: draft, then adopted and frozen with its hash, then perhaps superseded.

    `content` is the sheet in the rulebook's JSON format, without title and source. A change after adoption is a new
    edition with a decision of its own.
    """

    bloc = models.ForeignKey(EmulationBloc, on_delete=models.PROTECT, related_name="scoring_tables")
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    edition = models.PositiveIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    decision_number = models.CharField(max_length=100, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bloc", "title", "edition"], name="scoring_table_edition_once"),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True, content_hash="")
                | Q(adopted_at__isnull=False) & ~Q(content_hash=""),
                name="scoring_table_hash_when_adopted",
            ),
            models.CheckConstraint(
                condition=Q(edition=1, supersedes__isnull=True)
                | (Q(edition__gt=1, supersedes__isnull=False, effective_on__isnull=False) & ~Q(decision_number="")),
                name="scoring_table_edition_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def adopted(self) -> bool:
        return self.adopted_at is not None

    @property
    def superseded(self) -> bool:
        return self.superseded_at is not None


class Criterion(models.Model):
    """A line of a criteria sheet as something to point at: targets and score lines count for it.

    How it is scored stands in the sheet's content; what is kept here follows from that.
    """

    table = models.ForeignKey(ScoringTable, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveIntegerField()
    section = models.CharField(max_length=400, blank=True)
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=1000)
    max_points = models.DecimalField(**POINTS)
    takes_targets = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "code"], name="criterion_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


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
