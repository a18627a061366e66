"""Classes, guards and tie-breaks that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from thidua.rulebook.differences.base import Difference, DifferenceKind, changed
from thidua.rulebook.findings import Text
from thidua.rulebook.guards import Guard
from thidua.rulebook.sheet import Sheet
from thidua.rulebook.wording.phrases import joined
from thidua.rulebook.wording.settings import NONE, class_words, guard, tie

_CLASS = Text("Loại “{label}”", "The class “{label}”")
_GUARD = Text("Điều kiện “{title}”", "The condition “{title}”")
_SHEET = Text("Bảng điểm", "The sheet")
_START = Text("mức điểm", "the points")
_WORDS = Text("nội dung", "what it says")
_DETAIL = Text("căn cứ hoặc chi tiết", "the clause or a detail")
_TIES = Text("thứ tự phân định khi bằng điểm", "the order of tie-breaks")
_ORDER = Text("Các điều kiện được xếp lại thứ tự", "The conditions stand in another order")
_ADDED = Text("Thêm {item}: {words}", "Added: {item}: {words}")
_REMOVED = Text("Bỏ {item}: {words}", "Removed: {item}: {words}")


def of_standing(old: Sheet, new: Sheet) -> Iterator[Difference]:
    """What changed above the total."""
    yield from _classes(old, new)
    yield from _guards(old, new)
    if old.ties != new.ties:
        before, after = (joined([tie(one) for one in sheet.ties], "; ") if sheet.ties else NONE for sheet in (old, new))
        yield changed("", "ties", _TIES, before, after, _SHEET)


def _classes(old: Sheet, new: Sheet) -> Iterator[Difference]:
    before = {one.label: one for one in old.classes}
    after = {one.label: one for one in new.classes}
    for label, one in before.items():
        if label not in after:
            yield _gone("classes", _CLASS.filled(label=label), class_words(one))
    for label, one in after.items():
        item = _CLASS.filled(label=label)
        if label not in before:
            yield _come("classes", item, class_words(one))
        elif before[label] != one:
            yield changed("", "classes", _START, class_words(before[label]), class_words(one), item)


def _guards(old: Sheet, new: Sheet) -> Iterator[Difference]:
    before, after = _numbered(old.guards), _numbered(new.guards)
    for key, one in before.items():
        if key not in after:
            yield _gone("guards", _GUARD.filled(title=one.title), guard(one))
    for key, one in after.items():
        item = _GUARD.filled(title=one.title)
        if key not in before:
            yield _come("guards", item, guard(one))
        elif before[key] != one:
            was, became = guard(before[key]), guard(one)
            label = _WORDS
            if was == became:
                was, became, label = _with_clause(was, before[key]), _with_clause(became, one), _DETAIL
            yield changed("", "guards", label, was, became, item)
    if [key for key in before if key in after] != [key for key in after if key in before]:
        order = (_titles(old.guards), _titles(new.guards))
        yield Difference(
            kind=DifferenceKind.MOVED, code="", field="guards", before=order[0], after=order[1], sentence=_ORDER
        )


def _numbered(guards: Sequence[Guard]) -> dict[tuple[str, int], Guard]:
    """Guards by title; of those with the same title, by their order."""
    seen: Counter[str] = Counter()
    found = {}
    for one in guards:
        found[one.title, seen[one.title]] = one
        seen[one.title] += 1
    return found


def _with_clause(words: Text, one: Guard) -> Text:
    detail = f"{one.clause}; {one.key}" if one.key else one.clause
    return Text("{words} [{detail}]", "{words} [{detail}]").filled(words=words, detail=detail)


def _titles(guards: Sequence[Guard]) -> Text:
    return joined([Text(one.title, one.title) for one in guards], "; ")


def _come(field: str, item: Text, words: Text) -> Difference:
    sentence = _ADDED.filled(item=Text(item.vi[:1].lower() + item.vi[1:], item.en), words=words)
    return Difference(kind=DifferenceKind.ADDED, code="", field=field, before=None, after=words, sentence=sentence)


def _gone(field: str, item: Text, words: Text) -> Difference:
    sentence = _REMOVED.filled(item=Text(item.vi[:1].lower() + item.vi[1:], item.en), words=words)
    return Difference(kind=DifferenceKind.REMOVED, code="", field=field, before=words, after=None, sentence=sentence)
