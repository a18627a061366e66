"""Numbers as a reader of Vietnamese or of English expects to see them: the rulebook's writing, within bounds.

What people type may be absurdly large or small; an exponent of a million would print a million zeros.
"""

from decimal import Decimal

from thidua.rulebook import measures

_MAGNITUDE = 60


def write_number(value: Decimal, *, language: str = "vi", places: int | None = None) -> str:
    """74958 → "74.958" (vi) or "74,958" (en); 185.7 → "185,7" or "185.7".

    Without `places` the number is written exactly and without needless zeros; with `places` (0…60) it is
    rounded half up to so many decimals. Raises ValueError for NaN, for an infinity, beyond 10⁶⁰, for
    another language and for other places.
    """
    if places is not None and not 0 <= places <= _MAGNITUDE:
        raise ValueError(f"places must be between 0 and {_MAGNITUDE}, not {places}")
    written = measures.write_number(_bounded(value), language=language, places=places)
    return written.lstrip("-") if not written.strip("-0.,") else written


def write_percent(value: Decimal, *, language: str = "vi", places: int | None = None) -> str:
    """185.7 → "185,7%" (vi) or "185.7%" (en). `value` is in percent: 100 means the whole.

    Rounding and errors as in `write_number`.
    """
    return f"{write_number(value, language=language, places=places)}%"


def plain_digits(value: Decimal) -> str:
    """Digits with a point, no exponent, no needless zeros: 1E+3 → "1000", 12.50 → "12.5".

    Raises ValueError as `write_number`.
    """
    return measures.plain(_bounded(value))


def _bounded(value: Decimal) -> Decimal:
    """The value itself, any zero as plain 0."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    if not value:
        return Decimal(0)
    if abs(value.adjusted()) > _MAGNITUDE:
        raise ValueError("the number is too large or too small to be written out")
    return value
