"""Notices, how each person wants mail, the letters on their way, and when somebody last looked."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from thidua.bodies.models import Body, Person
from thidua.cycles.models import EmulationYear


class Kind(models.TextChoices):
    """What a notice is: a deadline that comes near, one that has passed, or word from the bloc's head."""

    DEADLINE = "deadline", "deadline"
    LATE = "late", "late"
    BLOC = "bloc", "bloc"


class Rhythm(models.TextChoices):
    DIGEST = "digest", "digest"
    AT_ONCE = "at_once", "at_once"


def every_kind() -> list[str]:
    return list(Kind.values)


class Letter(models.Model):
    """A mail on its way. It is kept until it is sent, and afterwards as proof of what was written.

    `claimed_at` is set while somebody is sending it, so that two runs of the job do not send it twice.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    off_url = models.CharField(max_length=500, blank=True)
    # Holds the link that proves an address, so what it says is forgotten once it is sent.
    secret = models.BooleanField(default=False)
    key = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True), name="letter_sent_or_given_up"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at__isnull=True, given_up_at__isnull=True), name="letter_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def state(self) -> str:
        if self.sent_at:
            return "sent"
        return "given_up" if self.given_up_at else "waiting"


class Notice(models.Model):
    """One thing a person was told, once: `key` says which. What it says is kept as `kind` and `data`.

    It is about a year and no part of it, so a notice of a closed year can still be read and put away.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    year = models.ForeignKey(EmulationYear, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    data = models.JSONField()
    url = models.CharField(max_length=300)
    deadline = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="notice_person"),
            models.Index(fields=["year", "kind", "-made_at"], name="notice_year"),
        ]

    def __str__(self) -> str:
        return f"{self.key} to {self.person_id}"


class MailPreference(models.Model):
    """How a person wants mail. `address` is proven; without one nothing is sent. Nobody else sees it."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    on = models.BooleanField(default=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.DIGEST)
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(7))
    kinds = models.JSONField(default=every_kind)
    language = models.CharField(max_length=5, default="vi")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(address="") | Q(confirmed_at__isnull=False), name="mail_address_is_confirmed"
            )
        ]

    def __str__(self) -> str:
        return f"mail of {self.person_id}"

    @property
    def sends(self) -> bool:
        """Whether the person is to get mail at all."""
        return self.on and bool(self.address)


class MailConfirmation(models.Model):
    """An address that waits to be proven by a mailed link. Only the hash of the link's secret is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(max_length=254)
    secret_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="confirmation_times_in_order")
        ]

    def __str__(self) -> str:
        return f"address of {self.person_id}"


class LastVisit(models.Model):
    """What a person has seen in the office of one body: everything until `seen_until`; home was last open `opened_at`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    seen_until = models.DateTimeField()
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "body"], name="last_visit_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.body_id}"
