"""Resolutions: what a conference decides openly, with the voice of every unit."""

from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from thidua.rulebook.contests import Base


class Said(models.TextChoices):
    """What a unit says; one with an interest of its own in the matter leaves it to the others."""

    FOR = "for", "for"
    AGAINST = "against", "against"
    NONE = "none", "none"
    RECUSED = "recused", "recused"


SAID_LABELS = {
    Said.FOR: gettext_noop("Tán thành"),
    Said.AGAINST: gettext_noop("Không tán thành"),
    Said.NONE: gettext_noop("Không có ý kiến"),
    Said.RECUSED: gettext_noop("Không biểu quyết vì có liên quan"),
}
BASES = (Base.PRESENT, Base.MEMBERS)


class Resolution(models.Model):
    """A resolution put to an open vote. `share` is a fraction written "2/3", "1" for one that needs everybody.

    `members` is how many members the bloc had then. Those who recuse themselves are left out of the base.
    """

    emulation_year = models.ForeignKey("cycles.EmulationYear", on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey("conferences.Conference", on_delete=models.PROTECT, related_name="resolutions")
    position = models.PositiveIntegerField()
    text = models.TextField()
    share = models.CharField(max_length=20)
    strict = models.BooleanField(default=False)
    base = models.CharField(max_length=10, choices=[(one.value, one.value) for one in BASES])
    source = models.CharField(max_length=300)
    members = models.PositiveIntegerField()
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    corrected_because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "position"], name="resolution_position_once"),
            models.CheckConstraint(condition=~Q(source=""), name="resolution_rule_has_a_source"),
            models.CheckConstraint(condition=Q(base__in=[one.value for one in BASES]), name="resolution_base_known"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def asked(self) -> Fraction:
        """The share that has to be for it."""
        return Fraction(self.share)


class UnitVoice(models.Model):
    """What one unit said to a resolution, openly."""

    emulation_year = models.ForeignKey("cycles.EmulationYear", on_delete=models.PROTECT, related_name="+")
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="voices")
    unit = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=10, choices=Said.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resolution", "unit"], name="unit_voice_once"),
            models.CheckConstraint(condition=Q(said__in=Said.values), name="unit_voice_known"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.said}"

    @property
    def label(self) -> str:
        return gettext(SAID_LABELS[Said(self.said)])
