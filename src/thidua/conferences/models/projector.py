"""What the projector of a conference shows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from thidua.conferences.models.conference import Conference
from thidua.cycles.models import EmulationYear


class Slide(models.TextChoices):
    """What the projector of a conference can show."""

    WELCOME = "welcome", "welcome"
    AGENDA = "agenda", "agenda"
    QUORUM = "quorum", "quorum"
    SIGNING = "signing", "signing"
    CONTEST = "contest", "contest"
    RANKING = "ranking", "ranking"


SLIDE_LABELS = {
    Slide.WELCOME: gettext_noop("lời chào"),
    Slide.AGENDA: gettext_noop("chương trình"),
    Slide.QUORUM: gettext_noop("số đơn vị có mặt"),
    Slide.SIGNING: gettext_noop("tiến độ ký giao ước"),
    Slide.CONTEST: gettext_noop("cuộc bỏ phiếu"),
    Slide.RANKING: gettext_noop("xếp hạng"),
}


class Projection(models.Model):
    """What the projector of a conference shows now. A contest is named by its number: contests lie a floor above."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.OneToOneField(Conference, on_delete=models.PROTECT, related_name="projection")
    slide = models.CharField(max_length=10, choices=Slide.choices, default=Slide.WELCOME)
    contest_number = models.PositiveBigIntegerField(null=True, blank=True)
    revealed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(slide="contest", contest_number__isnull=False)
                | (~Q(slide="contest") & Q(contest_number__isnull=True)),
                name="projection_names_its_contest",
            ),
            models.CheckConstraint(
                condition=Q(slide="ranking") | Q(revealed=0), name="projection_reveals_ranking_only"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slide} of conference {self.conference_id}"
