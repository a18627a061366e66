"""The bloc at a glance, what waits for whom, and the year's history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.assessment.models import (
    OF_YEARLY,
    YEARLY,
    PaperState,
    Pledge,
    Ranking,
    RankingState,
    Report,
    Result,
    ScoreSheet,
    UnitPaper,
)
from thidua.assessment.policies import UNIT
from thidua.assessment.queries.papers import of_the_year
from thidua.assessment.queries.periodtasks import period_tasks
from thidua.assessment.queries.reopening import reopening_tasks_for
from thidua.assessment.queries.roundtasks import round_tasks
from thidua.assessment.queries.scoring import target_fact, unreviewed
from thidua.assessment.queries.signing import amendment_tasks
from thidua.assessment.vocabulary import WORDS
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.policies import is_deputy_head, is_leader_head, organises, stands_beside
from thidua.cycles.queries import (
    UnitTimes,
    calendar_of,
    deadline_in,
    is_member,
    members,
    running_years,
    times_of,
    units_of,
)
from thidua.kernel.actor import Actor, Office
from thidua.kernel.tasks import Task
from thidua.ledger.queries import Line, entries_of_year, lines
from thidua.rulebook.achievement import Achievement, achievement
from thidua.rulebook.calendar import Calendar, Phase


@dataclass(frozen=True, kw_only=True)
class UnitProgress:
    """How far one unit is. A paper is None until it is begun; results missing are counted in its report."""

    unit: Body
    pledge: Pledge | None
    report: Report | None
    sheet: ScoreSheet | None
    results_missing: int
    lines_open: int

    @property
    def pledge_signed(self) -> bool:
        return self.pledge is not None and (self.pledge.approved or self.pledge.signed_on_paper_on is not None)

    @property
    def report_submitted(self) -> bool:
        return self.report is not None and self.report.approved

    @property
    def sheet_submitted(self) -> bool:
        return self.sheet is not None and self.sheet.approved

    @property
    def reviewed(self) -> bool:
        return self.sheet_submitted and self.lines_open == 0


def progress_of(year: EmulationYear) -> list[UnitProgress]:
    """One row a unit, in the order of membership. Four queries, whatever the number of units."""
    pledges = {paper.unit_id: paper for paper in Pledge.objects.filter(emulation_year=year)}
    missing = Count("results", filter=Q(results__value__isnull=True))
    reports = {
        paper.unit_id: paper
        for paper in Report.objects.filter(YEARLY, emulation_year=year).annotate(results_missing=missing)
    }
    sheets = _sheets_of(year)
    return [
        UnitProgress(
            unit=unit,
            pledge=pledges.get(unit.pk),
            report=reports.get(unit.pk),
            sheet=sheets.get(unit.pk),
            results_missing=getattr(reports.get(unit.pk), "results_missing", 0),
            lines_open=getattr(sheets.get(unit.pk), "lines_open", 0),
        )
        for unit in members(year)
    ]


def _sheets_of(year: EmulationYear) -> dict[int, ScoreSheet]:
    """The score sheets of a year by unit, each with the number of lines still to review."""
    still_open = Count("lines", filter=unreviewed(year))
    rows = ScoreSheet.objects.filter(emulation_year=year).annotate(lines_open=still_open)
    return {paper.unit_id: paper for paper in rows}


@dataclass(frozen=True, kw_only=True)
class Highlight:
    """A submitted result worth telling: against its plan, with the words a printed source used for it."""

    unit: Body
    indicator: str
    value: Decimal
    unit_of_measure: str
    achievement: Achievement
    claim: str
    illustrative: bool


def highlights_of(year: EmulationYear) -> list[Highlight]:
    """Results of submitted reports that met their plan, the most exceeded first."""
    rows = (
        Result.objects.filter(OF_YEARLY, emulation_year=year, report__state=PaperState.APPROVED, value__isnull=False)
        .filter(report__unit__in=units_of(year))
        .select_related("target", "report__unit")
        .order_by("report__unit__folded", "target__position")
    )
    found = []
    for row in rows:
        reached = achievement(target_fact(row))
        if row.value is None or not reached.met:
            continue
        found.append(
            Highlight(
                unit=row.report.unit, indicator=row.target.indicator, value=row.value,
                unit_of_measure=row.target.unit_of_measure, achievement=reached, claim=row.claim,
                illustrative=row.target.illustrative or row.illustrative,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (not one.claim, -(one.achievement.reached_percent or 0)))


def sees_whole_history(actor: Actor, year: EmulationYear) -> bool:
    """Whether the actor reads the history of every unit of the year, and not the own unit's part alone."""
    answers = is_leader_head(actor, year) or is_deputy_head(actor, year) or organises(actor, year)
    return answers or stands_beside(actor, year) or actor.office in (Office.AUDITOR, Office.COUNCIL_MEMBER)


def history_of(actor: Actor, year: EmulationYear) -> list[Line]:
    """The year in sentences: everything for those who answer for it, a unit's own part for others."""
    if sees_whole_history(actor, year):
        return lines(entries_of_year(year.pk, reader=actor), reader=actor)
    units = [actor.body_id] if actor.body_id else []
    return lines(entries_of_year(year.pk, reader=actor, units=units), reader=actor)


