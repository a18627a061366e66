"""Setting up a bloc's year: members, leadership, calendar, criteria sheet, opening."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.bodies.queries import body_for
from thidua.cycles import events, policies, queries
from thidua.cycles.models import (
    BlocMembership,
    Criterion,
    EmulationBloc,
    EmulationYear,
    PhaseWindow,
    ScoringTable,
    YearState,
)
from thidua.cycles.phases import phase_label
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal, TextRefusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.rulebook import book, calendar
from thidua.rulebook.calendar import Phase
from thidua.rulebook.measures import write_number
from thidua.rulebook.refusals import RulebookError

Answer = TypeVar("Answer")


class BlocKnown(Refusal):
    code = "bloc_known"
    field = "number"
    sentence = _("Đã có khối số %(number)s. Chọn số khác.")


class YearKnown(Refusal):
    code = "year_known"
    field = "year"
    sentence = _("Khối đã có năm %(year)s. Mở năm đó để làm tiếp.")


class ForeignMember(Refusal):
    code = "foreign_member"
    field = "units"
    sentence = _("Có đơn vị không thuộc cơ quan tổ chức khối. Chọn lại danh sách.")


class LeadersLeft(Refusal):
    code = "leaders_left"
    field = "units"
    sentence = _(
        "%(unit)s đang là Khối trưởng hoặc Khối phó. Ghi lại Khối trưởng, Khối phó trước khi bỏ đơn vị này."
    )


class NotMembers(Refusal):
    code = "not_members"
    field = "leader"
    sentence = _("Khối trưởng và Khối phó phải là đơn vị thành viên của khối trong năm.")


class SameUnit(Refusal):
    code = "same_unit"
    field = "deputy"
    sentence = _("Khối trưởng và Khối phó phải là hai đơn vị khác nhau.")


class SheetKnown(Refusal):
    code = "sheet_known"
    field = "title"
    sentence = _("Khối đã có bảng điểm tên “%(title)s”. Đặt tên khác.")


class CodeKnown(Refusal):
    code = "code_known"
    field = "code"
    sentence = _("Bảng điểm đã có dòng mã %(code)s. Dùng mã khác.")


class SheetNotAdopted(Refusal):
    code = "sheet_not_adopted"
    field = "table"
    sentence = _("Chỉ chọn được bảng điểm đã ban hành của khối này.")


class NotReady(Refusal):
    code = "not_ready"
    sentence = _("Chưa mở được năm. %(missing)s")


class NotLater(Refusal):
    code = "not_later"
    field = "deadline"
    sentence = _("Hạn mới phải sau hạn cũ (%(before)s) và sau hiện tại.")


def about(year: EmulationYear) -> dict[str, Any]:
    """The columns of an event about a year."""
    return {"subject": f"year:{year.pk}", "emulation_year_id": year.pk}


@action(needs=policies.CREATE_BLOC, loads=body_for)
def create_bloc(
    authority: Body, *, actor: Actor, at: datetime, number: int, name: str
) -> Recorded[EmulationBloc]:
    """The authority's officer registers a bloc under its number."""
    if EmulationBloc.objects.filter(authority=authority, number=number).exists():
        raise BlocKnown(number=number)
    bloc = EmulationBloc.objects.create(authority=authority, number=number, name=name)
    return Recorded(bloc, events.BlocCreated(subject=f"bloc:{bloc.pk}", bloc=name))


