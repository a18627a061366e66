"""What a difference is made of, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from thidua.rulebook.findings import Text
from thidua.rulebook.sheet import Criterion, Entry, Section


class DifferenceKind(StrEnum):
    """What happened to a line, a section or a setting."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """It stands in another section, or at another place among its neighbours."""
    RENAMED = "renamed"
    """Its title is another; or only its code is."""
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference. `code` is that of the line or section, empty for the sheet itself; `field` as in the JSON.

    `before` and `after` are in words; None where there is nothing on that side. `sentence` says it in one line.
    """

    kind: DifferenceKind
    code: str
    field: str
    before: Text | None
    after: Text | None
    sentence: Text


_ITEM = {
    Criterion: Text("Tiêu chí {code}", "Criterion {code}"),
    Section: Text("Phần {code}", "Section {code}"),
}
_CHANGED = Text("{item}, {field}: {before} → {after}", "{item}, {field}: {before} → {after}")
_RENAMED = Text("{item} đổi tên: “{before}” → “{after}”", "{item} renamed: “{before}” → “{after}”")


def item(entry: Entry) -> Text:
    """A line or a section by its code: "Tiêu chí 3"."""
    return _ITEM[type(entry)].filled(code=entry.code)


def changed(code: str, field: str, label: Text, before: Text, after: Text, of: Text) -> Difference:
    """The field of `of` is another."""
    sentence = _CHANGED.filled(item=of, field=label, before=before, after=after)
    return Difference(
        kind=DifferenceKind.CHANGED, code=code, field=field, before=before, after=after, sentence=sentence
    )


def renamed(code: str, before: str, after: str, of: Text) -> Difference:
    """The title of `of` is another."""
    was, became = Text(before, before), Text(after, after)
    sentence = _RENAMED.filled(item=of, before=was, after=became)
    return Difference(
        kind=DifferenceKind.RENAMED, code=code, field="title", before=was, after=became, sentence=sentence
    )
