"""Pledges, reports, score sheets and rankings. Every row carries its year, so a closed year can refuse it."""

from typing import Any

from django.db import models
from django.db.models import Q

from thidua.bodies.models import Body
from thidua.cycles.models import POINTS, Criterion, EmulationYear
from thidua.rulebook.facts import Direction

QUANTITY: dict[str, Any] = {"max_digits": 24, "decimal_places": 6}


class PaperState(models.TextChoices):
    """How far a unit's paper has come: the officer drafts, the head approves, and then it is the bloc's."""

    DRAFT = "draft", "draft"
    AWAITING = "awaiting", "awaiting"
    APPROVED = "approved", "approved"


class UnitPaper(models.Model):
    """What the pledge, the report and the score sheet of a unit have in common."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="%(class)ss")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    sent_by = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
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


class Pledge(UnitPaper):
    """A unit's emulation pledge for the year: targets, commitments and registered titles. Approved = signed.

    A pledge signed by hand at the conference is recorded as such; its targets may follow later.
    """

    commitments = models.TextField(blank=True)
    signed_on_paper_on = models.DateField(null=True, blank=True)
    paper_signing_recorded_by = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)


class Target(models.Model):
    """One figure the unit promises, and the line of the criteria sheet that it counts for.

    `planned` is missing where no plan was set, `previous` where last year's result is not known.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="targets")
    criterion = models.ForeignKey(Criterion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    indicator = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    planned = models.DecimalField(**QUANTITY, null=True, blank=True)
    previous = models.DecimalField(**QUANTITY, null=True, blank=True)
    unit_of_measure = models.CharField(max_length=60)
    direction = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Direction])
    entered_by = models.CharField(max_length=300)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pledge", "folded"], name="target_indicator_once"),
            models.CheckConstraint(
                condition=Q(planned__isnull=True) | Q(planned__gt=0) | Q(planned=0, direction="less"),
                name="target_planned_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | Q(previous__gte=0), name="target_previous_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.indicator


class Registration(models.Model):
    """A title or form of commendation that the unit registers for."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="registrations")
    title = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pledge", "title"], name="registration_once")]

    def __str__(self) -> str:
        return self.title


class Report(UnitPaper):
    """A unit's report of results against its pledge. Approved = submitted to the bloc."""

    summary = models.TextField(blank=True)


class Result(models.Model):
    """What came of one target. `value` is missing until somebody writes it; missing is not zero.

    `claim` keeps words quoted from a printed source, beside the computed figure and never instead of it.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="results")
    target = models.OneToOneField(Target, on_delete=models.PROTECT, related_name="result")
    written = models.CharField(max_length=60, blank=True)
    value = models.DecimalField(**QUANTITY, null=True, blank=True)
    claim = models.CharField(max_length=200, blank=True)
    claim_source = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    entered_by = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="result_not_negative"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(entered_by=""), name="result_entered_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.value}"


class ScoreSheet(UnitPaper):
    """A unit's self-score on the bloc's criteria sheet. Approved = handed to the bloc for review."""

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
