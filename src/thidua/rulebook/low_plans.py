"""Low plans: where units are compared, one unit that promised little lowers what everyone else is worth.

Two questions are answered: which plans look low and what they cost the others; and what the same bloc would look like
under a rule that a low plan cannot move. The answer never says that a plan is too low: that is for the bloc to judge.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial

from thidua.rulebook.facts import LineFact, UnitFacts
from thidua.rulebook.findings import Text
from thidua.rulebook.rewriting import rewritten
from thidua.rulebook.rules import Bands, PerUnit, Proportion, Relative, Rule, Yardstick
from thidua.rulebook.rules.base import shown
from thidua.rulebook.rules.given import Given, Peers
from thidua.rulebook.rules.measure import Against, Compared, Measure, OfTargets, Take, statistic
from thidua.rulebook.scoring import Score, bloc_figures, rank_bloc, score, score_bloc
from thidua.rulebook.sheet import Criterion, Sheet
from thidua.rulebook.targets import Direction, TargetFact

# Excesses differ from unit to unit; several times the usual one says more about the plan than about the work.
MANY_TIMES = 3
CAP = Decimal(50)
_EXCESS = OfTargets(take=Take.OVER)


class Sign(StrEnum):
    """Why a plan looks low."""

    BELOW_LAST_YEAR = "below_last_year"
    """It asks for less than the unit itself reached last year."""
    FAR_OVER = "far_over"
    """It was exceeded by several times the median excess of the other units over plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The total of another unit now, and with the low plan made good."""

    unit: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LowPlan:
    """A plan that looks low on one comparing line; `excess` and `median` (of the others over plan) in percent.

    `held` is what the others would have with this unit's figure held to the others' median, `last_year` the same
    with last year's own result in place of the plan; empty where that cannot be said. Only units whose total would
    differ are listed.
    """

    code: str
    title: str
    unit: str
    signs: tuple[Sign, ...]
    excess: Fraction | None
    median: Fraction | None
    held: tuple[Effect, ...]
    last_year: tuple[Effect, ...]
    sentence: Text


def effect(units: Iterable[UnitFacts], sheet: Sheet, *, times: int = MANY_TIMES) -> tuple[LowPlan, ...]:
    """Every plan that looks low on a line where units are compared, with its effect. Raises InvalidFacts."""
    work = _Work(tuple(units), sheet)
    found: list[LowPlan] = []
    for criterion in sheet.criteria:
        if _plans_matter(criterion):
            found += (plan for one in work.units if (plan := _low_plan(work, criterion, one, times)) is not None)
    return tuple(found)


def _plans_matter(criterion: Criterion) -> bool:
    """Whether another unit's plan can move the points of the line."""
    return any(_figure(rule, measure) is not None for rule in criterion.rule.every() for measure in rule.measures())


def _figure(rule: Rule, measure: Measure) -> Measure | None:
    """The figure of the bloc that rests on plans; growth and plain results do not."""
    if isinstance(rule, Relative):
        return measure if rule.against != Yardstick.LAST_YEAR and measure == rule.excess else None
    figure = measure.compared
    rests = isinstance(figure, OfTargets) and figure.take not in (Take.ACTUAL, Take.GROWTH)
    return figure if rests else None


class _Work:
    """The bloc as it stands: facts, figures, totals."""

    def __init__(self, units: tuple[UnitFacts, ...], sheet: Sheet) -> None:
        self.units = units
        self.sheet = sheet
        self.peers = bloc_figures(units=units, sheet=sheet)
        self.totals = self.scored(self.peers)

    def scored(self, peers: Mapping[str, Peers]) -> dict[str, Decimal]:
        """Every unit's total against these figures of the bloc."""
        return {one.unit: score(facts=one, sheet=self.sheet, peers=peers, explain=False).total for one in self.units}

    def effects(self, unit: str, peers: Mapping[str, Peers]) -> tuple[Effect, ...]:
        """The other units whose totals differ against these figures."""
        after = self.scored(peers)
        return tuple(
            Effect(unit=one, before=before, after=after[one])
            for one, before in self.totals.items()
            if one != unit and after[one] != before
        )


