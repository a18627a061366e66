"""The name under which a file is shown and downloaded; in the store it has a random one."""

import unicodedata

_LONGEST = 100
_UNWANTED = set('"<>:|?*%')
_NAMELESS = "tep"


def ending_of(name: str) -> str:
    """What follows the last dot, in small letters; empty without one."""
    _stem, dot, ending = _plain(name).rpartition(".")
    return ending.lower() if dot else ""


def display_name(name: str) -> str:
    """The last part of a path, NFC-normalised, without characters that hide or turn text, at most 100 long."""
    plain = _plain(name)
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    stem = stem.strip(" .") or _NAMELESS
    tail = f".{ending.lower()[:10]}" if ending else ""
    return stem[: _LONGEST - len(tail)].rstrip() + tail


def _plain(name: str) -> str:
    """Control, bidirectional and other invisible characters are of the categories that begin with C."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = (one for one in unicodedata.normalize("NFC", last) if one.isspace() or unicodedata.category(one)[0] != "C")
    return " ".join("".join(one for one in kept if one not in _UNWANTED).split())
