"""What the reviewer's desk shows."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from thidua.assessment import policies
from thidua.assessment.models import PaperState, ScoreSheet
from thidua.assessment.queries.editing import typed
from thidua.assessment.queries.pages import points_may_change
from thidua.assessment.queries.papers import paper_for, visible
from thidua.assessment.queries.roundfacts import plan_of, round_reviews
from thidua.assessment.queries.rounds import EnteredLine, Said, entered_lines, round_is_open, round_of
from thidua.assessment.queries.said import said_of
from thidua.assessment.queries.scoring import sheet_of_year, standing_before_bloc
from thidua.cycles.models import EmulationYear
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.rounds import ORDER, Round


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """The lines of one unit, what every round said, and the units before and after it among those the actor reviews."""

    sheet: ScoreSheet
    rows: list[EnteredLine]
    said: Said
    standing: dict[str, Decimal | None]
    open_lines: int
    may_review: bool
    sheets: list[ScoreSheet]

    @property
    def place(self) -> int:
        return next(place for place, one in enumerate(self.sheets) if one.pk == self.sheet.pk)

    @property
    def previous(self) -> ScoreSheet | None:
        return self.sheets[self.place - 1] if self.place else None

    @property
    def following(self) -> ScoreSheet | None:
        return self.sheets[self.place + 1] if self.place + 1 < len(self.sheets) else None

    @property
    def number(self) -> int:
        return self.place + 1

    def beside(self, way: str) -> ScoreSheet:
        """The sheet to go to after saving: "n" the next, "p" the one before; this one at either end."""
        there = {"n": self.following, "p": self.previous}.get(way)
        return there or self.sheet


def desk_page(actor: Actor, year_id: int, sheet_id: int, *, at: datetime) -> DeskPage:
    """The desk for a reviewer of the sheet; 404 out of sight, Denied for anybody else."""
    sheet = paper_for(actor, ScoreSheet, year_id, sheet_id)
    gate.require(actor, policies.REVIEW, sheet)
    year = sheet.emulation_year
    rules = sheet_of_year(year)
    rows = entered_lines(sheet, rules, sheet.round_scores.none())
    window = round_of(plan_of(year), Round.BLOC)
    return DeskPage(
        sheet=sheet, rows=rows, said=said_of(actor, sheet, rules), standing=standing_before_bloc(sheet),
        open_lines=sum(row.line.review_points is None for row in rows),
        may_review=sheet.approved and points_may_change(year) and (window is None or round_is_open(window, at)),
        sheets=sheets_to_review(actor, year) if sheet.approved else [sheet],
    )  # fmt: skip


def sheets_to_review(actor: Actor, year: EmulationYear) -> list[ScoreSheet]:
    """The sheets handed in that the actor reviews, by name of unit."""
    rows = visible(actor, ScoreSheet).filter(emulation_year=year, state=PaperState.APPROVED).order_by("unit__folded")
    return [sheet for sheet in rows if gate.may(actor, policies.REVIEW, sheet)]


def desk_as_typed(page: DeskPage) -> dict[str, Any]:
    """What stands on the lines already reviewed; the others are empty."""
    found: dict[str, Any] = {}
    for row in page.rows:
        found[f"points_{row.line.pk}"] = typed(row.line.review_points)
        found[f"reason_{row.line.pk}"] = row.line.review_reason
    return found


def binding_codes(sheet: ScoreSheet) -> frozenset[str]:
    """The lines for which the mean of cross-scoring is what the bloc has to give."""
    year = sheet.emulation_year
    plan = plan_of(year)
    if plan is None or not plan.binding:
        return frozenset()
    last: dict[str, Round] = {}
    for one in round_reviews(year, sheet_of_year(year), units=[sheet.unit_id]).get(sheet.unit_id, []):
        if ORDER[one.round] < ORDER[Round.BLOC]:
            last[one.code] = max(last.get(one.code, one.round), one.round, key=lambda round_: ORDER[round_])
    return frozenset(code for code, round_ in last.items() if round_ == Round.CROSS)
