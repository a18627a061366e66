"""Presets: the friendly ways to score a line, each a plain form that composes a rule and can be opened again.

No database, no page: values of fields in, a rule out, and back. What no preset can express is edited as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thidua.cycles.presets.base import Ask, Kind, NotUnderstood, Preset, Scoring, Values, scoring, written
from thidua.cycles.presets.bloc import RANK, RELATIVE, SHARE_OF_BEST
from thidua.cycles.presets.combined import periods, two
from thidua.cycles.presets.counts import DEDUCT, LATE_PAPERS, PER_COUNT
from thidua.cycles.presets.given import JUDGED, LEVELS, YES_NO
from thidua.cycles.presets.parts import PARTS
from thidua.cycles.presets.plans import ALL_OR_NOTHING, BANDS, OVER, PROPORTION, SHARE, SHORT
from thidua.cycles.presets.raw import RAW
from thidua.rulebook.findings import Text
from thidua.rulebook.rules import Rule

__all__ = [
    "COMBINED", "PRESETS", "RAW", "Ask", "Kind", "NotUnderstood", "Preset", "Scoring", "Values", "preset_of", "recognised",
    "scoring", "written",
]  # fmt: skip

PRESETS = {
    preset.code: preset
    for preset in (
        PROPORTION, ALL_OR_NOTHING, BANDS, SHORT, OVER, PER_COUNT, LATE_PAPERS, DEDUCT, YES_NO, LEVELS, JUDGED, RANK,
        SHARE_OF_BEST, RELATIVE, SHARE, PARTS,
    )
}  # fmt: skip
# Ways that are made of others: name, what it means, and of how many.
COMBINED = {
    "periods": (
        Text("Bình quân các kỳ", "Mean of periods"),
        Text("Chấm từng quý hoặc từng kỳ rồi lấy bình quân.", "Each quarter or period is scored, then the mean taken."),
        1,
    ),
    "best": (
        Text("Lấy cách tính có lợi hơn trong hai cách", "The better of two routes"),
        Text("Chấm theo hai cách rồi lấy số điểm cao hơn.", "Two ways to score; the higher counts."),
        2,
    ),
    "sum": (
        Text("Cộng hai phần", "Two parts added up"),
        Text("Chấm hai phần khác nhau rồi cộng lại.", "Two parts scored differently, then added."),
        2,
    ),
}


def preset_of(code: str) -> Preset | None:
    """The preset of a code such as "judged", "periods:judged" or "best:proportion+judged"; None for any other."""
    how, mark, inner = code.partition(":")
    if not mark:
        return RAW if code == RAW.code else PRESETS.get(code)
    parts = [PRESETS.get(one) for one in inner.split("+")]
    known = [one for one in parts if one is not None]
    if how not in COMBINED or len(known) < len(parts) or len(known) != COMBINED[how][2]:
        return None
    return periods(known[0]) if how == "periods" else two(how, known[0], known[1])


def recognised(rule: Rule) -> tuple[Preset, dict[str, Any]] | None:
    """The preset that composes exactly this rule, and its values; None when only JSON can say it."""
    for preset in _candidates(rule):
        values = preset.values_of(rule)
        if values is not None:
            return preset, values
    return None


def _candidates(rule: Rule) -> Iterator[Preset]:
    yield from PRESETS.values()
    found = (
        [one[0] for one in (recognised(part) for part in rule.parts()) if one is not None] if _is_whole(rule) else []
    )
    if rule.kind == "period_mean" and found:
        yield periods(found[0])
    if rule.kind in ("best", "sum") and len(found) == len(rule.parts()) == 2:
        yield two(rule.kind, found[0], found[1])


def _is_whole(rule: Rule) -> bool:
    """Whether a rule is made of parts that may be presets themselves; presets do not nest twice."""
    return rule.kind in ("period_mean", "best", "sum") and not any(
        part.kind in ("period_mean", "best") for part in rule.parts()
    )
