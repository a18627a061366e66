"""Who stood where when the bloc finalised."""

from django.db import models
from django.db.models import Q

from thidua.bodies.models import Body
from thidua.cycles.models import POINTS, EmulationYear


class RankingState(models.TextChoices):
    PROVISIONAL = "provisional", "provisional"
    PROPOSED = "proposed", "proposed"
    FINAL = "final", "final"


class Ranking(models.Model):
    """The bloc's ranking: computed while provisional, proposed by one person, final when a second agrees."""

    emulation_year = models.OneToOneField(EmulationYear, on_delete=models.PROTECT, related_name="ranking")
    state = models.CharField(max_length=12, choices=RankingState.choices, default=RankingState.PROVISIONAL)
    content_hash = models.CharField(max_length=64, blank=True)
    proposed_by = models.CharField(max_length=300, blank=True)
    proposed_by_id = models.BigIntegerField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    finalised_by = models.CharField(max_length=300, blank=True)
    finalised_by_id = models.BigIntegerField(null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="final")
                | (Q(finalised_by_id__isnull=False) & ~Q(finalised_by_id=models.F("proposed_by_id"))),
                name="ranking_final_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"ranking {self.emulation_year_id} {self.state}"

    @property
    def final(self) -> bool:
        return self.state == RankingState.FINAL


class RankingRow(models.Model):
    """A unit's place as it was finalised, with the points of every line as text, its class, and what the guards said.

    A unit that the guards keep out of the ranking has no rank.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="rows")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField(null=True, blank=True)
    tied = models.BooleanField()
    points = models.DecimalField(**POINTS)
    self_points = models.DecimalField(**POINTS)
    lines = models.JSONField()
    class_label = models.CharField(max_length=200, blank=True)
    remarks = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ranking", "unit"], name="ranking_row_once")]

    def __str__(self) -> str:
        return f"{self.rank} {self.unit_id}"
