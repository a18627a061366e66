"""What the papers of a unit have in common."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.rulebook.calendar import Phase

QUANTITY: dict[str, Any] = {"max_digits": 24, "decimal_places": 6}


def days_late(at: datetime, *, due_at: datetime) -> int:
    """The days from a deadline to a moment, a day begun counting whole; 0 before the deadline. Half-open: at it is late."""
    if at < due_at:
        return 0
    return (at - due_at) // timedelta(days=1) + 1


class PaperState(models.TextChoices):
    """How far a unit's paper has come: the officer drafts, the head approves, and then it is the bloc's."""

    DRAFT = "draft", "draft"
    AWAITING = "awaiting", "awaiting"
    APPROVED = "approved", "approved"


class UnitPaper(models.Model):
    """What the pledge, the report and the score sheet of a unit have in common."""

    # The phase in which the paper is written, and by whose deadline it is late.
    of_phase: ClassVar[Phase]

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="%(class)ss")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    sent_by = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    # When it was first handed in, and when the whole bloc had to: kept, so that a paper given back stays in time.
    first_approved_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    returned_by = models.CharField(max_length=300, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "unit"], name="%(class)s_once"),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(approved_at__isnull=False) & ~Q(approved_by="")),
                name="%(class)s_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.unit_id} {self.emulation_year_id}"

    @property
    def draft(self) -> bool:
        return self.state == PaperState.DRAFT

    @property
    def awaiting(self) -> bool:
        return self.state == PaperState.AWAITING

    @property
    def approved(self) -> bool:
        return self.state == PaperState.APPROVED

    @property
    def days_late(self) -> int | None:
        """How many days after the bloc's deadline it was first handed in, a day begun counting whole.

        None while that is not known: nothing was handed in, or there was no deadline.
        """
        if self.first_approved_at is None or self.due_at is None:
            return None
        return days_late(self.first_approved_at, due_at=self.due_at)
