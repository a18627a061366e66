"""Criteria sheets in their editions."""

from django.db import models
from django.db.models import Q

from thidua.cycles.models.blocs import POINTS, EmulationBloc


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
