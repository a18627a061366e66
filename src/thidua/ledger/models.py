"""The entries of the ledger and the head of their chain."""

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
