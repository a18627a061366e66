"""Claims: a percentage printed in a report or an article, held against the computed one.

Reports mix up "đạt" (reached) and "vượt" (exceeded by): 13 cooperatives of 7 planned were printed as
"vượt 185,7%", which read literally means 285,7% of the plan. The claim never replaces the computed
figure; it is only explained.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from thidua.rulebook.achievement import exact_share
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import percent, plain
from thidua.rulebook.refusals import InvalidFacts
from thidua.rulebook.targets import Direction, TargetFact

Wording = Literal["over", "reached"]
Match = Literal["over", "reached", "neither", "unknown"]

_WORDS = {"over": Text("vượt", "over"), "reached": Text("đạt", "reached")}
_AGREES = Text(
    "Bản in ghi “{word} {claimed}%”: khớp với số tính được (đạt {reached}%, vượt {over}%).",
    "Printed as “{word} {claimed}%”: agrees with the computed figure (reached {reached}%, over {over}%).",
)
_OVER_MEANT_REACHED = Text(
    "Bản in ghi “vượt {claimed}%”, hiểu đúng chữ là đạt {as_over}% kế hoạch. Số tính được là đạt {reached}%, "
    "vượt {over}%: chữ “vượt” ở đây là cách đọc của “đạt”. Dùng số tính được.",
    "Printed as “over {claimed}%”, which literally means {as_over}% of the plan reached. The computed "
    "figure, reached {reached}%, over {over}%, is used: “over” is here a reading of “reached”.",
)
_REACHED_MEANT_OVER = Text(
    "Bản in ghi “đạt {claimed}%”. Số tính được là đạt {reached}%, vượt {over}%: "
    "chữ “đạt” ở đây là cách đọc của “vượt”. Dùng số tính được.",
    "Printed as “reached {claimed}%”. The computed figure is reached {reached}%, over {over}%: "
    "“reached” is here a reading of “over”. The computed figure is used.",
)
_NEITHER = Text(
    "Bản in ghi “{word} {claimed}%”: không khớp theo cách đọc nào với số tính được (đạt {reached}%, "
    "vượt {over}%). Dùng số tính được và kiểm tra lại số liệu gốc.",
    "Printed as “{word} {claimed}%”: agrees in no reading with the computed figure (reached {reached}%, over "
    "{over}%). The computed figure is used; check the source figures.",
)
_UNKNOWN = Text(
    "Bản in ghi “{word} {claimed}%”: chưa có số liệu để đối chiếu.",
    "Printed as “{word} {claimed}%”: there are no figures to compare it with.",
)
_NO_PERCENTAGE = Text(
    "Bản in ghi “{word} {claimed}%”: chỉ tiêu này không tính theo tỷ lệ đạt kế hoạch, không đối chiếu được.",
    "Printed as “{word} {claimed}%”: this target has no percentage of a plan to compare it with.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimComparison:
    """A claim beside the computed figures, all in percent of the plan.

    `as_over` and `as_reached` are the percentage reached that the claim means under each reading. The
    computed figures are None when there is nothing to compare with. `matches` names the reading that
    agrees with them.
    """

    claimed_percent: Decimal
    wording: Wording
    as_over: Decimal
    as_reached: Decimal
    computed_reached: Decimal | None
    computed_over: Decimal | None
    matches: Match
    because: Text

    @property
    def finding(self) -> Finding:
        """The comparison as a finding; it holds when the claim agrees as worded."""
        data = {"claimed_percent": plain(self.claimed_percent), "wording": self.wording}
        return Finding(f"claims.{self.matches}", self.matches == self.wording, self.because, data=data)


def compare_claim(*, claimed_percent: Decimal, wording: Wording, target: TargetFact) -> ClaimComparison:
    """Compare "vượt/đạt X%" with the target's own figures, rounded to the decimals with which X was printed.

    Raises InvalidFacts for an impossible target, a claim below zero or not finite, or an unknown wording.
    """
    _refuse_impossible(claimed_percent, wording)
    share = exact_share(target) if target.direction == Direction.MORE else None
    places = _printed_places(claimed_percent)
    matches: Match = "unknown" if share is None else _matching(share, claimed_percent, places)
    reached = None if share is None else percent(share, places=max(1, places))
    over = None if share is None else percent(share - 1, places=max(1, places))
    sentence = _sentence(matches, wording, target)
    shown = {} if reached is None or over is None else {"reached": reached, "over": over}
    as_over = claimed_percent + 100
    return ClaimComparison(
        claimed_percent=claimed_percent,
        wording=wording,
        as_over=as_over,
        as_reached=claimed_percent,
        computed_reached=reached,
        computed_over=over,
        matches=matches,
        because=sentence.filled(word=_WORDS[wording], claimed=claimed_percent, as_over=as_over, **shown),
    )


def _matching(share: Fraction, claimed_percent: Decimal, places: int) -> Match:
    if percent(share, places=places) == claimed_percent:
        return "reached"
    return "over" if percent(share - 1, places=places) == claimed_percent else "neither"


def _sentence(matches: Match, wording: Wording, target: TargetFact) -> Text:
    if matches == "unknown":
        return _UNKNOWN if target.direction == Direction.MORE else _NO_PERCENTAGE
    if matches == "neither":
        return _NEITHER
    if matches == wording:
        return _AGREES
    return _OVER_MEANT_REACHED if wording == "over" else _REACHED_MEANT_OVER


def _printed_places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _refuse_impossible(claimed_percent: Decimal, wording: str) -> None:
    if wording not in _WORDS:
        choices = ", ".join(_WORDS)
        raise InvalidFacts("unknown_choice", {"field": "wording", "value": wording, "choices": choices})
    if not claimed_percent.is_finite() or claimed_percent < 0:
        raise InvalidFacts("not_a_number", {"field": "claimed_percent"})
