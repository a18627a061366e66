"""More time for one unit, asked for or given; and locking a period that is over."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.cycles import events, policies, queries
from thidua.cycles.actions.years import NotLater, PastNextDeadline, about
from thidua.cycles.models import PAPER_PHASES, EmulationYear, Extension, ExtensionState, PeriodLock
from thidua.cycles.phases import PHASE_LABELS, phase_label
from thidua.cycles.states import PeriodIsLocked, require_running
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.reading.dates import write_datetime
from thidua.rulebook.calendar import Phase

ORDER = tuple(Phase)


class NotAMember(Refusal):
    code = "not_a_member"
    field = "unit_id"
    sentence = _("Đơn vị này không phải thành viên của khối trong năm. Chọn đơn vị trong danh sách.")


class NoSuchPeriod(Refusal):
    code = "no_such_period"
    field = "phase"
    sentence = _("Chỉ có kỳ ký giao ước, báo cáo và chấm điểm. Chọn một trong ba kỳ đó.")


class AlreadyAsked(Refusal):
    code = "already_asked"
    sentence = _("Đơn vị đã xin gia hạn kỳ này và đang chờ trả lời. Muốn xin khác đi, rút đề nghị đó trước.")


class AlreadyAnswered(Refusal):
    code = "already_answered"
    sentence = _("Đề nghị này đã được trả lời lúc %(when)s. Không trả lời lần thứ hai.")


class AnswerNeeded(Refusal):
    code = "answer_needed"
    field = "answer"
    sentence = _("Ghi lý do không chấp nhận, để đơn vị biết.")


class NotOverYet(Refusal):
    code = "period_not_over"
    sentence = _("Kỳ này còn mở đến %(deadline)s. Chờ hết hạn rồi khoá.")


class UnitsStillWriting(Refusal):
    code = "units_still_writing"
    sentence = _("Còn đơn vị đang có thêm thời gian: %(units)s. Chờ hết hạn riêng, hoặc khép lại phần đã mở, rồi khoá.")


class RequestsWaiting(Refusal):
    code = "requests_waiting"
    sentence = _("Còn đề nghị gia hạn chưa trả lời của: %(units)s. Trả lời trước, rồi khoá.")


class LockedAlready(Refusal):
    code = "locked_already"
    sentence = _("Kỳ này đã được khoá lúc %(when)s. Không khoá lần thứ hai.")


@action(needs=policies.EXTEND, loads=queries.year_to_change)
def extend_unit(
    year: EmulationYear, *, actor: Actor, at: datetime, unit_id: int, phase: str, deadline_at: datetime, reason: str
) -> Recorded[Extension]:
    """The authority gives one unit more time, with a reason. Other units keep their deadline.

    Raises NotRunning, NotAMember, PeriodIsLocked, NotLater, PastNextDeadline.
    """
    unit = _member(year, unit_id)
    before = _require_later(year, unit.pk, phase, deadline_at, at=at)
    made = Extension.objects.create(
        emulation_year=year, unit=unit, phase=phase, state=ExtensionState.GRANTED, deadline_at=deadline_at,
        reason=reason, answered_by=actor.describe(), answered_at=at,
    )  # fmt: skip
    return Recorded(made, _given(made, before=before, reason=reason))


@action(needs=policies.ASK_EXTENSION, loads=queries.year_of_own_unit)
def ask_extension(
    year: EmulationYear, *, actor: Actor, at: datetime, phase: str, deadline_at: datetime, reason: str
) -> Recorded[Extension]:
    """A unit asks for more time, with a reason. Raises AlreadyAsked while the last request waits."""
    assert actor.body_id is not None  # the year was found by the unit that is its member
    _require_later(year, actor.body_id, phase, deadline_at, at=at)
    if Extension.objects.filter(
        emulation_year=year, unit_id=actor.body_id, phase=phase, state=ExtensionState.ASKED
    ).exists():
        raise AlreadyAsked
    made = Extension.objects.create(
        emulation_year=year, unit_id=actor.body_id, phase=phase, state=ExtensionState.ASKED, deadline_at=deadline_at,
        reason=reason, asked_by=actor.describe(), asked_at=at,
    )  # fmt: skip
    return Recorded(made, events.ExtensionAsked(**_about(made), deadline=_written(deadline_at), reason=reason))


@action(needs=policies.ASK_EXTENSION, loads=queries.own_request_to_change)
def take_extension_back(extension: Extension, *, actor: Actor, at: datetime) -> Recorded[EmulationYear]:
    """The unit takes its request back while nobody has answered it."""
    event = events.ExtensionTakenBack(**_about(extension))
    year = extension.emulation_year
    extension.delete()
    return Recorded(year, event)


@action(needs=policies.ANSWER_EXTENSION, loads=queries.extension_to_change)
def grant_extension(
    extension: Extension, *, actor: Actor, at: datetime, deadline_at: datetime, answer: str = ""
) -> Recorded[Extension]:
    """The authority gives the time that was asked for, or another. Raises AlreadyAnswered, and as `extend_unit`."""
    _require_waiting(extension)
    before = _require_later(extension.emulation_year, extension.unit_id, extension.phase, deadline_at, at=at)
    extension.deadline_at = deadline_at
    _answer(extension, ExtensionState.GRANTED, actor=actor, at=at, answer=answer)
    return Recorded(extension, _given(extension, before=before, reason=answer or extension.reason))


@action(needs=policies.ANSWER_EXTENSION, loads=queries.extension_to_change)
def refuse_extension(extension: Extension, *, actor: Actor, at: datetime, answer: str) -> Recorded[Extension]:
    """The authority does not give the time that was asked for, and says why. Raises AlreadyAnswered, AnswerNeeded."""
    _require_waiting(extension)
    if not answer.strip():
        raise AnswerNeeded
    _answer(extension, ExtensionState.REFUSED, actor=actor, at=at, answer=answer)
    return Recorded(extension, events.ExtensionRefused(**_about(extension), reason=answer))


@action(needs=policies.LOCK_PERIOD, loads=queries.year_to_change)
def lock_period(year: EmulationYear, *, actor: Actor, at: datetime, phase: str) -> Recorded[EmulationYear]:
    """What units wrote in a phase that is over is fixed: the database refuses to change it from here on.

    Raises NotRunning, LockedAlready, NotOverYet, RequestsWaiting, UnitsStillWriting.
    """
    require_running(year)
    _require_period(phase)
    known = PeriodLock.objects.filter(emulation_year=year, phase=phase).first()
    if known:
        raise LockedAlready(when=moment(known.locked_at))
    _require_over(year, Phase(phase), at=at)
    fix_periods(year, [Phase(phase)], by=actor.describe(), at=at)
    return Recorded(year, events.PeriodLocked(**about(year), phase=PHASE_LABELS[Phase(phase)]))


def fix_periods(year: EmulationYear, phases: Iterable[Phase], *, by: str, at: datetime) -> None:
    """Lock what is not locked yet: a part of the actions that settle a year, not an action of its own."""
    known = set(PeriodLock.objects.filter(emulation_year=year).values_list("phase", flat=True))
    PeriodLock.objects.bulk_create(
        PeriodLock(emulation_year=year, phase=phase, locked_by=by, locked_at=at)
        for phase in phases
        if phase not in known
    )


def _member(year: EmulationYear, unit_id: int) -> Body:
    unit = next((one for one in queries.members(year) if one.pk == unit_id), None)
    if unit is None:
        raise NotAMember
    return unit


def _require_period(phase: str) -> None:
    if phase not in PAPER_PHASES:
        raise NoSuchPeriod


def _require_later(year: EmulationYear, unit_id: int, phase: str, deadline_at: datetime, *, at: datetime) -> datetime:
    """The unit's deadline until now. Refuse one that is not later, or passes that of a phase to come."""
    require_running(year)
    _require_period(phase)
    times = queries.times_of(year, unit_id)
    if phase in times.locked:
        raise PeriodIsLocked
    before = times.deadline(Phase(phase)) or at
    if deadline_at <= before or deadline_at <= at:
        raise NotLater(before=moment(before))
    for later in times.calendar.windows:
        if ORDER.index(later.phase) > ORDER.index(Phase(phase)) and later.deadline < deadline_at:
            raise PastNextDeadline(phase=phase_label(later.phase), deadline=moment(later.deadline))
    return before


