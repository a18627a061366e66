"""Achievement: how much of a target was reached.

"Đạt 205,4% kế hoạch" (reached) and "vượt 105,4%" (over) are two readings of one exact share; both are
computed here, so that nobody has to guess which one a report meant.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.findings import Text
from thidua.rulebook.measures import percent
from thidua.rulebook.refusals import InvalidFacts
from thidua.rulebook.targets import Direction, TargetFact

_ONE = Fraction(1)
_NONE_REACHED = Fraction(0)
_FULL = Decimal(100)

_NOT_REPORTED = Text("chưa có số liệu", "not reported yet")
_REACHED = Text("đạt {reached}% kế hoạch", "reached {reached}% of the plan")
_OVER = Text(
    "đạt {reached}% kế hoạch, vượt {over}%",
    "reached {reached}% of the plan, {over}% over it",
)
_HARDLY_OVER = Text(
    "đạt 100% kế hoạch, vượt dưới {least}%",
    "reached 100% of the plan, over it by less than {least}%",
)
_SHORT = Text(
    "đạt {reached}% kế hoạch, còn thiếu {short}%",
    "reached {reached}% of the plan, {short}% short of it",
)
_HARDLY_SHORT = Text(
    "chưa đủ 100% kế hoạch, còn thiếu dưới {least}%",
    "not quite 100% of the plan, short of it by less than {least}%",
)
_CEILING_KEPT = Text(
    "thực hiện {actual}, mức không vượt quá {planned}: đạt",
    "actual {actual}, not to exceed {planned}: met",
)
_CEILING_BROKEN = Text(
    "thực hiện {actual}, mức không vượt quá {planned}: không đạt",
    "actual {actual}, not to exceed {planned}: not met",
)
_MARK_REACHED = Text(
    "thực hiện {actual}, mức cần đạt {planned}: đạt",
    "actual {actual}, to reach {planned}: met",
)
_MARK_MISSED = Text(
    "thực hiện {actual}, mức cần đạt {planned}: không đạt",
    "actual {actual}, to reach {planned}: not met",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What was reached of one target; every figure is None while the actual is not reported.

    `share` is exact and uncapped (13 of 7 is 13/7), `credited` is the share within 0..1 that counts for
    points, `over_percent` is reached minus 100, taken from the exact share and rounded once; negative
    when short.
    """

    share: Fraction | None
    credited: Fraction | None
    reached_percent: Decimal | None
    over_percent: Decimal | None
    met: bool | None
    because: Text


_UNKNOWN = Achievement(
    share=None, credited=None, reached_percent=None, over_percent=None, met=None, because=_NOT_REPORTED
)


def achievement(target: TargetFact) -> Achievement:
    """Compute what was reached. Raises InvalidFacts for an impossible plan or actual."""
    share = exact_share(target)
    if share is None or target.actual is None or target.planned is None:
        return _UNKNOWN
    met = target.actual <= target.planned if target.direction == Direction.LESS else share >= 1
    return Achievement(
        share=share,
        credited=capped(share),
        reached_percent=percent(share),
        over_percent=percent(share - 1),
        met=met,
        because=_because(target, target.actual, target.planned, share, met),
    )


def exact_share(target: TargetFact) -> Fraction | None:
    """The exact, uncapped share, or None when not reported or when no plan was set. Raises InvalidFacts.

    More is better: actual ÷ planned. Less is better: see `kept_under`. To be reached: 1 or 0.
    """
    refuse_impossible(target)
    return _share(target, 1)


def exact_percent(target: TargetFact) -> Fraction | None:
    """The same as a percentage, 100 for a plan just reached, of a target that `refuse_impossible` let pass."""
    return _share(target, 100)


def _share(target: TargetFact, whole: int) -> Fraction | None:
    """The share as so much of `whole`."""
    planned, actual = target.planned, target.actual
    if actual is None or planned is None:
        return None
    if target.direction == Direction.REACH:
        return Fraction(whole) if actual >= planned else _NONE_REACHED
    if target.direction == Direction.LESS:
        return kept_under(ceiling=planned, actual=actual, whole=whole)
    return _ratio(actual, planned, whole)


def kept_under(*, ceiling: Decimal, actual: Decimal, whole: int = 1) -> Fraction:
    """The share where less is better: ceiling ÷ actual above the ceiling, 1 + the part that was saved below it.

    So fewer is never worth less, nothing at all is worth the most, and there is no dividing by zero.
    """
    if actual > ceiling:
        return _ratio(ceiling, actual, whole)
    return Fraction(whole) if not ceiling else 2 * whole - _ratio(actual, ceiling, whole)


def _ratio(above: Decimal, below: Decimal, whole: int) -> Fraction:
    above_number, above_scale = above.as_integer_ratio()
    below_number, below_scale = below.as_integer_ratio()
    return Fraction(whole * above_number * below_scale, above_scale * below_number)


def capped(share: Fraction) -> Fraction:
    """The share that counts for points: a target exceeded counts as reached, no more."""
    return _ONE if share.numerator > share.denominator else share


def refuse_impossible(target: TargetFact) -> None:
    """Refuse figures that no target can have. Raises InvalidFacts."""
    planned, actual, previous = target.planned, target.actual, target.previous
    if planned is not None and not planned.is_finite():
        raise InvalidFacts("not_finite", {"key": target.key, "field": "planned"})
    if actual is not None and not actual.is_finite():
        raise InvalidFacts("not_finite", {"key": target.key, "field": "actual"})
    if previous is not None and not previous.is_finite():
        raise InvalidFacts("not_finite", {"key": target.key, "field": "previous"})
    if planned is not None and target.direction == Direction.MORE and planned <= 0:
        raise InvalidFacts("planned_not_positive", {"key": target.key, "value": planned})
    if planned is not None and planned < 0:
        raise InvalidFacts("negative", {"key": target.key, "field": "planned", "value": planned})
    if actual is not None and actual < 0:
        raise InvalidFacts("negative", {"key": target.key, "field": "actual", "value": actual})
    if previous is not None and previous < 0:
        raise InvalidFacts("negative", {"key": target.key, "field": "previous", "value": previous})


def _because(target: TargetFact, actual: Decimal, planned: Decimal, share: Fraction, met: bool) -> Text:
    if target.direction == Direction.LESS:
        return (_CEILING_KEPT if met else _CEILING_BROKEN).filled(actual=actual, planned=planned)
    if target.direction == Direction.REACH:
        return (_MARK_REACHED if met else _MARK_MISSED).filled(actual=actual, planned=planned)
    return _because_percent(share)


def _because_percent(share: Fraction) -> Text:
    """Say the percentage, but never let rounding call a missed plan reached or a reached plan exceeded."""
    reached, over = percent(share), percent(share - 1)
    if share == 1:
        return _REACHED.filled(reached=reached)
    if reached == _FULL:
        return (_HARDLY_OVER if share > 1 else _HARDLY_SHORT).filled(least=Decimal("0.1"))
    if share > 1:
        return _OVER.filled(reached=reached, over=over)
    return _SHORT.filled(reached=reached, short=-over)
