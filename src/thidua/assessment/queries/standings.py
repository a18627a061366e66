"""Who stands where, and where scores part."""

import hashlib
import json
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, F
from django.shortcuts import get_object_or_404

from thidua.assessment.models import PaperState, Ranking, RankingRow, RankingState, ScoreSheet
from thidua.assessment.queries.said import not_appraised
from thidua.assessment.queries.scoring import handed_in, scores_of_year, sheet_of_year, unreviewed
from thidua.bodies.models import Body
from thidua.cycles.models import Criterion, EmulationYear
from thidua.cycles.queries import criteria, members, visible_years
from thidua.kernel.actor import Actor
from thidua.rulebook.facts import Sheet
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import points as rounded
from thidua.rulebook.ranking import Entry, standings
from thidua.rulebook.scoring import Score


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One line of one unit: the points the unit computed, and those that count after review."""

    code: str
    computed: Decimal | None
    final: Decimal | None
    most: Decimal | None = None

    @property
    def shade(self) -> int:
        """The share of the maximum in quarters, 0 to 4, for the shading of the matrix."""
        if self.final is None or not self.most or self.final <= 0:
            return 0
        return int(self.final * 4 / self.most)

    @property
    def changed(self) -> bool:
        return self.final != self.computed


@dataclass(frozen=True, kw_only=True)
class StandingRow:
    """A unit's place: rank and points are None while the unit has handed nothing in.

    `label` is the class of its total; `remarks` say what the sheet's guards did. A unit that they keep out of the
    ranking has points and no rank.
    """

    rank: int | None
    tied: bool
    unit: Body
    points: Decimal | None
    self_points: Decimal | None
    behind: Decimal | None
    cells: tuple[Cell, ...]
    label: str = ""
    remarks: tuple[Text, ...] = ()
    parted: Text | None = None

    def lines_as_text(self) -> dict[str, list[str | None]]:
        """Each line's computed and final points, as text, for the frozen ranking."""
        return {cell.code: [_text(cell.computed), _text(cell.final)] for cell in self.cells}


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Units by criteria, in the order of the standings."""

    criteria: list[Criterion]
    rows: list[StandingRow]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def ranking_for(actor: Actor, year: EmulationYear) -> Ranking | None:
    """The ranking record of a year the actor sees; None before anybody has proposed one."""
    return Ranking.objects.filter(emulation_year=year, emulation_year__in=visible_years(actor)).first()


def ranking_to_change(actor: Actor, year_id: int) -> Ranking:
    """The ranking of the year, made when there is none yet and locked, or 404."""
    year = get_object_or_404(visible_years(actor), pk=year_id)
    if year.running:
        Ranking.objects.get_or_create(emulation_year=year)
    rows = Ranking.objects.select_for_update(of=("self",)).select_related("emulation_year__bloc")
    return get_object_or_404(rows, emulation_year=year)


def ranking_is_final(year: EmulationYear) -> bool:
    return Ranking.objects.filter(emulation_year=year, state=RankingState.FINAL).exists()


def standings_of(year: EmulationYear, *, sheet: Sheet | None = None) -> list[StandingRow]:
    """The standings: as finalised when they are final, computed from the facts of the moment otherwise.

    `sheet` is the year's, where it is at hand.
    """
    frozen = list(
        RankingRow.objects.filter(emulation_year=year)
        .select_related("unit")
        .order_by(F("rank").asc(nulls_last=True), "unit__folded")
    )
    return (
        _frozen_rows(frozen, places=(sheet or sheet_of_year(year)).places)
        if frozen
        else computed_rows(year, sheet=sheet)
    )


def _frozen_rows(frozen: list[RankingRow], *, places: int) -> list[StandingRow]:
    """The rows as finalised; the column has more decimals than most sheets, so they are cut back to the sheet's."""
    rows: list[StandingRow] = []
    for row in frozen:
        points, self_points = (rounded(value, places=places) for value in (row.points, row.self_points))
        cells = tuple(
            Cell(code=code, computed=_number(computed), final=_number(final))
            for code, (computed, final) in row.lines.items()
        )
        rows.append(
            StandingRow(
                rank=row.rank, tied=row.tied, unit=row.unit, points=points, self_points=self_points,
                behind=_behind(rows[-1], points) if rows and row.rank is not None else None, cells=cells,
                label=row.class_label, remarks=tuple(Text(*said) for said in row.remarks),
            )
        )  # fmt: skip
    return rows


def _behind(above: StandingRow, points: Decimal) -> Decimal | None:
    return None if above.points is None else above.points - points


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def computed_rows(year: EmulationYear, *, sheet: Sheet | None = None) -> list[StandingRow]:
    """Only units whose sheet was handed in have points: a draft is not the bloc's business."""
    if year.scoring_table is None:
        return []
    sheet = sheet or sheet_of_year(year)
    scores = scores_of_year(year, units=handed_in(year), sheet=sheet)
    units = {str(unit.pk): unit for unit in members(year)}
    entries = [_entry(unit, scores.get(unit.pk)) for unit in units.values()]
    rows: list[StandingRow] = []
    for place in standings(entries):
        above = rows[-1].points if rows and rows[-1].rank is not None else None
        ranked = place.rank is not None and place.points is not None
        behind = above - place.points if ranked and above is not None and place.points is not None else None
        rows.append(_row(units[place.key], scores.get(int(place.key)), rank=place.rank, tied=place.tied, behind=behind))
    return rows


def _entry(unit: Body, scored: Score | None) -> Entry:
    return scored.entry(unit.folded) if scored else Entry(key=str(unit.pk), label=unit.folded, points=None)


def _row(unit: Body, scored: Score | None, *, rank: int | None, tied: bool, behind: Decimal | None) -> StandingRow:
    if scored is None:
        return StandingRow(rank=None, tied=False, unit=unit, points=None, self_points=None, behind=None, cells=())
    return StandingRow(
        rank=rank, tied=tied, unit=unit, points=scored.total, self_points=scored.self_total, behind=behind,
        cells=tuple(Cell(code=line.code, computed=line.computed, final=line.final) for line in scored.lines),
        label=scored.verdict.label or "",
        remarks=tuple(finding.because for finding in scored.verdict.findings),
    )  # fmt: skip


def matrix_of(year: EmulationYear, *, rows: list[StandingRow] | None = None) -> Matrix:
    """Standings with every line of the sheet, each cell beside the maximum of its line; `rows` if at hand."""
    lines = criteria(year.scoring_table) if year.scoring_table else []
    most = {line.code: line.max_points for line in lines}
    filled = [
        replace(row, cells=tuple(replace(cell, most=most.get(cell.code)) for cell in row.cells))
        for row in (standings_of(year) if rows is None else rows)
    ]
    return Matrix(criteria=lines, rows=filled)


def ranking_hash(rows: list[StandingRow]) -> str:
    """SHA-256 of places, points and lines: what two people agree to when they finalise."""
    content = [
        [row.rank, row.unit.pk, _text(row.points), _text(row.self_points), row.label, row.lines_as_text()]
        for row in rows
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def units_not_reviewed(year: EmulationYear) -> list[Body]:
    """The members whose sheet is not handed in, or has a line that the bloc, or the authority where the plan gives it a
    round, has still to review."""
    reviewed = (
        ScoreSheet.objects.filter(emulation_year=year, state=PaperState.APPROVED)
        .annotate(open_lines=Count("lines", filter=unreviewed(year)))
        .filter(open_lines=0)
        .values_list("unit_id", flat=True)
    )
    done = set(reviewed) - not_appraised(year)
    return [unit for unit in members(year) if unit.pk not in done]
