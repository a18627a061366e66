"""Assigning: who scores whom in cross-scoring, balanced and the same again for the same seed.

Every unit is scored by the same number of others and scores as many; nobody scores itself. The order in which pairs
are tried comes from a hash of the seed, so that anyone can work the assignment out again and nobody can wish for one.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping

from thidua.rulebook.findings import Text
from thidua.rulebook.refusals import RulebookError

Pair = tuple[str, str]


class Unassignable(RulebookError):
    """No balanced assignment exists for what was asked."""

    sentences = {
        "too_many_each": Text(
            "Mỗi đơn vị được {each} đơn vị khác chấm, nhưng khối chỉ có {units} đơn vị; hãy giảm số đơn vị chấm xuống {most}.",
            "Each unit is to be scored by {each} others, but there are {units} units; ask for {most} at most.",
        ),
        "too_few_each": Text(
            "Mỗi đơn vị cần ít nhất một đơn vị khác chấm; hãy ghi từ 1 trở lên.",
            "Each unit needs at least one other to score it; give 1 or more.",
        ),
        "no_balance": Text(
            "Không phân công đều được khi bỏ các cặp không được chấm nhau; hãy giảm số đơn vị chấm mỗi đơn vị, hoặc cho "
            "lặp lại cặp của năm trước.",
            "There is no balanced assignment without the pairs that are ruled out; ask for fewer scorers for each unit, "
            "or allow last year's pairs again.",
        ),
    }


def assign(
    units: Iterable[str], *, each: int, seed: str, barred: Collection[Pair] = frozenset()
) -> Mapping[str, tuple[str, ...]]:
    """For every unit the units it scores, in a fixed order: `each` of them, and each unit is scored by `each` others.

    `barred` holds (scorer, scored) pairs that must not be: a conflict of interest, or last year's pair. Found by
    augmenting paths, so an assignment is found whenever there is one. Raises Unassignable.
    """
    ordered = sorted(set(units), key=lambda unit: _rank(seed, unit))
    _require_possible(ordered, each)
    allowed = {
        scorer: [
            scored
            for scored in sorted(ordered, key=lambda other: _rank(seed, scorer, other))
            if scored != scorer and (scorer, scored) not in barred
        ]
        for scorer in ordered
    }
    chosen: dict[str, set[str]] = {unit: set() for unit in ordered}
    scorers: dict[str, set[str]] = {unit: set() for unit in ordered}
    for _turn in range(each):
        for scorer in ordered:
            if not _add_one(scorer, each, allowed, chosen, scorers):
                raise Unassignable("no_balance", {})
    return {scorer: tuple(one for one in allowed[scorer] if one in chosen[scorer]) for scorer in ordered}


def _require_possible(units: list[str], each: int) -> None:
    if each < 1:
        raise Unassignable("too_few_each", {})
    if each >= len(units):
        data = {"each": str(each), "units": str(len(units)), "most": str(max(len(units) - 1, 0))}
        raise Unassignable("too_many_each", data)


def _add_one(
    scorer: str, each: int, allowed: Mapping[str, list[str]], chosen: dict[str, set[str]], scorers: dict[str, set[str]]
) -> bool:
    """Give one scorer one more unit, letting others change theirs where that is needed; breadth first."""
    came: dict[str, tuple[str, str | None]] = {}
    waiting: list[tuple[str, str | None]] = [(scorer, None)]
    for asking, lost in waiting:
        for scored in allowed[asking]:
            if scored in came or scored in chosen[asking]:
                continue
            came[scored] = (asking, lost)
            if len(scorers[scored]) < each:
                _follow(scored, came, chosen, scorers)
                return True
            waiting += [(other, scored) for other in sorted(scorers[scored])]
    return False


def _follow(
    last: str, came: Mapping[str, tuple[str, str | None]], chosen: dict[str, set[str]], scorers: dict[str, set[str]]
) -> None:
    """Change every choice along the path that was found, from its end."""
    scored: str | None = last
    while scored is not None:
        scorer, lost = came[scored]
        chosen[scorer].add(scored)
        scorers[scored].add(scorer)
        if lost is not None:
            chosen[scorer].discard(lost)
            scorers[lost].discard(scorer)
        scored = lost


def _rank(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
