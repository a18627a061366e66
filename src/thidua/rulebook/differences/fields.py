"""Fields of a line, a section or the sheet that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from thidua.rulebook.differences.base import Difference, DifferenceKind, changed, item, renamed
from thidua.rulebook.findings import Text
from thidua.rulebook.sheet import Criterion, Section, Sheet
from thidua.rulebook.wording import describe
from thidua.rulebook.wording.settings import (
    NO,
    NO_LIMIT,
    NONE,
    NOT_APPLICABLE,
    ROLE,
    ROUNDING,
    YES,
    points_or,
)


def of_sheet(old: Sheet, new: Sheet) -> Iterator[Difference]:
    """The settings of the sheet itself."""
    yield from _fields(old, new, _SHEET_FIELDS)


def of_section(old: Section, new: Section) -> Iterator[Difference]:
    """The title and the settings of a section."""
    yield from _fields(old, new, _SECTION_FIELDS)


def of_line(old: Criterion, new: Criterion) -> Iterator[Difference]:
    """The title, the settings and the rule of a line."""
    yield from _fields(old, new, _LINE_FIELDS)
    yield from _rule(old, new)


def _words(value: str) -> Text:
    return Text(value, value) if value else NONE


def _flag(value: bool) -> Text:
    return YES if value else NO


def _factor(value: Decimal) -> Text:
    return Text("{value}", "{value}").filled(value=value)


Has = TypeVar("Has", Criterion, Section, Sheet)
_Field = tuple[str, Text, Callable[[Has], Text]]

_MAX_POINTS = Text("mức tối đa", "the maximum")
_LEAST = Text("mức thấp nhất", "the lowest points")
_NA = Text("khi dòng không áp dụng", "when a line does not apply")
_LINE_FIELDS: tuple[_Field[Criterion], ...] = (
    ("max_points", _MAX_POINTS, lambda one: points_or(one.max_points, NONE)),
    ("least", _LEAST, lambda one: points_or(one.least, NO_LIMIT)),
    ("over", Text("mức được vượt tối đa", "how far it may go over"), lambda one: points_or(one.over, NO_LIMIT)),
    ("clause", Text("căn cứ", "the clause"), lambda one: _words(one.clause)),
    ("evidence", Text("cần minh chứng", "evidence needed"), lambda one: _flag(one.evidence)),
    ("appraiser", Text("cơ quan thẩm định", "the appraiser"), lambda one: _words(one.appraiser)),
    ("note", Text("ghi chú", "the note"), lambda one: _words(one.note)),
)
_SECTION_FIELDS: tuple[_Field[Section], ...] = (
    ("max_points", _MAX_POINTS, lambda one: points_or(one.max_points, NONE)),
    ("capped", Text("giới hạn ở mức tối đa", "held to the maximum"), lambda one: _flag(one.capped)),
    ("least", _LEAST, lambda one: points_or(one.least, NO_LIMIT)),
    ("weight", Text("hệ số", "the weight"), lambda one: _factor(one.weight)),
    ("role", Text("loại điểm", "the kind of points"), lambda one: ROLE[one.role]),
    (
        "not_applicable",
        _NA,
        lambda one: (
            Text("theo bảng điểm", "as the sheet says")
            if one.not_applicable is None
            else NOT_APPLICABLE[one.not_applicable]
        ),
    ),
)
_SHEET_FIELDS: tuple[_Field[Sheet], ...] = (
    ("source", Text("nguồn", "the source"), lambda one: _words(one.source)),
    ("places", Text("số chữ số thập phân", "the number of decimals"), lambda one: _factor(Decimal(one.places))),
    ("rounding", Text("cách làm tròn", "the rounding"), lambda one: ROUNDING[one.rounding]),
    ("scale", Text("thang điểm", "the scale"), lambda one: points_or(one.scale, NONE)),
    ("most", Text("tổng điểm tối đa", "the highest total"), lambda one: points_or(one.most, NO_LIMIT)),
    ("not_applicable", _NA, lambda one: NOT_APPLICABLE[one.not_applicable]),
)
_SHEET = Text("Bảng điểm", "The sheet")


_RULE = Text("cách tính", "the rule")
_DETAIL = Text("{item}: đổi chi tiết của cách tính (mã số liệu)", "{item}: a detail of the rule changed (input keys)")


def _fields(old: Has, new: Has, fields: Sequence[_Field[Has]]) -> Iterator[Difference]:
    code, of = ("", _SHEET) if isinstance(new, Sheet) else (new.code, item(new))
    if old.title != new.title:
        yield renamed(code, old.title, new.title, of)
    for name, label, words in fields:
        if getattr(old, name) != getattr(new, name):
            yield changed(code, name, label, words(old), words(new), of)


def _rule(old: Criterion, new: Criterion) -> Iterator[Difference]:
    """A rule in words; where the words are the same, what changed is a detail that no reader sees."""
    if old.rule == new.rule:
        return
    before, after = describe(old.rule), describe(new.rule)
    if before != after:
        yield changed(new.code, "rule", _RULE, before, after, item(new))
        return
    sentence = _DETAIL.filled(item=item(new))
    yield Difference(
        kind=DifferenceKind.CHANGED, code=new.code, field="rule", before=before, after=after, sentence=sentence
    )
