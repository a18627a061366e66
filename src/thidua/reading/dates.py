"""Days as officials write them, in and out. Nothing here asks for the time: today is handed in."""

import re
from datetime import date, datetime, timedelta, timezone

from thidua.reading.cleaning import cleaned
from thidua.reading.refusals import unreadable

# Viet Nam keeps UTC+7 all year, by law and without exception since 1975.
VIETNAM = timezone(timedelta(hours=7))
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2199
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:ngày )?(?P<day>[0-9]{1,2})(?: ?(?P<mark>[-/.]) ?)(?P<month>[0-9]{1,2})"
        r"(?: ?(?P=mark) ?(?P<year>[0-9]{4}))?",
        r"(?:ngày )?(?P<day>[0-9]{1,2}) tháng (?P<month>[0-9]{1,2})(?:,? năm (?P<year>[0-9]{4}))?",
        # What date fields of browsers send.
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
    )
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def read_date(text: str, *, today: date) -> date:
    """21/1/2025, 21-1-2025, 21.1.2025, 21/1, "ngày 21 tháng 1 năm 2025", 2025-01-21.

    A day without a year falls in the year of `today`. Years run from 1900 to 2199 and have four digits.
    Raises Unreadable `bad_date`.
    """
    seen = cleaned(text)
    for form in _FORMS:
        match = form.fullmatch(seen)
        if match is not None:
            year = int(match["year"] or today.year)
            return _day(seen, year, int(match["month"]), int(match["day"]))
    raise unreadable(
        "bad_date",
        seen,
        vi="“{typed}” không đọc được thành ngày. Viết ngày, tháng, năm đủ bốn chữ số, ví dụ 21/1/2025.",
        en="“{typed}” cannot be read as a date. Write day, month and a four-digit year: 21/1/2025.",
    )


def _day(seen: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        found = None
    if found is None or not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise unreadable(
            "bad_date",
            seen,
            read=f"{day}/{month}/{year}",
            vi="Không có ngày {read}. Kiểm tra lại ngày (nhiều nhất 31), tháng (nhiều nhất 12) và năm.",
            en="There is no day {read}. Check the day (31 at most), the month (12 at most) and the year.",
        )
    return found


def write_date(value: date, *, language: str = "vi") -> str:
    """ "21/01/2025" (vi) or "21 Jan 2025" (en, where 02/01 would be read in two ways).

    Raises ValueError for another language.
    """
    if _is_vietnamese(language):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{value.day} {_MONTHS[value.month - 1][:3]} {value.year}"


def write_long_date(value: date, *, language: str = "vi") -> str:
    """ "ngày 21 tháng 01 năm 2025" (vi) or "21 January 2025" (en).

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, on the place and date of a document: days below 10 and the
    months 1 and 2 get a zero before them, other months do not. Raises ValueError for another language.
    """
    if _is_vietnamese(language):
        month = f"{value.month:02}" if value.month <= 2 else f"{value.month}"
        return f"ngày {value.day:02} tháng {month} năm {value.year}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def write_datetime(value: datetime, *, language: str = "vi") -> str:
    """ "14:00 ngày 21/01/2025" (vi) or "14:00, 21 Jan 2025" (en), always on the clocks of Viet Nam.

    Raises ValueError for a time without a zone and for another language.
    """
    if value.utcoffset() is None:
        raise ValueError("a time without a zone cannot be written")
    local = value.astimezone(VIETNAM)
    between = " ngày " if _is_vietnamese(language) else ", "
    return f"{local.hour:02}:{local.minute:02}{between}{write_date(local, language=language)}"


def _is_vietnamese(language: str) -> bool:
    if language not in ("vi", "en"):
        raise ValueError(f"language must be vi or en, not {language!r}")
    return language == "vi"