def _low_plan(work: _Work, criterion: Criterion, unit: UnitFacts, times: int) -> LowPlan | None:
    line = _line_of(unit, criterion.code)
    if line is None:
        return None
    excess = _EXCESS.value(Given(targets=line.targets))
    median = _median_of_others(work.units, unit.unit, criterion.code)
    low = [target for target in line.targets if _below_last_year(target)]
    signs = [Sign.BELOW_LAST_YEAR] if low else []
    if excess is not None and median is not None and excess > times * median:
        signs.append(Sign.FAR_OVER)
    if not signs:
        return None
    held = work.effects(unit.unit, _held_peers(work.peers, criterion, line))
    last_year = _with_last_year(work, criterion.code, unit) if low else ()
    return LowPlan(
        code=criterion.code, title=criterion.title, unit=unit.unit, signs=tuple(signs), excess=excess, median=median,
        held=held, last_year=last_year,
        sentence=_sentence(criterion, unit.unit, low, excess, median if Sign.FAR_OVER in signs else None, held),
    )  # fmt: skip


def _line_of(unit: UnitFacts, code: str) -> LineFact | None:
    return next((one for one in unit.lines if one.code == code and one.targets and not one.not_applicable), None)


def _median_of_others(units: tuple[UnitFacts, ...], unit: str, code: str) -> Fraction | None:
    """The median excess of the other units over plan; None when nobody else is over."""
    figures = []
    for one in units:
        line = None if one.unit == unit else _line_of(one, code)
        excess = None if line is None else _EXCESS.value(Given(targets=line.targets))
        if excess:
            figures.append(excess)
    return statistic(Against.MEDIAN, tuple(sorted(figures))) if figures else None


def _below_last_year(target: TargetFact) -> bool:
    if target.planned is None or target.previous is None:
        return False
    if target.direction == Direction.LESS:
        return target.planned > target.previous
    return target.planned < target.previous


def _held_peers(peers: Mapping[str, Peers], criterion: Criterion, line: LineFact) -> Mapping[str, Peers]:
    """The bloc's figures with this unit's own held to the median of the others above 0."""
    moved = {
        figure
        for rule in criterion.rule.every()
        for measure in rule.measures()
        if (figure := _figure(rule, measure)) is not None
    }
    changed = dict(peers[criterion.code])
    for key in criterion.compared:
        own = key[0].value(Given(targets=line.targets)) if key[0] in moved else None
        if own is not None:
            changed[key] = _held_to_median(changed[key], own)
    return {**peers, criterion.code: changed}


def _held_to_median(figures: tuple[Fraction, ...], own: Fraction) -> tuple[Fraction, ...]:
    others = list(figures)
    others.remove(own)
    over = tuple(one for one in others if one > 0)
    if not over:
        return figures
    insort(others, min(own, statistic(Against.MEDIAN, over)))
    return tuple(others)


def _with_last_year(work: _Work, code: str, unit: UnitFacts) -> tuple[Effect, ...]:
    """What the others would have if this unit had planned what it reached last year."""
    lines = tuple(
        replace(line, targets=tuple(_planned_as_before(one) for one in line.targets)) if line.code == code else line
        for line in unit.lines
    )
    changed = replace(unit, lines=lines)
    units = tuple(changed if one.unit == unit.unit else one for one in work.units)
    return work.effects(unit.unit, bloc_figures(units=units, sheet=work.sheet))


def _planned_as_before(target: TargetFact) -> TargetFact:
    return replace(target, planned=target.previous) if _below_last_year(target) else target


_BELOW = Text(
    "kế hoạch “{label}” là {planned}, kém kết quả năm trước {previous}",
    "the plan for “{label}” is {planned}, short of last year's result {previous}",
)
_FAR = Text(
    "vượt kế hoạch {excess}% trong khi trung vị của các đơn vị vượt kế hoạch khác là {median}%",
    "the plan was exceeded by {excess}%, the median of the other units over plan being {median}%",
)
_COSTS = Text(
    "{title}, {unit}: {why}. Nếu tính theo mức trung vị thì {count} đơn vị khác đổi điểm, nhiều nhất {most} điểm.",
    "{title}, {unit}: {why}. Held to the median, {count} other units would have other points, by {most} at most.",
)
_COSTS_NOTHING = Text(
    "{title}, {unit}: {why}. Điểm của các đơn vị khác không đổi theo.",
    "{title}, {unit}: {why}. The points of the other units do not depend on it.",
)


def _sentence(
    criterion: Criterion,
    unit: str,
    low: list[TargetFact],
    excess: Fraction | None,
    median: Fraction | None,
    held: tuple[Effect, ...],
) -> Text:
    whys = [_BELOW.filled(label=one.label, planned=one.planned or 0, previous=one.previous or 0) for one in low]
    if excess is not None and median is not None:
        whys.append(_FAR.filled(excess=shown(excess), median=shown(median)))
    why = Text("; ".join(one.vi for one in whys), "; ".join(one.en for one in whys))
    if not held:
        return _COSTS_NOTHING.filled(title=criterion.title, unit=unit, why=why)
    most = max(abs(one.after - one.before) for one in held)
    return _COSTS.filled(title=criterion.title, unit=unit, why=why, count=len(held), most=most)


