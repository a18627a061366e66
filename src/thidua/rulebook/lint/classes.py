"""Classes of the total: totals that no class holds or two claim, classes that nobody can reach."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.guards import ClassBand
from thidua.rulebook.lint.base import Figure, error, warning
from thidua.rulebook.lint.stretches import HIGHEST, LOWEST, Cut, Stretch, stretch, words
from thidua.rulebook.rules.base import Bound
from thidua.rulebook.sheet import Criterion, Entry, Role, Sheet, role_of

_ROUND = 5
_BELOW_LOWEST = Text(
    "Tổng điểm dưới {start} không thuộc loại nào; hãy thêm loại thấp nhất, ví dụ từ 0 điểm.",
    "A total below {start} is in no class; add the lowest class, for example from 0 points.",
)
_BELOW_LOWEST_WITH = Text(
    "Tổng điểm từ {start} trở xuống không thuộc loại nào; hãy thêm loại thấp nhất, ví dụ từ 0 điểm.",
    "A total of {start} or less is in no class; add the lowest class, for example from 0 points.",
)
_ENDS = Text(
    "Loại “{label}” bắt đầu từ {start} nhưng điểm có phần lẻ: tổng điểm {between} rơi giữa {before} và {start} và sẽ xếp"
    " vào loại dưới. Nếu không muốn vậy, hãy ghi “trên {before}” hoặc “từ {before}”.",
    "The class “{label}” begins at {start}, but points have decimals: a total of {between} lies between {before} and"
    " {start} and goes into the class below. If that is not meant, write “more than {before}” or “from {before}”.",
)
_UNREACHABLE = Text(
    "Loại “{label}” cần từ {start} điểm nhưng cả bảng nhiều nhất chỉ được {most}; hãy hạ mức của loại hoặc sửa điểm.",
    "The class “{label}” needs {start} points, but the whole sheet gives at most {most}; lower the class, or correct the"
    " points.",
)
_HOLE = Text(
    "Tổng điểm {hole} (ví dụ {example}) không thuộc loại nào, giữa “{below}” và “{above}”; hãy nối liền hai loại, ví dụ"
    " ghi “{above}” từ {start}, “{below}” đến dưới {start}.",
    "A total of {hole} (for example {example}) is in no class, between “{below}” and “{above}”; make the two meet, for"
    " example “{above}” from {start} and “{below}” to less than {start}.",
)
_HOLE_AT = Text(
    "Tổng điểm {hole} không thuộc loại nào, giữa “{below}” và “{above}”; hãy ghi rõ mức này thuộc loại nào.",
    "A total of {hole} is in no class, between “{below}” and “{above}”; say to which of them it belongs.",
)
_HOLE_ON_TOP = Text(
    "Tổng điểm {hole} không thuộc loại nào trong khi bảng có thể cho trên {end} điểm; hãy bỏ mức cuối của loại “{label}”.",
    "A total of {hole} is in no class, while the sheet can give more than {end}; leave the class “{label}” open above.",
)
_OVERLAP = Text(
    "Tổng điểm {both} ghi ở cả hai loại “{above}” và “{below}”, sẽ xếp vào loại cao hơn; hãy sửa mức cuối của “{below}”.",
    "A total of {both} is in both classes “{above}” and “{below}” and goes into the higher; correct the end of “{below}”.",
)


def on_sheet(sheet: Sheet) -> Iterator[Finding]:
    """What is wrong with the classes of the total."""
    if not sheet.classes:
        return
    most = most_total(sheet)
    for one in sheet.classes:
        if most is not None and not one.holds(most):
            yield error("class_unreachable", "", _UNREACHABLE, label=one.label, start=one.start, most=most)
    if sheet.places:
        yield from _ends(sheet.classes)
    for above, below in itertools.pairwise(sheet.classes):
        yield from _between(above, below, sheet.places)
    yield from _on_top(sheet.classes[0], most)
    lowest = sheet.classes[-1]
    if not lowest.holds(Decimal(0)):
        sentence = _BELOW_LOWEST if lowest.with_start else _BELOW_LOWEST_WITH
        yield warning("below_lowest_class", "", sentence, start=lowest.start)


def _ends(classes: tuple[ClassBand, ...]) -> Iterator[Finding]:
    """Printed bands such as 71–80 and 81–90 leave 80,5 out; 90, 80 and 50 are thresholds that leave nothing out."""
    for one, below in itertools.zip_longest(classes, classes[1:]):
        if below is not None and below.end is not None:
            continue
        before = one.start - 1
        if one.with_start and before > 0 and before == before.to_integral_value() and before % _ROUND == 0:
            half = before + Decimal("0.5")
            yield warning("class_ends", "", _ENDS, label=one.label, start=one.start, before=before, between=half)


def _between(above: ClassBand, below: ClassBand, places: int) -> Iterator[Finding]:
    """Totals between the printed end of a class and the class above, among those that the sheet's decimals allow."""
    if below.end is None:
        return
    grid = 10**places
    ends = {"with_start": not below.with_end, "with_end": not above.with_start}
    left = stretch(below.end * grid, above.start * grid, whole=True, **ends)
    if not left.empty:
        hole = _words(Stretch(_end(below), _start(above)))
        names: dict[str, Figure] = {"hole": hole, "below": below.label, "above": above.label}
        if below.end == above.start:
            yield error("class_hole", "", _HOLE_AT, **names)
        else:
            middle = (left.start[0] + left.end[0] - 1) // 2 / grid
            yield error("class_hole", "", _HOLE, example=middle, start=above.start, **names)
    both = Stretch(_start(above), _end(below))
    if not both.empty:
        yield warning("class_overlap", "", _OVERLAP, both=_words(both), above=above.label, below=below.label)


def _on_top(highest: ClassBand, most: Bound) -> Iterator[Finding]:
    if highest.end is not None and (most is None or highest.passed_by(most)):
        hole = _words(Stretch(_end(highest), HIGHEST))
        yield error("class_hole", "", _HOLE_ON_TOP, hole=hole, end=highest.end, label=highest.label)


def _start(one: ClassBand) -> Cut:
    return one.start, 0 if one.with_start else 1


def _end(one: ClassBand) -> Cut:
    assert one.end is not None
    return one.end, 1 if one.with_end else 0


def _words(of: Stretch) -> Text:
    return words(of, domain=_ALL, whole=False, unit="")


_ALL = Stretch(LOWEST, HIGHEST)


def most_total(sheet: Sheet) -> Bound:
    """The most points a unit can come to, bonuses included; None without a limit."""
    total = Decimal(0)
    for entry in sheet.entries:
        most = _most(entry)
        if most is None:
            return sheet.most
        total += max(most, Decimal(0)) if role_of(entry) != Role.PENALTY else Decimal(0)
    return total if sheet.most is None else min(total, sheet.most)


def _most(entry: Entry) -> Bound:
    if isinstance(entry, Criterion):
        return entry.reachable
    held = entry.max_points if entry.capped else None
    total = Decimal(0)
    for one in entry.entries:
        most = _most(one)
        if most is None:
            return None if held is None else held * entry.weight
        total += most
    return (total if held is None else min(total, held)) * entry.weight
