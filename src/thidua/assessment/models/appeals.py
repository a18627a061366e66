"""Questions about points and their answers; requests to look again, and appeals."""

from django.db import models
from django.db.models import Q

from thidua.assessment.models.rounds import WHO
from thidua.assessment.models.scores import ScoreLine
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear


class Explanation(models.Model):
    """Somebody is asked to explain a line: the unit itself, or the scorer whose points lie apart. Answered once."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(ScoreLine, on_delete=models.PROTECT, related_name="explanations")
    asked_of = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_by = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(**WHO)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "asked_of"], condition=Q(answered_at__isnull=True), name="explanation_open_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | (~Q(answer="") & ~Q(answered_by="")),
                name="explanation_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"explanation {self.line_id} of {self.asked_of_id}"

    @property
    def open(self) -> bool:
        return self.answered_at is None


class AppealKind(models.TextChoices):
    """What a unit asks for: that the bloc looks at a line again; or that the authority decides on a line, on a rank."""

    REVIEW = "review", "review"
    LINE = "line", "line"
    RANKING = "ranking", "ranking"


class AppealState(models.TextChoices):
    OPEN = "open", "open"
    UPHELD = "upheld", "upheld"
    REJECTED = "rejected", "rejected"
    WITHDRAWN = "withdrawn", "withdrawn"


class Appeal(models.Model):
    """A unit asks for its points or its rank to be looked at again, with reasons; somebody else decides, with reasons."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AppealKind.choices)
    line = models.ForeignKey(ScoreLine, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals")
    reason = models.TextField()
    filed_by = models.CharField(max_length=300)
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.OPEN)
    decision = models.TextField(blank=True)
    decided_by = models.CharField(**WHO)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["emulation_year", "unit", "kind", "line"],
                condition=Q(state="open", line__isnull=False),
                name="appeal_of_line_open_once",
            ),
            models.UniqueConstraint(
                fields=["emulation_year", "unit", "kind"],
                condition=Q(state="open", line__isnull=True),
                name="appeal_of_ranking_open_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="ranking", line__isnull=True) | (~Q(kind="ranking") & Q(line__isnull=False)),
                name="appeal_about_line_or_ranking",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="appeal_decided_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.state}"

    @property
    def open(self) -> bool:
        return self.state == AppealState.OPEN
