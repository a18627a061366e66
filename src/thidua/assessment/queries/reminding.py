"""Who is late with what, for those who may remind them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thidua.assessment.models import UnitPaper
from thidua.assessment.policies import UNIT
from thidua.assessment.queries.overview import UnitProgress, progress_of
from thidua.assessment.queries.papers import papers_of_unit
from thidua.bodies.models import Appointment, Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import is_member, running_years, year_for
from thidua.cycles.queries.times import UnitTimes, times_of
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.tasks import Task
from thidua.notices import queries as notices
from thidua.notices.models import Notice
from thidua.notices.policies import REMIND
from thidua.rulebook.calendar import Phase

# So near its deadline a paper that is not handed in may be asked for.
NEAR = timedelta(days=7)
AGAIN_AFTER = timedelta(hours=1)
PHASES = {"pledge": Phase.PLEDGE, "report": Phase.REPORT, "scores": Phase.SCORE}
# What the times of units are read from, once for all of them.
TIMES = ("phases", "extensions", "reopenings", "period_locks")
LABELS = {
    "pledge": gettext_noop("Giao ước thi đua"),
    "report": gettext_noop("Báo cáo kết quả"),
    "scores": gettext_noop("Bảng tự chấm"),
}
ASKED = {
    "pledge": gettext_noop("ký giao ước thi đua năm %(year)s"),
    "report": gettext_noop("nộp báo cáo kết quả năm %(year)s"),
    "scores": gettext_noop("nộp bảng tự chấm năm %(year)s"),
}


def paper_label(what: str) -> str:
    return _(LABELS[what])


@dataclass(frozen=True, kw_only=True)
class LateUnit:
    """A unit that has not handed a paper in: past its deadline, or near it. `days` are whole days, past or left."""

    unit: Body
    deadline: datetime
    late: bool
    days: int


@dataclass(frozen=True, kw_only=True)
class LatePaper:
    """One kind of paper: who is late with it, and the last word about it when that is less than an hour old."""

    what: str
    label: str
    deadline: datetime | None
    units: list[LateUnit]
    last: Notice | None


@dataclass(frozen=True, kw_only=True)
class LatePage:
    """Every kind of paper of a year, with those who are late."""

    year: EmulationYear
    papers: list[LatePaper]


@dataclass(frozen=True, kw_only=True)
class RemindPage:
    """One kind of paper and everyone who would be reminded."""

    year: EmulationYear
    paper: LatePaper
    people: list[Appointment]


def late_page(actor: Actor, year_id: int, *, at: datetime) -> LatePage:
    """Who is late with what in the year, for somebody who may remind them; 404, or Denied for anybody else."""
    year = year_to_remind(actor, year_id)
    return LatePage(year=year, papers=late_papers(year, at=at))


def remind_page(actor: Actor, year_id: int, what: str, *, at: datetime) -> RemindPage:
    """Before reminding: who is late with this paper and who would be told; 404 for a paper there is not."""
    year = year_to_remind(actor, year_id)
    paper = next((one for one in late_papers(year, at=at) if one.what == what), None)
    if paper is None:
        raise Http404
    return RemindPage(year=year, paper=paper, people=people_to_remind(actor, paper, at=at))


def year_to_remind(actor: Actor, year_id: int) -> EmulationYear:
    """The year, to be looked at by somebody who may remind its units."""
    year = year_for(actor, year_id)
    gate.require(actor, REMIND, year)
    return year


def late_papers(year: EmulationYear, *, at: datetime) -> list[LatePaper]:
    """Each kind of paper with the units that are late, in the order of membership. A closed year has none."""
    progress = progress_of(year) if year.running else []
    prefetch_related_objects([year], *TIMES)
    times = {one.unit.pk: times_of(year, one.unit.pk) for one in progress}
    bloc = times_of(year)
    return [
        LatePaper(
            what=what,
            label=paper_label(what),
            deadline=bloc.deadline(phase),
            units=_late_units([one for one in progress if not _handed_in(one, what)], times, phase, at=at),
            last=notices.last_told(year_id=year.pk, prefix=f"bloc:{what}:", since=at - AGAIN_AFTER),
        )
        for what, phase in PHASES.items()
    ]


def _late_units(
    waiting: list[UnitProgress], times: dict[int, UnitTimes], phase: Phase, *, at: datetime
) -> list[LateUnit]:
    """Those that are late among units that have not handed a paper in, each by its own deadline."""
    found = [_late_unit(one.unit, times[one.unit.pk].deadline(phase), at=at) for one in waiting]
    return [one for one in found if one is not None]


def _handed_in(progress: UnitProgress, what: str) -> bool:
    done = {"pledge": progress.pledge_signed, "report": progress.report_submitted, "scores": progress.sheet_submitted}
    return done[what]


def _late_unit(unit: Body, deadline: datetime | None, *, at: datetime) -> LateUnit | None:
    if deadline is None or at < deadline - NEAR:
        return None
    late = at >= deadline
    return LateUnit(unit=unit, deadline=deadline, late=late, days=(at - deadline if late else deadline - at).days)


def people_to_remind(actor: Actor, paper: LatePaper, *, at: datetime) -> list[Appointment]:
    """The heads and officers of the late units, without the one who reminds."""
    found = notices.people_of([one.unit.pk for one in paper.units], day=timezone.localdate(at))
    return [one for one in found if one.person_id != actor.id]


def overdue_for(actor: Actor, *, at: datetime, known: Collection[str]) -> list[Task]:
    """Papers of the actor's unit whose deadline has passed and that are no task any more; `known` are the others.

    For the one reminder that something is late.
    """
    found: list[Task] = []
    if actor.office not in UNIT or actor.body_id is None:
        return found
    for year in running_years(actor):
        if is_member(year, actor.body_id):
            found += _overdue(actor, year, at=at)
    return [task for task in found if task.key not in known]


def _overdue(actor: Actor, year: EmulationYear, *, at: datetime) -> list[Task]:
    times = times_of(year, actor.body_id)
    due = {phase: times.deadline(phase) for phase in PHASES.values()}
    passed = {phase: deadline for phase, deadline in due.items() if deadline is not None and at >= deadline}
    papers = papers_of_unit(actor, year) if passed else {}
    return [
        Task(
            heading=_("Chưa hoàn thành: %(paper)s, năm %(year)s") % {"paper": paper_label(what), "year": year.year},
            why=_("Liên hệ Khối trưởng hoặc cơ quan thi đua nếu cần gia hạn."),
            url=reverse(f"assessment:{what}_start", args=[year.pk]),
            action=_("Mở"),
            deadline=passed[phase],
            late=True,
            key=f"{what}:{year.pk}",
        )
        for what, phase in PHASES.items()
        if phase in passed and not _is_done(papers[what])
    ]


def _is_done(paper: UnitPaper | None) -> bool:
    """Whether the paper is handed in; a pledge signed by hand at the conference is."""
    return paper is not None and (paper.approved or getattr(paper, "signed_on_paper_on", None) is not None)
