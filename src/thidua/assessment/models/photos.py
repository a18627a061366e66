"""Pictures of activities."""

from django.db import models

from thidua.assessment.models.evidence import EvidenceFile
from thidua.assessment.models.movements import Activity
from thidua.cycles.models import EmulationYear


class ActivityPhoto(models.Model):
    """A picture of an activity with its caption. The file is checked, kept and handed out like any evidence."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, related_name="activity_photos")
    caption = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField()
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "file"], name="activity_photo_once")]

    def __str__(self) -> str:
        return self.caption or self.file.name