def _require_waiting(extension: Extension) -> None:
    if not extension.waiting:
        raise AlreadyAnswered(when=moment(extension.answered_at))


def _answer(extension: Extension, state: str, *, actor: Actor, at: datetime, answer: str) -> None:
    extension.state, extension.answer = state, answer
    extension.answered_by, extension.answered_at = actor.describe(), at
    extension.save(update_fields=["state", "answer", "answered_by", "answered_at", "deadline_at"])


def _require_over(year: EmulationYear, phase: Phase, *, at: datetime) -> None:
    due_at = queries.times_of(year).due_at(phase)
    if due_at is not None and at < due_at:
        raise NotOverYet(deadline=moment(due_at))
    extensions = year.extensions.filter(phase=phase).select_related("unit").order_by("unit__folded")
    waiting = [row.unit.name for row in extensions if row.waiting]
    if waiting:
        raise RequestsWaiting(units="; ".join(waiting))
    reopened = year.reopenings.filter(phase=phase, closed_at__isnull=True).select_related("unit")
    writing = {row.unit.name for row in extensions if row.granted and at < row.deadline_at}
    writing |= {row.unit.name for row in reopened}
    if writing:
        raise UnitsStillWriting(units="; ".join(sorted(writing)))


def _about(extension: Extension) -> dict[str, Any]:
    """The columns of an event about one unit's time."""
    return {
        "subject": f"extension:{extension.pk}",
        "emulation_year_id": extension.emulation_year_id,
        "unit_id": extension.unit_id,
        "unit": extension.unit.name,
        "phase": PHASE_LABELS[Phase(extension.phase)],
    }


def _given(extension: Extension, *, before: datetime, reason: str) -> events.UnitDeadlineExtended:
    return events.UnitDeadlineExtended(
        **_about(extension), before=_written(before), deadline=_written(extension.deadline_at), reason=reason
    )


def _written(when: datetime) -> str:
    return write_datetime(when, language="vi")
