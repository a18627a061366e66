"""Running the conference: opening, the agenda as it goes, attendance, the review, the tasks."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from thidua.conferences import events, policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.models import AgendaItem, Attendance, Conference, ConferenceState, Task
from thidua.conferences.queries import stages
from thidua.cycles.queries import members
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action


class AlreadyOpen(Refusal):
    code = "already_open"
    sentence = _("Hội nghị đã khai mạc lúc %(when)s.")


class NoQuorumYet(Refusal):
    code = "no_quorum_yet"
    field = "reason"
    sentence = _(
        "Mới có %(present)s/%(members)s đơn vị có mặt, cần ≥ %(needed)s. Chờ thêm, hoặc ghi lý do vẫn khai mạc."
    )


class NotAMember(Refusal):
    code = "not_a_member"
    sentence = _("Có đơn vị không phải thành viên của khối trong năm này. Tải lại trang rồi ghi lại.")


class UnitHasSigned(Refusal):
    code = "unit_has_signed"
    sentence = _("%(unit)s đã ký giao ước nên không ghi vắng được. Nếu ghi nhầm, rút ghi nhận ký giao ước trước.")


class TaskKnown(Refusal):
    code = "task_known"
    field = "text"
    sentence = _("Nhiệm vụ này đã có trong danh sách.")


@action(needs=policies.RUN, loads=queries.conference_to_change)
def open_conference(conference: Conference, *, actor: Actor, at: datetime, reason: str = "") -> Recorded[Conference]:
    """The chair opens the conference; without quorum, once attendance has begun, only for a reason that is kept."""
    stages.require_not_closed(conference)
    if conference.opened_at:
        raise AlreadyOpen(when=moment(conference.opened_at))
    _call_members(conference)
    lacking = _lacking(conference)
    if lacking and not reason.strip():
        raise NoQuorumYet(**lacking)
    conference.state, conference.opened_at = ConferenceState.OPEN, at
    conference.opened_without_quorum = reason.strip() if lacking else ""
    flow.save(conference, "state", "opened_at", "opened_without_quorum")
    if lacking:
        counted = {"present": lacking["present"], "members": lacking["members"]}
        event = events.OpenedWithoutQuorum(**flow.about(conference), **counted, reason=conference.opened_without_quorum)
        return Recorded(conference, event)
    if not conference.reviews_year:
        title = flow.named(conference)
        return Recorded(conference, events.OtherConferenceOpened(**flow.about(conference), title=title))
    event = events.ConferenceOpened(**flow.about(conference), year=conference.emulation_year.year)
    return Recorded(conference, event)


def _lacking(conference: Conference) -> dict[str, int]:
    """What the quorum lacks; empty when it is met, or when nobody has begun to take attendance."""
    rows = queries.attendance_rows(conference)
    begun = any(row.present is not None for row in rows)
    present, needed = queries.present_count(rows), queries.needed_for_quorum(conference, len(rows))
    return {"present": present, "members": len(rows), "needed": needed} if begun and present < needed else {}


def _call_members(conference: Conference) -> None:
    """The list of attendance follows the members: who left the bloc since it was drawn up goes, who joined comes."""
    year = conference.emulation_year
    units = {unit.pk for unit in members(year)}
    listed = set(conference.attendances.values_list("unit_id", flat=True))
    conference.attendances.exclude(unit_id__in=units).delete()
    Attendance.objects.bulk_create(
        Attendance(emulation_year=year, conference=conference, unit_id=unit_id) for unit_id in sorted(units - listed)
    )


@action(needs=policies.RUN, loads=queries.item_to_change)
def mark_item_done(item: AgendaItem, *, actor: Actor, at: datetime) -> Recorded[AgendaItem]:
    """The conference is through with an item. Marking it twice keeps the first time."""
    stages.require_open(item.conference)
    item.done_at = item.done_at or at
    item.save(update_fields=["done_at"])
    return Recorded(item, events.AgendaItemDone(**flow.about(item.conference), title=item.title))


@action(needs=policies.RUN, loads=queries.item_to_change)
def take_item_up_again(item: AgendaItem, *, actor: Actor, at: datetime) -> Recorded[AgendaItem]:
    """An item that was marked done is not: it is taken up again."""
    stages.require_open(item.conference)
    item.done_at = None
    item.save(update_fields=["done_at"])
    return Recorded(item, events.AgendaItemTakenUpAgain(**flow.about(item.conference), title=item.title))


@action(needs=policies.RUN, loads=queries.conference_to_change)
def record_attendance(
    conference: Conference, *, actor: Actor, at: datetime, rows: Mapping[int, tuple[bool | None, str]],
    version: int | None = None,
) -> Recorded[Conference]:  # fmt: skip
    """The secretary notes who is present and who speaks for each unit: `{unit_id: (present, delegates)}`.

    None means that nobody has said yet. Units left out keep what they had. Raises UnitHasSigned for a unit
    said to be away that has signed the pledge.
    """
    stages.require_not_closed(conference)
    flow.require_version(version, conference)
    kept = {row.unit_id: row for row in queries.attendance_rows(conference)}
    if rows.keys() - kept.keys():
        raise NotAMember
    for unit_id, (present, delegates) in rows.items():
        row = kept[unit_id]
        if row.next_pledge_signed_at and not present:
            raise UnitHasSigned(unit=row.unit.name)
        row.present, row.delegates = present, delegates
    Attendance.objects.bulk_update(kept.values(), ["present", "delegates"])
    flow.save(conference)
    everyone = list(kept.values())
    event = events.AttendanceRecorded(
        **flow.about(conference), present=queries.present_count(everyone), members=len(everyone),
        absent=tuple(row.unit.name for row in everyone if row.present is False),
    )  # fmt: skip
    return Recorded(conference, event)


@action(needs=policies.RUN, loads=queries.conference_to_change)
def write_review(
    conference: Conference, *, actor: Actor, at: datetime, text: str, version: int | None = None
) -> Recorded[Conference]:
    """The year in review is written down, as it will stand in the minutes."""
    stages.require_not_closed(conference)
    flow.require_version(version, conference)
    conference.review = text.strip()
    flow.save(conference, "review")
    return Recorded(conference, events.ReviewWritten(**flow.about(conference), text=conference.review))


@action(needs=policies.RUN, loads=queries.conference_to_change)
def add_task(conference: Conference, *, actor: Actor, at: datetime, text: str) -> Recorded[Task]:
    """The conference sets a task for next year. Raises TaskKnown, which also stops a form sent twice."""
    stages.require_not_closed(conference)
    text = text.strip()
    if conference.tasks.filter(text=text).exists():
        raise TaskKnown
    last = conference.tasks.aggregate(last=Max("position"))["last"] or 0
    task = Task.objects.create(
        emulation_year_id=conference.emulation_year_id, conference=conference, position=last + 1, text=text
    )
    return Recorded(task, events.TaskAdded(**flow.about(conference), text=text))


@action(needs=policies.RUN, loads=queries.task_to_change)
def remove_task(task: Task, *, actor: Actor, at: datetime) -> Recorded[Conference]:
    """A task for next year is dropped."""
    stages.require_not_closed(task.conference)
    event = events.TaskRemoved(**flow.about(task.conference), text=task.text)
    task.delete()
    return Recorded(task.conference, event)
