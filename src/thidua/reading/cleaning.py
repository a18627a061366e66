"""What a person sees in a text, freed from what keyboards and word processors put around it."""

import unicodedata

# Input methods for East Asian scripts and text copied from PDF files give full-width forms.
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {
    ord("％"): "%",
    ord("，"): ",",
    ord("．"): ".",
    ord("／"): "/",
    ord("－"): "-",
}
# These have no width: what is read must be what is seen.
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_SUPERSCRIPTS_OF_UNITS = "²³"


def cleaned(text: str) -> str:
    """NFC, full-width forms made narrow, invisible characters dropped, every run of spaces one space."""
    without_invisible = text.translate(_INVISIBLE)
    narrow = unicodedata.normalize("NFC", without_invisible).translate(_FULL_WIDTH)
    return " ".join(narrow.split())


def foreign_digit(text: str) -> str:
    """The first numeral that is not one of 0–9 (Arabic-Indic, ½, Ⅻ, 三), or an empty string.

    ² and ³ pass, since m² and m³ are units.
    """
    for character in text:
        if character.isnumeric() and not character.isascii() and character not in _SUPERSCRIPTS_OF_UNITS:
            return character
    return ""
