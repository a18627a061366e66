"""Standing: guards and tie-breaks that do not do what they seem to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.guards import Guard, Then, When
from thidua.rulebook.lint.base import error, warning
from thidua.rulebook.ranking import TieBy, TieKey
from thidua.rulebook.sheet import Sheet, attainable

_NO_EFFECT = Text(
    "Điều kiện “{title}” không có tác dụng: “{label}” đã là loại cao nhất; hãy chọn loại thấp hơn.",
    "The condition “{title}” has no effect: “{label}” is already the highest class; choose a lower one.",
)
_NO_CLASSES = Text(
    "Điều kiện “{title}” hạ bậc xếp loại nhưng bảng chưa có xếp loại; hãy thêm các loại hoặc bỏ điều kiện.",
    "The condition “{title}” lowers the class, but the sheet has no classes; add them, or remove the condition.",
)
_TOO_LOW = Text(
    "Điều kiện “{title}” hạ {levels} bậc nhưng bảng chỉ có {classes} loại, nhiều nhất hạ được {room} bậc; hãy sửa số bậc.",
    "The condition “{title}” lowers by {levels} classes, but the sheet has {classes} and only {room} can be lost; correct"
    " the number.",
)
_LIMIT_WHOLE = Text(
    "Điều kiện “{title}” không có tác dụng: phần {section} vốn đã giới hạn ở mức tối đa và vẫn được tính đủ {limit}%; hãy"
    " ghi tỷ lệ thấp hơn.",
    "The condition “{title}” has no effect: section {section} is held to its maximum anyway and still counts {limit}%;"
    " write a lower share.",
)
_NO_MAXIMUM = Text(
    "Điều kiện “{title}” so với tỷ lệ của mức tối đa, nhưng {item} có mức tối đa bằng 0; hãy chọn phần hoặc dòng khác.",
    "The condition “{title}” compares with a share of the maximum, but the maximum of {item} is 0; choose another section"
    " or line.",
)
_TWO_QUESTIONS = Text(
    "Điều kiện “{title}” và “{other}” dùng chung mã sự kiện {key} nhưng hỏi hai câu khác nhau; hãy đổi một mã hoặc dùng"
    " cùng một câu hỏi.",
    "The conditions “{title}” and “{other}” share the event {key} but ask two different questions; rename one, or ask the"
    " same question.",
)
_TIE_TWICE = Text(
    "Tiêu chí phụ thứ {place} lặp lại tiêu chí phụ thứ {first} nên không phân định thêm được gì; hãy bỏ hoặc thay.",
    "Tie-break {place} repeats tie-break {first} and can part nobody; remove or replace it.",
)


def on_sheet(sheet: Sheet) -> Iterator[Finding]:
    """Guards and tie-breaks."""
    for guard in sheet.guards:
        yield from _guard(guard, sheet)
    yield from _questions(sheet.guards)
    yield from _ties(sheet.ties)


def _guard(guard: Guard, sheet: Sheet) -> Iterator[Finding]:
    count = len(sheet.classes)
    if guard.then == Then.CEILING and guard.label == sheet.classes[0].label:
        yield warning("guard_no_effect", guard.code, _NO_EFFECT, title=guard.title, label=guard.label)
    if guard.then == Then.LOWER and not count:
        yield error("guard_no_effect", guard.code, _NO_CLASSES, title=guard.title)
    elif guard.then == Then.LOWER and guard.levels > count - 1:
        levels, room = Decimal(guard.levels), Decimal(count - 1)
        yield warning(
            "guard_too_low", guard.code, _TOO_LOW, title=guard.title, levels=levels, classes=Decimal(count), room=room
        )
    if guard.then == Then.LIMIT and guard.limit == 100 and _held(guard.code, sheet):
        yield warning(
            "guard_no_effect", guard.code, _LIMIT_WHOLE, title=guard.title, section=guard.code, limit=guard.limit
        )
    if guard.when == When.BELOW and not _maximum(guard.code, sheet):
        yield warning("guard_no_effect", guard.code, _NO_MAXIMUM, title=guard.title, item=guard.code)


def _held(code: str, sheet: Sheet) -> bool:
    section = next(one for one, _depth in sheet.sections() if one.code == code)
    return section.capped and section.max_points is not None


def _maximum(code: str, sheet: Sheet) -> Decimal:
    section = next((one for one, _depth in sheet.sections() if one.code == code), None)
    return sheet.criterion(code).max_points if section is None else attainable(section)


def _questions(guards: tuple[Guard, ...]) -> Iterator[Finding]:
    asked: dict[str, Guard] = {}
    for guard in guards:
        if guard.when != When.EVENT:
            continue
        first = asked.setdefault(guard.key, guard)
        if first.question.strip() != guard.question.strip():
            yield warning(
                "event_asked_twice", guard.code, _TWO_QUESTIONS, title=guard.title, other=first.title, key=guard.key
            )


def _ties(ties: tuple[TieKey, ...]) -> Iterator[Finding]:
    seen: dict[tuple[TieBy, str], int] = {}
    for place, tie in enumerate(ties, start=1):
        named = (tie.by, tie.code if tie.by in (TieBy.SECTION, TieBy.LINE) else "")
        first = seen.setdefault(named, place)
        if first != place:
            yield warning("tie_repeats", tie.code, _TIE_TWICE, place=Decimal(place), first=Decimal(first))
