"""Lines and sections that were added, removed, renumbered or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.rulebook.differences.base import Difference, DifferenceKind, item
from thidua.rulebook.differences.fields import of_line, of_section
from thidua.rulebook.findings import Text
from thidua.rulebook.sheet import Criterion, Entry, Section, Sheet
from thidua.rulebook.wording import describe
from thidua.rulebook.wording.phrases import amount
from thidua.rulebook.wording.settings import NO_LIMIT


def of_entries(old: Sheet, new: Sheet) -> Iterator[Difference]:
    """What happened to every line and section, by their codes."""
    before, after = _placed(old), _placed(new)
    same = _renumbered(before, after)
    yield from _removed(before, after, same)
    yield from _kept(before, after, same)
    yield from _moved(before, after, same)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """An entry with the code and title of the section it is in; empty at the top."""

    entry: Entry
    parent: str = ""
    parent_title: str = ""


_Entries = dict[str, _Placed]


def _placed(sheet: Sheet) -> _Entries:
    found: _Entries = {}

    def walk(entries: tuple[Entry, ...], parent: str, title: str) -> None:
        for entry in entries:
            found[entry.code] = _Placed(entry=entry, parent=parent, parent_title=title)
            if isinstance(entry, Section):
                walk(entry.entries, entry.code, entry.title)

    walk(sheet.entries, "", "")
    return found


def _renumbered(before: _Entries, after: _Entries) -> dict[str, str]:
    """New codes with the old code of the very same line, where only one line can be meant."""
    gone = {code: placed.entry for code, placed in before.items() if code not in after}
    come = {code: placed.entry for code, placed in after.items() if code not in before}
    same: dict[str, str] = {}
    for code, entry in come.items():
        if not isinstance(entry, Criterion):
            continue
        likely = [one for one, other in gone.items() if _alike(entry, other)]
        rivals = [one for one, other in come.items() if _alike(entry, other)]
        if len(likely) == 1 and len(rivals) == 1:
            same[code] = likely[0]
    return same


def _alike(entry: Criterion, other: Entry) -> bool:
    return isinstance(other, Criterion) and {**entry.to_json(), "code": ""} == {**other.to_json(), "code": ""}


_LINE_REMOVED = Text("Bỏ tiêu chí {code}: {title}", "Criterion {code} removed: {title}")
_LINE_ADDED = Text("Thêm tiêu chí {code}: {title}", "Criterion {code} added: {title}")
_SECTION_REMOVED = Text("Bỏ phần {code}: {title}", "Section {code} removed: {title}")
_SECTION_ADDED = Text("Thêm phần {code}: {title}", "Section {code} added: {title}")
_LINE_WORDS = Text("{title}; {rule}; {most}", "{title}; {rule}; {most}")
_AT_MOST = Text("tối đa {points}", "at most {points}")
_RECODED = Text(
    "Tiêu chí {before} đổi mã thành {after}: {title}", "Criterion {before} has the new code {after}: {title}"
)
_MOVED = Text("{item} chuyển từ {before} sang {after}", "{item} moved from {before} to {after}")
_REORDERED = Text("{item} đổi vị trí: {before} → {after}", "{item} has another place: {before} → {after}")
_IN_SECTION = Text("phần {code} ({title})", "section {code} ({title})")
_AT_TOP = Text("ngoài các phần", "outside any section")
_FIRST = Text("đứng đầu", "first")
_AFTER = Text("sau {code}", "after {code}")


def _removed(before: _Entries, after: _Entries, renumbered: dict[str, str]) -> Iterator[Difference]:
    for code, placed in before.items():
        other = after.get(code)
        if other is not None and type(other.entry) is type(placed.entry):
            continue
        if code in renumbered.values():
            continue
        sentence = _LINE_REMOVED if isinstance(placed.entry, Criterion) else _SECTION_REMOVED
        yield _plain(DifferenceKind.REMOVED, placed.entry, sentence)


def _kept(before: _Entries, after: _Entries, renumbered: dict[str, str]) -> Iterator[Difference]:
    """What was added, renamed or changed, in the order of the new sheet."""
    for code, placed in after.items():
        entry = placed.entry
        if code in renumbered:
            yield _recoded(entry, renumbered[code])
            continue
        other = before[code].entry if code in before else None
        if isinstance(entry, Criterion) and isinstance(other, Criterion):
            yield from of_line(other, entry)
        elif isinstance(entry, Section) and isinstance(other, Section):
            yield from of_section(other, entry)
        else:
            sentence = _LINE_ADDED if isinstance(entry, Criterion) else _SECTION_ADDED
            yield _plain(DifferenceKind.ADDED, entry, sentence)


def _plain(kind: DifferenceKind, entry: Entry, sentence: Text) -> Difference:
    words = Text(entry.title, entry.title)
    if isinstance(entry, Criterion):
        most = NO_LIMIT if entry.highest is None else _AT_MOST.filled(points=amount(entry.highest))
        words = _LINE_WORDS.filled(title=entry.title, rule=describe(entry.rule), most=most)
    added = kind == DifferenceKind.ADDED
    return Difference(
        kind=kind, code=entry.code, field="", before=None if added else words, after=words if added else None,
        sentence=sentence.filled(code=entry.code, title=entry.title),
    )  # fmt: skip


def _recoded(entry: Entry, code: str) -> Difference:
    before, after = Text(code, code), Text(entry.code, entry.code)
    sentence = _RECODED.filled(before=before, after=after, title=entry.title)
    return Difference(
        kind=DifferenceKind.RENAMED, code=entry.code, field="code", before=before, after=after, sentence=sentence
    )


def _moved(before: _Entries, after: _Entries, renumbered: dict[str, str]) -> Iterator[Difference]:
    """Entries that stand in another section, and the fewest that explain another order within one."""
    stayed: dict[str, list[str]] = {}
    for code, placed in after.items():
        was = before.get(renumbered.get(code, code))
        if was is None or type(was.entry) is not type(placed.entry):
            continue
        if was.parent != placed.parent:
            yield _difference(placed.entry, "section", _parent(was), _parent(placed), _MOVED)
        else:
            stayed.setdefault(placed.parent, []).append(code)
    places = {code: place for place, code in enumerate(before)}
    for codes in stayed.values():
        order = [places[renumbered.get(code, code)] for code in codes]
        for at in _out_of_order(order):
            entry = after[codes[at]].entry
            old_code = renumbered.get(entry.code, entry.code)
            yield _difference(entry, "place", _place(old_code, before), _place(entry.code, after), _REORDERED)


def _difference(entry: Entry, field: str, before: Text, after: Text, sentence: Text) -> Difference:
    said = sentence.filled(item=item(entry), before=before, after=after)
    return Difference(
        kind=DifferenceKind.MOVED, code=entry.code, field=field, before=before, after=after, sentence=said
    )


def _parent(placed: _Placed) -> Text:
    if not placed.parent:
        return _AT_TOP
    return _IN_SECTION.filled(code=placed.parent, title=placed.parent_title)


def _place(code: str, entries: _Entries) -> Text:
    """After which neighbour an entry stands."""
    parent = entries[code].parent
    neighbours = [one for one, placed in entries.items() if placed.parent == parent]
    at = neighbours.index(code)
    return _AFTER.filled(code=neighbours[at - 1]) if at else _FIRST


def _out_of_order(order: list[int]) -> list[int]:
    """The positions outside a longest rising run: the fewest entries that have to move to explain the new order."""
    tails: list[int] = []
    lengths = []
    for value in order:
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
        lengths.append(at + 1)
    wanted, kept = len(tails), set()
    for position in range(len(order) - 1, -1, -1):
        if lengths[position] == wanted:
            kept.add(position)
            wanted -= 1
    return [position for position in range(len(order)) if position not in kept]
