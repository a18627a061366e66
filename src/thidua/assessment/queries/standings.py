"""Who stands where, and where scores part."""

import hashlib
import json
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from thidua.assessment.models import PaperState, Ranking, RankingRow, RankingState, ScoreSheet
from thidua.assessment.queries.scoring import facts_of_year
from thidua.bodies.models import Body
from thidua.cycles.models import Criterion, EmulationYear
from thidua.cycles.queries import criteria, members, sheet_of, visible_years
from thidua.kernel.actor import Actor
from thidua.rulebook.ranking import Entry, standings
from thidua.rulebook.scoring import score


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
    """A unit's place: rank and points are None while the unit has handed nothing in."""

    rank: int | None
    tied: bool
    unit: Body
    points: Decimal | None
    self_points: Decimal | None
    behind: Decimal | None
    cells: tuple[Cell, ...]

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


def standings_of(year: EmulationYear) -> list[StandingRow]:
    """The standings: as finalised when they are final, computed from the facts of the moment otherwise."""
    frozen = list(
        RankingRow.objects.filter(emulation_year=year).select_related("unit").order_by("rank", "unit__folded")
    )
    return _frozen_rows(frozen) if frozen else _computed_rows(year)


def _frozen_rows(frozen: list[RankingRow]) -> list[StandingRow]:
    rows: list[StandingRow] = []
    for row in frozen:
        cells = tuple(
            Cell(code=code, computed=_number(computed), final=_number(final))
            for code, (computed, final) in row.lines.items()
        )
        rows.append(
            StandingRow(
                rank=row.rank, tied=row.tied, unit=row.unit, points=row.points, self_points=row.self_points,
                behind=rows[-1].points - row.points if rows and rows[-1].points is not None else None, cells=cells,
            )
        )  # fmt: skip
    return rows


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _computed_rows(year: EmulationYear) -> list[StandingRow]:
    """Only units whose sheet was handed in have points: a draft is not the bloc's business."""
    if year.scoring_table is None:
        return []
    sheet = sheet_of(year.scoring_table)
    handed_in = set(
        ScoreSheet.objects.filter(emulation_year=year, state=PaperState.APPROVED).values_list("unit_id", flat=True)
    )
    facts = facts_of_year(year, units=handed_in)
    scores = {unit_id: score(facts=one, sheet=sheet, explain=False) for unit_id, one in facts.items()}
    units = {str(unit.pk): unit for unit in members(year)}
    entries = []
    for unit in units.values():
        scored = scores.get(unit.pk)
        entries.append(Entry(key=str(unit.pk), label=unit.folded, points=scored.total if scored else None))
    rows: list[StandingRow] = []
    for place in standings(entries):
        scored = scores.get(int(place.key))
        above = rows[-1].points if rows else None
        rows.append(
            StandingRow(
                rank=place.rank, tied=place.tied, unit=units[place.key], points=place.points,
                self_points=scored.self_total if scored else None,
                behind=None if above is None or place.points is None else above - place.points,
                cells=tuple(
                    Cell(code=line.code, computed=line.computed, final=line.final) for line in scored.lines
                ) if scored else (),
            )
        )  # fmt: skip
    return rows


def matrix_of(year: EmulationYear, *, rows: list[StandingRow] | None = None) -> Matrix:
    """Standings with every line of the sheet, each cell beside the maximum of its line; `rows` if at hand."""
    lines = criteria(year.scoring_table) if year.scoring_table else []
    most = {line.code: line.max_points for line in lines}
    filled = [
        replace(row, cells=tuple(replace(cell, most=most[cell.code]) for cell in row.cells))
        for row in (standings_of(year) if rows is None else rows)
    ]
    return Matrix(criteria=lines, rows=filled)


def ranking_hash(rows: list[StandingRow]) -> str:
    """SHA-256 of places, points and lines: what two people agree to when they finalise."""
    content = [[row.rank, row.unit.pk, _text(row.points), _text(row.self_points), row.lines_as_text()] for row in rows]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def units_not_reviewed(year: EmulationYear) -> list[Body]:
    """The members whose sheet is not handed in, or has a line that the bloc has not reviewed."""
    reviewed = (
        ScoreSheet.objects.filter(emulation_year=year, state=PaperState.APPROVED)
        .annotate(open_lines=Count("lines", filter=Q(lines__review_points__isnull=True)))
        .filter(open_lines=0)
        .values_list("unit_id", flat=True)
    )
    done = set(reviewed)
    return [unit for unit in members(year) if unit.pk not in done]
