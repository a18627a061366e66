"""Changes: one figure of a unit brought to a higher value, the facts with it, and its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.advice.levers import By, Lever
from thidua.rulebook.facts import LineFact, UnitFacts
from thidua.rulebook.findings import Piece, Text
from thidua.rulebook.measures import plain, points
from thidua.rulebook.rules.inputs import Raw
from thidua.rulebook.targets import TargetFact

_MORE = Text(
    "{title}: “{label}” thêm {more}{unit} nữa, từ {now} lên {then}, thì tổng điểm {gain}.",
    "{title}: {more}{unit} more of “{label}”, from {now} to {then}, brings the total {gain}.",
)
_REPORT = Text(
    "{title}: “{label}” chưa có số liệu; nếu báo cáo đạt {then}{unit} thì tổng điểm {gain}.",
    "{title}: “{label}” is not reported yet; reporting {then}{unit} brings the total {gain}.",
)
_REPORT_NONE = Text(
    "{title}: “{label}” chưa có số liệu; nếu không phát sinh và báo cáo bằng 0 thì tổng điểm {gain}.",
    "{title}: “{label}” is not reported yet; if there was none and 0 is reported, it brings the total {gain}.",
)
_LEVEL = Text(
    "{title}: “{label}” từ mức “{now}” lên mức “{then}” thì tổng điểm {gain}.",
    "{title}: “{label}” from the level “{now}” to “{then}” brings the total {gain}.",
)
_LEVEL_NEW = Text(
    "{title}: “{label}” chưa chọn mức; nếu đạt mức “{then}” thì tổng điểm {gain}.",
    "{title}: no level has been chosen for “{label}”; reaching “{then}” brings the total {gain}.",
)
_JUDGED = Text(
    "{title}: “{label}” được chấm {then} điểm thay vì {now} thì tổng điểm {gain}; việc này do người chấm quyết định.",
    "{title}: {then} points instead of {now} for “{label}” bring the total {gain}; this depends on the judges.",
)
_JUDGED_NEW = Text(
    "{title}: “{label}” chưa chấm; nếu được {then} điểm thì tổng điểm {gain}; việc này do người chấm quyết định.",
    "{title}: “{label}” is not judged yet; {then} points bring the total {gain}; this depends on the judges.",
)
_GAINED = Text("tăng {gain}", "up by {gain}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure of a unit brought to `after`; both in the notation of facts, `before` None when not given yet.

    `gain` is what the unit's total gains, with the whole bloc scored again. `effort` is the part of the plan, or of
    the full range, still to do. `depends_on_judges` says that the unit cannot bring it about itself.
    """

    code: str
    key: str
    by: By
    before: Raw | None
    after: Raw
    gain: Decimal
    effort: Fraction
    sentence: Text

    @property
    def depends_on_judges(self) -> bool:
        """Whether others decide on it."""
        return self.by == By.JUDGES


@dataclass(frozen=True, slots=True)
class Move:
    """A lever and the value it is brought to: a change not yet scored."""

    lever: Lever
    value: Fraction

    @property
    def effort(self) -> Fraction:
        """The part still to do."""
        return self.lever.effort(self.value)

    @property
    def judged(self) -> bool:
        """Whether it depends on the judges."""
        return self.lever.by == By.JUDGES

    def raw(self, value: Fraction) -> Raw:
        """A value in the notation of facts."""
        lever = self.lever
        if lever.by == By.LEVEL:
            return lever.levels[int(value)][0]
        written = plain(_decimal(value))
        return (written,) * lever.judges if lever.by == By.JUDGES and lever.judges > 1 else written

    def scored(self, gain: Decimal) -> Change:
        """The change with what it gains."""
        lever = self.lever
        before = None if lever.now is None else self.raw(lever.now)
        return Change(
            code=lever.code, key=lever.key, by=lever.by, before=before, after=self.raw(self.value), gain=gain,
            effort=self.effort, sentence=_sentence(self, gain),
        )  # fmt: skip


def applied(facts: UnitFacts, moves: Iterable[Move]) -> UnitFacts:
    """The facts of a unit as they would be after these moves."""
    lines = {line.code: line for line in facts.lines}
    for move in moves:
        code = move.lever.code
        lines[code] = _line(lines.get(code) or LineFact(code=code), move)
    return replace(facts, lines=tuple(lines.values()))


def _line(line: LineFact, move: Move) -> LineFact:
    if move.lever.by == By.TARGET:
        return replace(line, targets=tuple(_target(one, move) for one in line.targets))
    return replace(line, inputs={**line.inputs, move.lever.key: move.raw(move.value)})


def _target(target: TargetFact, move: Move) -> TargetFact:
    return replace(target, actual=_decimal(move.value)) if target.key == move.lever.key else target


def _sentence(move: Move, gain: Decimal) -> Text:
    lever, value = move.lever, move.value
    pieces: dict[str, Piece] = {"title": lever.title, "label": lever.label, "gain": _GAINED.filled(gain=gain)}
    if lever.by == By.LEVEL:
        then = lever.levels[int(value)][1]
        if lever.now is None:
            return _LEVEL_NEW.filled(**pieces, then=then)
        return _LEVEL.filled(**pieces, then=then, now=lever.levels[int(lever.now)][1])
    if lever.by == By.JUDGES:
        if lever.now is None:
            return _JUDGED_NEW.filled(**pieces, then=_decimal(value))
        return _JUDGED.filled(**pieces, then=_decimal(value), now=_decimal(lever.now))
    unit = f" {lever.unit_of_measure}" if lever.unit_of_measure else ""
    if lever.now is None:
        sentence = _REPORT if value else _REPORT_NONE
        return sentence.filled(**pieces, then=_decimal(value), unit=unit)
    more = _decimal(value - lever.now)
    return _MORE.filled(**pieces, more=more, now=_decimal(lever.now), then=_decimal(value), unit=unit)


def _decimal(value: Fraction) -> Decimal:
    """A value on its grain as a number in plain notation; the mean of judges is cut to four places for reading."""
    places = next((places for places in range(10) if 10**places % value.denominator == 0), 4)
    return points(value, places=places)
