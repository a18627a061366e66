"""Texts with digits that are not one number: dates, fractions, ranges. Each is refused with its remedy."""

import re

from thidua.reading.figures import FIGURE, looks_like_date
from thidua.reading.refusals import unreadable

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATES = re.compile(
    rf"(?:ngày [0-9]|{_DAY} ?/ ?{_MONTH}(?![0-9.,])|[0-9]{{1,4}}-[0-9]{{1,2}}-[0-9]{{1,4}}(?![0-9]))",
    re.IGNORECASE,
)
_FRACTION = re.compile(rf"{FIGURE} ?/ ?[0-9]")
_RANGE = re.compile(rf"(?:từ [0-9]|{FIGURE} ?%? ?(?:[-−–—]|đến|tới) ?[0-9])", re.IGNORECASE)


def refuse_other_shapes(text: str) -> None:
    """Raise Unreadable `date`, `fraction` or `range` when the `cleaned` text begins like one."""
    if _DATES.match(text):
        raise looks_like_date(text)
    if _FRACTION.match(text):
        raise unreadable(
            "fraction",
            text,
            vi="“{typed}” là một phân số. Chỉ ghi số đã đạt, ví dụ 37 thay cho 37/43, hoặc tỷ lệ như 86%.",
            en="“{typed}” is a fraction. Write the number reached, 37 for 37/43, or a share such as 86%.",
        )
    if _RANGE.match(text):
        raise unreadable(
            "range",
            text,
            vi="“{typed}” là một khoảng. Ở đây cần một số, ví dụ 81 thay cho 81-98.",
            en="“{typed}” is a range. One number is wanted here, such as 81 for 81-98.",
        )
