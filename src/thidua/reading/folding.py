"""Vietnamese text for searching and for ordering."""

import re
import unicodedata

_LETTERS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# Marks that make another letter (ă â ê ô ơ ư); all other marks of the language are tones.
_SHAPES = "\u0306\u0302\u031b"
# The order of Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_PIECES = re.compile(r"[0-9]+|.", re.DOTALL)

Place = tuple[int, int, str]
SortKey = tuple[tuple[Place, ...], tuple[int, ...], str]


def fold(text: str) -> str:
    """The text as people type it in a hurry: "  Đồng   Tháp" → "dong thap". Folding twice changes nothing."""
    lowered = unicodedata.normalize("NFD", text).lower().replace("đ", "d")
    bare = (character for character in lowered if unicodedata.category(character) not in ("Mn", "Cf"))
    return " ".join("".join(bare).split())


def sort_key(text: str) -> SortKey:
    """A key for `sorted` in Vietnamese alphabetical order: a ă â b c d đ e ê …, then by tone, then by case.

    Spaces and punctuation come before digits, digits before letters, letters of other scripts last; a run
    of digits counts as one number, so that "Khối 2" comes before "Khối 12".
    """
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    places: list[Place] = []
    tones: list[int] = []
    for piece in _PIECES.findall(tidy.lower()):
        place, tone = _digits(piece) if piece[0] in "0123456789" else _character(piece)
        places.append(place)
        tones.append(tone)
    return tuple(places), tuple(tones), tidy


def _digits(run: str) -> tuple[Place, int]:
    """Compared by length and then by digits: the same order as the numbers, for runs of any length."""
    significant = run.lstrip("0")
    return (1, len(significant), significant), 0


def _character(character: str) -> tuple[Place, int]:
    """Where one lower-case character stands, and its tone (0 for none)."""
    decomposed = unicodedata.normalize("NFD", character)
    base, marks = decomposed[0], decomposed[1:]
    shape = "".join(mark for mark in marks if mark in _SHAPES)
    tone = sum(_TONES.get(mark, 0) for mark in marks)
    letter = unicodedata.normalize("NFC", base + shape)
    if letter in _LETTERS:
        return (2, _LETTERS[letter], ""), tone
    return (3 if character.isalpha() else 0, ord(character), ""), 0
