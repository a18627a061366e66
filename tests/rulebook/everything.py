"""A sheet with one of everything, and what its JSON becomes when any one of its values is changed."""

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.rulebook.lines import REACHED, band, bands, choice, count, fixed, line, per_unit, quantity, section, sheet
from thidua.rulebook.guards import ClassBand, Guard, Then, When
from thidua.rulebook.ranking import TieBy, TieKey
from thidua.rulebook.rules import Best, Judged, Judges, PeriodMean, Proportion, Relative, Rule, Sum
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import Against, Compared, OfRatio, Term
from thidua.rulebook.sheet import NotApplicable, Role, Sheet

DONE = Term(asked=Input(key="done", kind=InputKind.COUNT, label="Đã làm", unit="việc"), weight=Decimal(2))
DUE = Term(asked=Input(key="due", kind=InputKind.COUNT, label="Phải làm"))
RATIO = OfRatio(above=(DONE,), below=(DUE,))

RULES: dict[str, Rule] = {
    "fixed": fixed("10"),
    "judged": Judged(points=Decimal(10), fewest=Decimal(1), step=Decimal("0.5"), judges=Judges.MEAN, label="Đổi mới"),
    "choice": choice(Tốt="10", Khá="7"),
    "proportion": Proportion(points=Decimal(10), of=RATIO, cap=Decimal(100), floor=Decimal(50)),
    "per_unit": per_unit(
        "1", Compared(figure=quantity(), against=Against.MEAN), step="2", beyond="5", pro_rata=True, cap="10"
    ),
    "bands": bands(band("[100;)", "10"), band("(50;100)", "5"), band("(;50]", "0"), of=REACHED),
    "sum": Sum(of=(fixed("10"), per_unit("-1", count(), floor="-3")), floor=Decimal(0), cap=Decimal(10)),
    "best": Best(of=(Judged(points=Decimal(10)), Proportion(points=Decimal(10)))),
    "period_mean": PeriodMean(periods=("Quý I", "Quý II"), rule=Judged(points=Decimal(10))),
    "relative": Relative(points=Decimal(10), cap=Decimal(50)),
}
"""One rule of every kind, each worth 10 points."""


def everything() -> Sheet:
    """Every kind of rule, nested sections, every setting away from its default."""
    lines = [line(rule, code=kind) for kind, rule in RULES.items()]
    inner = section("A1", *lines[:4], max_points="40", least="2", not_applicable=NotApplicable.FULL)
    fault = line(
        per_unit("-1", count("fault", "Vi phạm", "lần"), floor="-5"), "fault", "0", least="-5", note="Theo đợt"
    )
    return sheet(
        section("A", inner, *lines[4:9], max_points="90", weight="1.5", not_applicable=NotApplicable.SPREAD),
        lines[9],
        section("B", line(code="plus", max_points="5", over="1", evidence=True), capped=False, role=Role.BONUS),
        section("P", fault, role=Role.PENALTY),
        scale="145",
        most="160",
        source="Kế hoạch 1",
        places=1,
        not_applicable=NotApplicable.RESCALE,
        classes=(
            ClassBand(label="Tốt", start=Decimal(100), with_start=False),
            ClassBand(label="Đạt", start=Decimal(0), end=Decimal(100), with_end=False, titles=False),
        ),
        guards=(
            Guard(
                title="Kỷ luật", clause="Điều 5", when=When.EVENT, then=Then.CEILING, key="discipline",
                question="Có người bị kỷ luật", times=2, label="Đạt",
            ),
            Guard(title="Liệt", clause="Điều 6", when=When.BELOW, then=Then.LOWER, code="A", share=Decimal(50)),
            Guard(title="Không tự chấm", clause="Điều 7", when=When.NO_SELF_SCORE, then=Then.NOT_RANKED),
            Guard(
                title="Nợ báo cáo", clause="Điều 8", when=When.EVENT, then=Then.LIMIT, key="report",
                question="Nợ báo cáo", code="A", limit=Decimal(50),
            ),
        ),
        ties=(TieKey(by=TieBy.LINE, code="plus"), TieKey(by=TieBy.BONUS)),
    )  # fmt: skip


Path = tuple[str | int, ...]


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a JSON document that is no list and no object, with its path."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from leaves(value, (*path, name))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from leaves(value, (*path, position))
    else:
        yield path, data


def replaced(data: Any, path: Path, value: Any) -> Any:
    """A copy of the document with another value at the path."""
    made = copy.deepcopy(data)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return made
