"""Measures: the only place where numbers are rounded, read and written out.

Shares are exact `Fraction`s (13 of 7 is 13/7), points and percentages are `Decimal`s. A value is rounded
once, at the end, half up. A float is refused everywhere: it has already lost the figure that was typed.
"""

import re
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from enum import StrEnum
from fractions import Fraction

LANGUAGES = ("vi", "en")

# Eighteen whole digits and nine decimals hold any figure of a public body; more is a slip or an attack.
PLAIN = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?", re.ASCII)
_VIETNAMESE_MARKS = str.maketrans(",.", ".,")
# Moving the decimal point must never round, whatever precision the calling thread has set.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


class Rounding(StrEnum):
    """What happens to what is finer than the sheet's places; the sheet names it."""

    HALF_UP = "half_up"
    """To the nearest, a half away from zero: 9.565 gives 9.57."""
    HALF_EVEN = "half_even"
    """To the nearest, a half to the even digit: 9.565 gives 9.56."""
    DOWN = "down"
    """Cut off: 9.569 gives 9.56."""


def points(value: Decimal | int | str | Fraction, *, places: int = 2, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """Round once to exactly `places` decimals, a half away from zero unless told otherwise: 9.565 gives 9.57.

    Raises TypeError for a float or a bool, ValueError for NaN, infinity, or text that is not a plain number.
    """
    if isinstance(value, str):
        value = read_plain(value)
    if isinstance(value, Fraction):
        return _rounded(value.numerator, value.denominator, places, rounding)
    return _rounded(*_ratio(value), places, rounding)


def percent(share: Fraction, *, places: int = 1) -> Decimal:
    """The share as a percentage, rounded once: 13/7 gives 185.7. For showing, never for comparing."""
    return points(share * 100, places=places)


def fraction(value: Decimal) -> Fraction:
    """The exact share of a finite Decimal. Raises TypeError for a float, ValueError for NaN and infinity."""
    return Fraction(*_ratio(value))


def read_plain(text: str) -> Decimal:
    """Read the notation of our JSON and TOML files: "-12.5"; no grouping, no exponent, no spaces.

    Raises ValueError for anything else. Vietnamese notation is the business of the package `reading`.
    """
    if PLAIN.fullmatch(text) is None:
        raise ValueError(f"not a plain number: {text[:40]!r}")
    return Decimal(text)


def plain(value: Decimal) -> str:
    """Write what `read_plain` reads, one way per value: Decimal("12.50") gives "12.5"."""
    return _trimmed(format(value, "f")) if value else "0"


def write_number(value: Decimal, *, language: str, places: int | None = None) -> str:
    """Write a number for people: 74958 is "74.958" in Vietnamese and "74,958" in English.

    With `places` the number is rounded half up and shown with exactly that many decimals; without, it is
    shown exactly and trailing zeros are dropped. Raises ValueError for an unknown language, NaN and
    infinity.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, not {language!r}")
    if places is not None:
        written = format(points(value, places=places), ",f")
    elif value.is_finite():
        written = _trimmed(format(value, ",f")) if value else "0"
    else:
        raise ValueError(f"not a finite number: {value}")
    return written.translate(_VIETNAMESE_MARKS) if language == "vi" else written


def write_percent(value: Decimal, *, language: str) -> str:
    """Write a percentage as given: Decimal("185.7") is "185,7%" in Vietnamese, "185.7%" in English."""
    return f"{write_number(value, language=language)}%"


def write_share(share: Fraction, *, language: str) -> str:
    """Write a required share without rounding it: 9/10 is "90%", 2/3 stays "2/3"."""
    shown = percent(share)
    return write_percent(shown, language=language) if fraction(shown) == share * 100 else str(share)


def _ratio(value: Decimal | int) -> tuple[int, int]:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"expected Decimal or int, not {type(value).__name__}: {value!r}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return value.as_integer_ratio()


def _rounded(numerator: int, denominator: int, places: int, rounding: Rounding) -> Decimal:
    whole, rest = divmod(abs(numerator) * 10**places, denominator)
    half = 2 * rest - denominator
    up = half >= 0 if rounding == Rounding.HALF_UP else half > 0 or (half == 0 and whole % 2 == 1)
    if up and rounding != Rounding.DOWN:
        whole += 1
    return Decimal(-whole if numerator < 0 else whole).scaleb(-places, context=_EXACT)


def _trimmed(written: str) -> str:
    return written.rstrip("0").rstrip(".") if "." in written else written
