"""What the speed of pure scoring is measured on: a sheet of 40 criteria in a realistic mix of kinds, and its facts.

Figures follow from the unit's number and the line's, so every run measures the same work. Nothing here needs Django.
"""

import itertools
from collections.abc import Callable
from decimal import Decimal

from thidua.rulebook.facts import LineFact, UnitFacts
from thidua.rulebook.rules import (
    Band,
    Bands,
    Choice,
    Fixed,
    Judged,
    Level,
    PerUnit,
    Proportion,
    Relative,
    Rule,
    Sum,
)
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import OfInput, OfTargets
from thidua.rulebook.sheet import Criterion, Role, Section, Sheet
from thidua.rulebook.targets import Direction, TargetFact

# Forty lines: mostly targets, then judgement and deductions; one line compares the units with one another.
MIX = {
    "proportion": 15,
    "judged": 8,
    "per_unit": 7,
    "bands": 3,
    "choice": 3,
    "sum": 3,
    "relative": 1,
}
CRITERIA = sum(MIX.values())


def bench_sheet() -> Sheet:
    """Four sections of ten lines; the last holds what is added or taken away."""
    kinds = [kind for kind, count in MIX.items() for _ in range(count)]
    lines = [_criterion(number, kind) for number, kind in enumerate(kinds)]
    plain = [one for one in lines if one.max_points]
    away = tuple(one for one in lines if not one.max_points)
    sections = [
        Section(code=f"S{part}", title=f"Phần {part + 1}", entries=tuple(plain[part::3]), max_points=Decimal(120))
        for part in range(3)
    ]
    last = Section(code="T", title="Điểm trừ", entries=away, capped=False, role=Role.PENALTY)
    return Sheet(title="Bảng điểm đo tốc độ", entries=(*sections, last), scale=Decimal(330))


def bench_unit(number: int) -> UnitFacts:
    """Everything known of one unit."""
    kinds = [kind for kind, count in MIX.items() for _ in range(count)]
    lines = tuple(_FACTS[kind](f"{position:02}", number * 7 + position) for position, kind in enumerate(kinds))
    return UnitFacts(unit=f"Đơn vị {number:04}", lines=lines)


def _criterion(number: int, kind: str) -> Criterion:
    deducts = kind == "per_unit"
    return Criterion(
        code=f"{number:02}",
        title=f"Tiêu chí {number + 1}",
        rule=_RULES[kind](),
        max_points=Decimal(0) if deducts else Decimal(10),
        least=Decimal(-3) if deducts else Decimal(0),
        clause="Đo tốc độ",
    )


def _counted(key: str, label: str) -> OfInput:
    return OfInput(asked=Input(key=key, kind=InputKind.COUNT, label=label, unit="lần"))


def _late() -> PerUnit:
    return PerUnit(of=_counted("late", "Báo cáo chậm"), points=Decimal("-0.5"), floor=Decimal(-3))


def _bands() -> Bands:
    ends = [None, Decimal(70), Decimal(80), Decimal(90), Decimal(100), None]
    return Bands(
        of=OfTargets(),
        bands=tuple(
            Band(start=start, end=end, with_start=True, with_end=False, rule=Fixed(points=Decimal(2 * place + 2)))
            for place, (start, end) in enumerate(itertools.pairwise(ends))
        ),
    )


def _choice() -> Choice:
    levels = (("full", "Đầy đủ", 10), ("part", "Một phần", 5), ("none", "Không", 0))
    return Choice(
        key="level",
        label="Mức",
        levels=tuple(Level(code=code, label=label, rule=Fixed(points=Decimal(given))) for code, label, given in levels),
    )


_RULES: dict[str, Callable[[], Rule]] = {
    "proportion": lambda: Proportion(points=Decimal(10)),
    "judged": lambda: Judged(points=Decimal(10), step=Decimal("0.25")),
    "per_unit": _late,
    "bands": _bands,
    "choice": _choice,
    "sum": lambda: Sum(of=(Fixed(points=Decimal(10)), _late()), floor=Decimal(0), cap=Decimal(10)),
    "relative": lambda: Relative(points=Decimal(10)),
}


def _reported(code: str, seed: int) -> LineFact:
    """One target; on every fifth line two, one of them with decimals."""
    targets = [_target("a", Decimal(300 + seed % 50), Decimal(200 + seed % 190))]
    if int(code) % 5 == 4:
        targets.append(_target("b", Decimal("36.5"), Decimal(200 + seed % 300) / 10))
    return LineFact(code=code, targets=tuple(targets))


def _target(key: str, planned: Decimal, actual: Decimal) -> TargetFact:
    return TargetFact(
        key=key, label="Chỉ tiêu", direction=Direction.MORE, planned=planned, actual=actual, unit_of_measure="việc"
    )


_FACTS: dict[str, Callable[[str, int], LineFact]] = {
    "proportion": _reported,
    "judged": lambda code, seed: LineFact(code=code, inputs={"judged": f"{seed % 10}.{25 * (seed % 4):02}"}),
    "per_unit": lambda code, seed: LineFact(code=code, inputs={"late": str(seed % 8)}),
    "bands": _reported,
    "choice": lambda code, seed: LineFact(code=code, inputs={"level": ("full", "part", "none")[seed % 3]}),
    "sum": lambda code, seed: LineFact(code=code, inputs={"late": str(seed % 5)}),
    "relative": _reported,
}