@action(needs=policies.START_YEAR, loads=queries.bloc_to_change)
def start_year(
    bloc: EmulationBloc, *, actor: Actor, at: datetime, year: int, decision_number: str, decision_on: date,
    illustrative: bool = False,
) -> Recorded[EmulationYear]:  # fmt: skip
    """The authority begins to set up a year of the bloc, by a dated decision."""
    if EmulationYear.objects.filter(bloc=bloc, year=year).exists():
        raise YearKnown(year=year)
    made = EmulationYear.objects.create(
        bloc=bloc, year=year, decision_number=decision_number, decision_on=decision_on,
        decision_illustrative=illustrative,
    )  # fmt: skip
    return Recorded(made, events.YearStarted(**about(made), year=year, decision=decision_number))


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def set_members(
    year: EmulationYear, *, actor: Actor, at: datetime, unit_ids: Sequence[int]
) -> Recorded[EmulationYear]:
    """The authority writes the list of members, in its order."""
    require_set_up(year)
    chosen = list(dict.fromkeys(unit_ids))
    if len(chosen) < 2:
        raise TooFewMembers
    units = {unit.pk: unit for unit in Body.objects.filter(pk__in=chosen, parent_id=year.bloc.authority_id)}
    if len(units) != len(chosen):
        raise ForeignMember
    for leader in (year.leader, year.deputy):
        if leader is not None and leader.pk not in units:
            raise LeadersLeft(unit=leader.name)
    year.memberships.all().delete()
    BlocMembership.objects.bulk_create(
        BlocMembership(emulation_year=year, unit_id=unit_id, position=position)
        for position, unit_id in enumerate(chosen, start=1)
    )
    return Recorded(year, events.MembersSet(**about(year), units=tuple(units[one].name for one in chosen)))


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def set_leadership(
    year: EmulationYear,
    *,
    actor: Actor,
    at: datetime,
    leader_id: int,
    deputy_id: int,
    illustrative: bool = False,
) -> Recorded[EmulationYear]:
    """The authority writes which unit leads the bloc this year and which deputises."""
    require_set_up(year)
    if leader_id == deputy_id:
        raise SameUnit
    members = {unit.pk: unit for unit in queries.members(year)}
    if leader_id not in members or deputy_id not in members:
        raise NotMembers
    year.leader, year.deputy = members[leader_id], members[deputy_id]
    year.leadership_illustrative = illustrative
    year.save(update_fields=["leader", "deputy", "leadership_illustrative"])
    event = events.LeadershipSet(**about(year), leader=year.leader.name, deputy=year.deputy.name)
    return Recorded(year, event)


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def set_phase_windows(
    year: EmulationYear, *, actor: Actor, at: datetime, windows: Mapping[Phase, tuple[datetime, datetime]]
) -> Recorded[EmulationYear]:
    """The authority writes when each phase begins and ends. Raises a refusal of the rulebook for a wrong order."""
    require_set_up(year)
    _checked(windows)
    year.phases.all().delete()
    PhaseWindow.objects.bulk_create(
        PhaseWindow(emulation_year=year, phase=phase, first_at=first, deadline_at=deadline)
        for phase, (first, deadline) in windows.items()
    )
    written = tuple(
        f"{phase_label(phase)} {moment(first)} – {moment(deadline)}"
        for phase, (first, deadline) in windows.items()
    )
    return Recorded(year, events.CalendarSet(**about(year), windows=written))


@action(needs=policies.EXTEND, loads=queries.year_to_change)
def extend_deadline(
    year: EmulationYear, *, actor: Actor, at: datetime, phase: str, deadline_at: datetime, reason: str
) -> Recorded[EmulationYear]:
    """The authority gives the whole bloc more time for a phase, with a reason."""
    if not year.running:
        raise NotRunning
    window = queries.window_of(year, phase)
    if deadline_at <= window.deadline_at or deadline_at <= at:
        raise NotLater(before=moment(window.deadline_at))
    before, window.deadline_at = window.deadline_at, deadline_at
    rows = {Phase(row.phase): (row.first_at, row.deadline_at) for row in year.phases.all()}
    _checked(rows | {Phase(phase): (window.first_at, deadline_at)})
    window.save(update_fields=["deadline_at"])
    event = events.DeadlineExtended(
        **about(year),
        phase=phase_label(phase),
        before=moment(before),
        deadline=moment(deadline_at),
        reason=reason,
    )
    return Recorded(year, event)


