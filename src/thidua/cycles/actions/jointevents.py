"""Keeping the calendar of joint events."""

from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.cycles import events, policies, queries
from thidua.cycles.models import EmulationYear, JointEvent
from thidua.cycles.queries import is_member
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.versions import Stale
from thidua.ledger.actions import Recorded, action
from thidua.reading.dates import write_date


class YearIsOver(Refusal):
    code = "year_is_over"
    sentence = _("Năm thi đua đã khép lại, nên lịch hoạt động chung giữ nguyên như đã ghi.")


class JointEventKnown(Refusal):
    code = "joint_event_known"
    field = "title"
    sentence = _("Lịch đã có “%(title)s” ngày %(first_on)s. Sửa mục đó, hoặc ghi tên khác.")


class EndsBeforeItBegins(Refusal):
    code = "ends_before_it_begins"
    field = "last_on"
    sentence = _("Ngày kết thúc phải từ ngày bắt đầu trở đi. Sửa một trong hai ngày, hoặc để trống nếu chỉ một ngày.")


class HostIsNoMember(Refusal):
    code = "host_is_no_member"
    field = "host"
    sentence = _("Đơn vị chủ trì phải là thành viên của khối trong năm. Tải lại trang rồi chọn lại.")


@action(needs=policies.PLAN_EVENTS, loads=queries.year_to_change)
def plan_event(
    year: EmulationYear, /, *, actor: Actor, at: datetime, illustrative: bool = False, **values: Any
) -> Recorded[JointEvent]:
    """The bloc's head or the authority puts a joint event in the calendar. Raises JointEventKnown for one put twice."""
    planned = JointEvent(emulation_year=year, illustrative=illustrative)
    _fill(planned, actor=actor, at=at, **values)
    planned.save(force_insert=True)
    return Recorded(planned, events.EventPlanned(**_about(planned)))


@action(needs=policies.CHANGE_EVENT, loads=queries.joint_event_to_change)
def change_event(
    planned: JointEvent, /, *, actor: Actor, at: datetime, version: int | None = None, **values: Any
) -> Recorded[JointEvent]:
    """A joint event is moved or corrected. Raises Stale for a form opened on a version that is no longer the last."""
    if version is not None and version != planned.version:
        raise Stale(who=planned.entered_by, at=planned.changed_at)
    before = f"{planned.title}, {write_date(planned.first_on, language='vi')}"
    _fill(planned, actor=actor, at=at, **values)
    planned.version += 1
    planned.save()
    return Recorded(planned, events.EventChanged(**_about(planned), before=before))


@action(needs=policies.CHANGE_EVENT, loads=queries.joint_event_to_change)
def cancel_event(planned: JointEvent, *, actor: Actor, at: datetime) -> Recorded[EmulationYear]:
    """A joint event is taken off the calendar."""
    _require_not_closed(planned.emulation_year)
    event = events.EventCancelled(**_about(planned))
    planned.delete()
    return Recorded(planned.emulation_year, event)


def _fill(
    planned: JointEvent, *, actor: Actor, at: datetime, kind: str, title: str, first_on: date,
    last_on: date | None = None, begins: time | None = None, place: str = "", host_id: int | None = None,
    note: str = "",
) -> None:  # fmt: skip
    """Set what was typed."""
    year = planned.emulation_year
    _require_not_closed(year)
    if last_on is not None and last_on < first_on:
        raise EndsBeforeItBegins
    if host_id is not None and not is_member(year, host_id):
        raise HostIsNoMember
    same = JointEvent.objects.filter(emulation_year=year, title=title, first_on=first_on).exclude(pk=planned.pk)
    if same.exists():
        raise JointEventKnown(title=title, first_on=write_date(first_on, language="vi"))
    planned.kind, planned.title, planned.first_on, planned.last_on = kind, title, first_on, last_on
    planned.begins, planned.place, planned.host_id, planned.note = begins, place, host_id, note
    planned.entered_by, planned.changed_at = actor.describe(), at


def _require_not_closed(year: EmulationYear) -> None:
    if year.closed:
        raise YearIsOver


def _about(planned: JointEvent) -> dict[str, Any]:
    return {
        "subject": f"joint_event:{planned.pk}",
        "emulation_year_id": planned.emulation_year_id,
        "title": planned.title,
        "first_on": write_date(planned.first_on, language="vi"),
    }
