"""Trial run: one bloc scored by two sheets, side by side, before the second is adopted.

Last year's facts were gathered for another sheet. What the new sheet does not ask for is left aside; what it asks for
and nobody gave is listed, line by line, and never read as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.rulebook.facts import LineFact, UnitFacts
from thidua.rulebook.findings import Text
from thidua.rulebook.invented import invented
from thidua.rulebook.refusals import InvalidFacts
from thidua.rulebook.rules.inputs import Raw
from thidua.rulebook.scoring import Score, policy_of, rank_bloc, score_bloc
from thidua.rulebook.sheet import Criterion, NotApplicable, Sheet

__all__ = ["Missing", "Part", "Row", "Trial", "compare", "invented"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What the new sheet asks a unit for on one line and the facts do not hold."""

    unit: str
    label: str
    code: str
    title: str
    asked: tuple[str, ...]
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section or a line under both sheets; None where it is not on the sheet or has no points."""

    code: str
    title: str
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What the new sheet adds; None unless both sides are known."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit under both sheets. While `missing` names lines, points and rank after are provisional."""

    unit: str
    label: str
    rank_before: int | None
    rank_after: int | None
    points_before: Decimal
    points_after: Decimal
    sections: tuple[Part, ...]
    lines: tuple[Part, ...]
    missing: tuple[str, ...]

    @property
    def difference(self) -> Decimal:
        """What the total gains or loses."""
        return self.points_after - self.points_before

    @property
    def provisional(self) -> bool:
        """Whether figures are missing for the new sheet."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Both sheets side by side: a row for every unit in the order of the new ranking.

    `only_before` and `only_after` are the (code, title) of lines on one sheet alone. `reviews_left_out` counts the
    reviews of lines that are not the same any more.
    """

    rows: tuple[Row, ...]
    missing: tuple[Missing, ...]
    only_before: tuple[tuple[str, str], ...]
    only_after: tuple[tuple[str, str], ...]
    reviews_left_out: int
    sentences: tuple[Text, ...]


def compare(before: Sheet, after: Sheet, units: Iterable[UnitFacts], *, labels: Mapping[str, str]) -> Trial:
    """Score the facts of `before` by both sheets; `labels` are the units' names. Raises InvalidFacts for facts that
    do not fit `before`, KeyError for a unit without a name."""
    facts = tuple(units)
    fitted = tuple(fitted_to(after, one, before) for one in facts)
    old, new = score_bloc(units=facts, sheet=before), score_bloc(units=fitted, sheet=after)
    missing = tuple(_missing(fitted, new, after, labels))
    old_ranks = {one.key: one.rank for one in rank_bloc(old, labels)}
    by_unit = {one.unit: one for one in old}, {one.unit: one for one in new}
    rows = tuple(
        _row(by_unit[0][one.key], by_unit[1][one.key], one.label, (old_ranks[one.key], one.rank), before, after)
        for one in rank_bloc(new, labels)
    )
    left_out = sum(len(one.reviews) for one in facts) - sum(len(one.reviews) for one in fitted)
    return Trial(
        rows=rows,
        missing=missing,
        only_before=_only(before, after),
        only_after=_only(after, before),
        reviews_left_out=left_out,
        sentences=tuple(_sentences(rows, left_out)),
    )


def fitted_to(sheet: Sheet, facts: UnitFacts, before: Sheet) -> UnitFacts:
    """The facts as far as another sheet asks for them; a figure that it would refuse is left out.

    A review stays only where the line is the same on both sheets: the bloc reviewed what stood there.
    """
    known = {criterion.code: criterion for criterion in sheet.criteria}
    same = {criterion.code for criterion in before.criteria if known.get(criterion.code) == criterion}
    asked = {guard.key for guard in sheet.guards}
    return replace(
        facts,
        lines=tuple(_fitted_line(known[line.code], line, sheet) for line in facts.lines if line.code in known),
        reviews=tuple(review for review in facts.reviews if review.code in same),
        events={key: count for key, count in facts.events.items() if key in asked},
    )


def _fitted_line(criterion: Criterion, line: LineFact, sheet: Sheet) -> LineFact:
    allowed = policy_of(criterion.code, sheet) != NotApplicable.REFUSE
    return replace(
        line,
        targets=line.targets if criterion.takes_targets else (),
        inputs=dict(_fitted_inputs(criterion, line, sheet.places)),
        not_applicable=line.not_applicable and allowed,
    )


def _fitted_inputs(criterion: Criterion, line: LineFact, places: int) -> Iterator[tuple[str, Raw]]:
    for one in criterion.inputs:
        raw = line.inputs.get(one.key)
        if raw is None:
            continue
        try:
            one.read(raw, code=criterion.code, places=places)
        except InvalidFacts:
            continue
        yield one.key, raw


