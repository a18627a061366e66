"""What the projector of the hall shows, chosen by those who run the conference."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.assessment.queries import ranking_is_final
from thidua.conferences import events, policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.models import Conference, Projection, Slide
from thidua.conferences.queries import stages
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class RankingNotFinal(Refusal):
    code = "ranking_not_final"
    sentence = _("Xếp hạng chưa chốt nên chưa chiếu được. Chốt xếp hạng của khối trước.")


@action(needs=policies.PROJECT, loads=queries.conference_to_change)
def show_slide(
    conference: Conference, *, actor: Actor, at: datetime, slide: str, contest_number: int | None, revealed: int
) -> Recorded[Projection]:
    """Show this, whatever was shown before: pressed twice it is the same. Raises RankingNotFinal.

    Only a contest is named, and only the ranking is revealed place by place.
    """
    stages.require_not_closed(conference)
    ranking = slide == Slide.RANKING
    if ranking and not ranking_is_final(conference.emulation_year):
        raise RankingNotFinal
    number, count = contest_number if slide == Slide.CONTEST else None, revealed if ranking else 0
    shown, _made = Projection.objects.update_or_create(
        conference=conference, emulation_year_id=conference.emulation_year_id,
        defaults={"slide": slide, "contest_number": number, "revealed": count},
    )  # fmt: skip
    return Recorded(
        shown, events.SlideShown(**flow.about(conference), slide=slide, contest_number=number, revealed=count)
    )
