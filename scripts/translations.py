"""The English catalogue: `update` it from the source, `check` that nothing is missing, `compile` it.

Vietnamese is the language of the source, so it needs no catalogue. Texts are found by babel's own extractors, in
Python directly and in templates after Django has turned them into something like Python.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "thidua"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def texts() -> Iterator[tuple[Path, int, object, str | None]]:
    """Every translatable text: file, line, text or (singular, plural), context."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _found(path, path.read_bytes())
    for path in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("templates/**/*.txt")]):
        yield from _found(path, _as_python(path).encode())


def _as_python(path: Path) -> str:
    from django.utils.translation.template import templatize

    # Django keeps the text's lines and puts X for what is not translatable; without indentation it is Python enough.
    made = templatize(path.read_text(encoding="utf-8"), origin=path.name)
    return "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in made.splitlines())


def _found(path: Path, source: bytes) -> Iterator[tuple[Path, int, object, str | None]]:
    method = "python" if path.suffix == ".py" else "javascript"
    for line, message, _comments, context in extract(
        method, io.BytesIO(source), KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield path, line, message, context


def catalogue() -> Catalog:
    """The catalogue of the source, without translations."""
    made = Catalog(locale="en", project="thidua", charset="utf-8", fuzzy=False)
    for path, _line, message, context in texts():
        made.add(message, None, [(path.relative_to(ROOT).as_posix(), None)], context=context)
    return made


def stored() -> Catalog:
    """The catalogue as translated so far."""
    if not PO.exists():
        return Catalog(locale="en", project="thidua", charset="utf-8", fuzzy=False)
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def update() -> int:
    """Bring the catalogue up to the source; say how many texts wait for a translation."""
    made = stored()
    made.update(catalogue(), no_fuzzy_matching=True, update_creation_date=False)
    made.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, made, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    missing = untranslated(made)
    print(f"{len(made)} texts, {len(missing)} without a translation")
    return 0


def untranslated(made: Catalog) -> list[str]:
    """The texts of a catalogue that have no translation, or a doubtful one."""
    return [str(message.id) for message in made if message.id and (message.fuzzy or not _full(message.string))]


def _full(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def problems() -> list[str]:
    """What keeps the English pages from being complete."""
    have, want = stored(), catalogue()
    known = {(message.id, message.context) for message in have if message.id}
    asked = {(message.id, message.context) for message in want if message.id}
    found = [f"not in the catalogue: {text}" for text, _context in asked - known]
    found += [f"no longer in the source: {text}" for text, _context in known - asked]
    found += [f"not translated: {text}" for text in untranslated(have)]
    found += [f"{text}: {error}" for text, error in _broken(have)]
    found += [f"{place}: call it gettext or _, other names are not searched for texts" for place in _renamed()]
    return sorted(found)


RENAMED = re.compile(r"\bn?p?gettext\w* as (?!_\b)\w+")


def _renamed() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("*.py")):
        if RENAMED.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(ROOT).as_posix()


PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def _broken(have: Catalog) -> Iterator[tuple[str, str]]:
    for message in have:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and set(PLACEHOLDER.findall(ids[-1])) != set(PLACEHOLDER.findall(strings[-1])):
            yield str(message.id), "the placeholders differ"


def check() -> int:
    """Refuse a missing, stale or broken translation."""
    found = problems()
    print("\n".join(found) or "The English catalogue is complete.")
    return 1 if found else 0


def compile_() -> int:
    """Write the binary catalogue that the program reads."""
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, stored())
    return 0


if __name__ == "__main__":
    sys.exit({"update": update, "check": check, "compile": compile_}[sys.argv[1]]())
