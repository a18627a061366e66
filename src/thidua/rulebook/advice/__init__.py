"""Advice: what one unit still lacks. How it stands, which changes would lift it one rank, and how safe its rank is.

Only a unit's own figures are moved, and only forwards: what was deducted has happened. Every proposal is scored
again with the whole bloc, because some lines compare the units with one another.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.advice.bloc import MOST_RESCORINGS, Bloc
from thidua.rulebook.advice.changes import Change, Move
from thidua.rulebook.advice.levers import By
from thidua.rulebook.advice.words import standing_sentences, threat_sentence, way_sentence
from thidua.rulebook.facts import UnitFacts
from thidua.rulebook.findings import Text
from thidua.rulebook.ranking import Standing
from thidua.rulebook.scoring import Score
from thidua.rulebook.sheet import Sheet

__all__ = ["MOST_RESCORINGS", "Advice", "By", "Change", "Threat", "Way", "improvements"]

MOST_WAYS = 8
# Ways stop searching here, so that describing them and looking at the next unit below stay within the bound.
_FOR_WAYS = MOST_RESCORINGS - 150
# Combinations are sought among so many single changes, and so many of them are tried on the whole bloc.
_COMBINED, _COMBINATIONS = 12, 60
_HALVINGS = 14

Passes = Callable[[dict[str, Score]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One to three changes that together lift the unit to `rank`; `gain` is what its total gains by them."""

    changes: tuple[Change, ...]
    rank: int
    gain: Decimal
    effort: Fraction
    depends_on_judges: bool
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """The next unit below, how many points it lacks, and the smallest single change of it that would overtake.

    `change` None: no single change of that unit is enough.
    """

    unit: str
    margin: Decimal
    change: Change | None
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Where a unit stands and what would move it.

    `above` is the nearest unit with a better rank and `to_above` the points to it; None for the first and for a unit
    that is not ranked. `ways` lift it one rank, the least effort first; `changes` are all single changes that gain
    points. `missing` are the lines without points yet. `sentences` say how the unit stands; `rescorings` is the work
    it took.
    """

    unit: str
    rank: int | None
    tied: bool
    points: Decimal
    above: str | None
    to_above: Decimal | None
    below: str | None
    over_below: Decimal | None
    missing: tuple[str, ...]
    changes: tuple[Change, ...]
    ways: tuple[Way, ...]
    threat: Threat | None
    sentences: tuple[Text, ...]
    rescorings: int


def improvements(unit: str, units: Iterable[UnitFacts], sheet: Sheet) -> Advice:
    """The advice for one unit, given the facts of all. Raises KeyError for an unknown unit, InvalidFacts as scoring."""
    bloc = Bloc(units, sheet)
    own = _standing(unit, bloc.standings)
    above, below = _neighbours(own, bloc.standings)
    moves = bloc.moves(unit)
    tried = [(move, bloc.after(unit, [move])) for move in moves]
    gaining = [(move, scores) for move, scores in tried if bloc.gain(unit, scores) > 0]
    points = bloc.scores[unit].total
    bloc.limit = _FOR_WAYS
    ways = () if own.rank is None else _ways(own, bloc, gaining)
    bloc.limit = MOST_RESCORINGS - 1
    threat = None if below is None else _threat(own, below, bloc)
    return Advice(
        unit=unit,
        rank=own.rank,
        tied=own.tied,
        points=points,
        above=None if above is None else above.key,
        to_above=None if above is None else bloc.scores[above.key].total - points,
        below=None if below is None else below.key,
        over_below=None if below is None else points - bloc.scores[below.key].total,
        missing=bloc.scores[unit].missing,
        changes=tuple(move.scored(bloc.gain(unit, scores)) for move, scores in gaining),
        ways=ways,
        threat=threat,
        sentences=standing_sentences(own, above, below, bloc.scores),
        rescorings=bloc.spent,
    )


def _standing(unit: str, standings: Iterable[Standing]) -> Standing:
    for standing in standings:
        if standing.key == unit:
            return standing
    raise KeyError(unit)


def _neighbours(own: Standing, standings: Sequence[Standing]) -> tuple[Standing | None, Standing | None]:
    """The nearest unit with a better rank, and the next one that could overtake: an equal one before one below."""
    if own.rank is None:
        return None, None
    ranked = [one for one in standings if one.rank is not None and one.key != own.key]
    above = [one for one in ranked if one.rank is not None and one.rank < own.rank]
    other = [one for one in ranked if one.rank is not None and one.rank >= own.rank]
    return above[-1] if above else None, other[0] if other else None


def _ways(own: Standing, bloc: Bloc, gaining: list[tuple[Move, dict[str, Score]]]) -> tuple[Way, ...]:
    """Single changes that lift the unit, then the combinations of those that do not; the least effort first."""
    if own.rank == 1 and not own.tied:
        return ()

    def passes(scores: dict[str, Score]) -> bool:
        return _lifted(own, _standing(own.key, bloc.ranked(scores)))

    alone = _cheapest_of_each([move for move, scores in gaining if passes(scores)])
    found = [_least(own.key, move, bloc, passes) for move in alone[:MOST_WAYS]]
    lone = {_name(move) for move in alone}
    short = [(move, scores) for move, scores in gaining if _name(move) not in lone]
    ways: list[tuple[Move, ...]] = [(move,) for move in found]
    ways += _combined(own, bloc, short, passes, room=MOST_WAYS - len(found))
    scored = [_way(own.key, moves, bloc) for moves in ways]
    return tuple(sorted(scored, key=lambda way: (way.depends_on_judges, way.effort, len(way.changes))))


def _lifted(before: Standing, after: Standing) -> bool:
    """Whether a unit came to a better rank; a first place that was shared counts as better once it is held alone."""
    if before.rank is None or after.rank is None:
        return False
    return after.rank < before.rank or (before.rank == 1 and before.tied and not after.tied)


def _name(move: Move) -> tuple[str, By, str]:
    return move.lever.code, move.lever.by, move.lever.key


def _cheapest_of_each(moves: Iterable[Move]) -> list[Move]:
    """Of several moves of one lever the first, which is the one with the least effort."""
    first: dict[tuple[str, By, str], Move] = {}
    for move in moves:
        first.setdefault(_name(move), move)
    return list(first.values())


def _least(unit: str, move: Move, bloc: Bloc, passes: Passes, others: tuple[Move, ...] = ()) -> Move:
    """The smallest value that still suffices together with the others, by halving; levels are not halved."""
    lever = move.lever
    if lever.by == By.LEVEL or lever.now is None:
        return move
    low, high = lever.now, move.value
    for _ in range(_HALVINGS):
        middle = high - max(1, (high - low) // lever.grain // 2) * lever.grain
        if middle <= low or bloc.exhausted:
            break
        if passes(bloc.after(unit, (*others, Move(lever, middle)))):
            high = middle
        else:
            low = middle
    return Move(lever, high)


def _held(unit: str, moves: tuple[Move, ...], bloc: Bloc, passes: Passes) -> tuple[Move, ...]:
    """A combination with each of its moves made as small as the others allow."""
    for place, move in enumerate(moves):
        others = (*moves[:place], *moves[place + 1 :])
        moves = (*moves[:place], _least(unit, move, bloc, passes, others), *moves[place + 1 :])
    return moves


def _combined(
    own: Standing, bloc: Bloc, short: list[tuple[Move, dict[str, Score]]], passes: Passes, *, room: int
) -> list[tuple[Move, ...]]:
    """Pairs and triples of changes that do not suffice alone, none of them idle, the least effort first."""
    widest: dict[tuple[str, By, str], Move] = {_name(move): move for move, _scores in short}
    gains = {_name(move): bloc.gain(own.key, scores) for move, scores in short}
    chosen = sorted(widest.values(), key=lambda move: (move.judged, -gains[_name(move)]))[:_COMBINED]
    sets = [moves for size in (2, 3) for moves in itertools.combinations(chosen, size)]
    sets.sort(key=lambda moves: (len(moves), any(move.judged for move in moves), _effort(moves)))
    lacking = _lacking(own, bloc)
    likely = [moves for moves in sets if sum(gains[_name(move)] for move in moves) >= lacking]
    found: list[tuple[Move, ...]] = []
    for moves in likely[:_COMBINATIONS]:
        if len(found) >= room or bloc.exhausted:
            break
        names = {_name(move) for move in moves}
        enough = any(names >= {_name(move) for move in one} for one in found)
        if not enough and passes(bloc.after(own.key, moves)):
            found.append(_held(own.key, moves, bloc, passes))
    return found


def _lacking(own: Standing, bloc: Bloc) -> Decimal:
    """About how many points are lacking: half of them, since a line that compares may also lower the unit above."""
    above, _below = _neighbours(own, bloc.standings)
    return Decimal(0) if above is None else (bloc.scores[above.key].total - bloc.scores[own.key].total) / 2


def _effort(moves: Iterable[Move]) -> Fraction:
    return sum((move.effort for move in moves), Fraction(0))


def _way(unit: str, moves: tuple[Move, ...], bloc: Bloc) -> Way:
    scores = bloc.after(unit, moves)
    rank = _standing(unit, bloc.ranked(scores)).rank or 0
    changes = tuple(bloc.change(unit, move) for move in moves)
    gain = bloc.gain(unit, scores)
    return Way(
        changes=changes, rank=rank, gain=gain, effort=_effort(moves),
        depends_on_judges=any(move.judged for move in moves), sentence=way_sentence(changes, rank, gain),
    )  # fmt: skip


def _threat(own: Standing, rival: Standing, bloc: Bloc) -> Threat:
    """The least that the next unit below would have to do to stand above this one."""

    def passes(scores: dict[str, Score]) -> bool:
        ranked = bloc.ranked(scores)
        mine, other = _standing(own.key, ranked).rank, _standing(rival.key, ranked).rank
        return other is not None and (mine is None or other < mine)

    margin = bloc.scores[own.key].total - bloc.scores[rival.key].total
    least: Move | None = None
    for move in _cheapest_of_each(one for one in bloc.moves(rival.key) if passes(bloc.after(rival.key, [one]))):
        held = _least(rival.key, move, bloc, passes)
        if least is None or (held.judged, held.effort) < (least.judged, least.effort):
            least = held
    change = None if least is None else bloc.change(rival.key, least)
    return Threat(unit=rival.key, margin=margin, change=change, sentence=threat_sentence(rival, margin, change))
