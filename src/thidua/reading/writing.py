"""Numbers as a reader of Vietnamese or of English expects to see them."""

from decimal import ROUND_HALF_UP, Context, Decimal

_MAGNITUDE = 60
_MANNERS = {"vi": (".", ","), "en": (",", ".")}
# Wide enough that rounding to places is the only rounding that ever happens here.
_WIDE = Context(prec=4 * _MAGNITUDE, rounding=ROUND_HALF_UP)


def write_number(value: Decimal, *, language: str = "vi", places: int | None = None) -> str:
    """74958 → "74.958" (vi) or "74,958" (en); 185.7 → "185,7" or "185.7".

    Without `places` the number is written exactly and without needless zeros; with `places` (0…60) it is
    rounded half up to so many decimals. Raises ValueError for NaN, for an infinity, beyond 10⁶⁰, for
    another language and for other places.
    """
    thousands, decimal_mark = manner(language)
    digits = plain_digits(value) if places is None else _rounded(value, places)
    sign = "-" if digits.startswith("-") and digits.strip("-0.") else ""
    whole, _, decimals = digits.lstrip("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", thousands)
    return f"{sign}{grouped}{decimal_mark}{decimals}" if decimals else f"{sign}{grouped}"


def write_percent(value: Decimal, *, language: str = "vi", places: int | None = None) -> str:
    """185.7 → "185,7%" (vi) or "185.7%" (en). `value` is in percent: 100 means the whole.

    Rounding and errors as in `write_number`.
    """
    return f"{write_number(value, language=language, places=places)}%"


def manner(language: str) -> tuple[str, str]:
    """The thousands mark and the decimal mark. Raises ValueError unless language is "vi" or "en"."""
    if language not in _MANNERS:
        raise ValueError(f"language must be vi or en, not {language!r}")
    return _MANNERS[language]


def plain_digits(value: Decimal) -> str:
    """Digits with a point, no exponent, no needless zeros: 1E+3 → "1000", 12.50 → "12.5".

    Raises ValueError as `write_number`.
    """
    digits = format(_bounded(value), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _rounded(value: Decimal, places: int) -> str:
    if not 0 <= places <= _MAGNITUDE:
        raise ValueError(f"places must be between 0 and {_MAGNITUDE}, not {places}")
    return format(_bounded(value).quantize(Decimal((0, (1,), -places)), context=_WIDE), "f")


def _bounded(value: Decimal) -> Decimal:
    """The value itself, any zero as plain 0. An exponent of a million would print a million zeros."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    if not value:
        return Decimal(0)
    if abs(value.adjusted()) > _MAGNITUDE:
        raise ValueError("the number is too large or too small to be written out")
    return value