_MISSING = Text("{label}, {title}: bảng điểm mới cần {asked}.", "{label}, {title}: the new sheet asks for {asked}.")
_FIGURES = Text("số liệu còn thiếu của chỉ tiêu", "figures missing from the targets")
_NO_TARGETS = Text("chỉ tiêu của đơn vị", "the unit's targets")


def _missing(
    fitted: tuple[UnitFacts, ...], scores: tuple[Score, ...], sheet: Sheet, labels: Mapping[str, str]
) -> Iterator[Missing]:
    for facts, scored in zip(fitted, scores, strict=True):
        lines = {line.code: line for line in facts.lines}
        for code in scored.missing:
            criterion = sheet.criterion(code)
            line = lines.get(code) or LineFact(code=code)
            asked = tuple(one.label for one in criterion.inputs if one.key not in line.inputs)
            wanted = _wanted(criterion, line, asked)
            label = labels[facts.unit]
            yield Missing(
                unit=facts.unit, label=label, code=code, title=criterion.title, asked=asked,
                sentence=_MISSING.filled(label=label, title=criterion.title, asked=wanted),
            )  # fmt: skip


def _wanted(criterion: Criterion, line: LineFact, asked: tuple[str, ...]) -> Text:
    """What is asked for in words: inputs by their labels, and the targets when there are none or figures are missing."""
    words = [Text(label, label) for label in asked]
    if criterion.takes_targets and not line.targets:
        words.append(_NO_TARGETS)
    elif criterion.takes_targets and not asked:
        words.append(_FIGURES)
    return Text(", ".join(one.vi for one in words), ", ".join(one.en for one in words))


def _row(old: Score, new: Score, label: str, ranks: tuple[int | None, int | None], before: Sheet, after: Sheet) -> Row:
    return Row(
        unit=new.unit,
        label=label,
        rank_before=ranks[0],
        rank_after=ranks[1],
        points_before=old.total,
        points_after=new.total,
        sections=_parts(_section_points(old), _section_points(new), _section_titles(before, after)),
        lines=_parts(_line_points(old), _line_points(new), _line_titles(before, after)),
        missing=new.missing,
    )


def _section_points(scored: Score) -> dict[str, Decimal | None]:
    return {one.code: one.points for one in scored.sections}


def _line_points(scored: Score) -> dict[str, Decimal | None]:
    return {one.code: one.final for one in scored.lines}


def _section_titles(before: Sheet, after: Sheet) -> dict[str, str]:
    """By code, in the order of the new sheet and then of what is only on the old one; the new title where both are."""
    new = {section.code: section.title for section, _depth in after.sections()}
    return new | {section.code: section.title for section, _depth in before.sections() if section.code not in new}


def _line_titles(before: Sheet, after: Sheet) -> dict[str, str]:
    new = {one.code: one.title for one in after.criteria}
    return new | {one.code: one.title for one in before.criteria if one.code not in new}


def _parts(
    before: Mapping[str, Decimal | None], after: Mapping[str, Decimal | None], titles: Mapping[str, str]
) -> tuple[Part, ...]:
    return tuple(
        Part(code=code, title=title, before=before.get(code), after=after.get(code)) for code, title in titles.items()
    )


def _only(sheet: Sheet, other: Sheet) -> tuple[tuple[str, str], ...]:
    return tuple((one.code, one.title) for one in sheet.criteria if one.code not in other.codes)


_MOVED = Text(
    "{moved} trong {count} đơn vị đổi thứ hạng khi dùng bảng điểm mới.",
    "{moved} of {count} units change rank under the new sheet.",
)
_PROVISIONAL = Text(
    "{count} đơn vị còn thiếu số liệu mà bảng điểm mới cần; điểm và thứ hạng sau là tạm tính.",
    "Units lacking figures that the new sheet asks for: {count}; their points and ranks after are provisional.",
)
_LEFT_OUT = Text(
    "Không dùng {count} kết quả thẩm định vì dòng tương ứng đã thay đổi.",
    "Reviews left out because their lines have changed: {count}.",
)


def _sentences(rows: tuple[Row, ...], left_out: int) -> Iterator[Text]:
    moved = sum(row.rank_before != row.rank_after for row in rows)
    yield _MOVED.filled(moved=moved, count=len(rows))
    provisional = sum(row.provisional for row in rows)
    if provisional:
        yield _PROVISIONAL.filled(count=provisional)
    if left_out:
        yield _LEFT_OUT.filled(count=left_out)
