"""How far a draft year is set up, and what still stands in the way of opening it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.bodies.models import Body
from thidua.cycles.models import BlocMembership, EmulationYear, PhaseWindow, YearState
from thidua.cycles.phases import phase_label
from thidua.cycles.queries.membership import FEWEST_MEMBERS, Overlap, overlaps_of
from thidua.cycles.queries.periods import period_tasks_for
from thidua.cycles.queries.years import PhaseRow, members, phase_rows, visible_years, year_for
from thidua.cycles.states import require_set_up
from thidua.kernel.actor import Actor, Office
from thidua.kernel.tasks import Task
from thidua.rulebook.calendar import Phase

DEADLINE_HOUR = time(17)


def missing_before_opening(year: EmulationYear) -> list[str]:
    """What the year still needs, in sentences; empty when it can be opened.

    Two queries, or none when `memberships` and `phases` were prefetched.
    """
    units = {row.unit_id for row in year.memberships.all() if not row.left}
    planned = {row.phase for row in year.phases.all()}
    return [*_members_missing(year, units), *_calendar_missing(planned), *_sheet_missing(year)]


def _members_missing(year: EmulationYear, units: set[int]) -> list[str]:
    found = []
    if len(units) < FEWEST_MEMBERS:
        found.append(
            _("Khối cần ít nhất %(needed)s đơn vị thành viên, hiện có %(count)s. Ghi theo quyết định.")
            % {"needed": FEWEST_MEMBERS, "count": len(units)}
        )
    if year.leader_id is None or year.deputy_id is None:
        found.append(_("Chưa ghi đủ Khối trưởng và Khối phó. Chọn hai đơn vị trong danh sách thành viên."))
    elif not {year.leader_id, year.deputy_id} <= units:
        found.append(_("Khối trưởng và Khối phó phải là đơn vị thành viên. Chọn lại hai đơn vị."))
    return found


def _calendar_missing(planned: set[str]) -> list[str]:
    absent = [phase_label(phase) for phase in Phase if phase not in planned]
    if not absent:
        return []
    return [_("Lịch năm chưa có: %(phases)s. Ghi ngày bắt đầu và hạn cuối.") % {"phases": ", ".join(absent)}]


def _sheet_missing(year: EmulationYear) -> list[str]:
    table = year.scoring_table
    if table is None:
        return [_("Chưa chọn bảng điểm. Chọn một bảng điểm đã ban hành của khối.")]
    if not table.adopted:
        sentence = _("Bảng điểm “%(title)s” chưa ban hành. Ban hành bảng điểm trước khi mở năm.")
        return [sentence % {"title": table.title}]
    return []


@dataclass(frozen=True, kw_only=True)
class SetupPage:
    """The four steps of setting a year up: members, leadership, calendar, sheet; and what is missing."""

    year: EmulationYear
    members: list[Body]
    phases: list[PhaseRow]
    missing: list[str]
    overlaps: list[Overlap]
    outside: list[PhaseRow]

    @property
    def calendar_complete(self) -> bool:
        return len(self.phases) == len(Phase)


def setup_page(actor: Actor, year_id: int, *, at: datetime) -> SetupPage:
    """The year as far as it is set up, or 404."""
    year = year_for(actor, year_id)
    phases = phase_rows(year, at=at)
    return SetupPage(
        year=year,
        members=members(year),
        phases=phases,
        missing=missing_before_opening(year) if year.draft else [],
        overlaps=overlaps_of(year),
        outside=phases_outside(year, phases),
    )


# Scores, conference and commendation of a year often fall after its last day, by some months.
WITHIN = (Phase.PLEDGE, Phase.CARRY_OUT)
MONTHS_AFTER = 6


def phases_outside(year: EmulationYear, phases: list[PhaseRow]) -> list[PhaseRow]:
    """The phases that fall where nobody would expect them: worth a second look, never refused."""
    latest = date(
        year.last_on.year + (year.last_on.month + MONTHS_AFTER - 1) // 12,
        (year.last_on.month + MONTHS_AFTER - 1) % 12 + 1,
        1,
    )
    found = []
    for row in phases:
        first, last = timezone.localdate(row.first), timezone.localdate(row.deadline)
        late = first > year.last_on if row.phase in WITHIN else last > latest
        if late or last < year.first_on:
            found.append(row)
    return found


def year_to_set_up(actor: Actor, year_id: int) -> EmulationYear:
    """The draft year, or 404. Raises NotInSetUp once it is open."""
    year = year_for(actor, year_id)
    require_set_up(year)
    return year


def windows_as_typed(year: EmulationYear) -> dict[str, date | time]:
    """The calendar as the form shows it; where nothing is planned only the usual hour of deadlines stands."""
    typed: dict[str, date | time] = {f"{phase}_hour": DEADLINE_HOUR for phase in Phase}
    for row in PhaseWindow.objects.filter(emulation_year=year):
        deadline = timezone.localtime(row.deadline_at)
        typed[f"{row.phase}_first"] = timezone.localdate(row.first_at)
        typed[f"{row.phase}_last"] = deadline.date()
        typed[f"{row.phase}_hour"] = deadline.time()
    return typed


def drafts(actor: Actor) -> QuerySet[EmulationYear]:
    """The years the actor's authority is setting up, with what `missing_before_opening` looks at."""
    return (
        visible_years(actor)
        .filter(state=YearState.DRAFT)
        .prefetch_related(
            Prefetch("memberships", queryset=BlocMembership.objects.order_by("position")),
            Prefetch("phases", queryset=PhaseWindow.objects.order_by("first_at")),
        )
        .order_by("year", "bloc__number")
    )


def tasks_for(actor: Actor, *, at: datetime) -> list[Task]:
    """The draft years that the authority's officer has to finish setting up, or to open, and requests for more time.

    Four queries.
    """
    if actor.office is not Office.AUTHORITY_OFFICER:
        return []
    return [_task(year, at=at) for year in drafts(actor)] + period_tasks_for(actor, at=at)


def _task(year: EmulationYear, *, at: datetime) -> Task:
    missing = missing_before_opening(year)
    named = {"year": year.label, "bloc": year.bloc.name}
    begins = min((row.first_at for row in year.phases.all()), default=None)
    late = begins is not None and begins <= at
    if missing:
        return Task(
            heading=_("Chuẩn bị năm thi đua %(year)s của %(bloc)s") % named,
            why=missing[0],
            url=reverse("cycles:setup", args=[year.pk]),
            action=_("Chuẩn bị tiếp"),
            deadline=begins,
            late=late,
        )
    return Task(
        heading=_("Mở năm thi đua %(year)s của %(bloc)s") % named,
        why=_("Đã đủ thành viên, Khối trưởng, Khối phó, lịch và bảng điểm."),
        url=reverse("cycles:open_year", args=[year.pk]),
        action=_("Xem lại và mở"),
        deadline=begins,
        late=late,
    )
