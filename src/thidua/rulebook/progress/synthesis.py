"""The bloc's synthesis: what can be added up across units, what cannot, and who is missing.

Added up are figures of one indicator in one unit of measure that count things, money or occurrences. A unit that has
not reported is named and never counted as zero. Money that units give in đồng and in million đồng is added in đồng.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.findings import Text
from thidua.rulebook.measures import fraction, percent
from thidua.rulebook.progress.base import Measured

_REASONS = {
    Measured.PEOPLE: Text(
        "Số người không cộng được giữa các đơn vị: một người có thể được tính ở hai nơi. Chỉ lượt người cộng được.",
        "Counts of people are not added up across units: somebody may be counted twice. Only occurrences are.",
    ),
    Measured.SHARE: Text(
        "Tỷ lệ phần trăm không cộng được; muốn có tỷ lệ chung phải biết số gốc của từng đơn vị.",
        "Percentages are not added up; a common one needs the figures behind each unit's.",
    ),
    Measured.MEAN: Text(
        "Số bình quân không cộng được; muốn có bình quân chung phải biết số gốc của từng đơn vị.",
        "Means are not added up; a common one needs the figures behind each unit's.",
    ),
}
_MIXED = Text(
    "Các đơn vị đếm theo cách khác nhau (người, lượt hoặc số khác), nên không cộng.",
    "The units count in different ways (people, occurrences or other), so they are not added up.",
)
_ELSEWHERE = Text(
    "Cùng tên chỉ tiêu nhưng có đơn vị tính bằng “{units}”; không cộng chung.",
    "The indicator is also reported in “{units}”; these are not added together.",
)
_CONVERTED = Text(
    "Các đơn vị ghi bằng “{units}”; đã quy ra đồng để cộng.",
    "The units give it in “{units}”; converted into đồng to be added.",
)
_ESTIMATED = Text(
    "Trong đó {value} ({percent}%) là số của đơn vị có phần ước.",
    "Of these {value} ({percent}%) come from units whose figure is partly estimated.",
)

# How many zeros each way of giving money stands for.
_DONG = "đồng"
_MONEY = {_DONG: 0, "nghìn đồng": 3, "ngàn đồng": 3, "triệu đồng": 6, "tỷ đồng": 9, "tỉ đồng": 9}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one unit reports of one indicator; `value` None with `because` when it is missing or not cumulative."""

    unit: str
    indicator: str
    folded: str
    unit_of_measure: str
    measured: Measured
    value: Decimal | None
    estimated: bool = False
    planned: Decimal | None = None
    because: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SynthesisRow:
    """One indicator in one unit of measure across the bloc.

    `total` is None when the figures may not be added up, and `why` says so; `planned` and `share` are those of the
    units counted. `missing` names the units with this indicator that gave no figure, with the reason where known.
    """

    indicator: str
    unit_of_measure: str
    measured: Measured
    counted: tuple[Contribution, ...]
    missing: tuple[Contribution, ...]
    total: Decimal | None
    planned: Decimal | None
    share: Fraction | None
    estimated: Decimal
    why: Text | None
    remarks: tuple[Text, ...]

    @property
    def added(self) -> bool:
        return self.total is not None


def synthesis(contributions: Iterable[Contribution]) -> tuple[SynthesisRow, ...]:
    """A row for each indicator and unit of measure, in the order in which they first stand."""
    contributions = list(contributions)
    converted = _written_differently(contributions)
    groups: dict[tuple[str, str], list[Contribution]] = {}
    measures: dict[str, dict[str, str]] = {}
    for one in contributions:
        if one.folded in converted:
            one = _in_dong(one)
        key = (one.folded, _measure(one))
        groups.setdefault(key, []).append(one)
        measures.setdefault(one.folded, {})[key[1]] = one.unit_of_measure
    found = []
    for (folded, measure), group in groups.items():
        others = tuple(shown for key, shown in measures[folded].items() if key != measure)
        in_dong = converted.get(folded, ()) if measure == _DONG else ()
        found.append(_row(group, others, in_dong))
    return tuple(found)


def _measure(one: Contribution) -> str:
    return " ".join(one.unit_of_measure.lower().split())


def _written_differently(contributions: Iterable[Contribution]) -> dict[str, tuple[str, ...]]:
    """The indicators whose money is given in more than one way, with these ways."""
    ways: dict[str, dict[str, None]] = {}
    for one in contributions:
        if _measure(one) in _MONEY:
            ways.setdefault(one.folded, {})[_measure(one)] = None
    return {folded: tuple(found) for folded, found in ways.items() if len({_MONEY[way] for way in found}) > 1}


def _in_dong(one: Contribution) -> Contribution:
    """The same money in đồng; anything else as it is."""
    zeros = _MONEY.get(_measure(one))
    if zeros is None:
        return one
    value, planned = (None if amount is None else amount * 10**zeros for amount in (one.value, one.planned))
    return replace(one, unit_of_measure=_DONG, value=value, planned=planned)


def _row(group: list[Contribution], others: tuple[str, ...], in_dong: tuple[str, ...]) -> SynthesisRow:
    counted = tuple(one for one in group if one.value is not None)
    kinds = {one.measured for one in group}
    measured = group[0].measured
    why = _MIXED if len(kinds) > 1 else _REASONS.get(measured)
    added = why is None and bool(counted)
    total = _sum(one.value for one in counted) if added else None
    plans = [one.planned for one in counted]
    planned = _sum(plans) if added and all(plan is not None for plan in plans) else None
    estimated = _sum(one.value for one in counted if one.estimated) if added else Decimal(0)
    remarks = []
    if total and estimated:
        share_of_total = percent(fraction(estimated) / fraction(total))
        remarks.append(_ESTIMATED.filled(value=estimated, percent=share_of_total))
    if in_dong:
        remarks.append(_CONVERTED.filled(units="”, “".join(in_dong)))
    if others:
        remarks.append(_ELSEWHERE.filled(units="”, “".join(others)))
    return SynthesisRow(
        indicator=group[0].indicator,
        unit_of_measure=group[0].unit_of_measure,
        measured=measured,
        counted=counted,
        missing=tuple(one for one in group if one.value is None),
        total=total,
        planned=planned,
        share=fraction(total) / fraction(planned) if total is not None and planned else None,
        estimated=estimated,
        why=why,
        remarks=tuple(remarks),
    )


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in values if one is not None), Decimal(0))