def tasks_for(actor: Actor, *, at: datetime, years: Sequence[EmulationYear] | None = None) -> list[Task]:
    """What waits for the actor in the years that run: `years`, where they are known already.

    An authority organises many blocs, so for its officers nothing is asked year by year.
    """
    found = reopening_tasks_for(actor, at=at)
    for year in running_years(actor).select_related("ranking") if years is None else years:
        calendar = calendar_of(year)
        if actor.office in UNIT and actor.body_id and is_member(year, actor.body_id):
            found += _unit_tasks(actor, year, times_of(year, actor.body_id), at=at)
            found += period_tasks(actor, year, at=at)
        if is_leader_head(actor, year) or is_deputy_head(actor, year) or organises(actor, year):
            found += _bloc_tasks(actor, year, calendar, at=at)
    return found + round_tasks(actor, at=at) + amendment_tasks(actor)


KINDS: tuple[tuple[str, type[UnitPaper], Phase], ...] = (
    ("pledge", Pledge, Phase.PLEDGE),
    ("report", Report, Phase.REPORT),
    ("scores", ScoreSheet, Phase.SCORE),
)


def _unit_tasks(actor: Actor, year: EmulationYear, times: UnitTimes, *, at: datetime) -> list[Task]:
    """The unit's next paper: one that waits for its head, or that is open for writing."""
    found = []
    ready = True
    for name, kind, phase in KINDS:
        open_now = (ready or phase in times.reopened) and times.is_open(phase, at)
        if not ready and not open_now:
            continue
        paper = of_the_year(kind).filter(emulation_year=year, unit_id=actor.body_id).first()
        if paper is not None and paper.approved:
            continue
        if open_now:
            found.append(_unit_task(actor, year, name, paper, times.deadline(phase)))
        ready = False
    return [task for task in found if task is not None]


def _unit_task(
    actor: Actor, year: EmulationYear, name: str, paper: UnitPaper | None, deadline: datetime | None
) -> Task | None:
    words, key = WORDS[name], f"{name}:{year.pk}"
    if paper is None:
        url = reverse(f"assessment:{name}_start", args=[year.pk])
        return Task(heading=_(words.begin), why=_(words.why), url=url, action=_("Bắt đầu"), deadline=deadline, key=key)
    url = reverse(f"assessment:{name}", args=[year.pk, paper.pk])
    if paper.awaiting:
        if actor.office is not Office.UNIT_HEAD:
            return None
        why = _("%(who)s đã trình.") % {"who": paper.sent_by}
        return Task(heading=_(words.approve), why=why, url=url, action=_("Xem và duyệt"), deadline=deadline, key=key)
    why = _("Bị trả lại: %(reason)s") % {"reason": paper.return_reason} if paper.return_reason else _(words.why)
    return Task(heading=_(words.go_on), why=why, url=url, action=_("Làm tiếp"), deadline=deadline, key=key)


def _bloc_tasks(actor: Actor, year: EmulationYear, calendar: Calendar, *, at: datetime) -> list[Task]:
    """Reviews to make, and a ranking to finalise."""
    deadline = deadline_in(calendar, Phase.CONFERENCE)
    ranking: Ranking | None = getattr(year, "ranking", None)
    if ranking is not None and ranking.state != RankingState.PROVISIONAL:
        waits = ranking.state == RankingState.PROPOSED and ranking.proposed_by_id != actor.id
        return [_to_finalise(year, deadline)] if waits else []
    if organises(actor, year):
        return []
    return _review_tasks(actor, year, deadline)


def _to_finalise(year: EmulationYear, deadline: datetime | None) -> Task:
    return Task(
        heading=_("Chốt xếp hạng của %(bloc)s") % {"bloc": year.bloc.name},
        why=_("Một người đã đề nghị; cần người thứ hai xem lại và chốt."),
        url=reverse("assessment:standings", args=[year.pk]),
        action=_("Xem xếp hạng"),
        deadline=deadline,
    )


def _review_tasks(actor: Actor, year: EmulationYear, deadline: datetime | None) -> list[Task]:
    """The units that the bloc's head or deputy has still to review; then the proposal to finalise."""
    units = members(year)
    submitted = {unit_id: sheet for unit_id, sheet in _sheets_of(year).items() if sheet.approved}
    still_open = {unit_id: getattr(sheet, "lines_open", 0) for unit_id, sheet in submitted.items()}
    found = []
    for unit in units:
        if not still_open.get(unit.pk) or not _reviews(actor, year, unit):
            continue
        heading = _("Thẩm định điểm của %(unit)s") % {"unit": unit.name}
        why = _("Còn %(count)s dòng chưa thẩm định.") % {"count": still_open[unit.pk]}
        url = reverse("assessment:scores", args=[year.pk, submitted[unit.pk].pk])
        found.append(Task(heading=heading, why=why, url=url, action=_("Thẩm định"), deadline=deadline))
    if units and all(still_open.get(unit.pk) == 0 for unit in units):
        why = _("Mọi đơn vị đã được thẩm định xong.")
        standings = reverse("assessment:standings", args=[year.pk])
        found.append(
            Task(
                heading=_("Đề nghị chốt xếp hạng"), why=why, url=standings, action=_("Xem xếp hạng"), deadline=deadline
            )
        )
    return found


def _reviews(actor: Actor, year: EmulationYear, unit: Body) -> bool:
    return is_deputy_head(actor, year) if unit.pk == year.leader_id else is_leader_head(actor, year)
