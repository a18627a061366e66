"""Written opinions: what a unit that is not in the hall sends in, named, and never counted among the votes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from thidua.conferences.models.resolutions import SAID_LABELS, Said

# What a unit can say in writing: one with an interest of its own has no need to write.
WRITTEN = (Said.FOR, Said.AGAINST, Said.NONE)


class Way(models.TextChoices):
    """How an opinion came in."""

    LETTER = "letter", "letter"
    MAIL = "mail", "mail"
    SYSTEM = "system", "system"


WAY_LABELS = {
    Way.LETTER: gettext_noop("công văn"),
    Way.MAIL: gettext_noop("thư điện tử"),
    Way.SYSTEM: gettext_noop("gửi trong hệ thống"),
}


class WrittenOpinion(models.Model):
    """What one absent unit says in writing about one matter of a conference, openly and by name.

    `matter` is in the words of the sender; `signer` is who signed for the unit, with their post.
    """

    emulation_year = models.ForeignKey("cycles.EmulationYear", on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey("conferences.Conference", on_delete=models.PROTECT, related_name="opinions")
    unit = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=300)
    said = models.CharField(max_length=10, choices=[(one.value, one.value) for one in WRITTEN])
    text = models.TextField(blank=True)
    signer = models.CharField(max_length=300)
    way = models.CharField(max_length=10, choices=Way.choices)
    reference = models.CharField(max_length=100, blank=True)
    received_on = models.DateField()
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "unit", "matter"], name="written_opinion_once"),
            models.CheckConstraint(
                condition=Q(said__in=[one.value for one in WRITTEN]), name="written_opinion_says_something"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="written_opinion_way_known"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.said}"

    @property
    def label(self) -> str:
        return gettext(SAID_LABELS[Said(self.said)])

    @property
    def way_label(self) -> str:
        return gettext(WAY_LABELS[Way(self.way)])
