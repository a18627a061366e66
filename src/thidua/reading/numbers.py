"""The one door for numbers typed by people: a text goes in, an exact quantity or a remedy comes out."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from thidua.reading.cleaning import cleaned, foreign_digit
from thidua.reading.figures import could_be_english, parts
from thidua.reading.refusals import Unreadable, unreadable
from thidua.reading.scales import Amount, read_amount
from thidua.reading.shapes import refuse_other_shapes
from thidua.reading.words import decimal_in_words, number_in_words
from thidua.reading.writing import plain_digits, write_number, write_percent
from thidua.rulebook.findings import Text

__all__ = [
    "Qualifier",
    "Quantity",
    "Text",
    "Unreadable",
    "number_in_words",
    "read_quantity",
    "write_number",
    "write_percent",
]

Qualifier = Literal["exact", "over", "about", "under"]

_LONGEST_TEXT = 200
_EXACT: tuple[Qualifier, str, str] = ("exact", "", "")
# What stands before a number: its meaning, and how it is repeated in both languages.
_QUALIFIERS: dict[str, tuple[Qualifier, str, str]] = {
    "trên": ("over", "trên", "over"),
    "hơn": ("over", "hơn", "more than"),
    "vượt": ("over", "vượt", "more than"),
    "ít nhất": ("over", "ít nhất", "at least"),
    "tối thiểu": ("over", "tối thiểu", "at least"),
    "không dưới": ("over", "không dưới", "not less than"),
    ">=": ("over", "ít nhất", "at least"),
    "≥": ("over", "ít nhất", "at least"),
    ">": ("over", "trên", "over"),
    "khoảng": ("about", "khoảng", "about"),
    "chừng": ("about", "chừng", "about"),
    "xấp xỉ": ("about", "xấp xỉ", "about"),
    "ước tính": ("about", "ước tính", "an estimated"),
    "ước": ("about", "ước", "an estimated"),
    "~": ("about", "khoảng", "about"),
    "≈": ("about", "khoảng", "about"),
    "gần": ("under", "gần", "nearly"),
    "dưới": ("under", "dưới", "under"),
    "tối đa": ("under", "tối đa", "at most"),
    "nhiều nhất": ("under", "nhiều nhất", "at most"),
    "không quá": ("under", "không quá", "at most"),
    "<=": ("under", "nhiều nhất", "at most"),
    "≤": ("under", "nhiều nhất", "at most"),
    "<": ("under", "dưới", "under"),
}
_WORDS = "|".join(word for word in _QUALIFIERS if word[0].isalpha())
_SIGNS = "|".join(sign for sign in _QUALIFIERS if not sign[0].isalpha())
_QUALIFIER = re.compile(rf"(?:({_WORDS})(?= )|({_SIGNS})) ?", re.IGNORECASE)
_MINUS = re.compile(r"[-−–] ?|âm ", re.IGNORECASE)
_PERCENT = re.compile(r" ?(?:%|phần trăm(?!\w)|percent(?!\w))", re.IGNORECASE)
# A unit written close to the number is one word of letters, or an area or volume: 1e5 and 0x10 are neither.
_UNIT = re.compile(r"|(?: [\"'“‘(\[]?[^\W\d_²³]|[^\W\d_²³]+[²³]?(?!\w)|[kdcm]?m[23](?!\w)).*", re.DOTALL)
_ANOTHER_NUMBER = re.compile(r"(?<!\w)[0-9]")
_SWAPPED = str.maketrans(".,", ",.")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as typed and as understood.

    `value` is exact, without needless zeros, with scale words multiplied out (1,2 tỷ → 1200000000); for
    185,7% it is 185.7 and `is_percent` holds. `text` is the text as typed; `understood` is shown back to
    the person; `rest` holds the words after the number ("phần quà"); `qualifier` the word before it
    ("gần" and "dưới" both give "under") and `word` is that word itself; `warning` is there when a legal reading may
    not be the one meant.
    """

    value: Decimal
    text: str
    is_percent: bool
    understood: Text
    rest: str = ""
    qualifier: Qualifier = "exact"
    warning: Text | None = None
    word: str = ""


def read_quantity(text: str, *, allow_negative: bool = False) -> Quantity:
    """Read one number written in the Vietnamese manner: 74.958 · 12,5 · 185,7% · 1,2 tỷ · hơn 4.000 vụ.

    Raises Unreadable, with the remedy in `.text`: `empty`, `not_a_number`, `foreign_digits`, `negative`,
    `ambiguous_point`, `english_grouping`, `malformed_groups`, `date`, `fraction`, `range`, `two_numbers`,
    `scale_order`, `loose_remainder`, `unclear_scale`, `too_long`.
    """
    seen = _seen(text)
    qualified = _QUALIFIER.match(seen)
    after_qualifier = seen[qualified.end() :] if qualified else seen
    minus = _MINUS.match(after_qualifier)
    body = after_qualifier[minus.end() :] if minus else after_qualifier
    refuse_other_shapes(body)
    amount = read_amount(body)
    if amount is None:
        raise _not_a_number(seen)
    percent = _PERCENT.match(body, amount.end)
    if percent and amount.scaled:
        raise _not_a_number(seen)
    rest = _rest(seen, body[percent.end() if percent else amount.end :])
    if minus and amount.value and not allow_negative:
        raise _negative(seen)
    value = Decimal(plain_digits(amount.value))
    if minus and value:
        # Unlike the operator, this never rounds, whatever precision the caller works with.
        value = value.copy_negate()
    word = qualified[0].strip().lower() if qualified else ""
    qualifier, *before = _QUALIFIERS[word] if word else _EXACT
    typed = body[: amount.end]
    understood, warning = _understanding(value, amount, typed, is_percent=percent is not None, before=before)
    return Quantity(value, text, percent is not None, understood, rest, qualifier, warning, word)


