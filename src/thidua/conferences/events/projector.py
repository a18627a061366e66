"""What the projector shows."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.conferences.models import SLIDE_LABELS, Slide
from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class SlideShown(Event):
    name = "conferences.slide_shown"
    sentence = _("Màn chiếu của hội nghị: %(slide)s")

    slide: str
    contest_number: int | None
    revealed: int

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"slide": gettext(SLIDE_LABELS[Slide(payload["slide"])])}
