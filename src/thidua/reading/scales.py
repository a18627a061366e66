"""Amounts with words for thousands and more: "1,2 tỷ", "2 tỷ 300 triệu", "97,5 nghìn tỷ", "1 triệu 500".

The parts go down from the larger word to the smaller one and each stays below the word before it.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise

from thidua.reading.figures import FIGURE, read_figure, too_long
from thidua.reading.folding import fold
from thidua.reading.refusals import Unreadable, unreadable
from thidua.rulebook.findings import Text

# Each word as a power of ten. "chục" and "vạn" are left out: a southern "chục" of fruit is 12 or 14.
_POWERS = {"trăm": 2, "nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
# "5 triệu phú" are five millionaires.
_WORD = rf"(?:{'|'.join(_POWERS)})(?!\w)(?! phú(?!\w))"
_TERM = re.compile(
    rf" ?(?P<figure>{FIGURE})(?: ?(?P<words>{_WORD}(?: {_WORD})*)(?P<half> rưỡi(?!\w))?)?", re.IGNORECASE
)
_FIRST_WORD = re.compile(r" ?([^\W\d_]+)(?: vi(?!\w))?", re.IGNORECASE)
# Spellings that may stand for a scale word. Taken as a unit they would lose a million, so they are refused.
_UNCLEAR = frozenset(
    ["ty", "ti", "ngan", "tr", "trđ", "k", "chục", "vạn", "rưỡi", "rưởi", "thousand", "million", "billion"]
)
_UNCLEAR_FOLDED = frozenset(["trieu", "nghin"])
# "phần trăm" without its marks: 5 would be read where 5% was meant.
_BARE_PERCENT = re.compile(" ?phan tram", re.IGNORECASE)
_COLLOQUIAL_AFTER = (3, 6, 9)
# 18 digits and 6 decimals times any product of words still fit; nothing is ever rounded.
_EXACT = Context(prec=80)


@dataclass(frozen=True, slots=True)
class Amount:
    """What stands at the beginning of a text: its value, where it ends, and how it was written.

    `figure` is the first run of digits; `scaled` tells whether scale words were used.
    """

    value: Decimal
    end: int
    figure: str
    scaled: bool
    warning: Text | None


@dataclass(frozen=True, slots=True)
class _Term:
    """One figure with its words; `power` is None without words."""

    figure: str
    value: Decimal
    power: int | None

    @property
    def amount(self) -> Decimal:
        return self.value.scaleb(self.power or 0, _EXACT)


def read_amount(text: str) -> Amount | None:
    """The amount at the beginning of `cleaned` text, or None when no digit stands there.

    Raises Unreadable: the codes of `read_figure`, `scale_order`, `loose_remainder`, `unclear_scale`.
    """
    terms, end = _terms(text)
    if not terms:
        return None
    _refuse_unclear_word(text, end)
    first = terms[0]
    total, floor, warning = first.amount, first, None
    for term in terms[1:]:
        amount = _below(floor, term, text[:end])
        if term.power is None and floor.power != 3 and _is_bare(term):
            warning = _colloquial(text[:end])
        total, floor = _EXACT.add(total, amount), term
    if total.adjusted() >= 18:
        raise too_long(text[:end])
    return Amount(total, end, first.figure, first.power is not None, warning)


def _terms(text: str) -> tuple[list[_Term], int]:
    terms: list[_Term] = []
    end = 0
    while not terms or terms[-1].power is not None:
        match = _TERM.match(text, end)
        if match is None:
            break
        terms.append(_term(match))
        end = match.end()
    return terms, end


def _term(match: re.Match[str]) -> _Term:
    figure, words = match["figure"], match["words"]
    value = read_figure(figure)
    if words is None:
        return _Term(figure, value, None)
    powers = [_POWERS[word] for word in words.lower().split()]
    if any(left >= right for left, right in pairwise(powers)):
        raise _wrong_order(match[0])
    half = Decimal("0.5") if match["half"] else Decimal(0)
    return _Term(figure, _EXACT.add(value, half), sum(powers))


def _below(floor: _Term, term: _Term, typed: str) -> Decimal:
    """The amount of `term` when it follows `floor`. Raises Unreadable where the order is not clear."""
    power = floor.power or 0
    amount = term.amount
    if term.power is None:
        if _is_bare(term) and power in _COLLOQUIAL_AFTER:
            amount = term.value.scaleb(power - 3, _EXACT)
        elif not re.search("[. ]", term.figure):
            raise _loose(typed)
    if _EXACT.remainder(floor.value, Decimal(1)) or amount >= Decimal(1).scaleb(power):
        raise _wrong_order(typed)
    return amount


def _is_bare(term: _Term) -> bool:
    """Exactly three digits: "1 triệu 500" is said for 1.500.000."""
    return re.fullmatch("[0-9]{3}", term.figure) is not None


def _refuse_unclear_word(text: str, end: int) -> None:
    match = _FIRST_WORD.match(text, end)
    if match is None or fold(match[0]) == "ti vi":
        return
    word = match[1]
    bare_percent = _BARE_PERCENT.match(text, end)
    if bare_percent or word.lower() in _UNCLEAR or fold(word) in _UNCLEAR_FOLDED:
        raise unreadable(
            "unclear_scale",
            text,
            word=word,
            vi="Chữ “{word}” sau số không rõ là hàng nào. Viết đủ chữ số (1.200.000.000), hoặc dùng đúng chữ "
            "nghìn, triệu, tỷ (1,2 tỷ), hoặc dấu %.",
            en="The word “{word}” after the number is not clear. Write all digits (1.200.000.000), or "
            "exactly nghìn, triệu or tỷ (1,2 tỷ), or the sign %.",
        )


def _wrong_order(typed: str) -> Unreadable:
    return unreadable(
        "scale_order",
        typed,
        vi="“{typed}” không theo thứ tự từ lớn đến nhỏ. Viết như 2 tỷ 300 triệu, hoặc 2,3 tỷ, hoặc đủ chữ số.",
        en="“{typed}” does not go from the larger to the smaller. Write 2 tỷ 300 triệu, or 2,3 tỷ, or all digits.",
    )


def _loose(typed: str) -> Unreadable:
    return unreadable(
        "loose_remainder",
        typed,
        vi="“{typed}” không rõ phần cuối là bao nhiêu. Viết như 1,5 triệu, hoặc 1 triệu 500 nghìn, hoặc đủ chữ số.",
        en="The last part of “{typed}” is not clear. Write 1,5 triệu, or 1 triệu 500 nghìn, or all digits.",
    )


def _colloquial(typed: str) -> Text:
    return Text(
        f"“{typed}” được hiểu theo cách nói: ba chữ số cuối thuộc hàng kế dưới. Nếu không phải, viết đủ chữ số.",
        f"“{typed}” is read as it is spoken: the last three digits belong to the next lower word. If not so, "
        "write all digits.",
    )
