"""Rules of awards, and who is proposed by them. Titles and awards themselves are kept elsewhere."""

from django.db import models
from django.db.models import Q

from thidua.bodies.models import Body
from thidua.conferences.models import Resolution
from thidua.cycles.models import POINTS, EmulationYear
from thidua.rulebook.nominating import By


class AwardKind(models.TextChoices):
    FLAG = "flag", "flag"
    CERTIFICATE = "certificate", "certificate"
    TITLE = "title", "title"
    OTHER = "other", "other"


class AwardRule(models.Model):
    """One award as kind, grantor and grade, and how the bloc decides whom to propose for it; `source` names the text.

    `title` is the code of the title a unit must have registered for, `contest_id` the secret vote that decides.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="award_rules")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=AwardKind.choices)
    name = models.CharField(max_length=300)
    grantor = models.CharField(max_length=300)
    grade = models.CharField(max_length=120, blank=True)
    by = models.CharField(max_length=10, choices=[(one.value, one.value) for one in By])
    places = models.PositiveIntegerField()
    least_points = models.DecimalField(**POINTS, null=True, blank=True)
    title = models.CharField(max_length=40, blank=True)
    contest_id = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "name", "grantor", "grade"], name="award_rule_once"),
            models.CheckConstraint(condition=Q(places__gte=1), name="award_rule_has_a_place"),
            models.CheckConstraint(condition=~Q(source=""), name="award_rule_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.name


class NominationList(models.Model):
    """The draft list of a year, settled by the head of the bloc."""

    emulation_year = models.OneToOneField(EmulationYear, on_delete=models.PROTECT, related_name="nomination_list")
    drafted_by = models.CharField(max_length=300)
    drafted_at = models.DateTimeField()
    settled_by = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(settled_by=""), name="nominations_settled_by_someone"
            )
        ]

    def __str__(self) -> str:
        return f"nominations of {self.emulation_year_id}"

    @property
    def settled(self) -> bool:
        return self.settled_at is not None


class NomineeKind(models.TextChoices):
    """A unit, a person, or somebody who is no member."""

    UNIT = "unit", "unit"
    PERSON = "person", "person"
    OTHER = "other", "other"


class NominationState(models.TextChoices):
    """PROPOSED by the rule or by hand; TIED across the last place; PASSED over by the rule; REMOVED by hand."""

    PROPOSED = "proposed", "proposed"
    TIED = "tied", "tied"
    PASSED = "passed", "passed"
    REMOVED = "removed", "removed"


class Nomination(models.Model):
    """Who is proposed for an award, or stood for it and is not, and why: `why` holds pairs of sentences (vi, en).

    `resolution` is the open vote by which it was decided, when it was entered by hand on that ground.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(AwardRule, on_delete=models.PROTECT, related_name="nominations")
    position = models.PositiveIntegerField()
    nominee = models.CharField(max_length=10, choices=NomineeKind.choices, default=NomineeKind.UNIT)
    unit = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=NominationState.choices)
    by_hand = models.BooleanField(default=False)
    why = models.JSONField(default=list)
    conflict = models.CharField(max_length=1000, blank=True)
    reason = models.TextField(blank=True)
    resolution = models.ForeignKey(Resolution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.CharField(max_length=300)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "name"], name="nomination_once"),
            models.CheckConstraint(condition=Q(by_hand=False) | ~Q(reason=""), name="nomination_by_hand_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def proposed(self) -> bool:
        return self.state == NominationState.PROPOSED
