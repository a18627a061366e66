"""Issued documents."""

from django.db import models

from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear


class Paper(models.Model):
    """A document as it was rendered once: its facts, its template, its bytes and their hash.

    `unit` is set on a document about one unit, such as its pledge.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
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
