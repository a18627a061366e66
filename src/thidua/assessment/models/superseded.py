"""Final rankings that no longer hold."""

from django.db import models
from django.db.models import F, Q

from thidua.cycles.models import EmulationYear


class SupersededRanking(models.Model):
    """A ranking that was final until something it rests on was opened again: kept whole, never changed.

    `rows` holds every place as it was finalised, with names and figures as text; `content_hash` is what the two
    people had agreed to, so that it can be computed again from the rows.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="superseded_rankings")
    content_hash = models.CharField(max_length=64)
    rows = models.JSONField()
    proposed_by = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    finalised_by = models.CharField(max_length=300)
    finalised_at = models.DateTimeField()
    reason = models.TextField()
    superseded_by = models.CharField(max_length=300)
    superseded_by_id = models.BigIntegerField()
    asked_by = models.CharField(max_length=300)
    asked_by_id = models.BigIntegerField()
    superseded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(superseded_by_id=F("asked_by_id")), name="superseded_ranking_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"superseded ranking {self.pk} {self.emulation_year_id}"
