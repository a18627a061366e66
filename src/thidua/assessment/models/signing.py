"""How a pledge was signed, and how it was amended afterwards."""

from django.db import models
from django.db.models import Q

from thidua.assessment.models.papers import QUANTITY
from thidua.assessment.models.pledges import Pledge, Target
from thidua.cycles.models import EmulationYear


class SigningWay(models.TextChoices):
    """At the conference, remotely in the program, or on paper with its own date."""

    CONFERENCE = "conference", "conference"
    REMOTE = "remote", "remote"
    PAPER = "paper", "paper"


class PledgeSigning(models.Model):
    """A signature under a pledge: in which way, by whom, on which day. One that was given back is kept and says so."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="signings")
    way = models.CharField(max_length=12, choices=SigningWay.choices)
    signed_on = models.DateField()
    signer = models.CharField(max_length=300)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pledge", "way"], condition=Q(returned_at__isnull=True), name="signing_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.pledge_id}"


class AmendmentState(models.TextChoices):
    """Proposed by the unit; approved by its head; in force once nobody else is needed; or returned with a reason."""

    PROPOSED = "proposed", "proposed"
    APPROVED = "approved", "approved"
    IN_FORCE = "in_force", "in_force"
    RETURNED = "returned", "returned"


class PledgeAmendment(models.Model):
    """A change of a signed pledge by decision. Lowering a plan also needs the authority's agreement."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="amendments")
    number = models.CharField(max_length=100)
    decided_on = models.DateField()
    reason = models.TextField()
    lowers = models.BooleanField()
    state = models.CharField(max_length=10, choices=AmendmentState.choices, default=AmendmentState.PROPOSED)
    proposed_by = models.CharField(max_length=300)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=300, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    returned_by = models.CharField(max_length=300, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pledge"], condition=Q(state__in=("proposed", "approved")), name="amendment_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force")
                | (Q(approved_at__isnull=False) & (Q(lowers=False) | Q(agreed_at__isnull=False))),
                name="amendment_in_force_when_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""), name="amendment_returned_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def open(self) -> bool:
        return self.state in (AmendmentState.PROPOSED, AmendmentState.APPROVED)

    @property
    def in_force(self) -> bool:
        return self.state == AmendmentState.IN_FORCE


class AmendedTarget(models.Model):
    """What an amendment makes of one target: the plan before and after."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    amendment = models.ForeignKey(PledgeAmendment, on_delete=models.PROTECT, related_name="changes")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="amended")
    planned_before = models.DecimalField(**QUANTITY, null=True, blank=True)
    planned_after = models.DecimalField(**QUANTITY)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["amendment", "target"], name="amended_target_once")]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.planned_before} to {self.planned_after}"
