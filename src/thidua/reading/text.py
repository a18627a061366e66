"""One sentence in the two languages of the program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Vietnamese (`vi`) and in English (`en`)."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in "vi" or "en". Raises ValueError for any other language."""
        if language == "vi":
            return self.vi
        if language == "en":
            return self.en
        raise ValueError(f"language must be vi or en, not {language!r}")
