"""The bloc under trial: scored once, and scored again for every move of one unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from thidua.rulebook.advice.changes import Change, Move, applied
from thidua.rulebook.advice.levers import levers_of
from thidua.rulebook.facts import LineFact, UnitFacts
from thidua.rulebook.ranking import Standing
from thidua.rulebook.rules.given import Given
from thidua.rulebook.scoring import Score, bloc_figures, given_for, published, rank_bloc, score, score_bloc
from thidua.rulebook.sheet import Criterion, Sheet

# Of everything that would gain points, the least effort is tried on the whole bloc first, and no more than so many.
MOST_MOVES = 100
# A bloc of 11 units and 40 lines is scored again at most so often for one unit.
MOST_RESCORINGS = 400


class Bloc:
    """All units scored by one sheet. Raises InvalidFacts as scoring does."""

    def __init__(self, units: Iterable[UnitFacts], sheet: Sheet) -> None:
        self.sheet = sheet
        self.facts = {one.unit: one for one in units}
        self.peers = bloc_figures(units=self.facts.values(), sheet=sheet)
        self.scores = {
            unit: score(facts=facts, sheet=sheet, peers=self.peers, explain=False) for unit, facts in self.facts.items()
        }
        self.standings = self.ranked(self.scores)
        self.spent = 0
        self.limit = MOST_RESCORINGS

    @property
    def exhausted(self) -> bool:
        """Whether the search has to stop."""
        return self.spent >= self.limit

    def ranked(self, scores: dict[str, Score]) -> tuple[Standing, ...]:
        """The standings of scores by unit."""
        return rank_bloc(scores.values(), {unit: unit for unit in scores})

    def after(self, unit: str, moves: Sequence[Move]) -> dict[str, Score]:
        """Every unit's score after moves of one; the others are scored again only where they are compared with it."""
        self.spent += 1
        facts = applied(self.facts[unit], moves)
        if any(self.sheet.criterion(move.lever.code).compared for move in moves):
            everyone = {**self.facts, unit: facts}
            scores = score_bloc(units=everyone.values(), sheet=self.sheet, explain=False)
            return {one.unit: one for one in scores}
        return {**self.scores, unit: score(facts=facts, sheet=self.sheet, peers=self.peers, explain=False)}

    def gain(self, unit: str, scores: dict[str, Score]) -> Decimal:
        """What the unit's total gains."""
        return scores[unit].total - self.scores[unit].total

    def change(self, unit: str, move: Move) -> Change:
        """A move with what it gains."""
        return move.scored(self.gain(unit, self.after(unit, [move])))

    def moves(self, unit: str) -> list[Move]:
        """The moves of a unit that gain points on their own line, the least effort first, judges last."""
        facts = self.facts[unit]
        lines = {line.code: line for line in facts.lines}
        reviewed = {review.code for review in facts.reviews}
        found: list[Move] = []
        for criterion in self.sheet.criteria:
            if criterion.code not in reviewed:
                found += self._of_line(criterion, lines.get(criterion.code) or LineFact(code=criterion.code))
        found.sort(key=lambda move: (move.judged, move.effort))
        return found[:MOST_MOVES]

    def _of_line(self, criterion: Criterion, fact: LineFact) -> Iterator[Move]:
        peers = self.peers.get(criterion.code, {})
        given = given_for(criterion, fact, peers, places=self.sheet.places)
        now = self._points(criterion, given) or Decimal(0)
        for lever in levers_of(criterion, fact, given, places=self.sheet.places):
            best = now
            for value in lever.marks:
                move = Move(lever, value)
                then = self._points(criterion, self._given(criterion, fact, move))
                if then is not None and then > best:
                    best = then
                    yield move

    def _given(self, criterion: Criterion, fact: LineFact, move: Move) -> Given:
        line = applied(UnitFacts(unit="", lines=(fact,)), [move]).lines[0]
        return given_for(criterion, line, self.peers.get(criterion.code, {}), places=self.sheet.places)

    def _points(self, criterion: Criterion, given: Given) -> Decimal | None:
        worth = criterion.rule.worth(given)
        return None if worth is None else published(criterion, worth, self.sheet)
