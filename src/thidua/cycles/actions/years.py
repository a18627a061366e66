"""Setting up a bloc's year: members, leadership, calendar, criteria sheet; opening it; giving more time."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.cycles import events, policies, queries
from thidua.cycles.models import BlocMembership, EmulationBloc, EmulationYear, PhaseWindow, ScoringTable, YearState
from thidua.cycles.phases import PHASE_LABELS, phase_label
from thidua.cycles.states import PeriodIsLocked, require_running, require_set_up
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal, TextRefusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.reading.dates import write_datetime
from thidua.rulebook import book, calendar
from thidua.rulebook.calendar import InvalidCalendar, Phase

Windows = Mapping[Phase, tuple[datetime, datetime]]
ORDER = tuple(Phase)


class YearKnown(Refusal):
    code = "year_known"
    field = "year"
    sentence = _("Khối đã có năm %(year)s. Mở năm đó để làm tiếp, hoặc ghi năm khác.")


class DaysOutOfOrder(Refusal):
    code = "days_out_of_order"
    field = "last_on"
    sentence = _("Ngày cuối của năm thi đua phải sau ngày đầu. Kiểm tra lại hai ngày.")


class ForeignMember(Refusal):
    code = "foreign_member"
    sentence = _(
        "Có đơn vị không thuộc cơ quan tổ chức khối, hoặc không còn hoạt động. Tải lại trang rồi chọn lại danh sách; "
        "đơn vị của cơ quan khác thì mời ở mục “Mời đơn vị ngoài cơ quan”."
    )


class LeadersLeft(Refusal):
    code = "leaders_left"
    sentence = _(
        "%(unit)s đang là Khối trưởng hoặc Khối phó. "
        "Ghi lại Khối trưởng, Khối phó trước khi đưa đơn vị này ra khỏi danh sách."
    )


class NotMembers(Refusal):
    code = "not_members"
    field = "leader_id"
    sentence = _("Khối trưởng và Khối phó phải là đơn vị thành viên của khối trong năm.")


class SameUnit(Refusal):
    code = "same_unit"
    field = "deputy_id"
    sentence = _("Khối trưởng và Khối phó phải là hai đơn vị khác nhau.")


class SheetNotAdopted(Refusal):
    code = "sheet_not_adopted"
    field = "table_id"
    sentence = _("Chỉ chọn được bảng điểm đã ban hành của khối này.")


class NotReady(Refusal):
    code = "not_ready"
    sentence = _("Chưa mở được năm thi đua. %(missing)s")


class AlreadyOpen(Refusal):
    code = "already_open"
    sentence = _("Năm này đã được mở lúc %(when)s. Không mở lại lần thứ hai.")


class NotLater(Refusal):
    code = "not_later"
    field = "last"
    sentence = _("Hạn mới phải sau hạn đang có (%(before)s) và sau thời điểm này.")


class PastNextDeadline(Refusal):
    code = "past_next_deadline"
    field = "last"
    sentence = _(
        "Hạn mới muộn hơn hạn của giai đoạn %(phase)s (%(deadline)s). Gia hạn giai đoạn đó trước, hoặc chọn ngày sớm hơn."
    )


def about(year: EmulationYear) -> dict[str, Any]:
    """The columns of an event about a year."""
    return {"subject": f"year:{year.pk}", "emulation_year_id": year.pk}


@action(needs=policies.START_YEAR, loads=queries.bloc_to_change)
def start_year(
    bloc: EmulationBloc, *, actor: Actor, at: datetime, year: int, decision_number: str, decision_on: date,
    first_on: date | None = None, last_on: date | None = None, label: str = "", illustrative: bool = False,
) -> Recorded[EmulationYear]:  # fmt: skip
    """The authority begins to set up a year of the bloc, by a dated decision. Raises YearKnown, DaysOutOfOrder.

    Without days of its own it is the calendar year.
    """
    if EmulationYear.objects.filter(bloc=bloc, year=year).exists():
        raise YearKnown(year=year)
    first_on, last_on = first_on or date(year, 1, 1), last_on or date(year, 12, 31)
    require_days(first_on, last_on)
    made = EmulationYear.objects.create(
        bloc=bloc, year=year, first_on=first_on, last_on=last_on, own_label="" if label == str(year) else label,
        decision_number=decision_number, decision_on=decision_on, decision_illustrative=illustrative,
    )  # fmt: skip
    return Recorded(made, events.YearStarted(**about(made), year=year, decision=decision_number))


def require_days(first_on: date, last_on: date) -> None:
    """Refuse a year that ends before it has begun."""
    if last_on <= first_on:
        raise DaysOutOfOrder


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def change_days(
    year: EmulationYear, *, actor: Actor, at: datetime, first_on: date, last_on: date, label: str
) -> Recorded[EmulationYear]:
    """The authority writes from which day to which the year goes, and what it is called.

    Raises NotInSetUp, DaysOutOfOrder.
    """
    require_set_up(year)
    require_days(first_on, last_on)
    year.first_on, year.last_on = first_on, last_on
    year.own_label = "" if label == str(year.year) else label
    year.save(update_fields=["first_on", "last_on", "own_label"])
    days: dict[str, Any] = {"first_on": first_on.strftime("%d/%m/%Y"), "last_on": last_on.strftime("%d/%m/%Y")}
    return Recorded(year, events.DaysChanged(**about(year), label=year.label, **days))


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def change_decision(
    year: EmulationYear, *, actor: Actor, at: datetime, decision_number: str, decision_on: date
) -> Recorded[EmulationYear]:
    """The authority corrects the number and the day of the decision. Raises NotInSetUp."""
    require_set_up(year)
    before = year.decision_number
    year.decision_number, year.decision_on = decision_number, decision_on
    year.save(update_fields=["decision_number", "decision_on"])
    day = decision_on.strftime("%d/%m/%Y")
    return Recorded(
        year, events.DecisionChanged(**about(year), before=before, decision=decision_number, decision_on=day)
    )


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def set_members(year: EmulationYear, *, actor: Actor, at: datetime, unit_ids: Sequence[int]) -> Recorded[EmulationYear]:
    """The authority writes the list of members, in its order.

    Raises NotInSetUp; ForeignMember for a unit of another authority that was not invited before; LeadersLeft when the
    head or the deputy would no longer be a member.
    """
    require_set_up(year)
    chosen = list(dict.fromkeys(unit_ids))
    known = {row.unit_id: row for row in year.memberships.all()}
    units = {unit.pk: unit for unit in queries.units_to_put_into(year).filter(pk__in=chosen)}
    if len(units) != len(chosen):
        raise ForeignMember
    for leader in (year.leader, year.deputy):
        if leader is not None and leader.pk not in units:
            raise LeadersLeft(unit=leader.name)
    year.memberships.all().delete()
    rows = [known.get(unit_id) or BlocMembership(emulation_year=year, unit=units[unit_id]) for unit_id in chosen]
    for position, row in enumerate(rows, start=1):
        row.pk, row.position, row.unit_name = None, position, units[row.unit_id].name
    BlocMembership.objects.bulk_create(rows)
    return Recorded(year, events.MembersSet(**about(year), units=tuple(units[one].name for one in chosen)))


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def set_leadership(
    year: EmulationYear, *, actor: Actor, at: datetime, leader_id: int, deputy_id: int, illustrative: bool = False
) -> Recorded[EmulationYear]:
    """The authority writes which unit leads the bloc this year and which deputises.

    Raises NotInSetUp, SameUnit, NotMembers.
    """
    require_set_up(year)
    units = queries.members(year)
    year.leader, year.deputy = require_pair(units, leader_id=leader_id, deputy_id=deputy_id)
    year.leadership_illustrative = illustrative
    year.save(update_fields=["leader", "deputy", "leadership_illustrative"])
    event = events.LeadershipSet(**about(year), leader=year.leader.name, deputy=year.deputy.name)
    return Recorded(year, event)


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def set_phase_windows(year: EmulationYear, *, actor: Actor, at: datetime, windows: Windows) -> Recorded[EmulationYear]:
    """The authority writes when each phase begins and ends.

    Raises NotInSetUp, and what the rulebook refuses about a calendar, at the field of the phase.
    """
    require_set_up(year)
    planned = _calendar(windows).windows
    year.phases.all().delete()
    PhaseWindow.objects.bulk_create(
        PhaseWindow(emulation_year=year, phase=window.phase, first_at=window.first, deadline_at=window.deadline)
        for window in planned
    )
    written = tuple(
        f"{PHASE_LABELS[window.phase]} {_written(window.first)} – {_written(window.deadline)}" for window in planned
    )
    return Recorded(year, events.CalendarSet(**about(year), windows=written))


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def choose_sheet(year: EmulationYear, *, actor: Actor, at: datetime, table_id: int) -> Recorded[EmulationYear]:
    """The authority chooses the adopted sheet by which the year is scored. Raises SheetNotAdopted."""
    require_set_up(year)
    table = ScoringTable.objects.filter(pk=table_id, bloc_id=year.bloc_id, adopted_at__isnull=False).first()
    if table is None:
        raise SheetNotAdopted
    year.scoring_table = table
    year.save(update_fields=["scoring_table"])
    return Recorded(year, events.SheetChosen(**about(year), title=table.title))


@action(needs=policies.OPEN, loads=queries.year_to_change)
def open_year(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[EmulationYear]:
    """The authority opens the year under the rulebook of this day.

    Raises AlreadyOpen, and NotReady with everything that is still missing.
    """
    if year.running:
        raise AlreadyOpen(when=moment(year.opened_at))
    require_set_up(year)
    missing = queries.missing_before_opening(year)
    if missing:
        raise NotReady(missing=" ".join(missing))
    year.state, year.opened_at, year.rulebook_version = YearState.RUNNING, at, book.load().version
    year.save(update_fields=["state", "opened_at", "rulebook_version"])
    return Recorded(year, events.YearOpened(**about(year), year=year.year, rulebook=year.rulebook_version))


@action(needs=policies.EXTEND, loads=queries.year_to_change)
def extend_deadline(
    year: EmulationYear, *, actor: Actor, at: datetime, phase: str, deadline_at: datetime, reason: str
) -> Recorded[EmulationYear]:
    """The authority gives the whole bloc more time for a phase, with a reason.

    Raises NotRunning; PeriodIsLocked; NotLater; PastNextDeadline when a later phase would be due earlier.
    """
    require_running(year)
    window = queries.window_of(year, phase)
    if year.period_locks.filter(phase=phase).exists():
        raise PeriodIsLocked
    before = window.deadline_at
    if deadline_at <= before or deadline_at <= at:
        raise NotLater(before=moment(before))
    for later in queries.calendar_of(year).windows:
        if ORDER.index(later.phase) > ORDER.index(Phase(phase)) and later.deadline < deadline_at:
            raise PastNextDeadline(phase=phase_label(later.phase), deadline=moment(later.deadline))
    window.deadline_at = deadline_at
    window.save(update_fields=["deadline_at"])
    event = events.DeadlineExtended(
        **about(year), phase=PHASE_LABELS[Phase(phase)], before=_written(before), deadline=_written(deadline_at),
        reason=reason,
    )  # fmt: skip
    return Recorded(year, event)


def require_pair(units: Sequence[Body], *, leader_id: int, deputy_id: int) -> tuple[Body, Body]:
    """The head's and the deputy's unit. Raises SameUnit, and NotMembers when either is not among the units."""
    if leader_id == deputy_id:
        raise SameUnit
    known = {unit.pk: unit for unit in units}
    if leader_id not in known or deputy_id not in known:
        raise NotMembers(field="leader_id" if leader_id not in known else "deputy_id")
    return known[leader_id], known[deputy_id]


def require_heads(units: Sequence[Body], *, leader_id: int, deputy_id: int | None) -> tuple[Body, Body | None]:
    """As `require_pair`, for a year that may have no deputy."""
    if deputy_id is not None:
        return require_pair(units, leader_id=leader_id, deputy_id=deputy_id)
    leader = next((unit for unit in units if unit.pk == leader_id), None)
    if leader is None:
        raise NotMembers(field="leader_id")
    return leader, None


def _written(when: datetime) -> str:
    """A moment as the ledger keeps it: in Vietnamese, whatever the language of the page."""
    return write_datetime(when, language="vi")


def _calendar(windows: Windows) -> calendar.Calendar:
    """The calendar of the windows, or a refusal that names the phase as the page does."""
    try:
        return calendar.Calendar(
            windows=tuple(calendar.PhaseWindow(phase, first, deadline) for phase, (first, deadline) in windows.items())
        )
    except InvalidCalendar as error:
        code, data = error.code, error.data
        phase = data.get("phase")

        def sentence() -> str:
            named = {key: phase_label(value) if value in ORDER else value for key, value in data.items()}
            return InvalidCalendar.sentences[code].filled(**named).in_language(get_language() or "vi")

        raise TextRefusal(code=code, sentence=sentence, field=f"{phase}_last") from error
