"""Numbering: I, 1, 1.1, a) as people write it, and how deep in the table it puts a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_MARK = re.compile(
    r"(?:(?i:phần|mục|part|section)\s+)?([A-ZĐ]{1,6}|[a-zđ]|\d{1,3}(?:\.\d{1,3}){0,5}"
    r"|[A-ZĐa-zđ]?\d{0,3}(?:\.[A-Za-z\d]{1,3}){1,5}|[-–+•*])\s*[.)/:]*"
)
_BEFORE_TITLE = re.compile(
    r"((?:(?i:phần|mục|part|section)\s+)?(?:[IVXLC]{1,6}|[A-ZĐ]|[a-zđ]|\d{1,3}(?:\.\d{1,3}){0,5})\s*[.)/:](?=\s)|\d{1,3}(?:\.\d{1,3}){1,5}(?=\s)|[-–+•*](?=\s))\s*"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a row: its `kind` says what stands beside it, `text` is the number without its dots."""

    kind: str
    text: str

    @property
    def is_bullet(self) -> bool:
        """Whether it is a dash or a dot, which numbers nothing."""
        return self.kind == "bullet"


UNNUMBERED = Mark("line", "")


def split_title(title: str) -> tuple[str, str]:
    """The number in front of a title and the rest: "1.1. Nội dung" gives "1.1." and "Nội dung"."""
    match = _BEFORE_TITLE.match(title)
    if match is None or not title[match.end() :].strip():
        return "", title
    return match[1], title[match.end() :].strip()


@dataclass(slots=True)
class Outline:
    """Where each row stands: `marks` are those of the rows that hold the current one, from the top."""

    marks: list[Mark] = field(default_factory=list)

    def mark(self, written: str) -> Mark:
        """What a written number is; with "I" after "H" a letter and not a Roman one."""
        match = _MARK.fullmatch(written.strip())
        if match is None:
            return Mark("other", written.strip()) if written.strip() else UNNUMBERED
        text = match[1]
        if text in "-–+•*":
            return Mark("bullet", "")
        if text[0].isdigit():
            return Mark(f"number{text.count('.') + 1}", text)
        if len(text) == 1 and text.islower():
            return Mark("small", text)
        if _ROMAN.fullmatch(text) and not self._follows(text):
            return Mark("roman", text)
        return Mark("letter" if len(text) == 1 else "other", text)

    def _follows(self, letter: str) -> bool:
        return any(one.kind == "letter" and len(letter) == 1 and ord(one.text) + 1 == ord(letter) for one in self.marks)

    def place(self, mark: Mark) -> int:
        """The depth of a row with this mark.

        Inside the open row whose number it continues; else beside the last one of its kind; else inside the last row.
        """
        kinds = [one.kind for one in self.marks]
        holder = max((place for place, one in enumerate(self.marks) if _continues(mark.text, one.text)), default=None)
        if holder is not None:
            del self.marks[holder + 1 :]
        elif mark.kind in kinds:
            del self.marks[kinds.index(mark.kind) :]
        else:
            self._leave_deeper(mark)
        self.marks.append(mark)
        return len(self.marks) - 1

    def _leave_deeper(self, mark: Mark) -> None:
        """1.1 stands inside 1, but 2.1 not inside 1.5 and 2 not inside 1.1."""
        if not mark.kind.startswith("number"):
            return
        level = int(mark.kind[6:])
        for position, one in enumerate(self.marks):
            if one.kind.startswith("number") and int(one.kind[6:]) > level:
                del self.marks[position:]
                return


def _continues(text: str, above: str) -> bool:
    """Whether a number goes on from another: 1.1 and 1a from 1, A1 from A, but neither 10 from 1 nor II from I."""
    if not above or not text.startswith(above) or text == above:
        return False
    following, last = text[len(above)], above[-1]
    return following in "./-" or following.isdigit() != last.isdigit()
