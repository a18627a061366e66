"""The one error of this package: a text that cannot be read safely, with the remedy."""

from thidua.rulebook.findings import Text

_QUOTED = 40


class Unreadable(ValueError):
    """A text that was not understood, or that could be understood in two ways.

    `code` names the case for programs, `text` names the remedy for people, `data` holds what the page
    may show besides: always `typed` (the text, shortened), and `suggestion` where one spelling is likely.
    """

    def __init__(self, code: str, text: Text, data: dict[str, str]) -> None:
        # All three go to ValueError so that the error survives copying and pickling.
        super().__init__(code, text, data)
        self.code = code
        self.text = text
        self.data = data

    def __str__(self) -> str:
        return f"{self.code}: {self.text.en}"


def unreadable(code: str, typed: str, *, vi: str, en: str, **data: str) -> Unreadable:
    """The error for `typed`. In both sentences `{typed}` and the names of `data` are filled in."""
    known = {"typed": shortened(typed), **data}
    return Unreadable(code, Text(vi.format(**known), en.format(**known)), known)


def shortened(typed: str) -> str:
    """The text as it is quoted in a sentence: at most 40 characters."""
    return typed if len(typed) <= _QUOTED else typed[: _QUOTED - 1] + "…"
