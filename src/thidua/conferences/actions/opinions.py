"""Written opinions of units that are not in the hall: recorded with who signed, withdrawn with a reason."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.conferences import policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.actions.delegates import NotAMember
from thidua.conferences.events.opinions import OpinionRecorded, OpinionWithdrawn
from thidua.conferences.models import Conference, Said, Way, WrittenOpinion
from thidua.conferences.queries import opining, stages
from thidua.cycles.queries import is_member
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.reading.dates import write_date


class UnitIsThere(Refusal):
    code = "unit_is_there"
    field = "unit"
    sentence = _("%(unit)s có mặt tại hội nghị thì nói tại hội nghị. Ghi nhầm điểm danh thì sửa điểm danh trước.")


class SaidAlready(Refusal):
    code = "said_already"
    field = "matter"
    sentence = _("%(unit)s đã có ý kiến bằng văn bản về việc này. Rút ý kiến đã ghi nếu cần ghi lại.")


class NotReceivedYet(Refusal):
    code = "not_received_yet"
    field = "received_on"
    sentence = _("Ngày nhận %(day)s chưa tới. Kiểm tra lại ngày.")


@action(needs=policies.GIVE_OPINION, loads=queries.conference_to_change)
def record_opinion(
    conference: Conference, *, actor: Actor, at: datetime, unit_id: int, matter: str, said: Said, text: str = "",
    signer: str = "", way: Way = Way.SYSTEM, reference: str = "", received_on: date | None = None,
) -> Recorded[WrittenOpinion]:  # fmt: skip
    """What a unit writes about one matter, before the conference closes. It is not counted among the votes.

    A unit's head sends that of the unit, signed by themselves; who runs the conference records what came in otherwise.
    Raises NotAMember, UnitIsThere, SaidAlready, NotReceivedYet.
    """
    stages.require_not_closed(conference)
    row = WrittenOpinion(
        emulation_year_id=conference.emulation_year_id, conference=conference, unit_id=unit_id, matter=matter.strip(),
        said=said, text=text.strip(), signer=signer.strip() or actor.describe(), way=way, reference=reference.strip(),
        received_on=received_on or timezone.localdate(at), recorded_by=actor.describe(), recorded_at=at,
    )  # fmt: skip
    gate.require(actor, policies.GIVE_OPINION, row)
    _require_new(row, at=at)
    row.save(force_insert=True)
    event = OpinionRecorded(
        **flow.about(conference, unit_id=unit_id), unit=row.unit.name, signer=row.signer, matter=row.matter,
        said=str(said), text=row.text, way=str(way), reference=row.reference, received_on=row.received_on.isoformat(),
    )  # fmt: skip
    return Recorded(row, event)


@action(needs=policies.GIVE_OPINION, loads=opining.opinion_to_change)
def withdraw_opinion(opinion: WrittenOpinion, *, actor: Actor, at: datetime, reason: str) -> Recorded[Conference]:
    """The unit takes its opinion back, or one recorded by mistake goes. The ledger keeps what it said."""
    conference = opinion.conference
    stages.require_not_closed(conference)
    event = OpinionWithdrawn(
        **flow.about(conference, unit_id=opinion.unit_id), unit=opinion.unit.name, matter=opinion.matter,
        said=opinion.said, text=opinion.text, reason=reason,
    )  # fmt: skip
    opinion.delete()
    return Recorded(conference, event)


def _require_new(row: WrittenOpinion, *, at: datetime) -> None:
    conference = row.conference
    if not is_member(conference.emulation_year, row.unit_id):
        raise NotAMember
    if conference.attendances.filter(unit_id=row.unit_id, present=True).exists():
        raise UnitIsThere(unit=row.unit.name)
    if conference.opinions.filter(unit_id=row.unit_id, matter=row.matter).exists():
        raise SaidAlready(unit=row.unit.name)
    if row.received_on > timezone.localdate(at):
        raise NotReceivedYet(day=write_date(row.received_on))