@action(needs=policies.START_SHEET, loads=queries.bloc_to_change)
def start_sheet(
    bloc: EmulationBloc, *, actor: Actor, at: datetime, title: str, source: str, illustrative: bool = False
) -> Recorded[ScoringTable]:
    """The authority begins a criteria sheet for the bloc."""
    if ScoringTable.objects.filter(bloc=bloc, title=title).exists():
        raise SheetKnown(title=title)
    table = ScoringTable.objects.create(bloc=bloc, title=title, source=source, illustrative=illustrative)
    return Recorded(table, events.SheetStarted(subject=f"sheet:{table.pk}", title=title))


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def add_criterion(
    table: ScoringTable, *, actor: Actor, at: datetime, section: str, code: str, title: str, kind: str,
    max_points: Decimal, clause: str, per_occurrence: Decimal | None = None,
) -> Recorded[Criterion]:  # fmt: skip
    """The authority adds a line to a sheet not adopted yet."""
    require_draft(table)
    if table.criteria.filter(code=code).exists():
        raise CodeKnown(code=code)
    line = Criterion(
        table=table, position=table.criteria.count() + 1, section=section, code=code, title=title, kind=kind,
        max_points=max_points, per_occurrence=per_occurrence, clause=clause,
    )  # fmt: skip
    _told(lambda: queries.line_of(line))
    line.save()
    event = events.CriterionAdded(
        subject=f"sheet:{table.pk}",
        code=code,
        title=title,
        max_points=write_number(max_points, language="vi"),
    )
    return Recorded(line, event)


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def remove_criterion(
    table: ScoringTable, *, actor: Actor, at: datetime, criterion_id: int
) -> Recorded[ScoringTable]:
    """The authority drops a line from a sheet not adopted yet."""
    require_draft(table)
    line = queries.criterion_of(table, criterion_id)
    event = events.CriterionRemoved(subject=f"sheet:{table.pk}", code=line.code)
    line.delete()
    return Recorded(table, event)


@action(needs=policies.ADOPT_SHEET, loads=queries.table_to_change)
def adopt_sheet(table: ScoringTable, *, actor: Actor, at: datetime) -> Recorded[ScoringTable]:
    """The authority adopts the sheet: its content is frozen under its hash."""
    require_draft(table)
    sheet = _told(lambda: queries.sheet_of(table))
    table.adopted_at, table.adopted_by, table.content_hash = at, actor.describe(), sheet.digest()
    table.save(update_fields=["adopted_at", "adopted_by", "content_hash"])
    event = events.SheetAdopted(
        subject=f"sheet:{table.pk}", title=table.title, content_hash=table.content_hash
    )
    return Recorded(table, event)


@action(needs=policies.SET_UP, loads=queries.year_to_change)
def choose_sheet(
    year: EmulationYear, *, actor: Actor, at: datetime, table_id: int
) -> Recorded[EmulationYear]:
    """The authority chooses the adopted sheet by which the year is scored."""
    require_set_up(year)
    table = ScoringTable.objects.filter(pk=table_id, bloc_id=year.bloc_id, adopted_at__isnull=False).first()
    if table is None:
        raise SheetNotAdopted
    year.scoring_table = table
    year.save(update_fields=["scoring_table"])
    return Recorded(year, events.SheetChosen(**about(year), title=table.title))


@action(needs=policies.OPEN, loads=queries.year_to_change)
def open_year(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[EmulationYear]:
    """The authority opens the year. Raises NotReady with everything that is still missing."""
    require_set_up(year)
    missing = queries.missing_before_opening(year)
    if missing:
        raise NotReady(missing=" ".join(missing))
    year.state, year.opened_at, year.rulebook_version = YearState.RUNNING, at, book.load().version
    year.save(update_fields=["state", "opened_at", "rulebook_version"])
    return Recorded(year, events.YearOpened(**about(year), year=year.year, rulebook=year.rulebook_version))


def _checked(windows: Mapping[Phase, tuple[datetime, datetime]]) -> calendar.Calendar:
    """The calendar of the windows, or a refusal that names the phase in the page's language."""
    return _told(
        lambda: calendar.Calendar(
            windows=tuple(
                calendar.PhaseWindow(phase, first, last) for phase, (first, last) in windows.items()
            )
        )
    )


def _told(compute: Callable[[], Answer]) -> Answer:
    """Run a computation of the rulebook, turning its refusal into one that a form can show."""
    try:
        return compute()
    except RulebookError as error:
        text = error.text
        raise TextRefusal(
            code=error.code, sentence=lambda: text.in_language(get_language() or "vi")
        ) from error
