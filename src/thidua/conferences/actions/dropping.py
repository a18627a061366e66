"""A conference that was prepared and will not be held."""

from datetime import datetime

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from thidua.conferences import events, policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.models import Conference, Projection, Remark
from thidua.conferences.queries import stages
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class OpenedAlready(Refusal):
    code = "opened_already"
    sentence = _("Hội nghị đã khai mạc nên không bỏ được. Ghi những gì đã diễn ra rồi bế mạc.")


class VotesHangOnIt(Refusal):
    code = "votes_hang_on_it"
    sentence = _("Hội nghị này đã có cuộc bỏ phiếu được chuẩn bị nên không bỏ được. Đổi ngày hội nghị nếu phải hoãn.")


@action(needs=policies.PREPARE, loads=queries.conference_to_change)
def drop_conference(conference: Conference, *, actor: Actor, at: datetime, reason: str) -> Recorded[EmulationYear]:
    """A prepared conference is taken back with everything prepared for it; the ledger keeps when it was to be and why.

    Raises OpenedAlready, VotesHangOnIt.
    """
    stages.require_not_closed(conference)
    if conference.opened_at:
        raise OpenedAlready
    year, about = conference.emulation_year, flow.about(conference)
    event = events.ConferenceDropped(**about, title=flow.named(conference), reason=reason.strip())
    Remark.objects.filter(item__conference=conference).delete()
    invited = conference.invited
    invited.filter(substitutes__isnull=False).delete()
    for rows in (
        invited, conference.agenda, conference.attendances, conference.tasks, conference.kinds, conference.opinions,
        Projection.objects.filter(conference=conference),
    ):  # fmt: skip
        rows.all().delete()
    try:
        conference.delete()
    except ProtectedError as error:
        raise VotesHangOnIt from error
    return Recorded(year, event)