def _seen(text: str) -> str:
    """The text as a person sees it. Raises Unreadable `empty`, `too_long`, `foreign_digits`."""
    seen = cleaned(text)
    if not seen:
        raise unreadable(
            "empty",
            seen,
            vi="Chưa ghi số. Ghi một số, ví dụ 74.958; nếu không có kết quả, ghi 0.",
            en="No number was written. Write a number such as 74.958; where there is no result, write 0.",
        )
    if len(seen) > _LONGEST_TEXT:
        raise unreadable(
            "too_long",
            seen,
            vi="Quá dài. Ở đây chỉ ghi một số, ví dụ 74.958 phần quà; phần giải thích ghi ở ô ghi chú.",
            en="Too long. Write one number here, such as 74.958 phần quà; explanations go into the note.",
        )
    if digit := foreign_digit(seen):
        raise unreadable(
            "foreign_digits",
            seen,
            digit=digit,
            vi="Ký tự “{digit}” không phải chữ số thường dùng. Viết bằng các chữ số từ 0 đến 9.",
            en="The character “{digit}” is not one of the usual digits. Write with the digits 0 to 9.",
        )
    return seen


def _rest(seen: str, tail: str) -> str:
    """The words after the number. Raises Unreadable when they hold a number or are not words."""
    is_unit = _UNIT.fullmatch(tail) is not None
    # 1'000 is not two numbers but one in a foreign manner.
    is_close = not tail.startswith(" ")
    if is_close and not is_unit:
        raise _not_a_number(seen)
    if _ANOTHER_NUMBER.search(tail):
        raise unreadable(
            "two_numbers",
            seen,
            vi="“{typed}” có nhiều số. Ở đây chỉ ghi một số; các số khác ghi vào ô riêng.",
            en="“{typed}” holds more than one number. Write one number here and the others in their own places.",
        )
    if not is_unit:
        raise _not_a_number(seen)
    return tail.strip()


def _understanding(
    value: Decimal, amount: Amount, typed: str, *, is_percent: bool, before: list[str]
) -> tuple[Text, Text | None]:
    """The sentence shown back to the person, and the warning if the reading may not be the one meant."""
    vi_before, en_before = (f"{word} " if word else "" for word in before)
    if could_be_english(amount.figure) and not amount.scaled and not is_percent:
        return _comma_understanding(amount.figure, vi_before, en_before, "-" if value < 0 else "")
    write = write_percent if is_percent else write_number
    scaled = f" ({typed})" if amount.scaled else ""
    understood = Text(
        f"Hiểu là {vi_before}{write(value, language='vi')}{scaled}",
        f"Read as {en_before}{write(value, language='en')}{scaled}",
    )
    return understood, amount.warning


def _comma_understanding(figure: str, vi_before: str, en_before: str, sign: str) -> tuple[Text, Text]:
    """1,234 is a legal decimal here and a thousand and more in English: both sentences say which."""
    whole, decimals = parts(figure)
    grouped = write_number(Decimal(whole + decimals))
    in_words = decimal_in_words(whole, decimals)
    understood = Text(
        f"Hiểu là {vi_before}{sign}{figure} ({in_words}), không phải {sign}{grouped}",
        f"Read as {en_before}{sign}{figure.translate(_SWAPPED)} (a decimal number), not {sign}{figure}",
    )
    warning = Text(
        f"Dấu phẩy là dấu thập phân. Nếu là {number_in_words(int(whole + decimals))}, viết {grouped}.",
        f"The comma is read as the decimal mark. For the whole number {figure} in English, write {grouped}.",
    )
    return understood, warning


def _not_a_number(seen: str) -> Unreadable:
    return unreadable(
        "not_a_number",
        seen,
        vi="“{typed}” không đọc được thành số. Viết số trước rồi đến đơn vị, ví dụ 74.958 phần quà, 12,5, "
        "185,7% hoặc 1,2 tỷ đồng.",
        en="“{typed}” cannot be read as a number. Write the number and then the unit, such as 74.958 phần "
        "quà, 12,5, 185,7% or 1,2 tỷ đồng.",
    )


def _negative(seen: str) -> Unreadable:
    return unreadable(
        "negative",
        seen,
        vi="“{typed}” là số âm, ở đây số nhỏ nhất là 0. Bỏ dấu trừ nếu đó là gạch đầu dòng.",
        en="“{typed}” is negative; the smallest number here is 0. Remove the minus sign if it was a list dash.",
    )
