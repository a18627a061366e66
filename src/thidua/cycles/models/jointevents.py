"""What the bloc does together, and on which days."""

from django.db import models
from django.db.models import F, Q

from thidua.bodies.models import Body
from thidua.cycles.models.years import EmulationYear


class JointEventKind(models.TextChoices):
    """What kind of gathering: a conference, a visit, sports or arts, a gift, a check, or something else."""

    CONFERENCE = "conference", "conference"
    VISIT = "visit", "visit"
    CONTEST = "contest", "contest"
    SUPPORT = "support", "support"
    CHECK = "check", "check"
    OTHER = "other", "other"


class JointEvent(models.Model):
    """A joint event in the year's calendar. `host` is missing when the bloc itself hosts it; `begins` when no hour is set."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="joint_events")
    kind = models.CharField(max_length=12, choices=JointEventKind.choices, default=JointEventKind.OTHER)
    title = models.CharField(max_length=300)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    begins = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    host = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    entered_by = models.CharField(max_length=300)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "title", "first_on"], name="joint_event_once"),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")), name="joint_event_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title