class Robust(StrEnum):
    """A way of comparing that one low plan cannot move, or not far."""

    CAPPED = "capped"
    LAST_YEAR = "last_year"
    MEDIAN = "median"


_DESCRIBED = {
    Robust.CAPPED: Text(
        "Mức vượt kế hoạch của mỗi đơn vị chỉ tính đến {cap}%.",
        "Every unit's excess over its plan counts up to {cap}% only.",
    ),
    Robust.LAST_YEAR: Text(
        "So với kết quả năm trước của chính đơn vị, không so với kế hoạch.",
        "Each unit is held against its own result of last year instead of its plan.",
    ),
    Robust.MEDIAN: Text(
        "So với mức trung vị của khối thay cho mức cao nhất.",
        "Units are held against the bloc's median instead of its best.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit under a variant: total and rank, and the difference to the sheet as it stands.

    `missing` are the lines that the variant cannot score, last year's result not being known; then there is no
    `difference`.
    """

    unit: str
    points: Decimal
    rank: int | None
    difference: Decimal | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The bloc under a changed sheet; `robust` None is the sheet as it stands. `gains` and `loses` name units."""

    robust: Robust | None
    description: Text
    sheet: Sheet
    rows: tuple[Row, ...]
    gains: tuple[str, ...]
    loses: tuple[str, ...]


def variants(units: Iterable[UnitFacts], sheet: Sheet, *, cap: Decimal = CAP) -> tuple[Variant, ...]:
    """The sheet as it stands and its robust variants side by side; nothing when no plan is compared.

    A variant that changes nothing on the sheet is left out. Raises InvalidFacts.
    """
    facts = tuple(units)
    if not any(_plans_matter(criterion) for criterion in sheet.criteria):
        return ()
    now = {one.unit: one for one in score_bloc(units=facts, sheet=sheet)}
    found = [_variant(None, Text("Bảng điểm hiện nay.", "The sheet as it stands."), sheet, facts, now)]
    for robust in Robust:
        changed = rewritten(sheet, partial(_robust, robust=robust, cap=cap))
        if changed != sheet:
            found.append(_variant(robust, _DESCRIBED[robust].filled(cap=cap), changed, facts, now))
    return tuple(found)


def _robust(rule: Rule, robust: Robust, cap: Decimal) -> Rule:
    if isinstance(rule, Relative):
        return _robust_relative(rule, robust, cap)
    if isinstance(rule, Proportion | PerUnit | Bands) and isinstance(rule.of, Compared):
        return replace(rule, of=_robust_measure(rule.of, robust))
    return rule


def _robust_relative(rule: Relative, robust: Robust, cap: Decimal) -> Relative:
    if rule.against == Yardstick.LAST_YEAR:
        return rule
    if robust == Robust.CAPPED:
        return replace(rule, cap=cap if rule.cap is None else min(cap, rule.cap))
    return replace(rule, against=Yardstick.LAST_YEAR if robust == Robust.LAST_YEAR else Yardstick.MEDIAN)


def _robust_measure(measure: Compared, robust: Robust) -> Compared:
    """A share of the best becomes one of the median; a figure that rests on the plan becomes growth."""
    figure = measure.figure
    if not isinstance(figure, OfTargets):
        return measure
    if robust == Robust.MEDIAN and measure.against == Against.BEST:
        return replace(measure, against=Against.MEDIAN)
    if robust == Robust.LAST_YEAR and figure.take in (Take.REACHED, Take.OVER):
        return replace(measure, figure=OfTargets(take=Take.GROWTH))
    return measure


def _variant(
    robust: Robust | None, description: Text, sheet: Sheet, facts: tuple[UnitFacts, ...], now: Mapping[str, Score]
) -> Variant:
    scores = {one.unit: one for one in score_bloc(units=facts, sheet=sheet)}
    ranks = {one.key: one.rank for one in rank_bloc(scores.values(), {unit: unit for unit in scores})}
    rows = []
    for unit, scored in scores.items():
        missing = tuple(code for code in scored.missing if code not in now[unit].missing)
        difference = None if missing else scored.total - now[unit].total
        rows.append(Row(unit=unit, points=scored.total, rank=ranks[unit], difference=difference, missing=missing))
    return Variant(
        robust=robust, description=description, sheet=sheet, rows=tuple(rows),
        gains=tuple(row.unit for row in rows if row.difference is not None and row.difference > 0),
        loses=tuple(row.unit for row in rows if row.difference is not None and row.difference < 0),
    )  # fmt: skip
