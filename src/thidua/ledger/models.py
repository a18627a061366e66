"""The entries of the ledger, the head of their chain, and the requests that have acted."""

from django.db import models


class Entry(models.Model):
    """One sentence of the domain that can no longer be changed.

    The actor is text, not a foreign key: people leave, the entry stays readable.
    """

    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=300)
    event = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    emulation_year_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    payload = models.JSONField()
    request_id = models.CharField(max_length=40, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "sequence"], name="entry_subject"),
            models.Index(fields=["emulation_year_id", "sequence"], name="entry_year"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.event} {self.subject}"


class Head(models.Model):
    """The one row that is locked to write the next entry, so that the order has no gaps."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


class RequestSeen(models.Model):
    """A request that acted, by the key of the form it came from: its repetition is answered and not done again.

    One row a form: pressing it again with other content is a new act, and takes the row over. Kept for a day.
    """

    key = models.CharField(max_length=36)
    person_id = models.BigIntegerField()
    place = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    request_id = models.CharField(max_length=40)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    location = models.CharField(max_length=2000, blank=True)
    said = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "place", "key"], name="request_seen_once")]
        indexes = [models.Index(fields=["at"], name="request_seen_at")]

    def __str__(self) -> str:
        return f"{self.key} {self.status}"
