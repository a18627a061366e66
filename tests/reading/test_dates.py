"""Days in and out."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.reading.refused import refusal
from thidua.reading import Text, read_date, write_date, write_datetime, write_long_date

TODAY = date(2025, 6, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "21/1/2025",
        "21/01/2025",
        "21-1-2025",
        "21.1.2025",
        "21 / 1 / 2025",
        " 21/1/2025 ",
        "２１/１/２０２５",
        "ngày 21/1/2025",
        "ngày 21 tháng 1 năm 2025",
        "Ngày 21 tháng 01 năm 2025",
        "21 tháng 1, năm 2025",
        "2025-01-21",
        "21/1",
        "21-1",
        "21.1",
        "ngày 21 tháng 1",
    ],
)
def test_date_read(typed: str) -> None:
    assert read_date(typed, today=TODAY) == date(2025, 1, 21)


def test_date_without_year_falls_in_the_year_of_today() -> None:
    assert read_date("31/12", today=date(2024, 1, 2)) == date(2024, 12, 31)


def test_date_on_a_leap_day() -> None:
    assert read_date("29/2", today=date(2024, 1, 2)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "typed",
    ["", "mai", "21", "21/1/25", "21/1-2025", "1/2025", "2025/1/21", "21/1/2025 lúc 14:00", "٢١/١"],
)
def test_date_of_unknown_form_is_refused(typed: str) -> None:
    refused = refusal(lambda: read_date(typed, today=TODAY))
    assert refused.code == "bad_date"
    assert refused.text == Text(
        f"“{typed}” không đọc được thành ngày. Viết ngày, tháng, năm đủ bốn chữ số, ví dụ 21/1/2025.",
        f"“{typed}” cannot be read as a date. Write day, month and a four-digit year: 21/1/2025.",
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("29/2", "29/2/2025"),
        ("31/4/2025", "31/4/2025"),
        ("1/13", "1/13/2025"),
        ("0/1/2025", "0/1/2025"),
        ("1/1/0000", "1/1/0"),
        ("1/1/0205", "1/1/205"),
        ("1/1/2200", "1/1/2200"),
    ],
)
def test_date_that_does_not_exist_is_refused(typed: str, read: str) -> None:
    refused = refusal(lambda: read_date(typed, today=TODAY))
    assert (refused.code, refused.data["read"]) == ("bad_date", read)


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2025, 1, 21), "21/01/2025", "21 Jan 2025"),
        (date(2025, 12, 2), "02/12/2025", "2 Dec 2025"),
    ],
)
def test_date_written(day: date, vi: str, en: str) -> None:
    assert write_date(day) == vi
    assert write_date(day, language="en") == en


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2025, 1, 21), "ngày 21 tháng 01 năm 2025", "21 January 2025"),
        (date(2025, 2, 9), "ngày 09 tháng 02 năm 2025", "9 February 2025"),
        (date(2025, 3, 5), "ngày 05 tháng 3 năm 2025", "5 March 2025"),
        (date(2025, 10, 10), "ngày 10 tháng 10 năm 2025", "10 October 2025"),
    ],
)
def test_long_date_written_as_decree_30_of_2020_wants_it(day: date, vi: str, en: str) -> None:
    assert write_long_date(day) == vi
    assert write_long_date(day, language="en") == en


def test_datetime_written_on_the_clocks_of_viet_nam() -> None:
    here = datetime(2025, 1, 21, 14, 0, tzinfo=timezone(timedelta(hours=7)))
    stored = datetime(2025, 1, 20, 17, 5, tzinfo=UTC)
    assert write_datetime(here) == "14:00 ngày 21/01/2025"
    assert write_datetime(here, language="en") == "14:00, 21 Jan 2025"
    assert write_datetime(stored) == "00:05 ngày 21/01/2025"


def test_datetime_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        write_datetime(datetime(2025, 1, 21, 14, 0))  # noqa: DTZ001 - the missing zone is the case tested


@pytest.mark.parametrize("write", [write_date, write_long_date])
def test_date_in_another_language_is_refused(write: object) -> None:
    assert callable(write)
    with pytest.raises(ValueError, match="language must be vi or en, not 'fr'"):
        write(TODAY, language="fr")
