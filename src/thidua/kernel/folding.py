"""Finding Vietnamese words whether or not they were typed with their accents."""

from thidua.reading.folding import fold


def fold_matches(words: str, *texts: str) -> bool:
    """Whether every word is somewhere in the texts, accents and case aside. No words match everything."""
    folded = " ".join(fold(text) for text in texts)
    return all(word in folded for word in fold(words).split())
