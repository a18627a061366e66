"""Whole numbers in Vietnamese words, for minutes and decisions ("Bằng chữ: …").

Manner of the primary-school books of the Ministry of Education: `linh` (not `lẻ`), `nghìn` (not `ngàn`),
`mốt`, `tư` and `lăm` after `mươi`, `lăm` after `mười`, an empty group of three is not read.
"""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_BILLION = 10**9
WORDS_BELOW = 10**18


def number_in_words(value: int) -> str:
    """21 → "hai mươi mốt", 1005 → "một nghìn không trăm linh năm", -3 → "âm ba".

    Raises ValueError from 10¹⁸ upwards, where "tỷ tỷ" is no longer understood.
    """
    if abs(value) >= WORDS_BELOW:
        raise ValueError("only numbers of at most 18 digits are put into words")
    if value < 0:
        return f"âm {number_in_words(-value)}"
    if value == 0:
        return _DIGITS[0]
    billions, remainder = divmod(value, _BILLION)
    if not billions:
        return " ".join(_below_billion(remainder, leading=True))
    return " ".join([*_below_billion(billions, leading=True), "tỷ", *_below_billion(remainder, leading=False)])


def decimal_in_words(whole: str, decimals: str) -> str:
    """ "1" and "234" → "một phẩy hai ba bốn": decimals are read one by one, so that no zero is lost."""
    return f"{number_in_words(int(whole))} phẩy {' '.join(_DIGITS[int(digit)] for digit in decimals)}"


def _below_billion(value: int, *, leading: bool) -> list[str]:
    """The words of 0…999.999.999; nothing for 0. `leading`: no group has been read before this one."""
    words: list[str] = []
    for divisor, name in ((1_000_000, "triệu"), (1_000, "nghìn"), (1, "")):
        group = value // divisor % 1000
        if group:
            words += _group(group, leading=leading and not words)
            words += [name] if name else []
    return words


def _group(value: int, *, leading: bool) -> list[str]:
    """The words of 1…999; a group that follows another one is read with its hundreds ("không trăm")."""
    hundreds, below = divmod(value, 100)
    if leading and not hundreds:
        return _below_hundred(below)
    words = [_DIGITS[hundreds], "trăm"]
    if 0 < below < 10:
        words.append("linh")
    return words + _below_hundred(below)


def _below_hundred(value: int) -> list[str]:
    """The words of 0…99; nothing for 0."""
    tens, units = divmod(value, 10)
    if tens == 0:
        return [_DIGITS[units]] if units else []
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if units:
        # After "mười" only five changes (mười lăm); after "mươi" also one and four.
        changed = {5: "lăm"} if tens == 1 else _AFTER_TENS
        words.append(changed.get(units, _DIGITS[units]))
    return words
