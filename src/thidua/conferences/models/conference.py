"""A conference, its kinds, its agenda, who is present, and what it decides."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_noop

from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear


class ConferenceState(models.TextChoices):
    PREPARED = "prepared", "prepared"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"


class Kind(models.TextChoices):
    """What a conference is held for; one conference may be held for several things."""

    REVIEW = "review", "review"
    HALF_YEAR = "half_year", "half_year"
    NINE_MONTH = "nine_month", "nine_month"
    SIGNING = "signing", "signing"
    HANDOVER = "handover", "handover"
    KICKOFF = "kickoff", "kickoff"
    THEMATIC = "thematic", "thematic"


KIND_LABELS = {
    Kind.REVIEW: gettext_noop("tổng kết"),
    Kind.HALF_YEAR: gettext_noop("sơ kết 6 tháng"),
    Kind.NINE_MONTH: gettext_noop("sơ kết 9 tháng"),
    Kind.SIGNING: gettext_noop("ký giao ước"),
    Kind.HANDOVER: gettext_noop("bàn giao"),
    Kind.KICKOFF: gettext_noop("phát động"),
    Kind.THEMATIC: gettext_noop("chuyên đề"),
}
REPORTING = {Kind.REVIEW, Kind.HALF_YEAR, Kind.NINE_MONTH}


class Conference(models.Model):
    """One conference of a bloc: the review that ends a year and starts the next, or another in between."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="conferences")
    subject = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ConferenceState.choices, default=ConferenceState.PREPARED)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    locality = models.CharField(max_length=120)
    chair = models.CharField(max_length=300)
    secretary = models.CharField(max_length=300)
    illustrative_people = models.BooleanField(default=False)
    review = models.TextField(blank=True)
    quorum_part = models.PositiveSmallIntegerField(default=2)
    quorum_whole = models.PositiveSmallIntegerField(default=3)
    quorum_basis = models.CharField(max_length=300, blank=True)
    opened_without_quorum = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum_part__gte=1, quorum_part__lte=F("quorum_whole")), name="quorum_share_at_most_all"
            )
        ]

    def __str__(self) -> str:
        return f"conference {self.emulation_year_id}"

    @property
    def closed(self) -> bool:
        return self.state == ConferenceState.CLOSED

    @property
    def open(self) -> bool:
        return self.state == ConferenceState.OPEN

    @property
    def quorum(self) -> Fraction:
        """The share of the members that has to be present."""
        return Fraction(self.quorum_part, self.quorum_whole)

    @property
    def held_for(self) -> list[Kind]:
        """Its kinds in the order of the list of kinds; asked once where they were loaded with it."""
        kept = {row.kind for row in self.kinds.all()}
        return [kind for kind in Kind if kind in kept]

    @property
    def reviews_year(self) -> bool:
        """Whether ranking, agreement, next year's pledges and the handover belong to it."""
        return Kind.REVIEW in self.held_for

    @property
    def reports(self) -> bool:
        """Whether the work of the year or of a part of it is summed up at it."""
        return not REPORTING.isdisjoint(self.held_for)

    @property
    def title(self) -> str:
        """As it stands at the head of its page: what it is held for and, when given, on what subject."""
        kinds = ", ".join(gettext(KIND_LABELS[kind]) for kind in self.held_for)
        title = gettext("Hội nghị %(kinds)s năm %(year)s") % {"kinds": kinds, "year": self.emulation_year.year}
        return f"{title}: {self.subject}" if self.subject else title


class ConferenceKind(models.Model):
    """One of the things a conference is held for. A year is reviewed at one conference."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="kinds")
    kind = models.CharField(max_length=12, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "kind"], name="conference_kind_once"),
            models.UniqueConstraint(fields=["emulation_year"], condition=Q(kind="review"), name="one_review_a_year"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="conference_kind_known"),
        ]

    def __str__(self) -> str:
        return self.kind


class AgendaItem(models.Model):
    """One item of the agenda, taken up in order."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    speaker = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField(blank=True)
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
