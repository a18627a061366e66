"""More time for one unit, and periods that are locked and opened again for one unit."""

from django.db import models
from django.db.models import F, Q

from thidua.bodies.models import Body
from thidua.cycles.models.years import EmulationYear
from thidua.rulebook.calendar import Phase

# The phases in which a unit delivers a paper of its own.
PAPER_PHASES = (Phase.PLEDGE, Phase.REPORT, Phase.SCORE)
PHASES = [(phase.value, phase.value) for phase in PAPER_PHASES]


class ExtensionState(models.TextChoices):
    ASKED = "asked", "asked"
    GRANTED = "granted", "granted"
    REFUSED = "refused", "refused"


class Extension(models.Model):
    """More time for one unit in one phase: given by the authority, or asked for by the unit and then answered.

    Nobody asked (`asked_at` missing) when the authority gave it of its own accord.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="extensions")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=20, choices=PHASES)
    state = models.CharField(max_length=10, choices=ExtensionState.choices)
    deadline_at = models.DateTimeField()
    reason = models.TextField()
    asked_by = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["emulation_year", "unit", "phase"], condition=Q(state="asked"), name="extension_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | (~Q(state="asked") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="extension_answered_by_someone",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(answer=""), name="extension_refused_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.unit_id} {self.state}"

    @property
    def waiting(self) -> bool:
        return self.state == ExtensionState.ASKED

    @property
    def granted(self) -> bool:
        return self.state == ExtensionState.GRANTED


class PeriodLock(models.Model):
    """What units wrote in one phase is fixed: from here on the database refuses to change it."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="period_locks")
    phase = models.CharField(max_length=20, choices=PHASES)
    locked_by = models.CharField(max_length=300)
    locked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["emulation_year", "phase"], name="period_locked_once")]

    def __str__(self) -> str:
        return f"{self.phase} {self.emulation_year_id}"


class Reopening(models.Model):
    """One unit may write again in a phase that is over, until a moment; nobody else is touched.

    In force from `opened_at` until `closed_at`. Where a final ranking rests on what would change, one person
    proposes and another opens.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="reopenings")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=20, choices=PHASES)
    until = models.DateTimeField()
    reason = models.TextField()
    by_two = models.BooleanField(default=False)
    proposed_by = models.CharField(max_length=300)
    proposed_by_id = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    opened_by = models.CharField(max_length=300, blank=True)
    opened_by_id = models.BigIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["emulation_year", "unit", "phase"], condition=Q(closed_at__isnull=True), name="reopening_once"
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | (Q(opened_by_id__isnull=False) & ~Q(opened_by="")),
                name="reopening_opened_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(by_two=False) | Q(opened_by_id__isnull=True) | ~Q(opened_by_id=F("proposed_by_id")),
                name="reopening_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.unit_id} {self.emulation_year_id}"

    @property
    def waiting(self) -> bool:
        return self.opened_at is None and self.closed_at is None

    @property
    def open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None
