"""The year-end conference of a bloc and what is recorded at it."""

from django.db import models
from django.db.models import F, Q

from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear


class ConferenceState(models.TextChoices):
    PREPARED = "prepared", "prepared"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"


class Conference(models.Model):
    """The conference that reviews a year and starts the next."""

    emulation_year = models.OneToOneField(EmulationYear, on_delete=models.PROTECT, related_name="conference")
    state = models.CharField(max_length=10, choices=ConferenceState.choices, default=ConferenceState.PREPARED)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    locality = models.CharField(max_length=120)
    chair = models.CharField(max_length=300)
    secretary = models.CharField(max_length=300)
    illustrative_people = models.BooleanField(default=False)
    review = models.TextField(blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"conference {self.emulation_year_id}"

    @property
    def closed(self) -> bool:
        return self.state == ConferenceState.CLOSED

    @property
    def open(self) -> bool:
        return self.state == ConferenceState.OPEN


class AgendaItem(models.Model):
    """One item of the agenda, taken up in order."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    speaker = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "position"], name="agenda_position_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Whether a member unit is present, missing until somebody says so, and whether it signed next year's pledge."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="attendances")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField(null=True, blank=True)
    delegates = models.CharField(max_length=300, blank=True)
    next_pledge_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "unit"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.present}"


class Task(models.Model):
    """A task the conference sets for the next year."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="tasks")
    position = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "position"], name="task_position_once")]

    def __str__(self) -> str:
        return self.text[:60]


class Agreement(models.Model):
    """An open agreement of the units present on next year's head and deputy."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.OneToOneField(Conference, on_delete=models.PROTECT, related_name="agreement")
    leader = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    agreed = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(leader=F("deputy")), name="agreed_leader_is_not_deputy"),
            models.CheckConstraint(condition=Q(agreed__lte=F("base")), name="agreed_not_above_base"),
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} and {self.deputy_id}"
