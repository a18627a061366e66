"""Who is invited to a conference, and what is said at it."""

from django.db import models
from django.db.models import Q

from thidua.bodies.models import Body, Person
from thidua.cycles.models import EmulationYear


class Remark(models.Model):
    """What somebody said under an item of the agenda, a paper read out or a word in the discussion."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey("conferences.AgendaItem", on_delete=models.PROTECT, related_name="remarks")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    speaker = models.CharField(max_length=300)
    text = models.TextField()
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.speaker


class DelegateRole(models.TextChoices):
    OFFICIAL = "official", "official"
    SUBSTITUTE = "substitute", "substitute"
    GUEST = "guest", "guest"
    OBSERVER = "observer", "observer"


class Delegate(models.Model):
    """Somebody invited to a conference: for a unit or as a guest, in the hall or from afar.

    What the code on the invitation holds is made from `seed` and the server's key; here stands only its hash.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey("conferences.Conference", on_delete=models.PROTECT, related_name="invited")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=10, choices=DelegateRole.choices)
    substitutes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(max_length=300, blank=True)
    speaks = models.BooleanField(default=False)
    remote = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)
    arrived_by = models.CharField(max_length=4, blank=True, choices=[("list", "list"), ("code", "code")])
    left_at = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64, unique=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "unit"], condition=Q(speaks=True), name="one_speaking_delegate_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(role__in=["official", "substitute"]), name="member_has_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(arrived_at__isnull=False), name="leaves_after_arriving"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def described(self) -> str:
        """Name and post, as they stand on a badge and in a list."""
        return f"{self.name}, {self.post}" if self.post else self.name
