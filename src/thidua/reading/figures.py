"""One figure of digits and separators, in the Vietnamese manner: 74.958 · 1 500 · 12,5 · 3.798,254.

The point separates thousands and the comma decimals (Nghị định 30/2020/NĐ-CP and school usage). A figure
that only makes sense the other way round is refused and never guessed: 12.5 read as 125 would be wrong
tenfold.
"""

import re
from decimal import Decimal

from thidua.reading.refusals import Unreadable, unreadable

WHOLE_DIGITS = 18
DECIMALS = 6
# A run of digits, separators and single spaces as it stands in a text; `read_figure` judges it.
FIGURE = r"[0-9][0-9.,]*(?: [0-9][0-9.,]*)*"

_PLAIN = re.compile(r"[0-9]+(?:,[0-9]+)?")
# No leading zero before a thousands mark: 0.500 is somebody's half, not five hundred.
_DOTTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_POINTED = re.compile(r"[0-9]+\.[0-9]+")
_DATE = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])\.[0-9]{4}")
_SWAPPED = str.maketrans(".,", ",.")


def read_figure(figure: str) -> Decimal:
    """The value of a figure (`cleaned` text, no sign, no unit).

    Raises Unreadable: `too_long`, `english_grouping`, `ambiguous_point`, `date`, `malformed_groups`.
    """
    if not any(form.fullmatch(figure) for form in (_PLAIN, _DOTTED, _SPACED)):
        raise _refusal(figure)
    whole, decimals = parts(figure)
    if len(whole) > WHOLE_DIGITS or len(decimals) > DECIMALS:
        raise too_long(figure)
    return Decimal(f"{whole}.{decimals or '0'}")


def parts(figure: str) -> tuple[str, str]:
    """The whole digits and the decimal digits of a well-formed figure; decimals may be empty."""
    whole, _, decimals = figure.replace(".", "").replace(" ", "").partition(",")
    return whole, decimals


def could_be_english(figure: str) -> bool:
    """Whether a legal decimal such as 1,234 is also how an English hand writes a thousand and more."""
    return _ENGLISH.fullmatch(figure) is not None


def too_long(typed: str) -> Unreadable:
    """More digits than any report needs: nearly always two numbers run together."""
    return unreadable(
        "too_long",
        typed,
        vi="Số quá dài: nhiều nhất 18 chữ số phần nguyên và 6 chữ số thập phân. Kiểm tra lại số đã ghi.",
        en="The number is too long: at most 18 whole digits and 6 decimals. Check what was typed.",
    )


def looks_like_date(typed: str) -> Unreadable:
    """A day was typed where a number is wanted; 8/9 may also be meant as eight of nine."""
    return unreadable(
        "date",
        typed,
        vi="“{typed}” giống ngày tháng, ở đây cần một số. Ghi một số, ví dụ 21; nếu là 8 trên 9, chỉ ghi 8.",
        en="“{typed}” looks like a date; a number is wanted here. Write one number, such as 21; for 8 of 9 "
        "write 8 only.",
    )


def _refusal(figure: str) -> Unreadable:
    if _ENGLISH.fullmatch(figure):
        return _english(figure)
    if _POINTED.fullmatch(figure):
        return _pointed(figure)
    if _DATE.fullmatch(figure):
        return looks_like_date(figure)
    return unreadable(
        "malformed_groups",
        figure,
        vi="“{typed}” không rõ là số nào. Sau mỗi dấu chấm phải đủ ba chữ số (1.234.567), chỉ có một "
        "dấu phẩy thập phân (12,5), và chỉ ghi một số.",
        en="“{typed}” is not clear. Each thousands point is followed by exactly three digits (1.234.567), "
        "there is one decimal comma at most (12,5), and only one number is written.",
    )


def _english(figure: str) -> Unreadable:
    return unreadable(
        "english_grouping",
        figure,
        vi="“{typed}” viết theo kiểu Anh. Viết theo kiểu Việt Nam, dấu chấm ngăn cách hàng nghìn: {suggestion}.",
        en="“{typed}” is written in the English manner. Write it in the Vietnamese manner, points between "
        "thousands: {suggestion}.",
        suggestion=figure.translate(_SWAPPED),
    )


def _pointed(figure: str) -> Unreadable:
    if len(figure.partition(".")[2]) > DECIMALS:
        return too_long(figure)
    return unreadable(
        "ambiguous_point",
        figure,
        vi="Dấu chấm dùng để ngăn cách hàng nghìn (74.958) nên “{typed}” không rõ. Nếu là số thập phân, viết "
        "{suggestion}; nếu là số nguyên, viết liền không dấu chấm hoặc đủ ba chữ số sau mỗi dấu chấm.",
        en="The point separates thousands (74.958), so “{typed}” is not clear. For a decimal number write "
        "{suggestion}; for a whole number write no point, or three digits after each point.",
        suggestion=figure.translate(_SWAPPED),
    )
