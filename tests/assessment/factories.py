"""A year at work: units with pledges, reports and score sheets, made through the actions people use."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from tests.factories import make_actor, make_bloc, make_table, make_unit, make_year, moment
from thidua.assessment.actions import pledges, reports, scores
from thidua.assessment.models import Pledge, Report, Result, ScoreSheet
from thidua.bodies.models import Body
from thidua.cycles.models import Criterion, EmulationYear
from thidua.kernel.actor import Actor, Office
from thidua.rulebook.facts import Sheet

PLEDGING = moment(2024, 2, 1)
REPORTING = moment(2024, 12, 5)
SCORING = moment(2024, 12, 22)
REVIEWING = moment(2025, 1, 12)


@dataclass
class Unit:
    """A member unit with its head and its officer."""

    body: Body
    head: Actor
    officer: Actor


@dataclass
class Bloc:
    """A running year: `units[0]` leads it, `units[1]` is the deputy's."""

    year: EmulationYear
    units: list[Unit] = field(default_factory=list)
    authority: Actor | None = None

    @property
    def leader(self) -> Unit:
        return self.units[0]

    @property
    def deputy(self) -> Unit:
        return self.units[1]

    @property
    def member(self) -> Unit:
        return self.units[2]


def make_running_bloc(units: int = 3, *, sheet: Sheet | None = None) -> Bloc:
    """A bloc whose year runs, with the sheet of `tests.factories.SHEET` unless told otherwise."""
    bloc = make_bloc()
    year = make_year(bloc, units=units, table=make_table(bloc, sheet=sheet))
    bodies = [membership.unit for membership in year.memberships.select_related("unit").order_by("position")]
    return Bloc(
        year=year,
        units=[
            Unit(body, make_actor(Office.UNIT_HEAD, body), make_actor(Office.UNIT_OFFICER, body)) for body in bodies
        ],
        authority=make_actor(Office.AUTHORITY_OFFICER, year.bloc.authority),
    )


def proportional(year: EmulationYear) -> Criterion:
    return Criterion.objects.get(table=year.scoring_table, takes_targets=True)


def draft_pledge(bloc: Bloc, unit: Unit, *, planned: str = "100", at: datetime = PLEDGING) -> Pledge:
    """A pledge with one target that counts for points."""
    pledge = pledges.start_pledge(bloc.year.pk, actor=unit.officer, at=at).object
    pledges.add_target(
        pledge.pk, actor=unit.officer, at=at, indicator="Số phần quà", planned=Decimal(planned),
        unit_of_measure="phần quà", direction="more", criterion=proportional(bloc.year),
    )  # fmt: skip
    return Pledge.objects.get(pk=pledge.pk)


def signed_pledge(bloc: Bloc, unit: Unit, *, planned: str = "100") -> Pledge:
    pledge = draft_pledge(bloc, unit, planned=planned)
    return pledges.sign_pledge(pledge.pk, actor=unit.head, at=PLEDGING).object


def draft_report(bloc: Bloc, unit: Unit, *, planned: str = "100") -> Report:
    """A report with its one result still missing."""
    signed_pledge(bloc, unit, planned=planned)
    return reports.start_report(bloc.year.pk, actor=unit.officer, at=REPORTING).object


def result_of(report: Report) -> Result:
    return Result.objects.get(report=report)


def submitted_report(bloc: Bloc, unit: Unit, *, planned: str = "100", value: str = "80") -> Report:
    report = draft_report(bloc, unit, planned=planned)
    reports.report_result(result_of(report).pk, actor=unit.officer, at=REPORTING, written=value, value=Decimal(value))
    return reports.submit_report(report.pk, actor=unit.head, at=REPORTING).object


def draft_scores(bloc: Bloc, unit: Unit, *, value: str = "80") -> ScoreSheet:
    """A score sheet whose judged line and deduction are still to be entered."""
    submitted_report(bloc, unit, value=value)
    return scores.start_scores(bloc.year.pk, actor=unit.officer, at=SCORING).object


def line_of(sheet: ScoreSheet, code: str) -> int:
    """The id of a line by the code of its criterion."""
    return sheet.lines.get(criterion__code=code).pk


def submitted_scores(
    bloc: Bloc, unit: Unit, *, value: str = "80", judged: str = "30", occurrences: int = 1
) -> ScoreSheet:
    """A score sheet handed in: by default 48 + 30 − 2 = 76 points."""
    sheet = draft_scores(bloc, unit, value=value)
    by = {"actor": unit.officer, "at": SCORING}
    scores.judge_line(line_of(sheet, "II.1"), **by, inputs={"judged": judged}, note="")
    scores.judge_line(line_of(sheet, "III.1"), **by, inputs={"occurrences": str(occurrences)}, note="")
    return scores.submit_scores(sheet.pk, actor=unit.head, at=SCORING).object


def reviewed_bloc(values: tuple[str, ...] = ("80", "90", "80")) -> Bloc:
    """Every unit handed in and reviewed, ready to be ranked."""
    bloc = make_running_bloc(len(values))
    for unit, value in zip(bloc.units, values, strict=True):
        sheet = submitted_scores(bloc, unit, value=value)
        reviewer = bloc.deputy.head if unit is bloc.leader else bloc.leader.head
        scores.confirm_lines(sheet.pk, actor=reviewer, at=REVIEWING)
    return bloc


def outsider() -> Actor:
    """The head of a unit in no bloc."""
    return make_actor(Office.UNIT_HEAD, make_unit())
