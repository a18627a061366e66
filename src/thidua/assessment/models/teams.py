"""Cross-check teams and what they found on the spot."""

from django.db import models
from django.db.models import F, Q

from thidua.assessment.models.rounds import WHO
from thidua.assessment.models.scores import ScoreSheet
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear


class CheckTeam(models.Model):
    """A few units of the bloc that visit others and check their scores; `lead` is the unit whose head signs."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    lead = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    decision_number = models.CharField(max_length=100, blank=True)
    set_up_by = models.CharField(max_length=300)
    set_up_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["emulation_year", "name"], name="check_team_name_once")]

    def __str__(self) -> str:
        return self.name


class CheckTeamMember(models.Model):
    """A unit in a team, with the person it sends."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(CheckTeam, on_delete=models.CASCADE, related_name="members")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "unit"], name="check_team_unit_once")]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.unit_id}"


class VisitRecord(models.Model):
    """The record of a visit: when, where, who was there, what was found. Signed by the team's head and the unit's head.

    With the first signature it is no longer changed; with the second it counts. The points by line are round scores.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(CheckTeam, on_delete=models.PROTECT, related_name="visits")
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="visits")
    visited_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    present = models.TextField(blank=True)
    findings = models.TextField(blank=True)
    return_reason = models.TextField(blank=True)
    returned_by = models.CharField(**WHO)
    returned_at = models.DateTimeField(null=True, blank=True)
    team_signed_by = models.CharField(**WHO)
    team_signed_by_id = models.BigIntegerField(null=True, blank=True)
    team_signed_at = models.DateTimeField(null=True, blank=True)
    unit_signed_by = models.CharField(**WHO)
    unit_signed_by_id = models.BigIntegerField(null=True, blank=True)
    unit_signed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "sheet"], name="visit_record_once"),
            models.CheckConstraint(
                condition=Q(unit_signed_at__isnull=True)
                | (Q(team_signed_at__isnull=False) & ~Q(unit_signed_by_id=F("team_signed_by_id"))),
                name="visit_record_signed_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"visit of sheet {self.sheet_id}"

    @property
    def draft(self) -> bool:
        return self.team_signed_at is None

    @property
    def awaiting_unit(self) -> bool:
        return self.team_signed_at is not None and self.unit_signed_at is None

    @property
    def frozen(self) -> bool:
        return self.unit_signed_at is not None
