"""Whereabouts: where in a JSON file the thing stands that a refusal speaks about.

Some refusals name a path, others the code of a criterion or the key of a target, because they arise long after the
file was read. Each hint gives a path that may be there; the first that is there counts, or the nearest around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.rulebook.jsonfile import JsonFile, Spot, places, spot_at
from thidua.rulebook.refusals import RulebookError

_LAST_STEP = re.compile(r"(\.[^.\[\]]*|\[\d+\]|^[^.\[\]]+)$")
_IN_REVIEWS = ("reviews", "review", "reason", "reviewed_by")
# A review's points are called by the field that holds them.
_NAMES = {"review": "points", "lines": "code", "reviews": "code"}


def where(error: RulebookError, file: JsonFile, *, within: str = "") -> tuple[str, Spot | None]:
    """The path and the place of what a refusal is about; `within` is the path of the unit it arose for."""
    offsets: dict[str, int] = {}
    for path, offset in places(file.text):
        offsets.setdefault(path, offset)
    hints = list(_hints(error, file.data, within))
    for path in hints:
        if path in offsets:
            return path, spot_at(file.text, offsets[path])
    path = hints[0] if hints else ""
    while path and path not in offsets:
        path = _LAST_STEP.sub("", path, count=1)
    return path, spot_at(file.text, offsets[path]) if path in offsets else None


def _hints(error: RulebookError, data: object, within: str) -> Iterator[str]:
    """Paths that may be meant, the likeliest first."""
    field, place = error.data.get("field", ""), error.place
    if "[" in field or (place and field == place):
        yield field
    code, _dot, name = field.rpartition(".")
    name = name or _named_in(error)
    if error.code == "unknown_event":
        yield _joined(within, f"{field}.{error.data['key']}")
    if "code" in error.data or not place:
        yield from _by_code(error.data.get("code", code), name, data, place or within)
    if "key" in error.data:
        yield from _by_key(error.data["key"], name, data, place or within)
    if place:
        yield from (_joined(place, name), place)
    elif field and field != ".":
        yield from (_joined(within, field), field)
    yield _joined(within, _SETTINGS.get(error.code, ""))


def _named_in(error: RulebookError) -> str:
    """The field that the sentence itself names: "Target {key}, planned: …", "floor: …"."""
    found = _NAMED.match(type(error).sentences[error.code].en)
    return found[1] if found else ""


_NAMED = re.compile(r"(?:\w+ [^ ]+, )?([a-z_]+): ", re.ASCII)
_SETTINGS = {"class_order": "classes", "places_out_of_range": "places", "empty_sheet": "entries"}


def _by_code(code: str, name: str, data: object, within: str) -> Iterator[str]:
    """The line, section or review with a code, the last first: of two with the same code the second is one too many."""
    found = [path for path, item in _groups(data) if item.get("code") == code and code and path.startswith(within)]
    in_reviews = [path for path in found if ".reviews[" in f".{path}"]
    paths = in_reviews if name in _IN_REVIEWS else [path for path in found if path not in in_reviews]
    name = _NAMES.get(name, name) or "code"
    for path in reversed(paths):
        yield from (f"{path}.{name}", f"{path}.inputs.{name}")
    yield from reversed(paths)


def _by_key(key: str, name: str, data: object, within: str) -> Iterator[str]:
    """The target, or whatever else has this key, the last first."""
    found = [path for path, item in _groups(data) if item.get("key") == key and path.startswith(within)]
    for path in reversed(found):
        yield from (f"{path}.{name}", path)


def _groups(data: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Every group of named fields with its path, in order."""
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            yield path, value
            waiting += [(_joined(path, str(name)), one) for name, one in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [(f"{path}[{at}]", one) for at, one in reversed(list(enumerate(value)))]


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path and name else path or name
