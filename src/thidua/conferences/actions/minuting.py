"""What is written down while the conference goes through its agenda, and the quorum it is held to."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.conferences import events, policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.actions.delegates import NotAMember
from thidua.conferences.models import AgendaItem, Conference, Remark
from thidua.conferences.queries import stages
from thidua.cycles.queries import is_member
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class BadShare(Refusal):
    code = "bad_share"
    field = "part"
    sentence = _("Phần cần có mặt phải từ 1 phần đến tất cả, ví dụ 2 trên 3. Sửa lại hai số.")


@action(needs=policies.RUN, loads=queries.conference_to_change)
def set_quorum(
    conference: Conference, *, actor: Actor, at: datetime, part: int, whole: int, basis: str = ""
) -> Recorded[Conference]:
    """The bloc says what share of its members has to be present, and where that is written."""
    stages.require_not_closed(conference)
    if not 1 <= part <= whole:
        raise BadShare
    conference.quorum_part, conference.quorum_whole, conference.quorum_basis = part, whole, basis.strip()
    flow.save(conference, "quorum_part", "quorum_whole", "quorum_basis")
    event = events.QuorumSet(**flow.about(conference), share=f"{part}/{whole}", basis=conference.quorum_basis or "–")
    return Recorded(conference, event)


@action(needs=policies.RUN, loads=queries.item_to_change)
def start_item(item: AgendaItem, *, actor: Actor, at: datetime) -> Recorded[AgendaItem]:
    """The conference takes up an item. Starting it twice keeps the first time."""
    stages.require_open(item.conference)
    item.started_at = item.started_at or at
    item.save(update_fields=["started_at"])
    return Recorded(item, events.ItemStarted(**flow.about(item.conference), title=item.title))


@action(needs=policies.TAKE_MINUTES, loads=queries.item_to_change)
def write_item_minutes(
    item: AgendaItem, *, actor: Actor, at: datetime, speaker: str, notes: str
) -> Recorded[AgendaItem]:
    """The secretary writes down who presented an item and what happened under it."""
    stages.require_not_closed(item.conference)
    item.speaker, item.notes = speaker.strip(), notes.strip()
    item.save(update_fields=["speaker", "notes"])
    about = flow.about(item.conference)
    return Recorded(item, events.ItemMinutesWritten(**about, title=item.title, text=item.notes))


@action(needs=policies.TAKE_MINUTES, loads=queries.item_to_change)
def record_remark(
    item: AgendaItem, *, actor: Actor, at: datetime, speaker: str, text: str, unit_id: int | None = None
) -> Recorded[Remark]:
    """What somebody said under an item, with their unit unless they are a guest."""
    stages.require_open(item.conference)
    if unit_id is not None and not is_member(item.conference.emulation_year, unit_id):
        raise NotAMember
    remark = Remark.objects.create(
        emulation_year_id=item.emulation_year_id, item=item, unit_id=unit_id, speaker=speaker.strip(),
        text=text.strip(), said_at=at,
    )  # fmt: skip
    about = flow.about(item.conference, unit_id=unit_id)
    event = events.RemarkRecorded(**about, speaker=remark.speaker, title=item.title, text=remark.text)
    return Recorded(remark, event)


@action(needs=policies.TAKE_MINUTES, loads=queries.remark_to_change)
def remove_remark(remark: Remark, *, actor: Actor, at: datetime) -> Recorded[AgendaItem]:
    """A remark written down by mistake is dropped; the ledger keeps what it said."""
    item = remark.item
    stages.require_not_closed(item.conference)
    about = flow.about(item.conference, unit_id=remark.unit_id)
    event = events.RemarkRemoved(**about, speaker=remark.speaker, title=item.title, text=remark.text)
    remark.delete()
    return Recorded(item, event)
