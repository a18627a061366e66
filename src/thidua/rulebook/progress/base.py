"""What kind of figure is reported, and over which stretch of the year.

"1.150 lượt người" counts occurrences, "1.150 người" counts people, each once; "92%" is a share. Only some of
them may be added up, so the kind is said with the figure. Where nobody said it, the unit of measure tells.
"""

import re
from enum import StrEnum


class Measured(StrEnum):
    """What a figure counts."""

    AMOUNT = "amount"
    """Things, money, sessions: they add up."""
    OCCURRENCES = "occurrences"
    """Times people took part (lượt): they add up, and are no count of people."""
    PEOPLE = "people"
    """Distinct people: somebody may be counted in two units, or in two periods, so they do not add up."""
    SHARE = "share"
    """A percentage of something."""
    MEAN = "mean"
    """So much for each: per person, per month."""


class Basis(StrEnum):
    """The stretch that a value covers."""

    CUMULATIVE = "cumulative"
    """From the first day of the year to the last day of the period."""
    PERIOD = "period"
    """The days of the period alone."""


ADDS_UP = frozenset({Measured.AMOUNT, Measured.OCCURRENCES})

_SHARE = re.compile(r"%|phần trăm|tỷ lệ|tỉ lệ|điểm phần trăm", re.IGNORECASE)
_MEAN = re.compile(r"bình quân|trung bình|/|mỗi ", re.IGNORECASE)
_OCCURRENCES = re.compile(r"(?<!\w)lượt(?!\w)", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(?<!\w)(?:người|hội viên|đoàn viên|đảng viên|cán bộ|học viên|học sinh|sinh viên|nạn nhân|công nhân|lao động"
    r"|đại biểu|thành viên|tình nguyện viên|nông dân|cựu chiến binh)(?!\w)",
    re.IGNORECASE,
)


def guess_measured(unit_of_measure: str) -> Measured:
    """What a figure counts as its unit of measure has it: "lượt người" occurrences, "người" people, "%" a share."""
    for pattern, measured in (
        (_SHARE, Measured.SHARE),
        (_MEAN, Measured.MEAN),
        (_OCCURRENCES, Measured.OCCURRENCES),
        (_PEOPLE, Measured.PEOPLE),
    ):
        if pattern.search(unit_of_measure):
            return measured
    return Measured.AMOUNT
