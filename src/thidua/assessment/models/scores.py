"""Score sheets, their lines, and answers to the sheet's questions."""

from django.db import models
from django.db.models import Q

from thidua.assessment.models.papers import UnitPaper
from thidua.bodies.models import Body
from thidua.cycles.models import POINTS, Criterion, EmulationYear
from thidua.rulebook.calendar import Phase


class ScoreSheet(UnitPaper):
    """A unit's self-score on the bloc's criteria sheet. Approved = handed to the bloc for review."""

    of_phase = Phase.SCORE

    illustrative = models.BooleanField(default=False)


class ScoreLine(models.Model):
    """What people add to one line of a score sheet: what its rule asks for, then the bloc's review.

    `inputs` holds text by key, as the rulebook reads it. The computed points of a line are not stored: they follow
    from the results and the sheet.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="lines")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    inputs = models.JSONField(default=dict, blank=True)
    not_applicable = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    entered_by = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    review_points = models.DecimalField(**POINTS, null=True, blank=True)
    review_reason = models.TextField(blank=True)
    reviewed_by = models.CharField(max_length=300, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="score_line_once"),
            models.CheckConstraint(
                condition=Q(review_points__isnull=True) | (~Q(reviewed_by="") & Q(reviewed_at__isnull=False)),
                name="score_line_reviewed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} of sheet {self.sheet_id}"


class GuardAnswer(models.Model):
    """How often something happened that the sheet's guards ask about: a discipline, a missing report.

    Answered by the authority or the bloc's head for each unit; not answered is not "never".
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    times = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    answered_by = models.CharField(max_length=300)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["emulation_year", "unit", "key"], name="guard_answer_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.unit_id}: {self.times}"
