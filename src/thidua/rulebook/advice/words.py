"""Words: the sentences of the advice."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from thidua.rulebook.advice.changes import Change
from thidua.rulebook.findings import Text
from thidua.rulebook.ranking import Standing
from thidua.rulebook.scoring import Score

_NOT_RANKED = Text(
    "Đơn vị chưa được xếp hạng, tổng điểm hiện có là {points}.",
    "The unit is not ranked at present; its total is {points}.",
)
_PLACE = Text("Đơn vị xếp thứ {rank} với {points} điểm.", "The unit is ranked {rank} with {points} points.")
_SHARED = Text("Đơn vị đồng hạng thứ {rank} với {points} điểm.", "The unit shares rank {rank} with {points} points.")
_TO_ABOVE = Text("Còn kém {above} {points} điểm.", "It is {points} points behind {above}.")
_BY_TIES = Text(
    "Bằng điểm với {above}, xếp sau theo tiêu chí phụ.", "It has the same points as {above} and is placed after it."
)
_OVER_BELOW = Text("Đang hơn {below} {points} điểm.", "It is {points} points ahead of {below}.")
_PROVISIONAL = Text(
    "Còn {count} dòng chưa có điểm ({codes}); thứ hạng có thể thay đổi.",
    "Lines without points yet: {count} ({codes}); the rank may change.",
)
_WAY = Text(
    "Lên thứ {rank}, tổng điểm tăng {gain}: {changes}",
    "To rank {rank}, with {gain} more points: {changes}",
)
_OVERTAKEN = Text(
    "{rival} kém {margin} điểm và vượt lên nếu: {change}",
    "{rival} is {margin} points behind and would overtake by this: {change}",
)
_SAFE = Text(
    "{rival} kém {margin} điểm; không một thay đổi riêng lẻ nào đủ để đơn vị đó vượt lên.",
    "{rival} is {margin} points behind; no single change would let it overtake.",
)


def standing_sentences(
    own: Standing, above: Standing | None, below: Standing | None, scores: Mapping[str, Score]
) -> tuple[Text, ...]:
    """How the unit stands, in sentences."""
    points, missing = scores[own.key].total, scores[own.key].missing
    if own.rank is None:
        found = [_NOT_RANKED.filled(points=points)]
    else:
        found = [(_SHARED if own.tied else _PLACE).filled(rank=own.rank, points=points)]
    if above is not None:
        gap = scores[above.key].total - points
        found.append((_TO_ABOVE if gap else _BY_TIES).filled(above=above.label, points=gap))
    if below is not None:
        found.append(_OVER_BELOW.filled(below=below.label, points=points - scores[below.key].total))
    if missing:
        found.append(_PROVISIONAL.filled(count=len(missing), codes=", ".join(missing)))
    return tuple(found)


def way_sentence(changes: tuple[Change, ...], rank: int, gain: Decimal) -> Text:
    """What to do, and where it leads."""
    return _WAY.filled(rank=rank, gain=gain, changes=_joined(changes))


def threat_sentence(rival: Standing, margin: Decimal, change: Change | None) -> Text:
    """How safe the rank is."""
    if change is None:
        return _SAFE.filled(rival=rival.label, margin=margin)
    return _OVERTAKEN.filled(rival=rival.label, margin=margin, change=change.sentence)


def _joined(changes: tuple[Change, ...]) -> Text:
    each = [change.sentence for change in changes]
    return Text(" ".join(one.vi for one in each), " ".join(one.en for one in each))
