"""Points that are given: fixed ones, those of judges, and those of a chosen level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import plain
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules.base import Bound, Rule, found, keep, require_order, require_points, shown
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.inputs import Input, InputKind

_FIXED = Text("{points} điểm", "{points} points")
_NOT_JUDGED = Text("{label}: chưa chấm điểm", "{label}: no points have been given")
_JUDGED = Text(
    "{label}: chấm {points} điểm trong khung từ {least} đến {most}",
    "{label}: {points} points given in the range {least} to {most}",
)
_JUDGED_BY = Text(
    "{label}: bình quân {count} người chấm ({each}) = {points}",
    "{label}: the mean of {count} judges ({each}) = {points}",
)
_JUDGED_TRIMMED = Text(
    "{label}: bình quân {count} người chấm ({each}), bỏ điểm cao nhất và thấp nhất = {points}",
    "{label}: the mean of {count} judges ({each}) without the highest and the lowest = {points}",
)
_NOT_CHOSEN = Text("{label}: chưa chọn mức", "{label}: no level has been chosen")
_CHOSEN = Text("{label}: {level}, {points} điểm", "{label}: {level}, {points} points")
_CHOSEN_OPEN = Text("{label}: {level}, chưa đủ số liệu", "{label}: {level}, figures are missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed(Rule):
    """Points that every unit has: the start that deductions are taken from."""

    kind: ClassVar[str] = "fixed"
    points: Decimal
    exact: Fraction = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        require_points("points", self.points)
        keep(self, exact=Fraction(self.points))

    @property
    def least(self) -> Bound:
        return self.points

    @property
    def most(self) -> Bound:
        return self.points

    def worth(self, given: Given) -> Fraction | None:
        return self.exact

    def explain(self, given: Given) -> Finding:
        return found(self, self.exact, _FIXED.filled(points=self.points))

    def to_json(self) -> dict[str, object]:
        return {"kind": self.kind, "points": plain(self.points)}


class Judges(StrEnum):
    """How the points of judges become one figure."""

    ONE = "one"
    """There is one judge."""
    MEAN = "mean"
    """The mean of all."""
    TRIMMED = "trimmed"
    """The mean without the highest and the lowest, once there are at least three judges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Rule):
    """Points by judgement, from `fewest` to `points`; with a `step`, only in such steps (quarter points)."""

    kind: ClassVar[str] = "judged"
    points: Decimal
    fewest: Decimal = Decimal(0)
    step: Decimal | None = None
    judges: Judges = Judges.ONE
    key: str = "judged"
    label: str = "Điểm chấm"
    asked: Input = field(init=False)

    def __post_init__(self) -> None:
        for name in ("points", "fewest", "step"):
            require_points(name, getattr(self, name))
        require_order(self.fewest, self.points)
        if self.step is not None and self.step <= 0:
            raise InvalidSheet("not_above_zero", {"field": "step", "value": self.step})
        asked = Input(
            key=self.key, kind=InputKind.JUDGED, label=self.label, unit="điểm", least=self.fewest, most=self.points,
            step=self.step, several=self.judges != Judges.ONE,
        )  # fmt: skip
        keep(self, asked=asked)

    @property
    def least(self) -> Bound:
        return self.fewest

    @property
    def most(self) -> Bound:
        return self.points

    def inputs(self) -> tuple[Input, ...]:
        return (self.asked,)

    def worth(self, given: Given) -> Fraction | None:
        counted = self._counted(given.judged(self.key))
        if not counted:
            return None
        return counted[0] if len(counted) == 1 else sum(counted, Fraction(0)) / len(counted)

    def _counted(self, points: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        if self.judges != Judges.TRIMMED or len(points) < 3:
            return points
        return tuple(sorted(points)[1:-1])

    def explain(self, given: Given) -> Finding:
        points, worth = given.judged(self.key), self.worth(given)
        if worth is None:
            return found(self, None, _NOT_JUDGED.filled(label=self.label))
        if len(points) == 1:
            because = _JUDGED.filled(label=self.label, points=shown(worth), least=self.fewest, most=self.points)
            return found(self, worth, because)
        each = [shown(one) for one in points]
        listed = Text("; ".join(one.vi for one in each), "; ".join(one.en for one in each))
        trimmed = len(self._counted(points)) < len(points)
        sentence = _JUDGED_TRIMMED if trimmed else _JUDGED_BY
        because = sentence.filled(label=self.label, count=len(points), each=listed, points=shown(worth))
        return found(self, worth, because)

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "points": plain(self.points),
            "fewest": plain(self.fewest),
            "step": None if self.step is None else plain(self.step),
            "judges": self.judges.value,
            "key": self.key,
            "label": self.label,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level to choose: its code, its words, and the rule that then gives the points."""

    code: str
    label: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Rule):
    """One of several levels; "yes" and "no" make all or nothing. A level's points may themselves be a rule."""

    kind: ClassVar[str] = "choice"
    key: str
    label: str
    levels: tuple[Level, ...]
    asked: Input = field(init=False)
    rules: Mapping[str | None, Rule] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        codes = [level.code for level in self.levels]
        if len(codes) < 2 or len(set(codes)) < len(codes) or not all(code.strip() for code in codes):
            raise InvalidSheet("levels", {"field": self.key})
        asked = Input(
            key=self.key, kind=InputKind.LEVEL, label=self.label,
            levels=tuple((level.code, level.label) for level in self.levels),
        )  # fmt: skip
        keep(self, asked=asked, rules={level.code: level.rule for level in self.levels})

    @property
    def least(self) -> Bound:
        return lowest(level.rule for level in self.levels)

    @property
    def most(self) -> Bound:
        return highest(level.rule for level in self.levels)

    def inputs(self) -> tuple[Input, ...]:
        return (self.asked,)

    def parts(self) -> tuple[Rule, ...]:
        return tuple(level.rule for level in self.levels)

    def worth(self, given: Given) -> Fraction | None:
        rule = self.rules.get(given.level(self.key))
        return None if rule is None else rule.worth(given)

    def _chosen(self, given: Given) -> Level | None:
        code = given.level(self.key)
        return next((level for level in self.levels if level.code == code), None)

    def explain(self, given: Given) -> Finding:
        level = self._chosen(given)
        if level is None:
            return found(self, None, _NOT_CHOSEN.filled(label=self.label))
        worth = level.rule.worth(given)
        sentence = _CHOSEN_OPEN if worth is None else _CHOSEN
        because = sentence.filled(label=self.label, level=level.label, points="" if worth is None else shown(worth))
        parts = () if isinstance(level.rule, Fixed) else (level.rule.explain(given),)
        return found(self, worth, because, *parts)

    def to_json(self) -> dict[str, object]:
        levels = [{"code": one.code, "label": one.label, "rule": one.rule.to_json()} for one in self.levels]
        return {"kind": self.kind, "key": self.key, "label": self.label, "levels": levels}


def lowest(rules: Iterator[Rule]) -> Bound:
    """The lowest bound of several rules; None when one of them has none."""
    bounds = [rule.least for rule in rules]
    known = [bound for bound in bounds if bound is not None]
    return min(known) if len(known) == len(bounds) else None


def highest(rules: Iterator[Rule]) -> Bound:
    """The highest bound of several rules; None when one of them has none."""
    bounds = [rule.most for rule in rules]
    known = [bound for bound in bounds if bound is not None]
    return max(known) if len(known) == len(bounds) else None
