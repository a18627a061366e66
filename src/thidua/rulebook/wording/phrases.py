"""Phrases: putting pieces of sentences together in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from thidua.rulebook.findings import Text


def joined(texts: Sequence[Text], mark: str) -> Text:
    """The texts with a mark between them."""
    return Text(mark.join(one.vi for one in texts), mark.join(one.en for one in texts))


def followed(first: Text, *rest: Text | None, mark: str = ", ") -> Text:
    """The first text and those of the rest that there are."""
    return joined([first, *(one for one in rest if one is not None)], mark)


def amount(value: Decimal) -> Text:
    """So many points: "0,5 điểm", "1 điểm"."""
    return Text("{n} điểm", "{n} point" if abs(value) == 1 else "{n} points").filled(n=value)


def bracketed(text: Text) -> Text:
    """The text in brackets."""
    return Text(f"({text.vi})", f"({text.en})")


def quoted(words: str) -> str:
    """Words in quotation marks."""
    return f"“{words}”"


def sentence(text: Text) -> Text:
    """The text in one line, with a capital letter in front."""
    return Text(_raised(" ".join(text.vi.split())), _raised(" ".join(text.en.split())))


def inside(label: str) -> str:
    """A label as it stands inside a sentence: "Báo cáo" becomes "báo cáo", "CCHC" and "QĐ 12" stay."""
    label = label.strip()
    first, second = label[:1], label[1:2]
    return label if second.isupper() or second.isdigit() else first.lower() + label[1:]


def _raised(words: str) -> str:
    return words[:1].upper() + words[1:]
