"""The way every paper of a unit goes: drafted, sent to the head, approved; or returned with a reason."""

from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import PaperState, UnitPaper
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import UnitTimes, times_of
from thidua.cycles.states import PeriodIsLocked
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.kernel.versions import Stale
from thidua.ledger.queries import last_edit
from thidua.rulebook.calendar import Phase


class YearNotRunning(Refusal):
    code = "year_not_running"
    sentence = _("Năm thi đua này chưa mở hoặc đã khép lại, nên không ghi thêm được gì.")


class PhaseNotBegun(Refusal):
    code = "phase_not_begun"
    sentence = _("Chưa đến thời gian làm việc này. Bắt đầu từ %(first)s.")


class PhaseOver(Refusal):
    code = "phase_over"
    sentence = _(
        "Hạn làm việc này đã hết lúc %(deadline)s. Nếu cần thêm thời gian, xin gia hạn ở trang lịch của năm; cán bộ thi đua của tỉnh trả lời."
    )


class NotInDraft(Refusal):
    code = "not_in_draft"
    sentence = _(
        "Nội dung này đã được trình hoặc đã duyệt nên không sửa được nữa. Muốn sửa, đề nghị người có thẩm quyền trả lại."
    )


class AlreadyDone(Refusal):
    code = "already_done"
    sentence = _("Việc này đã được làm trước đó, lúc %(when)s. Không ghi lại lần thứ hai.")


class NothingToReturn(Refusal):
    code = "nothing_to_return"
    sentence = _("Nội dung này đang ở đơn vị, chưa có gì để trả lại.")


def require_phase(
    year: EmulationYear, phase: Phase, *, at: datetime, unit_id: int | None = None, times: UnitTimes | None = None
) -> None:
    """Refuse unless the year runs and the phase is open: from its first moment until just before its deadline.

    The deadline is the unit's own where it has more time; a unit that was opened again writes until then. `times` are
    those of the unit, where they are at hand.
    """
    if not year.running:
        raise YearNotRunning
    times = times_of(year, unit_id) if times is None else times
    if times.is_reopened(phase, at):
        return
    if phase in times.reopened:
        raise PhaseOver(deadline=moment(times.reopened[phase]))
    if phase in times.locked:
        raise PeriodIsLocked
    for window in times.calendar.windows:
        if window.phase != phase:
            continue
        if at < window.first:
            raise PhaseNotBegun(first=moment(window.first))
        if at >= window.deadline:
            raise PhaseOver(deadline=moment(window.deadline))


def require_unlocked(paper: UnitPaper) -> None:
    """Refuse to touch a paper whose period is locked, unless its unit was opened again."""
    if times_of(paper.emulation_year, paper.unit_id).fixed(paper.of_phase):
        raise PeriodIsLocked


def require_draft(paper: UnitPaper) -> None:
    """Refuse to change what has been sent or approved."""
    if not paper.draft:
        raise NotInDraft


class Versioned(Protocol):
    """A row that carries the version it is at."""

    pk: Any
    version: Any
    emulation_year_id: Any


def name_of(row: Versioned) -> str:
    """The row as the ledger names what was edited: "result:12"."""
    return f"{type(row).__name__.lower()}:{row.pk}"


def edited(row: Versioned) -> dict[str, Any]:
    """For the event of an edit just made: what was edited, the version it was based on, the version it became."""
    return {"edited": name_of(row), "parent": row.version - 1, "version": row.version}


def require_version(given: int | None, current: int, *, row: Versioned | None = None, what: str = "") -> None:
    """Refuse a form that was opened before somebody else saved. No version given means no form was involved.

    With the row, the refusal knows who saved it and when; `what` is how people call it.
    """
    if given is None or given == current:
        return
    last = None if row is None else last_edit(name_of(row), current, emulation_year_id=row.emulation_year_id)
    if last is None:  # an edit of many rows at once names none of them; the row itself may know
        raise Stale(**_last_hand(row), what=what)
    raise Stale(who=last.who, at=last.at, what=what)


def _last_hand(row: Versioned | None) -> dict[str, Any]:
    """Who wrote a row last, and when, by its own columns."""
    columns = (("entered_by", "entered_at"), ("reviewed_by", "reviewed_at"))
    hands = [(getattr(row, at, None), getattr(row, by, "")) for by, at in columns]
    known = sorted((at, by) for at, by in hands if at)
    return {"who": known[-1][1], "at": known[-1][0]} if known else {}


def send(paper: UnitPaper, *, actor: Actor, at: datetime) -> None:
    """The officer lays the draft before the unit's head. Raises AlreadyDone when it is there already."""
    if paper.awaiting and paper.sent_at:
        raise AlreadyDone(when=moment(paper.sent_at))
    require_draft(paper)
    paper.state = PaperState.AWAITING
    paper.sent_by, paper.sent_at = actor.describe(), at
    paper.return_reason = paper.returned_by = ""
    paper.returned_at = None
    _save(paper)


def approve(paper: UnitPaper, *, actor: Actor, at: datetime, due_at: datetime | None = None) -> None:
    """The unit's head approves: from here on the paper is the bloc's. Raises AlreadyDone the second time.

    The first time, the moment is kept beside the bloc's deadline, `due_at` unless it is that of the paper's phase.
    """
    if paper.approved and paper.approved_at:
        raise AlreadyDone(when=moment(paper.approved_at))
    if paper.first_approved_at is None:
        paper.first_approved_at = at
        paper.due_at = due_at or times_of(paper.emulation_year).due_at(paper.of_phase)
    paper.state = PaperState.APPROVED
    paper.approved_by, paper.approved_at = actor.describe(), at
    paper.return_reason = paper.returned_by = ""
    paper.returned_at = None
    _save(paper)


def give_back(paper: UnitPaper, *, actor: Actor, at: datetime, reason: str) -> None:
    """The paper goes back to the unit with a reason, which is shown first to those who must act."""
    if paper.draft:
        raise NothingToReturn
    require_unlocked(paper)
    paper.state = PaperState.DRAFT
    paper.return_reason, paper.returned_by, paper.returned_at = reason, actor.describe(), at
    paper.approved_by, paper.approved_at = "", None
    _save(paper)


def _save(paper: UnitPaper) -> None:
    paper.version += 1
    paper.save(
        update_fields=[
            "state", "version", "sent_by", "sent_at", "approved_by", "approved_at",
            "return_reason", "returned_by", "returned_at", "first_approved_at", "due_at",
        ]
    )  # fmt: skip
