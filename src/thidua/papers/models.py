"""Issued documents, and what becomes of the minutes of a conference: corrections, signers, signatures, scans.

Every row stays as it was written. What holds is the latest row, or the signatures on the content made last.
"""

from django.db import models
from django.db.models import Q

from thidua.bodies.models import Body, Person
from thidua.conferences.models import Conference
from thidua.cycles.models import EmulationYear


class Paper(models.Model):
    """A document as it was rendered once: its facts, its template, its bytes and their hash.

    `unit` is set on a document about one unit, such as its pledge; `conference` on its minutes. `number` counts
    supplements to the minutes, which have 0 themselves.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=40)
    format = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    facts = models.JSONField()
    facts_hash = models.CharField(max_length=64)
    template_hash = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="papers/%Y/")
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.title} ({self.format})"


class MinutesCorrection(models.Model):
    """What the secretary writes into one part of the minutes before they are signed; empty takes it back."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="minutes_corrections")
    part = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    reason = models.CharField(max_length=300)
    written_by = models.CharField(max_length=300)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} of conference {self.conference_id}"


class MinutesSupplement(models.Model):
    """The words of a supplement to signed minutes, and why it is needed; rewritten, there is a further row."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="minutes_supplements")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    reason = models.CharField(max_length=300)
    written_by = models.CharField(max_length=300)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="supplement_counts_from_one")]

    def __str__(self) -> str:
        return f"supplement {self.number} of conference {self.conference_id}"


class MinutesSigners(models.Model):
    """Who is to sign the minutes of a conference: as chair and as secretary, two people."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="minutes_signers")
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secretary = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_by = models.CharField(max_length=300)
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(chair=models.F("secretary")), name="chair_and_secretary_are_two_people")
        ]

    def __str__(self) -> str:
        return f"signers of conference {self.conference_id}"


class Signing(models.TextChoices):
    """As what somebody signs."""

    SECRETARY = "secretary", "secretary"
    CHAIR = "chair", "chair"


class MinutesSignature(models.Model):
    """A signature under minutes as they say it: it holds for this content and for no other."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="minutes_signatures")
    number = models.PositiveSmallIntegerField(default=0)
    facts_hash = models.CharField(max_length=64)
    signing = models.CharField(max_length=10, choices=Signing.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_by = models.CharField(max_length=300)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "number", "facts_hash", "signing"], name="minutes_signed_once_as_each"
            ),
            models.UniqueConstraint(
                fields=["conference", "number", "facts_hash", "person"], name="minutes_signed_by_two_people"
            ),
            models.CheckConstraint(condition=Q(signing__in=Signing.values), name="minutes_signing_known"),
        ]

    def __str__(self) -> str:
        return f"{self.signing} of conference {self.conference_id}"


class MinutesScan(models.Model):
    """The minutes signed by hand, scanned: which content was signed, and the bytes and hash of the scan.

    `sha256` is of the file as it was handed in, `kept_sha256` of the bytes kept.
    """

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="minutes_scans")
    number = models.PositiveSmallIntegerField(default=0)
    facts_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=100, unique=True)
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
