"""The rounds of scoring after the self-score: which ones a year uses, who scores whom, and what each said of a line."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from thidua.assessment.models.scores import ScoreSheet
from thidua.bodies.models import Body
from thidua.cycles.models import POINTS, Criterion, EmulationYear
from thidua.rulebook.rounds import Round, Threshold

WHO: dict[str, Any] = {"max_length": 300, "blank": True}


class ScoringPlan(models.Model):
    """How a year is scored beyond self-score and the bloc's review; a year without one has only these two.

    `each` is by how many others a unit is cross-scored; `binding` makes their mean the bloc's points, otherwise it is
    shown to the reviewer. Cross scores are closed to everybody but their scorer until `revealed_at`.
    """

    emulation_year = models.OneToOneField(EmulationYear, on_delete=models.PROTECT, related_name="scoring_plan")
    each = models.PositiveIntegerField(default=3)
    binding = models.BooleanField(default=False)
    anonymous = models.BooleanField(default=True)
    no_repeats = models.BooleanField(default=False)
    four_eyes = models.BooleanField(default=True)
    threshold_points = models.DecimalField(**POINTS, null=True, blank=True)
    threshold_percent = models.DecimalField(**POINTS, null=True, blank=True)
    appeals_first_at = models.DateTimeField(null=True, blank=True)
    appeals_deadline_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    revealed_by = models.CharField(**WHO)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(each__gte=1), name="scoring_plan_each_at_least_one"),
            models.CheckConstraint(
                condition=Q(appeals_first_at__isnull=True, appeals_deadline_at__isnull=True)
                | Q(appeals_deadline_at__gt=F("appeals_first_at")),
                name="scoring_plan_appeals_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"scoring plan {self.emulation_year_id}"

    @property
    def revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def threshold(self) -> Threshold:
        return Threshold(points=self.threshold_points, percent=self.threshold_percent)


class ScoringRound(models.Model):
    """A round that a year's plan uses, and when it is open: `[first_at, deadline_at)`, or without limit."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(ScoringPlan, on_delete=models.PROTECT, related_name="rounds")
    round = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Round])
    first_at = models.DateTimeField(null=True, blank=True)
    deadline_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "round"], name="scoring_round_once"),
            models.CheckConstraint(
                condition=Q(first_at__isnull=True) | Q(deadline_at__isnull=True) | Q(deadline_at__gt=F("first_at")),
                name="scoring_round_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.emulation_year_id}"


class CrossAssignment(models.Model):
    """One unit is to cross-score another. Submitted once and for all; or recused for a conflict of interest."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    scorer = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    scored = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    assigned_by = models.CharField(max_length=300)
    assigned_at = models.DateTimeField()
    change_reason = models.TextField(blank=True)
    recused_reason = models.TextField(blank=True)
    recused_by = models.CharField(**WHO)
    recused_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(**WHO)
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "scorer", "scored"], name="cross_assignment_once"),
            models.CheckConstraint(condition=~Q(scorer=F("scored")), name="cross_assignment_never_oneself"),
            models.CheckConstraint(
                condition=Q(recused_at__isnull=True) | Q(submitted_at__isnull=True),
                name="cross_assignment_recused_or_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorer_id} scores {self.scored_id}"

    @property
    def submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def recused(self) -> bool:
        return self.recused_at is not None

    @property
    def waiting(self) -> bool:
        return not self.submitted and not self.recused


class RoundScore(models.Model):
    """What one scorer gave one line in one round, and why. The bloc's own round stands on the score line itself.

    Points may be missing where only a note was made. They count from `confirmed_at`: when the scorer submitted, when
    both sides signed the record of a visit, when a second person of the authority agreed (or at once, if the plan asks
    for one person only).
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    round = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Round])
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="round_scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    scorer = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(**POINTS, null=True, blank=True)
    reason = models.TextField(blank=True)
    entered_by = models.CharField(max_length=300)
    entered_by_id = models.BigIntegerField()
    entered_at = models.DateTimeField()
    confirmed_by = models.CharField(**WHO)
    confirmed_by_id = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion", "round", "scorer"], name="round_score_once"),
            models.CheckConstraint(condition=~Q(round="bloc"), name="round_score_bloc_is_elsewhere"),
            models.CheckConstraint(
                condition=Q(confirmed_by_id__isnull=True) | ~Q(confirmed_by_id=F("entered_by_id")),
                name="round_score_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.criterion_id} of sheet {self.sheet_id}"
