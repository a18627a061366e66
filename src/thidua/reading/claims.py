"""Percentages claimed in reports and articles: "vượt 185,7% chỉ tiêu", "đạt 205,4%", "tăng 12%".

Reports mix up "vượt" (exceeded by) and "đạt" (reached): thirteen cooperatives of seven planned were
printed as "vượt 185,7%". A claim is quoted beside the computed figure, never used in its place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from thidua.reading.cleaning import cleaned
from thidua.reading.figures import read_figure
from thidua.reading.refusals import Unreadable, unreadable
from thidua.reading.writing import plain_digits

Wording = Literal["over", "reached", "increase", "decrease"]
Base = Literal["plan", "earlier", "unstated"]

_WORDINGS: dict[str, Wording] = {
    "vượt": "over",
    "đạt": "reached",
    "hoàn thành": "reached",
    "bằng": "reached",
    "tăng": "increase",
    "giảm": "decrease",
}
# A figure that is not the end of another one; in "81-98%" neither end is a claim of its own.
_PERCENT = re.compile(r"(?<![0-9.,/])(?<![0-9][-–])(?P<figure>[0-9][0-9.,]*) ?(?:%|phần trăm(?!\w))", re.IGNORECASE)
_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDINGS)})(?!\w)", re.IGNORECASE)
_NEGATION = re.compile(r"(?:không|chưa|chẳng) $", re.IGNORECASE)
_AT_LEAST = re.compile(r"(?<!\w)(?:trên|hơn|quá|từ|ít nhất|tối thiểu|không dưới)(?!\w)|[>≥]", re.IGNORECASE)
# "đạt dưới 50%" says what was not reached.
_AT_MOST = re.compile(r"(?<!\w)(?:(?<!không )dưới|chưa|không(?! dưới)|tối đa|nhiều nhất)(?!\w)|[<≤]", re.IGNORECASE)
# "giảm còn 5%" and "tăng lên 12%" name the level arrived at, not the change.
_LEVEL = re.compile(r"(?<!\w)(?:còn|lên|xuống|đến|tới|thành|từ)(?!\w)", re.IGNORECASE)
# "bằng khen cho 50% đơn vị" is about certificates: "bằng" must stand right before its percentage.
_CLOSE = re.compile(r" (?:(?:trên|hơn|khoảng|gần) )?", re.IGNORECASE)
_PLAN = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|nghị quyết|KH)(?!\w)", re.IGNORECASE)
_EARLIER = re.compile(r"(?<!\w)(?:cùng kỳ|cùng kì|năm trước|năm ngoái|so (?:với )?năm)(?!\w)", re.IGNORECASE)
# A figure or a mark between them separates a word from a percentage; "(" does not: "vượt mức (trên 500%)".
_BREAKS = re.compile(r"[0-9,;.:%]")
_REACH = 60


@dataclass(frozen=True, slots=True)
class Claim:
    """One claimed percentage.

    `percent` is 185.7 for 185,7%; `at_least` holds for "vượt trên 205%". `suspect` holds when a text says
    "vượt" with 100% or more: "đạt" is often meant, so a person must look. `text` is the phrase as printed,
    from the word to the sign; `base` is what it is compared with, if the same clause says so.
    """

    wording: Wording
    percent: Decimal
    at_least: bool
    suspect: bool
    text: str
    base: Base = "unstated"


def read_claim(text: str) -> Claim:
    """The first claimed percentage in the text.

    Raises Unreadable `no_claim` when there is none, and the codes of `read_figure` when its figure is not
    clear (185.7%).
    """
    for word, percent, seen in _places(text):
        return _claim(word, percent, seen)
    raise unreadable(
        "no_claim",
        cleaned(text),
        vi="Không thấy tỷ lệ nào kèm chữ đạt, vượt, tăng hoặc giảm. Viết như “đạt 185,7% kế hoạch”.",
        en="There is no percentage with đạt, vượt, tăng or giảm. Write it like “đạt 185,7% kế hoạch”.",
    )


def find_claims(text: str) -> tuple[Claim, ...]:
    """Every claim whose figure is clear, in the order of the text; empty when there is none."""
    claims: list[Claim] = []
    for word, percent, seen in _places(text):
        try:
            claims.append(_claim(word, percent, seen))
        except Unreadable:
            # An article is searched, not corrected: an unclear figure is simply not a finding.
            continue
    return tuple(claims)


def _places(text: str) -> Iterator[tuple[re.Match[str], re.Match[str], str]]:
    """Each wording with its percentage, and the cleaned text they stand in."""
    seen = cleaned(text)
    for percent in _PERCENT.finditer(seen):
        word = _wording_before(seen, percent.start())
        if word is not None:
            yield word, percent, seen


def _wording_before(seen: str, position: int) -> re.Match[str] | None:
    """The nearest wording of the same clause before `position`, unless it says something else."""
    wordings = list(_WORD.finditer(seen, max(0, position - _REACH), position))
    if not wordings:
        return None
    nearest = wordings[-1]
    gap = seen[nearest.end() : position]
    word = nearest[0].lower()
    negated = _NEGATION.search(seen[max(0, nearest.start() - 10) : nearest.start()])
    if negated or _BREAKS.search(gap) or _AT_MOST.search(gap):
        return None
    if word == "bằng" and not _CLOSE.fullmatch(gap):
        return None
    if word in ("tăng", "giảm") and _LEVEL.search(gap):
        return None
    return nearest


def _claim(word: re.Match[str], percent: re.Match[str], seen: str) -> Claim:
    value = Decimal(plain_digits(read_figure(percent["figure"])))
    wording = _WORDINGS[word[0].lower()]
    gap = seen[word.end() : percent.start()]
    after = re.split("[,;.%0-9]", seen[percent.end() : percent.end() + _REACH])[0]
    return Claim(
        wording=wording,
        percent=value,
        at_least=_AT_LEAST.search(gap) is not None,
        suspect=wording == "over" and value >= 100,
        text=seen[word.start() : percent.end()],
        base=_base(gap, after),
    )


def _base(gap: str, after: str) -> Base:
    """What the clause compares with; the words after the percentage count more than those before it."""
    for words in (after, gap):
        if _EARLIER.search(words):
            return "earlier"
        if _PLAN.search(words):
            return "plan"
    return "unstated"
